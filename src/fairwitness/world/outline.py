"""The nearest point of a boundary: candidates on the sphere, the number on the ellipsoid.

The azimuthal-equidistant projection centred on the point keeps distances from it, so the nearest
edge can be found in the plane. It is applied only to runs of edges that can hold the nearest point,
which keeps a country as large as any under a millisecond.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairwitness.world.geodesy import distances_km
from fairwitness.world.records import Nearest

FAR_KM = 15_000.0
"""Where the projection still holds; nothing near the antipode is asked about. See `nearest`."""

Floats = npt.NDArray[np.float64]

# A run of edges that is looked at or passed over as one.
_RUN = 64
# Edges are cut to this many degrees, so that a piece straight in latitude and longitude (a border
# along a parallel) and the great circle between its ends differ by less than 1 m.
_LONGEST_EDGE = 0.05
# Sphere and ellipsoid disagree on distances by up to 0.56 %; edges this close in rank are measured.
_SLACK = 1.012


class Outline:
    """Edges (rows of `lon1, lat1, lon2, lat2` in degrees) arranged to find the nearest."""

    def __init__(self, edges: Floats) -> None:
        if len(edges) == 0:
            raise ValueError("an outline needs at least one edge")
        self.edges = _cut(edges)
        middle = _unit_vectors(
            (self.edges[:, 0] + self.edges[:, 2]) / 2, self.edges[:, 1::2].mean(1)
        )
        self._runs = np.arange(0, len(self.edges), _RUN)
        centre = np.add.reduceat(middle, self._runs)
        self._centres = centre / np.linalg.norm(centre, axis=1, keepdims=True)
        sizes = np.diff(np.append(self._runs, len(self.edges)))
        reach = _angles(middle, np.repeat(self._centres, sizes, axis=0))
        half_edge = np.radians(_LONGEST_EDGE)
        self._radii = np.maximum.reduceat(reach, self._runs) + half_edge

    def nearest(self, lat: float, lon: float, *, inside: bool) -> Nearest:
        """The nearest point of the outline to a point in degrees, and its geodesic distance.

        Exact to 0.2 % up to FAR_KM. Beyond it, near the antipode, the projection about the point
        tears edges apart and the point found may be up to 5 % too far.
        """
        near = self._candidates(lat, lon)
        x1, y1 = _project(lat, lon, near[:, 0], near[:, 1])
        x2, y2 = _project(lat, lon, near[:, 2], near[:, 3])
        dx, dy = x2 - x1, y2 - y1
        length = np.maximum(dx * dx + dy * dy, 1e-30)
        share = np.clip(-(x1 * dx + y1 * dy) / length, 0.0, 1.0)
        planar = np.hypot(x1 + share * dx, y1 + share * dy)
        best = planar <= planar.min() * _SLACK + 1e-9
        lons = near[best, 0] + share[best] * (near[best, 2] - near[best, 0])
        lats = near[best, 1] + share[best] * (near[best, 3] - near[best, 1])
        km = distances_km(lat, lon, lats, lons)
        first = int(km.argmin())
        return Nearest(
            km=float(km[first]), lat=float(lats[first]), lon=float(lons[first]), inside=inside
        )

    def _candidates(self, lat: float, lon: float) -> Floats:
        here = _unit_vectors(np.array([lon]), np.array([lat]))
        away = _angles(self._centres, here)
        least = np.maximum(away - self._radii, 0.0)
        wanted = least <= (away + self._radii).min() * _SLACK
        chosen = [self.edges[start : start + _RUN] for start in self._runs[wanted]]
        return np.concatenate(chosen)


def _cut(edges: Floats) -> Floats:
    span = np.abs(edges[:, 2:] - edges[:, :2]).max(axis=1)
    pieces = np.maximum(np.ceil(span / _LONGEST_EDGE).astype(np.int64), 1)
    whole = np.repeat(edges, pieces, axis=0)
    number = np.arange(len(whole)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    count = np.repeat(pieces, pieces)
    step = (whole[:, 2:] - whole[:, :2]) / count[:, None]
    start = whole[:, :2] + step * number[:, None]
    return np.column_stack((start, start + step))


def _unit_vectors(lons: Floats, lats: Floats) -> Floats:
    lon, lat = np.radians(lons), np.radians(lats)
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _angles(a: Floats, b: Floats) -> Floats:
    return 2 * np.arcsin(np.clip(np.linalg.norm(a - b, axis=1) / 2, 0.0, 1.0))


def _project(lat: float, lon: float, lons: Floats, lats: Floats) -> tuple[Floats, Floats]:
    """Azimuthal-equidistant coordinates, in radians of arc, of points about a centre."""
    turn, lat_r, lat0 = np.radians(lons - lon), np.radians(lats), np.radians(lat)
    x = np.cos(lat_r) * np.sin(turn)
    y = np.cos(lat0) * np.sin(lat_r) - np.sin(lat0) * np.cos(lat_r) * np.cos(turn)
    z = np.sin(lat0) * np.sin(lat_r) + np.cos(lat0) * np.cos(lat_r) * np.cos(turn)
    sine = np.hypot(x, y)
    stretch = np.arctan2(sine, z) / np.maximum(sine, 1e-15)
    return x * stretch, y * stretch
