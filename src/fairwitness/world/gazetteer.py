"""Names of places to records: exact and folded spellings, and sound-alikes within countries.

A gazetteer is a stack of layers (SQLite files of one schema), the smaller and better-kept first.
Rows are ordered by `rank`, a rough logarithm of how likely a bare name means the place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, cast

from rapidfuzz.distance import Indel

from fairwitness.world import folding
from fairwitness.world.records import PlaceRecord
from fairwitness.world.store import Store

# Inhabitants per square km of built-up ground, the round middle of what the Atlas of Urban
# Expansion (Angel et al. 2016) finds for cities of the world; turns population into a radius.
_CITY_DENSITY = 4000.0
_LEAST_CITY_KM = 0.5
# What an alternate name takes off the rank, in tenths of a power of ten: Palmyra in Syria (51,000)
# stays before Palmyra in New Jersey (7,000), and Paris in Texas (25,000) before Parys (71,000).
_ALTERNATE = 7
# Sound-alikes: how much of two `folding.sound`s must agree, by the number of consonants, which all
# must. Names with two must agree wholly, as "Qaem" and "Qaim" do: at .8 for all, 84 names of people
# and common words met a village 52 times in six countries ("Kerry", "Abbas"); so it is 37 times,
# most of them true namesakes ("Maria", "Hussein").
_ALIKE = {2: 1.0, 3: 0.9}
_ALIKE_LONG = 0.8
_CACHED = 1 << 15

# How `kind` is stored; the commonest first, since SQLite keeps 0 and 1 in no bytes at all.
KINDS = (
    "city", "airfield", "base", "province", "country", "territory", "continent", "district",
    "neighbourhood", "region", "camp", "crossing", "border", "road", "sea", "strait", "river",
    "lake", "mountain", "island", "desert", "facility", "unknown",
)  # fmt: skip

_COLUMNS = (
    "p.no, p.ref, p.name, p.kind, p.lat, p.lon, p.country, p.province, p.population, p.claimants,"
    " p.extent, p.rank"
)


class _Row(NamedTuple):
    no: int
    ref: str | None
    name: str
    kind: int
    lat: int
    lon: int
    country: str | None
    province: str | None
    population: int
    claimants: str | None
    extent: float | None
    rank: int
    spelling: str | None
    """None for the name itself; empty where it is the key with a capital letter."""
    key: str

    @property
    def matched(self) -> str:
        """The spelling that was met."""
        return self.name if self.spelling is None else self.spelling or self.key.capitalize()

    @property
    def by_alternate(self) -> bool:
        """Whether a lesser name was met. Our own aliases are no less than the main name."""
        if self.spelling is None or self.name.removesuffix(" City") == self.matched:
            return False
        return self.ref is None or self.ref.startswith("province:")

    def record(self) -> PlaceRecord:
        """The row as everybody else sees it."""
        extent = city_extent_km(self.population) if self.extent is None else self.extent
        return PlaceRecord(
            id=self.ref or f"geonames:{self.no}", name=self.name, kind=KINDS[self.kind],
            lat=self.lat / 1e5, lon=self.lon / 1e5, country=self.country, province=self.province,
            population=self.population, extent_km=extent, name_matched=self.matched,
            claimants=tuple(self.claimants.split()) if self.claimants else (),
        )  # fmt: skip


class Layer:
    """One file of the gazetteer."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)

    @cached_property
    def _bits(self) -> bytes:
        return self.store.blob("SELECT value FROM meta WHERE key = 'first_words'") or b"\0"

    @cached_property
    def _keys(self) -> bytes | None:
        return self.store.blob("SELECT value FROM meta WHERE key = 'keys'")

    @cached_property
    def _countries(self) -> frozenset[str] | None:
        rows = self.store.rows("SELECT value FROM meta WHERE key = 'countries'")
        return frozenset(str(rows[0][0]).split()) if rows else None

    def may_hold(self, hashes: Sequence[int]) -> bool:
        """Whether a key with one of these hashes may be here.

        A filter spares nearly all vain visits to added layers. Numbers of places are in it as `#1`.
        """
        bits = self._keys
        return bits is None or any(_in_filter(both, bits) for both in hashes)

    def may_sound(self, country: str) -> bool:
        """Whether sounds of a country's names may be kept here."""
        return self._countries is None or country in self._countries

    def may_begin(self, both: int) -> bool:
        """Whether some name here may begin with a word of that hash; see `is_first_word`."""
        return _in_filter(both, self._bits)

    def by_keys(self, keys: Sequence[str]) -> list[_Row]:
        """Rows whose key is one of `keys`."""
        marks = ",".join("?" * len(keys))
        sql = (
            f"SELECT {_COLUMNS}, n.spelling, n.key FROM names n JOIN places p ON p.no = n.place"
            f" WHERE n.key IN ({marks})"
        )
        return [_Row(*row) for row in self.store.connection.execute(sql, keys)]

    def by_skeleton(self, skeleton: str, country: str) -> list[_Row]:
        """Rows of a country some name of which has the skeleton."""
        sql = (
            f"SELECT {_COLUMNS}, s.spelling, '' FROM skeletons s JOIN places p ON p.no = s.place"
            " WHERE s.country = ? AND s.skeleton = ?"
        )
        return [_Row(*row) for row in self.store.connection.execute(sql, (country, skeleton))]

    def by_numbers(self, numbers: Sequence[int]) -> list[_Row]:
        """The rows that have these GeoNames numbers."""
        marks = ",".join("?" * len(numbers))
        sql = f"SELECT {_COLUMNS}, NULL, '' FROM places p WHERE p.no IN ({marks}) AND p.ref IS NULL"
        return [_Row(*row) for row in self.store.connection.execute(sql, numbers)]

    def by_ref(self, ref: str) -> _Row | None:
        """The row with an id, if it is in this layer."""
        source, _, number = ref.partition(":")
        if source == "geonames" and number.isdecimal():
            sql, value = "p.no = ? AND p.ref IS NULL", cast(int | str, int(number))
        else:
            sql, value = "p.ref = ?", ref
        found = self.store.connection.execute(
            f"SELECT {_COLUMNS}, NULL, '' FROM places p WHERE {sql}", (value,)
        ).fetchone()
        return None if found is None else _Row(*found)


class Gazetteer:
    """All layers as one. Answers are cached, so asking for the same name again is nearly free."""

    def __init__(self, paths: Sequence[Path], added: Sequence[Path] = ()) -> None:
        """`paths` are the package's own layers, `added` the user's."""
        self.layers = tuple(Layer(path) for path in (*paths, *added))
        self._own = len(paths)
        # Caches belong to the object, so that they go when it goes.
        self._found: Callable[[str], tuple[PlaceRecord, ...]] = lru_cache(_CACHED)(self._lookup)
        self._similar = lru_cache(_CACHED)(self._find_similar)
        self._first: Callable[[str], bool] = lru_cache(_CACHED)(self._begins)

    def lookup(self, name: str) -> tuple[PlaceRecord, ...]:
        """Places called `name` but for case, accents, hyphens, apostrophes and articles.

        Best ranked first: countries, capitals, then cities and provinces by the people in them.
        Short forms ("TX", "U.S.") are only met as written in capitals, and in text that is all
        capitals "IN" may be no Indiana: `name_matched` shows the spelling that was met.
        """
        return self._found(name)

    def _lookup(self, name: str) -> tuple[PlaceRecord, ...]:
        keys = lookup_keys(name)
        if not keys:
            return ()
        hashes = [hashed(key) for key in keys]
        return _ranked(self._known([
            (at, row)
            for at, layer in enumerate(self.layers)
            if layer.may_hold(hashes)
            for row in layer.by_keys(keys)
        ]))  # fmt: skip

    def similar(self, name: str, countries: Collection[str]) -> tuple[PlaceRecord, ...]:
        """Places in `countries` with a name that sounds like `name`, most alike first.

        Same consonants in the same order, and four fifths of all sounds in common. A match of this
        kind is a guess that the surrounding text must bear out.
        """
        return self._similar(name, tuple(sorted(set(countries))))

    def record(self, id: str) -> PlaceRecord | None:
        """The record with an id, or None."""
        for layer in self.layers:
            row = layer.by_ref(id)
            if row is not None:
                return row.record()
        return None

    def layer_of(self, id: str) -> Path | None:
        """The file that the record with an id comes from, or None."""
        holders = (layer.store.path for layer in self.layers if layer.by_ref(id) is not None)
        return next(holders, None)

    def is_first_word(self, word: str) -> bool:
        """Whether some place's name may begin with `word` (folded: `folding.fold`).

        A Bloom filter: never wrong about no, and wrong about yes for some 2 % of words. Ask it for
        each token before looking up the runs of tokens that begin there.
        """
        return self._first(word)

    def _begins(self, word: str) -> bool:
        both = hashed(word)
        return any(layer.may_begin(both) for layer in self.layers)

    def _find_similar(self, name: str, countries: tuple[str, ...]) -> tuple[PlaceRecord, ...]:
        wanted = folding.sound(name)
        skeleton = folding.skeleton(wanted)
        if len(skeleton) < min(_ALIKE):
            return ()
        least = _ALIKE.get(len(skeleton), _ALIKE_LONG)
        scored: dict[str, tuple[float, int, PlaceRecord]] = {}
        for row in self._with_skeleton(skeleton, countries):
            record = row.record()
            alike = Indel.normalized_similarity(wanted, folding.sound(record.name_matched))
            entry = (-alike, -row.rank, record)
            if alike >= least and entry[:2] < scored.get(record.id, (1.0, 0))[:2]:
                scored[record.id] = entry
        return tuple(record for *_, record in sorted(scored.values(), key=_sort_key))

    def _with_skeleton(self, skeleton: str, countries: tuple[str, ...]) -> list[_Row]:
        return self._known(
            [
                (at, row)
                for at, layer in enumerate(self.layers)
                for country in countries
                if layer.may_sound(country)
                for row in layer.by_skeleton(skeleton, country)
            ]
        )

    def _known(self, rows: Sequence[tuple[int, _Row]]) -> list[_Row]:
        """The rows, each by the number of its layer, as the first layer that has them has them.

        So one id is one record, whichever of its layers has the spelling that was met.
        """
        sought = {row.no: at for at, row in rows if at >= self._own and row.ref is None}
        if not sought:
            return [row for _, row in rows]
        hashes = {no: hashed(f"#{no}") for no in sought}
        known: dict[int, _Row] = {}
        for at, layer in enumerate(self.layers):
            numbers = [
                no
                for no, last in sought.items()
                if at < last and no not in known and layer.may_hold((hashes[no],))
            ]
            if numbers:
                known |= {row.no: row for row in layer.by_numbers(numbers)}
        return [
            _as_known(row, known[row.no]) if row.ref is None and row.no in known else row
            for _, row in rows
        ]


def _as_known(row: _Row, known: _Row) -> _Row:
    spelling = None if row.matched == known.name else row.matched
    return known._replace(spelling=spelling, key=row.key)


def lookup_keys(name: str) -> list[str]:
    """The keys under which `name` is sought; `name_keys` of the build stores their like."""
    words = folding.words(name)
    key = "".join(words)
    if len(key) < 2:
        return []
    keys = [key, "~" + "".join(folding.bare_words(words))]
    short = folding.abbreviation(name)
    return [*keys, "=" + short] if short else keys


def city_extent_km(population: int) -> float:
    """Radius of a disc that houses `population` at a usual urban density."""
    return max(_LEAST_CITY_KM, math.sqrt(population / (_CITY_DENSITY * math.pi)))


def hashed(word: str) -> int:
    """The hash of a word by which it is sought in filters."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def bit_places(both: int, size: int) -> tuple[int, int]:
    """The two bits of a filter of `size` bytes (a power of two) that stand for a hash."""
    mask = size * 8 - 1
    return both & mask, both >> 32 & mask


def _in_filter(both: int, bits: bytes) -> bool:
    first, second = bit_places(both, len(bits))
    return bool(bits[first >> 3] >> (first & 7) & bits[second >> 3] >> (second & 7) & 1)


def _ranked(rows: list[_Row]) -> tuple[PlaceRecord, ...]:
    best: dict[tuple[int, str | None], tuple[int, _Row]] = {}
    for row in rows:
        rank = row.rank - (_ALTERNATE if row.by_alternate else 0)
        kept = best.get((row.no, row.ref))
        if kept is None or rank > kept[0]:
            best[row.no, row.ref] = rank, row
    ordered = sorted(best.values(), key=lambda entry: (-entry[0], entry[1].no))
    return tuple(row.record() for _, row in ordered)


def _sort_key(entry: tuple[float, int, PlaceRecord]) -> tuple[float, int, str]:
    return entry[0], entry[1], entry[2].id
