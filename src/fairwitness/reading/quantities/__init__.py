"""Reading of quantities: numbers with their bounds, their unit and what they count."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.carrier import QUANTITIES, TIMES, get, put
from fairwitness.reading.quantities.find import find_quantities
from fairwitness.reading.rows import Quantity, Time

__all__ = ["Quantities", "find_quantities", "make_quantities"]


class Quantities:
    """The component: writes the quantities layer. Reads the times layer, so it runs after it."""

    def __call__(self, doc: Doc) -> Doc:
        return put(doc, QUANTITIES, self.decide(doc, get(doc, TIMES)))

    def decide(self, doc: Doc, times: Sequence[Time]) -> list[Quantity]:
        """The quantities of `doc`, in text order; numbers inside `times` are not quantities."""
        return find_quantities(doc, times)


@Language.factory("fairwitness_quantities", requires=["token.dep", "token.head"])
def make_quantities(nlp: Language, name: str) -> Quantities:  # noqa: ARG001 - spaCy's signature
    """spaCy factory of ``fairwitness_quantities``."""
    return Quantities()
