"""Checks the supplement: `python -m worldbuild.supplement` prints counts and every row at odds.

What the table says of itself is checked on the table alone (`faults`); where its places lie is
checked against OpenStreetMap's borders (`border_faults`) and against namesakes in GeoNames and
airportsdata (`namesakes`), both read through the built `World`.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple, get_args

import msgspec
from msgspec import Meta

from fairwitness.reading.rows import PlaceKind
from fairwitness.world.atlas import DATA, World
from fairwitness.world.borders import Borders
from fairwitness.world.folding import bare_words, words
from fairwitness.world.geodesy import distance_km

TABLE = DATA / "supplement.tsv"
COLUMNS = (
    "id", "name", "kind", "lat", "lon", "country", "claimants", "extent_km", "aliases", "source",
    "note",
)  # fmt: skip

# A border post stands back from the line it guards: of 75 crossings the furthest (Guerguerat)
# stands 3.5 km from it, all others within 2.2 km.
CROSSING_KM = 4.0
# OpenStreetMap's borders are simplified to 100 m; islets and causeways may fall just outside.
NEAR_KM = 2.0
# A base or camp named after a town lies beside it; a namesake further off than this is another.
NAMESAKE_KM = 30.0

# Kinds that have one spot, so that they lie in one country, are posts, or straddle a border.
SPOTS = frozenset({"base", "airfield", "camp", "facility", "neighbourhood", "island", "territory"})

# Dependencies that OpenStreetMap draws inside the state they belong to.
_DEPENDENT = frozenset({"SJ", "GU", "PR", "PF", "TF", "IO", "FK", "GS", "GL", "VI", "AS", "MP"})

# Rectangles (south, north, west, east), the first that holds a point names its part of the world.
# They serve to count and to keep the table balanced, nothing else.
_PARTS: tuple[tuple[str, float, float, float, float], ...] = (
    ("Antarctic", -90, -60, -180, 180),
    ("Oceania", -60, 30, -180, -130),
    ("Americas", -60, 90, -170, -30),
    ("Oceania", -60, 0, 141, 180), ("Oceania", -60, -9, 110, 180), ("Oceania", 0, 20, 141, 180),
    ("Middle East", 12, 42, 36.5, 45), ("Middle East", 12, 39.8, 44, 61),
    ("Middle East", 29.2, 37.2, 34.15, 37), ("Middle East", 36, 41, 30, 44),
    ("Africa", -60, 30.5, -30, 60), ("Africa", 30.5, 37.3, -10, 12), ("Africa", 30, 33, 12, 34.15),
    ("Europe", 34.5, 90, -30, 50), ("Europe", 47, 90, 50, 60),
    ("Africa", -60, 0, 50, 80),
    ("Asia", -12, 90, 50, 180), ("Asia", 50, 90, -180, -169),
)  # fmt: skip

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODES = re.compile(r"(?:[A-Z]{2}(?:,[A-Z]{2})*)?")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table."""

    id: str
    name: Annotated[str, Meta(min_length=2)]
    kind: PlaceKind
    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Annotated[float, Meta(ge=-180, le=180)]
    country: Annotated[str, Meta(pattern=r"^(?:[A-Z]{2})?$")]
    claimants: str
    extent_km: Annotated[float, Meta(gt=0, le=10_000)]
    aliases: str
    source: Annotated[str, Meta(min_length=10)]
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *filter(None, self.aliases.split(" | ")))

    @property
    def claimed_by(self) -> tuple[str, ...]:
        """Codes of the states that claim the ground; () where it is not disputed."""
        return tuple(filter(None, self.claimants.split(",")))


class Fault(NamedTuple):
    """A row and what is wrong with it."""

    id: str
    what: str


def read(path: Path = TABLE) -> tuple[list[Place], list[Fault]]:
    """The rows that can be read, and a fault for each that cannot."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        return [], [Fault(path.name, f"the first line is not {' '.join(COLUMNS)}")]
    places, bad = [], []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            bad.append(Fault(cells[0], f"{len(cells)} columns, not {len(COLUMNS)}"))
            continue
        try:
            row = dict(zip(COLUMNS, cells, strict=True))
            places.append(msgspec.convert(row, Place, strict=False))
        except msgspec.ValidationError as error:
            bad.append(Fault(cells[0], str(error)))
    return places, bad


def key(name: str) -> str:
    """The key under which the gazetteer meets a name: folded, without its article."""
    return "".join(bare_words(words(name)))


def faults(places: Sequence[Place]) -> Iterator[Fault]:
    """What the table alone shows to be wrong."""
    for place in places:
        yield from (Fault(place.id, what) for what in _of_one(place))
    yield from (Fault(i, "the id occurs twice") for i, n in _counts(p.id for p in places) if n > 1)
    if [p.id for p in places] != sorted(p.id for p in places):
        yield Fault("", "rows are not in the order of their ids")
    owners: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for name in place.names:
            owners[key(name)].add(place.id)
    for spelling, ids in owners.items():
        if len(ids) > 1:
            yield Fault(min(ids), f"shares the spelling {spelling!r} with {sorted(ids)}")


def _of_one(place: Place) -> Iterator[str]:
    if not _SLUG.fullmatch(place.id):
        yield "the id is no slug"
    if not _CODES.fullmatch(place.claimants):
        yield "claimants are not codes joined by commas"
    elif list(place.claimed_by) != sorted(set(place.claimed_by)) or len(place.claimed_by) == 1:
        yield "claimants are not two or more in alphabetical order"
    if place.claimants and place.country not in ("", "AQ", *place.claimed_by):
        yield "claimants lack the country"
    if any(cell != cell.strip() for cell in (place.name, place.source, place.note, *place.names)):
        yield "blanks at the ends of a cell"
    if len(set(place.names)) != len(place.names):
        yield "an alias occurs twice"
    if any(len(key(name)) < 2 for name in place.names):
        yield "an alias is too short"


def _counts(found: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(found).items())


def part_of_world(place: Place) -> str:
    """Where to count a place; `""` where no rectangle holds it."""
    for part, south, north, west, east in _PARTS:
        if south <= place.lat <= north and west <= place.lon <= east:
            return part
    return ""


def border_faults(places: Iterable[Place], borders: Borders) -> Iterator[Fault]:
    """Places that lie elsewhere than the table says, by OpenStreetMap's borders."""
    for place in places:
        here = set(borders.holders_at(place.lat, place.lon))
        check = _crossing if place.kind == "crossing" else _elsewhere
        yield from (Fault(place.id, what) for what in check(place, here, borders))


def _crossing(place: Place, here: set[str], borders: Borders) -> Iterator[str]:
    if place.country:
        yield "a crossing is in no one country"
    nearest = min((borders.to_border(code, place.lat, place.lon).km for code in here), default=99.0)
    if nearest > CROSSING_KM:
        yield f"{nearest:.1f} km from the border it crosses"


def _elsewhere(place: Place, here: set[str], borders: Borders) -> Iterator[str]:
    if place.country and place.country not in here:
        away = borders.to_country(place.country, place.lat, place.lon).km
        if away > max(place.extent_km, NEAR_KM):
            yield f"{away:.1f} km outside {place.country}, in {sorted(here)}"
    held = here & _DEPENDENT or here
    if len(held) > 1 and place.country:
        yield f"OpenStreetMap draws {sorted(held)} over it, so it has no one country"
    if place.claimants and here - {*place.claimed_by, "AQ"}:
        yield f"lies in {sorted(here)}, none of which may lack among {place.claimants}"
    if place.country or place.kind not in SPOTS or len(held) != 1:
        return
    (code,) = held
    inside = borders.to_border(code, place.lat, place.lon).km
    if inside > max(place.extent_km, NEAR_KM):
        yield f"lies {inside:.1f} km inside {code} but has no country"


def namesakes(
    places: Iterable[Place], lookup: Callable[[str], Iterable[tuple[str, float, float]]]
) -> Iterator[tuple[Place, str, float]]:
    """Each spot with its nearest namesake in other data, and how far off that is in km."""
    for place in places:
        if place.kind not in SPOTS and place.kind != "crossing":
            continue
        found = [
            (distance_km(place.lat, place.lon, lat, lon), ref)
            for stem in _stems(place.names)
            for ref, lat, lon in lookup(stem)
        ]
        if found:
            km, ref = min(found)
            yield place, ref, km


_THING = re.compile(
    r" (?:refugee |IDP |border |air ?|naval |military |nuclear (?:power )?)?(?:camp|crossing|gate"
    r"|base|field|plant|dam|prison|airport|airfield|oil field|gas field|bridge|island|islands"
    r"|garrison|facility|settlement|tunnel|mine)$",
    re.IGNORECASE,
)


def _stems(names: Iterable[str]) -> set[str]:
    """The names, and what is left of them without "camp", "crossing" and the like."""
    halves = {half for name in names for half in re.split(r"[-/]", name) if half[3:]}
    return {*names, *(_THING.sub("", name) for name in {*names, *halves})}


def _other_data(
    world: World, dumps: Path | None
) -> Callable[[str], list[tuple[str, float, float]]]:
    """Looks a name up in the gazetteer without the supplement, and in country dumps if given."""
    listed: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for file in sorted(dumps.glob("*.txt.gz")) if dumps else ():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                for name in {cells[1], cells[2], *cells[3].split(",")}:
                    listed[key(name)].append((f"dump:{cells[0]}", float(cells[4]), float(cells[5])))

    def lookup(name: str) -> list[tuple[str, float, float]]:
        known = [(r.id, r.lat, r.lon) for r in world.gazetteer.lookup(name)]
        return [r for r in known if not r[0].startswith("supplement:")] + listed.get(key(name), [])

    return lookup


def _report(places: Sequence[Place], bad: Sequence[Fault]) -> Iterator[str]:
    parts = sorted({part_of_world(place) for place in places})
    table = Counter((place.kind, part_of_world(place)) for place in places)
    yield "".join([f"{'':14}", *(f"{part:>13}" for part in [*parts, "all"])])
    for kind in (k for k in get_args(PlaceKind) if any(p.kind == k for p in places)):
        row = [table[kind, part] for part in parts]
        yield "".join([f"{kind:14}", *(f"{n:13}" for n in [*row, sum(row)])])
    row = [sum(part_of_world(place) == part for place in places) for part in parts]
    yield "".join([f"{'all':14}", *(f"{n:13}" for n in [*row, len(places)])])
    yield f"{sum(len(place.names) for place in places)} spellings of {len(places)} places"
    yield from (f"{fault.id}: {fault.what}" for fault in bad)
    yield f"{len(bad)} rows out of line"


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when no row is out of line."""
    parser = argparse.ArgumentParser(prog="python -m worldbuild.supplement", description=__doc__)
    parser.add_argument("table", nargs="?", type=Path, default=TABLE)
    parser.add_argument("--dumps", type=Path, help="folder of GeoNames country dumps (*.txt.gz)")
    parser.add_argument("--namesakes", action="store_true", help="list namesakes and distances")
    options = parser.parse_args(arguments)
    world = World.open()
    places, bad = read(options.table)
    bad += [*faults(places), *border_faults(places, world.borders)]
    found = list(namesakes(places, _other_data(world, options.dumps)))
    near = sorted(km for _, _, km in found if km <= NAMESAKE_KM)
    for line in _report(places, bad):
        print(line)  # noqa: T201
    if near:
        print(  # noqa: T201
            f"{len(near)} spots have a namesake within {NAMESAKE_KM:.0f} km: half of those within"
            f" {near[len(near) // 2]:.1f} km, nine in ten within {near[len(near) * 9 // 10]:.1f} km"
        )
    if options.namesakes:
        for place, ref, km in sorted(found, key=lambda row: row[2]):
            print(f"{km:9.1f} km  {place.id}  {ref}")  # noqa: T201
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
