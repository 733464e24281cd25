"""Decides the statements of a parsed text: who says what, in PolNeAR's terms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Literal

from spacy.tokens import Doc

from fairwitness.reading.quotes import Quotes, quotations
from fairwitness.reading.rows import Statement
from fairwitness.reading.statements.clauses import by_verbs
from fairwitness.reading.statements.found import Found
from fairwitness.reading.statements.lexicon import Lexicon, lexicon
from fairwitness.reading.statements.lines import by_lines
from fairwitness.reading.statements.nesting import nested
from fairwitness.reading.statements.phrases import by_phrases
from fairwitness.reading.statements.routes import Routes
from fairwitness.reading.statements.sourcing import Named
from fairwitness.reading.statements.speakers import Cast, entities_of
from fairwitness.reading.statements.speech import in_tokens, merged, quoted_tokens, speech, widened
from fairwitness.reading.statements.stand import distance_of, stance_of
from fairwitness.reading.tree import Tree, tree_of
from fairwitness.span import Span

Kind = Literal["direct", "indirect", "mixed"]
type Second = Callable[[Doc, Quotes, Sequence[Found]], Sequence[Found]]
"""A second reading of a text, that is given what the rules found and says what stands."""

_TELLING = frozenset(["say", "claim", "admit", "deny"])
_CLAUSAL = frozenset(["that", "quote", "according", "parenthetic"])


def statements_of(doc: Doc, second: Second | None = None) -> tuple[Statement, ...]:
    """The statements of a parsed `doc`, in text order; ids are `s1`, `s2`, …

    By rules, or by rules and a `second` reading that has the last word.
    """
    tree = tree_of(doc)
    quotes = quotations(tree.text)
    entities = entities_of([(e.start, e.end, e.label_) for e in doc.ents])
    found = attributions(tree, quotes, lexicon(), entities)
    if second is not None:
        found = _in_order(tree, second(doc, quotes, found))
    cast = Cast(tree, entities)
    routes = Routes(tree, cast.named)
    rows = [_row(tree, one, number, cast, routes, quotes) for number, one in enumerate(found, 1)]
    return nested(rows)


def attributions(
    tree: Tree, quotes: Quotes, words: Lexicon, entities: Sequence[Named]
) -> list[Found]:
    """Everything attributed in the text, in text order."""
    in_tree = in_tokens(tree, quotes)
    inside = quoted_tokens(in_tree, len(tree))
    found = [widened(tree, one, in_tree, inside) for one in _cues(tree, words, entities)]
    found = speech(tree, found, in_tree, words)
    return _outer(tree, _in_order(tree, found))


def _in_order(tree: Tree, found: Sequence[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (_start(tree, one), one.head))


def _outer(tree: Tree, found: Sequence[Found]) -> list[Found]:
    """`found` without what stands in the content of another."""
    held = merged([span for one in found for span in one.content])
    starts = [start for start, _ in held]
    out = []
    for one in found:
        at = tree.start[one.head]
        place = bisect_right(starts, at) - 1
        within = one.frame != "unsaid" and place >= 0 and at < held[place][1]
        if not within or _stands_nested(tree, one):
            out.append(one)
    return out


def _stands_nested(tree: Tree, one: Found) -> bool:
    """Whether an attribution inside another's content is worth a row: somebody named speaks.

    PolNeAR marks no nested ones at all; these keep "A says that B said" and cost half a point of
    with_source, where all of them would cost five.
    """
    return (
        one.sense.kind in _TELLING
        and one.frame in _CLAUSAL
        and one.source_head >= 0
        and tree.pos[one.source_head] in {"PROPN", "NOUN"}
    )


def _start(tree: Tree, one: Found) -> int:
    starts = [one.start, tree.start[one.cue[0]]]
    if one.source is not None:
        starts.append(tree.start[one.source[0]])
    return min(starts)


def _row(
    tree: Tree, one: Found, number: int, cast: Cast, routes: Routes, quotes: Quotes
) -> Statement:
    text = tree.text
    route = routes.of(one)
    speaker = cast.speaker(one)
    source = _span(tree, *one.source) if one.source is not None else None
    cue = _span(tree, *one.cue) if one.frame != "unsaid" else None
    content = tuple(Span.of(text, start, end) for start, end in one.content)
    parts = [*content, *(part for part in (source, cue) if part is not None)]
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    return Statement(
        id=f"s{number}",
        start=start,
        end=end,
        text=text[start:end],
        source=source,
        cue=cue,
        content=content,
        kind=_kind(one, quotes),
        sourcing=speaker.sourcing,
        speaker=speaker.name,
        stance=stance_of(tree, one),
        distance=distance_of(tree, one),
        directness=route.directness,
        through=_span(tree, *route.through) if route.through is not None else None,
        doubtful=one.doubtful,
    )


def _span(tree: Tree, first: int, last: int) -> Span:
    return Span.of(tree.text, tree.start[first], tree.end[last])


def _kind(one: Found, quotes: Quotes) -> Kind:
    """Direct where quotation marks hold all of the content, mixed where they hold some."""
    size = sum(end - start for start, end in one.content)
    held = sum(
        max(0, min(end, b) - max(start, a))
        for quotation in quotes.quotations
        if not quotation.nested and quotation.start < one.end and one.start < quotation.end
        for a, b in quotation.pieces
        for start, end in one.content
    )
    return "indirect" if held == 0 else "direct" if held >= 0.95 * size else "mixed"


def _cues(tree: Tree, words: Lexicon, entities: Sequence[Named]) -> list[Found]:
    return [*by_verbs(tree, words), *by_phrases(tree, words), *by_lines(tree, entities)]
