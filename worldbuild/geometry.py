"""GeoJSON into valid multipolygons on the grid they will be stored on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import shapely
from shapely.geometry import shape as from_geojson


def multipolygon(geometry: dict[str, Any], scale: int) -> shapely.MultiPolygon:
    """A GeoJSON geometry, however nested, as one valid multipolygon on the grid."""
    return on_grid(polygons(from_geojson(geometry)), scale)


def on_grid(parts: Iterable[shapely.Geometry], scale: int) -> shapely.MultiPolygon:
    """The union of `parts` with coordinates in whole `1/scale` degrees, valid."""
    # Rounding alone keeps vertices shared with a neighbour shared; snapping might not. Only what
    # it breaks is repaired.
    whole = _rounded(shapely.MultiPolygon(list(parts)), scale)
    if not whole.is_valid:
        sound = shapely.unary_union([shapely.make_valid(part) for part in whole.geoms])
        whole = _rounded(shapely.set_precision(sound, 1 / scale), scale)
        whole = shapely.MultiPolygon(list(polygons(whole))).normalize()
    if not whole.is_valid:
        raise ValueError(f"cannot be made valid: {shapely.is_valid_reason(whole)}")
    # Ground to the left of every edge, so that it is known which side is out.
    return shapely.orient_polygons(whole)


def _rounded(geometry: shapely.Geometry, scale: int) -> shapely.Geometry:
    return shapely.transform(geometry, lambda points: (points * scale).round() / scale)


def polygons(geometry: shapely.Geometry) -> Iterator[shapely.Polygon]:
    """The polygons in a geometry, however deep; lines and points left behind by repair are not."""
    if geometry.geom_type == "Polygon":
        if not geometry.is_empty:
            yield geometry
        return
    for part in getattr(geometry, "geoms", ()):
        yield from polygons(part)
