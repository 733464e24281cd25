"""Cuts a long text into overlapping windows that the encoder can read at once."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from fairwitness.reading.encoder.words import Ints

PIECES = 254
"""Pieces a window holds beside its two special ones: what the heads were trained with."""
OVERLAP = 48
"""Pieces two windows share at least, so that no word is read at a window's very edge."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words `begin..end` are read; those of `keep_from..keep_to` are taken from here."""

    begin: int
    end: int
    keep_from: int
    keep_to: int


def windows(first: Ints) -> list[Window]:
    """Windows over the words whose pieces begin at `first` (one entry more than words).

    All of nearly one length; each word is kept from the window it stands deepest in.
    """
    many = len(first) - 1
    if many == 0:
        return []
    spans = _spans(first)
    middles = [(after + end) // 2 for (_, end), (after, _) in itertools.pairwise(spans)]
    edges = [0, *middles, many]
    return [Window(begin, end, edges[at], edges[at + 1]) for at, (begin, end) in enumerate(spans)]


def _spans(first: Ints) -> list[tuple[int, int]]:
    """Begin and end of each window: at even steps, but never past the end of the one before."""
    total = int(first[-1])
    steps = max(1, -(-(total - PIECES) // (PIECES - OVERLAP)))
    step = max(1, -(-(total - PIECES) // steps))
    spans = [(0, _end(first, 0))]
    while spans[-1][1] < len(first) - 1:
        begin, end = spans[-1]
        even = int(np.searchsorted(first, step * len(spans)))
        begin = max(begin + 1, min(even, end))
        spans.append((begin, _end(first, begin)))
    return spans


def _end(first: Ints, begin: int) -> int:
    """Past the last word that still fits a window from word `begin`; at least one word."""
    end = int(np.searchsorted(first, first[begin] + PIECES, side="right")) - 1
    return min(max(begin + 1, end), len(first) - 1)
