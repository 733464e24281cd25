"""Polygons as compact bytes: whole-number coordinates, delta-coded, byte-shuffled, deflated.

At 1e-5 degrees (1.1 m) the borders of the world take 2.6 MB so, against 13.8 MB of GeoJSON, and a
country opens in about a millisecond.
"""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

Ints = npt.NDArray[np.int32]
_HEAD = struct.Struct("<3I")


def encode(shape: shapely.MultiPolygon, scale: int) -> bytes:
    """The bytes of `shape` with coordinates in whole `1/scale` degrees."""
    _, points, (rings, polygons, _) = shapely.to_ragged_array([shape])
    grid = np.rint(points * scale).astype(np.int32)
    body = b"".join((_pack(rings), _pack(polygons), _pack(grid[:, 0]), _pack(grid[:, 1])))
    return zlib.compress(_HEAD.pack(len(rings), len(polygons), len(grid)) + body, 9)


def decode(data: bytes, scale: int) -> shapely.MultiPolygon:
    """The shape that `encode` packed."""
    plain = zlib.decompress(data)
    rings, polygons, points = _HEAD.unpack_from(plain)
    body = np.frombuffer(plain, np.uint8, offset=_HEAD.size)
    ends = np.cumsum([0, rings, polygons, points, points]) * 4
    ring_at, polygon_at, x, y = (_unpack(body[start:end]) for start, end in pairwise(ends))
    whole = np.array([0, polygons - 1])
    coordinates = np.column_stack((x, y)) / scale
    geometry = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON, coordinates, (ring_at, polygon_at, whole)
    )
    return geometry[0]


def _pack(values: npt.NDArray[np.integer]) -> bytes:
    deltas = np.diff(values.astype(np.int64), prepend=0).astype("<i4")
    # All lowest bytes first, then the next: the high ones are nearly all 0 or 255 and deflate away.
    return deltas.view(np.uint8).reshape(-1, 4).T.tobytes()


def _unpack(shuffled: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    deltas = np.ascontiguousarray(shuffled.reshape(4, -1).T).view("<i4").ravel()
    return np.cumsum(deltas, dtype=np.int64)


def edges(shape: shapely.MultiPolygon) -> npt.NDArray[np.float64]:
    """All edges of `shape` as rows of west-to-east-agnostic `lon1, lat1, lon2, lat2`, in order."""
    _, points, (rings, _, _) = shapely.to_ragged_array([shape])
    pairs = np.column_stack((points[:-1], points[1:]))
    inside = np.ones(len(pairs), bool)
    inside[np.asarray(rings[1:-1], np.int64) - 1] = False  # from one ring's end to the next's start
    return pairs[inside]
