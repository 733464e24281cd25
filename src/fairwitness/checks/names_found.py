"""What the parts of the check of names hand over: a judgement that points at the second form."""

from __future__ import annotations

from dataclasses import dataclass

from fairwitness.checks.finding import Verdict
from fairwitness.span import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A judgement on two mentions that do not go together."""

    words: Span
    """The second form, which the finding points at."""
    verdict: Verdict
    stated: str
    found: str
    working: str
    missing: str = ""
    """What is missing where the verdict is `undetermined`."""
