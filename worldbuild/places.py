"""What goes into the gazetteer: settlements and airfields; countries, provinces, the supplement."""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fairwitness.world import folding
from worldbuild.countries import Country
from worldbuild.layers import Entry, rank
from worldbuild.provinces import Unit
from worldbuild.within import Within

OTHER_SCRIPTS = Path(__file__).parent / "tables" / "other_scripts.tsv"

# Numbers of places that are not GeoNames' own; GeoNames' ids are below 2**24 so far.
_FIRST_OWN = 1 << 32

_CAPITAL, _COUNTRY, _CONTINENT, _PROVINCE, _TERRITORY = 7.3, 9.0, 9.5, 5.0, 6.5
_MILITARY, _INTERNATIONAL, _AIRPORT = 4.5, 4.5, 3.5
_SUPPLEMENT = {
    "sea": 6.5,
    "region": 6.3,
    "territory": 6.4,
    "strait": 6.0,
    "river": 6.0,
    "continent": 9.5,
}
_SUPPLEMENT_OTHER = 4.8

# A name of three letters or fewer in capitals is a code of an airport or a station here.
_CODE = re.compile(r"^[A-Z]{1,4}$")
# Lower-case Latin alternates are GeoNames' machine transliterations ("ba li", "alqnytrt"), save
# those that begin with an article or particle.
_PARTICLE = re.compile(
    r"^(?:a[a-z]{1,2}|el|es|ez|er|et|le|la|les|los|las|de|den|het|'s|'t|ul|s')[- '’]"
)
_MILITARY_NAME = re.compile(
    r"\b(?:Air ?base|Air ?Force|AFB|Naval|Army|Military|Marine Corps|RAF|RNAS|NAS|AAF|AB)\b", re.I
)


def settlements(rows: dict[str, Any], countries: list[Country], within: Within) -> list[Entry]:
    """cities500 as entries; in order of id."""
    arabic = {c.code for c in countries if "ara" in c.languages} | {"IL", "PS"}
    other = {row["code"] for row in read_table(OTHER_SCRIPTS)}
    sounded = {c.code for c in countries if c.languages & other}
    capitals = _capital_ids(rows, countries)
    ordered = sorted(rows.values(), key=lambda row: row["geonameid"])
    places = within.provinces([(row["latitude"], row["longitude"]) for row in ordered])
    entries = []
    for row, (province, claimants) in zip(ordered, places, strict=True):
        code, population = row["countrycode"], row["population"]
        capital = row["geonameid"] in capitals
        entries.append(Entry(
            no=row["geonameid"], ref=None, name=row["name"], kind="city", lat=row["latitude"],
            lon=row["longitude"], country=code, province=province, population=population,
            claimants=claimants, aliases=tuple(usable(row["alternatenames"])),
            rank=rank(_CAPITAL + 0.1 * _log(population) if capital else 0.0, population),
            articles=code in arabic, sounds=code in sounded,
        ))  # fmt: skip
    return entries


def capitals(rows: dict[str, Any], countries: list[Country]) -> dict[str, str]:
    """The gazetteer id of each country's (first) capital."""
    found = {code: f"geonames:{number}" for number, code in _capital_ids(rows, countries).items()}
    return dict(sorted(found.items()))


def _capital_ids(rows: dict[str, Any], countries: list[Country]) -> dict[int, str]:
    named: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values():
        for name in {row["name"], *row["alternatenames"]}:
            if name.isascii() or len(name) < 30:
                named[row["countrycode"], folding.fold(name)].append(row)
    found = {}
    for country in countries:
        for capital in country.capitals[:1]:
            homonyms = named[country.code, folding.fold(capital)]
            if homonyms:
                best = max(homonyms, key=lambda row: (row["population"], -row["geonameid"]))
                found[int(best["geonameid"])] = country.code
    return found


def usable(names: list[str]) -> Iterator[str]:
    """The alternates a reporter may write: in Latin letters, no codes, no machine spellings."""
    for name in dict.fromkeys(names):
        latin = all(c < "ɐ" or "Ḁ" <= c < "ἀ" or c in "ʻʼʿʾ’‘ə" for c in name)
        if not latin or _CODE.match(name) or not name[:1]:
            continue
        if name[0].isupper() or not name[0].isalpha() or _PARTICLE.match(name):
            yield name


def airfields(path: Path, within: Within) -> Iterator[Entry]:
    """Military airfields, and the others that have an IATA code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _wanted(row)]
    rows.sort(key=lambda row: row["icao"])
    places = within.provinces([(float(row["lat"]), float(row["lon"])) for row in rows])
    for number, (row, (province, claimants)) in enumerate(zip(rows, places, strict=True)):
        name = row["name"].strip()
        military = bool(_MILITARY_NAME.search(name))
        high = military or "International" in name
        yield Entry(
            no=_FIRST_OWN + number, ref=f"airportsdata:{row['icao']}", name=name,
            kind="base" if military else "airfield", lat=float(row["lat"]), lon=float(row["lon"]),
            rank=rank(_INTERNATIONAL if high else _AIRPORT), country=row["country"],
            province=province, claimants=claimants, extent=2.0, articles=True, sounds=military,
            aliases=tuple(_shorter(name)),
        )  # fmt: skip


def _wanted(row: dict[str, str]) -> bool:
    return bool(row["iata"] or _MILITARY_NAME.search(row["name"])) and len(row["name"]) > 3


def _shorter(name: str) -> Iterator[str]:
    """What reporters leave out: "Al Asad base", "Aleppo airport"."""
    for long, short in ((" Air Base", " base"), (" Airbase", " base"), (" Air Force Base", " base"),
                        (" International Airport", " airport"), (" Air Force Base", " AFB"),
                        (" Army Air Field", " airfield"), (" Airport", " airfield")):  # fmt: skip
        if long in name:
            yield name.replace(long, short)


def countries_and_units(
    countries: list[Country], units: list[Unit], facts: dict[str, Any], within: Within
) -> Iterator[Entry]:
    """Countries, then first-level units."""
    number = _FIRST_OWN
    for country in countries:
        if country.code.startswith("x-"):
            continue  # the supplement places de-facto authorities
        known = facts.get(country.code, {})
        population = int(known.get("population") or 0)
        number += 1
        yield Entry(
            no=number, ref=f"country:{country.code}", name=country.name, kind="country",
            lat=country.lat, lon=country.lon, country=country.code, population=population,
            rank=rank((_COUNTRY if country.independent else _TERRITORY) + 0.01 * _log(population)),
            extent=math.sqrt(country.area / math.pi), aliases=tuple(country.aliases),
            abbreviations=tuple(country.abbreviations),
        )  # fmt: skip
    for unit in units:
        number += 1
        yield _unit(number, unit, within)


def _unit(number: int, unit: Unit, within: Within) -> Entry:
    point = unit.shape.representative_point()
    return Entry(
        no=number, ref=f"province:{unit.id}", name=unit.name, kind="province", lat=point.y,
        lon=point.x, rank=rank(_PROVINCE), country=unit.country, province=unit.id,
        extent=within.radius_km(unit.shape), aliases=tuple(usable(list(unit.names[1:]))),
        abbreviations=unit.abbreviations, articles=True, sounds=True,
        claimants=within.claimants(point.y, point.x),
    )  # fmt: skip


def continents(rows: dict[str, Any]) -> Iterator[Entry]:
    """The seven continents."""
    for i, (code, row) in enumerate(sorted(rows.items())):
        names = [n["name"] for n in row["alternateNames"] if n.get("lang") == "en"]
        box = row["bbox"]
        width = abs(float(box["east"]) - float(box["west"])) % 360
        yield Entry(
            no=(_FIRST_OWN << 1) + i, ref=f"continent:{code}", name=row["toponymName"],
            kind="continent", lat=float(row["lat"]), lon=float(row["lng"]), rank=rank(_CONTINENT),
            extent=111.0 * width / 4, aliases=tuple(dict.fromkeys(names)),
        )  # fmt: skip


def supplement(path: Path, within: Within) -> Iterator[Entry]:
    """Our own table of places that gazetteers lack."""
    rows = read_table(path)
    places = within.provinces([(float(row["lat"]), float(row["lon"])) for row in rows])
    for i, (row, (province, found)) in enumerate(zip(rows, places, strict=True)):
        stated = tuple(code for code in re.split(r"[,\s]+", row["claimants"]) if code)
        yield Entry(
            no=(_FIRST_OWN << 2) + i, ref=f"supplement:{row['id']}", name=row["name"],
            kind=row["kind"], lat=float(row["lat"]), lon=float(row["lon"]),
            rank=rank(_SUPPLEMENT.get(row["kind"], _SUPPLEMENT_OTHER)),
            country=row["country"] or None, province=province if row["country"] else None,
            claimants=stated or found, extent=float(row["extent_km"] or 0),
            aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
            articles=True, sounds=True,
        )  # fmt: skip


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table, comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _log(population: int) -> float:
    return math.log10(population) if population > 1 else 0.0
