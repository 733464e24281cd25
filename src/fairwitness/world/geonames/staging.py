"""A layer while it is made: rows are appended, and sorted into an index when all are there.

Appending and sorting once costs the same for each row at 200,000 rows and at 13 million; rows put
into an index in the order they come would cost more the larger it grows.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import msgspec

from fairwitness.problems import FairwitnessError, Problem
from fairwitness.world.added import Added
from fairwitness.world.entries import (
    SCHEMA,
    Entry,
    first_words,
    name_rows,
    place_row,
    skeleton_rows,
    word_filter,
)

_STAGED = """
CREATE TABLE state(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE places(no INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind INTEGER, lat INTEGER,
    lon INTEGER, country TEXT, province TEXT, population INTEGER, claimants TEXT, extent REAL,
    rank INTEGER);
CREATE TABLE names(key TEXT, place INTEGER, spelling TEXT);
CREATE TABLE skeletons(country TEXT, skeleton TEXT, place INTEGER, spelling TEXT);
CREATE TABLE words(word TEXT);
"""
_SORTED = """
INSERT INTO places SELECT * FROM staged.places ORDER BY no;
INSERT OR IGNORE INTO names SELECT key, place, spelling FROM staged.names
    ORDER BY key, place, rowid;
INSERT OR IGNORE INTO skeletons SELECT country, skeleton, place, spelling FROM staged.skeletons
    ORDER BY country, skeleton, place, spelling;
"""
_KEYS = "SELECT DISTINCT key FROM names UNION ALL SELECT '#' || no FROM places"
_CACHE_KIB = 65_536
_STEPS_BETWEEN_LOOKS = 2_000_000
"""SQLite's steps between two looks whether to stop, about 50 ms."""


@dataclass
class Progress:
    """How far a dump is read, and what became of its lines."""

    lines: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    first_refused: list[str] = field(default_factory=list)


class Staging:
    """The file that a layer is gathered in. Every `commit` is a point to go on from."""

    def __init__(self, path: Path, identity: str) -> None:
        self.path = path
        self._words: set[str] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open(identity)
        except sqlite3.OperationalError as error:
            raise _in_use(path, error) from error
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError):
            # What a failing disk or a power cut left is no point to go on from: begun anew.
            path.unlink()
            self._open(identity)

    def _open(self, identity: str) -> None:
        self._connection = sqlite3.connect(self.path, timeout=0.5, isolation_level=None)
        try:
            # One writer: a second `add` of the same dump is told so instead of meddling.
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("BEGIN IMMEDIATE")
            self.progress = self._begin(identity)
        except BaseException:
            self._connection.close()
            raise

    def _begin(self, identity: str) -> Progress:
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables:
            state = dict(self._connection.execute("SELECT key, value FROM state"))
            if state.get("identity") == identity:
                return Progress(**json.loads(state["progress"]))
            for table in ("places", "names", "skeletons", "words", "state"):
                self._connection.execute(f"DROP TABLE {table}")
        for statement in _STAGED.strip().split(";\n"):
            self._connection.execute(statement.removesuffix(";"))
        self._connection.execute("INSERT INTO state VALUES ('identity', ?)", (identity,))
        return Progress()

    def add(self, entry: Entry) -> bool:
        """Takes an entry in; False where its id is there already."""
        row = place_row(entry)
        marks = ",".join("?" * len(row))
        cursor = self._connection.execute(f"INSERT OR IGNORE INTO places VALUES ({marks})", row)
        if cursor.rowcount:
            self.add_names(entry)
        return bool(cursor.rowcount)

    def add_names(self, entry: Entry) -> None:
        """Takes the names of an entry in, be it there already or not."""
        execute = self._connection.executemany
        execute("INSERT INTO names VALUES (?,?,?)", name_rows(entry))
        execute("INSERT INTO skeletons VALUES (?,?,?,?)", skeleton_rows(entry))
        self._words |= first_words(entry)

    def commit(self) -> None:
        """Makes what was taken in so far, and how far the dump is read, last."""
        execute = self._connection.execute
        self._connection.executemany(
            "INSERT INTO words VALUES (?)", [(word,) for word in sorted(self._words)]
        )
        self._words.clear()
        state = json.dumps(asdict(self.progress))
        execute("INSERT OR REPLACE INTO state VALUES ('progress', ?)", (state,))
        execute("COMMIT")
        execute("BEGIN IMMEDIATE")

    def counts(self) -> tuple[int, int]:
        """Places, and names (each counted once for each place that bears it, article or not)."""
        count = self._connection.execute
        distinct = "SELECT DISTINCT key, place FROM names WHERE substr(key, 1, 1) <> '~'"
        names = f"SELECT count(*) FROM ({distinct})"
        return (
            count("SELECT count(*) FROM places").fetchone()[0],
            count(names).fetchone()[0],
        )

    def publish(self, path: Path, about: Added, look: Callable[[], None]) -> None:
        """Sorts what is staged into the layer `path`, which is there whole or not at all.

        `look` is called now and then, and may raise to stop.
        """
        self._connection.execute("COMMIT")
        self._connection.close()
        made = self.path.with_suffix(".new")
        made.unlink(missing_ok=True)
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            connection.execute("PRAGMA page_size=4096")
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            connection.executescript(SCHEMA)
            connection.execute("ATTACH ? AS staged", (str(self.path),))
            with _looking(connection, look):
                _sort(connection, about)
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(path)
        self.path.unlink()

    def close(self) -> None:
        """Leaves the file to be gone on with."""
        self._connection.close()


def _sort(connection: sqlite3.Connection, about: Added) -> None:
    connection.execute("BEGIN")
    for statement in _SORTED.strip().split(";\n"):
        connection.execute(statement)
    words = word_filter(*_distinct(connection, "SELECT DISTINCT word FROM staged.words"))
    keys = word_filter(*_distinct(connection, _KEYS))
    countries = connection.execute("SELECT DISTINCT country FROM skeletons ORDER BY 1").fetchall()
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [
            ("first_words", words), ("keys", keys),
            ("countries", " ".join(str(code) for (code,) in countries)),
            ("about", json.dumps(msgspec.to_builtins(about))),
        ],
    )  # fmt: skip
    connection.execute("COMMIT")


def _distinct(connection: sqlite3.Connection, sql: str) -> tuple[Iterator[str], int]:
    """A column's values and how many they are: asked twice, so that none need be held."""
    count = connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()[0]
    return (value for (value,) in connection.execute(sql)), count


@contextmanager
def _looking(connection: sqlite3.Connection, look: Callable[[], None]) -> Iterator[None]:
    """Lets Ctrl-C through while SQLite works: what the handler raises would be swallowed there."""
    raised: list[BaseException] = []

    def handler() -> int:
        try:
            look()
        except BaseException as error:  # noqa: BLE001 - raised again below
            raised.append(error)
            return 1
        return 0

    connection.set_progress_handler(handler, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _in_use(path: Path, error: sqlite3.OperationalError) -> FairwitnessError:
    message = f"cannot be written ({error}); is another `fairwitness gazetteer add` under way?"
    return FairwitnessError(Problem(code="in_use", message=message, where=str(path)))
