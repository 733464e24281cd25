"""Areas the OpenStreetMap borders lack: claims (`claims.tsv`), authorities (`authorities.tsv`)."""

from __future__ import annotations

import shapely

from fairwitness.world.borders import COUNTRY_SCALE
from worldbuild.borders import Shapes
from worldbuild.geometry import on_grid, polygons
from worldbuild.provinces import Unit

# A claim on a province is let out by 2 km: Natural Earth draws some of its towns into the next one.
_ROUGH_DEGREES = 0.02


def claimed(
    rows: list[dict[str, str]], held: Shapes, units: list[Unit]
) -> list[tuple[str, shapely.MultiPolygon]]:
    """A claimant's code and the area, for every claimant of every row, in the table's order."""
    areas = [(row["claimants"].split(), _cut_out(row, held, units)) for row in rows]
    return [(code, shape) for codes, shape in areas for code in codes]


def authorities(rows: list[dict[str, str]], held: Shapes, units: list[Unit]) -> Shapes:
    """The ground of each authority."""
    return {row["code"]: _cut_out(row, held, units) for row in rows}


def _cut_out(row: dict[str, str], held: Shapes, units: list[Unit]) -> shapely.MultiPolygon:
    area = _area(row["area"], held, units)
    if row["holders"] != "-":
        if row["area"].startswith("province:") and "claimants" in row:
            area = area.buffer(_ROUGH_DEGREES, quad_segs=2)
        area = area.intersection(shapely.unary_union([held[c] for c in row["holders"].split()]))
    shape = on_grid(polygons(area), COUNTRY_SCALE)
    if shape.is_empty:
        raise ValueError(f"{row['area']} is no ground of {row['holders']}")
    return shape


def _area(text: str, held: Shapes, units: list[Unit]) -> shapely.Geometry:
    kind, _, what = text.partition(":")
    if kind == "country":
        return held[what]
    if kind == "province":
        wanted = set(what.split("+"))
        shapes = [unit.shape for unit in units if unit.id in wanted]
        if len(shapes) != len(wanted):
            raise ValueError(f"not every unit of {what} is known")
        return shapely.unary_union(shapes)
    if kind == "polygon":
        corners = [tuple(map(float, corner.split())) for corner in what.split(",")]
        return shapely.make_valid(shapely.Polygon(corners))
    raise ValueError(f"{text!r} is neither country, province nor polygon")
