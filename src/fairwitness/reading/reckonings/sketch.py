"""A sentence as a sketch: its words, with one mark for each time, quantity and other number.

Patterns over sketches know nothing of how a number or a date may be written: that is read already.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fairwitness.reading.numbers import number_forms, parse_digits
from fairwitness.reading.rows import Quantity, Time

MARKS = {
    "date": "\ue100", "span": "\ue101", "adjective": "\ue102", "offset": "\ue103", "per": "\ue104",
    "count": "\ue105", "number": "\ue106", "ordinal": "\ue107", "percent": "\ue108",
    "point": "\ue109", "fraction": "\ue10a", "money": "\ue10b", "measure": "\ue10c",
    "dull": "\ue10d",
}  # fmt: skip
"""Private-use characters; those of the text itself are hidden before they can pass for marks."""
_FOREIGN = re.compile("[\ue100-\ue10f]")
_PER = re.compile(r"(?:per|each|every|an?) (?:second|minute|hour|day|week|month|year)", re.I)
_UNIT = "(?:second|minute|hour|day|week|month|year|decade)"
_OFFSET = re.compile(r"\b(?:later|earlier|afterwards|after|before)$", re.I)
_ADJECTIVE = re.compile(rf"[- ]{_UNIT}(?:-long)?$", re.I)
_QUANTITY_MARKS = {"percent": "percent", "fraction": "fraction", "money": "money", "count": "count"}
_TOTAL = re.compile(r"(?:a |the )?(?:combined |grand |overall )?total of ", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one mark stands for: a row, or a number that is no row of its own (an age)."""

    mark: str
    start: int
    end: int
    row: Time | Quantity | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sentence as words and marks; `at` gives the place of each piece's mark in `text`."""

    text: str
    start: int
    pieces: Sequence[Piece]
    at: Sequence[int]

    def piece(self, position: int) -> Piece:
        """The piece whose mark stands at `position`."""
        return self.pieces[bisect_left(self.at, position)]

    def offset(self, position: int) -> int:
        """The character of the report that `position` of the sketch stands for."""
        before = bisect_left(self.at, position) - 1
        if before < 0:
            return self.start + position
        return self.pieces[before].end + position - self.at[before] - 1


@cache
def _words() -> dict[str, tuple[str, float]]:
    return number_forms()


@cache
def _loose() -> re.Pattern[str]:
    """Numbers as digits or in a word or two, ordinals among them."""
    words = sorted(_words(), key=len, reverse=True)
    plain = "|".join(re.escape(word) for word in words if word.isalpha())
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    units = "|".join(re.escape(w) for w in words if w.isalpha() and _words()[w][1] < 10)
    digits = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9}(?:\.\d{1,3})?)(?P<ord>st|nd|rd|th)?"
    return re.compile(
        rf"(?<![\w.,:/$€£\-−])(?:{digits}|(?:{tens})-(?:{units})|{plain})(?![\w/:%]|[.,]\d)|"
        rf"\b{_PER.pattern}\b",
        re.IGNORECASE | re.ASCII,
    )


def loose_numbers(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The numbers of `text` from `start` to `end`, rows or not, in text order."""
    to = len(text) if end is None else end
    found = (_number(match) for match in _loose().finditer(text, start, to))
    return [piece for piece in found if piece is not None]


def _number(found: re.Match[str]) -> Piece | None:
    words = found[0].lower()
    if " " in words:
        return Piece("per", found.start(), found.end())
    if words[0].isdigit():
        value = parse_digits(words.removesuffix(found["ord"]) if found["ord"] else words)
        kind = "ordinal" if found["ord"] else "number"
        return None if value is None else Piece(kind, found.start(), found.end(), None, value)
    kind, value = "", 0.0
    for word in words.split("-"):
        kind, number = _words()[word]
        value += float(number)
    mark = "ordinal" if kind == "ordinal" else "number"
    return Piece(mark, found.start(), found.end(), None, value)


def _of_time(time: Time) -> Piece:
    if _PER.fullmatch(time.text):
        mark = "per"
    elif time.type == "DURATION":
        mark = "adjective" if _ADJECTIVE.search(time.text) and "-" in time.text else "span"
    elif time.type == "SET" or time.begin is None:
        mark = "dull"
    else:
        mark = "offset" if _OFFSET.search(time.text) else "date"
    return Piece(mark, time.start, time.end, time)


def _of_quantity(quantity: Quantity) -> Piece:
    mark = _QUANTITY_MARKS.get(quantity.kind, "measure")
    if quantity.unit == "percentage_point":
        mark = "point"
    total = _TOTAL.match(quantity.text)
    start = quantity.start + (total.end() if total else 0)
    return Piece(mark, start, quantity.end, quantity)


def rows_as_pieces(times: Sequence[Time], quantities: Sequence[Quantity]) -> list[Piece]:
    """The rows that get a mark, in text order; of two on the same words the first."""
    rows = [_of_time(t) for t in times] + [_of_quantity(q) for q in quantities]
    rows.sort(key=lambda piece: piece.start)
    kept: list[Piece] = []
    for piece in rows:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def with_loose(text: str, start: int, end: int, rows: Sequence[Piece]) -> list[Piece]:
    """The pieces of the sentence from `start` to `end`: its `rows`, and numbers that are none."""
    starts, ends = [piece.start for piece in rows], [piece.end for piece in rows]
    found = list(rows)
    for piece in loose_numbers(text, start, end):
        before = bisect_right(starts, piece.end - 1) - 1
        if before < 0 or ends[before] <= piece.start:
            found.append(piece)
    found.sort(key=lambda piece: piece.start)
    return found


def sketch(text: str, start: int, end: int, inside: Sequence[Piece]) -> Sketch:
    """The sketch of the sentence from `start` to `end`, whose pieces are `inside`."""
    parts: list[str] = []
    at: list[int] = []
    position, size = start, 0
    for piece in inside:
        words = _plain(text[position : piece.start])
        at.append(size + len(words))
        size += len(words) + 1
        parts += (words, MARKS[piece.mark])
        position = piece.end
    parts.append(_plain(text[position:end]))
    return Sketch("".join(parts), start, inside, at)


def _plain(words: str) -> str:
    """Lower case, keeping the length, without characters that could pass for marks."""
    low = words.lower()
    return _FOREIGN.sub("?", low if len(low) == len(words) else words)
