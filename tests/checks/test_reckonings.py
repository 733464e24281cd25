"""Sentences with dates and numbers that must agree: true, with one error planted, and traps."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from fairwitness.brief.model import Brief
from fairwitness.checks.finding import Finding
from fairwitness.reader import Reader
from fairwitness.report import Report

PUBLISHED = dt.date(2024, 3, 15)
OWN = ("calendar", "arithmetic")


@cache
def table(name: str) -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


PAIRS = table("reckonings.tsv")
TRAPS = table("reckonings_traps.tsv")


@pytest.fixture(scope="module")
def briefs(reader: Reader) -> dict[str, Brief]:
    """Every sentence of both tables, read in one batch."""
    texts = [text for row in PAIRS for text in row[2:]] + [text for _, text in TRAPS]
    reports = [Report(id=text, text=text, published=PUBLISHED) for text in dict.fromkeys(texts)]
    return {brief.id: brief for brief in reader.read_reports(reports)}


def verdicts(brief: Brief) -> list[tuple[str, str]]:
    return [(one.check, one.verdict) for one in brief.findings if one.check in OWN]


@pytest.mark.parametrize(("check", "kind", "true", "wrong"), PAIRS, ids=[r[2][:50] for r in PAIRS])
def test_true_sentences_hold_and_planted_errors_fail(
    briefs: dict[str, Brief], check: str, kind: str, true: str, wrong: str
) -> None:
    assert kind
    fine, caught = briefs[true], briefs[wrong]
    assert not [f.working for f in fine.findings if f.verdict == "fails"]
    dates_only = any(row.kind == "nonexistent" for row in caught.reckonings)
    assert dates_only or (check, "holds") in verdicts(fine), fine.unchecked
    assert (check, "fails") in verdicts(caught), (caught.findings, caught.unchecked)


@pytest.mark.parametrize(("why", "text"), TRAPS, ids=[row[1][:50] for row in TRAPS])
def test_traps_never_fail(briefs: dict[str, Brief], why: str, text: str) -> None:
    failing = [f.working for f in briefs[text].findings if f.verdict == "fails"]
    assert not failing, why


def test_the_tables_are_as_wide_as_promised() -> None:
    assert len(PAIRS) >= 60
    assert len({kind for _, kind, *_ in PAIRS}) >= 7
    assert len(TRAPS) >= 40


def _only(briefs: dict[str, Brief], text: str) -> Finding:
    (found,) = [f for f in briefs[text].findings if f.check in OWN]
    return found


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("The convoy was attacked on Tuesday, 4 March 2024, outside the town.",
         "2024-03-04 was a Monday; stated: Tuesday"),
        ("The shelling killed 33 people: 12 in Homs, 10 in Hama and 9 in Idlib.",
         "12 + 10 + 9 = 31; stated in all: 33"),
        ("The base is 50 kilometres (81 miles) from the city.",
         "50 kilometres is 31.1 mile; stated: 81 miles"),
        ("The siege lasted 50 days, from 3 May 2012 to 2 June 2012.",
         "3 May 2012 to 2 June 2012 is 29 to 31 days; stated: 50 days"),
    ],
)  # fmt: skip
def test_the_working_can_be_repeated(briefs: dict[str, Brief], text: str, working: str) -> None:
    found = _only(briefs, text)
    assert found.working == working
    assert found.tolerance_why
    assert found.reckoning in {row.id for row in briefs[text].reckonings}
    assert text[found.start : found.end] == found.text
