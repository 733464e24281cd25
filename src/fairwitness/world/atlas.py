"""The world as one object: opened once, read lazily, shared by everything that looks things up."""

from __future__ import annotations

import json
from functools import cache, cached_property
from pathlib import Path

from fairwitness.world.borders import Borders
from fairwitness.world.countries import Countries
from fairwitness.world.gazetteer import Gazetteer
from fairwitness.world.records import Dataset
from fairwitness.world.store import Store

DATA = Path(__file__).parent / "data"
MANIFEST = "manifest.json"
ATLAS = "atlas.sqlite"
PLACES = "places.sqlite"
BORDERS = "borders.sqlite"
PROVINCES = "provinces.sqlite"

RECORDS = {
    "country": "geonames_countries",
    "continent": "geonames_continents",
    "province": "natural_earth",
}
"""Data set behind a record id's prefix, where the prefix is not the data set's own key."""


class World:
    """Gazetteer, countries, borders. Frozen data: the same digest gives the same answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        self.gazetteer = Gazetteer([folder / ATLAS, folder / PLACES])
        self.countries = Countries(Store(folder / ATLAS))
        self.borders = Borders(Store(folder / BORDERS), Store(folder / PROVINCES))

    @classmethod
    def open(cls, folder: Path | None = None) -> World:
        """The world in `folder`, by default the one in the package.

        FileNotFoundError where a data file is missing.
        """
        return cls(DATA if folder is None else folder)

    def __reduce__(self) -> tuple[type[World], tuple[Path]]:
        return World, (self.folder,)

    @property
    def digest(self) -> str:
        """SHA-256 over the content of all data, the same wherever it is built."""
        return str(self._manifest["digest"])

    @cached_property
    def datasets(self) -> dict[str, Dataset]:
        """What the world was built from, by key."""
        return {row["key"]: Dataset(**row) for row in self._manifest["datasets"]}

    def dataset_of(self, record: str) -> Dataset:
        """The data set a gazetteer record `prefix:id` comes from; KeyError for an unknown one."""
        prefix = record.partition(":")[0]
        return self.datasets[RECORDS.get(prefix, prefix)]


@cache
def shared() -> World:
    """The package's world, opened once a process: it is frozen, and its caches serve all."""
    return World.open()
