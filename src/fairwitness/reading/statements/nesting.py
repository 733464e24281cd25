"""Which statement holds which: A says that B said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from fairwitness.reading.rows import Statement

_LOOK = 12
"""How many contents that begin before a cue are asked whether they hold it."""


def nested(rows: Sequence[Statement]) -> tuple[Statement, ...]:
    """`rows` with the innermost other statement around each one's cue.

    What an outlet says that somebody said came through that outlet.
    """
    spans = sorted(
        (span.start, span.end, index) for index, row in enumerate(rows) for span in row.content
    )
    out = list(rows)
    for index, row in enumerate(rows):
        if row.cue is None:
            continue
        place = bisect_right(spans, (row.cue.start, row.end, len(rows)))
        around = [
            (end - start, other)
            for start, end, other in spans[max(0, place - _LOOK) : place]
            if row.cue.end <= end and other != index and start <= row.start
        ]
        outer = out[min(around)[1]] if around else None
        # Contents in pieces may hold each other's cues; then the first in the text is the outer.
        if outer is not None and (outer.start, outer.id) < (row.start, row.id):
            changes = msgspec.structs.replace(row, within=outer.id)
            out[index] = _through(changes, outer)
    return tuple(out)


def _through(row: Statement, outer: Statement) -> Statement:
    if row.directness != "first-hand" or outer.directness != "second-hand":
        return row
    return msgspec.structs.replace(row, directness="second-hand", through=outer.through)
