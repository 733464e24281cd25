"""Reads the report the project began with and says which of the expected rows are there.

    python -m benchmarks.seed REPORT [rules|learned]

The report is not in this repository; `seed.toml` lists what a careful reader finds in it.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fairwitness
from fairwitness.brief.model import Brief
from fairwitness.reading.rows import ReaderName, Statement

EXPECTED = Path(__file__).with_suffix(".toml")


def main(report: str, reader: ReaderName = "learned") -> int:
    """Prints a line for each expectation; 1 when one is not met."""
    brief = fairwitness.read(report, reader=reader)
    lines = list(_lines(brief, tomllib.loads(EXPECTED.read_text(encoding="utf-8"))))
    for met, what in lines:
        print(f"{'ok  ' if met else 'MISS'} {what}")  # noqa: T201
    print(f"{sum(met for met, _ in lines)} of {len(lines)}")  # noqa: T201
    return 0 if all(met for met, _ in lines) else 1


def _lines(brief: Brief, expected: dict[str, Any]) -> Iterator[tuple[bool, str]]:
    for row in expected["finding"]:
        yield _finding(brief, row)
    planned = {row["words"] for row in expected["finding"] if row["verdict"] == "fails"}
    others = [
        f.working
        for f in brief.findings
        if f.verdict == "fails" and not any(words in f.text or f.text in words for words in planned)
    ]
    yield not others, f"no other finding fails {others}"
    for row in expected["statement"]:
        yield _statement(brief, row)
    dated = [p for p in brief.problems if p.code == "no_date"]
    unresolved = [t for t in brief.times if t.text.lower() == "last week" and t.value is None]
    yield bool(dated and unresolved), "it bears no date, so “last week” stays unresolved"


def _finding(brief: Brief, row: dict[str, Any]) -> tuple[bool, str]:
    start = brief.report.text.find(row["words"])
    found = [
        f
        for f in brief.findings
        if f.check == row["check"] and f.start < start + len(row["words"]) and start < f.end
    ]
    met = bool(found) and all(f.verdict == row["verdict"] for f in found)
    if "km" in row and met:
        low, high = row["km"]
        met = all(low <= f.lines[0].km <= high for f in found)
    working = "; ".join(f.working for f in found) or "no finding"
    return met, f"{row['check']} “{row['words']}” {row['verdict']}: {working}"


def _statement(brief: Brief, row: dict[str, Any]) -> tuple[bool, str]:
    about = [s for s in brief.statements if any(row["content"] in c.text for c in s.content)]
    met = any(_source(s, speaker=row.get("speaker", False), wanted=row["source"]) for s in about)
    said = [s.speaker or (s.source.text if s.source else "nobody") for s in about]
    return met, f"“{row['content']}” by {row['source'] or 'nobody'}: {said}"


def _source(statement: Statement, *, speaker: bool, wanted: str) -> bool:
    if not wanted:
        return statement.source is None
    words = statement.source.text if statement.source else ""
    return wanted in (f"{words} {statement.speaker or ''}" if speaker else words)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], "rules" if sys.argv[2:] == ["rules"] else "learned"))
