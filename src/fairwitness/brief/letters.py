"""Shows a report's characters as letters: what would act or hide on a page gets a visible sign.

Bidirectional overrides reorder what is read, zero-width characters and soft hyphens hide in names
and numbers, control characters vanish. A page about a hostile text must show them, not obey them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

_JOINERS = frozenset("\u200c\u200d")
_SHORT = {
    "\u00ad": "SHY", "\u061c": "ALM", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ",
    "\u200e": "LRM", "\u200f": "RLM", "\u2028": "LSEP", "\u2029": "PSEP", "\u202a": "LRE",
    "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2060": "WJ",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip
# Control (Cc), format (Cf), surrogate and tag characters, noncharacters, and letters that look
# blank (Hangul fillers, the Braille blank).
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\uf8ff\ufffe\uffff]"
)


class Piece(msgspec.Struct, frozen=True):
    """A run of text to show; `sign` is set where `text` stands for a character that acts."""

    text: str
    sign: str | None = None


def pieces(text: str) -> Iterator[Piece]:
    """`text` in runs of plain letters and signs for single acting or hidden characters."""
    done = 0
    for found in _SUSPECT.finditer(text):
        at = found.start()
        if _joins(text, at):
            continue
        if done < at:
            yield Piece(text[done:at])
        yield Piece(label(text[at]), _name(text[at]))
        done = at + 1
    if done < len(text):
        yield Piece(text[done:])


def visible(text: str) -> str:
    """`text` with every acting or hidden character replaced by its label, as plain letters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(piece.text for piece in pieces(text))


def visible_all[T](value: T) -> T:
    """`value` (plain JSON data) with `visible` applied to every string in it, keys left alone."""
    if isinstance(value, str):
        return visible(value)  # type: ignore[return-value]
    if isinstance(value, list | tuple):
        return [visible_all(item) for item in value]  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: visible_all(item) for key, item in value.items()}  # type: ignore[return-value]
    return value


def label(char: str) -> str:
    """The short sign shown for `char`: `⟦RLO⟧`, `⟦U+0001⟧`."""
    return f"⟦{_SHORT.get(char, f'U+{ord(char):04X}')}⟧"


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"


def _joins(text: str, at: int) -> bool:
    """Whether a joiner does its proper work here: inside emoji or a script that shapes letters."""
    if text[at] not in _JOINERS or not 0 < at < len(text) - 1:
        return False
    return _shapes(text[at - 1]) and _shapes(text[at + 1])


def _shapes(char: str) -> bool:
    kind = unicodedata.category(char)
    if kind in ("So", "Sk", "Mn", "Mc"):
        return True
    name = unicodedata.name(char, "")
    return kind == "Lo" and not name.startswith(("LATIN", "GREEK", "CYRILLIC", "CJK"))
