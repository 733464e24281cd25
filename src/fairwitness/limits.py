"""Every limit on size, time and memory, by name. A limit that is hit is reported by its name."""

from __future__ import annotations

import msgspec

THREADS = "FAIRWITNESS_THREADS"
"""Environment variable: threads the encoder's graph may run on, 1 where it is not set."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on one report. Start values come from the reliability study's table of the field."""

    raw_bytes: int = 20_000_000
    """Largest file or response read, in bytes."""
    decoded_bytes: int = 50_000_000
    """Largest size after decompression, in bytes."""
    gzip_ratio: int = 200
    """Most a gzip stream may swell beyond `decoded_bytes` (text 3 to 30 times, zeros 1,025)."""
    text_chars: int = 1_000_000
    """Longest text read; what lies beyond is left unread and said to be."""
    piece_chars: int = 100_000
    """Longest piece parsed at once, which bounds memory (spaCy needs about 1 GB per 100,000)."""
    unspaced_run: int = 200
    """Longest run without a space given to the tokenizer, which is quadratic in such runs."""
    depth: int = 200
    """Deepest nesting of HTML elements kept by the parser."""
    tag_chars: int = 4_000
    """Longest HTML tag read with attributes: libxml2 is quadratic in them (20,000 take 3 s)."""
    inline_chars: int = 500_000
    """Longest page (without scripts and comments) parsed without a process of its own."""
    json_depth: int = 64
    """Deepest nesting of one JSON line of a corpus."""
    broken_lines: int = 1_000
    """Most broken lines in a row of a corpus; what has more is something else."""
    seconds: float = 60.0
    """Longest time spent on one report."""
    memory_bytes: int = 2_000_000_000
    """Address space beyond the loaded model that reading one report may take."""
    parser_bytes: int = 1_000_000_000
    """Address space of the process that parses a PDF or large page (12 MB of HTML: 370 MB)."""
    fetch_seconds: float = 30.0
    """Longest time spent fetching a URL."""
    silent_seconds: float = 10.0
    """Longest silence from a server before fetching is given up."""
    redirects: int = 3
    """Most redirects followed."""
    pages: int = 500
    """Most PDF pages read."""


DEFAULT_LIMITS = Limits()
"""The limits used where none are given."""
