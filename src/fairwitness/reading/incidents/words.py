"""The words of incidents: who may be harmed, what befalls them, read from the tables in `data/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fairwitness.reading.statements.lexicon import table


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word says befell people, and how it takes those whom it befell."""

    kind: str
    frame: str


@dataclass(frozen=True, slots=True)
class HarmWords:
    """Words of harm by lemma, and the words around them by what they do."""

    verbs: Mapping[str, tuple[Sense, ...]]
    adjectives: Mapping[str, Sense]
    nouns: Mapping[str, Sense]
    around: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Nouns for people by lemma."""

    person: Mapping[str, str]
    """Noun for one person -> `he`, `she`, or empty."""
    pair: frozenset[str]
    set: frozenset[str]
    none: frozenset[str]
    thing: frozenset[str]
    doer: frozenset[str]


@cache
def harm_words() -> HarmWords:
    """The table `incidents_harm.tsv`, read once. ValueError on an unknown part of speech."""
    verbs: dict[str, tuple[Sense, ...]] = {}
    plain: dict[str, dict[str, Sense]] = {"adjective": {}, "noun": {}}
    around: dict[str, frozenset[str]] = {}
    for part, kind, frame, words in table("incidents_harm.tsv"):
        listed = words.split()
        if part == "word":
            around[kind] = around.get(kind, frozenset()) | frozenset(listed)
        elif part == "verb":
            for word in listed:
                verbs[word] = (*verbs.get(word, ()), Sense(kind, frame))
        elif part in plain:
            plain[part].update((word, Sense(kind, frame)) for word in listed)
        else:
            raise ValueError(f"no such part of speech: {part!r}")
    return HarmWords(
        verbs=MappingProxyType(verbs),
        adjectives=MappingProxyType(plain["adjective"]),
        nouns=MappingProxyType(plain["noun"]),
        around=MappingProxyType(around),
    )


@cache
def people_words() -> PeopleWords:
    """The table `incidents_people.tsv`, read once."""
    person: dict[str, str] = {}
    sets: dict[str, frozenset[str]] = {}
    for label, gender, words in table("incidents_people.tsv"):
        listed = words.split()
        if label == "person":
            for word in listed:
                person.setdefault(word, gender if gender != "-" else "")
        else:
            sets[label] = sets.get(label, frozenset()) | frozenset(listed)
    return PeopleWords(
        person=MappingProxyType(person),
        pair=sets["pair"],
        set=sets["set"],
        none=sets["none"],
        thing=sets["thing"],
        doer=sets["doer"],
    )


@cache
def trigger_words() -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """(part of speech, lemma) -> (deed, guard)s, from `incidents_triggers.tsv`."""
    out: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for part, deed, guard, lemmas in table("incidents_triggers.tsv"):
        for lemma in lemmas.split():
            out[part, lemma] = (*out.get((part, lemma), ()), (deed, guard))
    return MappingProxyType(out)
