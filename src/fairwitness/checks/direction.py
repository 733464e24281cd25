"""Check `direction`: a compass direction stated from one place to another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import cast

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Line
from fairwitness.checks.places import CAPITAL, COMPASS, Option, capital, coordinates, evidence, sure
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
from fairwitness.reading.rows import Compass, Place, PlaceKind, Relation
from fairwitness.world import World
from fairwitness.world.geodesy import bearing_deg, distance_km, rhumb_deg

DEGREES: dict[Compass, float] = {
    "N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315,
}  # fmt: skip
HOLDS = 67.5
"""Degrees off that still hold: half a sector of 45 and one sector more, as "north" is said of
what lies north-east."""
FAILS = 112.5
"""Degrees off from which it fails: plainly in the opposite half of the compass."""
CLOSE_KM = 5.0
"""Nearer than this a direction depends on which point is meant, and is not judged."""
WIDEST = 30.0
"""Degrees allowed at most for the size of the places."""
VAGUE: frozenset[PlaceKind] = frozenset({"river", "road", "border", "mountain", "region", "sea"})
"""Kinds of which the data have a middle only: a direction from them is not decidable."""


def compass(bearing: float) -> Compass:
    """The direction nearest to a bearing in degrees."""
    return list(DEGREES)[round(bearing / 45) % 8]


def turned(way: Compass, bearings: tuple[float, ...]) -> float:
    """Degrees between a direction and the least different of several bearings."""
    return min(abs((bearing - DEGREES[way] + 180) % 360 - 180) for bearing in bearings)


class Direction:
    """Compares a stated direction with the bearing of the geodesic, and of the line on a map."""

    name = "direction"
    applies_to = "Directions stated from one named place, province or country to another."
    needs: tuple[str, ...] = ("geonames", "supplement", "osm_borders")
    tolerance = (
        "67.5° either way, and more for the size of the places; it fails only beyond 112.5°, in "
        "the opposite half of the compass."
    )
    example = "The town lies south-east of the capital."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """A finding for each direction that can be measured."""
        places = {place.id: place for place in reading.places}
        for relation in of_kind(reading, "direction", "travel"):
            if relation.direction in DEGREES:
                yield _judged(relation, places, world)


def _judged(relation: Relation, places: dict[str, Place], world: World) -> Finding | LeftAlone:
    if relation.negated:
        return LeftAlone(DENIED)
    if not relation.firm:
        return LeftAlone(SUGGESTED)
    figure = places[relation.figure]
    ground = places[relation.ground] if relation.ground else None
    if relation.ground_part == "border":
        return LeftAlone("a direction from a border depends on the point that is meant")
    seat = capital(relation, world)
    if ground is None and not seat:
        return LeftAlone(NO_RECORD)
    if (ground and ground.kind in VAGUE) or figure.kind in VAGUE:
        return LeftAlone("the data have only a middle of the river, sea or region")
    ids = (figure.id,) if ground is None else (figure.id, ground.id)
    found = choices(ids, places, world)
    if not found:
        return LeftAlone(NO_RECORD)

    def tried(all_choices: list[Choice]) -> Iterator[Tried]:
        for choice in _within(all_choices, found[0], seat):
            at = {**choice, CAPITAL: seat[0]} if seat else choice
            yield _try(relation, at, world)

    return settled(
        "direction",
        relation,
        tried(found),
        lambda: tried(other_choices(ids, places, world)),
        certain=sure(figure) and (ground is None or sure(ground)),
    )


def _within(all_choices: list[Choice], first: Choice, seat: list[Option]) -> list[Choice]:
    """The choices no further from an unnamed capital than the first, as between named places."""
    if not seat:
        return all_choices
    of = seat[0].candidate

    def away(choice: Choice) -> float:
        (at,) = choice.values()
        return distance_km(of.lat, of.lon, at.candidate.lat, at.candidate.lon)

    most = away(first) + 1.0
    return [choice for choice in all_choices if away(choice) <= most]


def _try(relation: Relation, choice: Choice, world: World) -> Tried:
    figure, ground = choice[relation.figure], choice[relation.ground or CAPITAL]
    at, of = figure.candidate, ground.candidate
    ends = of.lat, of.lon, at.lat, at.lon
    bearings = [bearing_deg(*ends), rhumb_deg(*ends)]
    if of.country and of.kind == "country" and at.kind != "country":
        near = world.borders.to_border(of.country, at.lat, at.lon)
        bearings.append(bearing_deg(near.lat, near.lon, at.lat, at.lon))
    if at.country and at.kind == "country":
        near = world.borders.to_country(at.country, of.lat, of.lon)
        bearings.append(bearing_deg(of.lat, of.lon, near.lat, near.lon))
    return _graded(relation, figure, ground, tuple(bearings), world)


def _graded(
    relation: Relation, figure: Option, ground: Option, bearings: tuple[float, ...], world: World
) -> Tried:
    at, of = figure.candidate, ground.candidate
    way = cast(Compass, relation.direction)
    apart = distance_km(of.lat, of.lon, at.lat, at.lon)
    size = figure.extent_km + ground.extent_km
    slack = min(WIDEST, math.degrees(math.asin(min(1.0, size / max(apart, size, 0.1)))))
    off = max(0.0, turned(way, bearings) - slack)
    verdict, missing = graded(off, HOLDS, FAILS), None
    if verdict == "undetermined":
        missing = "the direction is neither the one stated nor its opposite"
    if apart < max(CLOSE_KM, size / 2):
        verdict, missing = "undetermined", "the places are too near each other for their size"
    found = f"{COMPASS[compass(bearings[0])]} ({bearings[0]:.0f}°)"
    return Tried(
        verdict=verdict,
        missing=missing,
        stated=f"{COMPASS[way]} of {of.name}",
        found=found,
        tolerance=f"{HOLDS:g}° and {slack:.0f}° for the size of the places; fails beyond "
        f"{FAILS:g}° and as much",
        tolerance_why="a direction is said of whatever lies roughly that way",
        working=(
            f"{of.name} {coordinates(of.lat, of.lon)} to {at.name} "
            f"{coordinates(at.lat, at.lon)}: {km(apart)} to the {found}; stated {COMPASS[way]}"
        ),
        evidence=(evidence(world, at.record), evidence(world, of.record)),
        lines=(Line(start=figure.point, end=ground.point, km=round(apart, 2)),),
    )
