"""Reads reports into briefs: the model, the world and the checks, put together once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from fairwitness import __version__, ingest
from fairwitness.brief import build
from fairwitness.brief.model import Brief, MadeBy
from fairwitness.checks import registered, run
from fairwitness.limits import Limits
from fairwitness.problems import Problem, Unreadable
from fairwitness.reading import carrier
from fairwitness.reading.dateline import dated
from fairwitness.reading.model import COMPONENTS, describe, pipeline
from fairwitness.reading.pieces import pieces
from fairwitness.reading.reading import from_doc
from fairwitness.reading.rows import ReaderName
from fairwitness.report import Failure, Report
from fairwitness.world import shared

BATCH = 16
"""Documents parsed together by spaCy; from 16 on the parse gains nothing (measured 4 to 64)."""


class Reader:
    """Holds the model, the world and the checks, and turns reports into briefs.

    The same reports in the same order give the same briefs.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        reader: ReaderName = "learned",
        limits: Limits | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.nlp: Language = pipeline(model, reader=reader, limits=self.limits)
        self.world = shared()
        self.checks = registered()
        self.made_by = MadeBy(
            fairwitness=__version__,
            model=describe(self.nlp),
            reader=reader,
            world=self.world.digest,
        )

    def read_reports(self, reports: Iterable[Report]) -> Iterator[Brief]:
        """One brief a report, in order. A component that raises costs its own rows only."""
        batch: list[Report] = []
        for report in reports:
            batch.append(report)
            if len(batch) == BATCH:
                yield from self._read_batch(batch)
                batch = []
        yield from self._read_batch(batch)

    def _read_batch(self, batch: list[Report]) -> Iterator[Brief]:
        texts = [pieces(report.text, self.limits.piece_chars) for report in batch]
        flat = (piece for parts in texts for piece in parts)
        docs = self.nlp.pipe(flat, disable=list(COMPONENTS), batch_size=BATCH)
        for report, parts in zip(batch, texts, strict=True):
            yield self._brief(report, _joined([next(docs) for _ in parts]))

    def _brief(self, report: Report, doc: Doc) -> Brief:
        report, doubts = _dated(report)
        doc.user_data[carrier.PUBLISHED] = report.published
        doc.user_data[carrier.PUBLISHER] = report.publisher
        problems = [*doubts, *_undated(report), *self._annotate(doc)]
        reading = from_doc(doc)
        checked = run(self.checks, reading, self.world)
        problems += checked.problems
        return build.brief(
            report, reading, checked.findings, checked.unchecked, problems, self.made_by
        )

    def _annotate(self, doc: Doc) -> Iterator[Problem]:
        """Runs our components; one that raises is recorded and the next ones go on."""
        for name, component in self.nlp.pipeline:
            if name not in COMPONENTS:
                continue
            try:
                component(doc)
            except Exception as error:  # noqa: BLE001 - recorded in the brief, which turns partial
                message = f"{name} raised {type(error).__name__}: {error}; its rows are missing"
                yield Problem(code="component_failed", message=message, where=name)

    def failed(self, failure: Failure) -> Brief:
        """The brief of an input that yielded no report."""
        return build.failed(failure, self.made_by)


def _joined(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    if joined is None:
        raise ValueError("a report has at least one piece")
    return joined


def _dated(report: Report) -> tuple[Report, tuple[Problem, ...]]:
    """The report with the day its own text gives, where no other is known; and any conflict."""
    day, doubts = dated(report.text, report.published, report.published_from, report.id)
    if day is None:
        return report, doubts
    return msgspec.structs.replace(report, published=day, published_from="dateline"), doubts


def _undated(report: Report) -> Iterator[Problem]:
    if report.published is None:
        message = "the report bears no date, so times such as “last week” stay unresolved"
        yield Problem(code="no_date", message=f"{message}; give one with --published")


def read(
    source: str | Path | bytes | Report,
    *,
    published: dt.date | None = None,
    model: str | None = None,
    reader: ReaderName = "learned",
) -> Brief:
    """The brief of one report: a path, a URL, bytes, or a `Report` made by the caller.

    Raises `Unreadable` when the source yields no report. For many reports keep one `Reader`,
    which loads the model once.
    """
    report = source if isinstance(source, Report) else _only(source, published)
    if isinstance(source, Report) and published is not None:
        report = msgspec.structs.replace(report, published=published, published_from="option")
    return next(Reader(model=model, reader=reader).read_reports([report]))


def _only(source: str | Path | bytes, published: dt.date | None) -> Report:
    found = list(ingest.open_source(source, published=published))
    if len(found) != 1:
        where = None if isinstance(source, bytes) else str(source)
        message = f"holds {len(found)} reports; read() takes one, Reader.read_reports many"
        raise Unreadable(Problem(code="not_one_report", message=message, where=where))
    only = found[0]
    if isinstance(only, Failure):
        raise Unreadable(only.problem)
    return only
