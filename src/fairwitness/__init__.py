"""fairwitness reads reports on conflict and politics into briefs."""

from __future__ import annotations

__version__ = "0.1.0"
