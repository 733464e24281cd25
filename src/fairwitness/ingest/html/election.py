"""Which blocks of a page stand in what a voter took for its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from fairwitness.ingest.html.scan import Block

_RUN = 3
"""Words in a row that are compared: blocks and lines need not be cut alike."""
_AGREE = 0.8
"""Share of a block's runs of words that must stand in the vote."""
_LINKED = 0.5

Words = tuple[str, ...]


def is_sentence(block: Block) -> bool:
    """Whether a block reads like running text: some words that end a sentence, or many."""
    text = block.text
    if block.linked > _LINKED * len(text) or text.count(" ") < 3:
        return False
    return len(text) >= 60 or text.rstrip("\"'”’») ]")[-1:] in ".!?…:;。؟"


def _is_menu(block: Block) -> bool:
    """A word or two to click on, which a vote takes in only where it gives up."""
    if is_sentence(block) or is_heading(block):
        return False
    return block.furniture or (block.tag != "p" and block.linked > 0.9 * len(block.text))


def is_heading(block: Block) -> bool:
    """Whether a block is a heading by its element."""
    return block.tag in ("h1", "h2", "h3", "h4", "h5", "h6")


def elected(blocks: Sequence[Block], lines: Sequence[str]) -> list[int]:
    """The indices of the blocks whose words stand in the voted lines.

    Blocks that stand on the page more than once (a headline in a list of other reports) count only
    between the first and the last block that stands once, or where they adjoin these.
    """
    worded = {i: words for i, block in enumerate(blocks) if (words := _words(block.text))}
    candidates = {i: words for i, words in worded.items() if not _is_menu(blocks[i])}
    matched = _matched(candidates, [_words(line) for line in lines])
    counts = Counter(worded[i] for i in matched)
    within = _around(matched, [i for i in matched if counts[worded[i]] == 1])
    # A page made of repeats has no such blocks to go by.
    half = sum(len(blocks[i].text) for i in matched) / 2
    return within if sum(len(blocks[i].text) for i in within) >= half else matched


def _words(text: str) -> Words:
    return tuple(re.findall(r"\w+", text.casefold()))


def _runs(words: Words, length: int) -> set[Words]:
    return {words[i : i + length] for i in range(len(words) - length + 1)}


def _matched(candidates: dict[int, Words], lines: list[Words]) -> list[int]:
    """Blocks that are a line of the vote, or most of whose runs are in it, or short ones beside."""
    whole = set(lines)
    voted = tuple(word for line in lines for word in line)
    runs = _runs(voted, _RUN)
    sure = {i for i, words in candidates.items() if words in whole or _agrees(words, runs)}
    short = {length: _runs(voted, length) for length in range(1, _RUN)}
    beside = {
        i
        for i, words in candidates.items()
        if len(words) < _RUN and words in short[len(words)] and {i - 1, i + 1} & sure
    }
    return sorted(sure | beside)


def _agrees(words: Words, runs: set[Words]) -> bool:
    own = _runs(words, _RUN)
    return bool(own) and len(own & runs) >= _AGREE * len(own)


def _around(matched: list[int], once: list[int]) -> list[int]:
    """The indices from the first to the last of `once`, and those that adjoin them."""
    if not once:
        return []
    known = set(matched)
    first, last = once[0], once[-1]
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return [i for i in matched if first <= i <= last]
