"""File names made of report ids: safe on every file system, distinct, and still readable."""

from __future__ import annotations

import hashlib
import re

LONGEST = 80
"""Characters of an id kept in a file name; the file systems' own limit is 255 bytes."""


class FileNames:
    """Gives each id a file name of its own."""

    def __init__(self) -> None:
        self._taken = {"index.html"}

    def name(self, id: str) -> str:
        """`report-3.html` for the id `report-3`; marked with a hash where letters had to change."""
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", id).strip(".-")[:LONGEST]
        mark = hashlib.sha256(id.encode("utf-8", "backslashreplace")).hexdigest()[:8]
        name = f"{plain}.html" if plain and plain == id else f"{plain or 'report'}-{mark}.html"
        count = 1
        while name.lower() in self._taken:  # some file systems know no capitals
            count += 1
            name = f"{plain or 'report'}-{mark}-{count}.html"
        self._taken.add(name.lower())
        return name
