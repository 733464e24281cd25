"""Check `route`: whether a place can lie on the way from one place to another, or half-way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Line, Verdict
from fairwitness.checks.places import Option, coordinates, evidence, sure
from fairwitness.checks.spatial import (
    DENIED,
    NO_RECORD,
    SUGGESTED,
    Choice,
    Tried,
    choices,
    graded,
    km,
    of_kind,
    other_choices,
    settled,
)
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Place, Relation
from fairwitness.world import World
from fairwitness.world.geodesy import distance_km

DETOUR = 1.3
"""A way past the place may be so many times the straight line: roads bend as much."""
BEYOND = 1.7
"""From so many times on it fails, where the ends are LONG_KM apart or more; roads that go round a
mountain or a gulf reach 1.5."""
BEYOND_SHORT = 2.0
LONG_KM = 200.0
BEHIND = 0.1
"""A share of the way by which a place may lie beyond an end of it and still hold."""
POINT_KM = 10.0
"""A road passes a town at its edge or by a turn-off."""
HALF = (0.35, 0.65)
"""Shares of the way between which a place lies "halfway"."""
NOT_HALF = (0.2, 0.8)
"""Shares beyond which it does not: four times as far from one end as from the other."""


APART_KM = 25.0
"""Nearer to an end, and the size of the places, which way a road leaves it says nothing."""
KINDEST: tuple[Verdict, ...] = ("holds", "undetermined", "fails")
AWAY = 100.0
AWAY_FAILS = 115.0
"""Degrees from which a place lies the other way from an end than the road goes. Roads that leave a
town backwards turn within the size of it and APART_KM."""


class Leg(msgspec.Struct, frozen=True):
    """One leg of a way: by how much a place on it would lengthen it, and where along it is."""

    figure: Option
    start: Option
    end: Option
    straight: float
    to_start: float
    to_end: float
    slack: float

    @property
    def factor(self) -> float:
        """The way past the place, over the straight line; sizes of the places taken off."""
        past = max(self.straight, self.to_start + self.to_end - self.slack)
        return past / max(self.straight, 1.0)

    @property
    def limit(self) -> float:
        """The factor beyond which the place is plainly not on the way."""
        return BEYOND if self.straight >= LONG_KM else BEYOND_SHORT

    @property
    def behind(self) -> float:
        """By how much the place is further from one end than the other end is, in km."""
        return max(self.to_start, self.to_end) - self.straight - self.slack

    @property
    def away(self) -> float:
        """Degrees at the nearer end between the ways to the place and to the other end.

        On a plane, which is good to a degree for legs under 1,000 km; 0 where the place is too near
        that end to say.
        """
        (near, end), (far, _) = sorted(
            ((self.to_start, self.start), (self.to_end, self.end)), key=lambda one: one[0]
        )
        slack = POINT_KM + self.figure.extent_km + end.extent_km
        if near - slack < APART_KM or self.straight < APART_KM:
            return 0.0
        cosine = (near**2 + self.straight**2 - far**2) / (2 * near * self.straight)
        return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))

    @property
    def share(self) -> float:
        """How far along the leg the place is, 0 to 1."""
        return self.to_start / max(self.to_start + self.to_end, 0.1)


class Route:
    """The detour test: how much longer the way gets that goes by the place."""

    name = "route"
    applies_to = "Places said to lie on a road or corridor, or between two places, or halfway."
    needs: tuple[str, ...] = ("geonames", "supplement")
    tolerance = (
        "The way past the place may be 1.3 times the straight line between the ends, and the size "
        "of the places and 10 km more; it fails beyond 1.7 times the line (twice, where the ends "
        "are under 200 km apart), and where it lies the other way from an end by more than 115°. "
        "“Halfway” is 35 to 65 % of the way, and fails outside 20 to 80 %."
    )
    example = "The town lies on the road between the capital and the port."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """A finding for each place on a way whose ends the data have."""
        places = {place.id: place for place in reading.places}
        for relation in of_kind(reading, "route", "between"):
            yield _judged(relation, places, world)


def _judged(relation: Relation, places: dict[str, Place], world: World) -> Finding | LeftAlone:
    if relation.negated:
        return LeftAlone(DENIED)
    if not relation.firm:
        return LeftAlone(SUGGESTED)
    ids = (relation.figure, *_stops(relation))
    found = choices(ids, places, world)
    if not found:
        return LeftAlone(NO_RECORD)
    return settled(
        "route",
        relation,
        (_try(relation, choice, world) for choice in found),
        lambda: (_try(relation, choice, world) for choice in other_choices(ids, places, world)),
        certain=all(sure(places[row]) for row in ids),
    )


def _stops(relation: Relation) -> tuple[str, ...]:
    return (*((relation.ground,) if relation.ground else ()), *relation.via)


def _try(relation: Relation, choice: Choice, world: World) -> Tried:
    figure = choice[relation.figure]
    stops = [choice[row] for row in _stops(relation)]
    half = relation.manner == "midway"
    legs = [_leg(figure, a, b) for a, b in pairwise(stops)]
    leg = min(legs, key=lambda leg: (KINDEST.index(_verdict(leg, halfway=half)[0]), leg.factor))
    verdict, missing = _verdict(leg, halfway=half)
    a, b, at = leg.start.candidate, leg.end.candidate, figure.candidate
    where = f"{km(leg.to_start)} from {a.name} and {km(leg.to_end)} from {b.name}"
    names = " – ".join(stop.candidate.name for stop in stops)
    along = f", {leg.share:.0%} of the way" if half else ""
    return Tried(
        verdict=verdict,
        missing=missing,
        stated=("halfway on" if half else "on") + f" the way {names}",
        found=where + along,
        tolerance=f"up to {DETOUR} times the straight line and {km(leg.slack)}; fails beyond "
        f"{leg.limit:g} times" + (", or outside 20 to 80 % of the way" if half else ""),
        tolerance_why="roads bend, and pass a place at its edge",
        working=(
            f"{at.name} {coordinates(at.lat, at.lon)} lies {where}, which are "
            f"{km(leg.straight)} apart: a way past it is {leg.factor:.2f} times the straight line"
            + (
                f", and it lies {leg.away:.0f}° off the way at the nearer end"
                if leg.away > AWAY
                else ""
            )
            + along
        ),
        evidence=tuple(evidence(world, option.candidate.record) for option in (figure, *stops)),
        lines=tuple(
            Line(start=one.point, end=figure.point, km=round(away, 2))
            for one, away in ((leg.start, leg.to_start), (leg.end, leg.to_end))
        ),
    )


def _leg(figure: Option, start: Option, end: Option) -> Leg:
    return Leg(
        figure=figure,
        start=start,
        end=end,
        straight=_apart(start, end),
        to_start=_apart(figure, start),
        to_end=_apart(figure, end),
        slack=POINT_KM + figure.extent_km + start.extent_km + end.extent_km,
    )


def _apart(a: Option, b: Option) -> float:
    one, other = a.candidate, b.candidate
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _verdict(leg: Leg, *, halfway: bool) -> tuple[Verdict, str | None]:
    if leg.straight <= leg.slack:
        return "undetermined", "the ends are too near each other for their size"
    verdict = graded(leg.factor, DETOUR, leg.limit)
    if leg.away > (AWAY if halfway else AWAY_FAILS):
        return "fails", None
    if leg.away > AWAY and verdict == "holds":
        return "undetermined", "it lies beyond an end of the way"
    if verdict == "holds" and leg.behind > BEHIND * leg.straight:
        return "undetermined", "it lies beyond an end of the way"
    if verdict != "holds":
        unsaid = "how far the road bends is in no data set here"
        return verdict, unsaid if verdict == "undetermined" else None
    if not halfway:
        return "holds", None
    slack = leg.slack / leg.straight / 2
    if HALF[0] - slack <= leg.share <= HALF[1] + slack:
        return "holds", None
    if NOT_HALF[0] - slack <= leg.share <= NOT_HALF[1] + slack:
        return "undetermined", "the road may be longer on one side than on the other"
    return "fails", None
