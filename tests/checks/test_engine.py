"""The engine contains what goes wrong in one check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from fairwitness.checks.base import Check, LeftAlone
from fairwitness.checks.engine import registered, run
from fairwitness.checks.finding import Finding
from fairwitness.checks.unruled import NOBODY, NOT_TOGETHER, NOTHING_NAMED
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Claim, Reckoning, Term
from fairwitness.span import Span
from fairwitness.world import World


class Broken:
    name = "broken"
    applies_to = "Nothing."
    needs: tuple[str, ...] = ()
    tolerance = "None."
    example = "None."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:  # noqa: ARG002
        yield LeftAlone("looked at")
        raise KeyError("no such record")


class LeavesAlone(Broken):
    name = "leaves alone"

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:  # noqa: ARG002
        yield LeftAlone("too vague")
        yield LeftAlone("too vague")


def test_a_check_that_raises_costs_its_own_findings_only(world: World) -> None:
    checks: tuple[Check, ...] = (Broken(), LeavesAlone())
    checked = run(checks, Reading(text="Nothing happened."), world)
    assert [p.code for p in checked.problems] == ["check_failed"]
    assert "KeyError" in checked.problems[0].message
    assert [(u.check, u.reason, u.count) for u in checked.unchecked] == [
        ("leaves alone", "too vague", 2)
    ]


def test_ours_come_first_and_each_says_what_it_is() -> None:
    checks = registered()
    assert [check.name for check in checks][:7] == [
        "distance", "containment", "direction", "route", "proximity", "radius", "travel",
    ]  # fmt: skip
    assert all(c.applies_to and c.tolerance and c.example for c in checks)


CLAIM = Claim(
    id="c1", start=0, end=4, text="It r", what=Span(start=0, end=2, text="It"), who=None, whom=None
)
PERCENT = Term(role="share", words=Span(start=0, end=2, text="It"), row="q1")
SHARE = Reckoning(id="n1", start=0, end=2, text="It", kind="share", terms=(PERCENT,))


@pytest.mark.parametrize(
    ("claim", "reasons"),
    [
        pytest.param(CLAIM, [NOTHING_NAMED], id="names nothing that could be computed"),
        pytest.param(replace(CLAIM, where=("p1",)), [NOT_TOGETHER], id="a place, no relation"),
        pytest.param(replace(CLAIM, how_many=("q2",)), [NOT_TOGETHER], id="a number, no reckoning"),
        pytest.param(replace(CLAIM, how_many=("q1",)), [], id="a number that is reckoned with"),
        pytest.param(replace(CLAIM, relations=("r1",)), [], id="a relation: its check says why"),
    ],
)
def test_claims_without_a_rule_are_counted(world: World, claim: Claim, reasons: list[str]) -> None:
    reading = Reading(text="It rained.", claims=(claim,), reckonings=(SHARE,))
    left = run((), reading, world).unchecked
    assert [(row.check, row.reason, row.count) for row in left] == [
        (NOBODY, reason, 1) for reason in reasons
    ]
