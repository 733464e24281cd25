"""Attributions by layout: a line that opens with its speaker ("MAYOR: …"), or ends with one.

Transcripts, headlines ("Poll: …") and quotations signed below ("— Jane Doe") have no cue word; the
colon or dash attributes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from fairwitness.reading.statements.found import Found, trimmed
from fairwitness.reading.statements.lexicon import Sense
from fairwitness.reading.statements.sourcing import Named, source_words
from fairwitness.reading.tree import Tree

_SAID = Sense("say", "asserted")
_LABELLED = ("document", "role", "trade", "organisation", "anonymous")
_NAME_WORDS = 6
"""Longest speaker before a colon, in words; longer is a sentence that introduces a list."""


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(r"^[ \t]*([^\W\d_][^\n:“”\"<>]{1,60}?)[ \t]*(:)[ \t]*(?=\S)", re.MULTILINE)


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(r"[^\n]*")


def by_lines(tree: Tree, entities: Sequence[Named]) -> Iterator[Found]:
    """Every line that opens with a speaker and a colon."""
    people = {tree.start[e.first]: e for e in entities if e.label in {"PERSON", "ORG", "NORP"}}
    at = {start: token for token, start in enumerate(tree.start)}
    openings = list(_opening().finditer(tree.text))
    turns = Counter(match.group(1) for match in openings)
    for match in openings:
        first = at.get(match.start(1))
        colon = at.get(match.start(2))
        if first is None or colon is None or not 1 <= colon - first <= _NAME_WORDS:
            continue
        known = people.get(match.start(1))
        head = _speaker(tree, first, colon - 1, known, turns[match.group(1)])
        if head < 0:
            continue
        line = _bare().match(tree.text, match.end())
        content = trimmed(tree.text, match.end(), line.end() if line else match.end())
        if content is None:
            continue
        yield Found(
            head=colon,
            cue=(colon, colon),
            sense=_SAID,
            source=(first, colon - 1),
            source_head=head,
            content=(content,),
            frame="line",
        )


def _speaker(tree: Tree, first: int, last: int, entity: Named | None, turns: int) -> int:
    """The head of tokens `first..last` if they can only be a speaker, else -1.

    A word in capitals that is no known name speaks only in a transcript: it has several turns.
    """
    words = source_words()
    if any(tree.lower[token] in words["label"] for token in range(first, last + 1)):
        return -1
    if any(tree.tag[token] in {"VBD", "VBZ", "VBP", "MD"} for token in range(first, last + 1)):
        return -1
    nouns = [t for t in range(first, last + 1) if tree.pos[t] in {"PROPN", "NOUN"}]
    if not nouns:
        return -1
    if entity is not None and entity.last >= last - 1:
        return min(entity.last, last)
    lemma = tree.lemma[nouns[-1]]
    if any(lemma in words[label] for label in _LABELLED):
        return nouns[-1]
    shouted = tree.words(first, last)
    return nouns[-1] if turns > 1 and shouted.isupper() and len(shouted) > 2 else -1
