"""The outlines under a brief's map: Natural Earth, fine where the report is, coarse elsewhere.

A page carries the world at 1:110m and, for the region of its places, the finest level that stays
small. A region is cut by leaving out polygons that do not touch it and thinning those parts of an
arc that lie outside it, so that the result is still a topology and needs no polygon clipping.
"""

from __future__ import annotations

import functools
import gzip
import json
import math
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

type Topology = dict[str, Any]
type Point = tuple[float, float]
"""Latitude, longitude."""
type Arc = npt.NDArray[np.int64]
type Bounds = tuple[int, int, int, int]
"""Least x and y, greatest x and y, in grid steps."""

LEVELS = (("10m", 30.0), ("50m", 80.0))
"""Natural Earth levels from fine to coarse, each with the widest box (degrees) it serves."""
MARGINS = (1.5, 0.6)
"""How far outlines reach beyond a box on each side, as shares of it: room to zoom out. The less is
taken where the more would hold too many points."""
MOST_POINTS = 14_000
"""Most outline points of a region: about 120 KB of JSON, so that a page stays under 500 KB."""
_LEAST_SPAN = 2.0
"""Smallest box in degrees: below it the map would show no border to get one's bearings by."""
_RUN_DEGREES = 8.0
_RUN_SHARE = 8
_BLOCK = 12
"""Points told apart at once outside the box; each block that touches the box is kept whole."""


class Box(NamedTuple):
    """A region in degrees; east may exceed 180 where it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def span(self) -> float:
        return max(self.east - self.west, self.north - self.south)

    def grown(self, share: float) -> Box:
        wide, high = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(
            self.west - wide,
            max(-90.0, self.south - high),
            self.east + wide,
            min(90.0, self.north + high),
        )


class Region(NamedTuple):
    """Outlines that are fine inside `box` and thinned outside it."""

    topology: Topology
    box: Box


def world() -> Topology:
    """The whole world at 1:110m, as TopoJSON."""
    topology: Topology = json.loads(_unpacked("world-110m.json.gz"))
    return topology


def region(box: Box) -> Region | None:
    """Outlines for `box` and a margin about it; None where the world map is fine enough."""
    for level, widest in LEVELS:
        if box.span > widest:
            continue
        for margin in MARGINS:
            wide = box.grown(margin)
            cut = _cut(_load(level), wide)
            if sum(map(len, cut["arcs"])) <= MOST_POINTS:
                return Region(cut, wide)
    return None


def focus(near: Sequence[Point], always: Sequence[Point]) -> Box | None:
    """The box that holds `always` and the main cluster of `near`; None without points.

    The cluster is what lies within three times the median distance from the median point (and at
    least 3 degrees): a capital named in passing does not shrink the map of a battle.
    """
    points = [*near, *always]
    if not points:
        return None
    middle_lon = _middle_longitude(lon for _, lon in points)
    flat = np.array([(lat, middle_lon + _turn(lon - middle_lon)) for lat, lon in points])
    centre = np.median(flat, axis=0)
    away = np.hypot(flat[:, 0] - centre[0], (flat[:, 1] - centre[1]) * _squeeze(centre[0]))
    keep = away <= max(3.0 * float(np.median(away)), 3.0)
    keep[len(near) :] = True
    return _box(flat[keep])


def _box(points: npt.NDArray[np.float64]) -> Box:
    (south, west), (north, east) = points.min(axis=0), points.max(axis=0)
    tall = max(_LEAST_SPAN - (north - south), 0.0) / 2
    wide = max(_LEAST_SPAN / _squeeze((south + north) / 2) - (east - west), 0.0) / 2
    return Box(
        float(west - wide),
        float(max(-90.0, south - tall)),
        float(east + wide),
        float(min(90.0, north + tall)),
    )


def _squeeze(lat: float) -> float:
    return max(math.cos(math.radians(lat)), 0.1)


def _turn(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0


def _middle_longitude(lons: Iterable[float]) -> float:
    """The mean direction, which is right on both sides of the antimeridian."""
    angles = np.radians(list(lons))
    return float(np.degrees(np.arctan2(np.sin(angles).sum(), np.cos(angles).sum())))


class _Outlines(NamedTuple):
    """A level of Natural Earth, decoded: arcs as absolute grid points, each with its bounds."""

    transform: Topology
    geometries: list[Topology]
    arcs: list[Arc]
    bounds: list[Bounds]


def _unpacked(name: str) -> bytes:
    path = resources.files("fairwitness.brief") / "assets" / name
    return gzip.decompress(path.read_bytes())


@functools.cache
def _load(level: str) -> _Outlines:
    """A fine level; frontend/build.mjs says how it is stored."""
    head, body = _unpacked(f"world-{level}.bin.gz").split(b"\n", 1)
    meta = json.loads(head)
    steps = np.frombuffer(body, dtype="<i4").reshape(-1, 2)
    points = np.cumsum(steps, axis=0, dtype=np.int64)
    starts = np.cumsum([0, *meta["lengths"][:-1]])
    least = np.minimum.reduceat(points, starts, axis=0)
    most = np.maximum.reduceat(points, starts, axis=0)
    bounds = [tuple(one) for one in np.hstack([least, most]).tolist()]
    arcs = np.split(points, starts[1:])
    return _Outlines(meta["transform"], meta["geometries"], arcs, bounds)


def _cut(outlines: _Outlines, box: Box) -> Topology:
    """The part of `outlines` that touches `box`, everything outside it thinned."""
    grid = _Grid(outlines.transform, box)
    kept: list[Topology] = []
    for geometry in outlines.geometries:
        polygons = [
            polygon
            for polygon in _polygons(geometry)
            if grid.touches(_union(outlines.bounds, polygon[0]))
        ]
        if polygons:
            properties = geometry["properties"]
            kept.append({"type": "MultiPolygon", "arcs": polygons, "properties": properties})
    return _renumbered(outlines, kept, grid)


def _polygons(geometry: Topology) -> list[list[list[int]]]:
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs", ()))


class _Grid:
    """A box in the integer grid of a topology; two boxes where it crosses the antimeridian."""

    def __init__(self, transform: Topology, box: Box) -> None:
        (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
        self.run = int(_RUN_DEGREES / scale_x)
        self.boxes = [
            (
                math.floor((box.west + turn - move_x) / scale_x),
                math.floor((box.south - move_y) / scale_y),
                math.ceil((box.east + turn - move_x) / scale_x),
                math.ceil((box.north - move_y) / scale_y),
            )
            for turn in (-360.0, 0.0, 360.0)
        ]

    def contains(self, bounds: Bounds) -> bool:
        low_x, low_y, high_x, high_y = bounds
        return any(
            low_x >= west and high_x <= east and low_y >= south and high_y <= north
            for west, south, east, north in self.boxes
        )

    def touches(self, bounds: Bounds) -> bool:
        low_x, low_y, high_x, high_y = bounds
        return any(
            low_x <= east and high_x >= west and low_y <= north and high_y >= south
            for west, south, east, north in self.boxes
        )

    def touched(self, low: Arc, high: Arc) -> npt.NDArray[np.bool_]:
        """Which of the boxes with these corners touch this one."""
        found = np.zeros(len(low), dtype=bool)
        for west, south, east, north in self.boxes:
            found |= (low <= (east, north)).all(axis=1) & (high >= (west, south)).all(axis=1)
        return found


def _union(bounds: list[Bounds], ring: Sequence[int]) -> Bounds:
    return functools.reduce(_joined, (bounds[~one if one < 0 else one] for one in ring))


def _renumbered(outlines: _Outlines, geometries: list[Topology], grid: _Grid) -> Topology:
    """A topology of just the arcs that `geometries` use."""
    number: dict[int, int] = {}

    def moved(arc: int) -> int:
        new = number.setdefault(~arc if arc < 0 else arc, len(number))
        return ~new if arc < 0 else new

    for geometry in geometries:
        geometry["arcs"] = [
            [[moved(arc) for arc in ring] for ring in polygon] for polygon in geometry["arcs"]
        ]
    thinned = [_deltas(_thinned(outlines.arcs[old], outlines.bounds[old], grid)) for old in number]
    countries = {"type": "GeometryCollection", "geometries": geometries}
    return {
        "type": "Topology",
        "transform": outlines.transform,
        "objects": {"countries": countries},
        "arcs": thinned,
    }


def _deltas(arc: Arc) -> list[list[int]]:
    return np.diff(arc, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).tolist()  # type: ignore[no-any-return]


def _thinned(arc: Arc, bounds: Bounds, grid: _Grid) -> Arc:
    """`arc` with what lies outside the box in few points, its ends kept.

    No straight line that replaces a run can cut through the box: the bounds of the run's points
    hold it, and they do not touch the box. Runs are short, so that no great circle bows into it.
    """
    most = max(1, len(arc) // _RUN_SHARE)
    if len(arc) <= 2 or grid.contains(bounds):
        return arc
    if not grid.touches(bounds):
        return np.vstack([arc[:-1:most], arc[-1:]])
    step = min(most, _BLOCK)
    starts = np.arange(0, len(arc) - 1, step)
    ends = arc[np.minimum(starts + step, len(arc) - 1)]
    low = np.minimum(np.minimum.reduceat(arc, starts, axis=0), ends)
    high = np.maximum(np.maximum.reduceat(arc, starts, axis=0), ends)
    whole = grid.touched(low, high) | ((high - low).max(axis=1) > grid.run)
    keep = np.append(np.repeat(whole, step)[: len(arc) - 1], True)
    keep[starts] = True
    thinned: Arc = arc[keep]
    return thinned


def _joined(one: Bounds, other: Bounds) -> Bounds:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
