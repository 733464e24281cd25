"""What speaks for and against a spot naming a place, as named yes/no features.

The features are counted over words near the spot, the recogniser's label, what the gazetteer knows
of the name, and how the same name is used elsewhere in the report. `places_finding.tsv` holds the
weight of each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.reading.places.names import is_country
from fairwitness.reading.places.spots import Spot
from fairwitness.reading.places.tokens import Tokens

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_RARE_LABELS = frozenset(["PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"])
_NUMBER_LABELS = frozenset(["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"])
_DASHES = frozenset("-–—")
_ADMIN = frozenset({"province", "district"})
_LAND = frozenset(
    ["sea", "strait", "river", "lake", "mountain", "island", "desert", "region", "continent"]
)


@dataclass(frozen=True, slots=True)
class ReportUse:
    """How the report uses its names, over all their mentions."""

    surnames: frozenset[str]
    """Words that are part of a person's name of two or more words."""
    recognised: dict[str, float]
    """Share of a name's mentions that the recogniser calls a place."""
    placed: dict[str, float]
    """Share of a name's mentions after a preposition of place or before `, Country`."""


def read_use(tokens: Tokens, spots: Sequence[Spot], lexicons: Lexicons) -> ReportUse:
    """How `spots` and persons' names are used over the whole report."""
    persons: set[str] = set()
    for start, end, label in tokens.entities:
        parts = tokens.slice(start, end).lower().split() if label == "PERSON" else []
        if len(parts) > 1:
            persons.update(parts)
    mentions: Counter[str] = Counter()
    recognised: defaultdict[str, int] = defaultdict(int)
    placed: defaultdict[str, int] = defaultdict(int)
    for spot in spots:
        key = use_key(spot)
        mentions[key] += 1
        recognised[key] += tokens.label(spot.start) in _PLACE_LABELS
        placed[key] += lexicons.has("at_place", tokens.low(spot.start - 1))
    return ReportUse(
        frozenset(persons),
        {key: recognised[key] / count for key, count in mentions.items()},
        {key: placed[key] / count for key, count in mentions.items()},
    )


def use_key(spot: Spot) -> str:
    """What the mentions of one thing share: the record known by the name, or the name."""
    top = spot.known.top
    return spot.text.lower() if top is None else top.id


def features(tokens: Tokens, spot: Spot, use: ReportUse, lexicons: Lexicons) -> list[str]:
    """The names of the features that hold for `spot`."""
    label = _label(tokens, spot)
    relation = _relation(tokens, spot)
    known = _known(spot)
    before = _before(tokens, spot, lexicons)
    after = _after(tokens, spot, lexicons)
    shape = _shape(tokens, spot)
    found = [
        f"label={label}:{relation}",
        f"known={known}",
        f"known={known}:label={label}",
        f"before={before}",
        f"after={after}",
        f"before={before}:label={label}",
        f"after={after}:label={label}",
        f"tag={tokens.tags[spot.end - 1]}",
        f"words={min(spot.end - spot.start, 3)}",
        f"shape={shape}",
        f"shape={shape}:label={label}",
        f"shape={shape}:after={after}",
        f"size={_size(spot)}",
        f"size={_size(spot)}:label={label}",
        f"dep={tokens.deps[spot.end - 1]}",
    ]
    found.extend(_of_report(spot, use, label))
    if spot.said is not None:
        found.append(f"said={spot.said.group}")
        found.append(f"said:known={known}")
    if spot.designator is not None:
        found.append(f"designator={spot.designator.group}")
        found.append(f"designator={spot.designator.group}:known={bool(spot.known.records)}")
    return found


def _of_report(spot: Spot, use: ReportUse, label: str) -> Iterator[str]:
    key = use_key(spot)
    yield f"recognised={_share(use.recognised.get(key, 0.0))}:{label}"
    yield f"placed={_share(use.placed.get(key, 0.0))}"
    if spot.text.lower() in use.surnames:
        yield "surname"
        yield f"surname:{label}"


def _share(value: float) -> str:
    if value == 0.0:
        return "none"
    return "some" if value < 0.5 else "most"


def _label(tokens: Tokens, spot: Spot) -> str:
    label = tokens.label(spot.start) or tokens.label(spot.end - 1)
    if label in _RARE_LABELS:
        return "rare"
    return "number" if label in _NUMBER_LABELS else label or "none"


def _relation(tokens: Tokens, spot: Spot) -> str:
    """Where the spot lies in the recogniser's span: the whole of it, its start, end or middle."""
    index = tokens.entity[spot.start]
    if index < 0:
        return "none" if tokens.entity[spot.end - 1] < 0 else "across"
    start, end, _ = tokens.entities[index]
    if tokens.lower[start] == "the" and spot.start > start:
        start += 1
    if end > spot.end and tokens.lower[end - 1] in {"'s", "’s"}:
        end -= 1
    if spot.end > end or spot.start < start:
        return "across"
    if spot.start == start:
        return "whole" if spot.end == end else "head"
    return "tail" if spot.end == end else "middle"


def _known(spot: Spot) -> str:
    """What sort of thing the name is, by its most important record."""
    if spot.known.via in {"demonym", "abbreviation"}:
        if spot.known.via == "demonym" and spot.text.endswith("s"):
            return "people"
        return spot.known.via
    top = spot.known.top
    if top is None or spot.known.via == "similar":
        return "none"
    if is_country(top):
        return "country"
    if top.kind in _ADMIN:
        return "admin"
    if top.kind in _LAND:
        return "land"
    return "city" if top.kind == "city" else "site"


def _size(spot: Spot) -> str:
    """The population of the most important record, by powers of ten."""
    top = spot.known.top
    if top is None or spot.known.via != "name":
        return "none"
    return f"e{len(str(top.population))}" if top.population else "unknown"


def _shape(tokens: Tokens, spot: Spot) -> str:
    first = tokens.sentence[spot.start] != tokens.sentence[spot.start - 1] if spot.start else True
    if spot.text.isupper() and len(spot.text) > 1:
        neighbours = tokens.word(spot.start - 1) + tokens.word(spot.end)
        loud = neighbours.isupper()
        return "all_caps_among" if loud else ("all_caps_first" if first else "all_caps")
    return "first" if first else "title"


_BEFORE_LISTS = ("at_place", "to_place", "with_actor", "title")


def _before(tokens: Tokens, spot: Spot, lexicons: Lexicons) -> str:
    """The class of the word before the spot."""
    index = spot.start - 1
    if index < 0 or tokens.sentence[index] != tokens.sentence[spot.start]:
        return "start"
    word = tokens.lower[index]
    for group in _BEFORE_LISTS:
        if lexicons.has(group, word):
            return group
    if word in {"the", "a", "an"}:
        return "the"
    if word in _DASHES:
        return "dash"
    if word == ",":
        return "comma"
    if word[0].isdigit():
        return "number"
    if not word[0].isalnum():
        return "mark"
    if tokens.words[index][0].isupper():
        return f"name:{tokens.label(index) or 'none'}"
    return "word"


_AFTER_LISTS = ("person_verb", "press", "firm", "team", "body")


def _after(tokens: Tokens, spot: Spot, lexicons: Lexicons) -> str:
    """The class of the word after the spot."""
    index = spot.end
    if index >= len(tokens) or tokens.sentence[index] != tokens.sentence[spot.start]:
        return "end"
    word, capital = tokens.lower[index], tokens.words[index][0].isupper()
    if capital:
        for group in _AFTER_LISTS[1:]:
            if lexicons.has(group, word):
                return group
        designator = lexicons.after.get(word)
        if designator is not None:
            return f"designator:{designator.group}"
        return f"name:{tokens.label(index) or 'none'}"
    return _after_small(tokens, index, word, lexicons)


def _after_small(tokens: Tokens, index: int, word: str, lexicons: Lexicons) -> str:
    if word in {"'s", "’s", "'", "’"}:
        return "possessive"
    if word in _DASHES:
        return "dash_glued" if tokens.glued(index) else "dash"
    if word == ",":
        return "comma_name" if tokens.word(index + 1)[:1].isupper() else "comma"
    if not word[0].isalnum():
        return "mark"
    if word == "in" and tokens.label(index + 1) == "GPE":
        return "in_place"
    if lexicons.has("person_verb", word):
        return "person_verb"
    if word in lexicons.after:
        return f"small:{lexicons.after[word].group}"
    if lexicons.has("local", word):
        return "local"
    return "body_small" if lexicons.has("body", word) else "word"
