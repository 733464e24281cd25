"""Places as rows: what was found, what it means, what it stands for, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from fairwitness.reading.places.accept import Mention
from fairwitness.reading.places.groups import Group
from fairwitness.reading.places.resolve import Ranked
from fairwitness.reading.places.tokens import Tokens
from fairwitness.reading.rows import Candidate, Match, Place, PlaceKind, PlaceReading
from fairwitness.world.records import PlaceRecord

SHOWN = 5
"""Candidates kept with a place."""
RESOLVED = 0.3
"""Least share of belief at which the best record is taken; below it the place stays unresolved."""

_KINDS = frozenset(get_args(PlaceKind))


def make_rows(
    tokens: Tokens,
    mentions: Sequence[Mention],
    groups: Sequence[Group],
    ranked: Sequence[Ranked],
    readings: Sequence[PlaceReading],
) -> list[Place]:
    """One row for each mention, in text order, with ids `p1`, `p2`, ..."""
    by_mention = {
        index: (group, choice)
        for group, choice in zip(groups, ranked, strict=True)
        for index in group.mentions
    }
    candidates = {id(choice): _candidates(choice) for choice in ranked}
    rows = []
    for index, (mention, reading) in enumerate(zip(mentions, readings, strict=True)):
        group, choice = by_mention[index]
        shown = candidates[id(choice)]
        rows.append(_row(tokens, f"p{index + 1}", mention, group, choice, shown, reading))
    return rows


def _candidates(choice: Ranked) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            record=record.id,
            name=record.name,
            kind=place_kind(record.kind),
            lat=record.lat,
            lon=record.lon,
            country=record.country,
            province=record.province,
            population=record.population,
            score=round(score, 3),
            claimants=record.claimants,
        )
        for record, score in zip(choice.records[:SHOWN], choice.scores[:SHOWN], strict=True)
    )


def _row(
    tokens: Tokens,
    id: str,
    mention: Mention,
    group: Group,
    choice: Ranked,
    candidates: tuple[Candidate, ...],
    reading: PlaceReading,
) -> Place:
    spot = mention.spot
    start, end = tokens.starts[spot.start], tokens.ends[spot.end - 1]
    text = tokens.text[start:end]
    stated = place_kind(spot.designator.kind if spot.designator else "unknown")
    if not candidates or candidates[0].score < RESOLVED:
        return Place(
            id=id, start=start, end=end, text=text, reading=reading, match="none", kind=stated,
            why=_why_not(candidates), candidates=candidates,
        )  # fmt: skip
    best, record = candidates[0], choice.records[0]
    return Place(
        id=id, start=start, end=end, text=text, reading=reading, match=_match(text, group, record),
        kind=best.kind, name=best.name, record=best.record, lat=best.lat, lon=best.lon,
        country=best.country, province=best.province, score=best.score, why=choice.why,
        claimants=best.claimants, candidates=candidates,
    )  # fmt: skip


def _why_not(candidates: tuple[Candidate, ...]) -> str:
    if not candidates:
        return "no place of that name in the gazetteer"
    best = candidates[0]
    return (
        f"none of the records of that name is likely enough: {best.name}"
        f" ({best.country or best.kind}) has {best.score:.2f} of the belief"
    )


def _match(text: str, group: Group, record: PlaceRecord) -> Match:
    if group.known.via == "similar":
        return "fuzzy"
    spellings = {record.name, record.name_matched}
    return "exact" if text in spellings or group.known.via == "abbreviation" else "folded"


def place_kind(kind: str) -> PlaceKind:
    """`kind` as the contract has it; `unknown` for any other word."""
    return cast(PlaceKind, kind) if kind in _KINDS else "unknown"
