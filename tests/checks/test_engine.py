"""The engine contains what goes wrong in one check."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.checks.base import Check, LeftAlone
from fairwitness.checks.engine import registered, run
from fairwitness.checks.finding import Finding
from fairwitness.reading.reading import Reading
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
