"""The world as one object: opened in any process, traceable to its sources."""

from __future__ import annotations

import json
import multiprocessing
import pickle
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from worldbuild import sqlite
from worldbuild.describe import described
from worldbuild.sources import ALL

from fairwitness.world import World, atlas
from fairwitness.world.store import Store

ROOT = Path(__file__).parents[2]
DATA_MD = ROOT / "DATA.md"


def test_a_pickle_is_only_where_to_look(world: World) -> None:
    world.gazetteer.lookup("Homs")
    data = pickle.dumps(world)
    assert len(data) < 500
    again: World = pickle.loads(data)  # noqa: S301
    assert again.gazetteer.lookup("Homs") == world.gazetteer.lookup("Homs")


def _ask(world: World) -> str:
    return world.gazetteer.lookup("Homs")[0].id


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_processes_share_it(world: World, method: str) -> None:
    """SQLite forbids a connection to cross a fork: each process gets its own."""
    expected = _ask(world)
    with closing(multiprocessing.get_context(method).Pool(2)) as pool:
        assert pool.map(_ask, [world] * 4) == [expected] * 4


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / atlas.MANIFEST).write_text("{}")
    with pytest.raises(FileNotFoundError, match=r"atlas\.sqlite: no such data file; `make world`"):
        World.open(tmp_path)


def test_files_are_read_only(world: World) -> None:
    store = Store(world.folder / atlas.ATLAS)
    with pytest.raises(Exception, match="readonly"):
        store.rows("DELETE FROM places")


def test_opening_is_lazy() -> None:
    """Half a second for the libraries, and next to nothing for the data."""
    code = (
        "import time; from fairwitness.world import World; t = time.perf_counter();"
        "World.open(); print(time.perf_counter() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.3


def test_the_manifest_is_of_these_files(world: World) -> None:
    manifest = json.loads((world.folder / atlas.MANIFEST).read_text(encoding="utf-8"))
    for name in (atlas.ATLAS, atlas.BORDERS, atlas.PROVINCES):
        assert sqlite.digest(world.folder / name) == manifest["files"][name], name
    assert world.package_digest == manifest["digest"]


def test_every_record_has_a_data_set(world: World) -> None:
    for name in ("Syria", "Homs", "Kirkuk Air Base", "Al-Tanf", "Africa", "Rapides Parish"):
        for record in world.gazetteer.lookup(name):
            assert world.dataset_of(record.id).licence, record


def test_the_package_stays_small(world: World) -> None:
    assert sum(path.stat().st_size for path in world.folder.iterdir()) < 45_000_000


def test_datasets_are_described(world: World) -> None:
    for key in ("geonames", "airportsdata", "osm_borders", "natural_earth", "supplement"):
        assert world.datasets[key].licence
        assert world.datasets[key].accuracy


def test_data_md_is_of_these_data(world: World) -> None:
    """Sources, pins, licences and counts are written by `make world`."""
    text = DATA_MD.read_text(encoding="utf-8")
    manifest = json.loads((world.folder / atlas.MANIFEST).read_text(encoding="utf-8"))
    assert described(text, manifest) == text
    for source in ALL:
        assert source.sha256 in text


def test_data_md_without_its_blocks_is_refused() -> None:
    with pytest.raises(ValueError, match="no block 'sources'"):
        described("# Data", {"datasets": [], "sources": [], "counts": {}})
