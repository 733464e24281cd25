"""Natural Earth's first-level units into `provinces.sqlite`, and the landmasses they make up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from fairwitness.world import shapes
from fairwitness.world.borders import PROVINCE_SCALE, QUANTILES
from worldbuild import sqlite
from worldbuild.borders import write_parts
from worldbuild.geometry import multipolygon, polygons

# Islands this near (in degrees, about 300 km) to the main ground are part of the main landmass, so
# that archipelagos are whole and overseas possessions left out.
_ISLAND_DEGREES = 2.7

SCHEMA = """
CREATE TABLE shapes(no INTEGER PRIMARY KEY, unit TEXT NOT NULL, shape BLOB NOT NULL);
CREATE TABLE parts(shape INTEGER NOT NULL, west REAL, south REAL, east REAL, north REAL);
CREATE TABLE units(unit TEXT PRIMARY KEY, country TEXT, name TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Unit:
    """A first-level unit."""

    id: str
    country: str
    name: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    shape: shapely.MultiPolygon


def read(features: list[dict[str, Any]]) -> list[Unit]:
    """The units in order of id. The id is the ISO 3166-2 code where just one unit has it."""
    count = Counter(feature["properties"]["iso_3166_2"] for feature in features)
    units = [_unit(feature, count) for feature in features]
    return sorted(units, key=lambda unit: unit.id)


def _unit(feature: dict[str, Any], count: Counter[str]) -> Unit:
    facts = feature["properties"]
    iso = facts["iso_3166_2"]
    unique = count[iso] == 1 and "~" not in iso
    plain = [facts.get("name_en"), facts.get("name"), facts.get("gn_name"), facts.get("woe_name")]
    given = [*plain, *(facts.get("name_alt") or "").split("|")]
    names = dict.fromkeys(name.strip() for name in given if name and name.strip())
    short = (
        [facts.get("abbrev"), facts.get("postal")] if facts["iso_a2"] in ("US", "CA", "AU") else []
    )
    main = next(iter(names), iso)
    return Unit(
        id=iso if unique else facts["adm1_code"], country=facts["iso_a2"], name=main,
        names=tuple(names), abbreviations=tuple(s for s in short if s),
        shape=multipolygon(feature["geometry"], PROVINCE_SCALE),
    )  # fmt: skip


def write(path: Path, units: list[Unit]) -> None:
    """The file `path` from the units."""
    connection = sqlite.create(path, SCHEMA)
    for no, unit in enumerate(units, start=1):
        data = shapes.encode(unit.shape, PROVINCE_SCALE)
        connection.execute("INSERT INTO shapes VALUES (?, ?, ?)", (no, unit.id, data))
        connection.execute("INSERT INTO units VALUES (?, ?, ?)", (unit.id, unit.country, unit.name))
        write_parts(connection, no, unit.shape)
    sqlite.finish(connection)


def landmasses(
    units: list[Unit], held: dict[str, shapely.MultiPolygon]
) -> dict[str, tuple[bytes, bytes]]:
    """For each country the longitudes and latitudes that cut its main landmass into equal areas.

    A unit counts for every country that holds its representative point; a country none of whose
    units Natural Earth knows is taken with its territorial sea.
    """
    points = [unit.shape.representative_point() for unit in units]
    tree = shapely.STRtree(points)
    quantiles = {}
    for code, shape in held.items():
        shapely.prepare(shape)
        mine = sorted(tree.query(shape, predicate="intersects").tolist())
        ground = shapely.unary_union([units[i].shape for i in mine]) if mine else shape
        quantiles[code] = _quantiles(main_landmass(ground))
    return quantiles


def main_landmass(ground: shapely.Geometry) -> list[shapely.Polygon]:
    """The largest polygon and all that can be reached from it by short hops."""
    rest = sorted(polygons(ground), key=lambda part: -part.area)
    reached, frontier = [rest[0]], [rest.pop(0)]
    while frontier and rest:
        tree = shapely.STRtree(rest)
        found = tree.query(frontier, predicate="dwithin", distance=_ISLAND_DEGREES)[1]
        chosen = set(found.tolist())
        frontier = [part for i, part in enumerate(rest) if i in chosen]
        rest = [part for i, part in enumerate(rest) if i not in chosen]
        reached += frontier
    return reached


def _quantiles(parts: list[shapely.Polygon]) -> tuple[bytes, bytes]:
    ground = shapely.MultiPolygon(parts)
    x, y, weight = _samples(ground)
    return _cuts(x, weight), _cuts(y, weight)


def _samples(ground: shapely.MultiPolygon) -> tuple[Any, Any, Any]:
    """Grid points inside the ground and the area each stands for."""
    west, south, east, north = ground.bounds
    side = 200
    x, y = np.meshgrid(
        west + (np.arange(side) + 0.5) / side * (east - west),
        south + (np.arange(side) + 0.5) / side * (north - south),
    )
    shapely.prepare(ground)
    inside = shapely.contains_xy(ground, x.ravel(), y.ravel())
    return x.ravel()[inside], y.ravel()[inside], np.cos(np.radians(y.ravel()[inside]))


def _cuts(values: Any, weight: Any) -> bytes:
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weight[order])
    share = (share - weight[order] / 2) / share[-1]
    cuts = np.interp(np.linspace(0, 1, QUANTILES), share, values[order])
    return bytes(np.round(cuts, 3).astype("<f4").tobytes())
