"""Opening the world's data files: SQLite, read-only, memory-mapped, safe to use after a fork."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

_MAPPED_BYTES = 1 << 30


class Store:
    """A read-only SQLite file. Every process gets its own connection, opened when first used."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(f"{path}: no such data file; `make world` builds it")
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._process = 0

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this process."""
        if self._connection is None or self._process != os.getpid():
            self._connection = _connect(self.path)
            self._process = os.getpid()
        return self._connection

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def blob(self, sql: str, values: tuple[object, ...] = ()) -> bytes | None:
        """The first column of the first row, or None where there is none."""
        row = self.connection.execute(sql, values).fetchone()
        return None if row is None else bytes(row[0])


def _connect(path: Path) -> sqlite3.Connection:
    # immutable: no locks, no journal looked for, so many processes may share a read-only folder.
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
    connection.execute("PRAGMA query_only=1")
    return connection
