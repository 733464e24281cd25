"""Runs the learned heads over an encoded text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import batched
from pathlib import Path

import numpy as np

from fairwitness.reading.encoder.between import betweens, counts_of, distances
from fairwitness.reading.encoder.encoder import Encoder
from fairwitness.reading.encoder.session import Floats, Session
from fairwitness.reading.encoder.words import DATA, Words
from fairwitness.reading.statements.learned_decode import (
    AFTER,
    BEFORE,
    Attributed,
    Cue,
    Settings,
    attributed,
    cues_of,
    labels_of,
)

_TOGETHER = 16
"""Cues whose surroundings are scored at once."""


class Heads:
    """The two heads' graphs over the shared encoder."""

    def __init__(self, encoder: Encoder, folder: Path = DATA) -> None:
        """Loads both from `folder`."""
        self.encoder = encoder
        self._cues = Session(folder / "statements-cues.onnx")
        self._spans = Session(folder / "statements-spans.onnx")

    def attributions(self, text: str, settings: Settings) -> list[Attributed]:
        """What the heads find attributed in `text`, in the order of the cues."""
        words = self.encoder.words(text)
        if not len(words):
            return []
        vectors = self.encoder.vectors(words)
        scores, inner = self._cues.run({"vectors": vectors})
        cues = cues_of(scores, settings)
        out = []
        for cue, begin, labels in self._labels(words, vectors, inner, cues, settings):
            one = attributed(words, cue, labels, begin)
            if one is not None:
                out.append(one)
        return out

    def _labels(
        self,
        words: Words,
        vectors: Floats,
        inner: Floats,
        cues: Sequence[Cue],
        settings: Settings,
    ) -> Iterator[tuple[Cue, int, np.ndarray]]:
        counts = counts_of(words)
        for some in batched(cues, _TOGETHER):
            reach = [_reach(cue, len(words)) for cue in some]
            size = max(end - begin for begin, end in reach)
            shape = (len(some), size)
            near = np.zeros((*shape, inner.shape[1]), dtype=np.float32)
            distance, between = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
            real = np.zeros(shape, np.float32)
            for row, (cue, (begin, end)) in enumerate(zip(some, reach, strict=True)):
                at = slice(0, end - begin)
                near[row, at] = inner[begin:end]
                distance[row, at] = distances(np.arange(begin, end), cue.first, cue.last)
                between[row, at] = betweens(counts[begin:end], cue.first - begin)
                real[row, at] = 1
            ends = vectors[[[cue.first, cue.last] for cue in some]].reshape(len(some), -1)
            (spans,) = self._spans.run(
                {"words": near, "ends": ends, "distance": distance, "between": between,
                 "real": real}
            )  # fmt: skip
            labels = labels_of(spans, real, settings)
            for row, (cue, (begin, end)) in enumerate(zip(some, reach, strict=True)):
                labels[row, cue.first - begin : cue.last - begin + 1] = 0
                yield cue, begin, labels[row, : end - begin]


def _reach(cue: Cue, many: int) -> tuple[int, int]:
    return max(0, cue.first - BEFORE), min(many, cue.last + 1 + AFTER)
