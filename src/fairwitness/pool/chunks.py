"""Cuts the stream of items into chunks, from its order alone.

Batches change the last bits of a parser's sums, so what shares a batch must not depend on how many
workers there are or which of them is free: only then is the JSON the same bytes for every `--jobs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from fairwitness.pool.wire import Item, Lost, Whole
from fairwitness.problems import Problem
from fairwitness.report import Failure

MOST_ITEMS = 16
MOST_CHARS = 20_000
"""About 0.7 s of work, so that workers end together. Chunks of 10,000 to 60,000 characters cost the
same processor time (5.4 to 5.8 s for 185,000 characters), chunks of 5,000 a tenth more."""


def cut(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """Chunks of at most `MOST_ITEMS` items and `MOST_CHARS` characters, and never an empty one.

    A report longer than that is a chunk by itself.
    """
    chunk: list[Item] = []
    size = 0
    for item in items:
        more = _size(item)
        if chunk and (len(chunk) >= MOST_ITEMS or size + more > MOST_CHARS):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(item)
        size += more
    if chunk:
        yield tuple(chunk)


def encode(item: Item) -> bytes:
    """The item as a message; one that holds what UTF-8 cannot say becomes a failed one."""
    try:
        return msgspec.msgpack.encode(item)
    except UnicodeEncodeError:
        problem = Problem(
            code="not_text",
            message="the text holds half a character (a lone surrogate); save it as UTF-8 again.",
        )
        return msgspec.msgpack.encode(Lost(failure=failure(item, problem)))


def failure(item: Item, problem: Problem) -> Failure:
    """The failure that stands for an item which could not be read."""
    if isinstance(item, Lost):
        return item.failure
    source = item.report.source
    return Failure(id=_plain(item.report.id), source=source and _plain(source), problem=problem)


def _size(item: Item) -> int:
    return len(item.report.text) if isinstance(item, Whole) else 0


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
