"""`make checksuite`: what counts as caught, held or a false alarm, and which floors hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.checksuite import Case, Tally, judged, load, misses, raised, tally

from fairwitness.brief.model import Brief, MadeBy, Origin
from fairwitness.checks.finding import Finding, Verdict

TEXT = "The camp lies 40 km from the border. It rained."
MADE_BY = MadeBy(fairwitness="0", model="m", world="w")


def brief(*found: tuple[str, Verdict]) -> Brief:
    findings = tuple(
        Finding(
            id=f"f{n}", start=TEXT.index(words), end=TEXT.index(words) + len(words), text=words,
            check="distance", verdict=verdict, stated="s", found="f", tolerance="t",
            tolerance_why="w", working="worked",
        )
        for n, (words, verdict) in enumerate(found)
    )  # fmt: skip
    return Brief(id="a", status="ok", report=Origin(text=TEXT), made_by=MADE_BY, findings=findings)


def case(verdict: str) -> Case:
    assert verdict in ("fails", "holds", "quiet")
    return Case("a", TEXT, "distance", verdict, "40 km from the border")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdict", "found", "right"),
    [
        pytest.param("fails", [("40 km", "fails")], True, id="caught"),
        pytest.param("fails", [("rained", "fails")], False, id="failed elsewhere is not caught"),
        pytest.param("fails", [("40 km", "undetermined")], False, id="undetermined is not caught"),
        pytest.param("holds", [("40 km", "holds")], True, id="held"),
        pytest.param("holds", [("40 km", "holds"), ("rained", "fails")], False, id="and an alarm"),
        pytest.param("holds", [], False, id="true and not looked at is not held"),
        pytest.param("quiet", [("40 km", "holds")], True, id="a trap may hold"),
        pytest.param("quiet", [("rained", "fails")], False, id="a trap may fail nowhere"),
    ],
)
def test_judged(verdict: str, found: list[tuple[str, Verdict]], right: bool) -> None:
    assert judged(case(verdict), brief(*found)).right is right


def test_tally_counts_by_check() -> None:
    rows = [
        judged(case("fails"), brief(("40 km", "fails"))),
        judged(case("holds"), brief(("rained", "fails"))),
        judged(case("quiet"), brief(("rained", "fails"))),
    ]
    assert tally(rows) == {
        "distance": Tally(
            planted=1, caught=1, true=1, held=0, true_failed=1, traps=1, traps_failed=1
        )
    }


def test_floors_are_held_and_only_raised() -> None:
    pinned = {"distance": {"caught": 0.9, "traps_failed": 0.0}}
    worse = {"distance": Tally(planted=10, caught=8, traps=5, traps_failed=1)}
    better = {"distance": Tally(planted=10, caught=10, traps=5)}
    assert len(misses(pinned, worse)) == 2
    assert misses(pinned, better) == []
    assert "caught = 0.9\n" in raised(pinned, worse)
    assert "caught = 1\n" in raised(pinned, better)


CASE = '{"id":"a","text":"x","check":"c","verdict":"holds","span":"x"}'


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([CASE.replace('"span":"x"', '"span":"y"')], id="the span is not in the text"),
        pytest.param([CASE, CASE], id="an id twice"),
    ],
)
def test_a_suite_with_a_fault_is_refused(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "some.jsonl").write_text("\n".join(lines), "utf-8")
    with pytest.raises(ValueError, match="not its own"):
        load(tmp_path)
