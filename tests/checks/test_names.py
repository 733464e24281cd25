"""Names and quotations of one report that agree, with one mistake planted, and traps."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from fairwitness.brief.model import Brief
from fairwitness.reader import Reader
from fairwitness.report import Report


@cache
def table(name: str) -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    rows = [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]
    return [tuple(row.split("\t")) for row in rows]


CHECKS = ("names", "quotes")
PAIRS = [(check, *row) for check in CHECKS for row in table(f"{check}.tsv")]
TRAPS = [(check, *row) for check in CHECKS for row in table(f"{check}_traps.tsv")]


@pytest.fixture(scope="module")
def briefs(reader: Reader) -> dict[str, Brief]:
    """Every text of the tables, read in one batch."""
    texts = [text for row in PAIRS for text in row[2:]] + [text for *_, text in TRAPS]
    reports = [Report(id=text, text=text) for text in dict.fromkeys(texts)]
    return {brief.id: brief for brief in reader.read_reports(reports)}


def failing(brief: Brief) -> list[tuple[str, str]]:
    return [
        (f.check, f.working) for f in brief.findings if f.verdict == "fails" and f.check in CHECKS
    ]


@pytest.mark.parametrize(("check", "kind", "true", "wrong"), PAIRS, ids=[r[3][-60:] for r in PAIRS])
def test_planted_mistakes_fail_and_what_is_right_does_not(
    briefs: dict[str, Brief], check: str, kind: str, true: str, wrong: str
) -> None:
    assert kind
    assert not failing(briefs[true])
    caught = failing(briefs[wrong])
    assert [name for name, _ in caught] == [check], briefs[wrong].actors


@pytest.mark.parametrize(("check", "why", "text"), TRAPS, ids=[r[2][:50] for r in TRAPS])
def test_traps_never_fail(briefs: dict[str, Brief], check: str, why: str, text: str) -> None:
    assert check
    assert not failing(briefs[text]), why


def test_the_tables_are_as_wide_as_promised() -> None:
    assert len(PAIRS) >= 45
    assert len(TRAPS) >= 70


def test_a_finding_points_at_the_second_form(briefs: dict[str, Brief]) -> None:
    wrong = next(row[3] for row in PAIRS if "Murden" in row[3])
    (found,) = [f for f in briefs[wrong].findings if f.check == "names"]
    assert found.text == "Murden"
    assert found.stated == "Dario Marden, then Murden"
    assert "introduced nowhere" in found.working
