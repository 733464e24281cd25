"""How long a stretch of time is: its TIMEX3 value and its number of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]
LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W",
    "month": "M", "quarter": "Q", "year": "Y",
}  # fmt: skip
_MULTIPLES = {
    "fortnight": (2, "W"), "weekend": (2, "D"), "decade": (10, "Y"), "century": (100, "Y"),
    "millennium": (1000, "Y"),
}  # fmt: skip
_HALVES = {"hour": (30, "TM"), "minute": (30, "TS"), "day": (12, "TH"), "year": (6, "M")}
_VAGUE_LETTERS = {
    "decade": "DE",
    "century": "CE",
    "fortnight": "W",
    "weekend": "D",
    "millennium": "ML",
}
_ORDER = ("second", "minute", "hour", "day", "week", "month", "year")


def period(count: str, letters: str) -> str:
    """A TIMEX3 duration: ``P3D``, ``PT2H``."""
    return f"P{'T' if letters.startswith('T') else ''}{count}{letters.removeprefix('T')}"


def vague(unit: str) -> str:
    """An unknown number of `unit`: ``PXW``."""
    return period("X", _VAGUE_LETTERS.get(unit, LETTERS.get(unit, "D")))


def stretch_value(fields: Fields) -> tuple[str, float | None, str]:
    """The duration that captured fields state: (TIMEX3 value, number of units if known, unit)."""
    if "years" in fields:  # a quarter century
        return counted(float(fields["years"]), "year")
    unit = str(fields["units"])
    if "prehalf" in fields:
        return _halved(0, unit)
    half = "extrahalf" in fields
    if "fewunits" in fields or ("num" not in fields and "article" not in fields):
        return (vague(unit), None, unit) if "dozen" not in fields else counted(12.0, unit)
    count = float(fields.get("num", 1))
    count *= float(fields.get("dozen", 1)) * (0.5 if "half" in fields else 1)
    return _halved(int(count), unit) if half or "vulgar" in fields else counted(count, unit)


def counted(count: float, unit: str) -> tuple[str, float | None, str]:
    """`stretch_value` of so many units."""
    times, letters = _MULTIPLES.get(unit, (1, LETTERS.get(unit, "D")))
    return period(f"{count * times:.10g}", letters), count, unit


def _halved(whole: int, unit: str) -> tuple[str, float | None, str]:
    if unit in _MULTIPLES:
        times, letters = _MULTIPLES[unit]
        return period(f"{(whole + 0.5) * times:.10g}", letters), whole + 0.5, unit
    if unit not in _HALVES:
        return period(f"{whole + 0.5:.10g}", LETTERS.get(unit, "D")), whole + 0.5, unit
    rest, letters = _HALVES[unit]
    head = period(str(whole), LETTERS[unit]) if whole else "P"
    tail = f"{rest}{letters.removeprefix('T')}"
    joint = "T" if letters.startswith("T") and "T" not in head else ""
    return f"{head}{joint}{tail}", whole + 0.5, unit


def in_two_units(fields: Fields) -> str | None:
    """``two hours and 15 minutes``; None where the second unit is not the smaller one."""
    larger, smaller = str(fields["units"]), str(fields["lesser"])
    if larger not in _ORDER or smaller not in _ORDER[: _ORDER.index(larger)]:
        return None
    head = counted(float(fields["num"]), larger)[0]
    tail = counted(float(fields["num2"]), smaller)[0].removeprefix("P")
    return head + (tail.removeprefix("T") if "T" in head else tail)
