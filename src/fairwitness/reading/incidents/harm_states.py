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
from fairwitness.reading.incidents.people import Group, People
from fairwitness.reading.incidents.words import harm_words
from fairwitness.reading.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass")
_SMALL = ("acomp", "oprd", "xcomp", "ccomp", "advcl", "attr")

_DEEDS = frozenset(["shooting", "attack", "stabbing", "bombing", "blast", "explosion", "ambush",
                    "raid", "strike", "assault", "shootout", "clash"])  # fmt: skip


def by_state(tree: Tree, people: People, token: int) -> list[Harm]:
    """ "18 dead", "left three dead", "two are missing"."""
    sense = harm_words().adjectives[tree.lower[token]]
    if sense.frame == "event":
        return _fatal(tree, token)
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
        if people.is_people(group.head, surely=True) and not head < token < group.head
    ]


def _fatal(tree: Tree, token: int) -> list[Harm]:
    """ "A fatal shooting": at least one was killed."""
    noun = tree.head[token]
    hyphened = token > 1 and tree.lower[token - 1] == "-" and tree.lower[token - 2] == "non"
    if hyphened or tree.dep[token] != "amod" or tree.tag[noun] != "NN" or noun < token:
        return []
    if not any(tree.dep[c] in {"det", "poss"} for c in tree.children[noun]):
        return []
    if standing(tree, noun) != "real" or tree.lemma[noun] not in _DEEDS:
        return []
    group = Group(token, token, token, 1, None, exact=False, stated=False)
    return [Harm("killed", token, group, frame="event")]


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
