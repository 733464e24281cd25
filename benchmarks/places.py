"""How well places are found, resolved and read, and how far their scores can be relied on.

    python -m benchmarks.places --data FOLDER [--errors]

FOLDER is the yardstick's, with `score.py` and `data/*.jsonl.gz`. Figures are given for each half of
a file: weights were learned from the `even` records (0, 2, 4 ...), never from the `odd` ones. With
`--errors` each error of the even halves is listed too, by record and place in its text.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from fairwitness.reading import carrier
from fairwitness.reading.model import COMPONENTS, pipeline
from fairwitness.world import World

Record = dict[str, Any]
TOPONYMS = ("places-trnews", "places-lgl")
HALVES = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "both": slice(None)}
CASES: dict[str, Callable[[str], str]] = {
    "all capitals": str.upper,
    "without capitals": str.lower,
}
"""How the first file is written once more: as headlines and as some wires are."""
RIGHT_KM = 161.0
"""100 miles, the field's usual measure."""


class Read(NamedTuple):
    """A gold file, what was made of it, and the seconds of the bare parse and of the places."""

    gold: list[Record]
    briefs: dict[str, Record]
    parsing: float
    placing: float


class Error(NamedTuple):
    """One thing that is wrong, and the class of it that can be told without a reader."""

    record: str
    start: int
    end: int
    kind: str


def main() -> int:
    """Reads the files and prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places")
    parser.add_argument("--data", type=Path, required=True, help="folder of the yardstick")
    parser.add_argument("--errors", action="store_true", help="list the errors of the even halves")
    options = parser.parse_args()
    scorer = _scorer(options.data / "score.py")
    nlp, world = pipeline(), World.open()
    reads = {name: _read(nlp, options.data, name) for name in (*TOPONYMS, "readings")}
    reads |= {
        f"{TOPONYMS[0]}, {case}": _read(nlp, options.data, TOPONYMS[0], change)
        for case, change in CASES.items()
    }
    for line in _tables(scorer, reads, world, listed=options.errors):
        print(line)  # noqa: T201
    return 0


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(nlp: Any, data: Path, name: str, change: Callable[[str], str] = str) -> Read:
    with gzip.open(data / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        gold = [record | {"text": change(record["text"])} for record in map(json.loads, lines)]
    begin = time.process_time()
    docs = list(nlp.pipe((record["text"] for record in gold), disable=list(COMPONENTS)))
    parsed = time.process_time()
    component = nlp.get_pipe("fairwitness_places")
    briefs = {}
    for record, doc in zip(gold, docs, strict=True):
        rows = carrier.get(component(doc), carrier.PLACES)
        briefs[record["id"]] = {"places": [msgspec.to_builtins(row) for row in rows]}
    return Read(gold, briefs, parsed - begin, time.process_time() - parsed)


def _tables(
    scorer: ModuleType, reads: dict[str, Read], world: World, *, listed: bool
) -> Iterator[str]:
    yield from _figures(scorer, reads)
    yield from _reliability(scorer, reads)
    yield from _cost(reads)
    yield from _errors(scorer, reads, world, listed=listed)


def _figures(scorer: ModuleType, reads: dict[str, Read]) -> Iterator[str]:
    yield "| file | half | overlap P | R | F1 | exact F1 | of recognised | of all gold |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name in (name for name in reads if name != "readings"):
        for half, part in HALVES.items():
            found = scorer.places(_by_id(reads[name].gold[part]), reads[name].briefs)
            soft, exact = found["recognised_overlap"], found["recognised_exact"]["f1"]
            shares = [found[of]["acc@161km"] for of in ("of_recognised", "of_all_gold")]
            cells = [soft["p"], soft["r"], soft["f1"], exact, *shares]
            yield f"| {name} | {half} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"
    yield "\n| file | half | found | accuracy of found | accuracy |"
    yield "| --- | --- | --- | --- | --- |"
    for half, part in HALVES.items():
        found = scorer.readings(_by_id(reads["readings"].gold[part]), reads["readings"].briefs)
        cells = [found[name] for name in ("found", "accuracy_of_found", "accuracy")]
        yield f"| readings | {half} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"


def _by_id(gold: Sequence[Record]) -> dict[str, Record]:
    return {record["id"]: record for record in gold}


def _pairs(
    scorer: ModuleType, read: Read, part: slice
) -> Iterator[tuple[Record, list[tuple[Record, Record]]]]:
    """Each record with its pairs of a gold toponym and the place found for it."""
    for record in read.gold[part]:
        places = read.briefs[record["id"]]["places"]
        pairs = scorer.pair_off(record["toponyms"], places, scorer.overlap)
        yield record, [(gold, place) for gold, place, _ in pairs]


def _reliability(scorer: ModuleType, reads: dict[str, Read]) -> Iterator[str]:
    yield "\nOf the odd halves' places with a score, by its tenth: how many, share within 161 km\n"
    tenths: dict[str, defaultdict[int, list[bool]]] = {}
    for name in TOPONYMS:
        tenths[name] = defaultdict(list)
        for _, pairs in _pairs(scorer, reads[name], HALVES["odd"]):
            for gold, place in pairs:
                if "lat" in gold and place["lat"] is not None:
                    right = scorer.km(gold, place) <= RIGHT_KM
                    tenths[name][min(9, int(place["score"] * 10))].append(right)
    yield f"| score | {' | '.join(f'{name}: n | right' for name in TOPONYMS)} |"
    yield "| --- |" + " --- | --- |" * len(TOPONYMS)
    for tenth in sorted({tenth for found in tenths.values() for tenth in found}):
        cells = [_share(tenths[name][tenth]) for name in TOPONYMS]
        yield f"| {tenth / 10:.1f} to {tenth / 10 + 0.1:.1f} | {' | '.join(cells)} |"


def _share(right: Sequence[bool]) -> str:
    return f"{len(right)} | {sum(right) / len(right):.2f}" if right else "0 | "


def _cost(reads: dict[str, Read]) -> Iterator[str]:
    yield "\n| file | bare parse, s | places, s | share |\n| --- | --- | --- | --- |"
    for name, read in reads.items():
        share = read.placing / read.parsing
        yield f"| {name} | {read.parsing:.1f} | {read.placing:.2f} | {share:.2f} |"


def _errors(
    scorer: ModuleType, reads: dict[str, Read], world: World, *, listed: bool
) -> Iterator[str]:
    found = {name: list(_wrong(scorer, reads[name], world)) for name in TOPONYMS}
    counts = {name: Counter(error.kind for error in found[name]) for name in TOPONYMS}
    yield f"\n| errors of the even halves | {' | '.join(TOPONYMS)} |\n| --- | --- | --- |"
    for kind in sorted({kind for count in counts.values() for kind in count}):
        yield f"| {kind} | " + " | ".join(str(counts[name][kind]) for name in TOPONYMS) + " |"
    if listed:
        yield ""
        for errors in found.values():
            yield from ("\t".join(map(str, error)) for error in errors)


def _wrong(scorer: ModuleType, read: Read, world: World) -> Iterator[Error]:
    for record, pairs in _pairs(scorer, read, HALVES["even"]):
        met = {(gold["start"], gold["end"]) for gold, _ in pairs}
        for gold in record["toponyms"]:
            if (gold["start"], gold["end"]) not in met:
                kind = _missed(scorer, gold, record, world)
                yield Error(record["id"], gold["start"], gold["end"], kind)
        used = {place["id"] for _, place in pairs}
        for place in read.briefs[record["id"]]["places"]:
            if place["id"] not in used:
                kind = f"found though gold marks no {place['kind']} there"
                yield Error(record["id"], place["start"], place["end"], kind)
        for gold, place in pairs:
            wrong = _misplaced(scorer, gold, place)
            if wrong:
                yield Error(record["id"], place["start"], place["end"], wrong)


def _missed(scorer: ModuleType, gold: Record, record: Record, world: World) -> str:
    known = world.gazetteer.lookup(record["text"][gold["start"] : gold["end"]])
    if not known:
        return "missed; the gazetteer lacks the name"
    if "lat" in gold and not any(
        scorer.km(gold, {"lat": place.lat, "lon": place.lon}) <= RIGHT_KM for place in known
    ):
        return "missed; the gazetteer has the name elsewhere"
    return "missed; the gazetteer has it"


def _misplaced(scorer: ModuleType, gold: Record, place: Record) -> str:
    if "lat" not in gold:
        return ""
    if place["lat"] is not None and scorer.km(gold, place) <= RIGHT_KM:
        return ""
    near = any(scorer.km(gold, one) <= RIGHT_KM for one in place["candidates"])
    if place["lat"] is None:
        return "unresolved; a candidate is right" if near else "unresolved; no candidate is right"
    if place["kind"] in {"country", "territory", "continent", "sea", "province", "region"}:
        return f"another point of a {place['kind']}, or another such"
    return "resolved wrongly; a candidate is right" if near else "resolved wrongly; no candidate is"


if __name__ == "__main__":
    sys.exit(main())
