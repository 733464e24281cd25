"""One linear pass over a page: its visible blocks, its stated facts, and a page safe to parse.

Written because what parses HTML well can be stopped by a page: libxml2 drops everything below 254
nested elements and is quadratic in attributes; a character reference such as `&#31;` makes
trafilatura give up the whole page. This pass has no depth, no backtracking and no tree; it follows
the tokenizer of the HTML standard closely enough that a visible letter is never missed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

import msgspec

from fairwitness.ingest.characters import REPLACEMENT, cleaned
from fairwitness.limits import Limits

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li",
    "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a block of text."""
FURNITURE = frozenset({
    "nav", "header", "footer", "aside", "form", "button", "select", "menu", "dialog",
    "figcaption",
})  # fmt: skip
"""Elements whose words are around an article rather than in it."""
_RAW = frozenset({
    "script", "style", "noscript", "noembed", "noframes", "iframe", "xmp", "textarea", "title",
    "template", "svg", "math", "object", "canvas", "audio", "video",
})  # fmt: skip
"""Elements whose content is not running text: skipped whole (the title is kept as a fact)."""
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
})  # fmt: skip
_IMPLIED_END = frozenset({
    "p", "li", "td", "th", "tr", "dd", "dt", "option", "thead", "tbody", "tfoot",
})  # fmt: skip
_FACTS = frozenset({
    "meta", "link", "time",
})  # fmt: skip


class Block(msgspec.Struct, frozen=True):
    """A run of visible text between two block boundaries."""

    text: str
    tag: str
    """The block element it stands in."""
    linked: int
    """How many of its characters are links."""
    furniture: bool
    """Whether it stands in navigation, a header, a form or the like."""


class Scan(msgspec.Struct, frozen=True):
    """A page as one pass sees it."""

    blocks: tuple[Block, ...]
    facts: tuple[tuple[str, str], ...]
    """Tags that may state metadata, as (name, source of the tag), in order."""
    titles: tuple[str, ...]
    linked_data: tuple[str, ...]
    """Contents of JSON-LD scripts."""
    safe: str
    """The page rebuilt without scripts, comments, deep nesting, long tags and bad references."""
    replaced: int
    """Characters and references that stand for no usable character."""
    notes: tuple[str, ...]
    """What was wrong with the page: `depth`, `unclosed_comment`, `long_tag`, `unclosed_<name>`."""


@cache
def _bad_reference() -> re.Pattern[str]:
    return re.compile(r"&#(?:x([0-9a-f]{1,})|([0-9]{1,}));?", re.IGNORECASE)


def without_bad_references(source: str) -> tuple[str, int]:
    """`source` with references to NUL, controls, surrogates and non-characters made U+FFFD."""
    count = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal count
        digits = (found.group(1) or found.group(2)).lstrip("0")
        base = 16 if found.group(1) else 10
        # Longer than any code point; also keeps int() off the limit of 4,300 digits.
        code = int(digits or "0", base) if len(digits) <= 8 else -1
        if code == 0x0C:  # a form feed is white space in HTML, and an error in XML
            return " "
        if 0 < code <= 0x10FFFF and code != 0x0B and not _is_no_character(code):
            return found.group()
        count += 1
        return REPLACEMENT

    return _bad_reference().sub(mend, source), count


def _is_no_character(code: int) -> bool:
    """Controls, surrogates and non-characters; 0x80 to 0x9F stand for windows-1252 in HTML."""
    reserved = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return reserved or cleaned(chr(code))[1] > 0


class _Tag(msgspec.Struct, frozen=True):
    name: str
    closing: bool
    source: str
    end: int


class _Raw(msgspec.Struct, frozen=True):
    """An element whose content is not running text, taken whole."""

    opening: _Tag
    content: str
    end: int


class _Tokens:
    """Cuts a page into text, tags and raw elements; each search in vain is remembered."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.notes: dict[str, None] = {}
        self._absent: set[str] = set()
        self._start = re.compile(r"<(?=[a-zA-Z/!?])")
        self._name = re.compile(r"</?([a-zA-Z][^\s/>]{0,100})[^\s/>]*+")
        self._stop = re.compile(r"=\s*+[\"']|>")

    def __iter__(self) -> Iterator[str | _Tag | _Raw]:
        source, at = self.source, 0
        while start := self._start.search(source, at):
            mark = start.start()
            if mark > at:
                yield source[at:mark]
            found = self._name.match(source, mark)
            if found:
                token = self._element(self._tag(found, mark))
                yield token
                at = token.end
            else:
                at = self._skipped(mark)
        yield source[at:]

    def find(self, what: str, start: int) -> int:
        """Where `what` stands from `start` on, or -1, without searching in vain twice."""
        if what in self._absent:
            return -1
        at = self.source.find(what, start)
        if at < 0:
            self._absent.add(what)
        return at

    def _tag(self, found: re.Match[str], mark: int) -> _Tag:
        at = found.end()
        while True:
            stop = self._stop.search(self.source, at)
            if stop is None:
                end = len(self.source)
                break
            if stop.group() == ">":
                end = stop.end()
                break
            close = self.find(stop.group()[-1], stop.end())
            at = stop.end() if close < 0 else close + 1
        closing = self.source.startswith("</", mark)
        return _Tag(found.group(1).lower(), closing, self.source[mark:end], end)

    def _skipped(self, mark: int) -> int:
        """Past a comment, doctype or instruction; an unclosed comment hides nothing."""
        if not self.source.startswith("<!--", mark):
            end = self.find(">", mark)
            return end + 1 if end >= 0 else mark + 2
        if self.source.startswith((">", "->"), mark + 4):
            return self.source.index(">", mark) + 1
        end = self.find("-->", mark + 4)
        if end >= 0:
            return end + 3
        self.notes["unclosed_comment"] = None
        return mark + 4

    def _element(self, tag: _Tag) -> _Tag | _Raw:
        if tag.closing or tag.name not in _RAW or tag.source.endswith("/>"):
            return tag
        key = f"</{tag.name}"
        close = re.compile(f"{key}(?=[\\s/>])", re.IGNORECASE)
        found = None if key in self._absent else close.search(self.source, tag.end)
        if found:
            end = self.find(">", found.end())
            content = self.source[tag.end : found.start()]
            return _Raw(tag, content, end + 1 if end >= 0 else len(self.source))
        self._absent.add(key)
        self.notes[f"unclosed_{tag.name}"] = None
        return _Raw(tag, "", len(self.source)) if tag.name in ("script", "style") else tag


class _Page:
    """Gathers what a scan finds."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Block] = []
        self.facts: list[tuple[str, str]] = []
        self.titles: list[str] = []
        self.linked_data: list[str] = []
        self.safe: list[str] = []
        self.notes: dict[str, None] = {}
        self.depth = 0
        self.links = 0
        self.furniture = 0
        self.pre = 0
        self._buffer: list[str] = []
        self._linked = 0
        self._tag = "body"
        self._space = re.compile(r"[ \t\n\r\f\v]+")

    def text(self, source: str) -> None:
        self.safe.append(source.replace("<", "&lt;"))
        text = html.unescape(source)
        if not self.pre:
            text = self._space.sub(" ", text)
        self._buffer.append(text)
        if self.links:
            self._linked += len(text.strip())

    def raw(self, element: _Raw) -> None:
        if element.opening.name == "title":
            self.titles.append(" ".join(html.unescape(element.content).split()))
        elif element.opening.name == "script" and "ld+json" in element.opening.source[:500].lower():
            self.linked_data.append(element.content)

    def end_block(self, tag: str) -> None:
        raw = "".join(self._buffer)
        pieces = re.split(r"\n\s*\n", raw) if "\n" in raw else [raw]
        kept = [lines for piece in pieces if (lines := _tidied(piece))]
        for text in kept:
            linked = min(len(text), self._linked // len(kept))
            self.blocks.append(Block(text, self._tag, linked, self.furniture > 0))
        self._buffer.clear()
        self._linked = 0
        self._tag = tag

    def opened(self, tag: _Tag) -> None:
        name = tag.name
        if name in _FACTS:
            self.facts.append((name, tag.source[: self.limits.tag_chars * 4]))
        if name == "br":
            self._buffer.append("\n")
        elif name in ("td", "th"):
            self._buffer.append("\t")
        elif name in BLOCKS:
            self.end_block(name)
        self.links += name == "a"
        self.furniture += name in FURNITURE
        self.pre += name == "pre"
        self._emit(tag)

    def closed(self, tag: _Tag) -> None:
        name = tag.name
        if name in BLOCKS:
            self.end_block("body")
        self.links = 0 if name == "a" else self.links
        self.furniture = max(0, self.furniture - (name in FURNITURE))
        self.pre = max(0, self.pre - (name == "pre"))
        self._emit(tag)

    def _emit(self, tag: _Tag) -> None:
        """Writes `tag` to the safe page: shortened when long, left out when too deep."""
        source, name = tag.source, tag.name
        if not name.isascii() or not name.isalnum():
            return
        nests = name not in _VOID and name not in _IMPLIED_END
        if tag.closing:
            if nests and self.depth > self.limits.depth:
                self.depth -= 1
                return
            self.depth -= nests and self.depth > 0
        elif nests and not source.endswith("/>"):
            self.depth += 1
            if self.depth > self.limits.depth:
                self.notes["depth"] = None
                return
        if len(source) > self.limits.tag_chars:
            self.notes["long_tag"] = None
            source = f"<{'/' * tag.closing}{name}>"
        self.safe.append(source if source.endswith(">") else f"<{name}>")


def _tidied(piece: str) -> str:
    """Lines without space at their ends or doubled within; a tab between the cells of a row."""
    tabbed = re.sub(r"[ \t\r\f\v]*\t[ \t\r\f\v]*", "\t", piece)
    lines = (re.sub(r"[ \r\f\v]+", " ", line).strip(" \t") for line in tabbed.split("\n"))
    return "\n".join(line for line in lines if line)


def scan(source: str, limits: Limits) -> Scan:
    """One pass over the source of a page. Never raises; time is linear in its length."""
    source, bad_characters = cleaned(source)
    source, bad_references = without_bad_references(source)
    tokens, page = _Tokens(source), _Page(limits)
    for token in tokens:
        if isinstance(token, str):
            page.text(token)
        elif isinstance(token, _Raw):
            page.raw(token)
        elif token.closing:
            page.closed(token)
        else:
            page.opened(token)
    page.end_block("body")
    return Scan(
        blocks=tuple(page.blocks),
        facts=tuple(page.facts),
        titles=tuple(page.titles),
        linked_data=tuple(page.linked_data),
        safe="".join(page.safe),
        replaced=bad_characters + bad_references,
        notes=(*tokens.notes, *page.notes),
    )
