"""The build's own decisions, each on a small case."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
import shapely
from worldbuild import borders, claims, countries, geometry, sources, sqlite
from worldbuild.provinces import main_landmass

from fairwitness.world.borders import COUNTRY_SCALE
from fairwitness.world.entries import usable

KEPT = [
    ("Quneitra", True, "a plain name"),
    ("al-Qunaytirah", True, "an article may be small"),
    ("alqnytrt", False, "letters without vowels, by machine"),
    ("ba li", False, "syllables, by machine"),
    ("PAR", False, "an airport's code"),
    ("Paris", True, "a name"),
    ("القنيطرة", False, "not in Latin letters"),
    ("Кунейтра", False, "not in Latin letters"),
    ("'s-Gravenhage", True, "a particle"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("name", "kept", "why"), KEPT)
def test_alternates_a_reporter_may_write(name: str, kept: bool, why: str) -> None:
    assert list(usable([name])) == ([name] if kept else []), why


def _country(code: str, demonyms: dict[str, str], *, independent: bool = True) -> dict[str, object]:
    return {
        "cca2": code, "cca3": code + "X", "name": {"common": f"Land {code}", "official": code},
        "altSpellings": [], "demonyms": {"eng": demonyms}, "independent": independent,
        "latlng": [0, 0], "area": 1.0, "capital": [], "languages": {},
    }  # fmt: skip


def test_a_word_for_two_peoples_is_nobodys() -> None:
    rows = [
        _country("Q1", {"m": "Quuxian", "f": "Quuxian"}),
        _country("Q2", {"m": "Quuxian", "f": "Quuxian"}),
        _country("Q3", {"m": "Zorbish", "f": "Zorbish"}),
        _country("Q4", {"m": "Zorbish", "f": "Zorbish"}, independent=False),
    ]
    found = {c.code: c.demonyms for c in countries.read(rows) if c.code.startswith("Q")}
    assert found == {"Q1": [], "Q2": [], "Q3": ["Zorbish"], "Q4": []}


def _square(west: float, south: float, side: float = 1.0) -> shapely.MultiPolygon:
    box = shapely.box(west, south, west + side, south + side)
    return geometry.on_grid([box], COUNTRY_SCALE)


def test_edges_know_who_is_beyond_them() -> None:
    """Two squares side by side: one shared edge, and coasts that are nobody's."""
    held = {"AA": _square(0, 0), "BB": _square(1, 0)}
    sets, of_edge = borders.neighbours_of_edges("AA", held)
    assert sorted(sets) == [[], ["BB"]]
    assert [sets[i] for i in of_edge].count(["BB"]) == 1


def test_a_claim_on_the_same_coast_makes_no_border_of_it() -> None:
    """Where both draw the same coast on the same side, sea lies beyond it and not the other."""
    held = {"AA": _square(0, 0), "BB": geometry.on_grid([shapely.box(0, 0, 1, 0.5)], COUNTRY_SCALE)}
    sets, of_edge = borders.neighbours_of_edges("BB", held)
    assert sorted(tuple(sets[i]) for i in of_edge) == [(), (), (), ("AA*",)]


def test_nested_and_broken_geometry_becomes_one_valid_shape() -> None:
    bowtie = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    box = {"type": "Polygon", "coordinates": [[[3, 0], [4, 0], [4, 1], [3, 1], [3, 0]]]}
    line = {"type": "LineString", "coordinates": [[0, 0], [9, 9]]}
    inner = {"type": "GeometryCollection", "geometries": [box, line]}
    nested = {"type": "GeometryCollection", "geometries": [bowtie, inner]}
    shape = geometry.multipolygon(nested, 1000)
    assert shape.is_valid
    assert shape.area == pytest.approx(1.5)
    assert all(part.exterior.is_ccw for part in shape.geoms), "ground lies to the left"


def test_the_main_landmass_takes_islands_along_and_leaves_colonies() -> None:
    ground = shapely.MultiPolygon([
        shapely.box(0, 0, 10, 10), shapely.box(11, 0, 12, 1), shapely.box(14, 0, 15, 1),
        shapely.box(40, 0, 45, 5),
    ])  # fmt: skip
    assert sum(part.area for part in main_landmass(ground)) == pytest.approx(102.0)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"claimants": "AA", "holders": "BB", "area": "country:AA"}, "no ground of BB"),
        ({"claimants": "AA", "holders": "-", "area": "province:QQ-1"}, "not every unit"),
        ({"claimants": "AA", "holders": "-", "area": "circle:1"}, "neither"),
    ],
)
def test_claims_that_cannot_be_drawn_are_refused(row: dict[str, str], message: str) -> None:
    held = {"AA": _square(0, 0), "BB": _square(5, 5)}
    with pytest.raises(ValueError, match=message):
        claims.claimed([row], held, [])


def test_the_digest_is_of_content(tmp_path: Path) -> None:
    """Insertion order, page size and compression do not change it; a value does."""

    def digest(rows: list[tuple[int, bytes]]) -> str:
        connection = sqlite.create(tmp_path / "t.sqlite", "CREATE TABLE t(a INTEGER, b BLOB);")
        connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
        sqlite.finish(connection)
        return sqlite.digest(tmp_path / "t.sqlite")

    assert digest([(1, b"x"), (2, b"y")]) == digest([(2, b"y"), (1, b"x")])
    assert digest([(1, b"x")]) != digest([(1, b"z")])
    assert sqlite3.sqlite_version


def test_a_source_that_is_not_what_was_pinned_is_refused(tmp_path: Path) -> None:
    (tmp_path / sources.OSM_BORDERS.file).write_bytes(b"something else")
    with pytest.raises(sources.SourceError, match="not the pinned"):
        sources.Shelf(tmp_path).path(sources.OSM_BORDERS)


def test_outward_is_to_the_right() -> None:
    edges = np.array([[0.0, 0.0, 0.0, 2.0]])
    assert borders._outward(edges).tolist() == [[1.0, -0.0]]
