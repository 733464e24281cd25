"""What kind of thing some bytes are: by their content first, by a name's ending second."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Kind = Literal["text", "html", "pdf", "corpus", "gzip", "binary", "unsupported"]

HEAD = 65_536
"""How many first bytes are looked at."""

_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an office document (docx, odt, epub)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (doc, xls, msg)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a Windows program"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"\x1f\x8b", "a gzip archive inside another"),
)


def binary_kind(head: bytes) -> str | None:
    """A word for a well-known binary format that `head` starts like, or None."""
    if head[4:8] == b"ftyp":
        return "a video or HEIF image"
    return next((what for magic, what in _MAGIC if head.startswith(magic)), None)


def kind_of(head: bytes, ending: str = "") -> Kind:
    """The kind of content that starts with `head`; `ending` is a suffix such as `.jsonl`.

    HTML and unsupported kinds of text are told apart only once decoded: see `text_kind`.
    """
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if b"%PDF-" in head[:1024] and (head.startswith(b"%PDF-") or b"\0" in head or ending == ".pdf"):
        return "pdf"
    if binary_kind(head):
        return "binary"
    return "corpus" if ending in (".jsonl", ".ndjson") or _json_lines(head) else "text"


def _json_lines(head: bytes) -> bool:
    line, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    whole = bool(newline) or len(head) < HEAD
    closed = line.rstrip().endswith(b"}") or not whole
    return line.startswith(b"{") and closed and re.search(rb'"text"\s*:', line) is not None


@cache
def _html_start() -> re.Pattern[str]:
    # As the WHATWG MIME sniffing standard: one of these tags first, after comments and space.
    return re.compile(
        r"(?:\s|<!--(?s:.{0,20000}?)-->|<\?xml[^>]{0,500}>|<!doctype(?!\s+html)[^>]{0,2000}>)*+"
        r"<(?:!doctype\s+html|html|head|body|title|meta|script|style|link|article|main|section"
        r"|header|nav|div|h[1-6]|p|a|b|br|font|table|iframe|center)[\s/>]",
        re.IGNORECASE,
    )


@cache
def _html_anywhere() -> re.Pattern[str]:
    return re.compile(
        r"<(?:/?(?:html|body|p|div|h[1-6]|a|br|span|table|td|article)\b|!doctype)", re.I
    )


def text_kind(text: str, ending: str = "", stated: str = "") -> tuple[Kind, str]:
    """The kind of a decoded text and, where it is unsupported, what it is.

    `ending` is a file's suffix, `stated` a media type from a server; both only tip the balance.
    """
    head = text[:HEAD]
    if _html_start().match(head):
        return "html", ""
    expects_html = ending in (".html", ".htm", ".xhtml") or "html" in stated
    if expects_html and _html_anywhere().search(text):
        return "html", ""
    start = head.lstrip()[:2000]
    if start.startswith("{\\rtf"):
        return "unsupported", "an RTF document; save it as text or PDF"
    if start.startswith("<?xml") or re.match(r"<(rss|feed|svg|rdf)\b", start, re.I):
        return "unsupported", "XML (a feed or data), not a report; give the page it speaks of"
    if _whole_json(text):
        way = "give one report an object, one object a line, each with a `text` (.jsonl)"
        return "unsupported", f"JSON, but not a corpus; {way}"
    return "text", ""


def _whole_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    import msgspec

    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return False
    return bool(value)


@cache
def _declared() -> re.Pattern[bytes]:
    return re.compile(
        rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
    )


def declared_charset(head: bytes) -> str | None:
    """The encoding an HTML or XML document declares in its first 4,096 bytes, or None."""
    found = _declared().search(head[:4096])
    return found.group(1).decode("ascii", "ignore") if found else None
