"""The words by which the check of names reads offices, and what it asks of the text near a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from fairwitness.reading.actors.names import name_key
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Actor, Mention
from fairwitness.reading.statements.lexicon import table
from fairwitness.span import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LINK = re.compile(r"\b(?:of|for|in|at|to)\b")


@dataclass(frozen=True, slots=True)
class Offices:
    """The table `data/actors_offices.tsv`."""

    portfolio: Mapping[str, str]
    """Word -> the portfolio it names."""
    rank: Mapping[str, str]
    """Word -> the rank it names."""
    lists: Mapping[str, frozenset[str]]
    nested: frozenset[frozenset[str]]


@cache
def offices() -> Offices:
    """The table, read once."""
    named: dict[str, dict[str, str]] = {"portfolio": {}, "rank": {}}
    lists: dict[str, frozenset[str]] = {}
    nested = set()
    for label, cell in table("actors_offices.tsv"):
        words = cell.split()
        if label in named:
            named[label].update(dict.fromkeys(words, words[0]))
        elif label == "nested":
            nested.add(frozenset(words))
        else:
            lists[label] = frozenset(words)
    return Offices(
        MappingProxyType(named["portfolio"]),
        MappingProxyType(named["rank"]),
        MappingProxyType(lists),
        frozenset(nested),
    )


def words_of(text: str) -> list[str]:
    """The words of a phrase in lower case: "Gen. of the council's" gives `gen`, `of` …"""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def noun_part(title: str) -> str:
    """A title before its "of" or "for": "a spokesman for the ministry" gives `a spokesman`."""
    return _LINK.split(title.lower(), maxsplit=1)[0]


def whole(mention: Mention) -> bool:
    """Whether a mention gives a name of two words and more, by which one person is meant."""
    return mention.kind in ("name", "short") and len(key_of(mention)) > 1


def key_of(mention: Mention) -> tuple[str, ...]:
    """The words of a mention's name made comparable."""
    return name_key(mention.words.text)[0]


class Near:
    """What stands near the names of one report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.starts = [start for start, _ in reading.sentences]

    def sentence(self, span: Span) -> str:
        """The sentence that `span` begins in."""
        place = bisect_right(self.starts, span.start) - 1
        if place < 0:
            return span.text
        start, end = self.reading.sentences[place]
        return self.reading.text[start:end]

    def says(self, label: str, spans: Iterable[Span]) -> bool:
        """Whether a sentence that one of `spans` begins in has a word of the list `label`."""
        listed = offices().lists[label]
        return any(
            not listed.isdisjoint(part for word in words_of(self.sentence(span))
                                  for part in (word, *word.split("-")))
            for span in spans
        )  # fmt: skip

    @cached_property
    def placed(self) -> frozenset[str]:
        """The words that stand for places."""
        return frozenset(place.text for place in self.reading.places)

    @cached_property
    def people(self) -> tuple[Actor, ...]:
        """The persons of the report."""
        return tuple(actor for actor in self.reading.actors if actor.kind == "person")
