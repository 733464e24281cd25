"""What a check is: it looks at the rows of a reading and judges what the world can decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

import msgspec

from fairwitness.checks.finding import Finding
from fairwitness.reading.reading import Reading
from fairwitness.world import World


class LeftAlone(msgspec.Struct, frozen=True):
    """A claim a check looked at and did not judge, with the reason."""

    reason: str


@runtime_checkable
class Check(Protocol):
    """One kind of claim that the world can decide.

    To add one from another package, register its class under the entry-point group
    `fairwitness.checks`.
    """

    name: str
    """Short name, as findings carry it."""
    applies_to: str
    """A sentence: which claims it looks at."""
    needs: tuple[str, ...]
    """Data sets of the world it rests on."""
    tolerance: str
    """A sentence: how far off still holds, and why."""
    example: str
    """A sentence it would judge."""

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """Findings (ids are given later) and what was left alone, in text order."""
        ...
