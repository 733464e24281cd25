"""Reading of times: TIMEX3 expressions with the interval each covers."""

from __future__ import annotations

import datetime as dt

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.carrier import PUBLISHED, TIMES, put
from fairwitness.reading.rows import Time
from fairwitness.reading.times.find import find_times

__all__ = ["Times", "find_times", "make_times"]


class Times:
    """The component: writes the times layer, reckoned from the day of publication if known."""

    def __call__(self, doc: Doc) -> Doc:
        return put(doc, TIMES, self.decide(doc, doc.user_data.get(PUBLISHED)))

    def decide(self, doc: Doc, published: dt.date | None) -> list[Time]:
        """The times of `doc`, in text order."""
        return find_times(doc, published)


@Language.factory("fairwitness_times", requires=["token.tag"])
def make_times(nlp: Language, name: str) -> Times:  # noqa: ARG001 - spaCy's signature
    """spaCy factory of ``fairwitness_times``."""
    return Times()
