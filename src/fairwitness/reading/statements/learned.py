"""The learned reader of statements, and how it and the rules make up one reading.

The rules see the parse and cut exact spans; the heads (see `training/statements/CARD.md`) know
more cues and see over sentences. So the heads judge what the rules found and add what they missed;
where both see a cue, the rules' spans stand unless the heads think theirs much likelier.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Doc

from fairwitness.reading.encoder.carried import read
from fairwitness.reading.quotes import Quotes
from fairwitness.reading.statements.found import Found, Offsets, Range, trimmed
from fairwitness.reading.statements.learned_decode import (
    CONTENT,
    SOURCE,
    Run,
    against,
    cues_of,
    runs,
)
from fairwitness.reading.statements.learned_heads import Around, Encoded, Heads, heads
from fairwitness.reading.statements.lexicon import Sense, lexicon
from fairwitness.reading.statements.speech import in_tokens, speech
from fairwitness.reading.tree import Tree, tree_of

_SAID = Sense("say", "asserted")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_EMPTY = frozenset({"ADV", "CCONJ", "DET", "PART", "PRON", "SPACE"})
"""Parts of speech that attribute nothing by themselves: a cue of such words alone is no cue."""
_IMPERSONAL = frozenset({"adverb", "modifier", "passive"})
"""How rules find an attribution to nobody."""
_SLACK = 3
"""Characters by which an end of content may miss a quotation mark and is put on it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the two readings' beliefs are worth; chosen on articles set aside from training."""

    cue: float = 0.5
    """Least belief that a word belongs to a cue."""
    ruled: float = 0.2
    """The same, where a rule found the cue."""
    content: float = 14.0
    """How much likelier the heads' content must be, in nats, to stand against a rule's."""
    source: float = 8.0
    """The same of sources."""


def second(doc: Doc, quotes: Quotes, ruled: Sequence[Found]) -> list[Found]:
    """The statements of a text, by rules and heads together, with the settings that were chosen."""
    return combined(doc, quotes, ruled, heads(), Settings())


def combined(
    doc: Doc, quotes: Quotes, ruled: Sequence[Found], learned: Heads, settings: Settings
) -> list[Found]:
    """The statements of a text, by rules and heads together, in no order.

    Quotations that both leave over go where the rules of speech put them: to a cue of their own, to
    the speaker before, or to nobody.
    """
    tree, text = tree_of(doc), learned.scored(read(doc))
    if text is None:
        return list(ruled)
    found = list(_Both(tree, quotes, text, learned, settings).read(ruled))
    found.sort(key=lambda one: tree.start[one.head])
    return speech(tree, found, in_tokens(tree, quotes), lexicon())


class _Both:
    def __init__(
        self, tree: Tree, quotes: Quotes, text: Encoded, heads: Heads, settings: Settings
    ) -> None:
        self.tree = tree
        self.quotes = quotes
        self.text = text
        self.heads = heads
        self.settings = settings

    def read(self, ruled: Sequence[Found]) -> Iterator[Found]:
        cued = [one for one in ruled if one.frame != "unsaid"]
        runs_of = [self._words(tree_span(self.tree, one.cue)) for one in cued]
        kept = [
            (one, run)
            for one, run in zip(cued, runs_of, strict=True)
            if _impersonal(one)
            or self.text.belief[run[0] : run[1] + 1].max() >= self.settings.ruled
        ]
        taken = np.zeros(len(self.text.words), dtype=bool)
        for _, (first, last) in kept:
            taken[first : last + 1] = True
        text = self.text
        own = [
            (first, last)
            for first, last in cues_of(text.belief, text.begins, self.settings.cue)
            if not taken[first : last + 1].any()
        ]
        arounds = self.heads.around(self.text, [run for _, run in kept] + own)
        judged = [self._judged(one, next(arounds)) for one, _ in kept]
        added = [found for run in own if (found := self._found(run, next(arounds)))]
        yield from judged
        yield from self._standing(added, judged)

    def _standing(self, added: Sequence[Found], judged: Sequence[Found]) -> Iterator[Found]:
        """Those the heads add, but for a cue within content and content that a rule's has."""
        held, taken = _marked(self.tree, [*judged, *added]), _marked(self.tree, judged)
        for one in added:
            if not held[self.tree.start[one.cue[0]]] and not _touches(one, taken):
                yield one

    def _words(self, span: Offsets) -> Run:
        """First and last word that the characters `span` touch."""
        words = self.text.words
        first = min(int(np.searchsorted(words.end, span[0], side="right")), len(words) - 1)
        return first, max(first, int(np.searchsorted(words.start, span[1])) - 1)

    def _judged(self, one: Found, around: Around) -> Found:
        """A rule's finding, with what the heads see otherwise put right."""
        theirs = np.zeros_like(around.labels)
        source = tree_span(self.tree, one.source) if one.source is not None else None
        for label, spans in ((CONTENT, one.content), (SOURCE, (source,) if source else ())):
            for span in spans:
                first, last = self._words(span)
                theirs[max(0, first - around.begin) : max(0, last + 1 - around.begin)] = label
        if against(around.shares, around.labels, theirs, CONTENT) > self.settings.content:
            content, doubtful = self._content(around)
            if content:
                one = replace(one, content=content, doubtful=doubtful)
        if against(around.shares, around.labels, theirs, SOURCE) > self.settings.source:
            one = self._with_source(one, around)
        return one

    def _found(self, cue: Run, around: Around) -> Found | None:
        """What the heads alone find, or None where it has no content or no word that attributes."""
        content, doubtful = self._content(around)
        if not content:
            return None
        words = self.text.words
        at = tokens(self.tree, (int(words.start[cue[0]]), int(words.end[cue[1]])))
        if all(self.tree.pos[token] in _EMPTY for token in range(at[0], at[1] + 1)):
            return None
        one = Found(
            head=_head(self.tree, at),
            cue=at,
            sense=_SAID,
            source=None,
            source_head=-1,
            content=content,
            frame="learned",
            doubtful=doubtful,
        )
        return self._with_source(one, around)

    def _content(self, around: Around) -> tuple[tuple[Offsets, ...], bool]:
        begin, labels = around.begin, around.labels
        lines = self.text.words.lines[begin : begin + len(labels)]
        pieces = [self._offsets(run, begin) for run in runs(labels, CONTENT, lines)]
        return snapped(self.tree.text, self.quotes, pieces)

    def _with_source(self, one: Found, around: Around) -> Found:
        found = runs(around.labels, SOURCE, np.zeros_like(around.labels))
        if not found:
            return replace(one, source=None, source_head=-1)
        span = trimmed(self.tree.text, *self._offsets(found[0], around.begin))
        if span is None:
            return replace(one, source=None, source_head=-1)
        source = tokens(self.tree, span)
        return replace(one, source=source, source_head=_head(self.tree, source))

    def _offsets(self, run: Run, begin: int) -> Offsets:
        words = self.text.words
        return int(words.start[begin + run[0]]), int(words.end[begin + run[1]])


def _impersonal(one: Found) -> bool:
    """Whether nobody is named to say it: "reportedly", "is said to".

    PolNeAR marks few of these, so the heads would drop them; but that nobody stands behind words is
    what readers must see.
    """
    return one.source is None and one.frame in _IMPERSONAL


def tree_span(tree: Tree, inside: Range) -> Offsets:
    """The characters of a stretch of tokens."""
    return tree.start[inside[0]], tree.end[inside[1]]


def tokens(tree: Tree, span: Offsets) -> Range:
    """First and last token that the characters `span` touch."""
    first = min(bisect_right(tree.end, span[0]), len(tree) - 1)
    return first, max(first, bisect_left(tree.start, span[1]) - 1)


def _head(tree: Tree, inside: Range) -> int:
    """The token that the others of a stretch hang on; a noun, where several hang elsewhere."""
    first, last = inside
    tops = [
        t for t in range(first, last + 1) if tree.head[t] == t or not first <= tree.head[t] <= last
    ]
    return next((t for t in tops if tree.pos[t] in _NOMINAL), tops[0])


def _marked(tree: Tree, found: Sequence[Found]) -> bytearray:
    """For each character of the text, 1 where some content holds it."""
    out = bytearray(len(tree.text))
    for one in found:
        for start, end in one.content:
            out[start:end] = b"\x01" * (end - start)
    return out


def _touches(one: Found, held: bytearray) -> bool:
    return any(held.find(1, start, end) >= 0 for start, end in one.content)


def snapped(
    text: str, quotes: Quotes, content: Sequence[Offsets]
) -> tuple[tuple[Offsets, ...], bool]:
    """Content with ends on the quotation marks they all but reach, and whether one is in doubt."""
    opens = sorted(a for quotation in quotes.quotations for a, _ in quotation.pieces)
    closes = sorted(
        (b, quotation.doubtful) for quotation in quotes.quotations for _, b in quotation.pieces
    )
    out: list[Offsets] = []
    doubtful = False
    for first, last in content:
        start, end = first, last
        near = bisect_left(opens, start - _SLACK)
        if near < len(opens) and opens[near] <= min(start + _SLACK, end - 1):
            start = opens[near]
        near = bisect_left(closes, (max(end - _SLACK, start + 1), False))
        if near < len(closes) and closes[near][0] <= end + _SLACK:
            end = closes[near][0]
            doubtful = doubtful or closes[near][1]
        piece = trimmed(text, start, end)
        if piece is not None:
            out.append(piece)
    return tuple(out), doubtful
