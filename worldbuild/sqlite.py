"""Writing the data files, and digesting their content rather than their bytes."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path


def create(path: Path, schema: str) -> sqlite3.Connection:
    """A new file with a schema, replacing any old one."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size=4096")
    connection.execute("PRAGMA journal_mode=OFF")
    connection.executescript(schema)
    return connection


def finish(connection: sqlite3.Connection) -> None:
    """Commits, packs and closes."""
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


def digest(path: Path) -> str:
    """SHA-256 over every table's rows in key order: SQLite's own bytes vary with its version."""
    total = hashlib.sha256()
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        for name, sql in tables:
            total.update(f"{name}\n{' '.join(str(sql).split())}\n".encode())
            columns = len(connection.execute(f"SELECT * FROM {name} LIMIT 0").description)
            order = ", ".join(str(i + 1) for i in range(columns))
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY {order}"):
                total.update(repr(tuple(map(_plain, row))).encode())
    return total.hexdigest()


def _plain(value: object) -> object:
    """What a value holds: the same bytes deflate differently from one zlib to the next."""
    if not isinstance(value, bytes):
        return value
    try:
        return zlib.decompress(value)
    except zlib.error:
        return value
