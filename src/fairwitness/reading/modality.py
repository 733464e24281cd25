"""How firmly a clause is put by its own words and by the word it hangs on.

A question, a modal verb, a negation, a verb such as "fail" over an infinitive, an order; else what
a governing word says of it ("it is doubtful whether …", "no evidence that …"). Word lists are in
`data/modality.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, cast, get_args

from fairwitness.reading.claims_parts import Clause, is_finite, is_subjunctive
from fairwitness.reading.rows import Stance
from fairwitness.reading.statements.lexicon import table
from fairwitness.reading.statements.stand import negation
from fairwitness.reading.tree import Tree

_PARTS: Mapping[str, str] = MappingProxyType(
    {"aux": "modal", "mark": "mark", "advmod": "adverb", "acomp": "adjective", "oprd": "adjective"}
)
_NEGATED: Mapping[str, Stance] = MappingProxyType({"asserted": "denied", "denied": "asserted"})
_EMBEDDED = frozenset({"ccomp", "acl", "relcl", "advcl", "csubj", "csubjpass", "pcomp", "xcomp"})
_COMPLEMENT_MARKS = frozenset({"that", "whether", "if"})
_SAYING = ("acomp", "attr", "oprd", "nsubj", "dobj")
_CLIMB = 4
"""Words climbed from a clause to what governs it: "doubt on the claim that" takes three."""


class Force(NamedTuple):
    """What a governing word makes of a clause, and what it makes of it when itself negated."""

    plain: Stance
    negated: Stance


def modality(tree: Tree, clause: Clause) -> Stance:
    """The stance a clause's own words show, else the one its governing word lends."""
    if asks(tree, clause.head):
        return "asked"
    own = own_stance(tree, clause.head)
    lent = governed(tree, clause.head) if own in {"asserted", "predicted"} else own
    return own if lent == "asserted" else lent


def own_stance(tree: Tree, head: int) -> Stance:
    """The stance the words of the clause of `head` show: modal, hedge, order or negation."""
    words = stance_words()
    negated = is_negated(tree, head)
    for token in tree.children[head]:
        part = _PARTS.get(tree.dep[token])
        stance = words.get((part, tree.lower[token])) if part else None
        if stance is None or (part == "adjective" and tree.child(token, "xcomp") < 0):
            continue
        if part == "modal" and negated and tree.lower[token] == "could":
            return "denied"
        return _not_yet(tree, token, stance)
    if not is_finite(tree, head) or is_subjunctive(tree, head):
        return "demanded"  # the only other clauses that are claims are orders
    infinitive = tree.child(head, "xcomp")
    stance = "asserted"
    if infinitive >= 0 and any(tree.lower[c] == "to" for c in tree.childs(infinitive, "aux")):
        stance = words.get(("verb", tree.lemma[head]), "asserted")
    return _NEGATED.get(stance, stance) if negated else stance


def _not_yet(tree: Tree, token: int, stance: Stance) -> Stance:
    """ "Likely to have known" is of what is past: possible, not predicted."""
    infinitive = tree.child(token, "xcomp")
    past = infinitive >= 0 and any(tree.lower[c] == "have" for c in tree.childs(infinitive, "aux"))
    return "possible" if stance == "predicted" and past else stance


def is_negated(tree: Tree, head: int) -> bool:
    """Whether a clause is said not to be so: "did not", "nobody", "no tank", "at no time"."""
    if negation(tree, head) >= 0:
        return True
    for child in tree.children[head]:
        dep = tree.dep[child]
        if dep in {"nsubj", "nsubjpass", "dobj", "attr"}:
            if _is_none(tree, child):
                return True
        elif dep == "advmod" and tree.lower[child] == "longer":
            if child and tree.lower[child - 1] == "no":
                return True
        elif dep == "prep" and child < head:
            inner = tree.child(child, "pobj")
            if inner >= 0 and _is_none(tree, inner):
                return True
    return False


def _is_none(tree: Tree, noun: int) -> bool:
    """Whether a noun phrase stands for nobody and nothing: "no tank", "none of them", "nobody"."""
    none = stance_words()
    if ("nothing", tree.lower[noun]) in none:
        return True
    return any(
        ("nothing", tree.lower[c]) in none and tree.dep[c] in {"det", "neg", "nsubj"}
        for c in tree.children[noun]
        if c < noun and not (c + 1 < len(tree) and tree.lower[c + 1] in {"only", "doubt"})
    )


def asks(tree: Tree, head: int) -> bool:
    """Whether the main clause of `head` ends in a question mark."""
    if tree.dep[head] not in {"ROOT", "conj", "ccomp", "parataxis", "dep"}:
        return False
    token = tree.right[head]
    while token > head and tree.lower[token] in {"”", '"', "''", "»", "’", "'"}:
        token -= 1
    if tree.lower[token] != "?" and token + 1 < len(tree):
        token += 1
    return tree.lower[token] == "?" and tree.sentence[token] == tree.sentence[head]


def governed(tree: Tree, head: int) -> Stance:
    """What the word that the clause of `head` hangs on says of it, else asserted."""
    if tree.dep[head] not in _EMBEDDED:
        return "asserted"
    marks = tree.childs(head, "mark")
    if any(tree.lower[mark] not in _COMPLEMENT_MARKS for mark in marks):
        return "asserted"
    if not marks and tree.dep[head] in {"advcl", "relcl"}:
        return "asserted"
    for word in _governors(tree, head):
        force = forces().get(tree.lemma[word]) or forces().get(tree.lower[word])
        if force is not None:
            return force.negated if _is_denied(tree, word) else force.plain
        modal = tree.childs(word, "aux")
        if any(stance_words().get(("modal", tree.lower[m])) == "possible" for m in modal):
            return "possible"
    return "asserted"


def _governors(tree: Tree, head: int) -> Iterator[int]:
    """The words over a clause, nearest first, up to the verb of the clause around it."""
    word, path = head, {head}
    for _ in range(_CLIMB):
        above = tree.head[word]
        if above == word:
            return
        word = above
        path.add(word)
        verb = tree.pos[word] in {"VERB", "AUX"}
        if verb:
            yield from (c for c in tree.childs(word, *_SAYING) if c not in path)
        yield word
        if verb and tree.tag[word] not in {"VB", "VBG"}:
            return


def _is_denied(tree: Tree, word: int) -> bool:
    """Whether a governing word is negated: "not clear", "no evidence", "far from certain"."""
    if tree.pos[word] not in {"VERB", "AUX"} and _is_none(tree, word):
        return True
    if any(("scant", tree.lower[c]) in stance_words() for c in tree.children[word]):
        return True
    verb = word
    for _ in range(3):
        if negation(tree, verb) >= 0:
            return True
        above = tree.head[verb]
        if tree.lower[above] == "from" and above and tree.lower[above - 1] == "far":
            return True
        if tree.dep[verb] not in {"acomp", "attr", "xcomp", "oprd", "dobj"}:
            return False
        verb = above
    return False


@cache
def stance_words() -> Mapping[tuple[str | None, str], Stance]:
    """(part, word) -> stance, from `data/modality.tsv`. ValueError on an unknown stance."""
    return MappingProxyType(
        {
            (part, word): _stance(stance)
            for part, stance, listed in table("modality.tsv")
            if part != "governor"
            for word in listed.split()
        }
    )


@cache
def forces() -> Mapping[str, Force]:
    """Governing word -> what it makes of a clause, from `data/modality.tsv`."""
    out: dict[str, Force] = {}
    for part, stance, listed in table("modality.tsv"):
        if part == "governor":
            plain, _, negated = stance.partition(":")
            force = Force(_stance(plain), _stance(negated))
            out.update(dict.fromkeys(listed.split(), force))
    return MappingProxyType(out)


def _stance(name: str) -> Stance:
    if name not in get_args(Stance):
        raise ValueError(f"no such stance: {name!r}")
    return cast(Stance, name)
