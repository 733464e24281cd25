"""From the words of a number to its value and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fairwitness.reading.rows import QuantityKind

VAGUE = 0.1
"""Half-width, as a share of the value, that `about` and the lower side of `nearly` give the bounds.
Reporters round to one or two significant digits; a tenth covers rounding to the leading digit and
a half for all but the smallest numbers. Checks that need another width start from `value`."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds; `None` where it has no single value, or is open on that side."""

    value: float | None
    low: float | None
    high: float | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number measures."""

    kind: QuantityKind
    unit: str | None


def number(fields: Mapping[str, Any]) -> tuple[float, bool]:
    """The number that the captured fields state, and whether it is vague (`several hundred`)."""
    if "few" in fields:
        return _times(float(fields["few"]), fields, ""), True
    names = ("vulgar", "fraction", "half", "part")
    part = next((fields[name] for name in names if name in fields), 0)
    stated = float(fields.get("num", fields.get("decimal3", 0))) + float(part)
    return _times(stated or 1.0, fields, ""), False


def lower_number(fields: Mapping[str, Any]) -> float:
    """The first number of a range; `5 to 10 million` means 5 million."""
    stated = float(fields.get("low", 1))  # a dozen
    scaled = _times(stated, fields, "low")
    if scaled == stated and stated < float(fields.get("num", 1)):
        return _times(stated, fields, "")
    return scaled


def _times(value: float, fields: Mapping[str, Any], prefix: str) -> float:
    for multiplier in ("scale", "scale2", "dozen", "glued"):
        value *= float(fields.get(prefix + multiplier, 1))
    return _tidy(value)


def _tidy(value: float) -> float:
    """Undoes binary noise of a product: 1.1 x 1,000,000 is 1,100,000."""
    return float(f"{value:.15g}")


def bounded(value: float, qualifier: str | None) -> Amount:
    """`value` as bounded by a qualifier of the word table."""
    match qualifier:
        case None | "exactly":
            return Amount(value, value, value, True)
        case "at_least" | "more_than":
            return Amount(value, value, None, False)
        case "at_most" | "less_than":
            return Amount(value, None, value, False)
        case "nearly":
            return Amount(value, _tidy(value * (1 - VAGUE)), value, False)
        case _:
            return Amount(value, _tidy(value * (1 - VAGUE)), _tidy(value * (1 + VAGUE)), False)


def vague(low: float, qualifier: str | None) -> Amount:
    """`several`, `dozens`: at least `low`, open above; closed only by `up to` and its like."""
    if qualifier in ("at_most", "less_than"):
        return Amount(None, None, None, False)
    return Amount(None, low, None, False)


def between(low: float, high: float, qualifier: str | None) -> Amount | None:
    """A range of two numbers; None when they do not rise."""
    if not low < high:
        return None
    amount = Amount(None, low, high, False)
    match qualifier:
        case "at_least" | "more_than":
            return replace(amount, high=None)
        case "at_most" | "less_than":
            return replace(amount, low=None)
        case _:
            return amount
