"""Whether a name stands for a place or for an actor ("strikes on Moscow", "Moscow said").

The grammar around the name decides: what governs it and how, and what kind of word that is. Each
fact is a named feature; `places_reading.tsv` holds its weight towards `actor`. The distinction is
Markert and Nissim's (2007) literal against metonymic, as ReLocaR (Gritta 2017) annotates it.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fairwitness.reading.places.lexicons import Lexicons, read
from fairwitness.reading.places.names import is_country
from fairwitness.reading.places.spots import Spot
from fairwitness.reading.places.tokens import Tokens
from fairwitness.reading.rows import PlaceReading

_SUBJECT = frozenset({"nsubj", "csubj"})
_NEVER_ACTS = frozenset(
    [
        "base",
        "airfield",
        "camp",
        "crossing",
        "border",
        "road",
        "sea",
        "strait",
        "river",
        "lake",
        "mountain",
        "island",
        "desert",
    ]
)
"""Kinds of place that no government or people is called by."""
_TELLING = frozenset({"dobj", "ccomp", "xcomp", "attr", "acomp", "agent", "dative"})
_POSSESSIVE = frozenset({"'s", "’s"})
_EXAMPLES = frozenset({"including", "like"})
_PHRASE = 5
"""Words of a noun phrase looked over behind an adjective."""
_LONGEST_CHAIN = 8
"""Conjuncts followed back to the first; longer lists are followed no further."""


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Lemmas by their class; a lemma may have several."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    prepositions: dict[str, tuple[str, ...]]
    context: dict[str, tuple[str, ...]]


@functools.cache
def load_actor_words() -> ActorWords:
    """The lists of `places_reading.toml`, turned to be looked up by word."""
    tables = tomllib.loads(read("places_reading.toml"))
    return ActorWords(**{name: _by_word(lists) for name, lists in tables.items()})


def _by_word(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for group, members in lists.items():
        for member in members:
            words[member] = (*words.get(member, ()), group)
    return words


def read_mention(
    tokens: Tokens, spot: Spot, words: ActorWords, weights: Mapping[str, float], lexicons: Lexicons
) -> PlaceReading:
    """What the name at `spot` stands for."""
    if spot.known.via == "demonym":
        return "place" if _says_ground(tokens, spot.end, lexicons) else "actor"
    kind = spot_kind(spot)
    if kind in _NEVER_ACTS or spot.evidence in {"located", "dateline"}:
        return "place"
    found = actor_features(tokens, spot.start, spot.end, kind, words)
    total = weights.get("bias", 0.0) + sum(weights.get(feature, 0.0) for feature in found)
    return "actor" if total > 0 else "place"


def _says_ground(tokens: Tokens, after: int, lexicons: Lexicons) -> bool:
    """Whether a demonym speaks of ground: `the Iraqi city`, not `the Iraqi army`.

    Looks over the noun phrase that the adjective opens, to the noun that ends it.
    """
    ground = False
    for index in range(after, min(after + _PHRASE, len(tokens))):
        tag = tokens.tags[index]
        if not tag.startswith(("NN", "JJ")) and tokens.words[index] not in {"-", "–"}:
            if tokens.lower[index] == "and":
                continue
            break
        if tag.startswith("NN"):
            ground = lexicons.has("ground", tokens.lower[index])
            if ground:
                break
    return ground


def spot_kind(spot: Spot) -> str:
    """The kind of the most important record of a name, territories counted as countries."""
    top = spot.known.top
    if top is None:
        return "none"
    return "country" if is_country(top) else top.kind


def actor_features(tokens: Tokens, start: int, end: int, kind: str, words: ActorWords) -> list[str]:
    """Features of the name at words `start` to `end`, of gazetteer kind `kind`."""
    head = _head_of(tokens, start, end)
    first, joined = _first_conjunct(tokens, head)
    role = _role(tokens, first)
    found = [f"role={role}", f"kind={kind}", f"kind={kind}:role={role}"]
    if joined:
        found.append("joined")
    found.extend(_governor(tokens, first, role, words))
    found.extend(_around(tokens, start, end, role, words))
    return found


def _head_of(tokens: Tokens, start: int, end: int) -> int:
    """The word of the span that is governed from outside it."""
    for index in range(end - 1, start - 1, -1):
        if not start <= tokens.heads[index] < end:
            return index
    return end - 1


def _first_conjunct(tokens: Tokens, index: int) -> tuple[int, bool]:
    first = index
    for _ in range(_LONGEST_CHAIN):
        head = tokens.heads[first]
        if tokens.deps[first] == "pobj" and tokens.lower[head] in _EXAMPLES:
            # "countries, including A": A stands where the countries stand.
            first = tokens.heads[head]
        elif tokens.deps[first] in {"conj", "appos"} and head != first:
            first = head
        else:
            break
    return first, first != index


def _role(tokens: Tokens, index: int) -> str:
    dep = tokens.deps[index]
    if dep in _SUBJECT:
        return "subject"
    if dep in {"nsubjpass", "csubjpass"}:
        return "passive"
    if dep in {"dobj", "obj", "dative", "oprd"}:
        return "object"
    if dep == "pobj":
        return "agent" if tokens.deps[tokens.heads[index]] == "agent" else "pobj"
    if dep in {"compound", "amod", "nmod", "npadvmod", "nummod", "quantmod"}:
        return "modifier"
    return dep


def _governor(tokens: Tokens, index: int, role: str, words: ActorWords) -> Iterator[str]:
    head = tokens.heads[index]
    if role in {"pobj", "agent"}:
        yield from _by_preposition(tokens, head, words)
        return
    lemma = tokens.lemmas[head].lower()
    verbal = tokens.tags[head].startswith(("VB", "MD"))
    yield f"{role}|{lemma}"
    classes = (words.verbs if verbal else words.nouns).get(lemma, ("other",))
    for group in classes:
        yield f"{role}:{'v' if verbal else 'n'}:{group}"
    if tokens.label(head) == "PERSON":
        yield f"{role}:person"
    if role in {"subject", "passive"} and verbal:
        yield from _predicate(tokens, head, role, words)


def _by_preposition(tokens: Tokens, head: int, words: ActorWords) -> Iterator[str]:
    preposition, governor = tokens.lower[head], tokens.heads[head]
    yield f"prep|{preposition}"
    for group in words.prepositions.get(preposition, ("other",)):
        yield f"prep:{group}"
    lemma = tokens.lemmas[governor].lower()
    verbal = tokens.tags[governor].startswith(("VB", "MD"))
    if preposition == "to" and lemma == "accord":
        yield "according"
    if tokens.label(governor) == "PERSON":
        yield f"prep|{preposition}:person"
    yield f"prep|{preposition}|{'v' if verbal else 'n'}"
    yield f"governor|{lemma}"
    for group in (words.verbs if verbal else words.nouns).get(lemma, ("other",)):
        yield f"prep|{preposition}|{'v' if verbal else 'n'}:{group}"
        yield f"governor:{'v' if verbal else 'n'}:{group}"


def _predicate(tokens: Tokens, verb: int, role: str, words: ActorWords) -> Iterator[str]:
    """What else the verb governs: who wants *to*, says *that* or *will* is an actor; what *is a
    city* or *has a population* is a place."""
    said = tokens.lemmas[verb].lower() in {"be", "have", "become", "remain"}
    for index in range(max(0, verb - 6), min(verb + 12, len(tokens))):
        if tokens.heads[index] != verb or index == verb:
            continue
        dep = tokens.deps[index]
        if dep in _TELLING:
            yield f"{role}:has:{dep}"
        if dep == "aux" and tokens.tags[index] in {"MD", "TO"}:
            yield f"{role}:will"
        if said and dep in {"attr", "acomp", "dobj"}:
            for group in words.nouns.get(tokens.lemmas[index].lower(), ("other",)):
                yield f"is:{group}"


def _around(tokens: Tokens, start: int, end: int, role: str, words: ActorWords) -> Iterator[str]:
    before, after = tokens.low(start - 1), tokens.low(end)
    if before == "the":
        before = tokens.low(start - 2)
    yield f"before|{before}"
    yield f"after|{after}"
    yield f"label={tokens.label(start)}"
    if tokens.label(end + (after in _POSSESSIVE)) == "PERSON":
        yield f"{role}:before person"
    following = tokens.lemmas[end].lower() if end < len(tokens) else ""
    for group in words.nouns.get(following, ()):
        yield f"after:n:{group}"
    groups = _topics(tokens, start, words)
    for group in groups:
        yield f"about:{group}"


def _topics(tokens: Tokens, index: int, words: ActorWords) -> set[str]:
    number = tokens.sentence[index]
    found: set[str] = set()
    low = max(0, index - 40)
    for other in range(low, min(index + 40, len(tokens))):
        if tokens.sentence[other] == number:
            found.update(words.context.get(tokens.lower[other], ()))
    return found
