"""`make bench`: what reading costs, as ratios taken within one run on one machine.

    python -m benchmarks.bench --data FOLDER [--report FILE] [--rows NAME ...]

FOLDER is the yardstick's; without it the sample corpus of `examples/` is read, many times over.
Nothing here fails: the figures are read by people, and compared with what stands beside them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import processes, reading
from fairwitness.ingest import open_sources
from fairwitness.report import Report

CORPORA = ("reports-conflict", "places-trnews")
COPIES = 4
"""Times the corpus is repeated where throughput is measured, so that starting up weighs little."""


class Row(NamedTuple):
    """One line of the table."""

    what: str
    figure: str
    asked: str = ""


class Setting(NamedTuple):
    """What is read, and where files may be left."""

    reports: list[Report]
    report: Path
    folder: Path


def main() -> int:
    """Prints the table, row by row as it is measured."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(_reports(options.data), options.report, Path(folder))
        chars = sum(len(report.text) for report in setting.reports)
        _say(Row("read", f"{len(setting.reports)} reports, {chars:,} characters"))
        for name, measure in MEASURES.items():
            if not options.rows or name in options.rows:
                for row in measure(setting):
                    _say(row)
    return 0


def cost(setting: Setting) -> Iterator[Row]:
    """Reading and checking against the bare parse, and who takes how much of it."""
    found = reading.measure(setting.reports)
    yield Row("bare nlp.pipe", f"{found.bare:.2f} s")
    yield Row(
        "reading and checking, by rules", f"{found.whole / found.bare:.2f} x bare", "at most 1.50"
    )
    for name, seconds in found.shares.items():
        yield Row(f"  {name}", f"{seconds / found.bare:.3f} x bare ({seconds:.2f} s)")
    for name, seconds in found.learned.items():
        more = (seconds - found.shares[name]) / found.bare
        yield Row(f"learned {name} adds", f"{more:.3f} x bare, in processor time")
    encoder = f"{found.encoder / found.bare:.2f} x bare, by the clock"
    yield Row("the encoder on two cores", encoder, "at most 1.60")


def memory(setting: Setting) -> Iterator[Row]:
    """Peak memory of the one process that reads, over the whole corpus."""
    peak = processes.peak_gigabytes(_corpus(setting, copies=1), setting.folder / "memory.jsonl")
    yield Row("peak memory of one process", f"{peak:.2f} GB", "at most 1.0")


def start(setting: Setting) -> Iterator[Row]:
    """Waiting times of somebody at a terminal."""
    seconds = processes.median_seconds(["--version"], times=9)
    yield Row("fairwitness --version", f"{seconds:.2f} s", "under 0.3")
    page = ["read", str(setting.report), "--html", str(setting.folder / "page.html"), "--quiet"]
    seconds = processes.median_seconds(page, times=3)
    yield Row(f"{setting.report.name} from cold to HTML", f"{seconds:.2f} s", "under 6")


def jobs(setting: Setting) -> Iterator[Row]:
    """Throughput of two jobs against one, and whether all runs give the same bytes."""
    corpus = _corpus(setting, copies=COPIES)
    to = {name: setting.folder / f"{name}.jsonl" for name in ("one", "again", "two")}
    one = processes.read_seconds(corpus, to["one"], jobs=1)
    two = processes.read_seconds(corpus, to["two"], jobs=2)
    again = processes.read_seconds(corpus, to["again"], jobs=1)
    empty = processes.read_seconds(_short(setting), setting.folder / "short.jsonl", jobs=1)
    both = (one + again) / 2
    yield Row("--jobs 2, starting up included", f"{both / two:.2f} x one", "")
    yield Row("--jobs 2, throughput", f"{(both - empty) / (two - empty):.2f} x one", "at least 1.7")
    yield Row("same bytes when read again", _same(to["one"], to["again"]), "yes")
    yield Row("same bytes with --jobs 2", _same(to["one"], to["two"]), "yes")


MEASURES: dict[str, Callable[[Setting], Iterator[Row]]] = {
    "memory": memory,
    "start": start,
    "jobs": jobs,
    "cost": cost,
}
"""`cost` is last: it loads the model here, and a process started after that inherits the peak."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench")
    parser.add_argument("--data", type=Path, required=True, help="folder of the yardstick")
    parser.add_argument(
        "--report", type=Path, default=Path("examples/bulletin.txt"), help="report read from cold"
    )
    parser.add_argument("--rows", nargs="*", choices=MEASURES, help="these measurements only")
    return parser.parse_args()


def _reports(data: Path) -> list[Report]:
    paths = [data / "data" / f"{name}.jsonl.gz" for name in CORPORA]
    if not all(path.exists() for path in paths):
        _say(Row("no yardstick there", f"reading examples/ instead of {data}"))
        paths = [Path("examples/corpus.jsonl")] * 30
    return [item for item in open_sources(paths) if isinstance(item, Report)]


def _corpus(setting: Setting, copies: int) -> Path:
    path = setting.folder / f"corpus-{copies}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for copy in range(copies):
            for report in setting.reports:
                published = report.published and report.published.isoformat()
                record = {"id": f"{report.id}-{copy}", "text": report.text, "published": published}
                file.write(json.dumps(record | {"language": "en"}) + "\n")
    return path


def _short(setting: Setting) -> Path:
    path = setting.folder / "short.jsonl.in"
    path.write_text('{"id": "a", "language": "en", "text": "A word."}\n', encoding="utf-8")
    return path.rename(path.with_name("short-corpus.jsonl"))


def _same(first: Path, second: Path) -> str:
    return "yes" if first.read_bytes() == second.read_bytes() else "NO"


def _say(row: Row) -> None:
    print(f"{row.what:36} {row.figure:32} {row.asked}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
