"""The last step for every report: usable characters, length, language and day of publication."""

from __future__ import annotations

import datetime as dt

import msgspec

from fairwitness.ingest.characters import cleaned, has_words, replaced
from fairwitness.ingest.language import judge
from fairwitness.limits import Limits
from fairwitness.problems import Problem
from fairwitness.report import Failure, Report


def finished(report: Report, published: dt.date | None, limits: Limits) -> Report | Failure:
    """`report` ready to be read, or the failure that it is not text in English."""
    name = report.source or report.id
    if report.media_type == "application/jsonl":
        name = f"{name}, report {report.id}"
    text, count = cleaned(report.text)
    if not has_words(text):
        what = "is empty" if not text.strip() else "holds no words"
        message = f"{name} {what}; give a report to read."
        return _failure(report, Problem(code="empty", message=message, where=name))
    notes = [replaced(count, name)] if count else []
    if len(text) > limits.text_chars:
        text, note = _cut(text, name, limits)
        notes.append(note)
    judged = judge(text, report.language, name)
    if judged.refused and judged.problem:
        return _failure(report, judged.problem)
    notes += [judged.problem] if judged.problem else []
    day, origin, note_day = _day(report, published, name)
    return msgspec.structs.replace(
        report,
        text=text,
        title=cleaned(report.title)[0] if report.title else None,
        publisher=cleaned(report.publisher)[0] if report.publisher else None,
        url=cleaned(report.url)[0] if report.url else None,
        language=judged.language,
        published=day,
        published_from=origin,
        problems=(*report.problems, *notes, *note_day),
    )


def _failure(report: Report, problem: Problem) -> Failure:
    return Failure(id=report.id, source=report.source, problem=problem)


def _cut(text: str, name: str, limits: Limits) -> tuple[str, Problem]:
    """The beginning of an overlong text, up to the last paragraph or word that fits."""
    most = limits.text_chars
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, most - most // 10, most)
        if at > 0:
            break
    kept = text[: at if at > 0 else most]
    message = (
        f"{name} has {len(text):,} characters; only the first {len(kept):,} are read (limit "
        "text_chars). Split it to have all of it read."
    )
    return kept, Problem(code="text_cut", message=message, where=name)


def _day(
    report: Report, option: dt.date | None, name: str
) -> tuple[dt.date | None, str | None, tuple[Problem, ...]]:
    if option is None:
        return report.published, report.published_from, ()
    if report.published in (None, option):
        return option, "option", ()
    message = (
        f"{name} is dated {report.published} by its {report.published_from}; the day given, "
        f"{option}, was used. Leave --published out to use the other."
    )
    return option, "option", (Problem(code="published_conflict", message=message, where=name),)
