"""How far apart two spellings of a name are, once the usual transliterations are set aside.

Distance 0 means that both may be one name written by different systems ("Husayn", "Hussein");
above it, somebody has written another name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from fairwitness.reading.statements.lexicon import table
from fairwitness.world.folding import fold

FAR = 9
"""A distance beyond all that are asked for."""
SHORT = 4
"""Letters below which two words are never called alike: "Ali" and "Avi" are two names."""
LONG = 7
"""Letters from which two differing letters still leave words alike."""
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Spellings:
    """The table `data/actors_spelling.tsv`."""

    merges: tuple[tuple[re.Pattern[str], str], ...]
    free: frozenset[str]
    """Pairs of letters in both orders."""
    same: Mapping[str, frozenset[int]]
    """Given name -> numbers of the rows it stands in."""


@cache
def spellings() -> Spellings:
    """The table, read once."""
    merges, free, same = [], set(), dict[str, frozenset[int]]()
    for number, (kind, *cells) in enumerate(table("actors_spelling.tsv")):
        if kind == "merge":
            merges.append((re.compile(cells[0]), cells[1].replace("_", "")))
        elif kind == "free":
            free |= {pair for cell in cells for pair in (cell, cell[::-1])}
        else:
            for name in cells:
                same[name] = same.get(name, frozenset()) | {number}
    return Spellings(tuple(merges), frozenset(free), MappingProxyType(same))


@lru_cache(maxsize=4096)
def sounded(word: str) -> str:
    """`word` folded, with every spelling of one sound written one way."""
    text = fold(word)[:_LONGEST]
    for pattern, by in spellings().merges:
        text = pattern.sub(by, text)
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=8192)
def distance(a: str, b: str) -> int:
    """Letters in which two words differ, free exchanges not counted; at most `FAR`.

    Damerau-Levenshtein with the transliteration classes at no cost.
    """
    x, y = sounded(a), sounded(b)
    if x == y:
        return 0
    if abs(len(x) - len(y)) > 3:
        return FAR
    free = spellings().free
    rows = [list(range(len(y) + 1))]
    for i, left in enumerate(x, 1):
        row = [i]
        for j, right in enumerate(y, 1):
            swap = 0 if left == right or left + right in free else 1
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + swap)
            if i > 1 and j > 1 and left == y[j - 2] and right == x[i - 2] and left != right:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return min(rows[-1][-1], FAR)


def one_name(a: str, b: str) -> bool:
    """Whether two words may be one name: transliterations, forms across languages, initials."""
    if a == b:
        return True
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    known = spellings().same
    if known.get(a, frozenset()) & known.get(b, frozenset()):
        return True
    return distance(a, b) == 0


def alike(a: str, b: str) -> bool:
    """Whether two words look like one name misspelt, and are no transliterations of one another."""
    x, y = sounded(a), sounded(b)
    if min(len(x), len(y)) < SHORT:
        return False
    apart = distance(a, b)
    return apart == 1 or (apart == 2 and min(len(x), len(y)) >= LONG and x[0] == y[0])
