"""Corpora: one JSON object a line, streamed. A broken line is a failure, the next is read."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from fairwitness.ingest.characters import cleaned
from fairwitness.ingest.dates import iso_day
from fairwitness.ingest.naming import refusal, shown
from fairwitness.limits import Limits
from fairwitness.problems import Problem, Unreadable
from fairwitness.report import Failure, Report

MEDIA_TYPE = "application/jsonl"


class _Record(msgspec.Struct):
    """The fields of a line that are read; all others are left where they are."""

    id: Any = None
    text: Any = None
    title: Any = None
    published: Any = None
    url: Any = None
    publisher: Any = None
    language: Any = None


def read_corpus(stream: io.BufferedReader, name: str, limits: Limits) -> Iterator[Report | Failure]:
    """A report or a failure for each line of `stream` that is not blank.

    A record without an id is called `name:line`. Text is taken as it stands, to the character.
    """
    number = broken = 0
    while True:
        number += 1
        here = f"{name}:{number}"
        try:
            line = _line(stream, here, limits)
            if line is None:
                return
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield _report(line, here, name, limits)
                broken = 0
        except Unreadable as error:
            yield Failure(id=here, source=name, problem=error.problem)
            broken += 1
            why = _hopeless(error.problem.code, broken, stream, limits)
            if why:
                yield Failure(id=f"{here}+", source=name, problem=_unread_rest(here, name, why))
                return


def _hopeless(code: str, broken: int, stream: io.BufferedReader, limits: Limits) -> str | None:
    """Why a corpus cannot be read beyond a failure, or None when its next line can be tried."""
    if code == "damaged":
        return "the archive is broken there"
    if code == "too_large" and not _skip_line(stream, limits):
        return "that line does not end within bounds (limit decoded_bytes)"
    if broken >= limits.broken_lines:
        return f"{broken:,} lines in a row are broken (limit broken_lines)"
    return None


def _unread_rest(here: str, name: str, why: str) -> Problem:
    message = f"{name} was not read beyond {here}: {why}; check what the file is."
    return Problem(code="rest_unread", message=message, where=here)


def _line(stream: io.BufferedReader, here: str, limits: Limits) -> bytes | None:
    line = stream.readline(limits.raw_bytes + 1)
    if len(line) > limits.raw_bytes and not line.endswith(b"\n"):
        raise refusal(
            "too_large",
            f"{here} is longer than {limits.raw_bytes:,} bytes (limit raw_bytes); "
            "split that report.",
            here,
        )
    return line or None


def _skip_line(stream: io.BufferedReader, limits: Limits) -> bool:
    """Goes to the end of an overlong line; False when that is too far, or the stream is broken."""
    skipped = 0
    while skipped <= limits.decoded_bytes:
        try:
            piece = stream.readline(min(1_000_000, limits.decoded_bytes + 1 - skipped))
        except Unreadable:
            return False
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return True
    return False


def _report(line: bytes, here: str, name: str, limits: Limits) -> Report:
    text_line, problems = _decoded(line, here)
    record = _parsed(text_line, here, limits)
    if not isinstance(record.text, str):
        what = "has no `text`" if record.text is None else "has a `text` that is not a string"
        raise refusal("no_text_field", f"{here} {what}; give each report one.", here)
    fields, doubts = _fields(record, here)
    day, day_doubt = _day(record.published, here)
    return Report(
        id=_id(record.id) or here,
        text=record.text,
        published=day,
        published_from="record" if day else None,
        source=name,
        media_type=MEDIA_TYPE,
        encoding="utf-8",
        sha256=hashlib.sha256(line.rstrip(b"\r\n")).hexdigest(),
        problems=(*problems, *doubts, *day_doubt),
        **fields,
    )


def _decoded(line: bytes, here: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return line.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
    bad = text.count("\ufffd") - line.count(b"\xef\xbf\xbd")
    note = f"{here} has {bad:,} byte sequence(s) that are not UTF-8, shown as \ufffd; save the "
    problem = Problem(code="bytes_replaced", message=f"{note}corpus as UTF-8.", where=here)
    return text, (problem,)


def _parsed(line: str, here: str, limits: Limits) -> _Record:
    if _depth(line, limits.json_depth) > limits.json_depth:
        raise _broken(here, f"nested deeper than {limits.json_depth} (limit json_depth)")
    try:
        return msgspec.json.decode(line, type=_Record)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return _parsed_leniently(line, here)


def _parsed_leniently(line: str, here: str) -> _Record:
    """As Python's own parser reads it: half surrogates kept for counting, NaN as null."""
    try:
        value = json.loads(line, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise _broken(here, str(error)) from error
    if not isinstance(value, dict):
        raise _broken(here, f"a {type(value).__name__}, not an object")
    return _Record(**{key: value.get(key) for key in _Record.__struct_fields__})


def _broken(here: str, why: str) -> Unreadable:
    message = f"{here} is not a JSON object ({shown(why)}); mend or remove the line."
    return refusal("broken_line", message, here)


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]++|[\]}]++', re.DOTALL)


def _depth(line: str, enough: int) -> int:
    """How deep brackets nest in a line of JSON; only an upper bound while that is small."""
    bound = line.count("[") + line.count("{")
    if bound <= enough:
        return bound
    deepest = depth = 0
    for found in _brackets().finditer(line):
        token = found.group()
        if token[0] in "[{":
            depth += len(token)
            deepest = max(deepest, depth)
        elif token[0] in "]}":
            depth -= len(token)
    return deepest


def _id(value: Any) -> str | None:
    if isinstance(value, str) and value.strip():
        return cleaned(value)[0]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _fields(record: _Record, here: str) -> tuple[dict[str, str | None], list[Problem]]:
    """The optional words of a record; one that is not a string is left out, and said to be."""
    fields: dict[str, str | None] = {}
    doubts = []
    for key in ("title", "url", "publisher", "language"):
        value = getattr(record, key)
        fields[key] = (value.strip() or None) if isinstance(value, str) else None
        if value is not None and not isinstance(value, str):
            note = f"{here} has a `{key}` that is not a string, so it was left out."
            doubts.append(Problem(code="field_unread", message=note, where=here))
    return fields, doubts


def _day(value: Any, here: str) -> tuple[dt.date | None, tuple[Problem, ...]]:
    if value is None or value == "":
        return None, ()
    day = iso_day(str(value)) if isinstance(value, str | int) else None
    if day:
        return day, ()
    message = (
        f"{here} has the day {shown(str(value)[:60])}, which is not a date of the form "
        "YYYY-MM-DD that exists; the report is read as undated."
    )
    return None, (Problem(code="published_unread", message=message, where=here),)
