"""The incidents of the sample brief, written by hand: an ambush by two accounts, and others."""

from __future__ import annotations

from typing import Any

import msgspec
from sample_brief import _places, at, sample, span

from fairwitness.brief.model import Brief
from fairwitness.reading.rows import Bounds, Filler, Incident, Place, Toll
from fairwitness.span import Span

SOURCE = "two hospital workers in Ansongo who asked not to be named"


def filler(words: str) -> Filler:
    found = span(words)
    return Filler(start=found.start, end=found.end, text=words, mentions=(found,))


def tolls() -> tuple[Toll, ...]:
    def toll(number: int, words: str, **rest: Any) -> Toll:
        return Toll(id=f"l{number}", **at(words), incident="i1", **rest)

    nurses: dict[str, Any] = {"statement": "s2", "claimant": span(SOURCE)}
    return (
        toll(1, "Nine drivers", kind="killed", low=9, high=9, group=span("drivers"), **nurses),
        toll(2, "at least 14 people", kind="injured", low=14, high=None, exact=False,
             group=span("people"), **nurses),
        toll(3, "We lost vehicles, not men", kind="killed", low=0, high=0, group=span("men"),
             statement="s3", claimant=span("Colonel Abdoulaye Keïta"), negated=True),
    )  # fmt: skip


def ambush(**rest: Any) -> Incident:
    """The ambush, with other fields where given."""
    fields: dict[str, Any] = {
        "id": "i1",
        **at("A supply convoy of about 40 lorries was attacked on Tuesday near Labbezanga"),
        "type": "attack",
        "physical_target": (filler("A supply convoy of about 40 lorries"),),
        "victim": (filler("Nine drivers"),),
        "triggers": (span("attacked"),),
        "plover": "ASSAULT",
        "acled": "Violence against civilians",
        "acled_sub": "Attack",
        "outcome": "accomplished",
        "time": "t1",
        "begin": "2023-03-07",
        "until": "2023-03-08",
        "why_time": "the day named in the sentence of the attack",
        "place": labbezanga().id,
        "why_place": "named with the attack",
        "killed": Bounds(low=0, high=9),
        "injured": Bounds(low=14, high=None),
        "tolls": ("l1", "l2", "l3"),
        "claims": ("c1", "c3", "c4"),
        "statements": ("s1", "s2", "s3"),
    }
    return Incident(**(fields | rest))


def labbezanga() -> Place:
    return next(place for place in _places() if place.text == "Labbezanga")


def shelling(**rest: Any) -> Incident:
    """A second incident, of which little is known."""
    fields: dict[str, Any] = {
        "id": "i2",
        **at("Tessit, in the Kidal region, was shelled the same night"),
        "type": "bombing",
        "status": "background",
        "why_time": "no day of publication to reckon from",
    }
    return Incident(**(fields | rest))


def with_incidents(*incidents: Incident) -> Brief:
    """The sample brief with these incidents, or the ambush and the shelling."""
    return msgspec.structs.replace(
        sample(), incidents=incidents or (ambush(), shelling()), tolls=tolls()
    )


def hostile(words: str) -> Brief:
    """A brief whose every word of an incident is `words`."""
    whole = Span(start=0, end=len(words), text=words)
    one = Filler(start=0, end=len(words), text=words, mentions=(whole,))
    toll = Toll(id="l1", start=0, end=len(words), text=words, kind="killed", low=1, high=1,
                group=whole, claimant=whole, incident="i1")  # fmt: skip
    incident = Incident(
        id="i1", start=0, end=len(words), text=words, type="attack", victim=(one,),
        perpetrator_organisation=(one,), perpetrator_individual=(one,), tolls=("l1",),
        triggers=(whole,), killed=Bounds(low=1, high=1),
    )  # fmt: skip
    plain = sample()
    return msgspec.structs.replace(
        plain, places=(), times=(), quantities=(), relations=(), reckonings=(), statements=(),
        claims=(), findings=(), incidents=(incident,), tolls=(toll,),
        report=msgspec.structs.replace(plain.report, text=words, publisher=words),
    )  # fmt: skip
