"""Check `travel`: whether a journey can take the time stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Line, Verdict
from fairwitness.checks.places import coordinates, evidence, sure
from fairwitness.checks.spatial import (
    DENIED,
    NO_RECORD,
    SUGGESTED,
    Choice,
    Tried,
    choices,
    km,
    of_kind,
    other_choices,
    settled,
)
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Place, Relation, Time, TravelMode
from fairwitness.world import World
from fairwitness.world.geodesy import distance_km

_DURATION = re.compile(r"P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?)?")
DAY_HOURS = {"foot": 14.0}
"""Hours of travel in "a day's walk", at most; other modes may go on through the night."""


class Speeds(msgspec.Struct, frozen=True):
    """Speeds along the straight line, in km/h, by which a journey is judged."""

    slowest: float
    """Slower than this the place is plainly nearer than the time says."""
    usual: float
    """Up to this it holds."""
    fastest: float
    """Faster than this nobody goes."""


SPEEDS: dict[TravelMode | None, Speeds] = {
    "road": Speeds(4.0, 110.0, 160.0),
    "foot": Speeds(0.3, 6.0, 10.0),
    "rail": Speeds(4.0, 250.0, 350.0),
    "sea": Speeds(1.0, 70.0, 110.0),
    "air": Speeds(20.0, 950.0, 1200.0),
    None: Speeds(0.3, 110.0, 1200.0),
}
"""Usual and extreme speeds over the straight line. Roads are longer than it by 1.2 to 1.4, so 160
on the line is over 190 at the wheel, kept up for hours; fast ferries make 70, the fastest trains
run at 350 on their best stretch, airliners at 950, and walkers at 6. The slowest are of mountain
tracks with checkpoints (4), climbs on foot (0.3), rowing boats (1), and helicopters (20)."""


class Travel:
    """Divides the geodesic by the stated time and compares the speed with what can be."""

    name = "travel"
    applies_to = "Times that a journey between two named places is said to take."
    needs: tuple[str, ...] = ("geonames", "supplement")
    tolerance = (
        "The size of the places and 25 % of the time; over the straight line it fails above "
        "160 km/h by road, 10 on foot, 350 by rail, 110 by boat, 1,200 by air or where no way is "
        "stated, and where the speed would be absurdly low."
    )
    example = "The port is a two-hour drive from the capital."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """A finding for each journey whose ends and time are known."""
        places = {place.id: place for place in reading.places}
        times = {time.id: time for time in reading.times}
        for relation in of_kind(reading, "travel"):
            given = times[str(relation.quantity)]
            taken = hours(given, relation.mode)
            if taken is None:
                yield LeftAlone("the time has no usable number or unit")
            else:
                yield _judged(relation, given, taken, places, world)


def hours(time: Time, mode: TravelMode | None) -> float | None:
    """Hours of travel in a duration, or None where it has no days, hours or minutes."""
    match = _DURATION.fullmatch(time.value or "")
    if match is None:
        return None
    days, whole, minutes = (float(group or 0) for group in match.groups())
    total = days * DAY_HOURS.get(mode or "", 24.0) + whole + minutes / 60
    return total or None


def _judged(
    relation: Relation, given: Time, taken: float, places: dict[str, Place], world: World
) -> Finding | LeftAlone:
    if relation.negated:
        return LeftAlone(DENIED)
    if not relation.firm:
        return LeftAlone(SUGGESTED)
    ids = (relation.figure, str(relation.ground))
    found = choices(ids, places, world)
    if not found:
        return LeftAlone(NO_RECORD)

    def tried(all_choices: list[Choice]) -> Iterator[Tried]:
        return (_try(relation, given, taken, choice, world) for choice in all_choices)

    return settled(
        "travel",
        relation,
        tried(found),
        lambda: tried(other_choices(ids, places, world)),
        certain=all(sure(places[row]) for row in ids),
    )


LOOSE = 0.25
"""Share of the time allowed for: times of journeys are rounded to hours and halves."""


def _try(relation: Relation, given: Time, taken: float, choice: Choice, world: World) -> Tried:
    figure, ground = choice[relation.figure], choice[str(relation.ground)]
    at, of = figure.candidate, ground.candidate
    apart = distance_km(of.lat, of.lon, at.lat, at.lon)
    size = figure.extent_km + ground.extent_km
    least = max(0.0, apart - size) / (taken * (1 + LOOSE))
    most = (apart + size) / (taken * (1 - LOOSE))
    limits = SPEEDS[relation.mode]
    how = f" by {relation.mode}" if relation.mode and relation.mode != "foot" else ""
    how = " on foot" if relation.mode == "foot" else how
    missing: str | None = None
    verdict: Verdict
    if least > limits.fastest or most < limits.slowest:
        verdict = "fails"
    elif least > limits.usual:
        verdict, missing = "undetermined", "how fast the journey goes is not stated"
    else:
        verdict = "holds"
    return Tried(
        verdict=verdict,
        missing=missing,
        stated=f"{given.text}{how}",
        found=f"{km(apart)}, {apart / taken:.0f} km/h over the straight line",
        tolerance=f"{limits.slowest:g} to {limits.fastest:g} km/h{how}",
        tolerance_why="25 % of the time as it is rounded, and the size of the places",
        working=(
            f"{at.name} {coordinates(at.lat, at.lon)} to {of.name} "
            f"{coordinates(of.lat, of.lon)}: {km(apart)} along the geodesic, in {given.text} "
            f"{apart / taken:.0f} km/h{how}"
        ),
        evidence=(evidence(world, at.record), evidence(world, of.record)),
        lines=(Line(start=figure.point, end=ground.point, km=round(apart, 2)),),
    )
