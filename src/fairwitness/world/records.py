"""What the world's parts give: plain records and nothing of how they are stored."""

from __future__ import annotations

import msgspec


class PlaceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the gazetteer."""

    id: str
    """Data set and id: `geonames:169373`, `airportsdata:ORAA`, `supplement:kerch-strait`."""
    name: str
    kind: str
    """One of `reading.rows.PlaceKind`."""
    lat: float
    lon: float
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country administering the point (None at sea)."""
    province: str | None = None
    """ISO 3166-2 code (or the data's own unit id) of the first-level unit holding it."""
    population: int = 0
    claimants: tuple[str, ...] = ()
    """All who claim the ground, when it is disputed."""
    extent_km: float = 0.0
    """Rough radius of the thing itself (a city, a sea); 0 where it is a point."""
    name_matched: str = ""
    """The spelling (name or alias) the lookup met, as the data writes it."""


class CountryRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A country or territory with a code: its names and the adjectives made from it."""

    code: str
    """ISO 3166-1 alpha-2, or the data's own code for a territory without one."""
    alpha3: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    """Adjectives and nouns for its people: `Syrian`, `Syrians`."""
    capital: str | None = None
    """Gazetteer id of the capital."""
    lat: float = 0.0
    lon: float = 0.0


class Nearest(msgspec.Struct, frozen=True, kw_only=True):
    """The nearest point of a border to a point, and how far it is along the geodesic."""

    km: float
    """0.0 when the point lies inside the region asked about."""
    lat: float
    lon: float
    inside: bool


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """A data set the world was built from."""

    key: str
    """`geonames`, `airportsdata`, `osm_borders`, `natural_earth`, `supplement`."""
    title: str
    version: str
    licence: str
    accuracy: str
    """What its publisher or our own measurement says of its accuracy."""
