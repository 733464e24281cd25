"""OpenStreetMap borders into `borders.sqlite`: shapes, who borders on each edge, landmasses."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from fairwitness.world import shapes
from fairwitness.world.borders import COUNTRY_SCALE
from worldbuild import sqlite
from worldbuild.geometry import multipolygon

# Two countries' drawings of one border may differ by the simplification (100 m) on either side.
_TOUCH_DEGREES = 0.002

SCHEMA = """
CREATE TABLE shapes(no INTEGER PRIMARY KEY, unit TEXT NOT NULL, shape BLOB NOT NULL,
    neighbours TEXT NOT NULL, of_edge BLOB NOT NULL);
CREATE TABLE parts(shape INTEGER NOT NULL, west REAL, south REAL, east REAL, north REAL);
CREATE TABLE compass(code TEXT PRIMARY KEY, west_east BLOB NOT NULL, south_north BLOB NOT NULL);
"""

Shapes = dict[str, shapely.MultiPolygon]


def read(features: list[dict[str, Any]], alpha2: dict[str, str]) -> Shapes:
    """The countries' shapes by alpha-2 code, from the package's features."""
    found = {
        alpha2.get(feature["properties"]["isoA3"], feature["properties"].get("isoA2")): feature
        for feature in features
    }
    return {code: multipolygon(found[code]["geometry"], COUNTRY_SCALE) for code in sorted(found)}


def write(path: Path, held: Shapes, landmasses: dict[str, tuple[bytes, bytes]]) -> None:
    """The file `path` from the shapes and the landmasses' quantiles."""
    connection = sqlite.create(path, SCHEMA)
    for no, (code, shape) in enumerate(held.items(), start=1):
        sets, of_edge = neighbours_of_edges(code, held)
        packed = zlib.compress(of_edge.tobytes(), 9)
        row = no, code, shapes.encode(shape, COUNTRY_SCALE), json.dumps(sets), packed
        connection.execute("INSERT INTO shapes VALUES (?, ?, ?, ?, ?)", row)
        write_parts(connection, no, shape)
    connection.executemany(
        "INSERT INTO compass VALUES (?, ?, ?)",
        [(code, *quantiles) for code, quantiles in sorted(landmasses.items())],
    )
    sqlite.finish(connection)


def write_parts(connection: sqlite3.Connection, no: int, shape: shapely.MultiPolygon) -> None:
    """One bounding box a polygon, so that a country round the globe is not met everywhere."""
    boxes = sorted(tuple(map(float, part.bounds)) for part in shape.geoms)
    connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", [(no, *b) for b in boxes])


def neighbours_of_edges(code: str, held: Shapes) -> tuple[list[list[str]], npt.NDArray[np.uint8]]:
    """The sets of countries met along a shape's edges, and the number of its set for each edge.

    An edge has every other country that touches its middle, or in whose ground it lies.
    """
    shape = held[code]
    edges = shapes.edges(shape)
    middles = (edges[:, :2] + edges[:, 2:]) / 2
    points = shapely.points(middles)
    names: list[list[str]] = [[] for _ in range(len(points))]
    for other in sorted(held):
        if other == code:
            continue
        close = _close(points, middles, held[other])
        for i in close:
            names[i].append(other)
    sets = sorted({tuple(group) for group in names})
    number = {group: i for i, group in enumerate(sets)}
    of_edge = np.array([number[tuple(group)] for group in names], np.uint8)
    if len(sets) > np.iinfo(np.uint8).max:
        raise ValueError(f"{code}: {len(sets)} different sets of neighbours do not fit a byte")
    return [list(group) for group in sets], of_edge


def _close(
    points: npt.NDArray[Any], middles: npt.NDArray[np.float64], other: shapely.MultiPolygon
) -> npt.NDArray[np.intp]:
    near = np.zeros(len(points), bool)
    for part in other.geoms:
        west, south, east, north = part.bounds
        x, y = middles[:, 0], middles[:, 1]
        in_box = (x >= west - _TOUCH_DEGREES) & (x <= east + _TOUCH_DEGREES)
        in_box &= (y >= south - _TOUCH_DEGREES) & (y <= north + _TOUCH_DEGREES)
        chosen = np.flatnonzero(in_box & ~near)
        if len(chosen):
            shapely.prepare(part)
            near[chosen] = shapely.dwithin(part, points[chosen], _TOUCH_DEGREES)
    return np.flatnonzero(near)
