"""Bytes to reports: text, HTML, PDF, corpora, folders, standard input and, when asked, the web.

The door is `open_source`. Whatever is wrong with an input is data: a `Failure` with its reason, or
a `Report` whose `problems` say what was lost on the way.
"""

from __future__ import annotations

from fairwitness.ingest.sources import Door, Source, open_source, open_sources

__all__ = ["Door", "Source", "open_source", "open_sources"]
