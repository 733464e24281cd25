"""Writing one layer of the gazetteer: places, the keys of their names, sounds, first words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fairwitness.world import folding
from fairwitness.world.gazetteer import KINDS, bit_places
from worldbuild import sqlite

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE places(no INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, country TEXT, province TEXT,
    population INTEGER NOT NULL, claimants TEXT, extent REAL, rank INTEGER NOT NULL);
CREATE UNIQUE INDEX places_ref ON places(ref) WHERE ref IS NOT NULL;
CREATE TABLE names(key TEXT, place INTEGER, spelling TEXT, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE skeletons(country TEXT, skeleton TEXT, place INTEGER, spelling TEXT,
    PRIMARY KEY(country, skeleton, place, spelling)) WITHOUT ROWID;
"""

# At 12 bits a word and two hashes about one word in 80 is let through in vain.
_FILTER_BITS = 12
# Names longer than this are not sought run together ("DeirEzzor").
_LONGEST_JOINED = 16
_LONGEST_KEY = 60


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A place on its way into a layer."""

    no: int
    ref: str | None
    name: str
    kind: str
    lat: float
    lon: float
    rank: int
    country: str | None = None
    province: str | None = None
    population: int = 0
    claimants: tuple[str, ...] = ()
    extent: float | None = None
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    astray: bool = False
    """Its country is none of those whose borders hold it. Counted, not stored."""
    articles: bool = False
    """Reporters add or drop an Arabic article here."""
    heard_in: tuple[str, ...] = ()
    """Countries to keep its sound in: those whose names reach English by transliteration."""


def write(
    path: Path,
    entries: Iterable[Entry],
    schema: str = "",
    tables: Mapping[str, list[tuple[object, ...]]] | None = None,
) -> None:
    """The layer `path`, with further tables in it as `schema` says and `tables` fills them."""
    connection = sqlite.create(path, SCHEMA + schema)
    for name, rows in (tables or {}).items():
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    first: set[str] = set()
    for entry in entries:
        connection.execute("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _row(entry))
        connection.executemany("INSERT INTO names VALUES (?,?,?)", _names(entry))
        connection.executemany(
            "INSERT OR IGNORE INTO skeletons VALUES (?,?,?,?)", _skeletons(entry)
        )
        first |= _first_words(entry)
    connection.execute("INSERT INTO meta VALUES ('first_words', ?)", (_filter(first),))
    sqlite.finish(connection)


def rank(kind_rank: float, population: int = 0) -> int:
    """Tenths of a power of ten, where a city of a million has 60."""
    return round(10 * max(kind_rank, math.log10(population) if population > 1 else 0.0))


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.no, entry.ref, entry.name, KINDS.index(entry.kind), round(entry.lat * 1e5),
        round(entry.lon * 1e5), entry.country, entry.province, entry.population,
        " ".join(entry.claimants) or None,
        None if entry.extent is None else round(entry.extent, 2), entry.rank,
    )  # fmt: skip


def _spellings(entry: Entry) -> list[tuple[str, str | None]]:
    """The main name, then the aliases, with what is kept of them (nothing for the main name)."""
    return [(entry.name, None), *((alias, alias) for alias in entry.aliases if alias != entry.name)]


def _names(entry: Entry) -> list[tuple[str, int, str | None]]:
    keys: dict[str, str | None] = {}
    for spelling, kept in _spellings(entry):
        for key in _keys(spelling, entry.articles):
            keys.setdefault(key, kept)
    for short in entry.abbreviations:
        letters = folding.abbreviation(short)
        if letters:
            keys.setdefault("=" + letters, short)
        else:
            keys.setdefault(folding.fold(short), short)
    return [
        (key, entry.no, "" if kept == key.capitalize() else kept)
        for key, kept in keys.items()
        if 2 <= len(key) <= _LONGEST_KEY
    ]


def _keys(spelling: str, articles: bool) -> list[str]:
    found = folding.words(spelling)
    bare = folding.bare_words(found)
    key = "".join(found)
    without = articles or found[:1] == ["the"]
    return [key, "~" + "".join(bare)] if without and len("".join(bare)) > 2 else [key]


def _skeletons(entry: Entry) -> list[tuple[str, str, int, str]]:
    found: dict[tuple[str, str], str] = {}
    for spelling, _ in _spellings(entry):
        if spelling.isupper():
            continue
        sounded = folding.sound(spelling)
        key = folding.skeleton(sounded)
        if len(key) > 1:
            found.setdefault((key, sounded), spelling)
    return [
        (country, key, entry.no, spelling)
        for country in entry.heard_in
        for (key, _), spelling in found.items()
    ]


def _first_words(entry: Entry) -> set[str]:
    first = {short.replace(".", "").lower() for short in entry.abbreviations}
    for spelling, _ in _spellings(entry):
        found = folding.words(spelling)
        if found:
            first.update((found[0], folding.bare_words(found)[0]))
            joined = "".join(found)
            if len(joined) <= _LONGEST_JOINED:
                first.add(joined)
    return first


def _filter(words: set[str]) -> bytes:
    size = 1 << max(3, (len(words) * _FILTER_BITS // 8).bit_length())
    bits = bytearray(size)
    for word in words:
        for at in bit_places(word.encode(), size):
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)
