"""Check `radius`: whether a named place lies in a round area that the text puts it in."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Line
from fairwitness.checks.measures import Stated, stated, tolerance
from fairwitness.checks.places import coordinates, evidence, sure
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

BEYOND = 1.5
"""Up to so many times the tolerance beyond the circle it is undetermined, as in `distance`."""


class Radius:
    """Compares the geodesic from the middle of the area with its stated radius."""

    name = "radius"
    applies_to = "Named places said to lie inside a round area about a named place."
    needs: tuple[str, ...] = ("geonames", "supplement")
    tolerance = (
        "10 % of the radius (20 % after “about”), 2 km for the point meant and the size of the "
        "places, beyond the circle."
    )
    example = "The army declared a 50-kilometre zone around the city, including two towns."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """A finding for each named place put inside such an area."""
        places = {place.id: place for place in reading.places}
        quantities = {quantity.id: quantity for quantity in reading.quantities}
        for relation in of_kind(reading, "radius"):
            given = stated(quantities[str(relation.quantity)])
            if given is None or given.high is None:
                yield LeftAlone("the radius has no usable number or unit")
            else:
                yield _judged(relation, given, given.high, places, world)


def _judged(
    relation: Relation, given: Stated, reach: float, places: dict[str, Place], world: World
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
        return (_try(relation, given, reach, choice, world) for choice in all_choices)

    return settled(
        "radius",
        relation,
        tried(found),
        lambda: tried(other_choices(ids, places, world)),
        certain=all(sure(places[row]) for row in ids),
    )


def _try(relation: Relation, given: Stated, reach: float, choice: Choice, world: World) -> Tried:
    figure, ground = choice[relation.figure], choice[str(relation.ground)]
    at, of = figure.candidate, ground.candidate
    apart = distance_km(of.lat, of.lon, at.lat, at.lon)
    allowed = tolerance(given, figure.extent_km, ground.extent_km)
    verdict = graded(apart - reach, allowed.km, BEYOND * allowed.km)
    near_line = "the place lies too near the circle for its size"
    return Tried(
        verdict=verdict,
        missing=near_line if verdict == "undetermined" else None,
        stated=f"within {given.words} of {of.name}",
        found=f"{km(apart)} from {of.name}",
        tolerance=f"{km(allowed.km)} beyond {km(reach)}",
        tolerance_why=allowed.why,
        working=(
            f"{at.name} {coordinates(at.lat, at.lon)} to {of.name} "
            f"{coordinates(of.lat, of.lon)}: {km(apart)} along the geodesic; stated: inside "
            f"{given.words}"
        ),
        evidence=(evidence(world, at.record), evidence(world, of.record)),
        lines=(Line(start=figure.point, end=ground.point, km=round(apart, 2)),),
    )
