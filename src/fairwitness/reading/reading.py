"""A reading: everything found in one report, as plain frozen data."""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.rows import (
    Actor,
    Claim,
    Incident,
    Place,
    Quantity,
    Reckoning,
    Relation,
    Statement,
    Time,
    Toll,
)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one report, in text order, with its text and sentence offsets."""

    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    reckonings: tuple[Reckoning, ...] = ()
    relations: tuple[Relation, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    actors: tuple[Actor, ...] = ()
    tolls: tuple[Toll, ...] = ()
    incidents: tuple[Incident, ...] = ()


def from_doc(doc: Doc) -> Reading:
    """The reading that our components left on `doc`."""
    return Reading(
        text=doc.text,
        sentences=tuple((s.start_char, s.end_char) for s in doc.sents),
        places=carrier.get(doc, carrier.PLACES),
        times=carrier.get(doc, carrier.TIMES),
        quantities=carrier.get(doc, carrier.QUANTITIES),
        reckonings=carrier.get(doc, carrier.RECKONINGS),
        relations=carrier.get(doc, carrier.RELATIONS),
        statements=carrier.get(doc, carrier.STATEMENTS),
        claims=carrier.get(doc, carrier.CLAIMS),
        actors=carrier.get(doc, carrier.ACTORS),
        tolls=carrier.get(doc, carrier.TOLLS),
        incidents=carrier.get(doc, carrier.INCIDENTS),
    )
