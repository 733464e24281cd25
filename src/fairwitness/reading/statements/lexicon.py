"""The lexicon of attribution: cue words with their frames, read from the tables in `data/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast, get_args

from fairwitness.reading.rows import Stance


@dataclass(frozen=True, slots=True)
class Sense:
    """What a cue says of its source's stand: its class, and the stance it lends to the content."""

    kind: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words by part of speech; each maps a lemma to its senses by frame."""

    verbs: Mapping[str, Mapping[str, Sense]]
    nouns: Mapping[str, Mapping[str, Sense]]
    adjectives: Mapping[str, Mapping[str, Sense]]
    adverbs: Mapping[str, Mapping[str, Sense]]
    modifiers: Mapping[str, Mapping[str, Sense]]


def table(name: str) -> Iterator[list[str]]:
    """The rows of a table in `data/`: cells by tab, comments and blank lines left out."""
    text = files("fairwitness.reading").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """A table of `label<TAB>words…` as one set of words a label."""
    out: dict[str, frozenset[str]] = {}
    for label, words in table(name):
        out[label] = out.get(label, frozenset()) | frozenset(words.split())
    return out


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once. ValueError where a table names a stance there is not."""
    found: dict[str, dict[str, dict[str, Sense]]] = {}
    rows = [["verb", *row] for row in table("cues.tsv")] + list(table("phrases.tsv"))
    for part, kind, stance, frames, words in rows:
        if stance not in get_args(Stance):
            raise ValueError(f"no such stance: {stance!r} of {part} {kind}")
        sense = Sense(kind, cast(Stance, stance))
        for word in words.split():
            for frame in frames.split():
                found.setdefault(part, {}).setdefault(word, {}).setdefault(frame, sense)
    parts = {part: MappingProxyType(words) for part, words in found.items()}
    return Lexicon(
        verbs=parts["verb"],
        nouns=parts["noun"],
        adjectives=parts["adjective"],
        adverbs=parts["adverb"],
        modifiers=parts["modifier"],
    )
