"""The world as one object: opened once, read lazily, shared by everything that looks things up."""

from __future__ import annotations

import json
from functools import cache, cached_property
from pathlib import Path

from fairwitness.world import added
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
    "uscounty": "us_atlas",
}
"""Data set behind a record id's prefix, where the prefix is not the data set's own key."""


class World:
    """Gazetteer, countries, borders. Frozen data: the same digest gives the same answers."""

    def __init__(self, folder: Path, layers: Path | None = None) -> None:
        """`folder` holds the data files, `layers` the user's own layers of the gazetteer."""
        self.folder = folder
        self.layers = layers
        paths = [] if layers is None else added.layer_paths(layers)
        self.added = tuple(sorted(
            ((added.about(path), path) for path in paths),
            key=lambda layer: (layer[0].content != "places", layer[0].name),
        ))  # fmt: skip
        self._manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        self.gazetteer = Gazetteer(
            [folder / ATLAS, folder / PLACES], [path for _, path in self.added]
        )
        self.countries = Countries(Store(folder / ATLAS))
        self.borders = Borders(Store(folder / BORDERS), Store(folder / PROVINCES))

    @classmethod
    def open(cls, folder: Path | None = None, layers: Path | None = None) -> World:
        """The world in `folder` with the user's `layers`: by default the package's and all added.

        FileNotFoundError where a data file is missing, Unreadable where a layer is none of ours.
        """
        return cls(
            DATA if folder is None else folder,
            added.layers_folder() if layers is None else layers,
        )

    def __reduce__(self) -> tuple[type[World], tuple[Path, Path | None]]:
        return World, (self.folder, self.layers)

    @property
    def package_digest(self) -> str:
        """SHA-256 over the content of the package's data, the same wherever it is built."""
        return str(self._manifest["digest"])

    @property
    def digest(self) -> str:
        """SHA-256 over the content of all data: the package's digest, and that of added layers."""
        return added.digest(self.package_digest, [layer for layer, _ in self.added])

    @cached_property
    def datasets(self) -> dict[str, Dataset]:
        """What the world was built from, by key; added layers as `gazetteer:NAME`."""
        own = {row["key"]: Dataset(**row) for row in self._manifest["datasets"]}
        layers = (_dataset(layer) for layer, _ in self.added)
        return own | {layer.key: layer for layer in layers}

    def dataset_of(self, record: str) -> Dataset:
        """The data set a gazetteer record `prefix:id` comes from; KeyError for an unknown one."""
        holder = self.gazetteer.layer_of(record) if self.added else None
        for layer, path in self.added:
            if path == holder:
                return self.datasets[_key(layer)]
        prefix = record.partition(":")[0]
        return self.datasets[RECORDS.get(prefix, prefix)]


def _key(layer: added.Added) -> str:
    return f"gazetteer:{layer.name}"


def _dataset(layer: added.Added) -> Dataset:
    return Dataset(
        key=_key(layer), title=f"GeoNames dump {layer.file}", version=layer.sha256[:12],
        licence="CC BY 4.0, GeoNames, where it is GeoNames' own; else as its maker states",
        accuracy="as GeoNames states, a point in or near the thing; villages often to 1 km",
    )  # fmt: skip


@cache
def shared() -> World:
    """The package's world with all added layers, opened once a process: its caches serve all."""
    return World.open()
