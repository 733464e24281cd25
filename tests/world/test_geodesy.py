"""Distances and bearings against published values."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fairwitness.world import geodesy
from fairwitness.world.geodesy import bearing_deg, destination, distance_km
from fairwitness.world.outline import FAR_KM, Outline

KNOWN = [
    ("one degree of the equator", (0, 0, 0, 1), 111.31949079),
    ("the quarter meridian of WGS 84", (0, 0, 90, 0), 10001.96572931),
    (
        "Karney, Algorithms for geodesics (2013), table 2",
        (40, 0, 41.79331020506, 137.84490004377),
        10000.0,
    ),
    ("nowhere to go", (33.5, 38.6, 33.5, 38.6), 0.0),
]


@pytest.mark.parametrize(("what", "ends", "km"), KNOWN)
def test_published_geodesics(what: str, ends: tuple[float, float, float, float], km: float) -> None:
    assert distance_km(*ends) == pytest.approx(km, abs=1e-5), what


@pytest.mark.parametrize(
    ("ends", "bearing"),
    [((0, 0, 0, 1), 90.0), ((0, 0, 0, -1), 270.0), ((0, 0, 90, 0), 0.0), ((1, 7, 0, 7), 180.0)],
    ids=["east", "west", "north", "south"],
)
def test_bearings(ends: tuple[float, float, float, float], bearing: float) -> None:
    assert bearing_deg(*ends) == pytest.approx(bearing, abs=1e-9)


def test_going_there_takes_the_distance_back() -> None:
    lat, lon = destination(33.5, 38.6, 120.0, 31.0)
    assert distance_km(33.5, 38.6, lat, lon) == pytest.approx(31.0, abs=1e-6)
    assert bearing_deg(33.5, 38.6, lat, lon) == pytest.approx(120.0, abs=1e-6)


def _ring(points: list[tuple[float, float]]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    ends = np.array(points, np.float64)
    return np.column_stack((ends, np.roll(ends, -1, axis=0)))


SHAPES = {
    "a border along a parallel": [(-120.0, 49.0), (-95.0, 49.0), (-95.0, 30.0), (-120.0, 30.0)],
    "a small far island": [(147.0, 45.0), (147.3, 45.2), (147.1, 45.4)],
    "near the pole": [(10.0, 80.0), (60.0, 82.0), (120.0, 79.0), (60.0, 78.0)],
    "both sides of the antimeridian": [(170.0, 60.0), (180.0, 62.0), (180.0, 66.0), (170.0, 68.0)],
}  # fmt: skip


@pytest.mark.parametrize("points", SHAPES.values(), ids=SHAPES.keys())
@settings(deadline=None)
@given(lat=st.floats(-85, 85), lon=st.floats(-180, 180))
def test_the_nearest_point_is_the_nearest(
    points: list[tuple[float, float]], lat: float, lon: float
) -> None:
    """Against measuring to every kilometre of the outline on the ellipsoid."""
    edges = _ring(points)
    share = np.linspace(0.0, 1.0, 2000)[:, None]
    every = np.concatenate([e[:2] + share * (e[2:] - e[:2]) for e in edges])
    brute = geodesy.distances_km(lat, lon, every[:, 1], every[:, 0]).min()
    assume(brute < FAR_KM)
    found = Outline(edges).nearest(lat, lon, inside=False)
    assert found.km == pytest.approx(brute, rel=2e-3, abs=0.8)
    assert distance_km(lat, lon, found.lat, found.lon) == pytest.approx(found.km, abs=1e-6)


def test_an_outline_needs_edges() -> None:
    with pytest.raises(ValueError, match="at least one edge"):
        Outline(np.empty((0, 4)))


def test_the_outline_is_near_where_the_shape_is() -> None:
    """A point on the boundary is no way from it."""
    square = shapely.box(38.0, 33.0, 39.0, 34.0)
    ring = [(float(x), float(y)) for x, y in list(square.exterior.coords)[:-1]]
    assert Outline(_ring(ring)).nearest(33.5, 38.0, inside=True).km == pytest.approx(0.0, abs=1e-6)
