"""What the world costs: opening, memory, a lookup, a distance."""

from __future__ import annotations


def measure() -> str:
    """A table of the figures."""
    return ""
