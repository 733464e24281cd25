"""`make checksuite`: reads the sentences of `checksuite/` and counts what the checks make of them.

    python -m benchmarks.checksuite [--suite FOLDER] [--only CHECK ...] [--wrong] [--raise]

A planted error is caught when a finding that fails overlaps its span; a true sentence holds when
one that holds does and none fails; nothing may fail anywhere in a trap. `--wrong` lists what went
wrong; `--raise` pins better figures in `floors.toml` of the suite.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from fairwitness.report import Report

if TYPE_CHECKING:
    from fairwitness.brief.model import Brief

SUITE = Path(__file__).parents[1] / "checksuite"
FLOORS = "floors.toml"
EPSILON = 0.084
"""One sentence of the smallest check: heads in eight bits differ a little between processors."""
HEAD = """\
# Figures of `make checksuite` that must not get worse, by check. Written with `--raise`, which
# lowers none of them. `caught` and `held` are shares of the planted errors and of the true
# sentences; `true_failed` and `traps_failed` are numbers of sentences that a check failed wrongly.
"""
LESS_IS_BETTER = frozenset({"true_failed", "traps_failed"})


class Case(msgspec.Struct, frozen=True):
    """One text of the suite, with what a check must say of it."""

    id: str
    text: str
    check: str
    verdict: Literal["holds", "fails", "quiet"]
    span: str | None = None
    """The words it is about; a trap has none."""
    published: dt.date | None = None


class Tally(msgspec.Struct):
    """What became of the cases of one check."""

    planted: int = 0
    caught: int = 0
    true: int = 0
    held: int = 0
    true_failed: int = 0
    traps: int = 0
    traps_failed: int = 0

    def figures(self) -> dict[str, float]:
        """The figures that are pinned; a share only where there are cases."""
        found: dict[str, float] = {}
        if self.planted:
            found["caught"] = round(self.caught / self.planted, 4)
        if self.true:
            found |= {"held": round(self.held / self.true, 4), "true_failed": self.true_failed}
        return found | ({"traps_failed": self.traps_failed} if self.traps else {})


class Judged(msgspec.Struct, frozen=True):
    """A case and the findings about it."""

    case: Case
    right: bool
    failed: bool
    """Whether anything in the text was failed."""
    said: tuple[str, ...]
    """Verdicts and workings."""


type Tallies = dict[str, Tally]
type Floors = dict[str, dict[str, float]]


def main() -> int:
    """Prints the table; 1 when a floor is not held."""
    options = _options()
    cases = [c for c in load(options.suite) if not options.only or c.check in options.only]
    judged = list(judge(cases))
    found = tally(judged)
    print(table(found))  # noqa: T201
    if options.wrong:
        print(*wrong(judged), sep="\n")  # noqa: T201
    pinned = floors(options.suite)
    missed = misses(pinned, found)
    print(*missed, sep="\n", file=sys.stderr)  # noqa: T201
    if options.lift:
        (options.suite / FLOORS).write_text(raised(pinned, found), "utf-8")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checksuite")
    parser.add_argument("--suite", type=Path, default=SUITE, help="folder of the suite")
    parser.add_argument("--only", nargs="*", metavar="CHECK", help="cases of these checks only")
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    parser.add_argument("--raise", dest="lift", action="store_true", help="pin better figures")
    return parser.parse_args()


def load(suite: Path) -> list[Case]:
    """Every case of the suite's files, in their order; ids are unique and spans in their text."""
    lines = [
        line for path in sorted(suite.glob("*.jsonl")) for line in path.read_bytes().splitlines()
    ]
    cases = [msgspec.json.decode(line, type=Case) for line in lines if line.strip()]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen or (case.span or "") not in case.text:
            raise ValueError(f"{case.id}: its id is not its own, or its span is not in its text")
        seen.add(case.id)
    return cases


def judge(cases: Sequence[Case]) -> Iterator[Judged]:
    """Reads every case as a report of its own."""
    from fairwitness.reader import Reader

    reports = (Report(id=c.id, text=c.text, published=c.published) for c in cases)
    for case, brief in zip(cases, Reader().read_reports(reports), strict=True):
        yield judged(case, brief)


def judged(case: Case, brief: Brief) -> Judged:
    """Whether the findings of `brief` are what the case asks for."""
    words = case.span or case.text
    start = case.text.index(words)
    end = start + len(words)
    there = {f.verdict for f in brief.findings if f.start < end and start < f.end}
    failed = any(f.verdict == "fails" for f in brief.findings)
    right = {
        "fails": "fails" in there,
        "holds": "holds" in there and not failed,
        "quiet": not failed,
    }[case.verdict]
    said = tuple(f"{f.check} {f.verdict}: {f.working}" for f in brief.findings)
    left = tuple(f"{u.check} left alone: {u.reason}" for u in brief.unchecked)
    return Judged(case, right, failed, (*said, *left))


def tally(judged: Iterable[Judged]) -> Tallies:
    """Counts by check."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    for one in judged:
        row = found[one.case.check]
        match one.case.verdict:
            case "fails":
                row.planted += 1
                row.caught += one.right
            case "holds":
                row.true += 1
                row.held += one.right
                row.true_failed += one.failed
            case "quiet":
                row.traps += 1
                row.traps_failed += one.failed
    return dict(sorted(found.items()))


def table(found: Tallies) -> str:
    """The counts as a Markdown table, with all checks together in the last row."""
    lines = [
        "| check | errors caught | true held | true failed | traps failed |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, row in [*found.items(), ("all", together(found))]:
        lines.append(
            f"| {name} | {_share(row.caught, row.planted)} | {_share(row.held, row.true)} "
            f"| {row.true_failed}/{row.true} | {row.traps_failed}/{row.traps} |"
        )
    return "\n".join(lines)


def together(found: Tallies) -> Tally:
    """The sum of all checks."""
    names = Tally.__struct_fields__
    return Tally(**{name: sum(getattr(row, name) for row in found.values()) for name in names})


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "0/0"


def wrong(judged: Iterable[Judged]) -> Iterator[str]:
    """The cases that went wrong, with what was found instead."""
    for one in judged:
        if not one.right:
            yield f"{one.case.id} {one.case.check}/{one.case.verdict}: {one.case.text}"
            yield from (f"    {said}" for said in one.said or ("nothing",))


def floors(suite: Path) -> Floors:
    """The pinned figures by check; empty when nothing is pinned yet."""
    path = suite / FLOORS
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def misses(pinned: Floors, found: Tallies) -> list[str]:
    """Where figures are worse than their floors."""
    return [
        f"{check} {name}: {value:g} is worse than the floor {pinned[check][name]:g}"
        for check, row in found.items()
        for name, value in row.figures().items()
        if name in pinned.get(check, {}) and _worse(name, value, pinned[check][name])
    ]


def _worse(name: str, value: float, floor: float) -> bool:
    return value > floor if name in LESS_IS_BETTER else value < floor - EPSILON


def raised(pinned: Floors, found: Tallies) -> str:
    """The text of `floors.toml` with the better of each pinned and found figure."""
    lines = [HEAD]
    for check in sorted({*pinned, *found}):
        before = pinned.get(check, {})
        now = found[check].figures() if check in found else before
        lines.append(f"[{check}]")
        for name, value in now.items():
            kept = before.get(name, value)
            lines.append(f"{name} = {kept if _worse(name, value, kept) else value:g}")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
