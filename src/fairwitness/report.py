"""A report: a text with its origin. Knows nothing of how it was fetched."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta

from fairwitness.problems import Problem


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One text to read, where it came from, and what was lost on the way to it."""

    id: Annotated[str, Meta(description="The report's name: from its corpus, file name or URL.")]
    text: Annotated[str, Meta(description="The text every offset of a brief points into.")]
    title: Annotated[str | None, Meta(description="Headline, where known.")] = None
    published: Annotated[dt.date | None, Meta(description="Day of publication, where known.")] = (
        None
    )
    published_from: Annotated[
        str | None,
        Meta(description="Whence the day: `option`, `record`, `metadata`, `dateline`, or null."),
    ] = None
    url: Annotated[str | None, Meta(description="Address the report was published at.")] = None
    publisher: Annotated[str | None, Meta(description="Who published it, as stated.")] = None
    language: Annotated[str | None, Meta(description="ISO 639-1 code, stated or detected.")] = None
    source: Annotated[str | None, Meta(description="What was given: a path, a URL or `-`.")] = None
    media_type: Annotated[str | None, Meta(description="Type of the bytes read.")] = None
    encoding: Annotated[
        str | None,
        Meta(description="How the bytes were decoded, e.g. `utf-8`, `windows-1252 (guessed)`."),
    ] = None
    sha256: Annotated[str | None, Meta(description="SHA-256 of the bytes read.")] = None
    problems: Annotated[
        tuple[Problem, ...], Meta(description="What was lost or in doubt while ingesting.")
    ] = ()


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """An input that yielded no report, with the reason."""

    id: str
    source: str | None
    problem: Problem
