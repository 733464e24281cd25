"""The component that reads which dates and numbers of a text must agree with one another."""

from __future__ import annotations

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.carrier import PLACES, PUBLISHED, QUANTITIES, RECKONINGS, TIMES, get, put
from fairwitness.reading.reckonings.find import find_reckonings
from fairwitness.reading.reckonings.repeats import find_repeats
from fairwitness.reading.rows import Reckoning

__all__ = ["Reckonings", "find_reckonings", "find_repeats", "make_reckonings"]


class Reckonings:
    """spaCy component `fairwitness_reckonings`: from places, times and quantities, reckonings."""

    def __call__(self, doc: Doc) -> Doc:
        return put(doc, RECKONINGS, self.decide(doc))

    def decide(self, doc: Doc) -> list[Reckoning]:
        """The reckonings of `doc`, numbered `n1` … in text order."""
        sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        times, quantities = get(doc, TIMES), get(doc, QUANTITIES)
        rows = find_reckonings(doc.text, sentences, times, quantities, doc.user_data.get(PUBLISHED))
        rows += find_repeats(doc.text, sentences, quantities, times, get(doc, PLACES))
        rows.sort(key=lambda row: (row.start, row.end, row.kind))
        return [msgspec.structs.replace(row, id=f"n{n}") for n, row in enumerate(rows, 1)]


@Language.factory("fairwitness_reckonings", requires=["doc.spans"], assigns=["doc.spans"])
def make_reckonings(nlp: Language, name: str) -> Reckonings:  # noqa: ARG001 - spaCy's signature
    """The factory spaCy finds by entry point."""
    return Reckonings()
