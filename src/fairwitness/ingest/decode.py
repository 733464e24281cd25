"""Bytes to text, once, with a record of how: mark, declaration, UTF-8, or a guess that says so."""

from __future__ import annotations

import codecs
import re
from functools import cache

import msgspec

from fairwitness.ingest.characters import REPLACEMENT, controls
from fairwitness.ingest.naming import refusal
from fairwitness.problems import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The labels pages declare, as the WHATWG encoding standard reads them. Nothing else is looked up:
# Python's registry also holds `zlib`, `rot13` and `utf-7`.
_CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-2": "iso8859-2", "windows-1250": "cp1250", "iso-8859-3": "iso8859-3",
    "iso-8859-4": "iso8859-4", "iso-8859-5": "iso8859-5", "windows-1251": "cp1251",
    "cp1251": "cp1251", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "ibm866": "cp866",
    "iso-8859-6": "iso8859-6", "windows-1256": "cp1256", "iso-8859-7": "iso8859-7",
    "windows-1253": "cp1253", "iso-8859-8": "iso8859-8", "windows-1255": "cp1255",
    "iso-8859-9": "cp1254", "windows-1254": "cp1254", "iso-8859-10": "iso8859-10",
    "iso-8859-13": "iso8859-13", "windows-1257": "cp1257", "iso-8859-14": "iso8859-14",
    "iso-8859-15": "iso8859-15", "iso-8859-16": "iso8859-16", "windows-1258": "cp1258",
    "windows-874": "cp874", "tis-620": "cp874", "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "gb2312": "gb18030", "gbk": "gb18030",
    "gb18030": "gb18030", "big5": "big5hkscs", "euc-jp": "euc-jp", "shift_jis": "cp932",
    "iso-2022-jp": "iso2022-jp", "euc-kr": "cp949", "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
_GUESSED = sorted({c.replace("-", "_") for c in _CODECS.values()} - {"utf_16_le", "utf_16_be"})

FEW_BAD = 0.005
"""Share of bad bytes up to which a declared UTF-8 is believed: one bad byte in a mostly English
page made a detector read Cyrillic names as another alphabet altogether."""
_SAMPLE = 100_000
_TYPOGRAPHIC = frozenset("‘’“”‚„‹›«»–—…•·€£¥§©®™°±½¼¾²³¡¿ \xa0\xad")


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A text, how its bytes were read, and what was lost in doing so."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes, name: str, declared: str | None = None) -> Decoded:
    """`raw` as text, by its mark, its `declared` label, UTF-8 or a guess, in that order of trust.

    A valid UTF-8 text with non-ASCII characters is taken for UTF-8 whatever it declares: such
    bytes do not come about by chance. Line ends stay as they are. Raises `Unreadable` with code
    `binary` or `encoding`.
    """
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], codec, name)
    if b"\0" in raw:
        wide = _wide_codec(raw)
        if wide:
            return _guess_noted(raw.decode(wide, "replace"), wide, "no byte order mark", name)
        if raw.count(0) > max(3, len(raw) // 100):
            raise refusal("binary", f"{name} is not text (it holds NUL bytes).", name)
    label = _CODECS.get((declared or "").strip().lower())
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(raw, name, label)
    if label not in (None, "utf-8") and not text.isascii():
        note = f"{name} declares {declared} but is valid UTF-8 and was read as that."
        return _decoded(text, "utf-8", name, Problem(code="encoding", message=note, where=name))
    return _decoded(text, "utf-8", name)


def _marked(raw: bytes, codec: str, name: str) -> Decoded:
    return _lossy(raw.decode(codec, "replace"), raw, f"{codec} (marked)", name)


def _not_utf8(raw: bytes, name: str, label: str | None) -> Decoded:
    text = raw.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    good = sum(1 for c in text if c > "\x7f") - bad
    believed = label == "utf-8" and (bad <= FEW_BAD * len(raw) or bad < good)
    if believed or (label is None and bad < good):
        return _lossy(text, raw, "utf-8", name)
    if label and label != "utf-8":
        text = raw.decode(label, "replace")
        if text.count(REPLACEMENT) <= FEW_BAD * len(raw):
            return _lossy(text, raw, f"{label} (declared)", name)
    return _guess(raw, name)


def _lossy(text: str, raw: bytes, encoding: str, name: str) -> Decoded:
    lost = text.count(REPLACEMENT) - raw.count(REPLACEMENT.encode())
    if lost <= 0:
        return _decoded(text, encoding, name)
    note = Problem(
        code="bytes_replaced",
        message=f"{name} has {lost:,} byte sequence(s) that are not {encoding.split(' ', 1)[0]}, "
        "shown as \ufffd; save it again in one encoding to read them.",
        where=name,
    )
    return _decoded(text, encoding, name, note)


def _decoded(text: str, encoding: str, name: str, *problems: Problem) -> Decoded:
    if controls(text) > max(3, len(text) // 50):
        raise refusal("binary", f"{name} is not text (it is full of control characters).", name)
    return Decoded(text=text, encoding=encoding, problems=problems)


def _guess_noted(text: str, codec: str, why: str, name: str) -> Decoded:
    note = Problem(
        code="encoding_guessed",
        message=f"{name} does not say its encoding; it was read as {codec} ({why}). "
        "Save it as UTF-8 to be sure.",
        where=name,
    )
    return _decoded(text, f"{codec} (guessed)", name, note)


def _wide_codec(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the NUL bytes of Latin letters stand."""
    sample = raw[: 4 * 4096]
    zeros = [sample[k::4].count(0) / max(1, len(sample[k::4])) for k in range(4)]
    high = [share > 0.4 for share in zeros]
    patterns = {
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
    }
    return patterns.get((high[0], high[1], high[2], high[3]))


def _guess(raw: bytes, name: str) -> Decoded:
    for codec in ("cp1252", "mac-roman"):
        text = raw.decode(codec, "replace")
        if _plausible_western(text):
            return _guess_noted(text, codec, "its few non-ASCII characters fit", name)
    text_codec = _detected(raw)
    if text_codec is None:
        raise refusal(
            "encoding",
            f"{name} is not text in any encoding known here; save it as UTF-8 and try again.",
            name,
        )
    return _guess_noted(raw.decode(text_codec, "replace"), text_codec, "statistics of bytes", name)


@cache
def _odd_capital() -> re.Pattern[str]:
    return re.compile("[a-z][À-ÖØ-Þ]|[À-ÖØ-Þ][A-Z]?[a-z]*[À-ÖØ-Þ]")


def _plausible_western(text: str) -> bool:
    """Mostly ASCII letters; the rest typographic marks or accents where words have them."""
    high = [c for c in text if c > "\x7f"]
    if REPLACEMENT in high or sum(c.isascii() and c.isalpha() for c in text) < 4 * len(high):
        return False
    fits = all(c in _TYPOGRAPHIC or "\xc0" <= c <= "\u017f" for c in high)
    return fits and not _odd_capital().search(text)


def _detected(raw: bytes) -> str | None:
    import charset_normalizer

    first = re.search(rb"[\x80-\xff]", raw)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    best = charset_normalizer.from_bytes(
        raw[start : start + _SAMPLE], cp_isolation=_GUESSED, threshold=0.2
    ).best()
    if best is None or len(raw) < 20:
        return None
    return str(best.encoding)
