"""Countries and provinces as areas: what holds a point, and how far it is to what does not."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt
import shapely

from fairwitness.world import shapes
from fairwitness.world.geodesy import destination, distance_km
from fairwitness.world.outline import Outline
from fairwitness.world.records import Nearest
from fairwitness.world.regions import Regions
from fairwitness.world.store import Store

COUNTRY_SCALE = 100_000
PROVINCE_SCALE = 10_000
QUANTILES = 101

_AUTHORITY = "x-"
# Marks, in the data, a neighbour through whose own ground an edge runs.
_THROUGH = "*"
# How far beyond a province's line a place may still be meant to lie in it: 3 km.
_NEAR_DEGREES = 0.03

# No land so near (2 km) is sea; the provinces' own lines are good to 2 km (DATA.md).
_SEA_DEGREES = 0.02
_RING_KM = 5
# Points of an outline looked at for sea; the shortest coast of any state (Monaco, Bosnia) has its
# own territorial sea, whose limit is a tenth of the outline or more.
_SAMPLED = 400

# Points are told apart to 1e-4 degrees (11 m), an eighth of the borders' own resolution.
_ROUND = 4
_CACHED = 1 << 16


class _Unit(NamedTuple):
    countries: frozenset[str]
    part_of: str | None


class Borders:
    """Country borders (with the territorial sea) and first-level provinces."""

    def __init__(self, countries: Store, provinces: Store) -> None:
        self._store = countries
        self._province_store = provinces
        self._countries = Regions(countries, COUNTRY_SCALE)
        self._provinces = Regions(provinces, PROVINCE_SCALE)
        self._parts: dict[tuple[str, str, bool], Outline | None] = {}
        # Caches belong to the object, so that they go when it goes.
        self._countries_at: Callable[[float, float], tuple[str, ...]]
        self._countries_at = lru_cache(_CACHED)(self._find_countries)
        self._provinces_at: Callable[[float, float], tuple[str, ...]]
        self._provinces_at = lru_cache(_CACHED)(self._find_provinces)

    def countries_at(self, lat: float, lon: float) -> tuple[str, ...]:
        """Codes of all countries that hold or claim a point, territorial sea included.

        Those that hold it come first. De-facto authorities without an ISO code (`x-..`) are not
        given: their ground is not disputed between countries.
        """
        return self._countries_at(round(lat, _ROUND), round(lon, _ROUND))

    def holders_at(self, lat: float, lon: float) -> tuple[str, ...]:
        """Codes of the countries that hold a point, claims left out; several where both draw it."""
        found = self.countries_at(lat, lon)
        return tuple(c for c in found if self._countries.holds(self._held(c), lat, lon))

    def provinces_at(self, lat: float, lon: float) -> tuple[str, ...]:
        """Ids of the first-level units that hold a point, then of the regions those are part of.

        A unit of a country that neither holds nor claims the point is passed over for the nearest
        (within 3 km) of one that does: province lines are rougher than borders, and run through
        border towns.
        """
        return self._provinces_at(round(lat, _ROUND), round(lon, _ROUND))

    def to_country(self, code: str, lat: float, lon: float) -> Nearest:
        """The nearest ground or territorial sea of a country; 0 km inside what it holds or claims.

        KeyError for a code without borders; so too below.
        """
        if self._countries.contains(code, lat, lon):
            return Nearest(km=0.0, lat=lat, lon=lon, inside=True)
        return self._countries.nearest(code, lat, lon)

    def to_province(self, unit: str, lat: float, lon: float) -> Nearest:
        """The nearest ground of a province; 0 km inside, as `provinces_at` has it."""
        if unit in self.provinces_at(lat, lon):
            return Nearest(km=0.0, lat=lat, lon=lon, inside=True)
        return self._provinces.nearest(unit, lat, lon)

    def to_border(self, code: str, lat: float, lon: float, *, contested: bool = True) -> Nearest:
        """The nearest point of a country's border with another, from inside or outside.

        The limit of the territorial sea is a border only for a country that has no other. With
        `contested` false, lines that run through ground another country claims are left out:
        then Russia's nearest border to Kherson is that of 1991, and not the neck of Crimea.
        """
        outline = self._outline(code, "", contested) or self._countries.outline(self._held(code))
        return outline.nearest(lat, lon, inside=self._countries.contains(code, lat, lon))

    def to_shared_border(self, a: str, b: str, lat: float, lon: float) -> Nearest | None:
        """The nearest point of the border between two countries; None where they share none.

        `inside` says whether the point lies in either of them.
        """
        inside = any(self._countries.contains(code, lat, lon) for code in (a, b))
        found = [
            outline.nearest(lat, lon, inside=inside)
            for one, other in ((a, b), (b, a))
            if (outline := self._outline(one, other, True)) is not None
        ]
        return min(found, key=lambda nearest: nearest.km, default=None)

    def apart_km(self, a: str, b: str) -> float:
        """How far the ground and territorial sea of two countries are apart; 0 where they meet."""
        one, other = (self._countries.shape(self._held(code)) for code in (a, b))
        (lon1, lat1), (lon2, lat2) = shapely.get_coordinates(shapely.shortest_line(one, other))
        return distance_km(lat1, lon1, lat2, lon2)

    def to_sea(self, lat: float, lon: float, within: float) -> Nearest | None:
        """The nearest open water found on rings about a point; None where there is none so near.

        Sea is what no province holds within 2 km; lakes are not told from land, and the Caspian is
        a sea. Rings lie 5 km apart and are tried in 36 directions, so inlets narrower than 4 km are
        missed and the distance is good to 5 km.
        """
        for km in range(0, int(within) + _RING_KM, _RING_KM):
            for turn in range(0, 360, 10 if km else 360):
                at = destination(lat, lon, float(turn), float(km))
                if self._is_sea(*at):
                    return Nearest(km=float(km), lat=at[0], lon=at[1], inside=False)
        return None

    def shores(self, code: str) -> tuple[tuple[float, float], ...]:
        """Points of sea (latitude, longitude) along a country's outline; none if landlocked."""
        edges = shapes.edges(self._countries.shape(self._held(code)))
        step = max(1, len(edges) // _SAMPLED)
        points = ((float(lat), float(lon)) for lon, lat, *_ in edges[::step])
        return tuple(point for point in points if self._is_sea(*point))

    def _is_sea(self, lat: float, lon: float) -> bool:
        near = self._provinces.around(lat, lon, _SEA_DEGREES)
        here = shapely.Point(lon, lat)
        return all(self._provinces.shape(no).distance(here) > _SEA_DEGREES for no, _ in near)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Codes of the countries that a country shares a border with."""
        sets, _ = self._edges(self._held(code))
        return tuple(sorted({other.rstrip(_THROUGH) for group in sets for other in group}))

    def compass_part(self, code: str, lat: float, lon: float) -> tuple[float, float]:
        """How much of the country's main landmass lies west and south of a point, 0..1 each."""
        return self._share(code, "west_east", lon), self._share(code, "south_north", lat)

    def _find_countries(self, lat: float, lon: float) -> tuple[str, ...]:
        found = self._countries.at(lat, lon)
        return tuple(code for code in found if not code.startswith(_AUTHORITY))

    def _find_provinces(self, lat: float, lon: float) -> tuple[str, ...]:
        codes = set(self.countries_at(lat, lon))
        around = self._provinces.at(lat, lon)
        inside = [unit for unit in around if self._may_hold(unit, codes)]
        if not inside and codes:
            inside = self._nearest_province(codes, lat, lon)
        whole = (self._units[unit].part_of for unit in inside)
        return tuple(dict.fromkeys([*inside, *(region for region in whole if region)]))

    def _nearest_province(self, codes: set[str], lat: float, lon: float) -> list[str]:
        near = [
            (self._provinces.shape(no).distance(shapely.Point(lon, lat)), unit)
            for no, unit in self._provinces.around(lat, lon, _NEAR_DEGREES)
            if self._may_hold(unit, codes)
        ]
        return [unit for away, unit in sorted(near)[:1] if away <= _NEAR_DEGREES]

    def _may_hold(self, unit: str, codes: set[str]) -> bool:
        """Whether a unit, no region of units, is of a country that holds a point (or of any)."""
        if unit in self._regions:
            return False
        return not codes or not codes.isdisjoint(self._units[unit].countries)

    @cached_property
    def _regions(self) -> frozenset[str]:
        return frozenset(unit.part_of for unit in self._units.values() if unit.part_of)

    @cached_property
    def _units(self) -> dict[str, _Unit]:
        rows = self._province_store.rows("SELECT unit, countries, part_of FROM units")
        return {
            str(unit): _Unit(frozenset(str(countries).split()), cast(str | None, part_of))
            for unit, countries, part_of in rows
        }

    def _held(self, code: str) -> int:
        return self._countries.numbers(code)[0]

    def _outline(self, code: str, other: str, contested: bool) -> Outline | None:
        """The border of `code` with `other` (`""`: with anybody); None where there is none."""
        key = code, other, contested
        if key not in self._parts:
            no = self._held(code)
            sets, of_edge = self._edges(no)
            wanted = [i for i, group in enumerate(sets) if _counts(group, other, contested)]
            chosen = shapes.edges(self._countries.shape(no))[np.isin(of_edge, wanted)]
            self._parts[key] = Outline(chosen) if len(chosen) else None
        return self._parts[key]

    def _edges(self, no: int) -> tuple[list[list[str]], npt.NDArray[np.uint8]]:
        """The sets of neighbours that occur along a shape, and which of them each edge has."""
        rows = self._store.rows("SELECT neighbours, of_edge FROM shapes WHERE no = ?", (no,))
        neighbours, of_edge = rows[0]
        sets = cast(list[list[str]], json.loads(str(neighbours)))
        return sets, np.frombuffer(zlib.decompress(cast(bytes, of_edge)), np.uint8)

    def _share(self, code: str, axis: str, value: float) -> float:
        data = self._store.blob(f"SELECT {axis} FROM compass WHERE code = ?", (code,))
        if data is None:
            raise KeyError(f"no landmass for {code!r}")
        quantiles = np.frombuffer(data, "<f4")
        if axis == "west_east" and value < quantiles[0] and value + 360 <= quantiles[-1]:
            value += 360  # beyond the antimeridian, of which this country has both sides
        return float(np.interp(value, quantiles, np.linspace(0.0, 1.0, QUANTILES)))


def _counts(group: list[str], other: str, contested: bool) -> bool:
    """Whether an edge with these neighbours is part of the border asked for."""
    met = [code for code in group if contested or not code.endswith(_THROUGH)]
    return bool(met) and (not other or other in {code.rstrip(_THROUGH) for code in met})
