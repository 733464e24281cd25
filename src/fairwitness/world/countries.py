"""Countries and territories: their names, and the words for their people."""

from __future__ import annotations

import json
from functools import cached_property

from fairwitness.world import folding
from fairwitness.world.records import CountryRecord
from fairwitness.world.store import Store


class Countries:
    """A table small enough to hold in memory, read when first asked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, code: str) -> CountryRecord | None:
        """The country with a code, or None."""
        return self._by_code.get(code)

    def named(self, name: str) -> CountryRecord | None:
        """The country that a name or alias means, or None; "US" and "UK" only in capitals."""
        found = self._by_name.get(_key(name))
        return found if found is not None else self._by_name.get(_bare(name))

    def demonym(self, word: str) -> CountryRecord | None:
        """The country that "Syrian" or "Syrians" speaks of; None too where several would do."""
        return self._by_demonym.get(folding.fold(word))

    def all(self) -> tuple[CountryRecord, ...]:
        """All of them, by code."""
        return tuple(self._by_code.values())

    @cached_property
    def _by_code(self) -> dict[str, CountryRecord]:
        rows = self._store.rows(
            "SELECT code, alpha3, name, aliases, demonyms, capital, lat, lon FROM countries"
            " ORDER BY code"
        )
        records = (
            CountryRecord(
                code=str(code), alpha3=str(alpha3), name=str(name),
                aliases=tuple(json.loads(str(aliases))), demonyms=tuple(json.loads(str(demonyms))),
                capital=None if capital is None else str(capital),
                lat=float(str(lat)), lon=float(str(lon)),
            )
            for code, alpha3, name, aliases, demonyms, capital, lat, lon in rows
        )  # fmt: skip
        return {record.code: record for record in records}

    @cached_property
    def _by_name(self) -> dict[str, CountryRecord]:
        names: dict[str, CountryRecord] = {}
        for record in self._by_code.values():
            for name in (record.name, *record.aliases):
                names[_key(name)] = record
                if folding.abbreviation(name) is None:
                    names.setdefault(_bare(name), record)
        return names

    @cached_property
    def _by_demonym(self) -> dict[str, CountryRecord]:
        return {
            folding.fold(word): record
            for record in self._by_code.values()
            for word in record.demonyms
        }


def _key(name: str) -> str:
    short = folding.abbreviation(name)
    return folding.fold(name) if short is None else "=" + short


def _bare(name: str) -> str:
    """For "the Gambia" and wire copy in capitals ("SYRIA")."""
    return "".join(folding.bare_words(folding.words(name)))
