"""A place on its way into a gazetteer layer: its row, the keys of its names, its sounds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from fairwitness.world import folding
from fairwitness.world.gazetteer import KINDS, bit_places, hashed

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
"""The tables of a layer; `lat` and `lon` in whole 1e-5 degrees, `kind` an index into `KINDS`."""

# At 12 bits a word and two hashes about one word in 50 is let through in vain.
_FILTER_BITS = 12
# Names longer than this are not sought run together ("DeirEzzor").
_LONGEST_JOINED = 16
_LONGEST_KEY = 60

_LATIN = re.compile(r"^[\x00-\u024f\u1e00-\u1effʻʼʿʾ’‘ə]+\Z")
# A name of up to four capitals is a code of an airport or a station here.
_CODE = re.compile(r"^[A-Z]{1,4}$")
# Lower-case Latin alternates are GeoNames' machine transliterations ("ba li", "alqnytrt"), save
# those that begin with an article or particle.
_PARTICLE = re.compile(
    r"^(?:a[a-z]{1,2}|el|es|ez|er|et|le|la|les|los|las|de|den|het|'s|'t|ul|s')[- '’]"
)


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
    articles: bool = False
    """Reporters add or drop an Arabic article here."""
    heard_in: tuple[str, ...] = ()
    """Countries to keep its sound in: those whose names reach English by transliteration."""

    @cached_property
    def spelled(self) -> list[tuple[str, list[str]]]:
        """The main name, then the aliases, each with its folded words."""
        return [
            (spelling, folding.words(spelling))
            for spelling in dict.fromkeys((self.name, *self.aliases))
        ]


def rank(kind_rank: float, population: int = 0) -> int:
    """Tenths of a power of ten, where a city of a million has 60."""
    return round(10 * max(kind_rank, math.log10(population) if population > 1 else 0.0))


def usable(names: Iterable[str]) -> Iterator[str]:
    """The alternates a reporter may write: in Latin letters, no codes, no machine spellings."""
    for name in dict.fromkeys(names):
        if not _LATIN.match(name) or _CODE.match(name):
            continue
        if name[0].isupper() or not name[0].isalpha() or _PARTICLE.match(name):
            yield name


def place_row(entry: Entry) -> tuple[object, ...]:
    """The entry as a row of `places`."""
    return (
        entry.no, entry.ref, entry.name, KINDS.index(entry.kind), round(entry.lat * 1e5),
        round(entry.lon * 1e5), entry.country, entry.province, entry.population,
        " ".join(entry.claimants) or None,
        None if entry.extent is None else round(entry.extent, 2), entry.rank,
    )  # fmt: skip


def name_rows(entry: Entry) -> list[tuple[str, int, str | None]]:
    """The keys of all the entry's names, as rows of `names`."""
    keys: dict[str, str | None] = {}
    for spelling, found in entry.spelled:
        for key in _keys(found, entry.articles):
            keys.setdefault(key, None if spelling == entry.name else spelling)
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


def skeleton_rows(entry: Entry) -> list[tuple[str, str, int, str]]:
    """The entry's sounds in the countries it is heard in, as rows of `skeletons`."""
    if not entry.heard_in:
        return []
    found: dict[tuple[str, str], str] = {}
    for spelling, words in entry.spelled:
        if spelling.isupper():
            continue
        sounded = folding.sound_of(folding.bare_words(words))
        key = folding.skeleton(sounded)
        if len(key) > 1:
            found.setdefault((key, sounded), spelling)
    return [
        (country, key, entry.no, spelling)
        for country in entry.heard_in
        for (key, _), spelling in found.items()
    ]


def first_words(entry: Entry) -> set[str]:
    """The folded words that a name of the entry may begin with, as text is cut into words."""
    first = {short.replace(".", "").lower() for short in entry.abbreviations}
    for _, found in entry.spelled:
        if found:
            first.update((found[0], folding.bare_words(found)[0]))
            joined = "".join(found)
            if len(joined) <= _LONGEST_JOINED:
                first.add(joined)
    return first


def word_filter(words: Iterable[str], count: int) -> bytes:
    """A Bloom filter of `count` distinct words."""
    size = 1 << max(3, (count * _FILTER_BITS // 8).bit_length())
    bits = bytearray(size)
    for word in words:
        for at in bit_places(hashed(word), size):
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


def _keys(found: list[str], articles: bool) -> list[str]:
    bare = folding.bare_words(found)
    key = "".join(found)
    without = articles or found[:1] == ["the"]
    return [key, "~" + "".join(bare)] if without and len("".join(bare)) > 2 else [key]
