"""What all exports take from a brief: which incidents, where, when, and tolls in words."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from fairwitness.brief.model import Brief
from fairwitness.reading.rows import Filler, Incident, Place, PlaceKind, Toll

EXACT: frozenset[PlaceKind] = frozenset(
    ("city", "neighbourhood", "base", "airfield", "camp", "crossing", "facility")
)
"""Kinds whose point is the place itself: ACLED's geographical precision 1."""
AROUND: frozenset[PlaceKind] = frozenset(
    ("district", "road", "river", "lake", "mountain", "island", "border", "desert", "strait")
)
"""Kinds whose point stands for something wider: precision 2."""
LARGER: frozenset[PlaceKind] = frozenset(("province", "region", "sea", "territory"))
"""Kinds known no closer than a province or a region: precision 3."""
BESIDE = frozenset(("distance", "direction", "proximity", "radius", "between", "travel"))
"""Relations that put something near a place and not in it: precision 2 at best."""

NEAR = re.compile(
    r"\b(?:near|nearby|outside|around|close to|next to|(?:off|beyond)(?: the coast of)?"
    r"|outskirts of|vicinity of|(?:north|south|east|west)\w* of)(?: the)? $",
    re.IGNORECASE,
)
"""Words just before a name that put something beside the place, where no relation says so."""
DAY = re.compile(r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
"""The day an ISO 8601 moment begins with, in the years a calendar of ours has."""
LONGEST = 31
"""Most days an incident can be known within to be dated: ACLED codes a month at most."""

Precision = Literal[1, 2, 3]


class Day(NamedTuple):
    """The day that stands for an incident's time, and how exact it is by ACLED's codes."""

    day: dt.date
    precision: Precision


def incidents(brief: Brief) -> Iterator[Incident]:
    """What is said to have happened: nothing hypothetical, nothing only threatened."""
    for incident in brief.incidents:
        if incident.status != "hypothetical" and incident.outcome != "threatened":
            yield incident


def day_of(incident: Incident) -> Day | None:
    """Day and time precision: 1 a day, 2 up to a week, 3 up to a month; None where less is known.

    The day is the middle of the interval, as ACLED's codebook has it for weeks and months.
    """
    covered = days_of(incident)
    if covered is None or (days := (covered[1] - covered[0]).days) > LONGEST:
        return None
    first = covered[0]
    precision: Precision = 1 if days == 1 else 2 if days <= 7 else 3
    return Day(first + dt.timedelta(days=(days - 1) // 2), precision)


def days_of(incident: Incident) -> tuple[dt.date, dt.date] | None:
    """The first day it may have been, and the day after the last; None where either is open."""
    first, last = (DAY.match(moment or "") for moment in (incident.begin, incident.until))
    if first is None or last is None or incident.until is None:
        return None
    begin, until = dt.date.fromisoformat(first[0]), dt.date.fromisoformat(last[0])
    if "T" in incident.until and not incident.until[10:].startswith("T00:00"):
        until += dt.timedelta(days=1)
    return begin, max(until, begin + dt.timedelta(days=1))


def place_of(brief: Brief, incident: Incident) -> Place | None:
    """The place row chosen for an incident."""
    return next((place for place in brief.places if place.id == incident.place), None)


def geo_precision(brief: Brief, place: Place) -> Precision | None:
    """1 the named place, 2 near it or in a wider one, 3 a region; None where it is a country."""
    if point(place) is None:
        return None
    before = brief.report.text[max(0, place.start - 24) : place.start]
    related = any(r.ground == place.id and r.kind in BESIDE for r in brief.relations)
    beside = related or NEAR.search(before) is not None
    if place.kind in EXACT:
        return 2 if beside else 1
    return 2 if place.kind in AROUND else 3 if place.kind in LARGER else None


def point(place: Place | None) -> tuple[float, float] | None:
    """Longitude and latitude in degrees, east and north; None where there is no such point."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if not (math.isfinite(place.lat) and math.isfinite(place.lon)):
        return None
    return (place.lon, place.lat) if abs(place.lat) <= 90 and abs(place.lon) <= 180 else None


def tolls_of(brief: Brief, incident: Incident) -> list[Toll]:
    """The tolls of an incident, in text order."""
    return [toll for toll in brief.tolls if toll.id in incident.tolls]


def figure(low: float | None, high: float | None) -> str:
    """`12`, `at least 12`, `up to 12`, `10 to 12`, `unknown`."""
    if low is None and high is None:
        return "unknown"
    if low is None or high is None:
        return f"up to {whole(high or 0)}" if low is None else f"at least {whole(low)}"
    return whole(low) if low == high else f"{whole(low)} to {whole(high)}"


def whole(number: float) -> str:
    """`1200` and not `1.2e+03`; a fraction stays one."""
    return str(int(number)) if number == int(number) else str(number)


def told(toll: Toll) -> str:
    """`killed 15 rebels (the army)`: a toll in words, with who states it."""
    group = f" {toll.group.text}" if toll.group else ""
    claimant = toll.claimant.text if toll.claimant else "the report"
    number = figure(toll.low, toll.high)
    return f"{toll.kind} {number}{group} ({'; '.join([claimant, *marks(toll)])})"


def marks(toll: Toll) -> list[str]:
    """What sets a toll apart from a plain figure, in words."""
    found = {
        "denied": toll.negated,
        "running total": toll.cumulative,
        "part of another figure": toll.part_of is not None,
        "revises another figure": toll.revises is not None,
    }
    return [words for words, on in found.items() if on]


def sentences(brief: Brief, incident: Incident) -> str:
    """The sentences an incident stands in, on one line; its own words where none are known."""
    text = brief.report.text
    held = [s for s in brief.sentences if s[0] < incident.end and incident.start < s[1]]
    whole_text = text[held[0][0] : held[-1][1]] if held else incident.text
    return " ".join(whole_text.split())


def names(fillers: Iterable[Filler]) -> list[str]:
    """The fillers of a role by their best names."""
    return [filler.text for filler in fillers]
