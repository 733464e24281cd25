"""Harm told by states: "18 dead", "left three wounded", "two are missing"."""

from __future__ import annotations

from fairwitness.reading.incidents.harm import (
    Harm,
    counted_before,
    counter_of,
    nobody,
    standing,
    subject_of,
)
from fairwitness.reading.incidents.people import People
from fairwitness.reading.incidents.words import harm_words
from fairwitness.reading.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass")
_SMALL = ("acomp", "oprd", "xcomp", "ccomp", "advcl", "attr")


def by_state(tree: Tree, people: People, token: int) -> list[Harm]:
    """ "18 dead", "left three dead", "two are missing"."""
    sense = harm_words().adjectives[tree.lower[token]]
    stand = standing(tree, token)
    if stand == "unreal":
        return []
    negated = stand == "negated"
    return [
        Harm(
            sense.kind,
            token,
            nobody(group) if negated else group,
            negated=negated or group.none,
            possible=stand == "possible",
            source=counter_of(tree, token),
        )
        for head in _stated_of(tree, people, token)
        for group in people.groups(head)
        if people.is_people(group.head, surely=True)
    ]


def _stated_of(tree: Tree, people: People, token: int) -> list[int]:
    """The nouns that the state `token` is said of; itself where a figure stands before it."""
    dep, above = tree.dep[token], tree.head[token]
    if dep == "amod" and above > token:
        return [above]
    counted = counted_before(tree, people, token)
    if counted >= 0:
        return [counted]
    own = tree.child(token, *_SUBJECTS)
    if own >= 0:
        return [own]
    if dep in _SMALL and tree.lemma[above] in harm_words().around["leave"]:
        obj = tree.child(above, "dobj")
        if obj >= 0 and obj != token:
            return [obj]
        subject = subject_of(tree, above)
        return [subject] if subject >= 0 else []
    if dep in {"amod", "acl", "appos"} and tree.pos[above] in {"NOUN", "PROPN", "NUM", "PRON"}:
        return [above]
    if dep == "conj" and tree.lower[above] in harm_words().adjectives:
        return _stated_of(tree, people, above)
    return []
