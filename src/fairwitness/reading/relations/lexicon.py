"""The words of `data/relations.toml`, as a typed table."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from fairwitness.reading.rows import Compass, PlaceKind


class Locating(msgspec.Struct, frozen=True):
    """Verbs and participles that say where their subject is."""

    verbs: frozenset[str]
    participles: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True):
    """What the table holds; see its comments."""

    descriptors: dict[str, tuple[PlaceKind, ...]]
    plurals: dict[str, str]
    locating: Locating
    compass: dict[str, Compass]
    attaching: frozenset[str]
    softeners: frozenset[str]

    def descriptor(self, word: str) -> str | None:
        """The singular descriptor a word is a form of, or None."""
        low = word.lower()
        return low if low in self.descriptors else self.plurals.get(low)


@cache
def lexicon() -> Lexicon:
    """The table, read once a process."""
    raw = files("fairwitness.reading").joinpath("data/relations.toml").read_bytes()
    return msgspec.convert(tomllib.loads(raw.decode("utf-8")), Lexicon)
