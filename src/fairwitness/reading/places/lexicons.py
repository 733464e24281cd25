"""The word tables that finding, resolving and reading places share, read once from package data."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple


class Designator(NamedTuple):
    """A word that says what sort of place the name beside it is: `county`, `river`."""

    kind: str
    group: str


class Abbreviation(NamedTuple):
    """The full name an abbreviation stands for, its country, and whether it must follow a name."""

    name: str
    country: str
    after_name: bool


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The tables, keyed by lower-cased word (abbreviations by their exact spelling)."""

    after: dict[str, Designator]
    before: dict[str, Designator]
    abbreviations: dict[str, Abbreviation]
    adjectives: dict[str, str]
    """Adjectives of regions to the region's name; those of countries the world knows."""
    words: dict[str, frozenset[str]]
    """The lists of `places_words.toml`."""

    def has(self, group: str, word: str) -> bool:
        """Whether the lower-cased `word` is in the list `group`."""
        return word in self.words[group]


@functools.cache
def load_lexicons() -> Lexicons:
    """The tables of `reading/data/places_*`; read once a process, about 2 ms."""
    after: dict[str, Designator] = {}
    before: dict[str, Designator] = {}
    for word, side, kind, group in rows("places_designators.tsv"):
        (after if side == "after" else before)[word] = Designator(kind, group)
    abbreviations = {
        short: Abbreviation(name, country, after_name == "yes")
        for short, name, country, after_name in rows("places_abbreviations.tsv")
    }
    adjectives = {cells[0]: cells[1] for cells in rows("places_adjectives.tsv")}
    words = {k: frozenset(v) for k, v in tomllib.loads(read("places_words.toml")).items()}
    return Lexicons(after, before, abbreviations, adjectives, words)


@functools.cache
def load_weights(name: str) -> dict[str, float]:
    """A table of fitted weights, `feature` to `weight`."""
    return {feature: float(weight) for feature, weight in rows(name)}


def read(name: str) -> str:
    """The text of a file of `reading/data`."""
    return resources.files("fairwitness.reading").joinpath("data", name).read_text("utf-8")


def rows(name: str) -> Iterator[list[str]]:
    """The cells of each line of a table, without comments and the header line."""
    lines = (line for line in read(name).splitlines() if line and not line.startswith("#"))
    next(lines, None)
    for line in lines:
        yield line.split("\t")
