"""A PDF's bytes to its text and problems, by way of the child process."""

from __future__ import annotations

import re

import msgspec

from fairwitness.ingest import child
from fairwitness.ingest.characters import cleaned, has_words, replaced
from fairwitness.ingest.naming import refusal
from fairwitness.ingest.pdf.pages import Opened, PageLines, Part, Refused
from fairwitness.ingest.pdf.reflow import paragraphs
from fairwitness.limits import Limits
from fairwitness.problems import Problem

_UNREADABLE = 0.2
"""Share of letters without a known meaning from which a text layer says nothing."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a PDF, its stated title, and what was lost."""

    text: str
    title: str | None
    problems: tuple[Problem, ...] = ()


def read_pdf(data: bytes, name: str, limits: Limits) -> Document:
    """The text of a PDF in paragraphs. Its date of creation is not a day of publication.

    Raises `Unreadable` with code `encrypted`, `damaged`, `no_text`, `timeout` or `crash`.
    """
    job = child.Job(kind="pdf", data=data, name=name, base=None, limits=limits)
    outcome = child.run(job)
    decode = msgspec.msgpack.Decoder(Part).decode
    parts = [decode(part) for part in outcome.frames]
    opened = next((part for part in parts if isinstance(part, Opened)), None)
    for part in parts:
        if isinstance(part, Refused):
            raise _refused(part, name)
    pages = [part for part in parts if isinstance(part, PageLines)]
    if opened is None or (not pages and outcome.ended != "whole"):
        raise _ended(outcome, name, limits)
    if pages and all(page.unread for page in pages):
        raise _refused(Refused(code="damaged", why=pages[0].unread or ""), name)
    text = "\n\n".join(paragraphs([page.lines for page in pages if page.lines]))
    text, count = cleaned(text)
    _require_text(text, count, name)
    notes = (replaced(count, name),) if count else ()
    problems = (*notes, *_unread_pages(opened, pages, outcome, name, limits))
    return Document(text=text, title=_title(opened.title), problems=problems)


def _refused(part: Refused, name: str) -> Exception:
    if part.code == "encrypted":
        return refusal(
            "encrypted", f"{name} is encrypted with a password; save it without one.", name
        )
    return refusal("damaged", f"{name} is a damaged PDF ({part.why}); get a whole copy.", name)


def _ended(outcome: child.Outcome, name: str, limits: Limits) -> Exception:
    if outcome.ended == "timeout":
        message = f"{name} took longer than {limits.seconds:g} seconds to read (limit seconds)."
        return refusal("timeout", f"{message} Give its text instead.", name)
    message = f"{name} broke the PDF reader ({outcome.detail or 'no answer'}); give its text."
    return refusal("crash", message, name)


def _require_text(text: str, count: int, name: str) -> None:
    if not has_words(text):
        message = f"{name} has no text layer (a scan?); run OCR on it, for example with ocrmypdf."
        raise refusal("no_text", message, name)
    private = sum("\ue000" <= c <= "\uf8ff" for c in text) + count
    if private > _UNREADABLE * len(text):
        message = f"{name} has a text layer without readable letters; run OCR on it."
        raise refusal("no_text", message, name)


def _title(stated: str | None) -> str | None:
    """A document's stated title, unless it is a file name or a placeholder."""
    title, _ = cleaned(" ".join((stated or "").split()))
    placeholder = re.fullmatch(
        r"(?i)untitled.*|microsoft word.*|.*\.(docx?|html?|pdf|indd|odt|rtf)", title
    )
    return None if placeholder or not has_words(title) else title[:1000]


def _unread_pages(
    opened: Opened, pages: list[PageLines], outcome: child.Outcome, name: str, limits: Limits
) -> tuple[Problem, ...]:
    problems = []
    if opened.pages > limits.pages:
        why = f"only the first {limits.pages} of its {opened.pages} pages were read (limit pages)"
        problems.append(_pages_problem("pages_cut", name, why))
    elif outcome.ended != "whole":
        how = outcome.detail or f"after {limits.seconds:g} seconds, limit seconds"
        why = f"reading ended at page {len(pages)} of {opened.pages} ({outcome.ended}: {how})"
        problems.append(_pages_problem("pages_cut", name, why))
    broken = [page.number for page in pages if page.unread]
    if broken:
        problems.append(_pages_problem("pages_unread", name, f"damaged pages: {_list(broken)}"))
    scans = [page.number for page in pages if page.image_only]
    if scans:
        why = f"pages that are images without a text layer: {_list(scans)}; run OCR to read them"
        problems.append(_pages_problem("pages_unread", name, why))
    return tuple(problems)


def _pages_problem(code: str, name: str, why: str) -> Problem:
    return Problem(code=code, message=f"{name} was not read whole: {why}.", where=name)


def _list(numbers: list[int]) -> str:
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return ", ".join(map(str, numbers[:10])) + more
