"""Dates that a sentence gives beside how long after the date of an earlier one they lie."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from fairwitness.reading.reckonings.sketch import Piece
from fairwitness.reading.reckonings.terms import day, states_year, stretch
from fairwitness.reading.rows import Reckoning, Time

_BESIDE = re.compile(r",? (?:on |in )?")
_STOP = re.compile(r"[.!?;][\"”’]?\s")
_EARLIER = re.compile(r"\b(?:earlier|before)$", re.IGNORECASE)
REACH = 300
"""Characters from the earlier date within which the words still count from it."""


def offset_reckonings(text: str, pieces: Sequence[Piece]) -> Iterator[Reckoning]:
    """ "It fell on 3 May 2018. Three weeks later, on 24 May 2018, …": one for each such date."""
    dates = {p.row.id: p for p in pieces if isinstance(p.row, Time) and p.mark == "date"}
    for piece, beside in itertools.pairwise(pieces):
        if piece.mark != "offset" or beside.mark != "date" or not isinstance(piece.row, Time):
            continue
        anchor = dates.get(piece.row.anchor or "")
        if anchor is None or not (states_year(anchor) and states_year(beside)):
            continue
        between = text[anchor.end : piece.start]
        if not _BESIDE.fullmatch(text[piece.end : beside.start]) or len(between) > REACH:
            continue
        if _STOP.search(between):
            yield from _reckoned(text, anchor, piece, beside)


def _reckoned(text: str, anchor: Piece, stated: Piece, beside: Piece) -> Iterator[Reckoning]:
    ends = (beside, anchor) if _EARLIER.search(text[: stated.end]) else (anchor, beside)
    begin, end = day("begin", text, ends[0]), day("end", text, ends[1])
    length = stretch("stated", text, stated)
    if begin is not None and end is not None and length is not None:
        yield Reckoning(
            id="", start=stated.start, end=beside.end, text=text[stated.start : beside.end],
            kind="duration", terms=(begin, end, length),
        )  # fmt: skip
