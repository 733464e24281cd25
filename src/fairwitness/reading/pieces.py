"""Cuts a long text into pieces that are parsed apart, so that memory stays bounded."""

from __future__ import annotations

BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a cut does least harm, best first."""


def pieces(text: str, longest: int) -> list[str]:
    """`text` in pieces of at most `longest` characters; joined they are `text` again.

    A piece ends after a paragraph, else a line, a sentence or a word. Always at least one piece.
    """
    found: list[str] = []
    at = 0
    while len(text) - at > longest:
        cut = _cut(text, at, at + longest)
        found.append(text[at:cut])
        at = cut
    found.append(text[at:])
    return found


def _cut(text: str, start: int, end: int) -> int:
    """The offset after the last break in the second half of the piece, or its end."""
    for mark in BREAKS:
        where = text.rfind(mark, (start + end) // 2, end)
        if where >= 0:
            return where + len(mark)
    return end
