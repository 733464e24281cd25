"""What a brief looks like in a terminal: failed findings first, and text that cannot act."""

from __future__ import annotations

import io

import msgspec
import pytest
from rich.console import Console, RenderableType

from fairwitness.brief.model import Brief, MadeBy, Origin, Standing
from fairwitness.checks.finding import Finding, Verdict
from fairwitness.cli import summary
from fairwitness.problems import Problem
from fairwitness.reading.rows import Bounds, Incident, IncidentStatus

MADE_BY = MadeBy(fairwitness="0", model="none", world="none")


def shown(what: RenderableType, width: int = 80) -> str:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False).print(what)
    return out.getvalue()


def finding(verdict: Verdict, text: str = "95 km from the border") -> Finding:
    return Finding(
        id="f1",
        start=0,
        end=len(text),
        text=text,
        check="distance",
        verdict=verdict,
        stated="95 km",
        found="17 km",
        tolerance="10 %",
        tolerance_why="the number is round",
        working="Nueva Loja 0.09 N 76.90 W to the border of Colombia: 17 km; stated 95 km",
    )


def brief(*findings: Finding, title: str | None = "A title", **fields: object) -> Brief:
    made = Brief(id="r1", status="ok", report=Origin(title=title), made_by=MADE_BY)
    return Brief(
        id="r1",
        status="ok",
        report=made.report,
        made_by=MADE_BY,
        findings=findings,
        problems=fields.get("problems", ()),  # type: ignore[arg-type]
    )


def test_what_failed_comes_first_with_its_working() -> None:
    lines = shown(summary.whole(brief(finding("holds"), finding("fails")))).splitlines()
    failed = next(at for at, line in enumerate(lines) if line.startswith("FAILS"))
    counts = next(at for at, line in enumerate(lines) if line.startswith("findings"))
    assert lines[failed] == "FAILS distance: “95 km from the border”"
    assert "17 km; stated 95 km" in " ".join(lines[failed:counts])
    assert "1 fails, 1 holds" in lines[counts]


def test_a_report_without_date_says_so() -> None:
    note = Problem(code="no_date", message="the report bears no date, give one with --published")
    text = shown(summary.whole(brief(problems=(note,))))
    assert "no date" in text.splitlines()[0]
    assert "give one with --published" in text


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        pytest.param("[bold]x[/bold] [link=h]y", "[bold]x[/bold] [link=h]y", id="markup"),
        pytest.param("\x1b[31mred", "⟦U+001B⟧[31mred", id="escape sequence"),
        pytest.param("abc\u202edef", "abc⟦RLO⟧def", id="bidirectional override"),
        pytest.param("a\nb\tc", "a b c", id="line breaks"),
    ],
)
def test_text_of_a_report_is_shown_and_never_acts(hostile: str, expected: str) -> None:
    found = finding("fails", hostile)
    for shape in (summary.whole, summary.line):
        text = shown(shape(brief(found, title=hostile)), width=200)
        assert text.count(expected) == 2, "in the title and in the finding"
        assert "\x1b" not in text


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    found = finding("fails", "a very long passage of the report " * 20)
    text = shown(summary.whole(brief(found, title="A long title " * 20)), width)
    assert max(map(len, text.splitlines())) <= width


def test_several_reports_take_a_few_lines_each() -> None:
    text = shown(summary.line(brief(finding("holds"), finding("undetermined"))))
    assert "0 claims, 0 statements; 1 holds, 1 undetermined" in " ".join(text.split())


def test_on_whom_the_report_stands_is_said_below_its_claims() -> None:
    standing = Standing(people=2, own_voice=3, second_hand=1)
    text = shown(summary.whole(msgspec.structs.replace(brief(), standing=standing)), width=120)
    line = next(line for line in text.splitlines() if "held by" in line)
    assert "2 named people, 3 the report’s own voice (1 through other outlets)" in line


def test_a_report_without_claims_stands_on_nobody_and_says_nothing() -> None:
    assert "held by" not in shown(summary.whole(brief()))


def incident(status: IncidentStatus = "reported") -> Incident:
    return Incident(
        id="i1", start=0, end=3, text="raid", type="attack", status=status, begin="2023-03-07",
        until="2023-03-08", killed=Bounds(low=2, high=9), injured=Bounds(low=14, high=None),
    )  # fmt: skip


def test_incidents_stand_before_the_counts_with_their_figures() -> None:
    some = msgspec.structs.replace(brief(), incidents=(incident(), incident("background")))
    text = shown(summary.whole(some))
    assert "attack   no place, 2023-03-07: killed 2 to 9, injured at least 14" in text
    assert "attack*" in text
    assert text.index("Incidents") < text.index("findings")
    assert "Incidents" not in shown(summary.whole(brief())), "none, no block"


def test_of_many_incidents_the_rest_is_counted() -> None:
    many = msgspec.structs.replace(brief(), incidents=(incident(),) * (summary.INCIDENTS + 3))
    assert "and 3 more" in shown(summary.whole(many))
