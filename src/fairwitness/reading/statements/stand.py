"""How a source stands to what it says, and how far the reporter stands from the source.

Both are read off the cue: "denied" is the source's stand, "claimed" the reporter's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import cast, get_args

from fairwitness.reading.rows import Distance, Stance
from fairwitness.reading.statements.found import Found
from fairwitness.reading.statements.lexicon import Sense, lexicon, table
from fairwitness.reading.tree import Tree

_FRAMES = ("that", "quote", "wh", "ing", "inf", "np+inf", "passive", "np", "clause", "to")
_NEGATED: Mapping[Stance, Stance] = MappingProxyType(
    {"asserted": "doubted", "denied": "possible", "doubted": "possible", "predicted": "doubted"}
)
"""What a negated cue makes of its stance: "does not believe that" doubts, "cannot deny" allows."""
_NOBODY = frozenset({"nobody", "none", "few", "no", "neither", "nothing", "hardly", "scarcely"})


def stance_of(tree: Tree, one: Found) -> Stance:
    """How the source of `one` stands to its content, by cue, negation and mood."""
    stance = sense_of(tree, one).stance
    if stance == "asserted" and is_order(tree, one):
        return "demanded"
    if stance == "demanded" and _wants_to_know(tree, one):
        return "asked"
    return _NEGATED.get(stance, stance) if _is_negated(tree, one) else stance


def sense_of(tree: Tree, one: Found) -> Sense:
    """The sense of the cue: as the rule that found it took it, else by its words alone."""
    if one.frame != "learned":
        return one.sense
    words, head = lexicon(), one.head
    senses = (
        words.verbs.get(tree.lemma[head])
        if tree.pos[head] in {"VERB", "AUX"}
        else words.nouns.get(tree.lemma[head])
        or words.adjectives.get(tree.lower[head])
        or words.adverbs.get(tree.lower[head])
    )
    return (
        next((senses[frame] for frame in _FRAMES if frame in senses), one.sense)
        if senses
        else one.sense
    )


def _is_negated(tree: Tree, one: Found) -> bool:
    """Whether the cue is said not to be, or its source is nobody: "few believe that"."""
    if one.frame in {"unsaid", "line", "according", "adverb", "modifier"}:
        return False
    if negation(tree, one.head) >= 0:
        return True
    above = tree.head[one.head]
    if one.frame == "adjective" and negation(tree, above) >= 0:
        return True
    return one.source is not None and tree.lower[one.source[0]] in _NOBODY


def _wants_to_know(tree: Tree, one: Found) -> bool:
    """Whether what is wanted is an answer: "want [to know who paid]"."""
    token = _token_at(tree, one.start)
    known = tree.lemma[token + 1 : token + 2]
    return tree.lower[token] == "to" and known in (["know"], ["learn"], ["hear"])


def negation(tree: Tree, verb: int) -> int:
    """The word that negates `verb`, or -1; "not only" and "not just" deny nothing."""
    for child in tree.childs(verb, "neg"):
        after = tree.lower[child + 1] if child + 1 < len(tree) else ""
        if after not in {"only", "just", "merely", "least"}:
            return child
    return -1


def is_order(tree: Tree, one: Found) -> bool:
    """Whether what is said is an order: "“Open the gates,” she said"."""
    at, end = one.start, one.end
    token = _token_at(tree, at)
    while token < len(tree) and (tree.pos[token] == "PUNCT" or tree.start[token] < at):
        token += 1
    return token < len(tree) and tree.start[token] < end and imperative(tree, token) >= 0


def imperative(tree: Tree, first: int) -> int:
    """The verb of the order that token `first` begins ("Open …", "Do not open …"), or -1."""
    verb = first
    if tree.dep[first] in {"aux", "neg", "advmod", "intj"} and tree.lower[first] in {
        "do", "never", "please", "always", "just",
    }:  # fmt: skip
        verb = tree.head[first]
    subject = tree.child(verb, "nsubj", "nsubjpass", "expl", "csubj")
    bare = tree.tag[verb] in {"VB", "VBP"} and tree.pos[verb] == "VERB"
    if not bare or tree.dep[verb] not in {"ROOT", "ccomp", "parataxis"} or subject >= first:
        return -1
    to = any(tree.tag[child] in {"TO", "MD"} for child in tree.childs(verb, "aux"))
    return -1 if to else verb


def _token_at(tree: Tree, offset: int) -> int:
    return bisect_left(tree.end, offset + 1)


def distance_of(tree: Tree, one: Found) -> Distance:
    """How far the reporter keeps from the source of `one`: by its cue's manner, then its head."""
    if one.frame == "unsaid":
        return "neutral"
    if one.frame == "modifier":
        return "doubting"
    words = distances()
    manner = (words.get(("manner", tree.lower[t])) for t in range(one.cue[0], one.head))
    found = next((distance for distance in manner if distance), None)
    return (
        found
        or words.get(("cue", tree.lemma[one.head]))
        or words.get(("cue", tree.lower[one.head]), "neutral")
    )


@cache
def distances() -> Mapping[tuple[str, str], Distance]:
    """(part, word) -> distance, from `data/distance.tsv`. ValueError on an unknown distance."""
    out: dict[tuple[str, str], Distance] = {}
    for part, distance, words in table("distance.tsv"):
        if distance not in get_args(Distance):
            raise ValueError(f"no such distance: {distance!r}")
        out.update(((part, word), cast(Distance, distance)) for word in words.split())
    return MappingProxyType(out)
