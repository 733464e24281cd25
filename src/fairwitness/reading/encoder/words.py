"""Cuts a text into the words and word pieces the encoder reads, each with its offsets.

As BERT's uncased tokenizer does: words are runs of letters and digits, every other mark stands
alone, accents and case are folded for looking up pieces (Devlin et al. 2019). What that loses and
an attribution needs is kept beside it, as the `look` of a word: its case and what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

PAD, UNKNOWN, OPEN, CLOSE = 0, 100, 101, 102
"""Ids of BERT's special pieces `[PAD]`, `[UNK]`, `[CLS]`, `[SEP]`."""
LOOKS = 9
"""How many looks there are: three cases times three gaps."""
DATA = Path(__file__).parents[1] / "data" / "encoder"

_CAPITAL, _CAPITALS = 1, 2
_SPACE, _LINE = 1, 2
_LONGEST = 100
"""Letters of the longest word cut into pieces; a longer one is `[UNK]`, as in BERT."""
_STOPS = frozenset(".?!")
_QUOTES = frozenset('"“”„‟«»')
_CLOSING = _QUOTES | frozenset("'’)")
_COMBINING = "\u0300-\u036f\u064b-\u065f"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text. All arrays but `pieces` have one entry a word.

    `pieces` are the vocabulary's ids of all word pieces; those of word `i` are
    `pieces[first[i]:first[i + 1]]` (`first` has one entry more than there are words).
    """

    start: Ints
    end: Ints
    look: Ints
    pieces: Ints
    first: Ints
    stops: Ints
    """1 where a sentence may end with this word."""
    lines: Ints
    """1 where a line begins with this word."""
    quotes: Ints
    """1 where the word is a double quotation mark."""

    def __len__(self) -> int:
        return len(self.start)


@cache
def _word() -> re.Pattern[str]:
    inside = _COMBINING + _INVISIBLE
    return re.compile(rf"[^\W_](?:[{inside}]*[^\W_])*[{_COMBINING}]*|_|[^\w\s{_INVISIBLE}]")


@cache
def vocabulary(path: Path = DATA / "vocab.txt") -> Mapping[str, int]:
    """The word pieces and their ids: one a line, in order."""
    return {line: at for at, line in enumerate(path.read_text(encoding="utf-8").split("\n"))}


def words_of(text: str, pieces: Mapping[str, int]) -> Words:
    """The words of `text`, cut by the vocabulary `pieces`. Linear in the text's length."""
    ids: list[int] = []
    first = [0]
    # Start, end, look, stop, line, quote of each word.
    rows: list[tuple[int, int, int, int, int, int]] = []
    known: dict[str, list[int]] = {}
    last = 0
    for match in _word().finditer(text):
        begin, end = match.span()
        word = match.group()
        if word not in known:
            known[word] = _cut(_folded(word), pieces)
        ids.extend(known[word])
        first.append(len(ids))
        gap = _gap(text, last, begin)
        stop = word in _STOPS and _may_stop(text, end)
        quote = word in _QUOTES or (word == "'" and _doubled(text, begin))
        rows.append((begin, end, _case(word) + 3 * gap, stop, gap == _LINE, quote))
        last = end
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    start, ends, look, stops, lines, quotes = table.T.copy()
    cut = np.array(ids, dtype=np.int64), np.array(first, dtype=np.int64)
    return Words(start, ends, look, *cut, stops, lines, quotes)


def _may_stop(text: str, end: int) -> bool:
    """Whether a stop that ends at `end` may end a sentence: a space or a closing mark follows."""
    after = text[end : end + 1]
    return not after or after.isspace() or after in _CLOSING or category(after) == "Cf"


def _doubled(text: str, at: int) -> bool:
    """Whether the apostrophe at `at` is half of a quotation mark made of two."""
    return text[at + 1 : at + 2] == "'" or (at > 0 and text[at - 1] == "'")


def _gap(text: str, last: int, begin: int) -> int:
    if begin == last and begin > 0:
        return 0
    return _LINE if last == 0 or "\n" in text[last:begin] else _SPACE


def _case(word: str) -> int:
    if not word[0].isupper():
        return 0
    return _CAPITALS if len(word) > 1 and word.isupper() else _CAPITAL


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = normalize("NFD", word.lower())
    return "".join(char for char in parts if category(char) not in {"Mn", "Cf"})


def _cut(word: str, pieces: Mapping[str, int]) -> list[int]:
    """The longest pieces from the left, or `[UNK]` where some part is in no piece."""
    if not 0 < len(word) <= _LONGEST:
        return [UNKNOWN]
    whole = pieces.get(word)
    if whole is not None:
        return [whole]
    out: list[int] = []
    begin = 0
    while begin < len(word):
        for stop in range(len(word), begin, -1):
            piece = pieces.get(("##" if begin else "") + word[begin:stop])
            if piece is not None:
                out.append(piece)
                begin = stop
                break
        else:
            return [UNKNOWN]
    return out
