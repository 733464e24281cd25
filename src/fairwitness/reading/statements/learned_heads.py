"""Runs the learned heads over a text: how likely each word is a cue, and what belongs to a cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import batched
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairwitness.reading.encoder.between import betweens, counts_of, distances
from fairwitness.reading.encoder.carried import Read
from fairwitness.reading.encoder.encoder import Half
from fairwitness.reading.encoder.session import Floats, Session
from fairwitness.reading.encoder.words import DATA, Ints, Words
from fairwitness.reading.statements.learned_decode import Labels, Run, best_labels, log_shares

BEFORE, AFTER = 64, 128
"""How many words before and after a cue its source and content are looked for.

All but five in a thousand attributions of PolNeAR lie within; further out costs a third more time
and finds no more.
"""
_NEITHER = (0.0, -20.0, -20.0)
_BLOCK = 4096
"""Words whose vectors the cue head takes at once."""
_TOGETHER = 16
"""Cues whose surroundings are scored at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What the words around a cue are to it."""

    begin: int
    """The first word looked at."""
    shares: Floats
    """Logarithms of the probabilities of outside, source and content: [words looked at, 3]."""
    labels: Labels
    """The likeliest label of each."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A text's words with their vectors, and what the cue head says of each."""

    words: Words
    counts: Ints
    vectors: Half
    inner: Half
    belief: Floats
    """The probability that a word belongs to a cue."""
    begins: npt.NDArray[np.bool_]
    """Whether a word rather begins a cue than goes on with one."""


class Heads:
    """The two heads' graphs over the shared encoder."""

    def __init__(self, folder: Path = DATA) -> None:
        """Loads both from `folder`."""
        self._cues = Session(folder / "statements-cues.onnx")
        self._spans = Session(folder / "statements-spans.onnx")

    def scored(self, text: Read) -> Encoded | None:
        """A text with its words scored as cues; None where there are no words."""
        words, vectors = text.words, text.vectors
        if not len(words):
            return None
        scores, inner = self._scored(vectors)
        shares = np.exp(log_shares(scores))
        begins = shares[:, 1] > shares[:, 2]
        return Encoded(words, counts_of(words), vectors, inner, 1 - shares[:, 0], begins)

    def _scored(self, vectors: Half) -> tuple[Floats, Half]:
        """What the cue head gives for each word; in blocks, so that long texts take no more."""
        scores, inner = [], []
        for begin in range(0, len(vectors), _BLOCK):
            # The head sees one word to either side.
            before = max(0, begin - 1)
            some = vectors[before : begin + _BLOCK + 1].astype(np.float32)
            keep = slice(begin - before, begin - before + _BLOCK)
            cues, words = self._cues.run({"vectors": some})
            scores.append(cues[keep])
            inner.append(words[keep].astype(np.float16))
        return np.concatenate(scores), np.concatenate(inner)

    def around(self, text: Encoded, cues: Sequence[Run]) -> Iterator[Around]:
        """For each cue (its first and last word), what the words around are to it."""
        for some in batched(cues, _TOGETHER):
            yield from self._batch(text, some)

    def _batch(self, text: Encoded, cues: Sequence[Run]) -> Iterator[Around]:
        reach = [(max(0, a - BEFORE), min(len(text.words), b + 1 + AFTER)) for a, b in cues]
        shape = (len(cues), max(end - begin for begin, end in reach))
        near = np.zeros((*shape, text.inner.shape[1]), dtype=np.float32)
        distance, between = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        real = np.zeros(shape, np.float32)
        for row, ((first, last), (begin, end)) in enumerate(zip(cues, reach, strict=True)):
            at = slice(0, end - begin)
            near[row, at] = text.inner[begin:end]
            distance[row, at] = distances(np.arange(begin, end), first, last)
            between[row, at] = betweens(text.counts[begin:end], first - begin)
            real[row, at] = 1
        ends = text.vectors[np.array(cues)].reshape(len(cues), -1).astype(np.float32)
        (scores,) = self._spans.run(
            {"words": near, "ends": ends, "distance": distance, "between": between, "real": real}
        )
        shares = log_shares(scores)
        # Padding, and the cue itself, are no part of any source or content.
        shares[real == 0] = _NEITHER
        for row, ((first, last), (begin, _)) in enumerate(zip(cues, reach, strict=True)):
            shares[row, first - begin : last + 1 - begin] = _NEITHER
        labels = best_labels(shares)
        for row, (begin, end) in enumerate(reach):
            yield Around(begin, shares[row, : end - begin], labels[row, : end - begin])


@cache
def heads() -> Heads:
    """The heads, loaded once a process."""
    return Heads()
