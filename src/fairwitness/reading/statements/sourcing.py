"""Sorts sources by what stands behind them: a named person, a role, an organisation … or nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fairwitness.reading.rows import Sourcing
from fairwitness.reading.statements.found import Range
from fairwitness.reading.statements.lexicon import word_lists
from fairwitness.reading.tree import Tree

Words = Mapping[str, frozenset[str]]

_GROUPS = frozenset({"NORP"})
_BODIES = frozenset({"ORG", "GPE", "LOC", "FAC"})
NAMING = ("appos", "compound", "flat", "nmod")
"""Labels under which a noun for a person carries the name."""
_SPEAKING = ("role", "organisation", "collective", "anonymous", "document")
_WRITINGS = frozenset({"WORK_OF_ART", "LAW"})


@cache
def source_words() -> Words:
    """The word lists of `data/sources.tsv`, by label."""
    return MappingProxyType(word_lists("sources.tsv"))


@dataclass(frozen=True, slots=True)
class Named:
    """A named entity of the parse, in tokens."""

    first: int
    last: int
    label: str


def antecedent_of(tree: Tree, relative: int) -> int:
    """The noun a relative pronoun stands for, or -1."""
    for above in tree.ancestors(relative):
        if tree.dep[above] == "relcl":
            return tree.head[above]
    return -1


def may_speak(tree: Tree, head: int) -> bool:
    """Whether `head` is one to speak: a name, a pronoun for people, or a noun for a source."""
    words = source_words()
    if tree.lower[head] in words["relative"]:
        antecedent = antecedent_of(tree, head)
        head = antecedent if antecedent >= 0 else head
    lower, lemma = tree.lower[head], tree.lemma[head]
    if tree.pos[head] in {"PRON", "DET"}:
        return lower not in words["thing_pronoun"]
    return (
        tree.pos[head] != "NOUN"
        or tree.tag[head] == "NNS"
        or any(lemma in words[label] or lower in words[label] for label in _SPEAKING)
    )


def sourcing_of(tree: Tree, source: Range, head: int, named: Mapping[int, Named]) -> Sourcing:
    """What sort of source the noun phrase `source` with `head` is; pronouns are not for here.

    `named` maps each token of a named entity to it.
    """
    words = source_words()
    lemma, lower = tree.lemma[head], tree.lower[head]
    inside = range(source[0], source[1] + 1)
    if any(tree.lower[token] in words["nameless"] for token in inside):
        return "anonymous"
    if _names_a_person(tree, source, head, named):
        return "named"
    if (
        any(tree.lower[t] in words["vague"] and t <= head for t in inside)
        and tree.pos[head] != "PROPN"
    ):
        return "anonymous"
    entity = named.get(head)
    plural = tree.tag[head] in {"NNS", "NNPS"}
    if entity is not None and entity.label in _GROUPS:
        return "collective"
    if entity is not None and entity.label in _BODIES and tree.pos[head] == "PROPN":
        return "organisation"
    if lemma in words["document"] or (entity is not None and entity.label in _WRITINGS):
        return "document"
    if lemma in words["organisation"] or lower in words["organisation"]:
        return "organisation"
    if lemma in words["role"]:
        return _of_role(tree, source, plural, lemma)
    if lemma in words["anonymous"] or lower in words["anonymous"]:
        return "anonymous"
    if plural or lemma in words["collective"] or tree.pos[head] == "ADJ":
        return "collective"
    if tree.pos[head] == "PROPN":
        shouted = tree.words(head, head).isupper()
        return "organisation" if shouted or tree.lower[source[0]] == "the" else "named"
    return "anonymous"


def _of_role(tree: Tree, source: Range, plural: bool, lemma: str) -> Sourcing:
    """One in a role is a role; many are one only if somebody's ("army officers")."""
    if not plural:
        return "role"
    owned = any(
        tree.pos[t] == "PROPN" or tree.dep[t] == "poss" for t in range(source[0], source[1] + 1)
    )
    if owned:
        return "role"
    return "anonymous" if lemma in source_words()["anonymous"] else "role"


def _names_a_person(tree: Tree, source: Range, head: int, named: Mapping[int, Named]) -> bool:
    """Whether the head is a person's name, or has one as its apposition or in compound with it."""
    tokens = [head, *tree.childs(head, *NAMING)]
    return any(
        source[0] <= token <= source[1]
        and token in named
        and named[token].label == "PERSON"
        and (tree.dep[token] != "compound" or named[token].last >= head - 1)
        for token in tokens
    )
