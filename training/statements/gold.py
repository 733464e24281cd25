"""PolNeAR as the yardstick keeps it, cut into windows of words with their labels."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fairwitness.reading.encoder.between import betweens, counts_of, distances
from fairwitness.reading.encoder.words import CLOSE, OPEN, Ints, Words, words_of

OUT, SOURCE, CONTENT = 0, 1, 2
OUTSIDE, BEGIN, INSIDE = 0, 1, 2


@dataclass(frozen=True)
class Attribution:
    """One attribution in words: its cue, and a label for each word of the article."""

    first: int
    last: int
    labels: Ints


@dataclass(frozen=True)
class Article:
    """An article's words, a cue tag for each, and its attributions."""

    words: Words
    counts: Ints
    cues: Ints
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True)
class Cue:
    """An attribution seen from its cue, over the words of one window."""

    first: int
    last: int
    distance: Ints
    between: Ints
    labels: Ints


@dataclass(frozen=True)
class Window:
    """A stretch of an article that the encoder reads at once."""

    pieces: Ints
    looks: Ints
    heads: Ints
    """Where in `pieces` each word's first piece stands."""
    cues: Ints
    attributions: tuple[Cue, ...]


def records(path: Path) -> list[dict[str, Any]]:
    """The reports of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def article(record: Mapping[str, Any], pieces: Mapping[str, int]) -> Article:
    """A record with its spans in words; attributions with no cue are left out."""
    words = words_of(record["text"], pieces)
    cues = np.zeros(len(words), dtype=np.int64)
    found = []
    for gold in record["attributions"]:
        cue = _covered(words, gold["cue"])
        if len(cue) == 0:
            continue
        labels = np.zeros(len(words), dtype=np.int64)
        labels[_covered(words, gold["source"])] = SOURCE
        labels[_covered(words, gold["content"])] = CONTENT
        cues[cue] = INSIDE
        cues[cue[0]] = BEGIN
        found.append(Attribution(int(cue[0]), int(cue[-1]), labels))
    return Article(words, counts_of(words), cues, tuple(found))


def _covered(words: Words, spans: Sequence[tuple[int, int]]) -> Ints:
    inside = np.zeros(len(words), dtype=bool)
    for start, end in spans:
        inside |= (words.start < end) & (words.end > start)
    return np.flatnonzero(inside)


def windows(whole: Article, size: int, chance: random.Random) -> Iterator[Window]:
    """The article in windows of at most `size` pieces, cut anew by `chance` each time."""
    first = whole.words.first
    begin, room = 0, chance.randint(size // 2, size)
    while begin < len(whole.words):
        end = int(np.searchsorted(first, first[begin] + room, side="right")) - 1
        end = max(begin + 1, min(end, len(whole.words)))
        yield _window(whole, begin, end)
        begin, room = end, size


def _window(whole: Article, begin: int, end: int) -> Window:
    first = whole.words.first[begin : end + 1]
    pieces = whole.words.pieces[first[0] : first[-1]]
    looks = np.repeat(whole.words.look[begin:end], np.diff(first))
    counts, at = whole.counts[begin:end], np.arange(end - begin)
    cues = tuple(
        Cue(
            one.first - begin,
            one.last - begin,
            distances(at, one.first - begin, one.last - begin),
            betweens(counts, one.first - begin),
            one.labels[begin:end],
        )
        for one in whole.attributions
        if begin <= one.first and one.last < end
    )
    return Window(
        np.concatenate([[OPEN], pieces, [CLOSE]]),
        np.concatenate([[0], looks, [0]]),
        first[:-1] - first[0] + 1,
        whole.cues[begin:end],
        cues,
    )
