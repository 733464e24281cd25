"""Polygons survive packing."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.world import shapes

RING_WITH_HOLE = shapely.Polygon(
    [(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (1, 2), (2, 2), (2, 1)]]
)


@pytest.mark.parametrize(
    "shape",
    [
        shapely.MultiPolygon([RING_WITH_HOLE]),
        shapely.MultiPolygon([RING_WITH_HOLE, shapely.box(10.12345, -5, 11, -4.00001)]),
        shapely.MultiPolygon([shapely.box(-180, -90, 180, 90)]),
    ],
    ids=["a hole", "two parts", "the whole world"],
)
def test_packing_keeps_every_vertex(shape: shapely.MultiPolygon) -> None:
    back = shapes.decode(shapes.encode(shape, 100_000), 100_000)
    assert back.equals_exact(shape, 1e-9)


@given(st.lists(st.tuples(st.integers(-170, 160), st.integers(-80, 70)), min_size=1, max_size=8))
def test_packing_takes_any_boxes(corners: list[tuple[int, int]]) -> None:
    whole = shapely.MultiPolygon([shapely.box(x, y, x + 0.5, y + 0.25) for x, y in corners])
    assert shapes.decode(shapes.encode(whole, 10_000), 10_000).equals_exact(whole, 1e-9)


def test_edges_join_within_rings_only() -> None:
    edges = shapes.edges(shapely.MultiPolygon([RING_WITH_HOLE, shapely.box(10, 10, 11, 11)]))
    assert len(edges) == 4 + 4 + 4
    assert np.hypot(*(edges[:, 2:] - edges[:, :2]).T).max() == 4.0
