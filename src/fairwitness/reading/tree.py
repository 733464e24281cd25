"""A parsed `Doc` as plain lists: one pass over the parse, then no token objects.

Asking spaCy's tokens one attribute at a time costs more than the rules that ask; the rules of
statements and claims walk these lists instead (measured: 3 µs a token to build).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from spacy.tokens import Doc

from fairwitness.reading.paragraphs import breaks

_ATTRIBUTES: list[int | str] = ["HEAD", "DEP", "POS", "TAG", "LEMMA", "LOWER", "SENT_START"]


_KEPT = "fairwitness_tree"
_MOST_CHILDREN = 200
"""Most children kept of one token. Written sentences have under 40; a heap of 20,000 words parsed
under one head would else be walked once for each of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The dependency tree of a text. Every list is indexed by token; `-1` stands for no token."""

    text: str
    start: Sequence[int]
    """Offset of the first character of each token."""
    end: Sequence[int]
    head: Sequence[int]
    """The head of each token; a root is its own head."""
    dep: Sequence[str]
    pos: Sequence[str]
    tag: Sequence[str]
    lemma: Sequence[str]
    lower: Sequence[str]
    children: Sequence[Sequence[int]]
    left: Sequence[int]
    """First token of each token's subtree, spaces left out."""
    right: Sequence[int]
    """Last token of each token's subtree, spaces left out."""
    sentence: Sequence[int]
    """First token of the sentence each token is in."""
    paragraph: Sequence[int]
    """Number of the paragraph each token is in."""

    def __len__(self) -> int:
        return len(self.head)

    def child(self, token: int, *deps: str) -> int:
        """The first child of `token` with one of these labels, or -1."""
        dep = self.dep
        for c in self.children[token]:
            if dep[c] in deps:
                return c
        return -1

    def childs(self, token: int, *deps: str) -> list[int]:
        """The children of `token` with one of these labels, in order."""
        dep = self.dep
        return [c for c in self.children[token] if dep[c] in deps]

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above `token`, nearest first."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def within(self, token: int, top: int) -> bool:
        """Whether `token` is `top` or below it."""
        return token == top or any(above == top for above in self.ancestors(token))

    def words(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`."""
        return self.text[self.start[first] : self.end[last]]


def tree_of(doc: Doc) -> Tree:
    """The tree of a parsed `doc`; linear in its tokens.

    It is kept on the `doc` until `forget`, for as long as the parse stays what it was: statements
    and claims read the same one, and building it is a third of what claims cost.
    """
    rows = doc.to_array(_ATTRIBUTES)
    kept = doc.user_data.get(_KEPT)
    if kept is not None and kept[0].shape == rows.shape and (kept[0] == rows).all():
        return cast(Tree, kept[1])
    tree = _built(doc, rows)
    doc.user_data[_KEPT] = (rows, tree)
    return tree


def forget(doc: Doc) -> None:
    """Lets go of the tree kept on `doc`; whoever reads it last calls this."""
    doc.user_data.pop(_KEPT, None)


def _built(doc: Doc, rows: np.ndarray) -> Tree:
    size = len(doc)
    steps = rows[:, 0].astype("int64")
    head = (np.arange(size) + steps).tolist()
    dep, pos, tag, lower = (_names(doc, rows[:, column]) for column in (1, 2, 3, 5))
    starts = doc.to_array("IDX").astype("int64")
    children: list[list[int]] = [[] for _ in range(size)]
    for token in np.nonzero(steps)[0].tolist():
        children[head[token]].append(token)
    left, right = _extents(head, pos, children)
    if size > _MOST_CHILDREN:
        children = [c if len(c) <= _MOST_CHILDREN else _outermost(c) for c in children]
    text = doc.text
    return Tree(
        text=text,
        start=starts.tolist(),
        end=(starts + doc.to_array("LENGTH").astype("int64")).tolist(),
        head=head,
        dep=dep,
        pos=pos,
        tag=tag,
        lemma=_names(doc, rows[:, 4], lower=True),
        lower=lower,
        children=children,
        left=left,
        right=right,
        sentence=np.maximum.accumulate(
            np.where(rows[:, 6].astype("int64") == 1, np.arange(size), 0)
        ).tolist(),
        # Spaces between paragraphs belong to the one before.
        paragraph=np.searchsorted(list(breaks(text)), starts, side="right").tolist(),
    )


def _names(doc: Doc, column: np.ndarray, *, lower: bool = False) -> list[str]:
    """The strings of a column of spaCy's hashes."""
    strings = doc.vocab.strings
    keys = column.tolist()
    names = {key: strings[key] for key in set(keys)}
    if lower:
        names = {key: name.lower() for key, name in names.items()}
    return list(map(names.__getitem__, keys))


def _outermost(children: list[int]) -> list[int]:
    half = _MOST_CHILDREN // 2
    return children[:half] + children[-half:]


def _extents(
    head: list[int], pos: list[str], children: list[list[int]]
) -> tuple[list[int], list[int]]:
    """First and last token of every subtree, by one walk from the leaves up."""
    size = len(head)
    left, right = list(range(size)), list(range(size))
    order = [token for token in range(size) if head[token] == token]
    for token in order:
        if children[token]:
            order.extend(children[token])
    for token in reversed(order):
        above = head[token]
        if above == token or (pos[token] == "SPACE" and not children[token]):
            continue
        if left[token] < left[above]:
            left[above] = left[token]
        if right[token] > right[above]:
            right[above] = right[token]
    return left, right
