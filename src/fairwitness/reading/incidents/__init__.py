"""Incidents: who did what to whom, where, when, and how many suffered by whose account.

The spaCy component `fairwitness_incidents`: writes the layers of tolls and of incidents.
"""

from __future__ import annotations

from typing import get_args

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.incidents.decide import Decided, decided, incidents_of
from fairwitness.reading.incidents.draft import Draft, Role, Second
from fairwitness.reading.rows import ReaderName
from fairwitness.reading.tree import forget

__all__ = [
    "Decided",
    "Draft",
    "IncidentReader",
    "Role",
    "Second",
    "decided",
    "incidents_of",
    "make_incidents",
]


class IncidentReader:
    """Writes the tolls and incidents of a parsed `Doc`; reads the layers written before."""

    def __init__(self, reader: ReaderName = "learned") -> None:
        """Chooses the reader. ValueError when there is no such reader."""
        if reader not in get_args(ReaderName):
            raise ValueError(f"no such reader of incidents: {reader!r}")
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Gives `doc` its layers of tolls and incidents."""
        found = decided(doc, self._second())
        forget(doc)
        carrier.put(doc, carrier.TOLLS, found.tolls)
        return carrier.put(doc, carrier.INCIDENTS, found.incidents)

    def _second(self) -> Second | None:
        if self.reader == "rules":
            return None
        from fairwitness.reading.incidents.learned import second

        return second


@Language.factory(
    "fairwitness_incidents",
    requires=["token.dep", "token.head", "token.tag", "token.lemma"],
    default_config={"reader": "learned"},
)
def make_incidents(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    reader: ReaderName,
) -> IncidentReader:
    """Makes the component; registered under `fairwitness_incidents`."""
    return IncidentReader(reader)
