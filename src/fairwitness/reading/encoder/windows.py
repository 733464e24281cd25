"""Cuts a long text into overlapping windows that the encoder can read at once."""

from __future__ import annotations

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
    total = int(first[-1])
    if total <= PIECES:
        return [Window(0, many, 0, many)]
    count = -(-(total - OVERLAP) // (PIECES - OVERLAP))
    step = (total - PIECES) / (count - 1)
    begins = np.searchsorted(first, [round(step * at) for at in range(count)])
    ends = [_end(first, int(begin)) for begin in begins]
    ends[-1] = many
    middles = [(int(b) + e) // 2 for b, e in zip(begins[1:], ends[:-1], strict=True)]
    edges = [0, *middles, many]
    out = []
    for at in range(count):
        begin = min(int(begins[at]), edges[at])
        out.append(Window(begin, _end(first, begin), edges[at], edges[at + 1]))
    return out


def _end(first: Ints, begin: int) -> int:
    """Past the last word that still fits a window from word `begin`; at least one word."""
    end = int(np.searchsorted(first, first[begin] + PIECES, side="right")) - 1
    return min(max(begin + 1, end), len(first) - 1)
