"""What a single name may mean, asked outside of any report: the resolver with the least of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fairwitness.reading.places.groups import MOST_CANDIDATES, Group, name_key
from fairwitness.reading.places.lexicons import load_lexicons, load_weights
from fairwitness.reading.places.names import Atlas, Known, Names
from fairwitness.reading.places.resolve import holds, resolve
from fairwitness.world.geodesy import distance_km
from fairwitness.world.records import PlaceRecord

Match = Literal["exact", "folded", "similar", "demonym", "abbreviation"]

_LARGER = frozenset({"country", "territory", "province", "region", "district"})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A record that a name may mean."""

    record: PlaceRecord
    score: float
    """Share of belief, 0 to 1, as in a report that names this and what is `near`."""
    match: Match
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a name may mean, most believed first."""

    name: str
    choices: tuple[Choice, ...]
    near: tuple[PlaceRecord, ...]
    """What each name of the surroundings was taken for."""
    unknown: tuple[str, ...]
    """Names of the surroundings that nothing is known by."""


def ask(atlas: Atlas, name: str, near: Sequence[str] = ()) -> Answer:
    """The records that `name` may mean, weighed as if a report named it beside those `near`.

    "Paris, Texas" states what it lies in. A name that nothing is spelt like is sought by its sound
    in the countries of what it is near to or said to lie in.
    """
    names = Names(atlas, load_lexicons())
    group, *around = (_group(text, names) for text in (name, *near))
    if not group.known.records:
        group.known = _alike(group, around, names)
    groups = [group, *(other for other in around if other.known.records)]
    alone, together = (
        load_weights(f"places_resolving_{part}.tsv") for part in ("alone", "together")
    )
    first, *others = resolve(groups, alone, together)
    meant = tuple(ranked.records[0] for ranked in others)
    choices = tuple(
        Choice(
            record=record, score=round(score, 3), match=_match(name, group, record),
            why=_why(record, group, meant, first.why if at == 0 else ""),
        )
        for at, (record, score) in enumerate(zip(first.records, first.scores, strict=True))
    )  # fmt: skip
    unknown = tuple(other.text for other in around if not other.known.records)
    return Answer(name=name, choices=choices, near=meant, unknown=unknown)


def _group(text: str, names: Names) -> Group:
    known, parents = _look(text, names), list[PlaceRecord]()
    part, comma, whole = text.rpartition(",")
    if comma and not known.records:
        text, known = part.strip(), _look(part.strip(), names)
        parents = [r for r in _look(whole.strip(), names).records[:4] if r.kind in _LARGER]
    return Group(
        key=name_key(text), mentions=[0], as_place=1, text=text,
        known=Known(known.via, known.records[:MOST_CANDIDATES]), parents=parents,
    )  # fmt: skip


def _look(text: str, names: Names) -> Known:
    known = names.look(text)
    return known if known.records else names.demonym(text)


def _alike(group: Group, around: Sequence[Group], names: Names) -> Known:
    tops = [*group.parents, *(other.known.records[0] for other in around if other.known.records)]
    countries = sorted({top.country for top in tops if top.country})
    found = names.similar(group.text, countries)[:MOST_CANDIDATES] if countries else ()
    return Known("similar", found) if found else Known("none")


def _match(name: str, group: Group, record: PlaceRecord) -> Match:
    if group.known.via in ("similar", "demonym", "abbreviation"):
        return group.known.via
    return "exact" if {name, group.text} & {record.name, record.name_matched} else "folded"


def _why(
    record: PlaceRecord, group: Group, near: Sequence[PlaceRecord], decided: str
) -> tuple[str, ...]:
    """What speaks for a record: what decided, how the name met it, how far it is from the rest."""
    found = [decided] if decided else []
    if record.name_matched and record.name_matched != record.name:
        found.append(f"{record.name_matched} is a name of it")
    found += [f"lies in {parent.name}" for parent in group.parents if holds(parent, record)]
    for other in near:
        if holds(other, record):
            found.append(f"lies in {other.name}")
        elif other.kind not in ("country", "territory", "continent") and other.id != record.id:
            away = distance_km(record.lat, record.lon, other.lat, other.lon)
            found.append(f"{away:,.0f} km from {other.name}")
    if record.claimants:
        found.append(f"disputed between {', '.join(record.claimants)}")
    return tuple(dict.fromkeys(found))
