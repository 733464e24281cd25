"""A finding: one verdict on one claim, with its working and its evidence."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from fairwitness.reading.rows import Row

Verdict = Literal["holds", "fails", "undetermined"]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a verdict rests on: a data set, its version, and the record used."""

    data: Annotated[str, Meta(description="Data set, e.g. `osm_borders`.")]
    version: Annotated[str, Meta(description="Its version or date.")]
    record: Annotated[str, Meta(description="The record, e.g. `geonames:169373` or `IQ`.")]
    licence: Annotated[str, Meta(description="Terms of the data set.")] = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A named point on the map."""

    name: Annotated[str, Meta(description="What to write beside it.")]
    lat: Annotated[float, Meta(description="Degrees north, WGS 84.")]
    lon: Annotated[float, Meta(description="Degrees east, WGS 84.")]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What a finding draws on the map: from here to there, and how far that is."""

    start: Annotated[Point, Meta(description="The figure.")]
    end: Annotated[Point, Meta(description="The ground, or the nearest point of its border.")]
    km: Annotated[float, Meta(description="Length along the geodesic in kilometres.")]


class Finding(Row, frozen=True, kw_only=True):
    """One check's verdict on one claim. `working` is made from the values that decided it."""

    check: Annotated[str, Meta(description="The check's name: `distance`, `calendar` …")]
    verdict: Annotated[
        Verdict, Meta(description="Never more than the working carries; `fails` must be right.")
    ]
    claim: Annotated[str | None, Meta(description="Id of the claim row it judges.")] = None
    relation: Annotated[str | None, Meta(description="Id of the relation it judges.")] = None
    reckoning: Annotated[str | None, Meta(description="Id of the reckoning it judges.")] = None
    stated: Annotated[str, Meta(description="What the text states.")]
    found: Annotated[str, Meta(description="What the world gives.")]
    tolerance: Annotated[str, Meta(description="How far off still holds.")]
    tolerance_why: Annotated[str, Meta(description="Why the tolerance is that wide.")]
    working: Annotated[str, Meta(description="The working, in a sentence a reader can repeat.")]
    evidence: Annotated[tuple[Evidence, ...], Meta(description="What it rests on.")] = ()
    lines: Annotated[tuple[Line, ...], Meta(description="Distances to draw on the map.")] = ()
    missing: Annotated[
        str | None, Meta(description="What is missing, where the verdict is `undetermined`.")
    ] = None


class Unchecked(msgspec.Struct, frozen=True, kw_only=True):
    """Claims a check looked at and left alone, counted by reason."""

    check: Annotated[str, Meta(description="The check's name.")]
    reason: Annotated[str, Meta(description="Why it gave no verdict on these.")]
    count: Annotated[int, Meta(ge=0, description="How many it left alone for this reason.")]
