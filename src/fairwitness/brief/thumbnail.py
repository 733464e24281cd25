"""A small map that needs no script: outlines about one point, as one SVG path."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from fairwitness.brief import basemap

WIDE, HIGH = 240.0, 150.0
"""Size of the drawing in its own units."""
DEGREES = 6.0
"""Degrees of latitude shown: enough for a border or a coast to get one's bearings by."""
BEYOND = 40.0
"""How far outlines are drawn beyond the edge, so that none ends in sight: fine outlines have steps
far below half of it."""
STEP = 1.2
"""Least distance between points drawn, in the drawing's units."""


class Thumbnail(NamedTuple):
    """What the page draws: the path of outlines; the point is in the middle."""

    path: str
    width: float = WIDE
    height: float = HIGH


@functools.lru_cache(maxsize=64)
def thumbnail(lat: float, lon: float) -> Thumbnail:
    """Outlines about a point given in degrees."""
    scale = HIGH / DEGREES
    squeeze = max(math.cos(math.radians(lat)), 0.1)
    half = WIDE / scale / squeeze / 2
    box = basemap.Box(
        lon - half, max(-90, lat - DEGREES / 2), lon + half, min(90, lat + DEGREES / 2)
    )
    found = basemap.region(box)
    topology = found.topology if found is not None else basemap.world()
    drawn = (
        [
            (WIDE / 2 + _turn(x - lon) * squeeze * scale, HIGH / 2 - (y - lat) * scale)
            for x, y in arc
        ]
        for arc in _arcs(topology)
    )
    return Thumbnail("".join(_path(run) for arc in drawn for run in _seen(arc)))


def _turn(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0


def _arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Arcs in degrees, longitude first."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    for arc in topology["arcs"]:
        steps = itertools.accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        yield [(x * scale_x + move_x, y * scale_y + move_y) for x, y in steps]


def _seen(points: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The runs of an arc that come near the drawing, thinned, broken where they go round."""
    run: list[tuple[float, float]] = []
    for at, (x, y) in enumerate(points):
        near = -BEYOND < x < WIDE + BEYOND and -BEYOND < y < HIGH + BEYOND
        if not near or (run and math.dist(run[-1], (x, y)) > 2 * BEYOND):
            yield run
            run = [(x, y)] if near else []
        elif not run or at == len(points) - 1 or math.dist(run[-1], (x, y)) >= STEP:
            run.append((x, y))
    yield run


def _path(points: Iterable[tuple[float, float]]) -> str:
    shown = [f"{x:.1f} {y:.1f}" for x, y in points]
    return f"M{'L'.join(shown)}" if len(shown) > 1 else ""
