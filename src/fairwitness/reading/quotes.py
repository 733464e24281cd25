"""Pairs quotation marks of any alphabet, over paragraphs, without ever refusing a text.

Three families of marks nest in one another: double (“ ” „ " '' ``), single (‘ ’ ' ‚), and angle
or corner («» ‹› 「」 『』). Within a family a mark either opens, closes, or says neither; its
neighbours then decide. An opening mark that nothing closes runs to the end of its paragraph, or,
where the next paragraph opens the same way, on through it (the newspaper custom of reopening each
paragraph of one quotation).

A single mark is an apostrophe unless it stands where a quotation can open and another closes it
in the same paragraph.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import category

from fairwitness.reading.paragraphs import breaks

_OPEN = {"“": "”", "„": "”", "‟": "”", "〝": "〞", "❝": "❞", "``": "''"}
_ANGLES = {"«": "»", "‹": "›", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_REVERSED = {"»": "«", "›": "‹"}
_CLOSE = frozenset("”〞〟❞")
_EITHER = frozenset(['"', "＂", "''", '""'])
_SINGLE = frozenset("‘’'‚‛`´")
_ENDS = frozenset(".,!?;:…")
_BEFORE_OPENING = frozenset("([{<-–—―/:=|>…")
_ELIDED = re.compile(r"(?:\d0s|tis|twas|em|til|cause|n|round|bout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its pieces with their marks, one piece a paragraph."""

    pieces: tuple[tuple[int, int], ...]
    """Half-open offsets of each piece, quotation marks included."""
    inner: tuple[tuple[int, int], ...]
    """The same without the marks; a piece may be empty of words."""
    nested: bool
    """Whether it stands inside another quotation."""
    doubtful: bool
    """Whether its end is a guess, because no mark closes it."""

    @property
    def start(self) -> int:
        """Offset of its first mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset just past its last mark."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Quotes:
    """All quotations of a text, in order, and the closing marks that close nothing."""

    quotations: tuple[Quotation, ...]
    strays: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    """A quotation being read."""

    closes: str
    start: int
    inner: int
    nested: bool
    pieces: list[tuple[int, int]]
    inners: list[tuple[int, int]]


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"``|''|\"\"|[“”„‟〝〞〟❝❞\"＂«»‹›「」『』《》〈〉‘’'‚‛]")


def quotations(text: str) -> Quotes:
    """Every quotation of `text`; never raises, linear in the text's length."""
    done: list[Quotation] = []
    strays: list[int] = []
    carried: list[_Open] = []
    last_end = 0
    edges = [0, *breaks(text), len(text)]
    for span in itertools.pairwise(edges):
        marks = [(m.start(), m.group()) for m in _marks().finditer(text, *span)]
        carried, found, loose = _Paragraph(text, span, marks).read(carried, last_end)
        done.extend(found)
        strays.extend(loose)
        last_end = _content_end(text, *span)
    done.extend(_cut(opened, last_end) for opened in carried)
    done.sort(key=lambda q: (q.start, -q.end))
    return Quotes(tuple(q for q in done if any(a < b for a, b in q.inner)), tuple(strays))


def _content_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _cut(opened: _Open, end: int) -> Quotation:
    """The quotation `opened`, ended without a mark at `end`."""
    end = max(end, opened.inner)
    return Quotation(
        pieces=(*opened.pieces, (opened.start, end)),
        inner=(*opened.inners, (opened.inner, end)),
        nested=opened.nested,
        doubtful=True,
    )


class _Paragraph:
    """Reads the marks of one paragraph."""

    def __init__(self, text: str, span: tuple[int, int], marks: Sequence[tuple[int, str]]) -> None:
        self.text = text
        self.begin, self.stop = span
        self.marks = marks
        self.singles = _single_pairs(text, span, marks)
        self.done: list[Quotation] = []
        self.strays: list[int] = []
        self.stack: list[_Open] = []
        self.surplus = self._surplus()

    def _surplus(self) -> dict[int, int]:
        """For each mark, how many more double marks close than open after it."""
        out: dict[int, int] = {}
        count = 0
        for at, mark in reversed(self.marks):
            if mark in _SINGLE:
                continue
            out[at] = count
            count += -1 if self._closer_of(at, mark) == '"' else mark in _CLOSE or mark in _EITHER
        return out

    def read(
        self, carried: list[_Open], last_end: int
    ) -> tuple[list[_Open], list[Quotation], list[int]]:
        """Quotations open after this paragraph, those that ended in or before it, and strays."""
        self._reopen(carried, last_end)
        for at, mark in self.marks:
            if self.stack and at < self.stack[-1].inner:
                continue
            self._mark(at, mark)
        while len(self.stack) > 1:
            self.done.append(_cut(self.stack.pop(), _content_end(self.text, self.begin, self.stop)))
        return self.stack, self.done, self.strays

    def _reopen(self, carried: list[_Open], last_end: int) -> None:
        for opened in carried:
            at = (
                self.begin
                + len(self.text[self.begin : self.stop])
                - len(self.text[self.begin : self.stop].lstrip())
            )
            mark = next((m for i, m in self.marks if i == at), "")
            if mark and self._closer_of(at, mark) == opened.closes:
                opened.pieces.append((opened.start, last_end))
                opened.inners.append((opened.inner, last_end))
                opened.start, opened.inner = at, at + len(mark)
                self.stack.append(opened)
            else:
                self.done.append(_cut(opened, last_end))

    def _closer_of(self, at: int, mark: str) -> str:
        """The mark that would close what `mark` opens here; empty where it cannot open."""
        if mark in _OPEN:
            return '"' if _OPEN[mark] in _CLOSE or mark == "``" else _OPEN[mark]
        if mark in _ANGLES:
            return _ANGLES[mark]
        if mark in _REVERSED and self._may_open(at, mark):
            return _REVERSED[mark]
        if (mark in _EITHER or mark == "”") and self._may_open(at, mark):
            return '"'
        return ""

    def _may_open(self, at: int, mark: str) -> bool:
        before = self.text[at - 1] if at > self.begin else " "
        after = self.text[at + len(mark)] if at + len(mark) < self.stop else " "
        free = _is_gap(before) or before in _BEFORE_OPENING or before in "“„‘'\"«"
        return free and not after.isspace() and after not in ",.;)"

    def _mark(self, at: int, mark: str) -> None:
        if mark in _SINGLE:
            self._single(at, mark)
            return
        top = self._innermost_closed_by(at, mark)
        closes = self._closer_of(at, mark)
        if top >= 0 and not (closes and self._opens_anew(at, mark)):
            self._close(top, at + len(mark))
        elif closes:
            self._open(at, mark, closes)
        elif mark not in _EITHER or not self._is_measure(at):
            self.strays.append(at)

    def _is_measure(self, at: int) -> bool:
        """Whether the mark stands for inches, seconds or minutes: `5"`."""
        return at > self.begin and self.text[at - 1].isdigit()

    def _innermost_closed_by(self, at: int, mark: str) -> int:
        key = '"' if mark in _EITHER or mark == "“" or mark in _CLOSE else mark
        for level in range(len(self.stack) - 1, max(-1, len(self.stack) - 8), -1):
            if self.stack[level].closes == key and not (mark == "“" and self._may_open(at, mark)):
                return level
        return -1

    def _opens_anew(self, at: int, mark: str) -> bool:
        """Whether a mark that could close rather opens: a space before it and a word after."""
        before = self.text[at - 1] if at > self.begin else " "
        return mark not in _CLOSE and before.isspace() and self._may_open(at, mark)

    def _open(self, at: int, mark: str, closes: str) -> None:
        same = next((i for i, o in enumerate(self.stack) if o.closes == closes), -1)
        # A second mark of a kind already open is nested if enough closing marks follow for both.
        if same >= 0 and not (closes == '"' and self.surplus[at] >= same + 2):
            end = _content_end(self.text, self.stack[same].inner, at)
            while len(self.stack) > same:
                self.done.append(_cut(self.stack.pop(), end))
        inner = at + len(mark)
        self.stack.append(_Open(closes, at, inner, bool(self.stack), [], []))

    def _close(self, level: int, end: int) -> None:
        doubled = self.text[end - 2 : end] in {"''", '""'}
        mark_at = end - 2 if doubled else end - 1
        while len(self.stack) > level + 1:
            self.done.append(_cut(self.stack.pop(), mark_at))
        opened = self.stack.pop()
        self.done.append(
            Quotation(
                pieces=(*opened.pieces, (opened.start, end)),
                inner=(*opened.inners, (opened.inner, max(opened.inner, mark_at))),
                nested=opened.nested,
                doubtful=False,
            )
        )

    def _single(self, at: int, mark: str) -> None:
        end = self.singles.get(at)
        if end is None:
            return
        inner = at + len(mark)
        self.done.append(
            Quotation(((at, end),), ((inner, end - 1),), bool(self.stack), doubtful=False)
        )


def _single_pairs(
    text: str, span: tuple[int, int], marks: Sequence[tuple[int, str]]
) -> dict[int, int]:
    """Where each single mark that opens is closed: offset of the mark -> offset past the end."""
    singles = [at for at, mark in marks if mark in _SINGLE]
    pairs: dict[int, int] = {}
    place = 0
    while place < len(singles):
        at = singles[place]
        closer = -1
        if _single_opens(text, span, at):
            closer = _closing_single(text, span, singles, place)
            if closer < 0 and text[at] in "'’‛‚":
                # Nothing from here on closes: what follows is only apostrophes, unless a
                # real opening glyph comes; skipping keeps the search linear.
                place += 1
                continue
        if closer >= 0:
            pairs[at] = singles[closer] + 1
            place = closer + 1
        else:
            place += 1
    return pairs


def _single_opens(text: str, span: tuple[int, int], at: int) -> bool:
    before = text[at - 1] if at > span[0] else " "
    after = text[at + 1] if at + 1 < span[1] else " "
    free = _is_gap(before) or before in _BEFORE_OPENING or before in '“„"«'
    if not free or after.isspace() or after in ",.;:)":
        return False
    return not _ELIDED.match(text, at + 1)


def _is_gap(char: str) -> bool:
    """Whether a quotation can open behind `char`: a space, or an invisible mark of direction."""
    return char.isspace() or category(char) == "Cf"


def _closing_single(text: str, span: tuple[int, int], singles: Sequence[int], place: int) -> int:
    """Index in `singles` of the mark that closes `singles[place]`, or -1.

    A mark after punctuation closes at once; one after a plural `s` may be a possessive, and is
    only taken when nothing better comes before the next mark that could open (at most 12 on).
    """
    fallback = -1
    for index in range(place + 1, min(len(singles), place + 13)):
        at = singles[index]
        before = text[at - 1]
        after = text[at + 1] if at + 1 < span[1] else " "
        if _single_opens(text, span, at):
            break
        if before.isspace() or after.isalnum() or text[at] in "‘‚":
            continue
        if before in _ENDS or before not in "sS" or after in _ENDS or after in '”")':
            return index
        if fallback < 0:
            fallback = index
    return fallback


def outermost(quotes: Quotes) -> Iterator[Quotation]:
    """The quotations that stand in no other."""
    return (quotation for quotation in quotes.quotations if not quotation.nested)
