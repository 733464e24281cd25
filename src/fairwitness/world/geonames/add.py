"""Adding a dump: read line by line, staged in batches, gone on with after a break, published."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fairwitness.problems import FairwitnessError, Problem, Unreadable
from fairwitness.world.added import FORMAT, SUFFIX, Added, about, layer_paths
from fairwitness.world.atlas import World
from fairwitness.world.entries import Entry, usable
from fairwitness.world.gazetteer import KINDS, Layer
from fairwitness.world.geonames.dumps import Dump, Line, open_dump
from fairwitness.world.geonames.place import LeftOut, Placing
from fairwitness.world.geonames.rows import Refused, read_name, read_place, transliterated
from fairwitness.world.geonames.staging import Progress, Staging

BATCH = 5_000
"""Lines between two points to go on from: under a second of work, and two syncs of the disk."""
SHOWN = 5
"""Refused lines told in full."""
TWICE = "an id that was there before"
UNKNOWN = "a name of no place known here"
OTHER_LETTERS = "in other letters, a code or a link"


class Watch:
    """Told how an addition goes on; this one says nothing. What it raises stops the addition."""

    def read(self, at: int, lines: int) -> None:
        """`at` bytes of the file and `lines` lines are read."""

    def sorting(self) -> None:
        """All is read; the index is being made."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of a dump."""

    layer: Added
    unchanged: bool = False
    """The same dump was there already, and nothing was done."""
    replaced: bool = False
    """Another dump's layer of this name made way."""
    resumed_at: int = 0
    """Lines that had been read before a break."""


class Adding:
    """Adds dumps to one folder of layers."""

    def __init__(self, folder: Path, world: World, watch: Watch | None = None) -> None:
        """`world` is the package's own, without layers; `folder` is made where there is none."""
        self._folder = folder
        self._world = world
        self._placing = Placing(world)
        self._watch = watch or Watch()

    def add(self, dump: Dump) -> Done:
        """The layer of a dump. Raises Unreadable where nothing of it can be kept.

        FairwitnessError where the folder cannot be written; what is staged stays.
        """
        try:
            return self._add(dump)
        except (OSError, sqlite3.Error) as error:
            raise _unwritten(self._folder, error) from error

    def _add(self, dump: Dump) -> Done:
        path = self._folder / f"{dump.name}{SUFFIX}"
        beneath = self._beneath(dump, path)
        identity = _identity(dump, self._world.package_digest, beneath)
        replaced = path.is_file()
        if replaced and (same := _same(path, identity)) is not None:
            return Done(layer=same, unchanged=True)
        staging = Staging(self._folder / "building" / f"{dump.name}.part", identity)
        before = staging.progress.lines
        try:
            taken = (
                self._names(staging, beneath) if dump.content == "names" else self._places(staging)
            )
            self._read(dump, staging, taken)
            layer = self._about(dump, staging, identity)
            self._watch.sorting()
            staging.publish(path, layer, lambda: self._watch.read(dump.size, layer.lines))
        finally:
            staging.close()
        return Done(layer=layer, replaced=replaced, resumed_at=before)

    def _read(self, dump: Dump, staging: Staging, take: Callable[[Line], None]) -> None:
        progress = staging.progress
        with dump.lines() as lines:
            for line in lines:
                if line.number <= progress.lines:
                    continue
                if line.data != b"":
                    _count(line, take, progress)
                progress.lines = line.number
                if line.number % BATCH == 0:
                    staging.commit()
                    self._watch.read(line.at, line.number)
        staging.commit()

    def _places(self, staging: Staging) -> Callable[[Line], None]:
        def take(line: Line) -> None:
            if not staging.add(self._placing.entry(read_place(line))):
                raise Refused(TWICE)

        return take

    def _names(self, staging: Staging, beneath: Sequence[Path]) -> Callable[[Line], None]:
        layers = [*self._world.gazetteer.layers, *(Layer(path) for path in beneath)]

        def take(line: Line) -> None:
            stated = read_name(line)
            if not stated.is_name or not any(usable([stated.name])):
                raise LeftOut(OTHER_LETTERS)
            entry = _named(layers, stated.place, stated.name)
            if entry is None:
                raise LeftOut(UNKNOWN)
            if not staging.add(entry):
                staging.add_names(entry)

        return take

    def _beneath(self, dump: Dump, path: Path) -> list[Path]:
        """The layers whose places alternate names may belong to; a country dump heeds none."""
        if dump.content == "places":
            return []
        paths = [other for other in layer_paths(self._folder) if other != path]
        return [other for other in paths if about(other).content == "places"]

    def _about(self, dump: Dump, staging: Staging, identity: str) -> Added:
        progress, (places, names) = staging.progress, staging.counts()
        if not places:
            raise _nothing(dump, progress)
        others = [about(path).sequence for path in layer_paths(self._folder)]
        return Added(
            name=dump.name, format=FORMAT, content=dump.content, file=dump.path.name,
            sha256=dump.sha256, digest=identity, sequence=1 + max(others, default=0),
            lines=progress.lines, places=places, names=names,
            left_out=dict(sorted(progress.left_out.items())),
            refused=dict(sorted(progress.refused.items())),
            first_refused=tuple(progress.first_refused),
        )  # fmt: skip


def add(path: Path, folder: Path, world: World, watch: Watch | None = None) -> Done:
    """Adds the dump in `path` to the layers in `folder`."""
    return Adding(folder, world, watch).add(open_dump(path))


def unfinished(folder: Path) -> Iterator[str]:
    """Names of the layers that were begun and not finished."""
    yield from sorted(path.stem for path in (folder / "building").glob("*.part"))


def remove(name: str, folder: Path) -> bool:
    """Takes a layer away, and what was begun of it; False where there is none of that name."""
    building = folder / "building"
    paths = [folder / f"{name}{SUFFIX}", building / f"{name}.part", building / f"{name}.new"]
    paths.append(building / f"{name}.part-journal")
    # A name is one of the folder's, never a way out of it.
    there = [path for path in paths if Path(name).name == name and path.is_file()]
    for path in there:
        path.unlink()
    return bool(there)


def _count(line: Line, take: Callable[[Line], None], progress: Progress) -> None:
    """Lets a line be taken, and counts it where it was not."""
    try:
        take(line)
    except LeftOut as reason:
        progress.left_out[str(reason)] = progress.left_out.get(str(reason), 0) + 1
    except Refused as reason:
        progress.refused[str(reason)] = progress.refused.get(str(reason), 0) + 1
        if len(progress.first_refused) < SHOWN:
            shown = (line.data or b"")[:60].decode("utf-8", "backslashreplace")
            shown = shown.replace("\t", " ")
            progress.first_refused.append(f"line {line.number:,}: {reason}: {shown}")


def _named(layers: Sequence[Layer], number: int, name: str) -> Entry | None:
    """A place known by its GeoNames number, as an entry with one more name."""
    for layer in layers:
        row = layer.by_ref(f"geonames:{number}")
        if row is None:
            continue
        country = row.country or ""
        return Entry(
            no=row.no, ref=None, name=row.name, kind=KINDS[row.kind], lat=row.lat / 1e5,
            lon=row.lon / 1e5, rank=row.rank, country=row.country, province=row.province,
            population=row.population, extent=row.extent, aliases=(name,),
            claimants=tuple(row.claimants.split()) if row.claimants else (),
            articles=transliterated().get(country, False),
            heard_in=(country,) if country in transliterated() else (),
        )  # fmt: skip
    return None


def _identity(dump: Dump, package: str, beneath: Sequence[Path]) -> str:
    """What the rows follow from, as a digest."""
    digests = [about(path).digest for path in beneath]
    parts = [FORMAT, dump.content, dump.sha256, package, *digests]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _same(path: Path, identity: str) -> Added | None:
    try:
        layer = about(path)
    except Unreadable:  # damaged or of another version: it is made anew
        return None
    return layer if layer.digest == identity else None


def _unwritten(folder: Path, error: Exception) -> FairwitnessError:
    message = f"cannot be written ({error}); mend that and give the same command again to go on"
    return FairwitnessError(Problem(code="not_written", message=message, where=str(folder)))


def _nothing(dump: Dump, progress: Progress) -> Unreadable:
    counts = (*progress.refused.items(), *progress.left_out.items())
    reasons = "; ".join(f"{count:,} {reason}" for reason, count in counts)
    message = f"none of its {progress.lines:,} lines can be kept ({reasons or 'all are empty'})"
    return Unreadable(Problem(code="nothing_kept", message=message, where=str(dump.path)))
