"""Check `proximity`: places said to be near others, on a border, by the sea or a river."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.bounds import BORDER, COAST, PORT, Bounds, between_places
from fairwitness.checks.finding import Evidence, Finding, Line, Point
from fairwitness.checks.places import (
    NAMED_KINDS,
    Option,
    coordinates,
    evidence,
    from_dataset,
    of_today,
    options,
    sure,
)
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
from fairwitness.reading.rows import Place, PlaceKind, Relation
from fairwitness.world import World
from fairwitness.world.geodesy import distance_km
from fairwitness.world.records import Nearest

MIDDLE_ONLY: frozenset[PlaceKind] = frozenset(
    {"river", "lake", "sea", "strait", "mountain", "desert", "region", "road", "border"}
)
"""Kinds of which the data have a middle and a rough radius, and no shape."""
SPREAD = 2.0
"""So many times its radius, and `FAR_KM`, from its middle a place is plainly not at a sea, river
or mountain range: radii in the supplement are half the longest side, to about a fifth."""
FAR_KM = 200.0
NO_COURSE = "the data have only a middle of the river, sea or region"
NO_BORDER = "no data set here has the border"


class Proximity:
    """Distances between places, to borders and to the sea against bounds by the size of things."""

    name = "proximity"
    applies_to = (
        "Places said to be near, beside or on the outskirts of others, on a border, on a coast or "
        "at a river, and countries said to border others."
    )
    needs: tuple[str, ...] = ("geonames", "supplement", "osm_borders", "natural_earth")
    tolerance = (
        "“Near” holds up to 60 km and fails beyond 120, and more by the size of the places; "
        "“outskirts” 20 and 50, “next to” 30 and 80, “near the border” 75 and 200, “on the border” "
        "25 and 60, a coast 25 and 50 (a port of a named sea 130); whether a place lies on a river "
        "is not decided, as the data have no courses."
    )
    example = "Shells hit a town on the outskirts of the capital, near the border."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """A finding for each nearness that can be measured."""
        places = {place.id: place for place in reading.places}
        today = of_today(reading)
        for relation in of_kind(reading, "proximity"):
            if relation.negated:
                yield LeftAlone(DENIED)
            elif relation.firm:
                yield _judged(relation, places, world, today=today)
            else:
                yield LeftAlone(SUGGESTED)


def _judged(
    relation: Relation, places: dict[str, Place], world: World, *, today: bool
) -> Finding | LeftAlone:
    figure = places[relation.figure]
    ground = places[relation.ground] if relation.ground else None
    if figure.kind == "country" and figure.country:
        return _of_country(relation, figure.country, world, today=today)
    if relation.ground_countries:
        return _to_border(relation, figure, world, today=today)
    if relation.manner == "coast":
        return _coast(relation, figure, ground, world)
    if ground is None:
        return LeftAlone(NO_RECORD)
    if ground.kind in MIDDLE_ONLY or figure.kind in MIDDLE_ONLY:
        return (
            LeftAlone(NO_COURSE)
            if not _far(figure, ground, world)
            else _spread(relation, figure, ground, world)
        )
    return _to_place(relation, figure, ground, places, world)


# Near another place --------------------------------------------------------------------------


def _to_place(
    relation: Relation, figure: Place, ground: Place, places: dict[str, Place], world: World
) -> Finding | LeftAlone:
    ids = (figure.id, ground.id)
    found = choices(ids, places, world)

    def tried(all_choices: list[Choice]) -> Iterator[Tried]:
        for choice in all_choices:
            yield _near(relation, choice[figure.id], choice[ground.id], world)

    return settled(
        "proximity",
        relation,
        tried(found),
        lambda: tried(other_choices(ids, places, world)),
        certain=sure(figure) and sure(ground),
    )


def _near(relation: Relation, figure: Option, ground: Option, world: World) -> Tried:
    at, of = figure.candidate, ground.candidate
    size = figure.extent_km + ground.extent_km
    near = Nearest(
        km=distance_km(at.lat, at.lon, of.lat, of.lon), lat=of.lat, lon=of.lon, inside=False
    )
    if of.kind == "province" and of.province and at.kind != "province":
        near = world.borders.to_province(of.province, at.lat, at.lon)
        size = figure.extent_km
    return _tried(
        figure,
        Point(name=of.name, lat=near.lat, lon=near.lon),
        near.km,
        between_places(relation.manner, size),
        f"{relation.manner} {of.name}",
        (evidence(world, at.record), evidence(world, of.record)),
    )


def _tried(
    figure: Option,
    ground: Point,
    away: float,
    bounds: Bounds,
    stated: str,
    data: tuple[Evidence, ...],
) -> Tried:
    at = figure.candidate
    verdict = graded(away, bounds.holds, bounds.fails)
    return Tried(
        verdict=verdict,
        missing="how near that is said to be" if verdict == "undetermined" else None,
        stated=stated,
        found=f"{km(away)} from {ground.name}",
        tolerance=f"holds up to {km(bounds.holds)}, fails beyond {km(bounds.fails)}",
        tolerance_why=bounds.why,
        working=(
            f"{at.name} {coordinates(at.lat, at.lon)} to {ground.name} "
            f"{coordinates(ground.lat, ground.lon)}: {km(away)} along the geodesic; "
            f"stated: {stated}"
        ),
        evidence=data,
        lines=(Line(start=figure.point, end=ground, km=round(away, 2)),),
    )


# On a border ---------------------------------------------------------------------------------


def _to_border(
    relation: Relation, figure: Place, world: World, *, today: bool
) -> Finding | LeftAlone:
    codes = relation.ground_countries
    if len(codes) > 2:
        return LeftAlone("a border of three countries is a point no data set here names")
    tried = [t for o in options(figure, world) if (t := _at_border(relation, o, world))]
    if not tried:
        return LeftAlone(NO_RECORD if figure.lat is None else NO_BORDER)
    return settled("proximity", relation, tried, lambda: (), certain=today and sure(figure))


def _at_border(relation: Relation, option: Option, world: World) -> Tried | None:
    codes, at = relation.ground_countries, option.candidate
    label = "the " + "–".join(_name(world, code) for code in codes) + " border"
    if len(codes) == 2:
        near = world.borders.to_shared_border(codes[0], codes[1], at.lat, at.lon)
    elif relation.ground_part == "border":
        near = world.borders.to_border(codes[0], at.lat, at.lon)
    else:
        near, label = world.borders.to_country(codes[0], at.lat, at.lon), _name(world, codes[0])
    if near is None:
        return None
    return _tried(
        option,
        Point(name=label, lat=near.lat, lon=near.lon),
        near.km,
        BORDER[relation.manner == "beside"].grown(option.extent_km),
        ("on " if relation.manner == "beside" else "near ") + label,
        (evidence(world, at.record), from_dataset(world, "osm_borders", ", ".join(codes))),
    )


def _name(world: World, code: str) -> str:
    country = world.countries.get(code)
    return country.name if country else code


# Countries -----------------------------------------------------------------------------------


def _of_country(relation: Relation, code: str, world: World, *, today: bool) -> Finding | LeftAlone:
    if relation.manner == "coast" and relation.ground is None:
        return _landlocked(relation, code, world, today=today)
    if relation.manner != "beside" or len(relation.ground_countries) != 1:
        return LeftAlone("how near a whole country is to another place is not decided")
    other = relation.ground_countries[0]
    away = 0.0 if other in world.borders.neighbours(code) else world.borders.apart_km(code, other)
    one, two = _name(world, code), _name(world, other)
    verdict = graded(away, 0.1, MEETING_KM)
    found = "they share a border" if away <= 0 else f"they are {km(away)} apart"
    tried = Tried(
        verdict=verdict,
        missing="their seas or disputed grounds may meet" if verdict == "undetermined" else None,
        stated=f"{one} borders {two}",
        found=found,
        tolerance=f"fails beyond {MEETING_KM:g} km",
        tolerance_why="seas and disputed grounds may be drawn otherwise",
        working=f"{one} and {two}: {found}, territorial sea taken in; stated: they border",
        evidence=(from_dataset(world, "osm_borders", f"{code}, {other}"),),
    )
    return settled("proximity", relation, [tried], lambda: (), certain=today)


MEETING_KM = 40.0
"""Countries nearer than two territorial seas (22 km each) may be said to meet at sea."""


def _landlocked(relation: Relation, code: str, world: World, *, today: bool) -> Finding | LeftAlone:
    name, points = _name(world, code), world.borders.shores(code)
    inland = world.gazetteer.record("supplement:caspian-sea")
    open_sea = [
        point
        for point in points
        if inland is None or distance_km(inland.lat, inland.lon, *point) > 1.5 * inland.extent_km
    ]
    found = "it has a coast" if open_sea else "none of its borders runs through open sea"
    tried = Tried(
        verdict="fails" if open_sea else "holds",
        stated=f"{name} is landlocked",
        found=found,
        tolerance="a shore of the Caspian Sea counts as none",
        tolerance_why="it has no way to the ocean",
        working=f"{name}: {found}; stated: landlocked",
        evidence=(from_dataset(world, "natural_earth", code),),
    )
    return settled("proximity", relation, [tried], lambda: (), certain=today)


# By the water --------------------------------------------------------------------------------


def _coast(
    relation: Relation, figure: Place, ground: Place | None, world: World
) -> Finding | LeftAlone:
    if ground is not None and _far(figure, ground, world):
        return _spread(relation, figure, ground, world)
    if ground is not None and ground.kind != "sea":
        return LeftAlone(NO_COURSE)
    bounds = PORT if "port" in relation.ground_words.text.lower() else COAST
    tried = [_by_sea(option, bounds, world) for option in options(figure, world)]
    return settled("proximity", relation, tried, lambda: (), certain=sure(figure))


def _by_sea(option: Option, bounds: Bounds, world: World) -> Tried:
    at, grown = option.candidate, bounds.grown(option.extent_km)
    near = world.borders.to_sea(at.lat, at.lon, grown.fails)
    data = evidence(world, at.record), from_dataset(world, "natural_earth", "coast")
    if near is not None:
        sea = Point(name="the sea", lat=near.lat, lon=near.lon)
        return _tried(option, sea, near.km, grown, "by the sea", data)
    found = f"no sea within {km(grown.fails)}"
    return Tried(
        verdict="fails",
        stated="by the sea",
        found=found,
        tolerance=f"holds up to {km(grown.holds)}, fails beyond {km(grown.fails)}",
        tolerance_why=grown.why,
        working=f"{at.name} {coordinates(at.lat, at.lon)}: {found}; stated: by the sea",
        evidence=data,
    )


def _far(figure: Place, ground: Place, world: World) -> bool:
    """Whether a place lies far outside anything the other could reach, whichever is meant."""
    pairs = [(a, b) for a in options(figure, world) for b in options(ground, world)]
    return bool(pairs) and all(_gap(a, b) > FAR_KM for a, b in pairs)


def _gap(a: Option, b: Option) -> float:
    one, other = a.candidate, b.candidate
    size = SPREAD * (a.extent_km + b.extent_km)
    return distance_km(one.lat, one.lon, other.lat, other.lon) - size


def _spread(relation: Relation, figure: Place, ground: Place, world: World) -> Finding | LeftAlone:
    """A place thousands of kilometres from the middle of a river, sea or region."""
    tried = [
        _tried(
            one,
            other.point,
            distance_km(one.candidate.lat, one.candidate.lon, other.point.lat, other.point.lon),
            Bounds(0.0, SPREAD * (one.extent_km + other.extent_km) + FAR_KM, "its rough radius"),
            f"at or near {other.candidate.name}",
            (evidence(world, one.candidate.record), evidence(world, other.candidate.record)),
        )
        for one in options(figure, world)
        for other in options(ground, world)
    ]
    known = sure(ground) or (ground.kind in MIDDLE_ONLY and ground.match == "exact")
    certain = sure(figure) and figure.kind not in MIDDLE_ONLY | NAMED_KINDS and known
    return settled("proximity", relation, tried, lambda: (), certain=certain)
