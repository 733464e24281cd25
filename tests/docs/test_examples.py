"""The sample reports show what their README says: planted errors fail, nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fairwitness.ingest import open_source, open_sources
from fairwitness.report import Report

if TYPE_CHECKING:
    from fairwitness.brief.model import Brief
    from fairwitness.reader import Reader

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("bulletin.txt", "wire.html", "communique.pdf")


@pytest.fixture(scope="module")
def briefs(reader: Reader) -> dict[str, Brief]:
    opened = open_sources([EXAMPLES / name for name in NAMES])
    reports = [item for item in opened if isinstance(item, Report)]
    return {brief.id: brief for brief in reader.read_reports(reports)}


def test_all_three_are_read_whole(briefs: dict[str, Brief]) -> None:
    assert {name: brief.status for name, brief in briefs.items()} == dict.fromkeys(NAMES, "ok")


@pytest.mark.parametrize(
    ("name", "words", "truth"),
    [
        ("bulletin.txt", "60 km from the Colombian border", "3.5 km"),
        ("wire.html", "in Pichincha province", "outside Pichincha"),
        ("communique.pdf", "95 km from Tulcán", "216 km"),
    ],
)
def test_the_planted_error_fails_and_nothing_else(
    briefs: dict[str, Brief], name: str, words: str, truth: str
) -> None:
    (failed,) = [f for f in briefs[name].findings if f.verdict == "fails"]
    assert words in failed.text
    assert truth in failed.working


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bulletin.txt", "146 km northeast of Quito"),
        ("bulletin.txt", "in the north of Ecuador"),
        ("wire.html", "about 150 km northeast of Quito"),
        ("wire.html", "some 4 km from the Colombian border"),
        ("wire.html", "Colombian city of Ipiales"),
        ("communique.pdf", "in the province of Carchi"),
        ("communique.pdf", "146 km from Tulcán"),
        ("communique.pdf", "69 km from Tulcán"),
    ],
)
def test_what_is_true_holds(briefs: dict[str, Brief], name: str, words: str) -> None:
    held = [finding.text for finding in briefs[name].findings if finding.verdict == "holds"]
    assert any(words in text for text in held), held


def test_a_quotation_that_nobody_says_has_no_source(briefs: dict[str, Brief]) -> None:
    quoted = [
        statement
        for statement in briefs["bulletin.txt"].statements
        if "The mountains have chosen their side" in "".join(c.text for c in statement.content)
    ]
    assert quoted
    assert all(s.sourcing in ("none", "anonymous") for s in quoted)


def test_the_undated_report_says_so_and_leaves_last_week_open(briefs: dict[str, Brief]) -> None:
    brief = briefs["bulletin.txt"]
    assert [problem.code for problem in brief.problems] == ["no_date"]
    (week,) = [time for time in brief.times if time.text == "last week"]
    assert week.value is None


def test_the_page_gives_its_own_date_and_publisher(briefs: dict[str, Brief]) -> None:
    origin = briefs["wire.html"].report
    assert (str(origin.published), origin.published_from) == ("2023-03-14", "metadata")
    assert origin.publisher == "Meridian Wire (invented)"


def test_the_corpus_holds_the_same_three_texts() -> None:
    corpus = [item for item in open_source(EXAMPLES / "corpus.jsonl") if isinstance(item, Report)]
    single = list(open_sources([EXAMPLES / name for name in NAMES]))
    assert [r.text for r in corpus] == [r.text for r in single if isinstance(r, Report)]
