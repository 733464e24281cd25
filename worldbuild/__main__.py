"""`python -m worldbuild`: builds, checks or measures the world's data files."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import platformdirs

from fairwitness.world import atlas
from worldbuild import sqlite
from worldbuild.build import SUPPLEMENT, build
from worldbuild.describe import described
from worldbuild.measure import measure
from worldbuild.sources import Shelf, SourceError

DATA_MD = Path(__file__).parents[1] / "DATA.md"


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when all is well, 1 when the check found a difference or a source is amiss."""
    parser = argparse.ArgumentParser(prog="python -m worldbuild", description=__doc__)
    parser.add_argument(
        "--cache", type=Path, default=Path(platformdirs.user_cache_dir("fairwitness")) / "sources",
        help="folder for the downloaded packages (default: %(default)s)",
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true",
                      help="build elsewhere and compare with what is committed")  # fmt: skip
    what.add_argument("--measure", action="store_true", help="print what opening and asking cost")
    options = parser.parse_args(arguments)
    if options.measure:
        print(measure())  # noqa: T201
        return 0
    try:
        return _check(Shelf(options.cache)) if options.check else _build(Shelf(options.cache))
    except SourceError as error:
        print(f"worldbuild: {error}", file=sys.stderr)  # noqa: T201
        return 1


def _build(shelf: Shelf) -> int:
    # Beside the old files, then put in their place: whoever has those open keeps what they had.
    with tempfile.TemporaryDirectory(dir=atlas.DATA.parent) as folder:
        manifest = build(shelf, atlas.DATA / SUPPLEMENT, Path(folder))
        for name in [*manifest["files"], atlas.MANIFEST]:
            (Path(folder) / name).replace(atlas.DATA / name)
    text = DATA_MD.read_text(encoding="utf-8")
    DATA_MD.write_text(described(text, manifest), encoding="utf-8")
    print(manifest["digest"], manifest["counts"])  # noqa: T201
    return 0


def _check(shelf: Shelf) -> int:
    with tempfile.TemporaryDirectory() as folder:
        rebuilt = build(shelf, atlas.DATA / SUPPLEMENT, Path(folder))["files"]
    committed = {name: sqlite.digest(atlas.DATA / name) for name in rebuilt}
    differing = [name for name in rebuilt if rebuilt[name] != committed[name]]
    for name in differing:
        print(f"worldbuild: {name} differs from its sources; run `make world`", file=sys.stderr)  # noqa: T201
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
