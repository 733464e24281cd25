"""Exchanges the names of two places with their coordinates, or of two actors; compares verdicts.

    python -m benchmarks.swap [--texts FILE.jsonl ...] [--differences]

Two places: their names change places in the text, and in the gazetteer each name finds the record
of the other, so the world is the same but for what two places are called. Two actors: their names
change places in the text. The verdicts must be the same. The texts are the samples in `examples/`,
and any given as JSON lines with `id` and `text`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from fairwitness.brief.model import Brief
from fairwitness.ingest import open_sources
from fairwitness.reader import Reader
from fairwitness.report import Report
from fairwitness.world.gazetteer import Gazetteer
from fairwitness.world.records import PlaceRecord

ROOT = Path(__file__).parents[1]
SAMPLES = ("bulletin.txt", "wire.html", "communique.pdf")
PAIRS = 6
"""Pairs of each sort that are exchanged in one report."""
SETTLED = frozenset({"city", "base", "camp", "airfield", "crossing"})
"""Kinds of place whose names are no words for a nationality, a province or a country as well."""


class Names(NamedTuple):
    """Two names that change places."""

    one: str
    other: str

    def swapped(self, text: str) -> str:
        """`text` with the two names exchanged, wherever they stand as words."""
        either = rf"(?<!\w)(?:{re.escape(self.one)}|{re.escape(self.other)})(?!\w)"
        return re.sub(either, lambda m: self.other if m[0] == self.one else self.one, text)


class Exchanged:
    """A gazetteer in which two names have changed places."""

    def __init__(self, gazetteer: Gazetteer, names: Names) -> None:
        self.gazetteer = gazetteer
        self.names = names

    def lookup(self, name: str) -> tuple[PlaceRecord, ...]:
        """The records of the other name, called by this one."""
        other = self.names.swapped(name)
        found = self.gazetteer.lookup(other)
        return found if other == name else tuple(self._renamed(record) for record in found)

    def is_first_word(self, word: str) -> bool:
        """Whether a name begins so."""
        return any(self.gazetteer.is_first_word(one) for one in {word, self.names.swapped(word)})

    def _renamed(self, record: PlaceRecord) -> PlaceRecord:
        return msgspec.structs.replace(
            record,
            name=self.names.swapped(record.name),
            name_matched=self.names.swapped(record.name_matched),
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gazetteer, name)


type Verdicts = list[tuple[str, str, str]]


def main() -> int:
    """Prints how many readings are identical, and each that is not; 1 where one differs."""
    options = _options()
    reader = Reader()
    same = total = 0
    for report in _reports(options.texts):
        brief = next(reader.read_reports([report]))
        for sort, names in _pairs(brief):
            total += 1
            now = _read(reader, report, names, sort)
            expected = sorted(_verdicts(brief, names))
            same += now == expected
            if now != expected:
                print(f"{report.id}: {sort} {names.one} / {names.other}")  # noqa: T201
                if options.differences:
                    print(f"    was {expected}\n    now {now}")  # noqa: T201
    print(f"{same} of {total} identical")  # noqa: T201
    return 0 if same == total else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.swap")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="more texts, JSON lines")
    parser.add_argument("--differences", action="store_true", help="show the verdicts that differ")
    return parser.parse_args()


def _reports(more: list[Path]) -> Iterator[Report]:
    for item in open_sources([*(ROOT / "examples" / name for name in SAMPLES), *more]):
        if isinstance(item, Report):
            yield item


def _pairs(brief: Brief) -> Iterator[tuple[str, Names]]:
    """Pairs of names of settlements, and of named actors, that the report holds."""
    places = dict.fromkeys(
        place.text
        for place in brief.places
        if place.kind in SETTLED
        and place.record
        and place.match == "exact"
        and " " not in place.text
    )
    actors = dict.fromkeys(
        mention.words.text
        for actor in brief.actors
        for mention in actor.mentions
        if mention.kind == "name" and actor.kind == "person"
    )
    for sort, known in (("places", list(places)), ("actors", list(actors))):
        apart = (Names(a, b) for a, b in combinations(known, 2) if a not in b and b not in a)
        for _, names in zip(range(PAIRS), apart, strict=False):
            yield sort, names


def _read(reader: Reader, report: Report, names: Names, sort: str) -> Verdicts:
    """The verdicts on the text with the names exchanged."""
    swapped = msgspec.structs.replace(report, text=names.swapped(report.text))
    if sort == "actors":
        return sorted(_verdicts(next(reader.read_reports([swapped]))))
    known = reader.world.gazetteer
    _look_up_in(reader, Exchanged(known, names))
    try:
        return sorted(_verdicts(next(reader.read_reports([swapped]))))
    finally:
        _look_up_in(reader, known)


def _look_up_in(reader: Reader, gazetteer: Gazetteer | Exchanged) -> None:
    """Has `reader` find places there; the component is made anew, as it remembers names."""
    reader.world.gazetteer = gazetteer  # type: ignore[assignment]
    reader.nlp.replace_pipe("fairwitness_places", "fairwitness_places")


def _verdicts(brief: Brief, names: Names | None = None) -> Verdicts:
    """Check, verdict and words of every finding, with `names` exchanged in the words."""
    return [
        (f.check, f.verdict, f.text if names is None else names.swapped(f.text))
        for f in brief.findings
    ]


if __name__ == "__main__":
    sys.exit(main())
