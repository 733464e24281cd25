"""A report's text cut at every boundary of every mark, so that overlapping rows nest in no order.

Each fragment knows all rows that stand on it; the page switches, lights and explains fragments and
never has to nest one row's element inside another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fairwitness.brief.letters import Piece, pieces


class Marked(NamedTuple):
    """Characters `start` to `end` belong to row number `row`, styled by `classes`."""

    start: int
    end: int
    row: int
    classes: str


class Fragment(NamedTuple):
    """A run of text within one line that the same rows stand on."""

    pieces: tuple[Piece, ...]
    rows: str
    """Row numbers, separated by spaces."""
    classes: str
    start: int = 0
    """Offset of its first character."""


def passages(text: str, marks: Sequence[Marked]) -> Iterator[list[Fragment]]:
    """The lines of `text` that are not blank, each as its fragments, in order.

    Marks that are empty or reach outside the text mark what is inside it, or nothing.
    """
    fragments = _Sweep(text, marks)
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield list(fragments.between(start, end))
        start = end + 1


class _Sweep:
    """Walks the boundaries of all marks once, from the start of the text to its end."""

    def __init__(self, text: str, marks: Sequence[Marked]) -> None:
        self._text = text
        inside = [
            mark._replace(start=max(mark.start, 0), end=min(mark.end, len(text))) for mark in marks
        ]
        inside = [mark for mark in inside if mark.start < mark.end]
        self._cuts = sorted({at for mark in inside for at in (mark.start, mark.end)})
        self._opening = sorted(inside, key=lambda mark: mark.start)
        self._cut = self._opened = 0
        self._open: list[Marked] = []

    def between(self, start: int, end: int) -> Iterator[Fragment]:
        """Fragments of `start` to `end`; to be called with ranges in order."""
        at = start
        while at < end:
            while self._cut < len(self._cuts) and self._cuts[self._cut] <= at:
                self._cut += 1
            stop = min(end, self._cuts[self._cut]) if self._cut < len(self._cuts) else end
            self._advance(at)
            yield self._fragment(at, stop)
            at = stop

    def _advance(self, at: int) -> None:
        self._open = [mark for mark in self._open if mark.end > at]
        while self._opened < len(self._opening) and self._opening[self._opened].start <= at:
            if self._opening[self._opened].end > at:
                self._open.append(self._opening[self._opened])
            self._opened += 1

    def _fragment(self, start: int, end: int) -> Fragment:
        rows = dict.fromkeys(str(mark.row) for mark in self._open)
        classes = dict.fromkeys(name for mark in self._open for name in mark.classes.split())
        shown = tuple(pieces(self._text[start:end]))
        return Fragment(shown, " ".join(rows), " ".join(classes), start)
