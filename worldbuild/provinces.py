"""Natural Earth's first-level units into `provinces.sqlite`, and the landmasses they make up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.affinity import translate

from fairwitness.world import shapes
from fairwitness.world.borders import PROVINCE_SCALE, QUANTILES
from worldbuild import sqlite
from worldbuild.borders import Shapes, write_parts
from worldbuild.countries import DRAWN_AS
from worldbuild.geometry import multipolygon, on_grid, polygons

# Islands this near (in degrees, about 300 km) to the main ground are part of the main landmass, so
# that archipelagos are whole and overseas possessions left out.
_ISLAND_DEGREES = 2.7

# Where news abbreviates first-level units: "Tex.", "TX".
_ABBREVIATED = ("US", "CA", "AU")
# Places within this of a unit's line (3 km) may be meant by it: Natural Earth is that rough.
NEAR_DEGREES = 0.03

SCHEMA = """
CREATE TABLE shapes(no INTEGER PRIMARY KEY, unit TEXT NOT NULL, shape BLOB NOT NULL);
CREATE TABLE parts(shape INTEGER NOT NULL, west REAL, south REAL, east REAL, north REAL);
CREATE TABLE units(unit TEXT PRIMARY KEY, countries TEXT NOT NULL, name TEXT NOT NULL, part_of TEXT)
    WITHOUT ROWID;
"""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A first-level unit, or a region made up of such units."""

    id: str
    country: str
    countries: tuple[str, ...]
    """The country it is filed under, and those within whose borders its middle lies."""
    names: tuple[str, ...]
    """The main name first."""
    abbreviations: tuple[str, ...]
    shape: shapely.MultiPolygon
    facts: dict[str, Any]
    part_of: str | None = None


def read(
    features: list[dict[str, Any]], groupings: list[dict[str, str]], held: Shapes
) -> list[Unit]:
    """The units in order of id, then the regions put together from them.

    A unit's id is its ISO 3166-2 code, or Natural Earth's own where several share the code.
    """
    count = Counter(feature["properties"]["iso_3166_2"] for feature in features)
    units = sorted((_unit(feature, count) for feature in features), key=lambda unit: unit.id)
    groups = [_group(row, units) for row in groupings]
    of = {
        part: row["id"] for row, (_, parts) in zip(groupings, groups, strict=True) for part in parts
    }
    whole = [replace(unit, part_of=of.get(unit.id)) for unit in units]
    return _with_countries([*whole, *(group for group, _ in groups)], held)


def _unit(feature: dict[str, Any], count: Counter[str]) -> Unit:
    facts = feature["properties"]
    iso = facts["iso_3166_2"]
    unique = count[iso] == 1 and "~" not in iso
    plain = [facts.get("name_en"), facts.get("name"), facts.get("gn_name"), facts.get("woe_name")]
    given = [*plain, *(facts.get("name_alt") or "").split("|")]
    names = dict.fromkeys(name.strip() for name in given if name and name.strip())
    short = [facts.get("abbrev"), facts.get("postal")] if facts["iso_a2"] in _ABBREVIATED else []
    return Unit(
        id=iso if unique else facts["adm1_code"].replace("+", "-").rstrip("?"),
        country=DRAWN_AS.get(facts["iso_a2"], facts["iso_a2"]), countries=(),
        names=tuple(names) or (iso,), abbreviations=tuple(s for s in short if s), facts=facts,
        shape=multipolygon(feature["geometry"], PROVINCE_SCALE),
    )  # fmt: skip


def _group(row: dict[str, str], units: list[Unit]) -> tuple[Unit, list[str]]:
    values = row["value"].split("|")
    parts = [
        unit
        for unit in units
        if unit.country == row["country"] and unit.facts.get(row["field"]) in values
    ]
    if not parts:
        raise ValueError(f"no unit has {row['field']} {row['value']!r} for {row['id']}")
    aliases = (alias.strip() for alias in row["aliases"].split("|"))
    shape = on_grid(polygons(shapely.unary_union([unit.shape for unit in parts])), PROVINCE_SCALE)
    group = Unit(
        id=row["id"], country=row["country"], countries=(), abbreviations=(), facts={},
        names=(row["name"], *filter(None, aliases)), shape=shape.normalize(),
    )  # fmt: skip
    return group, [unit.id for unit in parts]


def _with_countries(units: list[Unit], held: Shapes) -> list[Unit]:
    tree = shapely.STRtree([part for shape in held.values() for part in shape.geoms])
    codes = [code for code, shape in held.items() for _ in shape.geoms]
    points = [unit.shape.representative_point() for unit in units]
    found = [{unit.country} for unit in units]
    for unit, part in zip(*tree.query(points, predicate="intersects"), strict=True):
        found[unit].add(codes[part])
    return [
        replace(unit, countries=tuple(sorted(codes)), country=_filed_under(unit, codes))
        for unit, codes in zip(units, found, strict=True)
    ]


def _filed_under(unit: Unit, holders: set[str]) -> str:
    """Where two countries hold a unit, the one under which ISO 3166-2 lists it."""
    listed = unit.id[:2]
    return listed if listed in holders and unit.id[2:3] == "-" else unit.country


def write(path: Path, units: list[Unit]) -> None:
    """The file `path` from the units."""
    connection = sqlite.create(path, SCHEMA)
    for no, unit in enumerate(units, start=1):
        data = shapes.encode(unit.shape, PROVINCE_SCALE)
        row = unit.id, " ".join(unit.countries), unit.names[0], unit.part_of
        connection.execute("INSERT INTO shapes VALUES (?, ?, ?)", (no, unit.id, data))
        connection.execute("INSERT INTO units VALUES (?, ?, ?, ?)", row)
        write_parts(connection, no, unit.shape)
    sqlite.finish(connection)


def landmasses(units: list[Unit], held: Shapes) -> dict[str, tuple[bytes, bytes]]:
    """For each country the longitudes and latitudes that cut its main landmass into equal areas.

    A country none of whose units Natural Earth knows is taken with its territorial sea.
    """
    grounds: dict[str, list[shapely.Geometry]] = {}
    for unit in units:
        for code in unit.countries if unit.facts else ():
            grounds.setdefault(code, []).append(unit.shape)
    return {
        code: _quantiles(main_landmass(_unwrapped(shapely.unary_union(grounds.get(code, [shape])))))
        for code, shape in held.items()
    }


def _unwrapped(ground: shapely.Geometry) -> shapely.Geometry:
    """Ground on both sides of the antimeridian as one, with longitudes beyond 180."""
    if ground.bounds[0] > -179.9 or ground.bounds[2] < 179.9:
        return ground
    east = [p if p.bounds[0] > 0 else translate(p, xoff=360.0) for p in polygons(ground)]
    whole = shapely.unary_union(east)
    # Where that makes it no narrower it was not worth it (Antarctica).
    return whole if whole.bounds[2] - whole.bounds[0] < 350 else ground


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
