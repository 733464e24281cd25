"""What the rules of attribution hand to one another: found attributions, in tokens and offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fairwitness.reading.statements.lexicon import Sense
from fairwitness.reading.tree import Tree

Range = tuple[int, int]
"""First and last token of a stretch of tokens, both inside."""
Offsets = tuple[int, int]
"""Half-open character offsets."""

_LOOSE = " \t\n\r\f\v\u00a0\u2028\u2029,;:"
_STOPS = ".,;:-–— \t\n\r\f\v\u00a0\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as a rule found it."""

    head: int
    """The token that attributes."""
    cue: Range
    sense: Sense
    source: Range | None
    source_head: int
    """The head noun of the source, or -1."""
    content: tuple[Offsets, ...]
    frame: str
    doubtful: bool = False

    @property
    def start(self) -> int:
        """Offset of the first character of the content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Offset just past the last character of the content."""
        return self.content[-1][1]


def trimmed(text: str, start: int, end: int) -> Offsets | None:
    """`start..end` without loose punctuation around it, or None when nothing is left.

    PolNeAR's spans leave out the comma or stop that ends the sentence, and keep what stands
    inside quotation marks.
    """
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _STOPS and not _abbreviated(text, start, end):
        end -= 1
    return (start, end) if start < end else None


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the stop before `end` belongs to an abbreviation such as `U.S.`."""
    return text[end - 1] == "." and end - start >= 4 and text[end - 3] == "."


def pieces(tree: Tree, first: int, last: int, holes: Iterable[Range] = ()) -> list[Offsets]:
    """The offsets of tokens `first..last` with `holes` cut out, each piece trimmed."""
    out: list[Offsets] = []
    begin = first
    for hole_first, hole_last in sorted(holes):
        if hole_last < begin or hole_first > last:
            continue
        if hole_first > begin:
            out.extend(_piece(tree, begin, hole_first - 1))
        begin = max(begin, hole_last + 1)
    if begin <= last:
        out.extend(_piece(tree, begin, last))
    return out


def _short_of_conjunction(tree: Tree, first: int, last: int) -> int:
    """The last token before a conjunction left hanging: "…, and"."""
    while last > first and (
        tree.pos[last] in {"CCONJ", "SPACE"} or tree.lower[last] in {",", ";", "—", "–", "-"}
    ):
        last -= 1
    return last


def _piece(tree: Tree, first: int, last: int) -> list[Offsets]:
    last = _short_of_conjunction(tree, first, last)
    piece = trimmed(tree.text, tree.start[first], tree.end[last])
    return [piece] if piece else []
