"""Which province and which countries hold a place, for many places at once."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import shapely
from pyproj import Geod

from worldbuild.provinces import Unit

# A place on a quay may lie outside Natural Earth's coast: the nearest unit within 3 km is meant.
_ASHORE_DEGREES = 0.03


class Within:
    """Point-in-polygon over all provinces and all countries."""

    def __init__(self, units: list[Unit], held: dict[str, shapely.MultiPolygon]) -> None:
        self._units = units
        self._unit_tree = shapely.STRtree([unit.shape for unit in units])
        parts = [(code, part) for code, shape in held.items() for part in shape.geoms]
        self._codes = [code for code, _ in parts]
        self._country_tree = shapely.STRtree([part for _, part in parts])
        self._geod = Geod(ellps="WGS84")

    def provinces(
        self, places: list[tuple[float, float]]
    ) -> list[tuple[str | None, tuple[str, ...]]]:
        """For each latitude and longitude its unit's id and, if disputed, all claimants."""
        points = shapely.points([(lon, lat) for lat, lon in places])
        unit = self._unit_of(points)
        countries = self._countries_of(points)
        return [
            (None if unit[i] < 0 else self._units[unit[i]].id, countries.get(i, ()))
            for i in range(len(places))
        ]

    def claimants(self, lat: float, lon: float) -> tuple[str, ...]:
        """All countries that hold a point, when they are several."""
        return self._countries_of(shapely.points([(lon, lat)])).get(0, ())

    def radius_km(self, shape: shapely.MultiPolygon) -> float:
        """The radius of a disc of the same area."""
        area = abs(self._geod.geometry_area_perimeter(shape)[0]) / 1e6
        return math.sqrt(area / math.pi)

    def _unit_of(self, points: np.ndarray[tuple[int], np.dtype[np.object_]]) -> list[int]:
        found = np.full(len(points), -1)
        which, unit = self._unit_tree.query(points, predicate="intersects")
        # Descending, so that where lines overlap the first unit by id stays.
        order = np.lexsort((-unit, which))
        found[which[order]] = unit[order]
        ashore = np.flatnonzero(found < 0)
        pairs, _ = self._unit_tree.query_nearest(
            points[ashore], max_distance=_ASHORE_DEGREES, return_distance=True, all_matches=False
        )
        found[ashore[pairs[0]]] = pairs[1]
        return [int(i) for i in found]

    def _countries_of(
        self, points: np.ndarray[tuple[int], np.dtype[np.object_]]
    ) -> dict[int, tuple[str, ...]]:
        holders: dict[int, set[str]] = defaultdict(set)
        for which, part in zip(
            *self._country_tree.query(points, predicate="intersects"), strict=True
        ):
            holders[int(which)].add(self._codes[part])
        return {i: tuple(sorted(codes)) for i, codes in holders.items() if len(codes) > 1}
