"""Checks: each takes claims and the world and returns findings with their working."""

from fairwitness.checks.engine import registered, run

__all__ = ["registered", "run"]
