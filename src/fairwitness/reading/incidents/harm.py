"""What befell a group of people, by one word of the text, and how far it is said to be so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fairwitness.reading.incidents.people import Group, People
from fairwitness.reading.incidents.words import harm_words, people_words
from fairwitness.reading.statements.stand import negation
from fairwitness.reading.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass")
_MAYBE = frozenset(["may", "might", "feared", "presumed", "believed", "possibly",
                    "reportedly-feared"])  # fmt: skip
_NOT_YET = frozenset(
    ["will", "would", "shall", "should", "must", "can", "could", "'ll", "wo", "ca"]
)
_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Harm:
    """One place where the text says what befell a group of people."""

    kind: str
    """A kind of toll, or `hit` where those shot or struck may be dead or injured."""
    at: int
    """The word that says so."""
    group: Group
    frame: str = "plain"
    """`plain`, `toll` for a total, `event` for a deed that had a victim, `care` for a hospital."""
    negated: bool = False
    possible: bool = False
    source: int = -1
    """The noun of who counts them: "[the ministry] put the toll at 12"; -1 where nobody does."""


def passive(tree: Tree, verb: int) -> bool:
    """Whether those a verb's deed befell are its subject."""
    if tree.child(verb, "auxpass", "nsubjpass") >= 0:
        return True
    if tree.tag[verb] not in {"VBN", "VBD"} or tree.child(verb, "dobj") >= 0:
        return False
    if any(tree.lemma[c] == "have" for c in tree.childs(verb, "aux")):
        return False
    if tree.dep[verb] in {"acl", "oprd", "acomp"} or tree.tag[verb] == "VBN":
        return True
    above = tree.head[verb]
    return tree.dep[verb] == "conj" and tree.child(above, "auxpass") >= 0


def subject_of(tree: Tree, verb: int) -> int:
    """The subject of a verb: its own, or the one it shares; -1 for none."""
    for _ in range(_CLIMB):
        subject = tree.child(verb, *_SUBJECTS)
        if subject >= 0:
            if tree.lower[subject] in {"who", "that", "which"} and tree.dep[verb] == "relcl":
                return tree.head[verb]
            return -1 if tree.lower[subject] in {"it", "there"} else subject
        above, dep = tree.head[verb], tree.dep[verb]
        if above == verb:
            return -1
        if dep in {"acl", "relcl"}:
            return above if tree.pos[above] in {"NOUN", "PROPN", "NUM", "PRON"} else -1
        if dep in {"oprd", "xcomp", "ccomp", "acomp"}:
            obj = tree.child(above, "dobj")
            if obj >= 0:
                return obj
        elif dep not in {"conj", "advcl", "dep", "parataxis"}:
            return -1
        if dep == "advcl" and tree.tag[verb] not in {"VBN", "VBG"}:
            return -1
        verb = above
    return -1


def counted_before(tree: Tree, people: People, token: int) -> int:
    """The noun of a bare "30 wounded", "another injured", "six others hurt" ending at `token`.

    Joined to a clause before, such a pair is parsed in many ways, and its words say enough.
    """
    before = token - 1
    if before < 0 or tree.tag[token] not in {"VBN", "VBD", "VB", "VBP", "JJ", "NN", "NNS"}:
        return -1
    if tree.child(token, "auxpass", "aux", "dobj") >= 0:
        return -1
    follows = token + 1 < len(tree) and tree.head[token] == token + 1 and tree.dep[token] == "amod"
    if tree.pos[before] == "ADV" and before - 1 in people.figure:
        before -= 1
    if follows or tree.lower[before] in {"first", "second"}:
        return -1
    if before in people.figure or tree.lower[before] in {"another", "others"}:
        return before
    counted = tree.pos[before] == "NOUN" and before - 1 in people.figure
    return before if counted else -1


def counter_of(tree: Tree, token: int) -> int:
    """The noun of who gives a figure: the subject of a verb of counting over it; else -1."""
    counting = harm_words().around["count"]
    current = token
    for _ in range(4):
        above = tree.head[current]
        if above == current:
            return -1
        if tree.pos[above] == "VERB":
            if tree.lemma[above] not in counting or passive(tree, above):
                return -1
            subject = tree.child(above, "nsubj")
            return subject if tree.dep[current] != "nsubj" else -1
        current = above
    return -1


def standing(tree: Tree, token: int) -> str:
    """How far a harm is said to be so: `real`, `negated`, `possible`, or `unreal`."""
    unreal = harm_words().around["unreal"]
    verb, steps = token, 0
    out = "real"
    if _purpose(tree, token):
        return "unreal"
    while steps < _CLIMB:
        steps += 1
        helped = _helped(tree, verb)
        if helped == "unreal":
            return helped
        if helped == "possible" or tree.lower[verb] in _MAYBE:
            out = "possible"
        if tree.pos[verb] in {"VERB", "AUX"} and negation(tree, verb) >= 0 and verb == token:
            return "negated"
        above, dep = tree.head[verb], tree.dep[verb]
        if above == verb or dep in {"conj", "relcl", "ccomp", "advcl", "nsubj", "parataxis"}:
            return out if dep != "ccomp" or tree.lemma[above] not in unreal else "unreal"
        if dep in {"xcomp", "acl", "pcomp", "dobj", "pobj", "prep", "acomp", "oprd", "attr"}:
            if tree.lemma[above] in unreal and _is_infinitive(tree, verb, dep):
                return "unreal"
            if dep in {"acomp", "oprd", "attr"} and negation(tree, above) >= 0:
                return "negated"
        verb = above
    return out


def _purpose(tree: Tree, token: int) -> bool:
    """Whether a harm is only an aim: "a drive to kill", "used to kill and injure"."""
    verb = token
    while tree.dep[verb] == "conj" and tree.tag[verb] == "VB" and tree.head[verb] != verb:
        verb = tree.head[verb]
    helpers = [tree.lower[c] for c in tree.childs(verb, "aux", "auxpass")]
    if tree.pos[verb] != "VERB" or "to" not in helpers or {"have", "be", "been"} & set(helpers):
        return False
    above, dep = tree.head[verb], tree.dep[verb]
    if dep in {"acl", "relcl"}:
        return tree.pos[above] == "NOUN" and tree.lemma[above] not in people_words().person
    if dep == "advcl":
        return True
    return dep == "xcomp" and tree.lemma[above] in harm_words().around["purpose"]


def _helped(tree: Tree, verb: int) -> str:
    """What the helpers and marks of a word make of it: `unreal`, `possible`, or nothing."""
    out = ""
    for child in tree.children[verb]:
        dep, lower = tree.dep[child], tree.lower[child]
        if dep == "aux" and lower in _NOT_YET:
            return "unreal"
        if dep == "mark" and lower in {"if", "unless", "lest"}:
            return "unreal"
        if dep == "amod" and lower == "attempted":
            return "unreal"
        if dep in {"aux", "advmod"} and lower in _MAYBE:
            out = "possible"
    return out


def _is_infinitive(tree: Tree, verb: int, dep: str) -> bool:
    if tree.pos[verb] != "VERB":
        return dep in {"dobj", "pobj", "prep", "pcomp"}
    return dep in {"pcomp", "prep"} or any(tree.lower[c] == "to" for c in tree.childs(verb, "aux"))


def nobody(group: Group) -> Group:
    """The group of a denied harm: nobody of it."""
    return replace(group, low=0, high=0, quantity=None, exact=True)
