"""The counties of the United States: its local news names them more often than its towns.

Shapes from the Census Bureau's cartographic boundaries (by way of us-atlas, TopoJSON), full names
("Rapides Parish") from GeoNames; both are keyed by the county's FIPS code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shapely.geometry import MultiPolygon, Polygon

from fairwitness.world.entries import Entry, rank
from worldbuild.within import radius_km

# Below towns of a thousand by its bare name, which more often is the town's or somebody's.
_COUNTY = 3.0
# Numbers of their own: GeoNames' are below 2**24, those of airfields start at 2**32.
_FIRST = 1 << 33

Point = tuple[float, float]


def counties(
    topology: dict[str, Any],
    names: Sequence[Mapping[str, str]],
    states: Mapping[str, Mapping[str, str]],
) -> Iterator[Entry]:
    """A `district` for each county, at the middle of its largest part; in order of FIPS code."""
    full = {row["fips"]: row["name"] for row in names}
    code = {row["fips"]: row["code"] for row in states.values()}
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    geometries = sorted(topology["objects"]["counties"]["geometries"], key=lambda g: str(g["id"]))
    for number, geometry in enumerate(geometries):
        fips = str(geometry["id"])
        if fips[:2] not in code:
            continue  # the territories' districts
        shape = max(_polygons(geometry, arcs), key=lambda polygon: polygon.area)
        short = str(geometry["properties"]["name"])
        name = full.get(fips, short)
        point = shape.representative_point()
        yield Entry(
            no=_FIRST + number, ref=f"uscounty:{fips}", name=name, kind="district",
            lat=round(point.y, 5), lon=round(point.x, 5), rank=rank(_COUNTY), country="US",
            province=f"US-{code[fips[:2]]}", extent=radius_km(MultiPolygon([shape])),
            aliases=(short,) if short != name else (),
        )  # fmt: skip


def _decoded(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> list[Point]:
    """An arc's points: TopoJSON keeps differences, quantised."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points


def _polygons(geometry: Mapping[str, Any], arcs: Sequence[list[Point]]) -> Iterator[Polygon]:
    """The outer rings of a geometry; arcs written `~i` run backwards."""
    single = geometry["type"] == "Polygon"
    for rings in [geometry["arcs"]] if single else geometry["arcs"]:
        ring = [p for i in rings[0] for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]
        if len(ring) > 3:
            yield Polygon(ring)
