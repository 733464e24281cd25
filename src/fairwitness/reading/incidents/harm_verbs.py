"""Harm told by verbs: "were killed", "died", "was taken to hospital"."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.reading.incidents.harm import (
    Harm,
    counted_before,
    counter_of,
    nobody,
    passive,
    standing,
    subject_of,
)
from fairwitness.reading.incidents.harm_states import by_state
from fairwitness.reading.incidents.people import Group, People
from fairwitness.reading.incidents.words import Sense, harm_words, people_words, trigger_words
from fairwitness.reading.tree import Tree

_HOSPITAL = frozenset(["hospital", "hospitals", "clinic", "infirmary", "morgue"])
_CARE = frozenset(["take", "rush", "transport", "airlift", "bring", "fly", "send", "transfer",
                   "treat", "admit", "carry", "evacuate", "list", "remain", "be"])  # fmt: skip
_WOUNDS = frozenset(["injury", "wound", "burn", "fracture", "concussion", "cut", "bruise",
                     "gunshot", "trauma", "smoke", "shock", "condition"])  # fmt: skip
_CONDITIONS = frozenset(["critical", "stable", "serious", "grave", "fair", "good", "guarded",
                         "intensive", "life"])  # fmt: skip


_OF_THINGS = frozenset(["capture", "execute", "evacuate", "strike", "hit", "pierce", "knife",
                        "hack", "scratch", "blind", "drown", "round"])  # fmt: skip


def by_verb(tree: Tree, people: People, verb: int) -> list[Harm]:
    lemma = tree.lemma[verb]
    particle = tree.child(verb, "prt")
    words = harm_words()
    senses = words.verbs.get(f"{lemma}/{tree.lower[particle]}", ()) if particle >= 0 else ()
    senses = senses or words.verbs.get(lemma, ())
    if not senses and tree.lower[verb] in words.adjectives:
        return by_state(tree, people, verb)
    out: list[Harm] = []
    for sense in senses:
        if lemma == "lose" and not _in_battle(tree, verb):
            continue
        out = [
            harm
            for head in _affected(tree, people, verb, sense)
            for harm in _harms(tree, people, verb, head, sense)
        ]
        if out:
            return out
    return out or _cared(tree, people, verb)


def _in_battle(tree: Tree, verb: int) -> bool:
    """Whether a loss of people is told with a deed: not "she lost her mother last year"."""
    obj = tree.child(verb, "dobj")
    if obj < 0 or any(tree.lower[c] in {"his", "her", "my", "their"} for c in tree.children[obj]):
        return False
    first = tree.sentence[verb]
    return any(
        ("noun", tree.lemma[token]) in trigger_words()
        for token in range(max(first, verb - 40), min(len(tree), verb + 40))
        if tree.sentence[token] == first
    )


def _harms(tree: Tree, people: People, verb: int, head: int, sense: Sense) -> Iterator[Harm]:
    stand = standing(tree, verb)
    if stand == "unreal":
        return
    kind = "killed" if sense.kind == "hit" and _is_fatal(tree, verb) else sense.kind
    negated = stand == "negated"
    source = _counter(tree, verb)
    for group in people.groups(head):
        if not people.is_people(group.head, surely=True):
            continue
        if group.head > verb and _has_own(tree, people, group):
            continue
        if _takes_things(tree, verb, sense) and not _human(tree, people, group):
            continue
        if tree.lemma[verb] == "flee" and not _driven_out(tree, group):
            continue
        if _general(tree, verb) and not group.stated:
            continue
        if sense.kind == "hit" and not group.stated and tree.tag[group.head] == "NN":
            continue  # a patrol or a household is a thing that is hit
        if sense.frame == "claimed" and tree.lemma[group.head] in {
            "life",
            "job",
            "seat",
            "election",
        }:
            continue
        if sense.frame == "claimed" and tree.pos[group.head] == "PROPN" and group.single:
            continue
        yield Harm(
            kind,
            verb,
            group if not negated or group.none else nobody(group),
            negated=negated or group.none,
            possible=stand == "possible",
            source=source,
        )


def _counter(tree: Tree, verb: int) -> int:
    """Who counts them in a small clause: "[the directorate] reported seven killed"; else -1."""
    small = tree.tag[verb] in {"VBN", "VBD"} and tree.dep[verb] in {"ccomp", "acl", "oprd"}
    return counter_of(tree, verb) if small and tree.child(verb, "dobj") < 0 else -1


def _has_own(tree: Tree, people: People, group: Group) -> bool:
    """Whether a word of its own follows a group: "one killed and [four] hurt"."""
    after = group.last + 1
    if after >= len(tree) or tree.lower[after] not in harm_words().adjectives:
        return False
    return counted_before(tree, people, after) == group.head


def _takes_things(tree: Tree, verb: int, sense: Sense) -> bool:
    """Whether a verb is as often said of things: "destroyed nine structures", "captured a tank"."""
    return sense.frame == "claimed" or tree.lemma[verb] in _OF_THINGS


def _human(tree: Tree, people: People, group: Group) -> bool:
    """Whether a group is told by words for people, or by a bare figure in place of them."""
    bare = group.head in people.figure or tree.pos[group.head] in {"NUM", "PRON"}
    return people.told_human(group.head) or (bare and tree.pos[group.head] != "NOUN")


def _driven_out(tree: Tree, group: Group) -> bool:
    """Whether those who flee are driven from home: no single person, and none who did the deed."""
    return not group.single and tree.lemma[group.head] not in people_words().doer


def _general(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what happens, not what happened: "strikes that kill", "are dying"."""
    if tree.tag[verb] in {"VBP", "VBZ"}:
        return tree.dep[verb] == "relcl"
    return tree.tag[verb] == "VBG" and tree.lemma[verb] == "die"


def _is_fatal(tree: Tree, verb: int) -> bool:
    """Whether a shot killed: "shot dead", "fatally shot", "stabbed to death"."""
    for child in tree.children[verb]:
        if tree.lower[child] in {"dead", "fatally", "mortally"}:
            return True
        inner = tree.child(child, "pobj")
        if tree.lower[child] == "to" and inner >= 0 and tree.lower[inner] == "death":
            return True
    following = tree.lower[verb + 1] if verb + 1 < len(tree) else ""
    return following == "dead" or (verb > 0 and tree.lower[verb - 1] in {"fatally", "mortally"})


def _affected(tree: Tree, people: People, verb: int, sense: Sense) -> list[int]:
    """The nouns of those a verb of harm befell."""
    if sense.frame == "subject":
        if tree.dep[verb] == "amod":
            return []
        subject = subject_of(tree, verb)
        return [subject] if subject >= 0 else []
    if tree.dep[verb] == "amod" and tree.tag[verb] in {"VBN", "VBD"}:
        noun = tree.head[verb]
        return [noun] if noun > verb and tree.pos[noun] in {"NOUN", "PROPN"} else []
    counted = counted_before(tree, people, verb)
    if counted >= 0:
        return [counted]
    if passive(tree, verb):
        return _subjects(tree, verb)
    obj = tree.child(verb, "dobj")
    if obj < 0 and tree.tag[verb] == "VBG" and tree.dep[verb] == "amod":
        obj = tree.head[verb]
    if obj < 0:
        return _shared_object(tree, verb, sense)
    obj = tree.childs(verb, "dobj")[-1] if tree.child(verb, "dobj") >= 0 else obj
    if tree.lower[obj] in {"themselves", "himself", "herself", "itself"}:
        subject = subject_of(tree, verb)
        return [subject if subject >= 0 and tree.lower[obj] != "themselves" else obj]
    if tree.lower[obj] in {"who", "whom", "that"} and tree.dep[verb] == "relcl":
        return [tree.head[verb]]
    return [obj]


def _subjects(tree: Tree, verb: int) -> list[int]:
    """The subjects of a verb: a second one joined with "and" may hang beside the first."""
    own = [c for c in tree.childs(verb, "nsubj", "nsubjpass") if tree.pos[c] != "PRON"]
    if len(own) > 1 and all(c < verb for c in own):
        return own
    subject = subject_of(tree, verb)
    return [subject] if subject >= 0 else []


def _shared_object(tree: Tree, verb: int, sense: Sense) -> list[int]:
    """The object of a verb joined to it ("shot and killed 2"), or a headline's subject."""
    for child in tree.childs(verb, "conj"):
        if tree.pos[child] == "VERB" and tree.child(child, "dobj") >= 0:
            return [tree.child(child, "dobj")] if child - verb <= 3 else []
    if tree.tag[verb] in {"VBG", "VB", "VBP", "VBZ"}:
        return []
    aimed = any(tree.lower[c] in {"at", "into", "through"} for c in tree.childs(verb, "prep"))
    if aimed and sense.kind == "hit" and tree.tag[verb] == "VBD":
        return []
    subject = subject_of(tree, verb)
    return [subject] if subject >= 0 else []


def _cared(tree: Tree, people: People, verb: int) -> list[Harm]:
    """ "Was taken to hospital", "suffered burns", "is in critical condition": injured."""
    words = harm_words()
    lemma = tree.lemma[verb]
    if lemma in words.around["suffer"]:
        obj = tree.child(verb, "dobj")
        if obj < 0 or tree.lemma[obj] not in _WOUNDS - {"condition"}:
            return []
        fatal = [c for c in tree.childs(obj, "amod") if tree.lower[c] in {"fatal", "mortal"}]
        if fatal and tree.lower[fatal[0] - 1] != "-":
            return _cared_for(tree, people, verb, subject_of(tree, verb), "killed")
        if any(tree.lower[c] == "no" for c in tree.children[obj]):
            return []
        return _cared_for(tree, people, verb, subject_of(tree, verb), "injured")
    if lemma not in _CARE:
        return []
    subject = subject_of(tree, verb)
    if subject < 0 or (lemma not in {"be", "remain"} and not passive(tree, verb)):
        return []
    for preposition in tree.childs(verb, "prep"):
        inner = tree.child(preposition, "pobj")
        if inner >= 0 and _is_care(tree, tree.lower[preposition], inner, lemma):
            return _cared_for(tree, people, verb, subject, "injured")
    return []


def _is_care(tree: Tree, preposition: str, noun: int, verb: str) -> bool:
    if tree.lower[noun] in _HOSPITAL and tree.lower[noun] != "morgue":
        return preposition in {"to", "in", "at"} and (preposition == "to" or verb != "be")
    if verb == "treat" and preposition == "for":
        return tree.lemma[noun] in _WOUNDS
    if tree.lemma[noun] in {"condition", "care"} and preposition in {"in", "at"}:
        return any(tree.lower[c] in _CONDITIONS for c in tree.children[noun])
    return False


def _cared_for(tree: Tree, people: People, verb: int, subject: int, kind: str) -> list[Harm]:
    if subject < 0 or standing(tree, verb) in {"unreal", "negated"}:
        return []
    return [
        Harm(kind, verb, group, frame="care" if kind == "injured" else "plain")
        for group in people.groups(subject)
        if people.is_people(group.head, surely=True)
    ]
