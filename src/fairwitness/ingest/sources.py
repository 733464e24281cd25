"""`open_source`: whatever is given, as reports and failures; the one door into fairwitness."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

import msgspec

from fairwitness.ingest.corpus import read_corpus
from fairwitness.ingest.finish import finished
from fairwitness.ingest.naming import STDIN, Ids, distinct, refusal, shown
from fairwitness.ingest.single import Given, read_single
from fairwitness.ingest.sniff import HEAD, kind_of
from fairwitness.ingest.streams import gunzipped, peeked
from fairwitness.ingest.web import WEB, Network, fetch_page
from fairwitness.limits import DEFAULT_LIMITS, Limits
from fairwitness.problems import Unreadable
from fairwitness.report import Failure, Report

Source = str | Path | bytes
Items = Iterator[Report | Failure]


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are opened: the day that was given, the limits, and what may be reached."""

    published: dt.date | None = None
    limits: Limits = DEFAULT_LIMITS
    network: Network | None = WEB
    """What fetching may reach; None to fetch nothing."""
    stdin: BinaryIO | None = None
    """What `-` reads; the process's own standard input when None."""


def open_source(
    source: Source,
    *,
    published: dt.date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    fetch: bool = True,
    stdin: BinaryIO | None = None,
) -> Items:
    """The reports in `source`, each a `Report` or a `Failure` that says why there is none.

    `source` is a path (text, HTML, PDF, a corpus `.jsonl` or `.jsonl.gz`, or a folder of those,
    read recursively in sorted order), an http(s) address (only with `fetch`), `-` for standard
    input (`stdin`, or the process's own), or the bytes themselves. What it holds is told by its
    content first and by its name's ending second. `published` is the day of publication of every
    report in it and wins over stated days, with a problem where they differ.

    Nothing that a source may hold raises: a corpus goes on after a broken line. Ids are distinct
    within one call. A report with problems lost something or is in doubt; one without is whole.
    """
    network = WEB if fetch else None
    return open_sources(
        [source], Door(published=published, limits=limits, network=network, stdin=stdin)
    )


def open_sources(sources: Iterable[Source], door: Door | None = None) -> Items:
    """The reports in all `sources`, in order, with ids that are distinct among all of them."""
    opened = door or Door()
    return distinct((item for source in sources for item in _each(source, opened)), Ids())


def _each(source: Source, door: Door) -> Items:
    """The finished reports of one source; what stops it is a failure by its name."""
    if isinstance(source, bytes):
        name = f"sha256:{hashlib.sha256(source).hexdigest()[:12]}"
        yield from _guarded(_bytes(source, Given(id=name, name=name), door), name, door)
    elif isinstance(source, str) and source == STDIN:
        given = Given(id="stdin", name=STDIN)
        yield from _guarded(_stream(door.stdin or sys.stdin.buffer, given, door), STDIN, door)
    elif isinstance(source, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source):
        yield from _guarded(_fetched(source, door), shown(source), door)
    elif os.path.isdir(source):
        yield from _folder(Path(source), door)
    else:
        path = PurePath(source)
        yield from _guarded(_file(source, shown(path.name), door), shown(source), door)


def _guarded(items: Items, name: str, door: Door, id: str | None = None) -> Items:
    """`items` finished one by one, and ended by a failure where reading them is refused."""
    try:
        for item in items:
            if isinstance(item, Report):
                yield finished(item, door.published, door.limits)
            else:
                yield item
    except Unreadable as error:
        yield Failure(id=id or name, source=name, problem=error.problem)


def _bytes(data: bytes, given: Given, door: Door) -> Items:
    return _stream(io.BytesIO(data), msgspec.structs.replace(given, size=len(data)), door)


def _fetched(url: str, door: Door) -> Items:
    name = shown(url)
    if door.network is None:
        message = f"{name} is an address, and fetching is off; save the page and give the file."
        raise refusal("no_fetch", message, name)
    got = fetch_page(url, door.limits, door.network)
    given = Given(id=name, name=name, url=got.url, stated=got.media_type, charset=got.charset)
    yield from _bytes(got.data, given, door)


def _folder(folder: Path, door: Door) -> Items:
    """Every file under `folder` but hidden ones, in sorted order; ids are paths within it."""
    count = 0
    for path in sorted(folder.rglob("*"), key=os.fsencode):
        within = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in within.parts):
            count += 1
            id = shown(within.as_posix())
            yield from _guarded(_file(path, id, door), shown(path), door, id)
    if not count:
        name = shown(folder)
        error = refusal("empty_folder", f"{name} is a folder without files to read.", name)
        yield Failure(id=name, source=name, problem=error.problem)


def _file(path: str | Path, id: str, door: Door) -> Items:
    name = shown(path)
    ending = PurePath(os.fsdecode(path).lower())
    suffixes = ending.suffixes[-2:] if ending.suffix == ".gz" else [ending.suffix]
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below; only opening is guarded here
    except (OSError, ValueError) as error:
        raise _cannot_open(error, name) from error
    with stream:
        size = os.fstat(stream.fileno()).st_size
        given = Given(id=id, name=name, ending="".join(suffixes), size=size)
        yield from _stream(io.BufferedReader(_Watched(stream, name)), given, door)


class _Watched(io.RawIOBase):
    """A file whose errors in reading are refusals that name it."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        try:
            return self._stream.readinto(buffer)  # type: ignore[attr-defined, no-any-return]
        except OSError as error:
            raise _cannot_open(error, self._name) from error


def _cannot_open(error: OSError | ValueError, name: str) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        return refusal("not_found", f"There is no file {name}; check its name.", name)
    if isinstance(error, PermissionError):
        return refusal("not_allowed", f"{name} may not be read; check its permissions.", name)
    why = error.strerror if isinstance(error, OSError) else str(error)
    return refusal("unreadable", f"{name} cannot be read ({why}); check what it is.", name)


def _stream(stream: BinaryIO, given: Given, door: Door) -> Items:
    """A stream of unknown kind; corpora are read as they come, all else at once."""
    head, whole = peeked(stream, HEAD)
    kind = kind_of(head, given.ending)
    most, limit = door.limits.raw_bytes, "raw_bytes"
    if kind == "gzip":
        most, limit = door.limits.decoded_bytes, "decoded_bytes"
        head, whole = peeked(gunzipped(whole, given.name, door.limits), HEAD)
        given = msgspec.structs.replace(given, ending=given.ending.removesuffix(".gz"), size=0)
        kind = kind_of(head, given.ending)
    if kind == "corpus":
        yield from read_corpus(whole, given.name, door.limits)
        return
    if given.size > most:
        raise _too_large(given.name, f"{given.size:,} bytes", most, limit)
    data = whole.read(most + 1)
    if len(data) > most:
        raise _too_large(given.name, f"more than {most:,} bytes", most, limit)
    yield read_single(data, given, door.limits)


def _too_large(name: str, size: str, most: int, limit: str) -> Unreadable:
    message = f"{name} has {size}, and at most {most:,} are read (limit {limit}); split it."
    return refusal("too_large", message, name)


__all__ = ["Door", "Items", "Source", "open_source", "open_sources"]
