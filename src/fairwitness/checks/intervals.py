"""Numbers as stated: the range of true values that an honest report may have rounded to them."""

from __future__ import annotations

import math

import msgspec

from fairwitness.reading.rows import Term

SLACK = 0.05
"""Share beyond the rounding within which a number is not called wrong: writers round twice."""
ROUGH = 0.15
"""The same where the words say it is rough: "about", "nearly", "some"."""


class Interval(msgspec.Struct, frozen=True):
    """A closed range of numbers; infinite where it is open."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """Whether a number lies in both (a billionth apart counts as touching)."""
        slack = 1e-9 * max(1.0, abs(self.finite), abs(other.finite))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def widened(self, by: float) -> Interval:
        """The range with `by` added on both sides."""
        return Interval(self.low - by, self.high + by)

    @property
    def finite(self) -> float:
        """An end that is not infinite, 0 where both are."""
        return next((end for end in (self.high, self.low) if math.isfinite(end)), 0.0)


def digits(value: float) -> str:
    """A number as workings write it: up to six significant digits, grouped by thousands."""
    text = f"{value:,.6g}"
    return f"{value:,.0f}" if "e" in text else text


def half_step(value: float, kept: int = 2) -> float:
    """Half the last digit a number is given to, taking at least `kept` digits as meant.

    22 -> 0.5, 2.5 -> 0.05; 200 -> 5 with two digits kept, 50 with one.
    """
    size = abs(value)
    if size == 0 or not math.isfinite(size):
        return 0.5
    text = f"{size:.10f}".rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    if decimals:
        return 0.5 * 10.0 ** -len(decimals)
    zeros = len(whole) - len(whole.rstrip("0"))
    return 0.5 * 10.0 ** max(0, min(zeros, len(whole) - kept))


def stated(term: Term, kept: int = 2) -> Interval:
    """What a term may stand for: its bounds, widened by how far it is rounded."""
    low = -math.inf if term.low is None else term.low
    high = math.inf if term.high is None else term.high
    middle = term.value if term.value is not None else Interval(low, high).finite
    if not term.exact:
        rough = abs(middle) * ROUGH
        if math.isfinite(low) and math.isfinite(high):
            return Interval(low, high).widened(max(rough / 3, half_step(middle, kept)))
        return Interval(low, high)
    return Interval(low, high).widened(half_step(middle, kept))


def counted(term: Term) -> Interval:
    """A count: exact below 1,000 or without closing zeros, else good to three digits."""
    value = term.value
    if term.exact and value is not None and (value < 1000 or value % 100):
        return Interval(value, value)
    return stated(term, 3)


def usable(*terms: Term) -> bool:
    """Whether every term is a number that can be reckoned with."""
    return all(
        (term.value is not None or term.low is not None or term.high is not None)
        and all(
            end is None or (math.isfinite(end) and abs(end) < 1e15) for end in (term.low, term.high)
        )
        for term in terms
    )
