"""How well each record of a name fits the rest of the report, as numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairwitness.reading.places.groups import Group
from fairwitness.reading.places.names import is_country
from fairwitness.world.records import PlaceRecord

Floats = npt.NDArray[np.float64]

_EARTH_KM = 6371.0088
NEAR_KM = (40.0, 160.0, 600.0)
"""Reaches at which neighbours are counted: a town's surroundings, a province, a country."""
_MOST_CONTEXT = 60
"""Groups that serve as context: a gazetteer-like list of thousands must not cost its square."""


@dataclass(frozen=True, slots=True)
class Table:
    """All records of all groups side by side, so that distances are reckoned at once."""

    records: list[PlaceRecord]
    owner: npt.NDArray[np.int64]
    """Index of the group of each record."""
    unit: Floats
    """Unit vectors on the sphere, one row a record."""
    area: npt.NDArray[np.bool_]
    """Countries and the like: they hold places and are not near them."""


def lay_out(groups: Sequence[Group]) -> Table:
    """The records of `groups` as one table."""
    records = [record for group in groups for record in group.known.records]
    owner = [index for index, group in enumerate(groups) for _ in group.known.records]
    lat = np.radians(np.array([record.lat for record in records], dtype=np.float64))
    lon = np.radians(np.array([record.lon for record in records], dtype=np.float64))
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    area = np.array([is_country(r) or r.kind in {"continent", "sea"} for r in records], dtype=bool)
    return Table(records, np.array(owner, dtype=np.int64), unit, area)


def support(table: Table, groups: Sequence[Group], belief: Floats) -> dict[str, Floats]:
    """For each record, how much of the rest of the report lies near it or in its country.

    `belief` is the current probability of each record. Gives arrays over records: `near40` ...
    (weighted counts of other groups within that many km), `first` (nearness to the first place
    named), `country` and `province` (share of the other groups in, or naming, the same one).
    """
    count = len(table.records)
    weight = np.array([1.0 + math.log(len(group.mentions) or 1) for group in groups])
    # What a capital says does not happen there: names read as actors lend no nearness.
    ground = np.array([math.log2(1.0 + group.as_place) for group in groups])
    ground = np.minimum(ground, weight)
    point = np.where(table.area, 0.0, belief**2)
    result = {f"near{reach:.0f}": np.zeros(count) for reach in NEAR_KM}
    result["first"] = np.zeros(count)
    shown = np.unique(table.owner)[:_MOST_CONTEXT]
    for group in shown:
        columns = np.flatnonzero((table.owner == group) & (point > 0.02))
        if not len(columns):
            continue
        cosine = np.clip(table.unit @ table.unit[columns].T, -1.0, 1.0)
        km = _EARTH_KM * np.arccos(cosine)
        others = table.owner != group
        for reach in NEAR_KM:
            fit = (np.exp(-km / reach) * point[columns]).max(axis=1)
            result[f"near{reach:.0f}"] += ground[group] * fit * others
            if group == shown[0] and reach == NEAR_KM[1]:
                result["first"] += np.minimum(ground[group], 1.0) * fit * others
    result.update(_shares(table, weight, belief))
    return result


def _shares(table: Table, weight: Floats, belief: Floats) -> dict[str, Floats]:
    """Share of the other groups' belief in the same country; named countries and provinces."""
    count = len(table.records)
    countries = _numbers([record.country for record in table.records])
    provinces = _numbers([record.province for record in table.records])
    mass = weight[table.owner] * belief
    named_country = np.array([is_country(record) for record in table.records], dtype=bool)
    named_province = np.array([record.kind == "province" for record in table.records], dtype=bool)
    total = float(weight[np.unique(table.owner)].sum()) or 1.0
    result = {}
    for name, keys, chosen in (
        ("country", countries, ~named_country),
        ("named_country", countries, named_country),
        ("province", provinces, ~named_province & ~named_country),
        ("named_province", provinces, named_province),
    ):
        result[name] = _shared(keys, mass * chosen, table.owner, count)
    result["total"] = np.full(count, total)
    return result


def _numbers(codes: Sequence[str | None]) -> npt.NDArray[np.int64]:
    order: dict[str, int] = {}
    return np.array([-1 if c is None else order.setdefault(c, len(order)) for c in codes])


def _shared(
    keys: npt.NDArray[np.int64], mass: Floats, owner: npt.NDArray[np.int64], count: int
) -> Floats:
    """For each record, the mass of *other* groups' records with the same key."""
    if not count:
        return np.zeros(0)
    size = int(keys.max()) + 2
    slot = keys + 1
    by_key = np.bincount(slot, mass, size)
    pair = owner * size + slot
    own = np.bincount(pair, mass, int(owner.max() + 1) * size)
    result: Floats = np.where(keys < 0, 0.0, by_key[slot] - own[pair])
    return np.maximum(result, 0.0)
