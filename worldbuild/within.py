"""Which province and which countries hold a place, for many places at once."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod

from worldbuild.provinces import NEAR_DEGREES, Unit

Points = npt.NDArray[np.object_]
_GEOD = Geod(ellps="WGS84")
Indices = npt.NDArray[np.intp]


class Site(NamedTuple):
    """What holds a place."""

    province: str | None
    claimants: tuple[str, ...]
    """All countries that hold or claim it, where they are several."""
    astray: bool
    """Whether the country stated for it is none of those that hold it."""


class Within:
    """Point-in-polygon over all provinces and all countries."""

    def __init__(self, units: list[Unit], grounds: list[tuple[str, shapely.MultiPolygon]]) -> None:
        self._units = [unit for unit in units if unit.facts]
        self._unit_tree = shapely.STRtree([unit.shape for unit in self._units])
        parts = [(code, part) for code, shape in grounds for part in shape.geoms]
        self._codes = [code for code, _ in parts]
        self._country_tree = shapely.STRtree([part for _, part in parts])

    def sites(self, places: list[tuple[float, float, str]]) -> list[Site]:
        """What holds each latitude and longitude, given the country stated for it.

        The unit is one of the countries that hold the point or are stated: the one around it, or
        else the nearest within 3 km, since Natural Earth's lines run through border towns.
        """
        points = shapely.points([(lon, lat) for lat, lon, _ in places])
        holders = self._countries_of(points)
        codes = [holders.get(i, set()) | {place[2]} for i, place in enumerate(places)]
        chosen = self._around(points, codes)
        rest = np.array([i for i in range(len(places)) if i not in chosen], np.intp)
        chosen |= {int(rest[k]): unit for k, unit in self._near(points[rest], rest, codes).items()}
        return [
            Site(
                province=self._units[chosen[i]].id if i in chosen else None,
                claimants=tuple(sorted(holders[i])) if len(holders.get(i, ())) > 1 else (),
                astray=place[2] not in holders.get(i, {place[2]}),
            )
            for i, place in enumerate(places)
        ]

    def near(self, places: list[tuple[float, float]]) -> list[tuple[str, ...]]:
        """The countries that each latitude and longitude lies in or within 3 km of."""
        points = shapely.points([(lon, lat) for lat, lon in places])
        found: list[set[str]] = [set() for _ in places]
        pairs = self._country_tree.query(points, predicate="dwithin", distance=NEAR_DEGREES)
        for which, part in zip(*pairs, strict=True):
            found[which].add(self._codes[part])
        return [tuple(sorted(codes)) for codes in found]

    def _around(self, points: Points, codes: list[set[str]]) -> dict[int, int]:
        found: dict[int, int] = {}
        which, units = self._unit_tree.query(points, predicate="intersects")
        for i, unit in sorted(zip(which.tolist(), units.tolist(), strict=True)):
            if codes[i].intersection(self._units[unit].countries):
                found.setdefault(i, unit)
        return found

    def _near(self, points: Points, at: Indices, codes: list[set[str]]) -> dict[int, int]:
        which, units = self._unit_tree.query(points, predicate="dwithin", distance=NEAR_DEGREES)
        away = shapely.distance(points[which], self._unit_tree.geometries[units])
        found: dict[int, int] = {}
        for k in np.lexsort((units, away)).tolist():
            i, unit = int(which[k]), int(units[k])
            if codes[int(at[i])].intersection(self._units[unit].countries):
                found.setdefault(i, unit)
        return found

    def _countries_of(self, points: Points) -> dict[int, set[str]]:
        holders: dict[int, set[str]] = defaultdict(set)
        for which, part in zip(
            *self._country_tree.query(points, predicate="intersects"), strict=True
        ):
            holders[int(which)].add(self._codes[part])
        return holders


def radius_km(shape: shapely.MultiPolygon) -> float:
    """The radius of a disc of the same area."""
    return math.sqrt(abs(_GEOD.geometry_area_perimeter(shape)[0]) / 1e6 / math.pi)
