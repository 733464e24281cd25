"""The account of a run: everything that came in is ok, partial or failed, and it adds up."""

from __future__ import annotations

from collections import Counter

from fairwitness.pool import Result


class Account:
    """Counts results by status."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, result: Result) -> None:
        """Counts one result."""
        self._counts[result.status] += 1

    @property
    def read(self) -> int:
        """How many came in."""
        return self._counts.total()

    @property
    def failed(self) -> int:
        """How many gave no brief worth the name."""
        return self._counts["failed"]

    def line(self) -> str:
        """`read 12 = 10 ok + 1 partial + 1 failed`."""
        parts = [f"{self._counts[status]} {status}" for status in ("ok", "partial", "failed")]
        return f"read {self.read} = {' + '.join(parts)}"
