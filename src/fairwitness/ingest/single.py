"""The bytes of one report, of whatever kind, to a `Report`."""

from __future__ import annotations

import hashlib

import msgspec

from fairwitness.ingest import child
from fairwitness.ingest.decode import Decoded, decode
from fairwitness.ingest.html.page import Page, page_of
from fairwitness.ingest.naming import refusal
from fairwitness.ingest.sniff import HEAD, binary_kind, declared_charset, kind_of, text_kind
from fairwitness.limits import Limits
from fairwitness.problems import Unreadable
from fairwitness.report import Report


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of some bytes besides themselves."""

    id: str
    name: str
    """How messages name them."""
    ending: str = ""
    size: int = 0
    url: str | None = None
    stated: str = ""
    """The media type a server states."""
    charset: str | None = None
    """The encoding a server states."""


def read_single(data: bytes, given: Given, limits: Limits) -> Report:
    """The report in `data`; raises `Unreadable` where there is none."""
    if not data.strip():
        raise refusal("empty", f"{given.name} is empty; give a report to read.", given.name)
    kind = kind_of(data[:HEAD], given.ending)
    if kind == "pdf":
        return _pdf(data, given, limits)
    if kind in ("binary", "gzip"):
        what = binary_kind(data[:HEAD]) or "an archive"
        message = f"{given.name} is {what}, not text; give text, HTML, PDF or JSON lines."
        raise refusal("binary", message, given.name)
    decoded = decode(data, given.name, given.charset or declared_charset(data))
    kind, what = text_kind(decoded.text, given.ending, given.stated)
    if kind == "unsupported":
        raise refusal("unsupported", f"{given.name} is {what}.", given.name)
    if kind == "html":
        return _html(data, decoded, given, limits)
    return _text(data, decoded, given)


def _base(data: bytes, given: Given) -> Report:
    return Report(
        id=given.id,
        text="",
        url=given.url,
        source=given.name,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _text(data: bytes, decoded: Decoded, given: Given) -> Report:
    """Plain text as it is, with line ends made `\\n`."""
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    return msgspec.structs.replace(
        _base(data, given),
        text=text,
        media_type="text/plain",
        encoding=decoded.encoding,
        problems=decoded.problems,
    )


def _pdf(data: bytes, given: Given, limits: Limits) -> Report:
    from fairwitness.ingest.pdf.document import read_pdf

    document = read_pdf(data, given.name, limits)
    return msgspec.structs.replace(
        _base(data, given),
        text=document.text,
        title=document.title,
        media_type="application/pdf",
        problems=document.problems,
    )


def _html(data: bytes, decoded: Decoded, given: Given, limits: Limits) -> Report:
    page = _page(decoded.text, given, limits)
    if page.refused:
        raise Unreadable(page.refused)
    facts = page.facts
    return msgspec.structs.replace(
        _base(data, given),
        text=page.text,
        title=facts.title,
        published=facts.published,
        published_from="metadata" if facts.published else None,
        url=facts.url,
        publisher=facts.publisher,
        media_type="text/html",
        encoding=decoded.encoding,
        problems=(*decoded.problems, *page.problems),
    )


def _page(source: str, given: Given, limits: Limits) -> Page:
    """The page in `source`: parsed here when small, in a process of its own when large."""
    from fairwitness.ingest.html.article import vote
    from fairwitness.ingest.html.scan import scan

    if len(source) <= 4 * limits.inline_chars:
        seen = scan(source, limits)
        if len(seen.safe) <= limits.inline_chars:
            return page_of(seen, vote(seen), given.url, given.name, limits)
    job = child.Job(
        kind="html",
        data=source.encode("utf-8", "surrogatepass"),
        name=given.name,
        base=given.url,
        limits=limits,
    )
    outcome = child.run(job)
    if not outcome.frames:
        how = outcome.detail or f"after {limits.seconds:g} seconds (limit seconds)"
        message = f"{given.name} could not be parsed ({outcome.ended}: {how}); give its text."
        raise refusal(outcome.ended, message, given.name)
    return msgspec.msgpack.decode(outcome.frames[-1], type=Page)
