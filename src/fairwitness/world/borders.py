"""Countries and provinces as areas: what holds a point, and how far it is to what does not."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt

from fairwitness.world import shapes
from fairwitness.world.outline import Outline
from fairwitness.world.records import Nearest
from fairwitness.world.regions import Regions
from fairwitness.world.store import Store

COUNTRY_SCALE = 100_000
PROVINCE_SCALE = 10_000
QUANTILES = 101

# Points are told apart to 1e-4 degrees (11 m), an eighth of the borders' own resolution.
_ROUND = 4
_CACHED = 1 << 16


class Borders:
    """Country borders (with the territorial sea) and first-level provinces."""

    def __init__(self, countries: Store, provinces: Store) -> None:
        self._store = countries
        self._countries = Regions(countries, COUNTRY_SCALE)
        self._provinces = Regions(provinces, PROVINCE_SCALE)
        self._parts: dict[tuple[str, str], Outline | None] = {}
        # Caches belong to the object, so that they go when it goes.
        self._countries_at: Callable[[float, float], tuple[str, ...]]
        self._countries_at = lru_cache(_CACHED)(self._countries.at)
        self._provinces_at: Callable[[float, float], tuple[str, ...]]
        self._provinces_at = lru_cache(_CACHED)(self._provinces.at)

    def countries_at(self, lat: float, lon: float) -> tuple[str, ...]:
        """Codes of all countries that hold or claim a point, territorial sea included."""
        return self._countries_at(round(lat, _ROUND), round(lon, _ROUND))

    def provinces_at(self, lat: float, lon: float) -> tuple[str, ...]:
        """Ids of the first-level units that hold a point."""
        return self._provinces_at(round(lat, _ROUND), round(lon, _ROUND))

    def to_country(self, code: str, lat: float, lon: float) -> Nearest:
        """The nearest ground or territorial sea of a country; 0 km inside what it holds or claims.

        KeyError for a code without borders; so too below.
        """
        return _to_region(self._countries, code, lat, lon)

    def to_province(self, unit: str, lat: float, lon: float) -> Nearest:
        """The nearest ground of a province; 0 km inside."""
        return _to_region(self._provinces, unit, lat, lon)

    def to_border(self, code: str, lat: float, lon: float) -> Nearest:
        """The nearest point of a country's border with another, from inside or outside.

        The limit of the territorial sea is a border only for a country that has no other.
        """
        outline = self._outline(code, "") or self._countries.outline(self._held(code))
        return outline.nearest(lat, lon, inside=code in self.countries_at(lat, lon))

    def to_shared_border(self, a: str, b: str, lat: float, lon: float) -> Nearest | None:
        """The nearest point of the border between two countries; None where they share none."""
        found = [
            outline.nearest(lat, lon, inside=one in self.countries_at(lat, lon))
            for one, other in ((a, b), (b, a))
            if (outline := self._outline(one, other)) is not None
        ]
        return min(found, key=lambda nearest: nearest.km, default=None)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Codes of the countries that a country shares a border with."""
        sets, _ = self._edges(self._held(code))
        return tuple(sorted({other for group in sets for other in group}))

    def compass_part(self, code: str, lat: float, lon: float) -> tuple[float, float]:
        """How much of the country's main landmass lies west and south of a point, 0..1 each."""
        return self._share(code, "west_east", lon), self._share(code, "south_north", lat)

    def _held(self, code: str) -> int:
        return self._countries.numbers(code)[0]

    def _outline(self, code: str, other: str) -> Outline | None:
        """The border of `code` with `other` (`""`: with anybody); None where there is none."""
        if (code, other) not in self._parts:
            no = self._held(code)
            sets, of_edge = self._edges(no)
            wanted = [i for i, group in enumerate(sets) if group and (not other or other in group)]
            chosen = shapes.edges(self._countries.shape(no))[np.isin(of_edge, wanted)]
            self._parts[code, other] = Outline(chosen) if len(chosen) else None
        return self._parts[code, other]

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
        return float(np.interp(value, quantiles, np.linspace(0.0, 1.0, QUANTILES)))


def _to_region(regions: Regions, unit: str, lat: float, lon: float) -> Nearest:
    numbers = regions.numbers(unit)
    if any(regions.holds(no, lat, lon) for no in numbers):
        return Nearest(km=0.0, lat=lat, lon=lon, inside=True)
    found = (regions.outline(no).nearest(lat, lon, inside=False) for no in numbers)
    return min(found, key=lambda nearest: nearest.km)
