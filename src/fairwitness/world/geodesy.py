"""Distances and bearings on the WGS 84 ellipsoid (Karney's geodesics, by way of PROJ)."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from pyproj import Geod

Floats = npt.NDArray[np.float64]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Length in km of the geodesic between two points in degrees."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[2]) / 1000.0


def bearing_deg(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Initial bearing of the geodesic from the first point, in degrees from north, 0..360."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[0]) % 360.0


def rhumb_deg(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Bearing of the line of constant bearing, as one reads it off a map (Mercator's, on a sphere).

    In degrees from north, 0..360; over long ways it differs from `bearing_deg` by tens of degrees.
    """
    stretched = [math.asinh(math.tan(math.radians(lat))) for lat in (lat1, lat2)]
    east = math.radians((lon2 - lon1 + 180.0) % 360.0 - 180.0)
    return math.degrees(math.atan2(east, stretched[1] - stretched[0])) % 360.0


def destination(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Latitude and longitude reached from a point by going `km` on a bearing in degrees."""
    lon2, lat2, _ = _geod().fwd(lon, lat, bearing, km * 1000.0)
    return float(lat2), float(lon2)


def distances_km(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    """Lengths in km of the geodesics from one point to many."""
    start = np.full(len(lats), lon), np.full(len(lats), lat)
    return np.asarray(_geod().inv(*start, lons, lats)[2]) / 1000.0


@cache
def _geod() -> Geod:
    return Geod(ellps="WGS84")
