"""Named polygons in a file: which of them hold a point, their shapes and outlines, read lazily."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt
import shapely

from fairwitness.world import shapes
from fairwitness.world.outline import Outline
from fairwitness.world.records import Nearest
from fairwitness.world.store import Store

# Degrees of a cell whose bounding boxes are sought once for all points in it: passing over all
# boxes for each point took 67 us, half of what placing a row of a dump costs.
_CELL = 0.25
_CELLS = 1 << 16


class Regions:
    """The units of one file. A unit may have several shapes: what it holds, and what it claims."""

    def __init__(self, store: Store, scale: int) -> None:
        self._store = store
        self._scale = scale
        self._shapes: dict[int, shapely.MultiPolygon] = {}
        self._outlines: dict[int, Outline] = {}
        # The cache belongs to the object, so that it goes when it goes.
        self._near_cell: Callable[[float, float], list[tuple[int, str]]]
        self._near_cell = lru_cache(_CELLS)(self._find_near_cell)

    @cached_property
    def _index(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
        rows = self._store.rows("SELECT west, south, east, north, shape FROM parts ORDER BY rowid")
        table = np.array(rows, np.float64).reshape(-1, 5)
        return np.ascontiguousarray(table[:, :4].T), table[:, 4].astype(np.int64)

    @cached_property
    def _units(self) -> dict[int, str]:
        return {
            cast(int, no): str(unit)
            for no, unit in self._store.rows("SELECT no, unit FROM shapes ORDER BY no")
        }

    @cached_property
    def _numbers(self) -> dict[str, tuple[int, ...]]:
        numbers: dict[str, tuple[int, ...]] = {}
        for no, unit in self._units.items():
            numbers[unit] = (*numbers.get(unit, ()), no)
        return numbers

    def __contains__(self, unit: str) -> bool:
        return unit in self._numbers

    def numbers(self, unit: str) -> tuple[int, ...]:
        """The shape numbers of a unit, the held ones first. KeyError for an unknown unit."""
        if unit not in self._numbers:
            raise KeyError(f"no region {unit!r} in {self._store.path.name}")
        return self._numbers[unit]

    def at(self, lat: float, lon: float) -> tuple[str, ...]:
        """The units whose shapes hold a point, those that hold it before those that claim it."""
        near = self._near_cell(lat // _CELL, lon // _CELL)
        return tuple(dict.fromkeys(unit for no, unit in near if self.holds(no, lat, lon)))

    def _find_near_cell(self, row: float, column: float) -> list[tuple[int, str]]:
        half = _CELL / 2
        return self.around(row * _CELL + half, column * _CELL + half, half)

    def around(self, lat: float, lon: float, degrees: float) -> list[tuple[int, str]]:
        """The shapes, by number and unit, whose bounding boxes come this near to a point."""
        (west, south, east, north), owner = self._index
        hit = (west - degrees <= lon) & (lon <= east + degrees)
        hit &= (south - degrees <= lat) & (lat <= north + degrees)
        return [(no, self._units[no]) for no in np.unique(owner[hit]).tolist()]

    def nearest(self, unit: str, lat: float, lon: float) -> Nearest:
        """The point of a unit's outlines nearest to a point outside."""
        found = (self.outline(no).nearest(lat, lon, inside=False) for no in self.numbers(unit))
        return min(found, key=lambda nearest: nearest.km)

    def holds(self, no: int, lat: float, lon: float) -> bool:
        """Whether a shape, its boundary included, holds a point."""
        return bool(shapely.intersects_xy(self.shape(no), lon, lat))

    def contains(self, unit: str, lat: float, lon: float) -> bool:
        """Whether a unit holds or claims a point."""
        return any(self.holds(no, lat, lon) for no in self.numbers(unit))

    def shape(self, no: int) -> shapely.MultiPolygon:
        """A shape, prepared for many questions."""
        if no not in self._shapes:
            data = self._store.blob("SELECT shape FROM shapes WHERE no = ?", (no,))
            if data is None:
                raise KeyError(f"no shape {no} in {self._store.path.name}")
            shape = shapes.decode(data, self._scale)
            shapely.prepare(shape)
            self._shapes[no] = shape
        return self._shapes[no]

    def outline(self, no: int) -> Outline:
        """The whole boundary of a shape."""
        if no not in self._outlines:
            self._outlines[no] = Outline(shapes.edges(self.shape(no)))
        return self._outlines[no]
