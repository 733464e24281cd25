"""The map's region holds the report's places, and its outlines stay true inside it and small."""

from __future__ import annotations

import itertools
import json

import pytest

from fairwitness.brief.basemap import MARGINS, MOST_POINTS, Box, focus, region, world

ALEPPO, HOMS, DAMASCUS = (36.20, 37.16), (34.73, 36.71), (33.51, 36.29)
WASHINGTON, SUVA, APIA = (38.9, -77.04), (-18.14, 178.44), (-13.83, -171.77)


@pytest.mark.parametrize(
    ("near", "always", "holds", "leaves"),
    [
        ([HOMS], [], [HOMS], [ALEPPO]),
        ([ALEPPO, HOMS, DAMASCUS], [], [ALEPPO, DAMASCUS], []),
        ([ALEPPO, HOMS, DAMASCUS, WASHINGTON], [], [ALEPPO, DAMASCUS], [WASHINGTON]),
        ([ALEPPO, HOMS, DAMASCUS], [WASHINGTON], [ALEPPO, WASHINGTON], []),
        ([SUVA, APIA], [], [SUVA, APIA], []),
        ([(90.0, 0.0), (89.0, 120.0)], [], [(89.5, 60.0)], []),
    ],
    ids=[
        "one place", "a cluster", "a capital named in passing", "but not if a finding needs it",
        "over the antimeridian", "the pole",
    ],
)  # fmt: skip
def test_the_box(
    near: list[tuple[float, float]],
    always: list[tuple[float, float]],
    holds: list[tuple[float, float]],
    leaves: list[tuple[float, float]],
) -> None:
    box = focus(near, always)
    assert box is not None
    assert all(_inside(box, point) for point in holds)
    assert not any(_inside(box, point) for point in leaves)
    assert box.span >= 2.0, "a map of one point still shows its surroundings"


def test_no_points_no_box() -> None:
    assert focus([], []) is None


def _inside(box: Box, point: tuple[float, float]) -> bool:
    lat, lon = point
    return box.south <= lat <= box.north and any(
        box.west - 1e-9 <= lon + turn <= box.east + 1e-9 for turn in (-360, 0, 360)
    )


@pytest.mark.parametrize(
    "box",
    [
        Box(36.0, 33.0, 38.0, 37.0),
        Box(30.0, 46.0, 38.0, 52.0),
        Box(23.0, 34.0, 27.0, 36.0),
        Box(177.0, -19.0, 189.0, -13.0),
        Box(-82.0, 7.0, -72.0, 12.0),
    ],
    ids=["Syria", "Ukraine", "Crete", "Fiji", "Panama"],
)
def test_outlines_are_small_and_untouched_inside_the_box(box: Box) -> None:
    found = region(box)
    assert found is not None
    cut = found.topology
    assert sum(map(len, cut["arcs"])) <= MOST_POINTS
    assert len(json.dumps(cut, separators=(",", ":"))) < 160_000
    wider = region(Box(box.west - 1, box.south - 1, box.east + 1, box.north + 1))
    assert wider is not None
    assert wider.topology["transform"] == cut["transform"], "both are of one level"
    assert _points(cut, box) == _points(wider.topology, box)


def test_a_long_coast_is_drawn_from_a_coarser_level() -> None:
    norway = region(Box(5.0, 58.0, 30.0, 70.0))
    assert norway is not None
    assert 1000 < sum(map(len, norway.topology["arcs"])) <= MOST_POINTS


def _points(topology: dict[str, object], box: Box) -> set[tuple[int, int]]:
    """Grid points of all arcs inside `box` (not the margin)."""
    transform: dict[str, list[float]] = topology["transform"]  # type: ignore[assignment]
    arcs: list[list[list[int]]] = topology["arcs"]  # type: ignore[assignment]
    found = set()
    for arc in arcs:
        xs = itertools.accumulate(step[0] for step in arc)
        ys = itertools.accumulate(step[1] for step in arc)
        for x, y in zip(xs, ys, strict=True):
            lon = x * transform["scale"][0] + transform["translate"][0]
            lat = y * transform["scale"][1] + transform["translate"][1]
            if _inside(box, (lat, lon)):
                found.add((x, y))
    return found


def test_every_ring_stays_a_ring() -> None:
    found = region(Box(36.0, 33.0, 38.0, 37.0))
    assert found is not None
    cut = found.topology
    arcs = [
        list(itertools.accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]]))
        for arc in cut["arcs"]
    ]
    for country in cut["objects"]["countries"]["geometries"]:
        for ring in itertools.chain.from_iterable(country["arcs"]):
            parts = [arcs[one] if one >= 0 else arcs[~one][::-1] for one in ring]
            for this, following in itertools.pairwise([*parts, parts[0]]):
                assert this[-1] == following[0], country["properties"]["name"]
            assert sum(map(len, parts)) >= 4


def test_a_region_as_wide_as_the_world_uses_the_world() -> None:
    assert region(Box(-120.0, -40.0, 120.0, 60.0)) is None
    assert len(world()["objects"]["countries"]["geometries"]) > 170


def test_the_margin_leaves_room_to_zoom_out() -> None:
    box = Box(36.0, 33.0, 38.0, 37.0)
    found = region(box)
    assert found is not None
    assert found.box == box.grown(MARGINS[0]) == Box(33.0, 27.0, 41.0, 43.0)
