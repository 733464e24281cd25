"""Sentences end where paragraphs do: headings carry no full stop and must not run on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

TERMINAL = frozenset('.!?:;…"”’»)]')
WRAPPED = (40, 110)
"""Lengths of lines that were broken to fit a page, in characters."""
SHARE = 0.5
"""Share of such lines, unfinished, from which a text counts as wrapped by hand."""

_BREAK = re.compile(r"[^\S\n]*\n\s*")


def breaks(text: str) -> Iterator[int]:
    """Offsets at which a new paragraph starts, in order.

    A blank line always starts one. A single line break does so after the end of a sentence, and
    elsewhere unless the text is wrapped by hand or the next line goes on in lower case.
    """
    wrapped = _wrapped(text)
    for match in _BREAK.finditer(text):
        if match.start() == 0 or match.end() == len(text):
            continue
        blank = match[0].count("\n") > 1
        goes_on = wrapped or text[match.end()].islower()
        if blank or text[match.start() - 1] in TERMINAL or not goes_on:
            yield match.end()


def _wrapped(text: str) -> bool:
    """Whether single line breaks fall in the middle of sentences, as in old agency copy."""
    lines = [line.rstrip() for line in text.split("\n")]
    followed = [line for line, after in itertools.pairwise(lines) if line and after]
    if len(followed) < 3:
        return False
    low, high = WRAPPED
    broken = [line for line in followed if low <= len(line) <= high and line[-1] not in TERMINAL]
    return len(broken) / len(followed) >= SHARE


@Language.component("fairwitness_paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Presets a sentence start after every paragraph break; the parser keeps it."""
    starts = list(breaks(doc.text))
    at = 0
    for token in doc:
        if at == len(starts):
            break
        if token.idx >= starts[at]:
            while at < len(starts) and token.idx >= starts[at]:
                at += 1
            token.is_sent_start = True
    return doc
