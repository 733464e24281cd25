"""Keeps a text's words and vectors on its `Doc`, so that all heads share one run of the encoder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from spacy.tokens import Doc

from fairwitness.reading.encoder.encoder import Half, encoder
from fairwitness.reading.encoder.words import Words

_KEPT = "fairwitness_vectors"


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A text as the encoder reads it."""

    words: Words
    vectors: Half
    """One a word: [words, 384]."""


def read(doc: Doc) -> Read:
    """The words and vectors of `doc`'s text; encoded once and kept on `doc` until `forget`."""
    kept = doc.user_data.get(_KEPT)
    if kept is None:
        words = encoder().words(doc.text)
        kept = doc.user_data[_KEPT] = Read(words, encoder().vectors(words))
    return cast(Read, kept)


def forget(doc: Doc) -> None:
    """Lets go of what is kept on `doc` (768 bytes a word); whoever reads it last calls this."""
    doc.user_data.pop(_KEPT, None)
