"""`make perturb`: changes true claims of the gold reports and counts how many are caught.

    python -m benchmarks.perturb --data FOLDER [--briefs FOLDER] [--only NAME ...] [--misses]

Takes every finding that holds in the briefs of the last `make yardstick`, changes one thing in its
words (the number, the direction or part, the place, the weekday) beyond tolerance, and reads the
report again: whole, so that every name is resolved as before, or where it is longer than `WHOLE`
characters the `AROUND` characters about the claim. A change is caught when a finding of that check
fails there. Of changes within tolerance none may fail. Prints figures by check and kind of change.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.tasks import TASKS
from benchmarks.yardstick import OUT
from fairwitness.brief.model import Brief
from fairwitness.checks.finding import Finding
from fairwitness.reading.reckonings.sketch import loose_numbers
from fairwitness.reading.rows import Reckoning, Relation, Row, Term
from fairwitness.report import Report
from fairwitness.span import Span

WHOLE = 20_000
AROUND = 3_000
LONGER, SHORTER = 4.0, 0.25
"""A stated distance may be one by road, up to 1.4 times the straight line, and rounded by 20 %."""
MORE = 1.7
"""Beyond the 15 % that "about" allows a number in a reckoning."""
SLIGHT = 1.04
"""Within the 10 % that a distance may be rounded by, and the 5 % a reckoning may."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = {"north": "south", "south": "north", "east": "west", "west": "east"}
COUNTRIES = ("Paraguay", "Mongolia", "Iceland", "Madagascar")
"""Far from one another: one of them is far from whatever a report is about."""
_CHANGED = ("weekday", "share", "total", "stated", "age", "count", "rate", "right", "rest")
"""Roles whose number is changed, the first that a reckoning has."""
_TOLERANT = frozenset({"share", "conversion", "rate", "change"})


class Change(NamedTuple):
    """One text edit of a report."""

    report: str
    text: str
    at: int
    """Where the claim now begins."""
    end: int
    published: object
    check: str
    kind: str
    within: bool
    """Whether the change stays within tolerance."""


def main() -> int:
    """Prints the table; 1 when less than 95 % is caught, or a change within tolerance fails."""
    options = _options()
    names = dict.fromkeys(task.data for task in TASKS)
    changes: list[Change] = []
    for name in names:
        path = options.briefs / f"{name}.briefs.jsonl"
        if path.exists() and (not options.only or name in options.only):
            lines = path.read_bytes().splitlines()
            changes += changed(msgspec.json.decode(line, type=Brief) for line in lines)
    if not changes:
        print("no briefs: run `make yardstick` first")  # noqa: T201
        return 0
    return _report(changes, list(failed(changes)), misses=options.misses)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perturb")
    parser.add_argument("--data", type=Path, help="folder of the yardstick (its briefs are read)")
    parser.add_argument("--briefs", type=Path, default=OUT, help="folder of its briefs")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these gold files only")
    parser.add_argument("--misses", action="store_true", help="list what was not caught")
    return parser.parse_args()


def changed(briefs: Iterable[Brief]) -> Iterator[Change]:
    """Every change to every claim that holds."""
    for brief in briefs:
        rows: dict[str, Row] = {row.id: row for row in (*brief.relations, *brief.reckonings)}
        rows |= {row.id: row for row in (*brief.quantities, *brief.places)}
        for finding in brief.findings:
            if finding.verdict == "holds":
                for kind, span, words, within in _edits(finding, rows):
                    yield _change(brief, finding, kind, span, words, within=within)


type Edit = tuple[str, Span, str, bool]


def _edits(finding: Finding, rows: dict[str, Row]) -> Iterator[Edit]:
    """What to write in place of which words."""
    relation = rows.get(finding.relation or "")
    reckoning = rows.get(finding.reckoning or "")
    if isinstance(relation, Relation):
        yield from _of_place(finding, relation, rows)
    if isinstance(reckoning, Reckoning):
        yield from _of_number(reckoning)


def _of_place(finding: Finding, relation: Relation, rows: dict[str, Row]) -> Iterator[Edit]:
    quantity = rows.get(relation.quantity or "")
    if quantity is not None and finding.check == "distance":
        words = Span(start=quantity.start, end=quantity.end, text=quantity.text)
        low = re.match(r"(?i)(?:more than|over|at least|up to|less than|under|within)", words.text)
        for kind, factor in (("number up", LONGER), ("number down", SHORTER)):
            if low is None:
                yield from _number(kind, words, factor, within=False)
        yield from _number("number, slightly", words, SLIGHT, within=True)
    if relation.direction is not None and finding.check in ("distance", "containment", "direction"):
        found = re.search(r"(?i)\b(north|south|east|west)(?=ern\b|\b|-|east|west)", finding.text)
        if found and len(re.findall(r"(?i)north|south|east|west", finding.text)) == 1:
            start = finding.start + found.start()
            span = Span(start=start, end=start + len(found[0]), text=found[0])
            yield "direction turned", span, _cased(PARTS[found[0].lower()], found[0]), False
    if finding.check == "containment" and len(relation.ground_countries) == 1:
        ground = rows.get(relation.ground or "")
        if ground is not None and getattr(ground, "kind", "") == "country":
            yield "another country", relation.ground_words, _elsewhere(relation), False


def _elsewhere(relation: Relation) -> str:
    return next(name for name in COUNTRIES if name not in relation.text)


def _of_number(reckoning: Reckoning) -> Iterator[Edit]:
    roles = {term.role: term for term in reckoning.terms}
    term = next((roles[role] for role in _CHANGED if role in roles), None)
    if term is None:
        return
    if term.role == "weekday":
        yield from _weekday(term)
        return
    yield from _number(f"{reckoning.kind}: number", term.words, MORE, within=False)
    if reckoning.kind in _TOLERANT:
        yield from _number(f"{reckoning.kind}: slightly", term.words, 1.004, within=True)


def _weekday(term: Term) -> Iterator[Edit]:
    for at, day in enumerate(DAYS):
        if day.lower() == term.words.text.lower():
            yield "weekday", term.words, DAYS[(at + 3) % 7], False


def _number(kind: str, words: Span, factor: float, *, within: bool) -> Iterator[Edit]:
    pieces = [piece for piece in loose_numbers(words.text) if piece.mark == "number"]
    if len(pieces) != 1 or not pieces[0].value:
        return
    piece, value = pieces[0], pieces[0].value
    if re.search(r"(?i)hundred|thousand|million|billion|half|quarter|dozen", words.text):
        return
    new = value * factor
    whole = float(value).is_integer() and (not within or value >= 25)
    shown = f"{round(new) + (0 if within or factor < 1 else 1):,}" if whole else f"{new:.2f}"
    if float(shown.replace(",", "")) in (value, 0.0):
        return
    at = words.start + piece.start
    span = Span(start=at, end=words.start + piece.end, text=words.text[piece.start : piece.end])
    yield kind, span, shown, within


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() else word.title() if like[0].isupper() else word


def _change(
    brief: Brief, finding: Finding, kind: str, span: Span, words: str, *, within: bool
) -> Change:
    whole = brief.report.text
    text = whole[: span.start] + words + whole[span.end :]
    start, end = min(finding.start, span.start), max(finding.end, span.end)
    end += len(words) - (span.end - span.start)
    if len(text) > WHOLE:
        begin = max(0, text.rfind("\n", 0, max(0, start - AROUND)) + 1)
        text, start, end = text[begin : end + AROUND], start - begin, end - begin
    return Change(
        brief.id, text, start, end, brief.report.published, finding.check, kind, within
    )  # fmt: skip


def failed(changes: Sequence[Change]) -> Iterator[bool]:
    """Whether each changed claim is failed now."""
    from fairwitness.reader import Reader

    reports = (
        msgspec.convert(
            {"id": str(n), "text": change.text, "published": change.published}, Report, strict=False
        )
        for n, change in enumerate(changes)
    )
    for change, brief in zip(changes, Reader().read_reports(reports), strict=True):
        yield any(
            finding.verdict == "fails"
            and finding.check == change.check
            and finding.start < change.end
            and change.at < finding.end
            for finding in brief.findings
        )


def _report(changes: Sequence[Change], fell: Sequence[bool], *, misses: bool) -> int:
    tried, caught = Counter[tuple[str, str, bool]](), Counter[tuple[str, str, bool]]()
    for change, fails in zip(changes, fell, strict=True):
        key = change.check, change.kind, change.within
        tried[key] += 1
        caught[key] += fails
    print("| check | change | failed | of |", "| --- | --- | --- | --- |", sep="\n")  # noqa: T201
    for key, number in sorted(tried.items()):
        print(f"| {key[0]} | {key[1]} | {caught[key]} | {number} |")  # noqa: T201
    beyond = [fails for change, fails in zip(changes, fell, strict=True) if not change.within]
    share = sum(beyond) / max(1, len(beyond))
    alarms = sum(fails for change, fails in zip(changes, fell, strict=True) if change.within)
    print(f"beyond tolerance: {sum(beyond)} of {len(beyond)} caught ({share:.1%})")  # noqa: T201
    print(f"within tolerance: {alarms} failed")  # noqa: T201
    if misses:
        for change, fails in zip(changes, fell, strict=True):
            if fails == change.within:
                print(f"{change.report} {change.check} {change.kind}: {change.at}")  # noqa: T201
    return 0 if share >= 0.95 and not alarms else 1


if __name__ == "__main__":
    sys.exit(main())
