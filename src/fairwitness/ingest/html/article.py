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

from fairwitness.ingest.html.scan import Block, Scan

COVERED = 0.3
"""Least share of a page's prose a vote must cover; comments and related reports are the rest."""
NOTICE_CHARS = 1_500
"""Longest text that may be a notice (consent, robot check, paywall) instead of an article."""
_SHINGLE = 3
_AGREE = 0.8
_LINKED = 0.5


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
    kept = _elected(blocks, voted.lines)
    if not prose and not any(_is_sentence(blocks[i]) for i in kept):
        notice = _notice([block.text for block in blocks if _is_sentence(block)])
        why = f"it shows a notice ({notice})" if notice else "it has no running text, only headings"
        return Choice(refused=why if notice else f"{why}, links or single words")
    lost = None
    body = sum(len(blocks[i].text) for i in kept if _is_sentence(blocks[i]))
    total = sum(len(blocks[i].text) for i in prose)
    if body < COVERED * total:
        lost = voted.reason or f"trafilatura kept {body:,} of {total:,} characters of prose"
        kept = _with_headings(blocks, prose)
        lost = None if len(kept) == len(blocks) else lost
    notice = _notice([blocks[i].text for i in kept if _is_sentence(blocks[i])])
    if notice:
        return Choice(refused=f"it shows a notice ({notice})")
    return Choice(text="\n\n".join(blocks[i].text for i in kept), lost=lost)


def _is_sentence(block: Block) -> bool:
    text = block.text
    if block.linked > _LINKED * len(text) or text.count(" ") < 3:
        return False
    return len(text) >= 60 or text.rstrip("\"'”’») ]")[-1:] in ".!?…:;。؟"


def _is_prose(block: Block) -> bool:
    if block.furniture or _is_heading(block) or not _is_sentence(block):
        return False
    return not (len(block.text) < 300 and _notice_kind(block.text))


def _is_menu(block: Block) -> bool:
    """A word or two to click on, which a vote takes in only where it gives up."""
    if _is_sentence(block) or _is_heading(block):
        return False
    return block.furniture or (block.tag != "p" and block.linked > 0.9 * len(block.text))


def _is_heading(block: Block) -> bool:
    return block.tag in ("h1", "h2", "h3", "h4", "h5", "h6")


def _with_headings(blocks: tuple[Block, ...], prose: list[int]) -> list[int]:
    """The prose, with the headings between and right before it, and short lines among it."""
    kept = set(prose)
    for i in prose:
        before = i - 1
        while before >= 0 and i - before <= 2 and _is_heading(blocks[before]):
            kept.add(before)
            before -= 1
    return sorted(kept)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _elected(blocks: tuple[Block, ...], lines: tuple[str, ...]) -> list[int]:
    """The blocks whose words stand in the voted lines.

    Blocks that stand on the page more than once (a headline in a list of other reports) count only
    between the first and the last block that stands once, or where they adjoin these.
    """
    worded = [_words(line) for line in lines]
    whole = {tuple(words) for words in worded}
    parts = set().union(*map(_shingles, worded)) if worded else set()
    matched = []
    counts: Counter[tuple[str, ...]] = Counter()
    for i, block in enumerate(blocks):
        words = _words(block.text)
        if words and not _is_menu(block) and _stands(words, whole, parts):
            matched.append((i, tuple(words)))
            counts[tuple(words)] += 1
    everywhere = [i for i, _ in matched]
    once = [i for i, words in matched if counts[words] == 1]
    within = _around(everywhere, once)
    # A page made of repeats has no such blocks to go by.
    half = sum(len(blocks[i].text) for i in everywhere) / 2
    return within if sum(len(blocks[i].text) for i in within) >= half else everywhere


def _around(everywhere: list[int], once: list[int]) -> list[int]:
    """The indices from the first to the last of `once`, and those that adjoin them."""
    if not once:
        return []
    known = set(everywhere)
    first, last = once[0], once[-1]
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return [i for i in everywhere if first <= i <= last]


def _stands(words: list[str], whole: set[tuple[str, ...]], parts: set[tuple[str, ...]]) -> bool:
    if tuple(words) in whole:
        return True
    own = _shingles(words)
    return bool(own) and len(own & parts) >= _AGREE * len(own)


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
