"""Puts a report, its reading and its findings together as a brief."""

from __future__ import annotations

from collections.abc import Iterable

from fairwitness.brief.model import Brief, MadeBy, Origin, Status
from fairwitness.brief.standing import standing_of
from fairwitness.checks.finding import Finding, Unchecked
from fairwitness.problems import Problem
from fairwitness.reading.reading import Reading
from fairwitness.report import Failure, Report

NOTES = frozenset(
    {
        "duplicate_id",
        "encoding_guessed",
        "field_unread",
        "language_doubtful",
        "no_date",
        "published_conflict",
        "published_unread",
    }
)
"""Problems that tell of a doubt but of no lost text: a brief with only these is `ok`."""


def origin(report: Report) -> Origin:
    """What a brief says of where its text came from."""
    return Origin(
        text=report.text,
        title=report.title,
        published=report.published,
        published_from=report.published_from,
        url=report.url,
        publisher=report.publisher,
        language=report.language,
        source=report.source,
        media_type=report.media_type,
        encoding=report.encoding,
        sha256=report.sha256,
    )


def brief(
    report: Report,
    reading: Reading,
    findings: Iterable[Finding],
    unchecked: Iterable[Unchecked],
    problems: Iterable[Problem],
    made_by: MadeBy,
) -> Brief:
    """The brief of a report that was read; `partial` when anything of it was lost."""
    noted = (*report.problems, *problems)
    status: Status = "ok" if all(p.code in NOTES for p in noted) else "partial"
    return Brief(
        id=report.id,
        status=status,
        problems=noted,
        report=origin(report),
        made_by=made_by,
        sentences=reading.sentences,
        places=reading.places,
        times=reading.times,
        quantities=reading.quantities,
        reckonings=reading.reckonings,
        relations=reading.relations,
        statements=reading.statements,
        claims=reading.claims,
        actors=reading.actors,
        incidents=reading.incidents,
        tolls=reading.tolls,
        standing=standing_of(reading.claims, reading.statements),
        findings=tuple(findings),
        unchecked=tuple(unchecked),
    )


def failed(failure: Failure, made_by: MadeBy) -> Brief:
    """The brief of an input that yielded no report: its reason and nothing else."""
    return Brief(
        id=failure.id,
        status="failed",
        problems=(failure.problem,),
        report=Origin(source=failure.source),
        made_by=made_by,
    )
