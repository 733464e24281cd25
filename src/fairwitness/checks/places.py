"""What several checks ask of a place: every record it may mean, and whether it is surely that."""

from __future__ import annotations

from typing import cast

import msgspec

from fairwitness.checks.finding import Evidence, Point
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Candidate, Compass, Place, PlaceKind, Relation
from fairwitness.world import World
from fairwitness.world.records import Dataset, PlaceRecord

PLAUSIBLE = 0.02
"""Candidates believed less than this are not tried."""

BELIEVED = 0.5
"""A place believed less than this is more likely something else: nothing about it is failed."""

TOWN = 50_000
"""Inhabitants from which a settlement is taken to be the one meant, if it is BELIEVED."""

SMALL_TOWN = 30_000
WELL_BELIEVED = 0.75
"""A smaller one needs this belief, and below SMALL_TOWN a namesake village that no gazetteer at
hand lists is as likely: a claim about it is never failed."""

CITY = 100_000
DOUBTED = 0.4
"""A city of this size may be believed less: what is doubted is the name, not which of its bearers,
and the words of a checked claim say that a place is meant."""

NAMED_KINDS = frozenset({"base", "airfield", "camp", "crossing", "facility", "island", "province"})
"""Kinds whose records come from reviewed tables and are unlikely to have unlisted namesakes."""


class Option(msgspec.Struct, frozen=True):
    """One record a place may mean, as a point with the radius of the thing itself."""

    candidate: Candidate
    extent_km: float

    @property
    def point(self) -> Point:
        """The record on the map."""
        return Point(name=self.candidate.name, lat=self.candidate.lat, lon=self.candidate.lon)


def options(place: Place, world: World) -> list[Option]:
    """The plausible records of a place, the chosen one first; empty when it is unresolved."""
    if place.lat is None:
        return []
    plausible = [c for c in place.candidates if c.score >= PLAUSIBLE or c.record == place.record]
    plausible.sort(key=lambda c: (c.record != place.record, -c.score))
    return [Option(c, _extent(c, world)) for c in plausible]


def points(place: Place, world: World) -> list[Option]:
    """The options that are points: for a name of both a city and its province, the city.

    A distance, a journey or a road is stated of the city, whichever the name was taken for.
    """
    found = options(place, world)
    cities = [option for option in found if option.candidate.kind != "province"]
    if place.kind == "province" and not cities:
        towns = [c for c in place.candidates if c.kind == "city" and c.population >= TOWN]
        cities = [Option(c, _extent(c, world)) for c in towns]
    return cities or found


CAPITAL = "capital"
"""Stands for the id of a ground that is said to be a country's capital, and not named."""


def capital(relation: Relation, world: World) -> list[Option]:
    """The capital that a relation speaks of as "the Iraqi capital"; empty for any other ground."""
    if relation.ground_part != "capital":
        return []
    country = world.countries.get(relation.ground_countries[0])
    record = world.gazetteer.record(country.capital) if country and country.capital else None
    return [] if record is None else [Option(_candidate(record), record.extent_km)]


def _candidate(record: PlaceRecord) -> Candidate:
    return Candidate(
        record=record.id, name=record.name, kind=cast(PlaceKind, record.kind),
        lat=record.lat, lon=record.lon, country=record.country, province=record.province,
        population=record.population, claimants=record.claimants,
    )  # fmt: skip


def _extent(candidate: Candidate, world: World) -> float:
    record = world.gazetteer.record(candidate.record)
    return record.extent_km if record else 0.0


def sure(place: Place) -> bool:
    """Whether a claim about this place may fail: it is spelt as the data has it and well known."""
    if place.match not in ("exact", "folded") or place.lat is None:
        return False
    if place.kind in ("country", "continent") or place.kind in NAMED_KINDS:
        return place.score >= BELIEVED
    chosen = next((c for c in place.candidates if c.record == place.record), None)
    return chosen is not None and any(
        chosen.population >= least and place.score >= belief
        for least, belief in ((CITY, DOUBTED), (TOWN, BELIEVED), (SMALL_TOWN, WELL_BELIEVED))
    )


NAMESAKE = "a namesake that the gazetteer lists would fit"
"""What is missing where a claim fails for the place believed, and not for another of its name."""

MOST_NAMESAKES = 64
"""Namesakes tried of one place; the gazetteer's most frequent name has 60 settlements."""


def namesakes(place: Place, world: World) -> list[Option]:
    """Every record that the gazetteer has under a place's name, however little it is believed."""
    found = {option.candidate.record: option for option in options(place, world)}
    for record in world.gazetteer.lookup(place.text)[:MOST_NAMESAKES]:
        if record.id not in found:
            found[record.id] = Option(_candidate(record), record.extent_km)
    return list(found.values())


def point_namesakes(place: Place, world: World) -> list[Option]:
    """The namesakes that are points: the middle of a province of the name is where nobody is."""
    found = namesakes(place, world)
    return [o for o in found if o.candidate.kind != "province"] or found


BORDERS_SINCE = 1993
"""Year from which most land borders are today's (the last wave of new states ended in 1992)."""


def of_today(reading: Reading) -> bool:
    """Whether a report speaks of a time whose borders are today's: most years it names are."""
    years = sorted(
        int(time.value[:4])
        for time in reading.times
        if time.type in ("DATE", "TIME") and time.value and time.value[:4].isdigit()
    )
    return not years or years[len(years) // 2] >= BORDERS_SINCE


def evidence(world: World, record: str) -> Evidence:
    """The evidence entry for a gazetteer record `dataset:id`."""
    return _entry(world.dataset_of(record), record)


def from_dataset(world: World, key: str, record: str) -> Evidence:
    """The evidence entry for any record of a data set of the world."""
    return _entry(world.datasets[key], record)


def _entry(data: Dataset, record: str) -> Evidence:
    return Evidence(data=data.title, version=data.version, record=record, licence=data.licence)


COMPASS: dict[Compass, str] = {
    "N": "north", "NE": "north-east", "E": "east", "SE": "south-east", "S": "south",
    "SW": "south-west", "W": "west", "NW": "north-west", "C": "centre",
}  # fmt: skip
"""Directions as workings write them."""


def coordinates(lat: float, lon: float) -> str:
    """Degrees with two decimals (about 1 km) and hemispheres: `33.51 N 38.62 E`."""
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{abs(lat):.2f} {north} {abs(lon):.2f} {east}"
