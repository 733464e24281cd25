"""Sentences that put places somewhere, with the verdict each must get; the table is beside this."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairwitness.brief.model import Brief
from fairwitness.reader import Reader
from fairwitness.report import Report

TABLE = Path(__file__).with_name("geography.tsv")
ROWS = [
    tuple(line.split("\t"))
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def briefs(reader: Reader) -> dict[str, Brief]:
    """Every sentence of the table, read in one batch."""
    reports = [Report(id=text, text=text) for text, *_ in ROWS]
    return {brief.id: brief for brief in reader.read_reports(reports)}


@pytest.mark.parametrize(("text", "verdict", "check", "why"), ROWS, ids=[r[0][:60] for r in ROWS])
def test_every_sentence_gets_its_verdict(
    briefs: dict[str, Brief], text: str, verdict: str, check: str, why: str
) -> None:
    brief = briefs[text]
    given = {(one.check, one.verdict) for one in brief.findings}
    left = {one.check for one in brief.unchecked}
    failing = [one.working for one in brief.findings if one.verdict == "fails"]
    if verdict == "fails":
        assert (check, "fails") in given, (why, brief.findings, brief.unchecked)
        return
    assert not failing, why
    if verdict == "holds":
        assert (check, "holds") in given, (why, brief.findings, brief.unchecked)
    if verdict == "left":
        assert (check, "undetermined") in given or check in left, why


def test_the_table_is_as_wide_as_promised() -> None:
    assert len(ROWS) >= 90
    assert sum(row[1] == "quiet" for row in ROWS) >= 30
    assert {row[2] for row in ROWS} >= {"direction", "route", "proximity", "radius", "travel"}
    assert all(len(row) == 4 for row in ROWS)
