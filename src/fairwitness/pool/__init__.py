"""Reading in worker processes: order kept, work bounded, and one bad report costs only itself."""

from __future__ import annotations

from fairwitness.pool.parent import Pool, WorkerError
from fairwitness.pool.wire import Item, Lost, Result, Settings, Whole

__all__ = ["Item", "Lost", "Pool", "Result", "Settings", "Whole", "WorkerError"]
