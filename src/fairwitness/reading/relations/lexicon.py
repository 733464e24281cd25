"""The words of `data/relations.toml`, as a typed table."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from fairwitness.reading.rows import Compass, PlaceKind, TravelMode


class Locating(msgspec.Struct, frozen=True):
    """Verbs and participles that say where their subject is."""

    verbs: frozenset[str]
    participles: frozenset[str]


class Shore(msgspec.Struct, frozen=True):
    """Words that put a place by the sea, or a country away from it."""

    adjectives: frozenset[str]
    ports: frozenset[str]
    nouns: frozenset[str]
    landlocked: frozenset[str]


class Roads(msgspec.Struct, frozen=True):
    """What runs from one place to another, and how it meets a third."""

    nouns: frozenset[str]
    between: frozenset[str]
    joining: frozenset[str]
    passing: frozenset[str]
    onto: frozenset[str]


class Radius(msgspec.Struct, frozen=True):
    """Words for a round area and for what lies in it."""

    nouns: frozenset[str]
    around: frozenset[str]
    inside: frozenset[str]
    including: frozenset[str]


class Doubts(msgspec.Struct, frozen=True):
    """What takes a relation out of a report's own assertions."""

    words: frozenset[str]
    phrases: tuple[str, ...]
    openings: tuple[str, ...]
    fiction: frozenset[str]
    unreal: frozenset[str]
    sport: frozenset[str]


class Along(msgspec.Struct, frozen=True):
    """Words between a distance and "from" that say along what it runs."""

    ways: frozenset[str]
    nouns: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True):
    """What the table holds; see its comments."""

    descriptors: dict[str, tuple[PlaceKind, ...]]
    plurals: dict[str, str]
    locating: Locating
    compass: dict[str, Compass]
    attaching: frozenset[str]
    softeners: frozenset[str]
    nearness: dict[str, tuple[str, ...]]
    along: Along
    shore: Shore
    roads: Roads
    radius: Radius
    travel: dict[str, TravelMode | Literal[""]]
    doubts: Doubts

    def descriptor(self, word: str) -> str | None:
        """The singular descriptor a word is a form of, or None."""
        low = word.lower()
        return low if low in self.descriptors else self.plurals.get(low)


@cache
def lexicon() -> Lexicon:
    """The table, read once a process."""
    raw = files("fairwitness.reading").joinpath("data/relations.toml").read_bytes()
    return msgspec.convert(tomllib.loads(raw.decode("utf-8")), Lexicon)


@cache
def nearness() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """By first word: the phrases of nearness as their words, longest first, with their manner."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for manner, phrases in lexicon().nearness.items():
        for phrase in phrases:
            words = tuple(phrase.replace("'s", " 's").split())
            found.setdefault(words[0], []).append((manner, words))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[1]))) for word, rows in found.items()}
