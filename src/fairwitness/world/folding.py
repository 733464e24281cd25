"""Keys under which spellings of one name meet: folded, without its article, and by its sound.

`fold` is strict: two spellings with one key differ only in case, accents, apostrophes, hyphens,
spaces and the usual abbreviations. `sound` and `skeleton` are loose, for transliterations, and are
only ever compared inside a country.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters that NFKD leaves whole, as GeoNames' own `asciiname` writes them.
_LETTERS = {
    "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
    "ə": "a", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d",
    "ɖ": "d", "ƙ": "k", "ƴ": "y", "ʋ": "v", "ơ": "o", "ư": "u", "&": " and ",
}  # fmt: skip
# Apostrophes, ayn and hamza, primes: written or left out at will, so they join, never part.
_SILENT = "'’‘`´ʿʾʻʼʽˈˌ′″ʹʺˊˋ“”\"ꞌ·"
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_WORD = re.compile(r"[^\W_]+")
_ASCII_SPLIT = re.compile(r"[^a-z0-9]+")
_LEADING_THE = "the"

# Arabic articles as reporters write them; the assimilated ones only before their own letter.
_ARTICLES = frozenset(
    {"al", "el", "ul", "il", "ad", "ed", "adh", "ar", "er", "as", "es", "ash", "esh", "at", "et",
     "ath", "an", "en", "az", "ez", "l"}
)  # fmt: skip
_FULL_ARTICLES = frozenset({"al", "el", "ul", "il"})
_SHORT = re.compile(r"^(?:[A-Z]\.?){1,5}$")


def words(name: str) -> list[str]:
    """The words of `name`, lower-case and without accents; "Al-Qa'im" gives `al`, `qaim`."""
    if name.isascii():
        plain = name.lower().replace("'", "").replace('"', "").replace("`", "")
        if "&" in plain:
            plain = plain.replace("&", " and ")
        found = [word for word in _ASCII_SPLIT.split(plain) if word]
    else:
        plain = unicodedata.normalize("NFKD", name.translate(_silent())).lower()
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_letters())
        found = _WORD.findall(plain)
    last = len(found) - 1
    return [_ABBREVIATED.get(word, word) if i < last else word for i, word in enumerate(found)]


def fold(name: str) -> str:
    """The key of `name`: its words run together, so that hyphens and spaces do not count."""
    return "".join(words(name))


def bare_words(found: list[str]) -> list[str]:
    """The words without a leading article: "Al Tanf", "At-Tanf" and "Tanf" all give `tanf`."""
    if len(found) > 1 and (found[0] == _LEADING_THE or _is_article(found[0], found[1])):
        return found[1:]
    return found


def abbreviation(name: str) -> str | None:
    """ "U.S.", "US" and "DPRK" give their letters; None for what is not written in capitals."""
    return name.replace(".", "") if _SHORT.match(name) else None


def sound(name: str) -> str:
    """`name` as it sounds across the usual transliterations: "Qaem" and "Qa'im" give `kaim`."""
    return sound_of(bare_words(words(name)))


def sound_of(bare: list[str]) -> str:
    """The `sound` of a name given as its `bare_words`."""
    text = "".join(bare)
    for pattern, by in _sounds():
        text = pattern.sub(by, text)
    return text


def skeleton(sounded: str) -> str:
    """The consonants of a `sound`, led by `a` where it starts with a vowel."""
    rest = re.sub(r"[aiu]", "", sounded[1:])
    first = sounded[:1]
    return ("a" if first in "aiu" else first) + rest if first else ""


def _is_article(word: str, following: str) -> bool:
    if word in _FULL_ARTICLES:
        return True
    return word in _ARTICLES and following.startswith(word.lstrip("aei")[:1])


@cache
def _silent() -> dict[int, None]:
    return dict.fromkeys(map(ord, _SILENT))


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in _LETTERS.items()}


@cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Spellings of one sound in English renderings of Arabic, Persian, Hebrew and Cyrillic."""
    pairs = (
        ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh|sch", "$"), ("tch|ch", "$"),
        ("zh|dj", "j"), ("ph", "f"), ("ck|q|c", "k"), ("(?<=[aeiou])h$", ""),
        ("ou|oo|ow|aw|w", "u"),
        ("ee|ey|ay|ei|ai|ae|iy|yi|y|e", "i"), ("o", "u"), (r"(.)\1+", r"\1"),
        ("(?<=..)[ai]+$", "a"),
    )  # fmt: skip
    return tuple((re.compile(pattern), by) for pattern, by in pairs)
