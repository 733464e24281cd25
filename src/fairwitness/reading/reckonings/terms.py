"""Terms of a reckoning, made from what stands at the marks of a sketch."""

from __future__ import annotations

import datetime as dt
import re

from fairwitness.reading.reckonings.sketch import Piece, loose_numbers
from fairwitness.reading.rows import Quantity, Term, TermRole, Time
from fairwitness.span import Span

_PERIOD = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
_UNITS = {
    ("", "Y"): "year", ("", "M"): "month", ("", "W"): "week", ("", "D"): "day",
    ("T", "H"): "hour", ("T", "M"): "minute", ("T", "S"): "second",
}  # fmt: skip
_UNIT = re.compile(r"second|minute|hour|day|week|month|year|decade|night", re.IGNORECASE)
_ROUGH = re.compile(
    r"\b(?:about|some|around|roughly|nearly|almost|approximately|over|more|less|under|up to|"
    r"at least|at most|just|half|several|few|or so|close|estimated|ago|circa)\b",
    re.IGNORECASE,
)
_BUSY = re.compile(
    r"\b(?:working|business|trading|school|sitting|playing|racing|consecutive|straight|fiscal|legal)",
    re.IGNORECASE,
)
"""Days that skip others."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
NUMBER_WORDS = 20
"""Characters before a number in which a word that blurs it may stand."""


def numeric(role: TermRole, text: str, piece: Piece) -> Term:
    """A number, percentage, amount of money or measure."""
    words = Span.of(text, piece.start, piece.end)
    row = piece.row
    if isinstance(row, Quantity):
        return Term(
            role=role, words=words, row=row.id, value=row.value, low=row.low, high=row.high,
            unit=row.unit, exact=row.exact,
        )  # fmt: skip
    before = text[max(0, piece.start - NUMBER_WORDS) : piece.start]
    rough = _ROUGH.search(before.rpartition(",")[2]) is not None
    value = piece.value
    return Term(role=role, words=words, value=value, low=value, high=value, exact=not rough)


def day(role: TermRole, text: str, piece: Piece) -> Term | None:
    """A date as the half-open range of days it covers; None where it has none."""
    row = piece.row
    if not isinstance(row, Time) or row.begin is None or row.until is None:
        return None
    first, after = _date(row.begin), _date(row.until)
    if first is None or after is None:
        return None
    if first >= after:
        after = first + dt.timedelta(1)
    words = Span.of(text, piece.start, piece.end)
    return Term(
        role=role, words=words, row=row.id, begin=first.isoformat(), until=after.isoformat()
    )


def _date(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso[:10])
    except ValueError:  # before the year 1 or after 9999: no day that can be reckoned with
        return None


def stretch(role: TermRole, text: str, piece: Piece) -> Term | None:
    """A length of time in one unit; None where it is in several, or in none known."""
    row = piece.row
    if piece.mark in ("per", "offset") or not isinstance(row, Time):
        return _worded(role, text, piece)
    found = _PERIOD.fullmatch(row.value or "")
    if found is None or _BUSY.search(text[piece.start : piece.end + 12]):
        return None
    words = Span.of(text, piece.start, piece.end)
    value = float(found[2])
    return Term(
        role=role, words=words, row=row.id, value=value, low=value, high=value,
        unit=_UNITS.get((found[1], found[3])),
        exact=_ROUGH.search(_with_lead(text, piece)) is None,
    )  # fmt: skip


def _with_lead(text: str, piece: Piece) -> str:
    return text[max(0, piece.start - NUMBER_WORDS) : piece.end]


def _worded(role: TermRole, text: str, piece: Piece) -> Term | None:
    """`an hour`, `two years later`: the number and unit as the words say them."""
    words = Span.of(text, piece.start, piece.end)
    unit = _UNIT.search(words.text)
    numbers = [one for one in loose_numbers(words.text) if one.mark == "number"]
    if unit is None or len(numbers) > 1:
        return None
    value = numbers[0].value if numbers else 1.0
    name = unit[0].lower()
    factor, name = {"decade": (10, "year"), "night": (1, "day")}.get(name, (1, name))
    value = None if value is None else value * factor
    row = None if piece.row is None else piece.row.id
    rough = _ROUGH.search(_with_lead(text, piece)) is not None
    return Term(
        role=role, words=words, row=row, value=value, low=value, high=value, unit=name,
        exact=not rough,
    )  # fmt: skip


def states_year(piece: Piece) -> bool:
    """Whether a date's own words give its year."""
    return isinstance(piece.row, Time) and _YEAR.search(piece.row.text) is not None
