"""The brief: what one reading of one report yields. Its JSON is the product's contract."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from fairwitness.checks.finding import Finding, Unchecked
from fairwitness.problems import Problem
from fairwitness.reading.rows import (
    Actor,
    Claim,
    Incident,
    Place,
    Quantity,
    Reckoning,
    Relation,
    Statement,
    Time,
    Toll,
)

FORMAT = "fairwitness-brief/1"
Status = Literal["ok", "partial", "failed"]


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The report a brief is of: its text and where it came from."""

    text: Annotated[str, Meta(description="The text every offset points into.")] = ""
    title: Annotated[str | None, Meta(description="Headline, where known.")] = None
    published: Annotated[dt.date | None, Meta(description="Day of publication, or null.")] = None
    published_from: Annotated[
        str | None,
        Meta(description="Where that day came from: option, record, metadata, dateline."),
    ] = None
    url: Annotated[str | None, Meta(description="Where it was published.")] = None
    publisher: Annotated[str | None, Meta(description="Who published it, as stated.")] = None
    language: Annotated[str | None, Meta(description="ISO 639-1 code.")] = None
    source: Annotated[str | None, Meta(description="What was given to read.")] = None
    media_type: Annotated[str | None, Meta(description="Type of the bytes read.")] = None
    encoding: Annotated[str | None, Meta(description="How the bytes were decoded.")] = None
    sha256: Annotated[str | None, Meta(description="SHA-256 of the bytes read.")] = None


class MadeBy(msgspec.Struct, frozen=True, kw_only=True):
    """What made a brief, so that it can be made again."""

    fairwitness: Annotated[str, Meta(description="Version of fairwitness.")]
    model: Annotated[str, Meta(description="spaCy model and its version.")]
    world: Annotated[str, Meta(description="Digest of the world data.")]
    reader: Annotated[
        str, Meta(description="Who read statements and incidents: `learned` or `rules`.")
    ] = "rules"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """On whom a report stands: how many of its claims are held by whom."""

    people: Annotated[int, Meta(description="Claims held by named people.")] = 0
    bodies: Annotated[int, Meta(description="By organisations and documents.")] = 0
    nameless: Annotated[
        int, Meta(description="By the nameless: roles, groups, anonymous sources.")
    ] = 0
    nobody: Annotated[int, Meta(description="By nobody: statements without a source.")] = 0
    own_voice: Annotated[int, Meta(description="By the report's own voice.")] = 0
    second_hand: Annotated[
        int, Meta(description="Of all these, those that came through another outlet.")
    ] = 0


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A report taken apart: every row points at characters of `report.text`."""

    format: Annotated[str, Meta(description="Name and version of this format.")] = FORMAT
    id: Annotated[str, Meta(description="The report's id.")]
    status: Annotated[
        Status, Meta(description="`ok`, `partial` (something was lost, see problems), `failed`.")
    ]
    problems: Annotated[tuple[Problem, ...], Meta(description="What was lost or in doubt.")] = ()
    report: Annotated[Origin, Meta(description="The report and its origin.")]
    made_by: Annotated[MadeBy, Meta(description="What made this brief.")]
    sentences: Annotated[tuple[tuple[int, int], ...], Meta(description="Sentence offsets.")] = ()
    places: Annotated[tuple[Place, ...], Meta(description="Toponyms.")] = ()
    times: Annotated[tuple[Time, ...], Meta(description="Time expressions.")] = ()
    quantities: Annotated[tuple[Quantity, ...], Meta(description="Numbers.")] = ()
    reckonings: Annotated[
        tuple[Reckoning, ...], Meta(description="Dates and numbers that must agree.")
    ] = ()
    relations: Annotated[tuple[Relation, ...], Meta(description="Spatial relations.")] = ()
    statements: Annotated[tuple[Statement, ...], Meta(description="Attributions.")] = ()
    claims: Annotated[tuple[Claim, ...], Meta(description="Assertions.")] = ()
    actors: Annotated[
        tuple[Actor, ...], Meta(description="People, organisations and groups, and their names.")
    ] = ()
    incidents: Annotated[
        tuple[Incident, ...], Meta(description="Who did what to whom, where and when.")
    ] = ()
    tolls: Annotated[
        tuple[Toll, ...], Meta(description="Killed, injured … each by one claimant's account.")
    ] = ()
    standing: Annotated[Standing, Meta(description="Who holds how many of the claims.")] = (
        Standing()
    )
    findings: Annotated[tuple[Finding, ...], Meta(description="Verdicts with working.")] = ()
    unchecked: Annotated[
        tuple[Unchecked, ...], Meta(description="What checks looked at and left alone, and why.")
    ] = ()


__all__ = ["FORMAT", "Brief", "MadeBy", "Origin", "Standing", "Status"]
