"""What the world costs on this machine: opening, a lookup, a distance, memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fairwitness.world import atlas
from fairwitness.world.store import Store

_SAMPLE = 2000


def measure() -> str:
    """A table of figures. Costs are processor time a call, without the caches of answers."""
    before = _resident_mb()
    start = time.perf_counter()
    world = atlas.World.open()
    opened = time.perf_counter() - start
    rows = Store(world.folder / atlas.PLACES).rows(
        "SELECT name, lat, lon, country FROM places ORDER BY (no * 2654435761) % 1000003 LIMIT ?",
        (_SAMPLE,),
    )
    names = [str(row[0]) for row in rows]
    points = [(int(str(lat)) / 1e5, int(str(lon)) / 1e5, str(code)) for _, lat, lon, code in rows]
    gazetteer, borders = world.gazetteer, world.borders
    held = [(code, lat, lon) for lat, lon, code in points]
    similar = [(name, code) for name, (*_, code) in zip(names, points, strict=True)]
    lines = [
        ("open", f"{1e3 * opened:.1f} ms"),
        ("lookup, a name there is", _cost(gazetteer._lookup, names)),
        ("lookup, a name there is not", _cost(lambda n: gazetteer._lookup(n[::-1]), names)),
        ("lookup, asked before", _cost(gazetteer.lookup, names)),
        (
            "similar, in one country",
            _cost(lambda p: gazetteer._find_similar(p[0], (p[1],)), similar),
        ),
        ("is_first_word", _cost(lambda n: gazetteer._begins(n[::-1].lower()), names)),
        ("countries_at", _cost(lambda p: borders._find_countries(p[0], p[1]), points)),
        ("provinces_at", _cost(lambda p: borders._find_provinces(p[0], p[1]), points)),
        ("to_border, of its own country", _cost(lambda p: borders.to_border(*p), held)),
        (
            "to_country, the United States",
            _cost(lambda p: borders.to_country("US", *p[:2]), points),
        ),
        ("memory added, all of the world touched", f"{_resident_mb() - before:.0f} MB"),
        *((path.name, f"{path.stat().st_size / 1e6:.1f} MB") for path in _files(world.folder)),
    ]
    return "\n".join(f"{what:<42}{figure:>12}" for what, figure in lines)


def _cost[T](call: Callable[[T], object], values: Iterable[T]) -> str:
    """Microseconds a call, the second time round: files mapped, shapes decoded."""
    asked = list(values)
    for value in asked:
        call(value)
    start = time.process_time()
    for value in asked:
        call(value)
    return f"{1e6 * (time.process_time() - start) / len(asked):.1f} us"


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())
