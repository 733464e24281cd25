"""fairwitness reads reports on conflict and politics into briefs.

`read` gives the brief of one report, `Reader` those of many, `pipeline` the spaCy pipeline. They
are imported when first used, so that `import fairwitness` stays instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairwitness.brief.model import Brief
    from fairwitness.reader import Reader, read
    from fairwitness.reading.model import pipeline
    from fairwitness.report import Report
    from fairwitness.world import World

__version__ = "0.1.0"
__all__ = ["Brief", "Reader", "Report", "World", "__version__", "pipeline", "read"]

_HOMES = {
    "Brief": "fairwitness.brief.model",
    "Reader": "fairwitness.reader",
    "Report": "fairwitness.report",
    "World": "fairwitness.world",
    "pipeline": "fairwitness.reading.model",
    "read": "fairwitness.reader",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
