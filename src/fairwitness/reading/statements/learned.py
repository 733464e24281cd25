"""The learned reader of statements: heads over the shared encoder, rules for what rules do better.

The heads find cue, source and content (see `training/statements/CARD.md`). By rule are: the ends of
quotations, quotations nobody is said to have spoken, statements within statements, and who speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from fairwitness.reading.quotes import Quotes
from fairwitness.reading.statements.found import Found, Offsets, Range, trimmed
from fairwitness.reading.statements.learned_decode import Attributed
from fairwitness.reading.statements.lexicon import Sense
from fairwitness.reading.tree import Tree

_SAID = Sense("say", "asserted")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SLACK = 3
"""Characters by which an end of content may miss a quotation mark and is put on it."""


def founds(tree: Tree, quotes: Quotes, learned: Sequence[Attributed]) -> list[Found]:
    """The learned attributions in the rules' terms, with the ends of quotations put right."""
    out = []
    for one in learned:
        cue = tokens(tree, one.cue)
        content, doubtful = snapped(tree.text, quotes, one.content)
        if not content:
            continue
        source = tokens(tree, one.source) if one.source is not None else None
        out.append(
            Found(
                head=_head(tree, cue),
                cue=cue,
                sense=_SAID,
                source=source,
                source_head=_head(tree, source) if source is not None else -1,
                content=content,
                frame="learned",
                doubtful=doubtful,
            )
        )
    return out


def tokens(tree: Tree, span: Offsets) -> Range:
    """First and last token that the characters `span` touch."""
    first = bisect_right(tree.end, span[0])
    last = bisect_left(tree.start, span[1]) - 1
    first = min(first, len(tree) - 1)
    return first, max(first, last)


def _head(tree: Tree, inside: Range) -> int:
    """The token that the others of a stretch hang on; a noun, where several hang elsewhere."""
    first, last = inside
    tops = [t for t in range(first, last + 1) if not first <= tree.head[t] <= last] or [
        t for t in range(first, last + 1) if tree.head[t] == t
    ]
    return next((t for t in tops if tree.pos[t] in _NOMINAL), tops[0] if tops else last)


def snapped(
    text: str, quotes: Quotes, content: Sequence[Offsets]
) -> tuple[tuple[Offsets, ...], bool]:
    """Content with ends on the quotation marks they all but reach, and whether one is in doubt."""
    out: list[Offsets] = []
    doubtful = False
    for start, end in content:
        for quotation in quotes.quotations:
            for a, b in quotation.pieces:
                if a >= end or b <= start:
                    continue
                if abs(a - start) <= _SLACK:
                    start = a
                if abs(b - end) <= _SLACK:
                    end = b
                    doubtful = doubtful or quotation.doubtful
        piece = trimmed(text, start, end)
        if piece is not None:
            out.append(piece)
    return tuple(out), doubtful
