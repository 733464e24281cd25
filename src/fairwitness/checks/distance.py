"""Check `distance`: a stated distance between two places, or to a border, with its direction."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.direction import CLOSE_KM, DEGREES, compass, turned
from fairwitness.checks.finding import Evidence, Finding, Line, Point, Verdict
from fairwitness.checks.measures import Stated, Tolerance, stated, tolerance
from fairwitness.checks.places import (
    COMPASS,
    NAMESAKE,
    Option,
    capital,
    coordinates,
    evidence,
    from_dataset,
    of_today,
    point_namesakes,
    points,
    sure,
)
from fairwitness.checks.spatial import DENIED, NO_RECORD, SUGGESTED
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Compass, Place, Relation
from fairwitness.world import World
from fairwitness.world.geodesy import bearing_deg, distance_km
from fairwitness.world.records import Nearest

ROAD = 1.4
"""A stated distance may be one by road, which is longer than the straight line."""
BEYOND = 1.5
"""Between the tolerance and this many times of it a verdict is `undetermined`, not `fails`."""


class Measured(msgspec.Struct, frozen=True):
    """One pair of records measured: how far, from where to where, and what that rests on."""

    km: float
    figure: Point
    ground: Point
    ground_label: str
    tolerance: Tolerance
    bearings: tuple[float, ...]
    evidence: tuple[Evidence, ...]
    direct: bool
    """True where no road is meant: the distance to a border line."""


class Distance:
    """Compares a stated distance with the geodesic on WGS 84 (Karney 2013, by PROJ)."""

    name = "distance"
    applies_to = "Distances stated between two named places, or from a place to a country's border."
    needs: tuple[str, ...] = ("geonames", "supplement", "osm_borders")
    tolerance = (
        "10 % of the number (20 % after “about”, “some”, “nearly”), 2 km for the point meant and "
        "the size of the places; a distance between places may also be one by road, up to 1.4 "
        "times the straight line."
    )
    example = "The crossing lies about 40 km north-west of the city."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """A finding for each distance relation that can be measured."""
        places = {place.id: place for place in reading.places}
        quantities = {quantity.id: quantity for quantity in reading.quantities}
        today = of_today(reading)
        for relation in reading.relations:
            if relation.kind != "distance" or relation.quantity is None:
                continue
            given = stated(quantities[relation.quantity])
            if given is None:
                yield LeftAlone("the distance has no usable number or unit")
            elif relation.negated:
                yield LeftAlone(DENIED)
            elif not relation.firm:
                yield LeftAlone(SUGGESTED)
            else:
                yield _judged(relation, given, places, world, today=today)


def _judged(
    relation: Relation, given: Stated, places: dict[str, Place], world: World, *, today: bool
) -> Finding | LeftAlone:
    figure = places[relation.figure]
    ground = places[relation.ground] if relation.ground else None
    if len(relation.ground_countries) > 2:
        return LeftAlone("a border of three countries is a point no data set here names")
    grounds = points(ground, world) if ground else capital(relation, world)
    measured = [
        m for o in points(figure, world) for m in _measure(o, relation, grounds, given, world)
    ]
    if not measured:
        return LeftAlone(NO_RECORD)
    best = min(measured, key=lambda m: _off(m, given))
    border = bool(relation.ground_countries) and relation.ground_part != "capital"
    known = ground is None or sure(ground)
    certain = sure(figure) and (today if border else known)
    verdict, missing = _verdict(best, given, relation.direction, certain=certain)
    if verdict == "fails" and not border:
        others = point_namesakes(ground, world) if ground else grounds
        for option in point_namesakes(figure, world):
            for other in _measure(option, relation, others, given, world):
                fits = _verdict(other, given, relation.direction, certain=True)[0] == "holds"
                if fits and other.km <= best.km:
                    return _finding(relation, given, best, "undetermined", NAMESAKE)
    return _finding(relation, given, best, verdict, missing)


def _measure(
    option: Option, relation: Relation, grounds: list[Option], given: Stated, world: World
) -> Iterator[Measured]:
    at = option.candidate
    if relation.ground_countries and relation.ground_part != "capital":
        yield from _to_countries(option, relation, given, world)
        return
    for other in grounds:
        km = distance_km(at.lat, at.lon, other.candidate.lat, other.candidate.lon)
        bearing = bearing_deg(other.candidate.lat, other.candidate.lon, at.lat, at.lon)
        yield Measured(
            km=km,
            figure=option.point,
            ground=other.point,
            ground_label=other.candidate.name,
            tolerance=tolerance(given, option.extent_km, other.extent_km),
            bearings=(bearing,),
            evidence=(evidence(world, at.record), evidence(world, other.candidate.record)),
            direct=False,
        )


def _to_countries(
    option: Option, relation: Relation, given: Stated, world: World
) -> Iterator[Measured]:
    at, codes = option.candidate, relation.ground_countries
    near = _nearest(world, relation, at.lat, at.lon)
    if near is None:
        return
    bearings = [bearing_deg(near.lat, near.lon, at.lat, at.lon)]
    if len(codes) == 1 and (country := world.countries.get(codes[0])):
        bearings.append(bearing_deg(country.lat, country.lon, at.lat, at.lon))
    label = "the " + "–".join(_name(world, code) for code in codes) + " border"
    yield Measured(
        km=near.km,
        figure=option.point,
        ground=Point(name=label, lat=near.lat, lon=near.lon),
        ground_label=label,
        tolerance=tolerance(given, option.extent_km, 0.0),
        bearings=tuple(bearings),
        evidence=(
            evidence(world, at.record),
            from_dataset(world, "osm_borders", ", ".join(codes)),
        ),
        direct=True,
    )


def _nearest(world: World, relation: Relation, lat: float, lon: float) -> Nearest | None:
    codes = relation.ground_countries
    if len(codes) == 2:
        return world.borders.to_shared_border(codes[0], codes[1], lat, lon)
    near = world.borders.to_border(codes[0], lat, lon)
    if relation.ground_part == "inside" and not near.inside:
        return None
    return near


def _name(world: World, code: str) -> str:
    country = world.countries.get(code)
    return country.name if country else code


def _off(measured: Measured, given: Stated) -> float:
    """How far outside the stated range a measured distance lies, in tolerances; 0 inside it."""
    below = given.low - measured.km if given.low is not None else 0.0
    above = measured.km - given.high if given.high is not None else 0.0
    if below > 0 and not measured.direct:
        below = max(0.0, (given.low or 0.0) - measured.km * ROAD)
    return max(0.0, below, above) / measured.tolerance.km


def _verdict(
    measured: Measured, given: Stated, direction: Compass | None, *, certain: bool
) -> tuple[Verdict, str | None]:
    off = _off(measured, given)
    turned = _turned(measured, direction)
    if off > BEYOND or turned > 112.5:
        if certain:
            return "fails", None
        return "undetermined", "it may be another place of that name, or of another time"
    if off > 1.0 or turned > 67.5:
        return "undetermined", "the difference is too small to say which point was meant"
    return "holds", None


def _turned(measured: Measured, direction: Compass | None) -> float:
    """Degrees between the stated and the least different found direction; 0 where not judged."""
    if direction is None or direction not in DEGREES or measured.km < CLOSE_KM:
        return 0.0
    return turned(direction, measured.bearings)


def _finding(
    relation: Relation, given: Stated, m: Measured, verdict: Verdict, missing: str | None
) -> Finding:
    way = f", {COMPASS[compass(m.bearings[0])]} of it" if relation.direction else ""
    found = f"{_km(m.km)}{way}"
    wanted = given.words + (f" {COMPASS[relation.direction]}" if relation.direction else "")
    read = f"; {relation.why}" if relation.why else ""
    working = (
        f"{m.figure.name} {coordinates(m.figure.lat, m.figure.lon)} to {m.ground_label} "
        f"{coordinates(m.ground.lat, m.ground.lon)}: {found} along the geodesic; "
        f"stated {wanted}{read}"
    )
    return Finding(
        id="",
        start=relation.start,
        end=relation.end,
        text=relation.text,
        check="distance",
        verdict=verdict,
        relation=relation.id,
        stated=wanted,
        found=found,
        tolerance=f"{_km(m.tolerance.km)} either way"
        + ("" if m.direct else f", road factor {ROAD}"),
        tolerance_why=m.tolerance.why,
        working=working,
        evidence=m.evidence,
        lines=(Line(start=m.figure, end=m.ground, km=round(m.km, 2)),),
        missing=missing,
    )


def _km(km: float) -> str:
    return f"{km:.1f} km" if km < 10 else f"{km:.0f} km"
