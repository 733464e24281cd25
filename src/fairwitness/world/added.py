"""The user's own layers of the gazetteer: where they lie, what they are, which ones there are."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from fairwitness.problems import Problem, Unreadable

DATA_VARIABLE = "FAIRWITNESS_DATA"
FORMAT = 1
"""Version of the layers' tables and of how dumps become rows."""
SUFFIX = ".sqlite"


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What a layer says of itself."""

    name: str
    format: int
    content: str
    """`places` or `names`."""
    file: str
    """Name of the dump it was made from."""
    sha256: str
    """Of that dump as it is, packed or not."""
    digest: str
    """The same where the rows are the same: of the dump, this format, and the world it went by."""
    sequence: int
    """The how-manieth addition it was."""
    lines: int
    places: int
    names: int
    left_out: dict[str, int]
    refused: dict[str, int]
    first_refused: tuple[str, ...]


def data_folder() -> Path:
    """The user's data folder: FAIRWITNESS_DATA where it is set, else the platform's own."""
    stated = os.environ.get(DATA_VARIABLE)
    if stated:
        return Path(stated)
    from platformdirs import user_data_path

    return user_data_path("fairwitness", appauthor=False)


def layers_folder(data: Path | None = None) -> Path:
    """Where layers lie in the user's (or the given) data folder."""
    return (data_folder() if data is None else data) / "gazetteer"


def layer_paths(folder: Path) -> list[Path]:
    """The published layers, by name: the same files give the same world in whatever order added."""
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


def about(path: Path) -> Added:
    """What the layer in `path` says of itself. Raises Unreadable for what is no layer of ours."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'about'").fetchone()
        stated = json.loads(row[0])
        if stated["format"] == FORMAT:
            return msgspec.convert(stated, Added)
    except (sqlite3.Error, TypeError, ValueError, KeyError, msgspec.ValidationError) as error:
        raise _no_layer(path, f"is damaged ({error})") from error
    raise _no_layer(path, "was made by another version of fairwitness")


def digest(package: str, layers: Sequence[Added]) -> str:
    """The digest of a world: the package's own where there are no layers."""
    if not layers:
        return package
    parts = json.dumps([package, *(layer.digest for layer in layers)])
    return hashlib.sha256(parts.encode()).hexdigest()


def _no_layer(path: Path, what: str) -> Unreadable:
    message = (
        f"this layer of the gazetteer {what}; take it away with `fairwitness gazetteer remove"
        f" {path.name.removesuffix(SUFFIX)}` and add its dump again"
    )
    return Unreadable(Problem(code="bad_layer", message=message, where=str(path)))
