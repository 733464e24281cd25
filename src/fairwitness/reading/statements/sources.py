"""Finds the source of an attribution in the dependency tree: whose saying or thinking it is."""

from __future__ import annotations

from fairwitness.reading.statements.found import Range
from fairwitness.reading.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
_RAISING_DEPTH = 8


def source_of(tree: Tree, verb: int) -> int:
    """The head noun of who does what `verb` says, or -1.

    Its own subject or by-agent; else the subject it shares: with the verb it is coordinated with,
    depends on as a complement or adverbial ("X left, saying …"), or the noun it modifies
    ("officials saying …").
    """
    for _ in range(_RAISING_DEPTH):
        passive = is_passive(tree, verb)
        if passive:
            return agent_of(tree, verb)
        # Of two subjects ("that he has, X said") the nearer is the verb's own.
        subjects = tree.childs(verb, *_SUBJECTS)
        subject = min(subjects, key=lambda c: abs(c - verb)) if subjects else -1
        if subject >= 0:
            return -1 if _is_empty(tree, subject) else subject
        above, dep = tree.head[verb], tree.dep[verb]
        if above == verb:
            return -1
        if dep in {"acl", "relcl"} and tree.pos[above] in _NOMINAL:
            return above if tree.tag[verb] in {"VBG", "VB", "VBZ", "VBP", "VBD"} else -1
        if dep == "pcomp":
            return _of_prepositional(tree, above)
        if dep == "xcomp":
            controller = tree.child(above, "dobj")
            if controller >= 0 and controller < verb and tree.lemma[above] != "promise":
                return controller
        if dep not in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"}:
            return -1
        shared = tree.child(above, "nsubjpass") if dep in {"advcl", "xcomp"} else -1
        if shared >= 0:
            return shared
        verb = above
    return -1


def _is_empty(tree: Tree, subject: int) -> bool:
    """Whether a subject is nobody: "there", or the measure of "the more they insist, …"."""
    first = tree.left[subject]
    return tree.lower[subject] == "there" or (
        first < subject and tree.lower[first] == "the" and tree.lower[first + 1] in {"more", "less"}
    )


def _of_prepositional(tree: Tree, preposition: int) -> int:
    """Who acts in "criticised him for saying", "won by saying", "after saying …, he left"."""
    verb = tree.head[preposition]
    if tree.pos[verb] not in {"VERB", "AUX"}:
        return -1
    if tree.lower[preposition] in {"for", "of", "from", "as"}:
        passive = tree.child(verb, "nsubjpass")
        blamed = passive if passive >= 0 else tree.child(verb, "dobj")
        if blamed >= 0:
            return blamed
    passive = tree.child(verb, "nsubjpass")
    return passive if passive >= 0 else source_of(tree, verb)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether `verb` is in the passive voice."""
    return tree.child(verb, "auxpass", "nsubjpass") >= 0 or (
        tree.tag[verb] == "VBN" and tree.dep[verb] == "acl"
    )


def agent_of(tree: Tree, verb: int) -> int:
    """The head noun of a passive verb's by-phrase, or -1."""
    by = tree.child(verb, "agent")
    if by < 0:
        by = next((c for c in tree.childs(verb, "prep") if tree.lower[c] == "by"), -1)
    return tree.child(by, "pobj") if by >= 0 else -1


def source_range(tree: Tree, head: int, cue: int) -> Range:
    """The noun phrase of the source `head`, short of its `cue` and within its paragraph."""
    first, last = tree.left[head], tree.right[head]
    if first <= cue <= last:
        # The cue stands in a clause that modifies the source: "officials saying …".
        if cue > head:
            last = max(head, tree.left[cue] - 1)
        else:
            first = min(head, tree.right[cue] + 1)
    while first < head and tree.paragraph[first] != tree.paragraph[head]:
        first += 1
    while last > head and tree.paragraph[last] != tree.paragraph[head]:
        last -= 1
    while last > head and (tree.pos[last] in {"SPACE", "CCONJ"} or tree.lower[last] in ",;:-–—"):
        last -= 1
    while first < head and (tree.pos[first] == "SPACE" or tree.lower[first] in ',;:-–—“"'):
        first += 1
    inside = [tree.lower[token] for token in range(first, last + 1)]
    if "(" in inside and ")" not in inside and tree.lower[min(last + 1, len(tree) - 1)] == ")":
        last += 1
    return first, last
