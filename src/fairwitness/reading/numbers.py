"""Numbers as written: digits in every grouping, and number words. Shared by times and quantities.

What cannot be read for certain is not read: a number with an ambiguous separator, mixed digit
scripts, or more than fifteen digits (beyond which a float no longer holds every whole number).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files

MAX_DIGITS = 15
_GROUPS = re.compile(
    r"(?P<plain>\d+)(?:\.(?P<decimals>\d+))?"
    r"|(?P<english>\d{1,3}(?:,\d{3})+)(?:\.(?P<english_decimals>\d+))?"
    r"|(?P<indian>\d{1,2}(?:,\d{2})+,\d{3})(?:\.(?P<indian_decimals>\d+))?"
    r"|(?P<dotted>\d{1,3}(?:\.\d{3}){2,})"
    r"|(?P<european>\d{1,3}(?:\.\d{3})+),(?P<european_decimals>\d+)"
    r"|(?P<spaced>\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+)"
    r"|(?P<quoted>\d{1,3}(?:'\d{3})+)"
)
_AMBIGUOUS = re.compile(r"\d{1,3}\.\d{3}")
"""``1.234``: a European thousand or an English decimal."""


def one_script(text: str) -> bool:
    """Whether all decimal digits of `text` are of one script (``1٢`` is no number)."""
    if text.isascii():
        return True
    zeros = {ord(c) - unicodedata.decimal(c) for c in text if c.isdecimal()}
    return len(zeros) <= 1


def parse_digits(text: str) -> float | None:
    """The number a token of digits and separators stands for; None when it is not certain.

    ``1,234`` and ``12,34,567`` are grouped, ``1.234.567`` and ``1.000,5`` are European,
    ``1.234`` could be either and stays unread.
    """
    if len(text) > 2 * MAX_DIGITS:
        return None
    found = _GROUPS.fullmatch(text)
    if found is None or not one_script(text):
        return None
    if found["plain"] and found["decimals"] and _AMBIGUOUS.fullmatch(text) and text[0] != "0":
        return None
    parts = found.groupdict()
    decimals = next((v for k, v in parts.items() if k.endswith("decimals") and v), "")
    whole = next(v for k, v in parts.items() if not k.endswith("decimals") and v)
    digits = "".join(str(unicodedata.decimal(c)) for c in whole if c.isdecimal())
    tail = "".join(str(unicodedata.decimal(c)) for c in decimals)
    if len(digits) + len(tail) > MAX_DIGITS:
        return None
    return float(f"{digits}.{tail}") if tail else float(digits)


@cache
def number_words() -> dict[str, tuple[str, float]]:
    """Kind (``unit``, ``teen``, ``ten``, ``scale``, ``ordinal``) and value of every number word."""
    table: dict[str, tuple[str, float]] = {}
    source = files("fairwitness.reading") / "data" / "numbers.tsv"
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, kind, value = line.split("\t")
            table[word] = (kind, float(Fraction(value)))
    return table


def number_forms() -> dict[str, tuple[str, float]]:
    """Single words that are a number on their own: kind ``cardinal`` or ``ordinal``, and value."""
    kinds = {"zero": "cardinal", "unit": "cardinal", "teen": "cardinal", "ten": "cardinal"}
    return {
        word: (kinds.get(kind, kind), value)
        for word, (kind, value) in number_words().items()
        if kind in kinds or kind == "ordinal"
    }


@cache
def leads() -> frozenset[str]:
    """The words that a number in several words may begin with."""
    kinds = ("unit", "teen", "ten")
    return frozenset(word for word, (kind, _) in number_words().items() if kind in kinds)


def spelled(words: Sequence[str], at: int) -> tuple[int, str, float]:
    """The number in several words from token `at` on: (tokens, kind, value), or (0, "", 0).

    Kind is ``cardinal``, ``ordinal`` or ``year`` (``nineteen seventy-nine``). Tokens are
    lower-case words and marks; the hyphen of ``twenty-one`` is a token. A single word is no
    number in several words: see `number_forms`.
    """
    kind, _ = _kind_at(words, at)
    if kind not in ("unit", "teen", "ten"):
        return 0, "", 0.0
    found = max(_cardinal(words, at), _spoken_year(words, at), key=lambda reading: reading[0])
    return found if found[0] > 1 else (0, "", 0.0)


def _kind_at(words: Sequence[str], at: int) -> tuple[str, float]:
    return number_words().get(words[at], ("", 0.0)) if at < len(words) else ("", 0.0)


def _word_at(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _small(words: Sequence[str], at: int) -> tuple[int, float, bool]:
    """A number below one hundred: (tokens, value, whether it is an ordinal)."""
    kind, value = _kind_at(words, at)
    if kind == "ten":
        skip = 2 if _word_at(words, at + 1) == "-" else 1
        next_kind, unit = _kind_at(words, at + skip)
        if (next_kind == "unit" or next_kind == "ordinal") and unit <= 9:
            return skip + 1, value + unit, next_kind == "ordinal"
    if kind in ("unit", "teen", "ten", "ordinal"):
        return 1, value, kind == "ordinal"
    return 0, 0.0, False


def _below_thousand(words: Sequence[str], at: int) -> tuple[int, float, bool]:
    taken, value, is_ordinal = _small(words, at)
    if not taken or is_ordinal or _word_at(words, at + taken) != "hundred":
        return taken, value, is_ordinal
    taken, value = taken + 1, value * 100
    joined = taken + (_word_at(words, at + taken) == "and")
    more, rest, is_ordinal = _small(words, at + joined)
    if more and _word_at(words, at + joined + more) != "hundred":
        return joined + more, value + rest, is_ordinal
    return taken, value, False


def _cardinal(words: Sequence[str], at: int) -> tuple[int, str, float]:
    total, used, ceiling, position = 0.0, 0, float("inf"), at
    while True:
        taken, value, is_ordinal = _below_thousand(words, position)
        kind, scale = _kind_at(words, position + taken)
        scaled = taken > 0 and not is_ordinal and kind == "scale" and scale > 100
        if taken == 0 or (scaled and scale >= ceiling) or (used and not scaled and value >= 1000):
            return used, "cardinal" if used else "", total
        position += taken
        if not scaled:
            return position - at, "ordinal" if is_ordinal else "cardinal", total + value
        total, ceiling = total + value * scale, scale
        position += 1
        used = position - at
        position += _word_at(words, position) == "and"


def _spoken_year(words: Sequence[str], at: int) -> tuple[int, str, float]:
    """``nineteen seventy-nine``, ``nineteen oh five``, ``twenty twenty-four``."""
    kind, century = _kind_at(words, at)
    if not (kind in ("teen", "ten") and 13 <= century <= 20):
        return 0, "", 0.0
    skip = 2 if _word_at(words, at + 1) == "-" else 1
    if _word_at(words, at + skip) in ("oh", "o"):
        unit_kind, unit = _kind_at(words, at + skip + 1)
        return (skip + 2, "year", century * 100 + unit) if unit_kind == "unit" else (0, "", 0.0)
    taken, value, is_ordinal = _small(words, at + skip)
    if taken and not is_ordinal and 10 <= value <= 99:
        return skip + taken, "year", century * 100 + value
    return 0, "", 0.0
