"""What bigger gazetteers cost: adding dumps, opening, looking up, memory; and 13 million rows.

    python -m benchmarks.gazetteer --dumps FOLDER [--rows N]

FOLDER holds dumps in GeoNames' format, each a file of its own. All are added to a temporary folder.
`--rows` also makes a single layer of that many rows of the same make, to see how costs grow.
Times are processor time, since other programs share the machine; each row is measured in a process
of its own.
"""

from __future__ import annotations

import argparse
import gzip
import math
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from fairwitness.world.atlas import DATA, World
from fairwitness.world.geonames import Adding, Watch, open_dump
from fairwitness.world.store import Store

ALL_COUNTRIES = 13_000_000
"""Rows of allCountries, about."""
NAMES = 2_000
"""Names looked up."""


class Added(NamedTuple):
    """What adding one file took."""

    name: str
    lines: int
    places: int
    reading: float
    sorting: float
    size: int
    peak_mb: float


class Asked(NamedTuple):
    """What asking a stack of layers costs."""

    places: int
    opening_ms: float
    known_us: float
    """A name of the package, the same ones whatever is added."""
    any_us: float
    """A name of any layer, as many of each."""
    answers: float
    """Records a name of any layer finds."""
    unknown_us: float
    first_word_us: float
    added_mb: float


class Stopwatch(Watch):
    """Notes when reading ends."""

    def __init__(self) -> None:
        self.start = time.process_time()
        self.read_at = self.start

    def sorting(self) -> None:
        """All is read."""
        self.read_at = time.process_time()


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dumps", type=Path, required=True, help="folder of dumps")
    parser.add_argument("--rows", type=int, default=0, help="rows of one large layer, also made")
    options = parser.parse_args()
    files = sorted(p for p in options.dumps.iterdir() if p.suffix in (".gz", ".zip", ".txt"))
    with tempfile.TemporaryDirectory() as folder:
        own, many, one = (Path(folder) / name for name in ("own", "many", "one"))
        before = _apart(ask, own)
        added = [_apart(add, path, many) for path in files]
        _table(added)
        asked = {"the package": before, f"with {len(files)} layers": _apart(ask, many)}
        if options.rows:
            made = Path(folder) / "large.txt"
            _multiply(files, made, options.rows)
            large = _apart(add, made, one)
            _table([large])
            added.append(large)
            asked["with one large layer"] = _apart(ask, one)
        _asked(asked)
        _extrapolate(added[-1:] if options.rows else added, asked)
    return 0


def add(path: Path, layers: Path) -> Added:
    """Adds a dump; the world's own opening is not counted."""
    world = World(DATA)
    watch = Stopwatch()
    layer = Adding(layers, world, watch).add(open_dump(path)).layer
    end = time.process_time()
    return Added(
        name=layer.name, lines=layer.lines, places=layer.places,
        reading=watch.read_at - watch.start, sorting=end - watch.read_at,
        size=(layers / f"{layer.name}.sqlite").stat().st_size, peak_mb=_peak_mb(),
    )  # fmt: skip


def ask(layers: Path) -> Asked:
    """Opens the package with `layers` and looks names of all of them up, each but once."""
    before = _resident_mb()
    start = time.perf_counter()
    world = World(DATA, layers)
    world.gazetteer.lookup("Damascus")
    opened = time.perf_counter() - start
    stores = [layer.store for layer in world.gazetteer.layers]
    gazetteer = world.gazetteer
    known, names = _names(stores[:2]), _names(stores)
    found = [len(gazetteer.lookup(name)) for name in names]
    return Asked(
        places=sum(int(str(store.rows("SELECT count(*) FROM places")[0][0])) for store in stores),
        opening_ms=1e3 * opened,
        known_us=_cost(gazetteer._lookup, known),
        any_us=_cost(gazetteer._lookup, names),
        answers=sum(found) / len(found),
        unknown_us=_cost(gazetteer._lookup, [name[::-1] + "q" for name in known]),
        first_word_us=_cost(gazetteer._begins, [name.lower()[::-1] for name in known]),
        added_mb=_resident_mb() - before,
    )


def _names(stores: Sequence[Store]) -> list[str]:
    """Names of all layers, as many of each, always the same ones."""
    sql = "SELECT name FROM places ORDER BY (no * 2654435761) % 1000003 LIMIT ?"
    found = [str(row[0]) for store in stores for row in store.rows(sql, (NAMES,))]
    return sorted(found, key=lambda name: crc32(name.encode()))[:NAMES]


def _cost[T](call: Callable[[T], object], values: Sequence[T]) -> float:
    """Microseconds of processor time a call, the least of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for value in values:
            call(value)
        rounds.append(1e6 * (time.process_time() - start) / len(values))
    return min(rounds)


def _multiply(files: Sequence[Path], path: Path, rows: int) -> None:
    """A dump of `rows` rows: those of `files` over and over, with ids and names of their own."""
    with path.open("w", encoding="utf-8") as out:
        for number, line in zip(range(rows), _over_and_over(files), strict=False):
            _, name, _, *rest = line.split("\t")
            word = _word(number // 190_000)
            out.write("\t".join([str(number + 1), f"{name}{word}", f"{name}{word}", *rest]))


def _over_and_over(files: Sequence[Path]) -> Iterator[str]:
    while True:
        for path in files:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from lines


def _word(number: int) -> str:
    """Syllables that stand for a number, so that names of each round differ."""
    return "" if number == 0 else _word(number // 20) + "bcdfghjklmnprstvwxyz"[number % 20] + "a"


def _apart[**P, T](call: Callable[P, T], *values: P.args, **named: P.kwargs) -> T:
    """The result of a call in a fresh process, whose memory and caches are its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(call, values, named)


def _table(rows: Sequence[Added]) -> None:
    _say(f"{'file':<10}{'lines':>9}{'places':>9}{'read s':>8}{'sort s':>8}{'lines/s':>9}"
         f"{'MB':>7}{'B/place':>9}{'peak MB':>9}")  # fmt: skip
    for row in [*rows, _total(rows)] if len(rows) > 1 else rows:
        whole = row.reading + row.sorting
        _say(f"{row.name:<10}{row.lines:>9,}{row.places:>9,}{row.reading:>8.1f}{row.sorting:>8.1f}"
             f"{row.lines / whole:>9,.0f}{row.size / 1e6:>7.1f}{row.size / row.places:>9.0f}"
             f"{row.peak_mb:>9.0f}")  # fmt: skip


def _total(rows: Sequence[Added]) -> Added:
    return Added(
        name="all", lines=sum(row.lines for row in rows), places=sum(row.places for row in rows),
        reading=sum(row.reading for row in rows), sorting=sum(row.sorting for row in rows),
        size=sum(row.size for row in rows), peak_mb=max(row.peak_mb for row in rows),
    )  # fmt: skip


def _asked(rows: dict[str, Asked]) -> None:
    heads = ("places", "open ms", "known us", "any us", "answers", "absent us", "word us", "MB")
    _say("\n" + " " * 21 + "".join(f"{head:>11}" for head in heads))
    for name, row in rows.items():
        cells = "".join(f"{value:>11,.1f}" for value in row[1:])
        _say(f"{name:<21}{row.places:>11,}{cells}")


def _extrapolate(rows: Sequence[Added], asked: dict[str, Asked]) -> None:
    """13 million rows, were every line kept; of allCountries' some are of sorts that are not."""
    total = _total(rows)
    times = ALL_COUNTRIES / total.lines
    hours = times * (total.reading + total.sorting) / 3600
    first, last = next(iter(asked.values())), list(asked.values())[-1]
    grown = last.known_us / first.known_us
    logs = math.log(last.places) / math.log(first.places)
    _say(f"\n{ALL_COUNTRIES:,} rows, if all were kept: {hours:.1f} h of one processor,"
         f" {times * total.size / 1e9:.1f} GB")  # fmt: skip
    _say(f"a known name costs {grown:.2f} times as much at {last.places / first.places:.2f} times"
         f" the places (their logarithm grows {logs:.2f} times)")  # fmt: skip


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
