"""Claims that no check has a rule for, counted so that a brief says how far checking went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fairwitness.checks.finding import Finding, Unchecked
from fairwitness.reading.reading import Reading

NOBODY = "no check"
"""Stands where the name of a check would."""
NOTHING_NAMED = "no rule: the claim names no place, time or number"
NOT_TOGETHER = "no rule: nothing is said of its places, times or numbers that one could compute"


def unruled(reading: Reading, findings: Iterable[Finding]) -> Iterator[Unchecked]:
    """The claims no check judged, and none could have: a row for each of the two reasons.

    A claim with a relation, or with a number or time that a reckoning takes, was looked at: its
    check says itself why it gave no verdict.
    """
    judged = {finding.claim for finding in findings}
    taken = {term.row for reckoning in reading.reckonings for term in reckoning.terms}
    bare = full = 0
    for claim in reading.claims:
        named = {*claim.when, *claim.how_many}
        if claim.id in judged or claim.relations or named & taken:
            continue
        if named or claim.where:
            full += 1
        else:
            bare += 1
    for reason, count in ((NOTHING_NAMED, bare), (NOT_TOGETHER, full)):
        if count:
            yield Unchecked(check=NOBODY, reason=reason, count=count)
