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
_SPEAKING = ("role", "trade", "organisation", "collective", "anonymous", "document")
_PEOPLE_ENDINGS = ("man", "woman", "person", "boy", "girl", "keeper", "eer", "ist", "ian", "ess")
_SOURCE_WORDS = 60
"""How many words of a source are asked whether they keep its name back."""
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
    if is_withheld(tree, source):
        return "anonymous"
    if tree.lower[head].startswith("@") or _names_a_person(tree, source, head, named):
        return "named"
    counted = _counted(tree, head)
    if counted != head and source[0] <= counted <= source[1]:
        return sourcing_of(tree, (head + 1, source[1]), counted, named)
    vague = any(tree.lower[t] in words["vague"] for t in range(source[0], min(head, source[1]) + 1))
    if vague and tree.pos[head] != "PROPN":
        return "anonymous"
    entity = named.get(head)
    if entity is not None and entity.label in _GROUPS:
        return "collective"
    office = tree.lower[head] in words["role"] and tree.lower[source[0]] in {"the", "a", "an"}
    if entity is not None and entity.label in _BODIES and tree.pos[head] == "PROPN" and not office:
        return "organisation"
    if entity is not None and entity.label in _WRITINGS:
        return "document"
    return _by_noun(tree, source, head)


def is_withheld(tree: Tree, source: Range) -> bool:
    """Whether the words of a source say that its name is kept back: "who asked not to be named"."""
    words = source_words()
    inside = set(tree.lower[source[0] : min(source[1] + 1, source[0] + _SOURCE_WORDS)])
    return bool(
        inside & words["nameless"]
        or inside & words["privy"]
        or (inside & words["withheld"] and inside & words["withholding"])
    )


def _counted(tree: Tree, head: int) -> int:
    """What is counted in "dozens of farmers"; `head` itself where nothing is."""
    if tree.lemma[head] not in source_words()["counting"]:
        return head
    of = next((c for c in tree.childs(head, "prep") if tree.lower[c] == "of"), -1)
    counted = tree.child(of, "pobj") if of >= 0 else -1
    return counted if counted >= 0 else head


def _by_noun(tree: Tree, source: Range, head: int) -> Sourcing:
    """The sort of source by the noun at its head, where no named entity tells."""
    words = source_words()
    forms = {tree.lemma[head], tree.lower[head]}
    plural = tree.tag[head] in {"NNS", "NNPS"}
    if forms & words["document"]:
        return "document"
    if plural and forms & words["plural_people"]:
        return "collective"
    if forms & words["organisation"]:
        return "organisation"
    if plural and forms & words["anonymous"]:
        return "anonymous"
    if forms & words["role"]:
        return "role"
    if forms & words["trade"]:
        return _of_trade(tree, source, head, plural)
    if forms & words["anonymous"] or (tree.lower[head] == "people" and source[0] == head):
        return "anonymous"
    if plural or forms & words["collective"] or tree.pos[head] == "ADJ":
        return "collective"
    if tree.pos[head] == "PROPN":
        shouted = tree.words(head, head).isupper()
        return "organisation" if shouted or tree.lower[source[0]] == "the" else "named"
    return "role" if tree.lower[head].endswith(_PEOPLE_ENDINGS) else "anonymous"


def _of_trade(tree: Tree, source: Range, head: int, plural: bool) -> Sourcing:
    """One of a trade is a role, and so are a few; more are a group: "farmers"."""
    few = any(tree.dep[c] == "nummod" for c in tree.children[head] if c >= source[0])
    return "collective" if plural and not few else "role"


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
