"""One count stated twice: what fails, what holds, what two voices say, and what must stay quiet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairwitness.brief.model import Brief
from fairwitness.reader import Reader
from fairwitness.reading.reckonings import find_repeats
from fairwitness.reading.rows import Quantity
from fairwitness.report import Report


@cache
def table() -> list[tuple[str, ...]]:
    lines = Path(__file__).with_name("figures.tsv").read_text("utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return [(verdict, why, text.replace("\\n", "\n")) for verdict, why, text in rows]


@pytest.fixture(scope="module")
def briefs(reader: Reader) -> dict[str, Brief]:
    reports = [Report(id=text, text=text) for _, _, text in table()]
    return {brief.id: brief for brief in reader.read_reports(reports)}


def own(brief: Brief) -> list[str]:
    return [finding.verdict for finding in brief.findings if finding.check == "figures"]


@pytest.mark.parametrize(("verdict", "why", "text"), table(), ids=lambda cell: str(cell)[:40])
def test_verdicts(briefs: dict[str, Brief], verdict: str, why: str, text: str) -> None:
    assert own(briefs[text]) == ([] if verdict == "-" else [verdict]), why
    assert verdict == "fails" or not [
        f.working for f in briefs[text].findings if f.verdict == "fails"
    ]


def test_two_voices_are_named(briefs: dict[str, Brief]) -> None:
    (text,) = [text for _, why, text in table() if why == "two voices side by side"]
    (finding,) = [f for f in briefs[text].findings if f.check == "figures"]
    assert finding.missing == (
        "two voices disagree: Police says 12 people were killed, "
        "Hospital officials says 14 people were killed"
    )


def test_the_finding_stands_on_both_counts_where_they_are_near(briefs: dict[str, Brief]) -> None:
    (finding,) = [f for f in briefs[table()[0][2]].findings if f.check == "figures"]
    assert finding.text.startswith("Twelve people")
    assert finding.text.endswith("The 14 dead")
    assert finding.working == (
        "“Twelve people were killed” and “14 dead”: 12 and 14 differ; the count is taken up again"
    )


WORDS = st.sampled_from(
    ["12", "14", "the", "dead", "killed", "people", ".", ",", "\n", "and", "blast", "é", "😀"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60))
def test_any_text_gives_rows_that_stand_on_their_words(words: list[str]) -> None:
    text = " ".join(words)
    quantities = [
        Quantity(
            id=f"q{at}", start=at, end=at + 2, text=text[at : at + 2], kind="count",
            value=float(text[at : at + 2]), low=None, high=None, exact=True,
        )
        for at in range(len(text))
        if text[at : at + 2] in ("12", "14")
    ]  # fmt: skip
    for row in find_repeats(text, [(0, len(text))], quantities, (), ()):
        assert row.text == text[row.start : row.end]
        assert all(text[t.words.start : t.words.end] == t.words.text for t in row.terms)


def test_a_long_list_of_counts_stays_linear() -> None:
    text = "12 dead. " * 4000
    quantities = [
        Quantity(
            id=f"q{n}", start=9 * n, end=9 * n + 2, text="12", kind="count", value=float(n),
            low=None, high=None, exact=True,
        )
        for n in range(4000)
    ]  # fmt: skip
    sentences = [(9 * n, 9 * n + 8) for n in range(4000)]
    assert len(find_repeats(text, sentences, quantities, (), ())) < 4001
