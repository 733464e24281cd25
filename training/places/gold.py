"""Gold reports beside what the components make of them, and what is right about it."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from fitting import Case, Choice, Weights
from spacy.language import Language

from fairwitness.reading.places import resolve
from fairwitness.reading.places.accept import Mention, accept
from fairwitness.reading.places.actor import (
    actor_features,
    load_actor_words,
    read_mention,
    spot_kind,
)
from fairwitness.reading.places.alike import seek_alike
from fairwitness.reading.places.context import lay_out, support
from fairwitness.reading.places.evidence import features, read_use
from fairwitness.reading.places.groups import Group, group_mentions
from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.reading.places.names import UNKNOWN, Names, is_country
from fairwitness.reading.places.spots import Spot, find_spots
from fairwitness.reading.places.tokens import Tokens, read_tokens
from fairwitness.world.borders import Borders
from fairwitness.world.records import PlaceRecord

Record = dict[str, Any]
RIGHT_KM = 161.0
"""A resolution is right within 100 miles, the field's usual measure (acc@161km)."""


@dataclass(frozen=True, slots=True)
class Read:
    """A gold record, its tokens and the spots found in it."""

    gold: Record
    tokens: Tokens
    spots: list[Spot]


def records(path: Path) -> list[Record]:
    """The gold records of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(nlp: Language, gold: Sequence[Record], names: Names, lexicons: Lexicons) -> list[Read]:
    """`gold` parsed and searched for spots."""
    found = []
    for record, doc in zip(gold, nlp.pipe(r["text"] for r in gold), strict=True):
        tokens = read_tokens(doc)
        found.append(Read(record, tokens, find_spots(tokens, names, lexicons)))
    return found


def own_records(path: Path) -> list[Record]:
    """The sentences of `readings_own.tsv` as records; a sentence once for each bracketed name."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            reading, _, marked = line.rstrip("\n").partition("\t")
            if line.startswith("#") or reading == "reading":
                continue
            for match in re.finditer(r"\[(.+?)\]", marked):
                head = marked[: match.start()].replace("[", "").replace("]", "")
                text = marked.replace("[", "").replace("]", "")
                span = {"start": len(head), "end": len(head) + len(match[1])}
                found.append({"text": text, "reading": reading} | span)
    return found


def finding_cases(reads: Iterable[Read], lexicons: Lexicons, weight: float) -> Iterator[Case]:
    """Is the spot a gold toponym? Spots that only overlap one that another spot meets are left
    out."""
    for item in reads:
        gold = {(t["start"], t["end"]) for t in item.gold["toponyms"]}
        met = gold & {_span(item.tokens, spot) for spot in item.spots}
        use = read_use(item.tokens, item.spots, lexicons)
        for spot in item.spots:
            start, end = span = _span(item.tokens, spot)
            touched = {g for g in gold if g[0] < end and start < g[1]}
            if span not in gold and touched & met:
                continue
            yield Case(features(item.tokens, spot, use, lexicons), bool(touched), weight)


def groups_of(
    item: Read, finding: Weights, reading: Weights, names: Names, lexicons: Lexicons
) -> tuple[list[Mention], list[Group]]:
    """The mentions found in a report with the weights `finding`, and their groups."""
    mentions = accept(item.tokens, item.spots, finding, lexicons)
    words = load_actor_words()
    readings = [read_mention(item.tokens, m.spot, words, reading, lexicons) for m in mentions]
    groups = group_mentions(item.tokens, mentions, readings, names)
    seek_alike(groups, names)
    return mentions, groups


def resolving_choices(
    item: Read,
    mentions: Sequence[Mention],
    groups: Sequence[Group],
    before: Sequence[dict[str, float]],
    borders: Borders,
    weight: float,
) -> Iterator[Choice]:
    """Which record is meant? `before` are the weights of the rounds already made; the options'
    features hold the context those give. The last option is that none is meant."""
    table = lay_out(groups)
    if not table.records:
        return
    options = resolve.own_features(groups)
    if before:
        own = [dict(option) for option in options]
        belief = resolve.choose(table, groups, own, None, before[0])
        for weights in before[1:]:
            belief = resolve.choose(table, groups, own, support(table, groups, belief), weights)
        around = resolve.context_features(support(table, groups, belief))
        for row, option in enumerate(options):
            option.update({name: float(values[row]) for name, values in around.items()})
    for index, group in enumerate(groups):
        gold = _gold_point(item, mentions, group)
        rows = np.flatnonzero(table.owner == index)
        if gold is None or not len(rows):
            continue
        right = [_is_right(table.records[row], gold, borders) for row in rows]
        yield Choice(
            [*(options[row] for row in rows), resolve.nothing_features(group)],
            [*right, not any(right)],
            weight * (1.0 + 0.5 * math.log(len(group.mentions))),
        )


def _is_right(record: PlaceRecord, gold: tuple[float, float], borders: Borders) -> bool:
    """Whether a record is what gold means. Of what has no one point (a country, a sea) the middle
    is set differently by each data set: there gold's point must lie in it."""
    if is_country(record):
        return record.country in borders.countries_at(*gold)
    far = distance_km(record.lat, record.lon, *gold)
    return far <= max(RIGHT_KM, record.extent_km)


def reading_cases(reads: Iterable[Read], weight: float) -> Iterator[Case]:
    """Is the marked name an actor?"""
    words = load_actor_words()
    for item in reads:
        spot = marked_spot(item)
        found = actor_features(item.tokens, spot.start, spot.end, spot_kind(spot), words)
        yield Case(found, item.gold["reading"] == "actor", weight)


def marked_spot(item: Read) -> Spot:
    """The spot that overlaps a record's marked name most, or the marked words themselves."""
    start, end = item.gold["start"], item.gold["end"]
    inside = [
        index
        for index in range(len(item.tokens))
        if item.tokens.starts[index] < end and start < item.tokens.ends[index]
    ]
    same = [s for s in item.spots if _span(item.tokens, s) == (start, end)]
    if same:
        return same[0]
    text = item.tokens.slice(inside[0], inside[-1] + 1)
    return Spot(inside[0], inside[-1] + 1, text, UNKNOWN)


def _span(tokens: Tokens, spot: Spot) -> tuple[int, int]:
    return tokens.starts[spot.start], tokens.ends[spot.end - 1]


def _gold_point(
    item: Read, mentions: Sequence[Mention], group: Group
) -> tuple[float, float] | None:
    """Where most of a group's mentions are in gold."""
    points: Counter[tuple[float, float]] = Counter()
    for index in group.mentions:
        start, end = _span(item.tokens, mentions[index].spot)
        for toponym in item.gold["toponyms"]:
            if "lat" in toponym and toponym["start"] < end and start < toponym["end"]:
                points[toponym["lat"], toponym["lon"]] += 1
    return points.most_common(1)[0][0] if points else None


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on the sphere, in km."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))
