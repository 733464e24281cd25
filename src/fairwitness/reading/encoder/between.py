"""Where a word stands to a cue: how far, and across how many lines, sentences and quotation marks.

Two small integers a word, which index tables the span head has learned.
"""

from __future__ import annotations

import numpy as np

from fairwitness.reading.encoder.words import Ints, Words

_STEPS = np.array([1, 2, 3, 4, 5, 6, 8, 11, 16, 24, 36, 56, 90])
DISTANCES = 2 * len(_STEPS) + 1
BETWEENS = 64
"""Four counts (0, 1, 2, more) of each of lines, sentence ends and quotation marks."""


def counts_of(words: Words) -> Ints:
    """For each word, the lines begun, sentences ended and quotation marks before it: [words, 3]."""
    lines = np.cumsum(words.lines)
    stops = np.cumsum(words.stops) - words.stops
    quotes = np.cumsum(words.quotes) - words.quotes
    return np.stack([lines, stops, quotes], axis=1)


def distances(at: Ints, first: int, last: int) -> Ints:
    """The class of each word's distance to the cue `first..last`, in words; 0 inside the cue."""
    away = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    step = np.searchsorted(_STEPS, np.abs(away), side="right").astype(np.int64)
    out: Ints = np.where(away < 0, len(_STEPS) + step, step)
    return out


def betweens(counts: Ints, cue: int) -> Ints:
    """The class of what stands between each word and the cue's first word."""
    apart = np.minimum(np.abs(counts - counts[cue]), 3)
    out: Ints = apart[:, 0] + 4 * apart[:, 1] + 16 * apart[:, 2]
    return out
