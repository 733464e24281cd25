"""Lines of pages to paragraphs: line ends joined, hyphenation undone, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from fairwitness.ingest.pdf.pages import Line

_ENDS = ".!?:…。؟"
_CLOSERS = "\"'”’»)]"
_GAP = 1.35
"""A step down of this many usual steps begins a paragraph."""
_SHORT = 0.85
"""A line this much shorter than its column, ending a sentence, ends a paragraph."""
_INDENT = 0.8
"""An indent of this many font sizes begins a paragraph."""
_RESIZED = 1.15
"""A change of font size by this factor begins a paragraph (headings)."""
_RUNNING_PAGES = 3
"""A line that stands apart at the head or foot of this many pages is a running head."""


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of `pages`, in reading order as PDFium gives it."""
    bodies = _without_running_heads(pages)
    whole = " ".join(line.text for page in bodies for line in page)
    known = Counter(re.findall(r"\w+(?:-\w+)*", whole.casefold()))
    found: list[list[str]] = []
    before: Line | None = None
    for page in bodies:
        step, right, left = _measure(page)
        for i, line in enumerate(page):
            turned = i == 0
            if before is None or _begins(before, line, turned, step, right, left):
                found.append([line.text])
            else:
                found[-1].append(line.text)
            before = line
    return [_joined(lines, known) for lines in found]


def _measure(page: Sequence[Line]) -> tuple[float, float, float]:
    """The usual step between lines of a page, and the right and left edges of its text."""
    steps = [a.bottom - b.bottom for a, b in pairwise(page)]
    down = [step for step in steps if step > 1]
    rights = sorted(line.right for line in page)
    lefts = Counter(round(line.left) for line in page)
    step = median(down) if down else 0.0
    return step, rights[int(0.9 * (len(rights) - 1))], float(lefts.most_common(1)[0][0])


def _begins(before: Line, line: Line, turned: bool, step: float, right: float, left: float) -> bool:
    """Whether `line` begins a paragraph, seen from the line before it."""
    ended = before.text.rstrip(_CLOSERS)[-1:] in _ENDS
    if not before.height / _RESIZED <= line.height <= before.height * _RESIZED:
        return True
    down = before.bottom - line.bottom
    if turned or down < 0:  # a new page or column: only a sentence in mid-air goes on
        return ended and (before.right < _SHORT * right or line.text[:1].isupper())
    if step and down > _GAP * step:
        return True
    if line.left > left + _INDENT * line.height and before.left <= left + 1 and down > 1:
        return ended
    return ended and (before.right - left) < _SHORT * (right - left)


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and lines that head or foot most of them."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_pattern(line) for line in _edges(page)})
    running = {pattern for pattern, count in seen.items() if count >= _RUNNING_PAGES}
    kept = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        kept.append(
            [x for x in page if id(x) not in edges or not _is_running(_pattern(x), running, pages)]
        )
    return [page for page in kept if page]


def _is_running(pattern: str, running: set[str], pages: Sequence[Sequence[Line]]) -> bool:
    return pattern in running or (len(pages) > 1 and pattern in ("#", "page #", "- # -", "# of #"))


def _edges(page: Sequence[Line]) -> list[Line]:
    """The first and last line of a page, each where it stands apart from its neighbour."""
    if len(page) < 3:
        return []
    step = _measure(page)[0]
    pairs = ((page[0], page[1]), (page[-1], page[-2]))
    return [edge for edge, other in pairs if abs(edge.bottom - other.bottom) > _GAP * step]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold()).strip()


def _joined(lines: list[str], known: Counter[str]) -> str:
    text = lines[0].strip()
    for line in lines[1:]:
        text = _join(text, line.strip(), known)
    return re.sub(r"[ \t\xa0]+", " ", text)


def _join(before: str, line: str, known: Counter[str]) -> str:
    """Two lines as one. A hyphen stays where the word is written with it elsewhere."""
    broken = re.search(r"(\w+)[-\u00ad\u2010]$", before)
    after = re.match(r"\w+", line)
    if not broken or not after:
        return f"{before} {line}"
    if not (broken.group(1)[-1].islower() and line[0].islower()):
        return before + line  # Al-/Tanf, 10-/15: the hyphen belongs to it
    word, rest = broken.group(1).casefold(), after.group().casefold()
    if known[f"{word}-{rest}"] > known[word + rest]:
        return before + line
    return before[:-1] + line
