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

# What lies this far outside an edge is asked for its country. The step exceeds the tolerance, so
# that a claimant whose line runs along the same coast on the same side is not met.
_STEP_DEGREES = 0.003
# Two countries' drawings of one border may differ by the simplification (100 m) on either side.
_TOUCH_DEGREES = 0.002

SCHEMA = """
CREATE TABLE shapes(no INTEGER PRIMARY KEY, unit TEXT NOT NULL, shape BLOB NOT NULL,
    neighbours TEXT NOT NULL, of_edge BLOB NOT NULL);
CREATE TABLE parts(shape INTEGER NOT NULL, west REAL, south REAL, east REAL, north REAL);
CREATE TABLE compass(code TEXT PRIMARY KEY, west_east BLOB NOT NULL, south_north BLOB NOT NULL);
"""

Points = npt.NDArray[np.float64]
Shapes = dict[str, shapely.MultiPolygon]


def read(features: list[dict[str, Any]], alpha2: dict[str, str]) -> Shapes:
    """The countries' shapes by alpha-2 code, from the package's features."""
    found = {
        alpha2.get(feature["properties"]["isoA3"], feature["properties"].get("isoA2")): feature
        for feature in features
    }
    return {code: multipolygon(found[code]["geometry"], COUNTRY_SCALE) for code in sorted(found)}


def write(
    path: Path,
    held: Shapes,
    claimed: list[tuple[str, shapely.MultiPolygon]],
    authorities: Shapes,
    landmasses: dict[str, tuple[bytes, bytes]],
) -> None:
    """The file `path` from what is held, what is claimed, and the landmasses' quantiles."""
    connection = sqlite.create(path, SCHEMA)
    rows = [(code, shape, *neighbours_of_edges(code, held)) for code, shape in held.items()]
    rows += [(code, shape, [], np.empty(0, np.uint8)) for code, shape in claimed]
    for code, shape in authorities.items():
        rows.append((code, shape, *neighbours_of_edges(code, held | {code: shape})))
    for no, (code, shape, sets, of_edge) in enumerate(rows, start=1):
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

    An edge has every other country that lies just outside it. Where it runs through the other's
    ground, as both draw it, and is no line they agree on, the code bears a star.
    """
    edges = shapes.edges(held[code])
    middles = (edges[:, :2] + edges[:, 2:]) / 2
    outside = middles + _outward(edges) * _STEP_DEGREES
    names: list[list[str]] = [[] for _ in range(len(edges))]
    for other in sorted(set(held) - {code}):
        beyond = _within(outside, held[other], _TOUCH_DEGREES)
        through = beyond & _within(middles, held[other], -_STEP_DEGREES)
        for i in np.flatnonzero(beyond):
            names[i].append(other + "*" * int(through[i]))
    sets = sorted({tuple(group) for group in names})
    if len(sets) > np.iinfo(np.uint8).max:
        raise ValueError(f"{code}: {len(sets)} different sets of neighbours do not fit a byte")
    number = {group: i for i, group in enumerate(sets)}
    of_edge = np.array([number[tuple(group)] for group in names], np.uint8)
    return [list(group) for group in sets], of_edge


def _outward(edges: Points) -> Points:
    """Unit vectors to the right of the edges: outwards, for rings keep their ground to the left."""
    along = edges[:, 2:] - edges[:, :2]
    right = np.column_stack((along[:, 1], -along[:, 0]))
    return right / np.maximum(np.linalg.norm(right, axis=1, keepdims=True), 1e-12)


def _within(points: Points, shape: shapely.MultiPolygon, margin: float) -> npt.NDArray[np.bool_]:
    """Which points lie in a shape widened (or, below zero, narrowed) by a margin in degrees."""
    found = np.zeros(len(points), bool)
    x, y = points[:, 0], points[:, 1]
    reach = max(margin, 0.0)
    for part in shape.geoms:
        west, south, east, north = part.bounds
        in_box = (x >= west - reach) & (x <= east + reach)
        in_box &= (y >= south - reach) & (y <= north + reach)
        chosen = np.flatnonzero(in_box & ~found)
        if len(chosen):
            found[chosen] = _in_part(part, shapely.points(points[chosen]), margin)
    return found


def _in_part(
    part: shapely.Polygon, points: npt.NDArray[Any], margin: float
) -> npt.NDArray[np.bool_]:
    shapely.prepare(part)
    if margin >= 0:
        return np.asarray(shapely.dwithin(part, points, margin))
    line = part.boundary
    shapely.prepare(line)
    inside = np.asarray(shapely.intersects(part, points))
    inside[inside] = ~shapely.dwithin(line, points[inside], -margin)
    return inside
