"""What the world knows by a name: the bridge from words of a report to gazetteer records."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.world.records import CountryRecord, PlaceRecord

Via = Literal["name", "abbreviation", "demonym", "similar", "none"]

BY_HAND = "supplement:"
"""Prefix of the ids of places kept by hand because reports name them."""


class Gazetteer(Protocol):
    """The part of `world.gazetteer` that reading places needs."""

    def lookup(self, name: str) -> tuple[PlaceRecord, ...]:
        """Records with that name or alias, most important first."""

    def similar(self, name: str, countries: Collection[str]) -> tuple[PlaceRecord, ...]:
        """Records of these countries whose names are spelt alike."""


class Countries(Protocol):
    """The part of `world.countries` that reading places needs."""

    def named(self, name: str) -> CountryRecord | None:
        """The country of that name or alias."""

    def demonym(self, word: str) -> CountryRecord | None:
        """The country whose people or adjective `word` is."""


class Atlas(Protocol):
    """The part of `World` that reading places needs."""

    @property
    def gazetteer(self) -> Gazetteer:
        """Places by name."""

    @property
    def countries(self) -> Countries:
        """Countries by name and demonym."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a name may mean: its records, most important first, and how they were come by."""

    via: Via
    records: tuple[PlaceRecord, ...] = ()

    @property
    def top(self) -> PlaceRecord | None:
        """The most important record, if any."""
        return self.records[0] if self.records else None


_ACRONYM = 3
"""Letters of what is read as an acronym where all are capitals."""
UNKNOWN = Known("none")


class Names:
    """Looks names up in an atlas, remembering answers (a report repeats its names)."""

    def __init__(self, atlas: Atlas, lexicons: Lexicons, remembered: int = 20_000) -> None:
        self._atlas = atlas
        self._lexicons = lexicons
        remember = functools.lru_cache(maxsize=remembered)
        self.look: Callable[[str], Known] = remember(self._look)
        self.demonym: Callable[[str], Known] = remember(self._demonym)

    def similar(self, name: str, countries: Collection[str]) -> tuple[PlaceRecord, ...]:
        """Records of `countries` spelt like `name`."""
        return self._atlas.gazetteer.similar(name, countries)

    def _look(self, name: str) -> Known:
        short = self._lexicons.abbreviations.get(name)
        if short is not None:
            records = tuple(
                record
                for record in self._records(short.name)
                if not short.country or record.country == short.country
            )
            areas = tuple(record for record in records if record.kind != "city")
            if records:
                return Known("abbreviation", areas or records)
        records = self._records(name)
        if len(name) <= _ACRONYM and name.isupper():
            # `EU` is no small town called Eu: what is so short is known by its capitals.
            records = tuple(r for r in records if r.name_matched.isupper() or is_country(r))
        return Known("name", records) if records else UNKNOWN

    def _records(self, name: str) -> tuple[PlaceRecord, ...]:
        found = self._atlas.gazetteer.lookup(name)
        country = self._atlas.countries.named(name)
        if country is None or any(r.country == country.code and is_country(r) for r in found):
            return found
        return (country_place(country), *found)

    def _demonym(self, word: str) -> Known:
        if word in self._lexicons.adjectives:
            records = self._atlas.gazetteer.lookup(self._lexicons.adjectives[word])
            regions = tuple(record for record in records if record.kind != "city")
            return Known("demonym", regions) if regions else UNKNOWN
        country = self._atlas.countries.demonym(word)
        if country is None:
            return UNKNOWN
        named = self._atlas.gazetteer.lookup(country.name)
        own = tuple(r for r in named if r.country == country.code and is_country(r))
        return Known("demonym", own or (country_place(country),))


def is_country(record: PlaceRecord) -> bool:
    """Whether a record is a country or a territory with a code."""
    return record.kind in {"country", "territory"}


def country_place(country: CountryRecord) -> PlaceRecord:
    """A country as a place of the gazetteer, for names only the table of countries knows."""
    return PlaceRecord(
        id=f"country:{country.code}",
        name=country.name,
        kind="country",
        lat=country.lat,
        lon=country.lon,
        country=country.code,
        name_matched=country.name,
    )
