"""Casualties and places of incidents on hand-labelled passages: what is right, and how often.

`labels/README.md` says how the cells of the two tables are read and what counts as right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Bounds, Incident, Toll
from fairwitness.span import Span

NOBODY = ""
ANYBODY = "*"
VAGUE = 0.2
"""How far the bounds of an `~` figure may lie from it: twice what `about` widens a count by."""
OPEN_LOW = 3
"""A plural with no figure (`?`) may be bounded below by no more than the lowest of vague words."""
BOUND = re.compile(r"(?P<about>~)?(?P<low>\d+)?(?P<to>\.\.)?(?P<high>\d+)?(?P<more>\+)?")
FLAGS = frozenset({"part", "revises", "cumulative", "negated", "joined", "optional"})


class Bounded(Protocol):
    """Anything with a lower and an upper bound."""

    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


class Row(NamedTuple):
    """One line of a table, its judged cells still as written."""

    id: str
    half: str
    text: str
    gold: tuple[str, ...]
    sort: str


class GoldToll(NamedTuple):
    """One toll as labelled."""

    kind: str
    bounds: str
    group: str
    claimant: str
    flags: frozenset[str]


def read(path: Path) -> list[Row]:
    """The rows of `casualties.tsv` or `event_places.tsv`."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [_row(line.split("\t")) for line in lines[1:]]


def _row(cells: list[str]) -> Row:
    key, half, text, *gold, sort, _note = cells
    return Row(key, half, text, tuple(gold), sort)


def tolls(cell: str) -> list[GoldToll]:
    """`killed 3 / people / the army / part; …` as rows; `-` for none."""
    return [] if cell == "-" else [_toll(one) for one in cell.split("; ")]


def _toll(one: str) -> GoldToll:
    figure, group, claimant, flags = ([part.strip() for part in one.split("/")] + [""] * 3)[:4]
    kind, bounds = figure.split()
    return GoldToll(kind, bounds, group, claimant, frozenset(flags.split()))


def right_bounds(gold: str, said: Bounded | None) -> bool:
    """Whether `said` is one of the figures, parted by `|`, that `gold` allows."""
    return any(_right_bound(one, said) for one in gold.split("|"))


def _right_bound(gold: str, said: Bounded | None) -> bool:
    if gold == "-" or said is None:
        return gold == "-" and said is None
    if gold == "?":
        return said.high is None and (said.low or 0) <= OPEN_LOW
    about, low, high = _bounds(gold)
    if about:
        near = (said.low or 0, said.high or 0)
        return low * (1 - VAGUE) <= near[0] <= low <= near[1] <= low * (1 + VAGUE)  # type: ignore[operator]
    return (said.low or 0, said.high) == (low or 0, high)


def _bounds(gold: str) -> tuple[bool, float | None, float | None]:
    """Whether a figure is vague, and its bounds: `12`, `12+`, `..12`, `10..12`, `~12`."""
    match = BOUND.fullmatch(gold)
    if match is None or not (match["low"] or match["high"]):
        raise ValueError(f"{gold!r} is no figure")
    low = float(match["low"]) if match["low"] else None
    high = float(match["high"]) if match["high"] else low
    return bool(match["about"]), low, None if match["more"] else high


def right_toll(gold: GoldToll, said: Toll, text: str) -> bool:
    """Whether kind, bounds and claimant are as labelled."""
    denied = "negated" in gold.flags and (said.negated or said.high == 0)
    stated = "negated" not in gold.flags and not said.negated and right_bounds(gold.bounds, said)
    return gold.kind == said.kind and (denied or stated) and _claims(gold, said.claimant, text)


def _claims(gold: GoldToll, said: Span | None, text: str) -> bool:
    if ANYBODY in gold.claimant.split("|"):
        return True
    return said is None if gold.claimant == NOBODY else _covers(gold.claimant, said, text)


def _covers(words: str, said: Span | None, text: str) -> bool:
    """Whether `said` touches one place where one of the words, parted by `|`, stands."""
    places = (m.span() for one in words.split("|") for m in re.finditer(re.escape(one), text))
    return said is not None and any(said.start < end and start < said.end for start, end in places)


def right_tolls(gold: Sequence[GoldToll], said: Sequence[Toll], text: str) -> bool:
    """Whether every toll said is labelled, and every one labelled is said unless `optional`.

    People who are told apart (`a couple and their daughter`) may be given as one toll.
    """
    return any(_paired(list(way), list(said), text) for way in _ways(gold))


def _ways(gold: Sequence[GoldToll]) -> Iterator[list[GoldToll]]:
    yield list(gold)
    joined = [toll for toll in gold if "joined" in toll.flags]
    if len(joined) > 1:
        summed = joined[0]._replace(bounds=_sum([toll.bounds for toll in joined]))
        yield [summed, *(toll for toll in gold if "joined" not in toll.flags)]


def _sum(bounds: Sequence[str]) -> str:
    read = [_bounds(one.split("|")[0]) for one in bounds]
    total = f"{sum(low or 0 for _, low, _ in read):.0f}"
    return total + ("+" if any(high is None for *_, high in read) else "")


def _paired(gold: list[GoldToll], said: list[Toll], text: str) -> bool:
    """One-to-one, by trying: passages have few tolls."""
    if not said:
        return all("optional" in toll.flags for toll in gold)
    fits = (at for at, toll in enumerate(gold) if right_toll(toll, said[0], text))
    return any(_paired(gold[:at] + gold[at + 1 :], said[1:], text) for at in fits)


def main_incident(incidents: Sequence[Incident]) -> Incident | None:
    """The incident a passage is judged by: of those reported, the first with the most tolls."""
    reported = [one for one in incidents if one.status == "reported"]
    return max(reported, key=lambda one: (len(one.tolls), -one.start), default=None)


def casualties_right(row: Row, reading: Reading) -> dict[str, bool]:
    """What of a passage on casualties is right: `all` of it, the `figures`, the `tolls`."""
    killed, injured, listed = row.gold
    incident = main_incident(reading.incidents)
    found: tuple[Bounds | None, Bounds | None] = (
        (incident.killed, incident.injured) if incident else (None, None)
    )
    figures = right_bounds(killed, found[0]) and right_bounds(injured, found[1])
    each = right_tolls(tolls(listed), reading.tolls, row.text)
    return {"all": figures and each, "figures": figures, "tolls": each}


def place_right(row: Row, reading: Reading) -> dict[str, bool]:
    """Whether the incident's place is at the labelled words, or none where none is labelled."""
    incident = main_incident(reading.incidents)
    key = incident.place if incident else None
    place = next((one for one in reading.places if one.id == key), None)
    span = Span(start=place.start, end=place.end, text=place.text) if place else None
    (gold,) = row.gold
    without = "-" in gold.split("|")
    return {"all": without if span is None else _covers(gold, span, row.text)}


JUDGES = {"casualties": casualties_right, "event_places": place_right}
"""Tables by name, and what judges a row of each."""
