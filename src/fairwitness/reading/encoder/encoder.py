"""Runs the encoder over a text: one vector a word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairwitness.reading.encoder.session import Floats, Session
from fairwitness.reading.encoder.windows import PIECES, Window, windows
from fairwitness.reading.encoder.words import CLOSE, DATA, OPEN, Words, vocabulary, words_of

WIDTH = 384

Half = npt.NDArray[np.float16]
"""Vectors are kept in 16 bits: half the memory, and no figure changes in its third digit."""


class Encoder:
    """The encoder's graph and vocabulary."""

    def __init__(self, folder: Path = DATA, threads: int | None = None) -> None:
        """Loads both from `folder`."""
        self._session = Session(folder / "encoder.onnx", threads)
        self._vocabulary = vocabulary(folder / "vocab.txt")

    def words(self, text: str) -> Words:
        """The words of `text`, as the encoder reads them."""
        return words_of(text, self._vocabulary)

    def vectors(self, words: Words) -> Half:
        """A vector for each word, that of its first piece: [words, 384].

        Windows are run one by one: in eight bits a window's scale would else hang on its
        neighbours, and on two cores a batch is not faster.
        """
        out = np.zeros((len(words), WIDTH), dtype=np.float16)
        for window in windows(words.first):
            out[window.keep_from : window.keep_to] = self._read(words, window)
        return out

    def _read(self, words: Words, window: Window) -> Floats:
        first = words.first[window.begin : window.end + 1]
        pieces = words.pieces[first[0] : first[-1]][:PIECES]
        looks = np.repeat(words.look[window.begin : window.end], np.diff(first))[:PIECES]
        (vectors,) = self._session.run(
            {
                "pieces": np.concatenate([[OPEN], pieces, [CLOSE]])[None],
                "looks": np.concatenate([[0], looks, [0]])[None],
            }
        )
        keep = slice(window.keep_from - window.begin, window.keep_to - window.begin)
        out: Floats = vectors[0, (first[:-1] - first[0] + 1)[keep]]
        return out


@cache
def encoder() -> Encoder:
    """The encoder, loaded once a process."""
    return Encoder()
