"""Runs the registered checks over a reading and ties each finding to the claim it judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.metadata import entry_points

import msgspec

from fairwitness.checks.arithmetic import Arithmetic
from fairwitness.checks.base import Check, LeftAlone
from fairwitness.checks.calendar import Calendar
from fairwitness.checks.containment import Containment
from fairwitness.checks.direction import Direction
from fairwitness.checks.distance import Distance
from fairwitness.checks.figures import Figures
from fairwitness.checks.finding import Finding, Unchecked
from fairwitness.checks.names import Names
from fairwitness.checks.proximity import Proximity
from fairwitness.checks.quotes import Quotes
from fairwitness.checks.radius import Radius
from fairwitness.checks.route import Route
from fairwitness.checks.travel import Travel
from fairwitness.checks.unruled import unruled
from fairwitness.problems import Problem, WrongUse
from fairwitness.reading.reading import Reading
from fairwitness.world import World

GROUP = "fairwitness.checks"
"""Entry-point group under which other packages register check classes."""


def registered() -> tuple[Check, ...]:
    """Our checks, then those of other packages by name.

    WrongUse when an entry point gives something that is not a check.
    """
    own: tuple[Check, ...] = (
        Distance(), Containment(), Direction(), Route(), Proximity(), Radius(), Travel(),
        Calendar(), Arithmetic(), Figures(), Names(), Quotes(),
    )  # fmt: skip
    others = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return own + tuple(_loaded(point.name, point.load()) for point in others)


def _loaded(name: str, make: object) -> Check:
    check = make() if callable(make) else make
    if not isinstance(check, Check):
        message = f"the entry point “{name}” in the group {GROUP} does not give a check"
        raise WrongUse(Problem(code="not_a_check", message=message, where=name))
    return check


class Checked(msgspec.Struct, frozen=True):
    """What the checks gave: findings, what was left alone, and checks that broke."""

    findings: tuple[Finding, ...]
    """In text order, numbered `f1` …, each tied to the claim it judges."""
    unchecked: tuple[Unchecked, ...]
    """Counted by check and reason; then the claims that no check has a rule for."""
    problems: tuple[Problem, ...]


def run(checks: Iterable[Check], reading: Reading, world: World) -> Checked:
    """Runs every check; one that raises costs its own findings only and is recorded."""
    findings: list[Finding] = []
    left: Counter[tuple[str, str]] = Counter()
    problems: list[Problem] = []
    for check in checks:
        try:
            results = list(check.judge(reading, world))
        except Exception as error:  # noqa: BLE001 - recorded in the brief, which turns partial
            problems.append(_broken(check.name, error))
            continue
        findings += [result for result in results if isinstance(result, Finding)]
        left.update((check.name, r.reason) for r in results if isinstance(r, LeftAlone))
    unchecked = tuple(
        Unchecked(check=check, reason=reason, count=n)
        for (check, reason), n in sorted(left.items())
    )
    numbered = _numbered(findings, _holders(reading))
    return Checked(numbered, (*unchecked, *unruled(reading, numbered)), tuple(problems))


def _broken(name: str, error: Exception) -> Problem:
    message = f"the check {name} raised {type(error).__name__}: {error}; its findings are missing"
    return Problem(code="check_failed", message=message, where=name)


def _numbered(findings: list[Finding], holders: dict[str, str]) -> tuple[Finding, ...]:
    ordered = sorted(findings, key=lambda row: (row.start, row.end, row.check))
    return tuple(
        msgspec.structs.replace(
            row, id=f"f{n}", claim=row.claim or holders.get(row.relation or row.reckoning or "")
        )
        for n, row in enumerate(ordered, 1)
    )


def _holders(reading: Reading) -> dict[str, str]:
    """The claim that holds each relation, and each reckoning: the first with one of its terms."""
    held: dict[str, str] = {}
    for claim in reversed(reading.claims):
        held.update(dict.fromkeys((*claim.relations, *claim.when, *claim.how_many), claim.id))
    for reckoning in reading.reckonings:
        claims = [held[term.row] for term in reckoning.terms if term.row in held]
        if claims:
            held[reckoning.id] = claims[0]
    return held
