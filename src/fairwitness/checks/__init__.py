"""Checks: each takes claims and the world and returns findings with their working.

`registered` and `run` are imported when first used: a finding is plain data, and whoever only reads
briefs (the command line, a script) must not wait for spaCy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairwitness.checks.engine import registered, run

__all__ = ["registered", "run"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from fairwitness.checks import engine

        return getattr(engine, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
