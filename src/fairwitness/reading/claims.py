"""Claims: one row an assertion, with who holds it and how firmly.

The spaCy component `fairwitness_claims`. A claim is a finite clause or an order. Its stance
is how its holder stands to it, negation apart: the attribution's stance speaks first ("denied",
"warned"), then the clause's own words (a question, "may", "will", "did not fire"), then the word it
hangs on ("it is doubtful whether …"); else it is asserted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.claims_parts import Clause, asserts, clauses
from fairwitness.reading.modality import modality
from fairwitness.reading.rows import Claim, Row, Stance, Statement
from fairwitness.reading.tree import Tree, forget, tree_of
from fairwitness.span import Span

_BELOW = frozenset(["relcl", "advcl", "acl", "pcomp"])


def claims_of(doc: Doc) -> tuple[Claim, ...]:
    """The claims of a parsed `doc`, in text order; ids are `c1`, `c2`, …

    Takes the statements, places, times, quantities and relations written on `doc` so far.
    """
    tree = tree_of(doc)
    statements = carrier.get(doc, carrier.STATEMENTS)
    attributing = _attributing(tree, statements)
    found = clauses(tree, attributing)
    holders = _Holders(tree, statements)
    rows = _Rows(tree, found, attributing, doc)
    return tuple(
        _claim(tree, clause, number, holders, rows) for number, clause in enumerate(found, 1)
    )


def _attributing(tree: Tree, statements: Sequence[Statement]) -> frozenset[int]:
    """The verbs that only attribute: their content is a clause of its own, or a quotation."""
    out = set()
    for statement in statements:
        verb = _cue_verb(tree, statement)
        if verb >= 0 and (statement.kind == "direct" or _holds_clause(tree, statement)):
            out.add(verb)
    return frozenset(out)


def _holds_clause(tree: Tree, statement: Statement) -> bool:
    """Whether the content is a clause, and not a noun or infinitive with clauses below it."""
    for span in statement.content:
        token = _token_at(tree, span.start)
        while token < len(tree) and tree.start[token] < span.end:
            if tree.dep[token] not in _BELOW and asserts(tree, token):
                return True
            token += 1
    return False


def _cue_verb(tree: Tree, statement: Statement) -> int:
    """The last verb within a statement's cue, or -1."""
    cue = statement.cue
    if cue is None:
        return -1
    verb, token = -1, _token_at(tree, cue.start)
    while token < len(tree) and tree.start[token] < cue.end:
        if tree.pos[token] in {"VERB", "AUX"}:
            verb = token
        token += 1
    return verb


def _token_at(tree: Tree, offset: int) -> int:
    return max(0, bisect_right(tree.start, offset) - 1)


class _Holders:
    """Which statement holds a character, and the stance its cue lends."""

    def __init__(self, tree: Tree, statements: Sequence[Statement]) -> None:
        self.tree = tree
        self.spans = sorted(
            (span.start, span.end, index)
            for index, statement in enumerate(statements)
            for span in statement.content
        )
        self.statements = statements
        self.starts = [start for start, _, _ in self.spans]

    def of(self, offset: int) -> Statement | None:
        """The innermost statement whose content holds the character at `offset`."""
        best: tuple[int, int] | None = None
        place = bisect_right(self.starts, offset)
        for start, end, index in self.spans[max(0, place - 6) : place]:
            if offset < end and (best is None or end - start < best[0]):
                best = (end - start, index)
        return self.statements[best[1]] if best else None


class _Rows:
    """Which rows of the other layers stand in which clause."""

    def __init__(
        self, tree: Tree, found: Sequence[Clause], attributing: frozenset[int], doc: Doc
    ) -> None:
        self.tree = tree
        self.owner = _owners(tree, found, attributing)
        self.where = self._by_clause(carrier.get(doc, carrier.PLACES))
        self.when = self._by_clause(carrier.get(doc, carrier.TIMES))
        self.how_many = self._by_clause(carrier.get(doc, carrier.QUANTITIES))
        self.relations = self._by_clause(carrier.get(doc, carrier.RELATIONS))

    def _by_clause[R: Row](self, rows: Sequence[R]) -> dict[int, tuple[str, ...]]:
        out: dict[int, tuple[str, ...]] = {}
        for row in rows:
            owner = self.owner[_token_at(self.tree, row.start)]
            if owner >= 0:
                out[owner] = (*out.get(owner, ()), row.id)
        return out


def _owners(tree: Tree, found: Sequence[Clause], attributing: frozenset[int]) -> list[int]:
    """For each token the head of the innermost clause that says it, or -1.

    Words of attribution belong to no claim: "announced in 2019" dates the announcement.
    """
    heads = {clause.head for clause in found}
    stops = heads | attributing
    owner = [-2] * len(tree)
    for token in range(len(tree)):
        path, current = [], token
        while owner[current] == -2 and current not in stops and tree.head[current] != current:
            path.append(current)
            current = tree.head[current]
        if owner[current] == -2:
            owner[current] = current if current in heads else -1
        for step in path:
            owner[step] = owner[current]
    return owner


def _claim(tree: Tree, clause: Clause, number: int, holders: _Holders, rows: _Rows) -> Claim:
    held_by = holders.of(tree.start[clause.head])
    start, end = clause.extent
    return Claim(
        id=f"c{number}",
        start=start,
        end=end,
        text=tree.text[start:end],
        who=_span(tree, clause.who),
        what=Span.of(tree.text, *clause.what),
        whom=_span(tree, clause.whom),
        where=rows.where.get(clause.head, ()),
        when=rows.when.get(clause.head, ()),
        how_many=rows.how_many.get(clause.head, ()),
        relations=rows.relations.get(clause.head, ()),
        held_by=held_by.id if held_by else None,
        stance=_stance(tree, clause, held_by),
    )


def _span(tree: Tree, offsets: tuple[int, int] | None) -> Span | None:
    return Span.of(tree.text, *offsets) if offsets else None


def _stance(tree: Tree, clause: Clause, held_by: Statement | None) -> Stance:
    own = modality(tree, clause)
    lent = held_by.stance if held_by is not None else "asserted"
    if lent == "asserted":
        return own
    # "warned that it has become": a warning of what is already so asserts it.
    if lent == "predicted" and own in {"asserted", "denied"}:
        return own
    if own == "asked" or (lent == own == "denied"):
        return "asked" if own == "asked" else "asserted"
    return lent


class ClaimReader:
    """Writes the claims of a parsed `Doc`; reads the layers the components before it wrote."""

    def __call__(self, doc: Doc) -> Doc:
        """Gives `doc` its layer of claims."""
        claims = claims_of(doc)
        forget(doc)
        return carrier.put(doc, carrier.CLAIMS, claims)


@Language.factory("fairwitness_claims", requires=["token.dep", "token.head", "token.tag"])
def make_claims(nlp: Language, name: str) -> ClaimReader:  # noqa: ARG001
    """Makes the component; registered under `fairwitness_claims`."""
    return ClaimReader()
