"""Check `containment`: whether a place lies in the country, province or part it is put in."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Evidence, Finding, Verdict
from fairwitness.checks.places import (
    COMPASS,
    TOWN,
    Option,
    coordinates,
    evidence,
    from_dataset,
    namesakes,
    of_today,
    options,
    sure,
)
from fairwitness.checks.spatial import DENIED, NO_RECORD, SUGGESTED
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Compass, Place, Relation
from fairwitness.world import World

BORDER_KM = 0.5
"""Accuracy of the country borders (OpenStreetMap at 100 m, measured in DATA.md)."""
PROVINCE_KM = 5.0
"""Accuracy of first-level borders (Natural Earth 1:10m lies up to 5 km from OpenStreetMap's)."""

OPPOSITE = 0.20
"""A point in the outermost fifth, by area, of the other side is not "in the north"."""
MIDDLE = (0.08, 0.92)
"""Quantiles between which a point may be called central."""


NO_BORDER = "no data set here has the border"
UNSURE = "it may be another place of that name, or borders may have been others at the time"
"""What is missing where the data contradict a claim that is not certain enough to fail."""


class Tried(msgspec.Struct, frozen=True):
    """One record tried against one ground: how far outside it lies, and where inside."""

    option: Option
    ground: str
    outside_km: float
    slack_km: float
    disputed: bool
    quantiles: tuple[float, float] | None
    evidence: tuple[Evidence, ...]


class Containment:
    """Point in polygon, with the accuracy of the borders and the size of the place as slack."""

    name = "containment"
    applies_to = "Places said to lie in a country, a province or a compass part of a country."
    needs: tuple[str, ...] = ("geonames", "supplement", "osm_borders", "natural_earth")
    tolerance = (
        "0.5 km for country borders and 5 km for provinces (the accuracy of the data), and the "
        "size of the place; on disputed ground any claimant holds; a compass part fails only in "
        "the outermost fifth of the opposite side; nothing fails in a report whose years lie "
        "mostly before 1993, as borders were others."
    )
    example = "The southern Jordanian city of Aqaba was calm."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """A finding for each containment relation that can be decided."""
        places = {place.id: place for place in reading.places}
        today = of_today(reading)
        for relation in reading.relations:
            if relation.kind == "containment":
                yield _judged(relation, places, world, today=today)


def _judged(
    relation: Relation, places: dict[str, Place], world: World, *, today: bool
) -> Finding | LeftAlone:
    figure = places[relation.figure]
    ground = places[relation.ground] if relation.ground else None
    if relation.negated:
        return LeftAlone(DENIED)
    known = options(figure, world) or _unresolved(figure, world)
    tried = [t for o in known for t in _try(o, relation, ground, world)]
    if not tried:
        return LeftAlone(NO_RECORD if figure.lat is None else NO_BORDER)
    certain = today and relation.firm and (ground is None or sure(ground))
    certain = certain and (sure(figure) or figure.lat is None)
    certain = certain and not _namesake(relation, figure, ground, world)
    graded = [(_verdict(t, relation.direction, certain=certain), t) for t in tried]
    for verdict in ("holds", "undetermined", "fails"):
        for (found, missing_data), t in graded:
            if found == verdict:
                if verdict == "undetermined" and not relation.firm:
                    return LeftAlone(SUGGESTED)
                return _finding(relation, t, found, missing_data)
    raise AssertionError("every record tried has a verdict")


def _unresolved(figure: Place, world: World) -> list[Option]:
    """All records of a name that no record was taken for, where one is a town to be known by it.

    Reading leaves a name open that is put where no bearer of it lies.
    """
    if figure.match != "none" or figure.kind != "unknown" or figure.reading != "place":
        return []
    found = [o for o in namesakes(figure, world) if o.candidate.kind == "city"]
    largest = max((o.candidate.population for o in found), default=0)
    found.sort(key=lambda o: -o.candidate.population)
    return found if largest >= TOWN else []


def _namesake(relation: Relation, figure: Place, ground: Place | None, world: World) -> bool:
    """Whether some place of the figure's name, however little believed, lies in the ground."""
    known = {option.candidate.record for option in options(figure, world)}
    return any(
        _verdict(tried, relation.direction, certain=True)[0] != "fails"
        for option in namesakes(figure, world)
        if option.candidate.record not in known
        for tried in _try(option, relation, ground, world)
    )


def _try(option: Option, relation: Relation, ground: Place | None, world: World) -> Iterator[Tried]:
    for code in relation.ground_countries:
        yield _in_country(option, code, world)
    if relation.ground_countries or ground is None:
        return
    grounds = options(ground, world)
    if ground.kind in ("city", "region"):  # the "Murmansk" of "Murmansk region"
        grounds = [one for one in namesakes(ground, world) if one.candidate.kind == "province"]
    for other in grounds:
        record = other.candidate.record
        if other.candidate.kind in ("country", "territory") and other.candidate.country:
            yield _in_country(option, other.candidate.country, world)
        elif other.candidate.kind == "province" and (unit := other.candidate.province):
            near = world.borders.to_province(unit, option.candidate.lat, option.candidate.lon)
            yield Tried(
                option=option,
                ground=other.candidate.name,
                outside_km=near.km,
                slack_km=PROVINCE_KM + option.extent_km,
                disputed=_disputed(option, other.candidate.country),
                quantiles=None,
                evidence=_evidence(world, option, "natural_earth", record),
            )


def _in_country(option: Option, code: str, world: World) -> Tried:
    lat, lon = option.candidate.lat, option.candidate.lon
    inside = code in world.borders.countries_at(lat, lon)
    country = world.countries.get(code)
    return Tried(
        option=option,
        ground=country.name if country else code,
        outside_km=0.0 if inside else world.borders.to_country(code, lat, lon).km,
        slack_km=BORDER_KM + option.extent_km,
        disputed=_disputed(option, code),
        quantiles=world.borders.compass_part(code, lat, lon) if inside else None,
        evidence=_evidence(world, option, "osm_borders", code),
    )


def _disputed(option: Option, code: str | None) -> bool:
    """Whether the ground is claimed by more than one, whoever it is said to lie in."""
    return len(option.candidate.claimants) > 1 or (
        code is not None and code in option.candidate.claimants
    )


def _evidence(world: World, option: Option, data: str, record: str) -> tuple[Evidence, ...]:
    return evidence(world, option.candidate.record), from_dataset(world, data, record)


def _verdict(t: Tried, part: Compass | None, *, certain: bool) -> tuple[Verdict, str | None]:
    if t.outside_km > t.slack_km:
        if t.disputed:
            return "undetermined", "the ground is disputed: " + ", ".join(
                t.option.candidate.claimants
            )
        if certain:
            return "fails", None
        return "undetermined", UNSURE
    if t.outside_km > 0:
        return "undetermined", "the place lies within the accuracy of the border"
    if part is None or t.quantiles is None:
        return "holds", None
    return _part(t.quantiles, part, certain=certain and not t.disputed)


def _part(
    quantiles: tuple[float, float], part: Compass, *, certain: bool
) -> tuple[Verdict, str | None]:
    """Judges the stated part: fails only when some stated side is plainly the opposite one."""
    east, north = quantiles
    if part == "C":
        return _central(east, north)
    sides = {"N": north, "S": 1 - north, "E": east, "W": 1 - east}
    least = min(sides[letter] for letter in part)
    if least < OPPOSITE:
        if certain:
            return "fails", None
        return "undetermined", UNSURE
    if least < 0.4:
        return "undetermined", "the place lies between that part and the other"
    return "holds", None


def _central(east: float, north: float) -> tuple[Verdict, str | None]:
    low, high = MIDDLE
    if low < east < high and low < north < high:
        return "holds", None
    return "undetermined", "what counts as the centre of a country is not agreed"


def _finding(relation: Relation, t: Tried, verdict: Verdict, missing: str | None) -> Finding:
    at = t.option.candidate
    part = f", in its {COMPASS[relation.direction]}" if relation.direction else ""
    where = _where(t)
    read = f"; {relation.why}" if relation.why else ""
    working = (
        f"{at.name} {coordinates(at.lat, at.lon)} lies {where}; stated: in {t.ground}{part}{read}"
    )
    return Finding(
        id="",
        start=relation.start,
        end=relation.end,
        text=relation.text,
        check="containment",
        verdict=verdict,
        relation=relation.id,
        stated=f"{relation.figure_words.text} in {t.ground}{part}",
        found=where,
        tolerance=f"{t.slack_km:.1f} km outside the border",
        tolerance_why="accuracy of the border data and the size of the place",
        working=working,
        evidence=t.evidence,
        missing=missing,
    )


def _where(t: Tried) -> str:
    if t.outside_km > 0:
        return f"{t.outside_km:.1f} km outside {t.ground}"
    if t.quantiles is None:
        return f"inside {t.ground}"
    east, north = t.quantiles
    return f"inside {t.ground}, east of {east:.0%} and north of {north:.0%} of its area"
