"""A GeoNames dump as a stream of lines: plain text, gzip or zip, none of it trusted or unpacked."""

from __future__ import annotations

import gzip
import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Literal, cast

from fairwitness.problems import Problem, Unreadable

Content = Literal["places", "names"]

LONGEST_LINE = 1 << 17
"""Bytes of the longest line read; the longest of the dumps here has 6 KB."""
MOST_SWELLING = 100
"""Times an archive may swell: dumps swell 3 to 6 times, zeros a thousand times."""
MOST_BYTES = 16 << 30
"""Bytes read of one dump at most: nine times allCountries.txt."""

PLACE_COLUMNS = 19
NAME_COLUMNS = frozenset({8, 10})
"""alternateNames, and alternateNamesV2 with its two columns of years."""

_CHUNK = 1 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SNIFFED_LINES = 100
_SUFFIX = re.compile(r"(?:\.(?:txt|tsv|zip|gz))+$", re.IGNORECASE)
_OTHER_MEMBERS = frozenset({"readme.txt", "iso-languagecodes.txt"})


@dataclass(frozen=True, kw_only=True)
class Dump:
    """A dump that can be read: what it is, and the hash it is known by."""

    path: Path
    name: str
    """The file's name without its suffixes, in letters that any file system takes."""
    sha256: str
    """Of the file as it is, packed or not."""
    size: int
    """Bytes of the file as it is."""
    content: Content

    @contextmanager
    def lines(self) -> Iterator[Iterator[Line]]:
        """The dump's lines from the first on, with how far into the file each reaches.

        Reading raises Unreadable where the archive is damaged or swells beyond all measure.
        """
        with ExitStack() as stack:
            raw = stack.enter_context(self.path.open("rb"))
            yield _lines(raw, _unpacked(raw, self.path, stack), self.path)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dump."""

    number: int
    data: bytes | None
    """Without its end; None where it is longer than `LONGEST_LINE`."""
    at: int
    """Bytes of the file (as it is) read up to here, about."""


def open_dump(path: Path) -> Dump:
    """The dump in `path`: hashed, and looked into for what it is.

    Raises Unreadable for what is neither a GeoNames country dump nor alternate names.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as error:
        raise _refusal(path, "unreadable", f"cannot be read ({error.strerror})") from error
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", _SUFFIX.sub("", path.name)).strip("-") or "dump"
    unknown = Dump(path=path, name=name, sha256=digest, size=size, content="places")
    with unknown.lines() as lines:
        content = _content(path, [line.data for line in islice(lines, _SNIFFED_LINES)])
    return Dump(path=path, name=name, sha256=digest, size=size, content=content)


def _content(path: Path, head: list[bytes | None]) -> Content:
    counts = [data.count(b"\t") + 1 for data in head if data]
    if PLACE_COLUMNS in counts:
        return "places"
    if NAME_COLUMNS.intersection(counts):
        return "names"
    found = f"its lines have {counts[0]} columns" if counts else "it has no lines"
    raise _refusal(
        path, "not_geonames",
        f"{found}, where a GeoNames country dump has {PLACE_COLUMNS} (tab-separated) and alternate"
        " names have 10; get SY.zip, allCountries.zip or alternateNamesV2.zip from"
        " download.geonames.org/export/dump",
    )  # fmt: skip


def _unpacked(raw: IO[bytes], path: Path, stack: ExitStack) -> IO[bytes]:
    """The text within, by what the file begins with, whatever it is called."""
    magic = raw.read(4)
    raw.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return stack.enter_context(closing(cast(IO[bytes], gzip.GzipFile(fileobj=raw))))
    if magic[:2] == b"PK":
        return stack.enter_context(_member(raw, path, stack))
    return raw


def _member(raw: IO[bytes], path: Path, stack: ExitStack) -> IO[bytes]:
    """The one member that is a dump, as a stream: names within an archive lead nowhere."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(raw))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _refusal(
            path, "damaged", f"is no whole zip archive ({error}); get it again"
        ) from error
    texts = [
        info for info in archive.infolist()
        if info.filename.lower().endswith((".txt", ".tsv"))
        and info.filename.rpartition("/")[2].lower() not in _OTHER_MEMBERS
    ]  # fmt: skip
    if len(texts) != 1:
        raise _refusal(
            path, "not_one_dump", f"holds {len(texts)} text files beside the readme, where a dump"
            " holds one; unpack it and add what is wanted",
        )  # fmt: skip
    try:
        return archive.open(texts[0])
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise _refusal(path, "damaged", f"cannot be unpacked ({error})") from error


def _lines(raw: IO[bytes], text: IO[bytes], path: Path) -> Iterator[Line]:
    for number, data in enumerate(_cut(_chunks(raw, text, path)), 1):
        marked = number == 1 and data is not None and data.startswith(_BYTE_ORDER_MARK)
        yield Line(number, data[len(_BYTE_ORDER_MARK) :] if data and marked else data, raw.tell())


def _chunks(raw: IO[bytes], text: IO[bytes], path: Path) -> Iterator[bytes]:
    given = 0
    while True:
        try:
            data = text.read(_CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise _refusal(path, "damaged", f"is damaged ({error}); get it again") from error
        if not data:
            return
        given += len(data)
        if given > MOST_BYTES or given > MOST_SWELLING * raw.tell() + _CHUNK:
            raise _refusal(
                path, "too_large", f"swells to more than {MOST_SWELLING} times its size or"
                f" {MOST_BYTES:,} bytes, which no dump does; it was read no further",
            )  # fmt: skip
        yield data


def _cut(chunks: Iterator[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends; None for one too long, however long it is."""
    kept, skipping = b"", False
    for chunk in chunks:
        *whole, kept = (kept + chunk).split(b"\n")
        for data in whole:
            too_long = skipping or len(data) > LONGEST_LINE
            skipping = False
            yield None if too_long else data.removesuffix(b"\r")
        if len(kept) > LONGEST_LINE:
            kept, skipping = b"", True
    if skipping:
        yield None
    elif kept:
        yield kept.removesuffix(b"\r")


def _refusal(path: Path, code: str, message: str) -> Unreadable:
    return Unreadable(Problem(code=code, message=message, where=str(path)))


__all__ = ["LONGEST_LINE", "Content", "Dump", "Line", "open_dump"]
