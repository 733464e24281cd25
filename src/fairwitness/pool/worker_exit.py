"""The one exit status with a meaning, apart so that the parent need not import the worker."""

from __future__ import annotations

OUT_OF_MEMORY = 77
"""A worker that met its memory limit leaves with this: its heap is in doubt."""
