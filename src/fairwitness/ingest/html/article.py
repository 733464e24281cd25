"""Which blocks of a page are its article: trafilatura votes, the page's own blocks are counted.

The text is always our own blocks, in order and with every repeat; trafilatura only says which of
them it takes for the article (it keeps a paragraph that stands three times only once, and says
nothing at all of some pages). Where its vote covers far too little, all prose of the page is kept
and the report is marked.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from functools import cache
from importlib import resources

import msgspec

from fairwitness.ingest.html.election import elected, is_heading, is_sentence
from fairwitness.ingest.html.scan import Block, Scan

COVERED = 0.3
"""Least share of a page's prose a vote must cover; comments and related reports are the rest."""
NOTICE_CHARS = 1_500
"""Longest text that may be a notice (consent, robot check, paywall) instead of an article."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The article of a page, or why there is none."""

    text: str = ""
    lost: str | None = None
    """Why the article was not told from its surroundings, or None when it was."""
    refused: str | None = None
    """Why the page holds no article, or None when it does."""


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """What trafilatura takes for the article: its lines, or why there are none."""

    lines: tuple[str, ...] = ()
    reason: str | None = None


def vote(page: Scan) -> Vote:
    """Trafilatura's opinion of a page. It never raises: a failure of the voter is a reason."""
    trafilatura = _voter()
    try:
        text = trafilatura.extract(page.safe, include_comments=False, include_tables=True)
    except Exception as error:  # noqa: BLE001 - recorded as the reason; the page's own blocks remain
        return Vote(reason=f"trafilatura failed: {type(error).__name__}")
    if not text:
        return Vote(reason="trafilatura found no article")
    return Vote(lines=tuple(text.split("\n")))


@cache
def _voter():  # type: ignore[no-untyped-def]  # trafilatura has no types
    import trafilatura

    # Without a handler of its own, Python's last resort would print its warnings.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return trafilatura


def choose(page: Scan, voted: Vote) -> Choice:
    """The article of `page`, given a vote."""
    blocks = page.blocks
    prose = [i for i, block in enumerate(blocks) if _is_prose(block)]
    kept = elected(blocks, voted.lines)
    if not prose and not any(is_sentence(blocks[i]) for i in kept):
        notice = _notice([block.text for block in blocks if is_sentence(block)])
        why = f"it shows a notice ({notice})" if notice else "it has no running text, only headings"
        return Choice(refused=why if notice else f"{why}, links or single words")
    lost = None
    body = sum(len(blocks[i].text) for i in kept if is_sentence(blocks[i]))
    total = sum(len(blocks[i].text) for i in prose)
    if body < COVERED * total:
        lost = voted.reason or f"trafilatura kept {body:,} of {total:,} characters of prose"
        kept = _with_headings(blocks, prose)
        lost = None if len(kept) == len(blocks) else lost
    notice = _notice([blocks[i].text for i in kept if is_sentence(blocks[i])])
    if notice:
        return Choice(refused=f"it shows a notice ({notice})")
    return Choice(text="\n\n".join(blocks[i].text for i in kept), lost=lost)


def _is_prose(block: Block) -> bool:
    if block.furniture or is_heading(block) or not is_sentence(block):
        return False
    return not (len(block.text) < 300 and _notice_kind(block.text))


def _with_headings(blocks: tuple[Block, ...], prose: list[int]) -> list[int]:
    """The prose, with the headings between and right before it, and short lines among it."""
    kept = set(prose)
    for i in prose:
        before = i - 1
        while before >= 0 and i - before <= 2 and is_heading(blocks[before]):
            kept.add(before)
            before -= 1
    return sorted(kept)


def _notice(texts: list[str]) -> str | None:
    """The kind of notice that most of a short text is, or None."""
    total = sum(map(len, texts))
    if not 0 < total <= NOTICE_CHARS:
        return None
    kinds: Counter[str] = Counter()
    for text in texts:
        if kind := _notice_kind(text):
            kinds[kind] += len(text)
    if sum(kinds.values()) < 0.5 * total:
        return None
    return kinds.most_common(1)[0][0]


def _notice_kind(text: str) -> str | None:
    found = _phrases().search(text.casefold())
    return _kinds()[found.group()] if found else None


@cache
def _kinds() -> dict[str, str]:
    table = resources.files("fairwitness.ingest") / "data" / "notices.tsv"
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines() if line[:1] != "#"]
    return {phrase: kind for kind, phrase in rows[1:]}


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True)))
