"""Which record each name means: a weighted vote of features, made twice, the second time in the
light of what the other names of the report most likely mean."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fairwitness.reading.places.context import Floats, Table, lay_out, support
from fairwitness.reading.places.groups import Group
from fairwitness.reading.places.names import BY_HAND, is_country
from fairwitness.world.folding import fold
from fairwitness.world.records import PlaceRecord

Weights = Mapping[str, float]
_LARGE = 500_000
"""Inhabitants from which a city is known the world over."""
_MINOR = 50_000
"""Inhabitants below which a place of a famous name is a minor one."""
NOTHING = "nothing:"
"""Prefix of the features of the choice that none of a name's records is meant."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The records of a group, best first, with their shares of belief (the rest: none of them)."""

    records: tuple[PlaceRecord, ...]
    scores: tuple[float, ...]
    why: str = ""
    """What speaks most for the best."""


def resolve(groups: Sequence[Group], first: Weights, second: Weights) -> list[Ranked]:
    """The records of each group in order of belief; with no records, an empty `Ranked`."""
    table = lay_out(groups)
    if not table.records:
        return [Ranked((), ()) for _ in groups]
    own = own_features(groups)
    belief = choose(table, groups, own, None, first)
    around = support(table, groups, belief)
    for _ in range(2):
        belief = choose(table, groups, own, around, second)
        around = support(table, groups, belief)
    result = []
    belief = _city_or_province(table, groups, belief)
    for index in range(len(groups)):
        rows = np.flatnonzero(table.owner == index)
        ordered = sorted(rows.tolist(), key=lambda row: (-belief[row], row))
        result.append(
            Ranked(
                tuple(table.records[row] for row in ordered),
                tuple(float(belief[row]) for row in ordered),
                _why(groups[index], table, around, ordered[0]) if ordered else "",
            )
        )
    return result


def _city_or_province(table: Table, groups: Sequence[Group], belief: Floats) -> Floats:
    """A name that is a city's and its province's means one of them, which takes the belief of both:
    the province where the text says so (`Homs province`), else the city.

    The gold sets cannot tell the two apart, they lie within their tolerance; distances can.
    """
    belief = belief.copy()
    for index, group in enumerate(groups):
        provincial = bool(group.said & _PROVINCIAL) or group.designator in {"admin1", "state"}
        rows = np.flatnonzero(table.owner == index)
        for row in rows:
            if table.records[row].kind not in _PROVINCIAL:
                continue
            seats = [city for city in rows if _is_seat(table, int(city), int(row))]
            if not seats:
                continue
            seat = max(seats, key=lambda city: float(belief[city]))
            to, given = (row, seat) if provincial else (seat, row)
            belief[to] += belief[given]
            belief[given] = 0.0
    return belief


def _is_seat(table: Table, city: int, province: int) -> bool:
    """Whether `city` lies in the province of its name and close to its middle."""
    record, whole = table.records[city], table.records[province]
    near = float(table.unit[city] @ table.unit[province]) > _SAME_GROUND
    return record.kind == "city" and record.country == whole.country and near


_PROVINCIAL = frozenset({"province", "district"})
_SAME_GROUND = math.cos(161.0 / 6371.0)


def _why(group: Group, table: Table, around: Mapping[str, Floats], row: int) -> str:
    """What speaks most for a record, in words, the strongest kind of reason first."""
    record = table.records[row]
    stated = next((parent for parent in group.parents if holds(parent, record)), None)
    if stated is not None:
        return f"the text says it lies in {stated.name}"
    if group.known.via == "demonym":
        return "the country the adjective is made from"
    if group.known.via == "abbreviation":
        return f"short for {record.name}"
    count = len(group.known.records)
    if count == 1:
        return "sounds like the only such name" if _alike(group) else "the only record of the name"
    for name, reason in _REASONS:
        if around[name][row] >= _TELLING:
            return f"of {count} records of the name, the one {reason}"
    return f"of {count} records of the name, the most important"


def _alike(group: Group) -> bool:
    return group.known.via == "similar"


_TELLING = 0.5
"""Weight of neighbours from which they are given as the reason: half of one certain neighbour."""
_REASONS = (
    ("named_province", "in a province the report names"),
    ("near40", "next to other places of the report"),
    ("named_country", "in a country the report names"),
    ("near160", "near other places of the report"),
)


def choose(
    table: Table,
    groups: Sequence[Group],
    own: Sequence[Mapping[str, float]],
    around: Mapping[str, Floats] | None,
    weights: Weights,
) -> Floats:
    """The probability of each record of `table`: a softmax within each group."""
    score = np.array([_dot(features, weights) for features in own])
    if around is not None:
        for name, values in context_features(around).items():
            score = score + weights.get(name, 0.0) * values
    nothing = np.array([_dot(nothing_features(group), weights) for group in groups])
    top = nothing.copy()
    np.maximum.at(top, table.owner, score)
    odds = np.exp(score - top[table.owner])
    total = np.bincount(table.owner, odds, len(groups)) + np.exp(nothing - top)
    result: Floats = odds / total[table.owner]
    return result


def _dot(features: Mapping[str, float], weights: Weights) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def own_features(groups: Sequence[Group]) -> list[dict[str, float]]:
    """What is known of each record by itself and by what the text says right beside its name."""
    abroad = world_share(groups)
    return [
        record_features(group, record, rank, abroad)
        for group in groups
        for rank, record in enumerate(group.known.records)
    ]


def world_share(groups: Sequence[Group]) -> float:
    """Share of a report's names that are countries: high in world news, low in a town's paper."""
    known = [group.known.top for group in groups if group.known.top is not None]
    return sum(is_country(top) for top in known) / max(1, len(known))


def record_features(
    group: Group, record: PlaceRecord, rank: int, abroad: float
) -> dict[str, float]:
    """The features of one record of a group; `rank` counts from the most important, 0.

    `abroad` is the `world_share` of the report.
    """
    found = {
        f"kind={record.kind}": 1.0,
        "population": math.log10(record.population + 1),
        "population:abroad": math.log10(record.population + 1) * abroad,
        "rank": math.log2(rank + 1),
        "rank:abroad": math.log2(rank + 1) * abroad,
        f"via={group.known.via}": 1.0,
    }
    if record.population >= _LARGE:
        found["large"] = 1.0
    if record.population == 0:
        found["population=unknown"] = 1.0
    if rank == 0:
        found["first"] = 1.0
        found["alone"] = float(len(group.known.records) == 1)
    elif record.population < _MINOR and _famous(group.known.records[0]):
        found["minor_of_famous"] = 1.0
        found["minor_of_famous:abroad"] = abroad
    if fold(record.name) == group.key:
        found["own_name"] = 1.0
    else:
        found["alias:population"] = math.log10(record.population + 1)
    if group.designator:
        found[f"designator={group.designator}:{record.kind}"] = 1.0
    if record.id.startswith(BY_HAND):
        found["by_hand"] = 1.0
    if group.said:
        found["said" if record.kind in group.said else "not_said"] = 1.0
    if group.parents:
        found["inside_stated" if any(holds(p, record) for p in group.parents) else "outside"] = 1.0
    return found


def _famous(record: PlaceRecord) -> bool:
    """Whether a record is what the world over is meant by its name alone."""
    return record.population >= 1_000_000 or record.id.startswith(BY_HAND) or is_country(record)


def holds(parent: PlaceRecord, record: PlaceRecord) -> bool:
    """Whether `record` lies in what `parent` names, by their codes."""
    if parent.id == record.id:
        return False
    if is_country(parent):
        return parent.country == record.country
    return parent.province is not None and parent.province == record.province


def context_features(around: Mapping[str, Floats]) -> dict[str, Floats]:
    """`support` as features: counts damped, and shares of what is named at all."""
    total = around["total"]
    found: dict[str, Floats] = {}
    for name, values in around.items():
        if name == "total":
            continue
        if name not in _WIDE:
            found[f"{name}:count"] = np.log1p(values)
        found[f"{name}:share"] = values / total
        found[f"{name}:any"] = np.minimum(values * 2.0, 1.0)
    return found


_WIDE = frozenset({"near600", "first"})
"""What is so wide, or so single, that its count says nothing more than its share."""


def nothing_features(group: Group) -> dict[str, float]:
    """What speaks for none of the records."""
    found = {f"{NOTHING}bias": 1.0}
    if group.designator:
        found[f"{NOTHING}designator={group.designator}"] = 1.0
    if group.shortened:
        found[f"{NOTHING}shortened"] = 1.0
    found[f"{NOTHING}{group.known.via}"] = 1.0
    return found
