"""The words around names: titles, particles, bodies; from `data/actors_words.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from fairwitness.reading.statements.lexicon import word_lists
from fairwitness.reading.statements.sourcing import source_words


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The word lists by label."""
    return MappingProxyType(word_lists("actors_words.tsv"))


@cache
def leading() -> frozenset[str]:
    """Words that stand before a person's name and are no part of it, without their full stop."""
    lists = words()
    return frozenset().union(
        *(lists[label] for label in ("honorific_he", "honorific_she", "honorific", "rank")),
        lists["office"],
    )


@cache
def calling() -> frozenset[str]:
    """Nouns for what one person is: "spokesman", "farmer", "wife"; singular."""
    lists, known = words(), source_words()
    labels = ("woman", "man", "weak_man", "person", "rank", "honorific")
    return known["role"] | known["trade"] | frozenset().union(*(lists[x] for x in labels))


def bare(word: str) -> str:
    """A word of a title as the lists have it: lower case, without its full stop."""
    return word.lower().rstrip(".")
