"""Cuts a parsed text into asserting clauses with who, what and whom."""

from __future__ import annotations

from dataclasses import dataclass

from fairwitness.reading.statements.stand import imperative
from fairwitness.reading.tree import Tree

Offsets = tuple[int, int]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSES = frozenset(
    {"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "pcomp", "acl", "dep"}
)
_AUXILIARY = ("aux", "auxpass")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OWN_ROW = frozenset({"relcl", "advcl", "ccomp"})
_ASIDE = frozenset({"punct", "cc", "mark"})
_LOOSE = " \t\n\r\f\v\u00a0\u2028\u2029,;:-–—"
_EDGE = _LOOSE + ".!?"
_OPENING = frozenset('“‘«"')
_CLOSING = frozenset('”’»"')
_NO_SUBJECT = frozenset({"ADP", "ADV", "SPACE", "PUNCT", "SCONJ"})
_EMPTY_SUBJECTS = frozenset({"it", "this", "that", "what", "there", "which"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One asserting clause."""

    head: int
    extent: Offsets
    who: Offsets | None
    what: Offsets
    whom: Offsets | None


def clauses(tree: Tree, attributing: frozenset[int]) -> list[Clause]:
    """The clauses of the text that assert something, in text order.

    `attributing` are verbs whose clause only says who holds another; they make no claim.
    """
    heads = [token for token in range(len(tree)) if asserts(tree, token)]
    known = frozenset(heads)
    out = []
    for head in heads:
        if head in attributing:
            continue
        clause = _clause(tree, head, known)
        if clause is not None:
            out.append(clause)
    out.sort(key=lambda clause: (clause.extent, clause.head))
    return out


def asserts(tree: Tree, token: int) -> bool:
    """Whether `token` is the verb of a finite clause."""
    if tree.pos[token] not in {"VERB", "AUX"} or tree.dep[token] not in _CLAUSES:
        return False
    return is_finite(tree, token) or _is_order(tree, token)


def _is_order(tree: Tree, verb: int) -> bool:
    """Whether `verb` gives an order ("Boil the water"), first in its sentence or quotation."""
    if tree.tag[verb] != "VB":
        return False
    first = tree.left[verb]
    while first < verb and tree.pos[first] in {"PUNCT", "SPACE"}:
        first += 1
    return imperative(tree, first) == verb


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether `verb` heads a finite clause, by its own form, an auxiliary, or one it shares."""
    for _ in range(4):
        if tree.tag[verb] in _FINITE or is_subjunctive(tree, verb) or _is_past(tree, verb):
            return True
        helpers = tree.childs(verb, *_AUXILIARY)
        if helpers:
            return any(tree.tag[helper] in _FINITE for helper in helpers)
        above = tree.head[verb]
        if tree.dep[verb] != "conj" or tree.pos[above] not in {"VERB", "AUX"} or above == verb:
            return False
        if tree.tag[verb] != tree.tag[above]:
            return False
        verb = above
    return False


def _is_past(tree: Tree, verb: int) -> bool:
    """Whether `verb` is a past tense the tagger took for a participle: "that the water tasted"."""
    return (
        tree.tag[verb] == "VBN"
        and tree.child(verb, "nsubj") >= 0
        and tree.child(verb, *_AUXILIARY) < 0
        and any(tree.lower[mark] == "that" for mark in tree.childs(verb, "mark"))
    )


def is_subjunctive(tree: Tree, verb: int) -> bool:
    """Whether `verb` is the bare form of "demanded that the army leave", "that it be closed"."""
    if tree.child(verb, *_SUBJECTS) < 0:
        return False
    helpers = tree.childs(verb, *_AUXILIARY)
    if [tree.tag[helper] for helper in helpers] != (["VB"] if tree.tag[verb] == "VBN" else []):
        return False
    if tree.tag[verb] not in {"VB", "VBN"}:
        return False
    return any(tree.lower[mark] == "that" for mark in tree.childs(verb, "mark"))


def _clause(tree: Tree, head: int, known: frozenset[int]) -> Clause | None:
    subject = _subject(tree, head)
    passive = tree.child(head, "nsubjpass", "auxpass") >= 0 or _shares_passive(tree, head)
    expletive = tree.child(head, "expl")
    if passive:
        who = _agent(tree, head)
        whom = _phrase(tree, subject, known) if subject >= 0 else None
    else:
        who = _phrase(tree, subject, known) if subject >= 0 else None
        whom = _object(tree, head, known)
    if expletive >= 0 and subject < 0:
        existing = tree.child(head, "attr", "dobj")
        whom = _phrase(tree, existing, known) if existing >= 0 else None
    if who is None and whom is None:
        return None
    if not _says_something(tree, head, subject, whom):
        return None
    extent = _extent(tree, head, known)
    if extent is None:
        return None
    return Clause(
        head=head,
        extent=extent,
        who=who,
        what=_predicate(tree, head, known, expletive >= 0),
        whom=whom,
    )


def _says_something(tree: Tree, head: int, subject: int, whom: Offsets | None) -> bool:
    """Whether a clause with an empty subject ("it is …") has a predicate worth a row."""
    if subject < 0 or tree.lower[subject] not in _EMPTY_SUBJECTS or whom is not None:
        return True
    rest = [
        child
        for child in tree.children[head]
        if child > head and tree.dep[child] not in {"punct", "ccomp", "advcl", "cc", "conj", "dep"}
    ]
    return bool(rest) and tree.right[rest[-1]] > head


def _subject(tree: Tree, head: int) -> int:
    """The subject of a clause, taken from the clause it is coordinated with where it has none."""
    for _ in range(6):
        subject = tree.child(head, *_SUBJECTS)
        if subject >= 0:
            if tree.lower[subject] in _RELATIVE and tree.dep[head] == "relcl":
                return tree.head[head]
            return subject if tree.pos[subject] not in _NO_SUBJECT else -1
        if tree.child(head, "expl") >= 0 or tree.dep[head] not in {"conj", "dep"}:
            return -1
        above = tree.head[head]
        if above == head or tree.pos[above] not in {"VERB", "AUX"}:
            return -1
        head = above
    return -1


def _shares_passive(tree: Tree, head: int) -> bool:
    return (
        tree.dep[head] == "conj"
        and tree.tag[head] == "VBN"
        and not tree.childs(head, *_AUXILIARY)
        and tree.child(tree.head[head], "auxpass") >= 0
    )


def _agent(tree: Tree, head: int) -> Offsets | None:
    by = tree.child(head, "agent")
    agent = tree.child(by, "pobj") if by >= 0 else -1
    return _phrase(tree, agent, frozenset()) if agent >= 0 else None


def _object(tree: Tree, head: int, known: frozenset[int]) -> Offsets | None:
    """The object: the verb's own, or that of the infinitive it takes ("plans to leave Syria")."""
    for _ in range(4):
        found = tree.child(head, "dobj")
        if found >= 0 and tree.lower[found] not in _RELATIVE:
            return _phrase(tree, found, known)
        if found >= 0 and tree.dep[head] == "relcl":
            return _phrase(tree, tree.head[head], known)
        below = tree.child(head, "xcomp")
        if below < 0 or tree.pos[below] not in {"VERB", "AUX"}:
            return None
        head = below
    return None


def _phrase(tree: Tree, head: int, known: frozenset[int]) -> Offsets | None:
    """The noun phrase of `head`, up to where a clause that has its own row begins."""
    first, last = tree.left[head], tree.right[head]
    for child in tree.children[head]:
        below = child in known or tree.dep[child] in {"relcl", "advcl"}
        if below and child > head:
            last = min(last, tree.left[child] - 1)
        elif below:
            first = max(first, min(head, tree.right[child] + 1))
    last = max(last, head)
    return _trim(tree, first, last)


def _trim(tree: Tree, first: int, last: int, edge: str = _LOOSE) -> Offsets | None:
    """Offsets of tokens without loose punctuation, kept within one paragraph."""
    start, end = tree.start[first], tree.end[last]
    text = tree.text
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    if text[end : end + 1] == ")" and "(" in text[start:end] and ")" not in text[start:end]:
        end += 1
    if text[start : start + 1] in _OPENING and not _CLOSING.intersection(text[start + 1 : end]):
        start += 1
    return (start, end) if start < end else None


def _predicate(tree: Tree, head: int, known: frozenset[int], existential: bool) -> Offsets:
    """The verb with its helpers, the infinitives it takes, and what a copula says."""
    first, last = head, head
    for child in tree.children[head]:
        if tree.dep[child] in {"aux", "auxpass", "neg"}:
            first, last = min(first, child), max(last, child)
        elif tree.dep[child] in {"prt", "acomp"} and child > head:
            last = max(last, _last_of(tree, child, known) if tree.dep[child] == "acomp" else child)
        elif tree.dep[child] == "attr" and child > head and not existential:
            last = max(last, _last_of(tree, child, known))
    below = tree.child(head, "xcomp")
    if below > head and tree.child(head, "dobj") < 0:
        last = max(last, below)
    offsets = _near(tree, head, first, last)
    return offsets if offsets else (tree.start[head], tree.end[head])


def _near(tree: Tree, head: int, first: int, last: int) -> Offsets | None:
    """Tokens `first..last`, cut back where the subject stands between helper and verb."""
    for token in range(first, head):
        if tree.dep[token] in _SUBJECTS:
            first = token + 1
            while first < head and tree.dep[first] not in {"aux", "auxpass", "neg", "advmod"}:
                first += 1
    return _trim(tree, first, last)


def _last_of(tree: Tree, head: int, known: frozenset[int]) -> int:
    last = tree.right[head]
    for child in tree.children[head]:
        if child > head and (child in known or tree.dep[child] in _OWN_ROW):
            last = min(last, tree.left[child] - 1)
    return max(head, last)


def _extent(tree: Tree, head: int, known: frozenset[int]) -> Offsets | None:
    """From the first to the last word a clause says itself, in one paragraph.

    What clauses below it say that have their own row is left out.
    """
    children, dep, pos, paragraph = tree.children, tree.dep, tree.pos, tree.paragraph
    here, first, last = paragraph[head], head, head
    stack = [head]
    while stack:
        token = stack.pop()
        if paragraph[token] == here:
            if token < first:
                first = token
            elif token > last:
                last = token
        for child in children[token]:
            if child not in known and dep[child] not in _ASIDE and pos[child] != "SPACE":
                stack.append(child)
    return _trim(tree, first, last, _EDGE)
