"""A parsed `Doc` as plain lists: one pass over the parse, then no token objects.

Asking spaCy's tokens one attribute at a time costs more than the rules that ask; the rules of
statements and claims walk these lists instead (measured: 3 µs a token to build).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from fairwitness.reading.paragraphs import breaks

_ATTRIBUTES: list[int | str] = ["HEAD", "DEP", "POS", "TAG", "LEMMA", "LOWER", "SENT_START"]


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
        return next((c for c in self.children[token] if self.dep[c] in deps), -1)

    def childs(self, token: int, *deps: str) -> list[int]:
        """The children of `token` with one of these labels, in order."""
        return [c for c in self.children[token] if self.dep[c] in deps]

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
    """The tree of a parsed `doc`; linear in its tokens."""
    rows = doc.to_array(_ATTRIBUTES)
    size = len(doc)
    strings = doc.vocab.strings
    names = {
        key: strings[key] for column in (1, 2, 3, 4, 5) for key in set(rows[:, column].tolist())
    }
    offsets = rows[:, 0].astype("int64").tolist()
    head = [token + step for token, step in enumerate(offsets)]
    dep, pos, tag, lemma, lower = (
        [names[key] for key in rows[:, column].tolist()] for column in (1, 2, 3, 4, 5)
    )
    start = doc.to_array("IDX").astype("int64").tolist() if size else []
    end = [a + b for a, b in zip(start, doc.to_array("LENGTH").tolist(), strict=True)]
    children: list[list[int]] = [[] for _ in range(size)]
    for token in range(size):
        if head[token] != token:
            children[head[token]].append(token)
    left, right = _extents(head, pos, children)
    children = [c if len(c) <= _MOST_CHILDREN else _outermost(c) for c in children]
    sentence = _sentences((rows[:, 6].astype("int64") == 1).tolist())
    return Tree(
        text=doc.text,
        start=start,
        end=end,
        head=head,
        dep=dep,
        pos=pos,
        tag=tag,
        lemma=[word.lower() for word in lemma],
        lower=lower,
        children=children,
        left=left,
        right=right,
        sentence=sentence,
        paragraph=_paragraphs(doc.text, start),
    )


def _outermost(children: list[int]) -> list[int]:
    half = _MOST_CHILDREN // 2
    return children[:half] + children[-half:]


def _extents(
    head: list[int], pos: list[str], children: list[list[int]]
) -> tuple[list[int], list[int]]:
    """First and last token of every subtree, by one walk from the leaves up."""
    size = len(head)
    left, right = list(range(size)), list(range(size))
    order: list[int] = [token for token in range(size) if head[token] == token]
    for token in order:
        order.extend(children[token])
    for token in reversed(order):
        above = head[token]
        if above == token or (pos[token] == "SPACE" and not children[token]):
            continue
        left[above] = min(left[above], left[token])
        right[above] = max(right[above], right[token])
    return left, right


def _sentences(starts: list[bool]) -> list[int]:
    current, out = 0, []
    for token, begins in enumerate(starts):
        if begins:
            current = token
        out.append(current)
    return out


def _paragraphs(text: str, start: list[int]) -> list[int]:
    """The number of the paragraph each token is in; spaces between belong to the one before."""
    begins = list(breaks(text))
    number, out = 0, []
    for first in start:
        while number < len(begins) and begins[number] <= first:
            number += 1
        out.append(number)
    return out
