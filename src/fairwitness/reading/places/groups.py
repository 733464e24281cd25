"""Mentions of one name as one group: one sense per report, unless the text says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fairwitness.reading.places.accept import Mention
from fairwitness.reading.places.names import BY_HAND, Known, Names, is_country
from fairwitness.reading.places.spots import Spot
from fairwitness.reading.places.tokens import Tokens
from fairwitness.reading.rows import PlaceReading
from fairwitness.world.folding import bare_words, words
from fairwitness.world.records import PlaceRecord

MOST_CANDIDATES = 24
"""Records of a name that are weighed: the right one is below the 24th for 1 in 400 gold names."""

_POINTLESS = frozenset({"road"})
"""Kinds that no gazetteer here holds: a street must not become the town it is named after."""
_ENCLOSING = frozenset({"region", "city", "quarter", "border", "state", "admin1", "admin2"})
"""Groups of words that may be dropped to find the name: `Homs Governorate`, `Nuba region`."""


@dataclass(slots=True)
class Group:
    """The mentions of one name, the records it may mean, and what the text says of it."""

    key: str
    mentions: list[int]
    """Indices into the report's mentions."""
    as_place: int
    """How many of the mentions are read as a place; only those tell where things happen."""
    text: str
    """The name as the first mention writes it."""
    known: Known
    designator: str = ""
    """Group of the word that says what it is (`admin2` for `Homs County`), or empty."""
    said: set[str] = field(default_factory=set)
    """Kinds that words beside the mentions give it: `the town of`."""
    shortened: bool = False
    """The records are those of the name without its designator."""
    parents: list[PlaceRecord] = field(default_factory=list)
    """What the text says the place lies in: `Texas` of `Paris, Texas`."""


def name_key(text: str) -> str:
    """What two mentions share to be one name: letters without case, accents and article."""
    return "".join(bare_words(words(text))) or text.lower()


def group_mentions(
    tokens: Tokens,
    mentions: Sequence[Mention],
    readings: Sequence[PlaceReading],
    names: Names,
) -> list[Group]:
    """The groups of `mentions`, in the order of their first mention; `readings` are theirs."""
    groups: dict[tuple[str, str], Group] = {}
    for index, mention in enumerate(mentions):
        spot = mention.spot
        via = "people" if spot.known.via == "demonym" else "name"
        group = groups.get((via, name_key(spot.text)))
        if group is None:
            group = _new_group(spot, names)
            groups[via, name_key(spot.text)] = group
        group.mentions.append(index)
        group.as_place += readings[index] == "place"
        if spot.said is not None:
            group.said.add(spot.said.kind)
    found = list(groups.values())
    by_mention = {i: group for group in found for i in group.mentions}
    for index, group in by_mention.items():
        group.parents.extend(_stated_parents(tokens, mentions, index, by_mention))
    _lend_full_names(found)
    return found


def _new_group(spot: Spot, names: Names) -> Group:
    designator = spot.designator.group if spot.designator else ""
    known, shortened = spot.known, False
    if not known.records and spot.designator and designator in _ENCLOSING:
        bare = names.look(_without_designator(spot.text))
        fitting = tuple(r for r in bare.records if _fits(r, designator))
        known, shortened = Known(bare.via, fitting), True
    if designator in _POINTLESS:
        known = Known("none")
    records = _without_hamlets(known.records)[:MOST_CANDIDATES]
    return Group(
        key=name_key(spot.text),
        mentions=[],
        as_place=0,
        text=spot.text,
        known=Known(known.via, records),
        designator=designator,
        shortened=shortened,
    )


def _without_hamlets(records: tuple[PlaceRecord, ...]) -> tuple[PlaceRecord, ...]:
    """Records without the small towns that share the name of a region or sea kept by hand."""
    if not records or not records[0].id.startswith(BY_HAND) or records[0].kind not in _VAST:
        return records
    return tuple(r for r in records if r.kind != "city" or r.population >= _HAMLET)


_VAST = frozenset({"region", "sea", "strait", "desert", "territory", "river", "facility"})
_HAMLET = 20_000


def _without_designator(text: str) -> str:
    parts = text.split()
    return " ".join(parts[2:] if parts[1:2] == ["of"] else parts[:-1])


def _fits(record: PlaceRecord, designator: str) -> bool:
    """Whether a record can be what the dropped word says."""
    if designator == "admin2":
        return record.kind in {"district", "province"}
    if designator in {"admin1", "state"}:
        return record.kind in {"province", "region"}
    return True


def _stated_parents(
    tokens: Tokens, mentions: Sequence[Mention], index: int, groups: Mapping[int, Group]
) -> list[PlaceRecord]:
    """What stands as the larger place beside a mention: `, Texas`, `in Syria`, `Iraqi city of`."""
    spot, parents = mentions[index].spot, []
    if index + 1 < len(mentions):
        following = mentions[index + 1].spot
        between = tokens.lower[spot.end : following.start]
        plain = between in ([","], ["("], ["in"], [",", "in"], ["of"], ["in", "the"], [])
        if plain or (spot.evidence == "located" and _told_inside(between)):
            parents.extend(_larger(following.known))
    if index:
        previous = mentions[index - 1].spot
        between = tokens.lower[previous.end : spot.start]
        if len(between) <= 3 and (
            (between[-1:] == ["of"] and len(between) > 1)
            or (previous.known.via == "demonym" and not {",", "and", "-"} & set(between))
            or between in (["'s"], ["’s"])
        ):
            parents.extend(_larger(previous.known))
    return [parent for parent in parents if parent.id not in _own(groups[index])]


def _told_inside(between: Sequence[str]) -> bool:
    """Whether words such as `, a city in northern` stand between a place and what it lies in."""
    return len(between) <= _MOST_BETWEEN and "in" in between[-2:] and between[0] in _TELLING


_MOST_BETWEEN = 8
_TELLING = frozenset([",", "is", "was", "lies", "sits", "stands"])


def _own(group: Group) -> set[str]:
    return {record.id for record in group.known.records[:1] if is_country(record)}


def _larger(known: Known) -> list[PlaceRecord]:
    """The readings of a name that can hold other places."""
    kinds = {"country", "territory", "province", "region", "district"}
    return [record for record in known.records[:4] if record.kind in kinds]


def _lend_full_names(groups: Sequence[Group]) -> None:
    """A name the gazetteer lacks takes the records of a fuller name that holds it as its words."""
    fuller = [(set(words(group.text)), group.known) for group in groups if group.known.records]
    for group in groups:
        if group.known.records or group.designator:
            continue
        own = set(bare_words(words(group.text)))
        found = [known for parts, known in fuller if own and own < parts]
        if len(found) == 1:
            group.known = found[0]
