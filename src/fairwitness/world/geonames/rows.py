"""One line of a dump as a row, or the reason why it is refused."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources

from fairwitness.world.geonames.dumps import NAME_COLUMNS, PLACE_COLUMNS, Line

_LONGEST_NAME = 200
_MOST_ALIASES = 400
_MOST_PEOPLE = 10_000_000_000
_ID = re.compile(r"^[0-9]{1,12}$")
# Dumps made elsewhere in the same format carry ids of their own: `wof:102542687`.
_OTHER_ID = re.compile(r"^([a-z][a-z0-9_]{1,15}):([0-9]{1,12})$")
_DEGREES = re.compile(r"^-?[0-9]{1,3}(?:\.[0-9]{1,20})?$")
_COUNTRY = re.compile(r"^[A-Z]{2}$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# What alternateNames keeps as languages but is no name: links, codes, pinyin and phonetics.
_NO_LANGUAGE = frozenset(
    ["link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "piny", "abbr"]
)


class Refused(Exception):
    """A line that cannot be read; its text says why, in a few words that are the same each time."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What a feature code is to us."""

    kind: str
    rank: float
    known: str
    """What the package has of it already: `all`, one of the name that lies `near`, or `no`."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A line of a country dump."""

    id: str
    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    feature: Feature | None
    """None where it is of a sort that is not kept."""
    country: str | None
    population: int


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of alternateNames."""

    place: int
    name: str
    is_name: bool
    """False for links, postal codes and the like."""


def read_place(line: Line) -> PlaceLine:
    """The place on a line of 19 columns; Refused where it cannot be one."""
    cells = _cells(line, frozenset({PLACE_COLUMNS}))
    name = cells[1].strip()
    if not (_ID.match(cells[0]) or _OTHER_ID.match(cells[0])):
        raise Refused("no id in the first column")
    if not name or len(name) > _LONGEST_NAME or _CONTROL.search(name):
        raise Refused("no usable name in the second column")
    if cells[8] and not _COUNTRY.match(cells[8]):
        raise Refused("no country code in the ninth column")
    lat, lon = _degrees(cells[4], 90.0), _degrees(cells[5], 180.0)
    aliases = (alias.strip() for alias in [cells[2], *cells[3].split(",")][:_MOST_ALIASES])
    return PlaceLine(
        id=cells[0] if ":" in cells[0] else f"geonames:{int(cells[0])}",
        name=name,
        aliases=tuple(
            alias for alias in aliases
            if alias and len(alias) <= _LONGEST_NAME and not _CONTROL.search(alias)
        ),
        lat=lat, lon=lon, feature=features().get((cells[6], cells[7] or "-")),
        country=cells[8] or None, population=_people(cells[14]),
    )  # fmt: skip


def read_name(line: Line) -> NameLine:
    """The name on a line of alternateNames (8 columns) or alternateNamesV2 (10)."""
    cells = _cells(line, NAME_COLUMNS)
    if not _ID.match(cells[1]):
        raise Refused("no id in the second column")
    name = cells[3].strip()
    if not name or len(name) > _LONGEST_NAME or _CONTROL.search(name):
        if cells[2] in _NO_LANGUAGE:  # links are long
            return NameLine(int(cells[1]), "", False)
        raise Refused("no usable name in the fourth column")
    return NameLine(int(cells[1]), name, cells[2] not in _NO_LANGUAGE)


@functools.cache
def features() -> dict[tuple[str, str], Feature]:
    """Feature class and code (`-`: none) to what we take it for."""
    return {
        (row[0], row[1]): Feature(row[2], float(row[3]), row[4])
        for row in _table("feature_codes.tsv")
    }


@functools.cache
def transliterated() -> dict[str, bool]:
    """Countries whose names are kept by sound too, and whether Arabic articles come and go."""
    return {code: arabic == "yes" for code, arabic in _table("transliterated.tsv")}


def _table(name: str) -> list[list[str]]:
    text = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def _cells(line: Line, columns: frozenset[int]) -> list[str]:
    if line.data is None:
        raise Refused("a line longer than 128 KiB")
    try:
        cells = line.data.decode("utf-8").split("\t")
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8") from error
    if len(cells) not in columns:
        raise Refused(f"not {' or '.join(map(str, sorted(columns)))} columns")
    return cells


def _degrees(cell: str, most: float) -> float:
    if not _DEGREES.match(cell):
        raise Refused("coordinates are no numbers")
    value = float(cell)
    if abs(value) > most:
        raise Refused("coordinates out of range")
    return value


def _people(cell: str) -> int:
    if not cell:
        return 0
    if not cell.isascii() or not cell.isdecimal() or len(cell) > 12 or int(cell) > _MOST_PEOPLE:
        raise Refused("population is no number")
    return int(cell)
