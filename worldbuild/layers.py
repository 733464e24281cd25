"""Writing one layer of the gazetteer, with further tables beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from fairwitness.world import entries
from worldbuild import sqlite


def write(
    path: Path,
    places: Iterable[entries.Entry],
    schema: str = "",
    tables: Mapping[str, list[tuple[object, ...]]] | None = None,
) -> None:
    """The layer `path`, with further tables in it as `schema` says and `tables` fills them."""
    connection = sqlite.create(path, entries.SCHEMA + schema)
    for name, rows in (tables or {}).items():
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    first: set[str] = set()
    for place in places:
        row = entries.place_row(place)
        connection.execute("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)
        connection.executemany("INSERT INTO names VALUES (?,?,?)", entries.name_rows(place))
        connection.executemany(
            "INSERT OR IGNORE INTO skeletons VALUES (?,?,?,?)", entries.skeleton_rows(place)
        )
        first |= entries.first_words(place)
    words = entries.word_filter(first, len(first))
    connection.execute("INSERT INTO meta VALUES ('first_words', ?)", (words,))
    sqlite.finish(connection)
