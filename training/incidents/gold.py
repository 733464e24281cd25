"""MUC-3/4 as the yardstick keeps it: each report whole, with where its fillers may stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from fairwitness.reading.encoder.windows import windows
from fairwitness.reading.encoder.words import CLOSE, OPEN, Ints, Words, words_of
from fairwitness.reading.rows import IncidentType

ROLES = (
    "perpetrator_individual",
    "perpetrator_organisation",
    "physical_target",
    "victim",
    "weapon",
)
TYPES: tuple[str, ...] = get_args(IncidentType)
_ITEM = re.compile(r"[^\W_]+")

Run = tuple[int, int]
"""First and last word."""


@dataclass(frozen=True)
class Entity:
    """One filler: its role, each run of words that may be a mention, the types it takes part in."""

    role: int
    runs: tuple[Run, ...]
    types: tuple[int, ...]


@dataclass(frozen=True)
class Cut:
    """A window of the report: its pieces, and which of its words are kept."""

    pieces: Ints
    looks: Ints
    heads: Ints


@dataclass(frozen=True)
class Told:
    """A report as the incident head is trained on it."""

    words: Words
    cuts: tuple[Cut, ...]
    entities: tuple[Entity, ...]
    types: Ints
    """1 for each type of which the report tells an incident."""
    cased: Ints
    """The looks its words would have in copy that keeps capitals."""


def told(
    record: Mapping[str, Any], pieces: Mapping[str, int], capitals: Mapping[str, bool]
) -> Told:
    """A gold record in words."""
    text: str = record["text"]
    words = words_of(text, pieces)
    items = [text[a:b].lower() for a, b in zip(words.start, words.end, strict=True)]
    types = np.zeros(len(TYPES), dtype=np.int64)
    found: dict[tuple[int, str], tuple[list[Run], set[int]]] = {}
    for incident in record["incidents"]:
        kinds = [at for at, name in enumerate(TYPES) if name in incident["type"].split(" / ")]
        types[kinds] = 1
        for role, name in enumerate(ROLES):
            for mentions in incident[name]:
                runs = _runs(items, mentions)
                if runs:
                    entry = found.setdefault((role, repr(mentions)), (runs, set()))
                    entry[1].update(kinds)
    entities = tuple(
        Entity(role, tuple(runs), tuple(sorted(kinds)))
        for (role, _), (runs, kinds) in found.items()
    )
    return Told(words, tuple(_cuts(words)), entities, types, _cased(words, items, capitals))


def _runs(items: Sequence[str], mentions: Sequence[str]) -> list[Run]:
    """The longest run of words at each place where one of `mentions` stands."""
    spans: list[Run] = []
    for mention in mentions:
        wanted = _tokens(mention)
        for at in range(len(items) - len(wanted) + 1):
            if wanted and items[at] == wanted[0] and items[at : at + len(wanted)] == wanted:
                spans.append((at, at + len(wanted) - 1))
    spans.sort(key=lambda run: (run[0] - run[1], run))
    kept: list[Run] = []
    for run in spans:
        if all(run[1] < other[0] or run[0] > other[1] for other in kept):
            kept.append(run)
    return sorted(kept)


def _tokens(mention: str) -> list[str]:
    """A mention cut as the encoder cuts text."""
    return [match.group() for match in re.finditer(r"[^\W_]+|_|[^\w\s]", mention.lower())]


def _cuts(words: Words) -> list[Cut]:
    out = []
    for window in windows(words.first):
        first = words.first[window.begin : window.end + 1]
        looks = np.repeat(np.arange(window.begin, window.end), np.diff(first))
        keep = slice(window.keep_from - window.begin, window.keep_to - window.begin)
        out.append(
            Cut(
                np.concatenate([[OPEN], words.pieces[first[0] : first[-1]], [CLOSE]]),
                np.concatenate([[-1], looks, [-1]]),
                (first[:-1] - first[0] + 1)[keep],
            )
        )
    return out


def capitals_of(texts: Sequence[str]) -> dict[str, bool]:
    """Which words mostly have a capital inside sentences of cased copy."""
    counts: dict[str, list[int]] = {}
    for text in texts:
        for match in _ITEM.finditer(text):
            before = text[max(0, match.start() - 2) : match.start()]
            if before[-1:] == " " and before[:1] not in ".?!\n":
                counts.setdefault(match.group().lower(), [0, 0])[match.group()[0].isupper()] += 1
    return {word: high > low for word, (low, high) in counts.items()}


def _cased(words: Words, items: Sequence[str], capitals: Mapping[str, bool]) -> Ints:
    """Looks with capitals put back: at sentence starts, on names and on words never seen."""
    opens = np.ones(len(items), dtype=bool)
    opens[1:] = words.stops[:-1] > 0
    high = np.array([item[0].isalpha() and capitals.get(item, len(item) > 2) for item in items])
    return np.where(words.look % 3 == 0, words.look + (opens | high), words.look)
