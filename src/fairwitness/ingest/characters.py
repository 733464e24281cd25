"""One policy for characters that stores, parsers and terminals choke on: U+FFFD, and counted.

NUL is refused by PostgreSQL, lone surrogates by every encoder, other C0 controls by XML; ESC acts
on terminals. Each is replaced one for one, so offsets do not move.
"""

from __future__ import annotations

import re
from functools import cache

from fairwitness.problems import Problem

REPLACEMENT = "\ufffd"
_ILLEGAL = "\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"  # keeps \t \n \v \f \r and C1


@cache
def _illegal() -> re.Pattern[str]:
    return re.compile(f"[{_ILLEGAL}]")


def cleaned(text: str) -> tuple[str, int]:
    """`text` with unusable characters replaced by U+FFFD (same length), and how many were."""
    if text.isprintable():
        return text, 0
    return _illegal().subn(REPLACEMENT, text)


def controls(text: str) -> int:
    """How many unusable characters `text` has."""
    return 0 if text.isprintable() else len(_illegal().findall(text))


def has_words(text: str) -> bool:
    """Whether there is anything to read: at least one letter."""
    return any(c.isalpha() for c in text)


def replaced(count: int, name: str) -> Problem:
    """The note that `count` characters of `name` were replaced."""
    return Problem(
        code="characters_replaced",
        message=f"{name} had {count:,} unusable character(s) (controls, NUL or half surrogates), "
        "shown as \ufffd; compare with the original where it matters.",
        where=name,
    )
