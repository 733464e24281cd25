"""Finds the words that tell of an incident, with who did it and to whom, off the parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast, get_args

from fairwitness.reading.incidents.harm import passive, standing, subject_of
from fairwitness.reading.incidents.people import People
from fairwitness.reading.incidents.words import trigger_words
from fairwitness.reading.rows import IncidentType
from fairwitness.reading.statements.lexicon import table
from fairwitness.reading.statements.sources import agent_of
from fairwitness.reading.tree import Tree

LONG_AGO = re.compile(
    r"\b(?:last (?:year|month|summer|winter|spring|autumn|fall)|(?:years?|months|decades?) (?:ago|"
    r"earlier|before|after)|(?:in|the) (?:19|20)\d\d|previously|history of|anniversary)\b",
    re.IGNORECASE,
)
"""Words of a time before the news."""
_CARRIED_OUT = frozenset(["carry", "launch", "stage", "commit", "make", "mount", "perpetrate"])


@dataclass(frozen=True, slots=True)
class Codes:
    """What a deed is called by MUC-4, PLOVER and ACLED."""

    type: IncidentType
    plover: str | None
    mode: str | None
    acled: str | None
    sub: str | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word that tells of a deed."""

    at: int
    deed: str
    agents: tuple[int, ...]
    objects: tuple[int, ...]
    unreal: bool
    another: bool

    @property
    def type(self) -> IncidentType:
        """The deed's type of MUC-4."""
        return codes()[self.deed].type


@cache
def codes() -> Mapping[str, Codes]:
    """Deed -> its codes, from `incidents_types.tsv`. ValueError on an unknown type."""
    out: dict[str, Codes] = {}
    for deed, muc, *others in table("incidents_types.tsv"):
        if muc not in get_args(IncidentType):
            raise ValueError(f"no such type of incident: {muc!r}")
        plover, mode, acled, sub = (None if cell == "-" else cell for cell in others)
        out[deed] = Codes(cast(IncidentType, muc), plover, mode, acled, sub)
    return MappingProxyType(out)


def listed(kind: str, lemma: str) -> bool:
    """Whether `lemma` is among the words of `kind` around a trigger."""
    return any(deed == kind for deed, _ in trigger_words().get(("word", lemma), ()))


def triggers_in(tree: Tree, people: People) -> list[Trigger]:
    """Every trigger of the text, in text order, what is only threatened marked so."""
    words = trigger_words()
    made = {lemma for part, lemma in words if part == "word" and listed("made", lemma)}
    lemmas = made | {lemma.partition("/")[0] for part, lemma in words if part != "word"}
    out = []
    for token, lemma in enumerate(tree.lemma):
        if lemma not in lemmas:
            continue
        part = "verb" if tree.pos[token] == "VERB" else "noun"
        senses = words.get((part, lemma), ())
        if part == "verb":
            particle = tree.child(token, "prt")
            obj = tree.child(token, "dobj")
            for extra in (particle, obj):
                if extra >= 0:
                    senses = words.get((part, f"{lemma}/{tree.lower[extra]}"), senses)
        elif tree.pos[token] not in {"NOUN", "PROPN"} or _of_hardware(tree, token):
            continue
        if part == "verb" and not senses and lemma in made:
            deed_of = _by_weapon(tree, token)
            senses = ((deed_of, "plain"),) if deed_of else ()
        for deed, guard in senses:
            found = _trigger(tree, people, token, deed, guard)
            if found is not None:
                out.append(found)
                break
    return out


def _trigger(tree: Tree, people: People, token: int, deed: str, guard: str) -> Trigger | None:
    before = [tree.lemma[c] for c in tree.children[token] if c < token]
    if any(listed("not", lemma) for lemma in before):
        return None
    verb = tree.pos[token] == "VERB"
    agents, objects = _parties(tree, token) if verb else _noun_parties(tree, token)
    if guard == "missile" and not any(listed("missile", lemma) for lemma in before):
        return None
    if guard in {"people", "thing", "either"} and verb and not _meets(people, objects, guard):
        return None
    if guard == "nobody" and any(listed("nature", tree.lemma[a]) for a in agents):
        return None
    if guard == "nobody" and _accident(tree, token):
        return None
    if guard == "nobody" and not _meets(people, objects, "people"):
        return None
    return Trigger(
        at=token,
        deed=_sharper(deed, before),
        agents=tuple(agents),
        objects=tuple(objects),
        unreal=standing(tree, token) in {"unreal", "negated"} or _generic(tree, token, verb),
        another=any(listed("another", tree.lower[c]) for c in tree.children[token] if c < token),
    )


def _by_weapon(tree: Tree, verb: int) -> str | None:
    """The deed told by what a weapon did: "a bomb went off", "shells hit the market"."""
    noun = subject_of(tree, verb)
    if noun < 0 or passive(tree, verb):
        return None
    if tree.lemma[verb] == "go" and tree.lower[max(tree.child(verb, "prt"), 0)] != "off":
        return None
    if tree.lemma[noun] in {"shell", "mortar", "rocket", "missile"}:
        return "shelling"
    return "bombing" if listed("explosive", tree.lemma[noun]) else None


def _of_hardware(tree: Tree, noun: int) -> bool:
    """Whether a deed only says what a thing is for: "attack aircraft", "an assault ship"."""
    above = tree.head[noun]
    return tree.dep[noun] in {"compound", "nmod"} and listed("hardware", tree.lemma[above])


def _meets(people: People, objects: list[int], guard: str) -> bool:
    if not objects:
        return False
    persons = any(people.is_people(noun, surely=guard != "people") for noun in objects)
    return persons if guard == "people" else guard == "either" or not persons


def _accident(tree: Tree, verb: int) -> bool:
    """ "Killed in a crash"."""
    return any(
        (inner := tree.child(prep, "pobj")) >= 0 and listed("nature", tree.lemma[inner])
        for prep in tree.childs(verb, "prep")
        if tree.lower[prep] in {"in", "by", "during", "from"}
    )


def _generic(tree: Tree, token: int, verb: bool) -> bool:
    """Whether a bare plural speaks of such deeds at large: "attacks are rising"."""
    return not verb and tree.tag[token] == "NNS" and not any(
        tree.dep[c] in {"det", "nummod", "poss"} for c in tree.children[token]
    )  # fmt: skip


def _sharper(deed: str, before: list[str]) -> str:
    if "suicide" in before and deed in {"bombing", "attack"}:
        return "suicide-bombing"
    if deed == "attack":
        for words, other in ((("bomb", "grenade", "explosive"), "bombing"),
                             (("air", "drone"), "air-strike"),
                             (("mortar", "rocket", "missile", "artillery"), "shelling"),
                             (("arson",), "arson"), (("knife",), "stabbing"),
                             (("gun",), "armed-attack")):  # fmt: skip
            if any(word in before for word in words):
                return other
    return deed


def _parties(tree: Tree, verb: int) -> tuple[list[int], list[int]]:
    """Who does a verb's deed, and to whom."""
    if passive(tree, verb):
        agent, subject = agent_of(tree, verb), subject_of(tree, verb)
        return _joined(tree, agent), _joined(tree, subject)
    subject, obj = subject_of(tree, verb), tree.child(verb, "dobj")
    if obj < 0:
        shared = next((tree.child(c, "dobj") for c in tree.childs(verb, "conj")), -1)
        obj = shared if shared >= 0 else -1
    if obj >= 0 and tree.lower[obj] in {"who", "whom", "that"}:
        obj = tree.head[verb]
    return _joined(tree, subject), _joined(tree, obj)


def _noun_parties(tree: Tree, noun: int) -> tuple[list[int], list[int]]:
    """Who is behind "an attack by X on Y", "X carried out an attack on Y", "the murder of Y"."""
    agents: list[int] = []
    objects: list[int] = []
    for prep in tree.childs(noun, "prep", "agent"):
        inner, word = tree.child(prep, "pobj"), tree.lower[prep]
        if inner < 0:
            continue
        if word == "by":
            agents += _joined(tree, inner)
        elif word in {"on", "against", "of", "at"}:
            objects += _joined(tree, inner)
    verb = tree.head[noun]
    if tree.dep[noun] == "dobj" and tree.lemma[verb] in _CARRIED_OUT:
        agents += _joined(tree, subject_of(tree, verb))
    return agents, objects


def _joined(tree: Tree, noun: int) -> list[int]:
    if noun < 0:
        return []
    out: list[int] = []
    queue = [noun]
    while queue and len(out) < 12:
        one = queue.pop(0)
        out.append(one)
        queue.extend(c for c in tree.childs(one, "conj") if c > one)
    return out
