"""What the checks of reckonings share: terms by role, and a finding from a judgement."""

from __future__ import annotations

import msgspec

from fairwitness.checks.finding import Finding, Verdict
from fairwitness.reading.rows import Reckoning, Term, TermRole

UNSURE = "the words only suggest that these belong together"


class Judged(msgspec.Struct, frozen=True):
    """A verdict with the values that decided it."""

    verdict: Verdict
    stated: str
    found: str
    tolerance: str
    why: str
    working: str
    missing: str | None = None


def term(reckoning: Reckoning, role: TermRole) -> Term:
    """The one term of a role; StopIteration is a fault of the reading, which always gives it."""
    return next(one for one in reckoning.terms if one.role == role)


def terms(reckoning: Reckoning, role: TermRole) -> list[Term]:
    """All terms of a role, in text order."""
    return [one for one in reckoning.terms if one.role == role]


def finding(check: str, reckoning: Reckoning, judged: Judged) -> Finding:
    """The finding of `judged`; a reckoning that is only suggested never fails."""
    verdict, missing = judged.verdict, judged.missing
    if verdict == "fails" and not reckoning.firm:
        verdict, missing = "undetermined", reckoning.why or UNSURE
    read = f"; {reckoning.why}" if reckoning.why else ""
    return Finding(
        id="",
        start=reckoning.start,
        end=reckoning.end,
        text=reckoning.text,
        check=check,
        verdict=verdict,
        reckoning=reckoning.id,
        stated=judged.stated,
        found=judged.found,
        tolerance=judged.tolerance,
        tolerance_why=judged.why,
        working=judged.working + read,
        missing=missing if verdict == "undetermined" else None,
    )
