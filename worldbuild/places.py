"""What goes into the gazetteer: settlements and airfields; countries, provinces, the supplement."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fairwitness.world import folding
from fairwitness.world.entries import Entry, rank, usable
from worldbuild.countries import DRAWN_AS, Country
from worldbuild.provinces import Unit
from worldbuild.within import Site, Within, radius_km

OTHER_SCRIPTS = Path(__file__).parent / "tables" / "other_scripts.tsv"

# Numbers of places that are not GeoNames' own; GeoNames' ids are below 2**24 so far.
_FIRST_OWN = 1 << 32

_CAPITAL, _COUNTRY, _CONTINENT, _PROVINCE, _TERRITORY = 7.3, 9.0, 9.5, 4.6, 6.5
# A province ranks as a city of a fifth of its townspeople: below the city that most of them live in
# ("Aleppo", "Kherson"), and above a small seat ("Idlib", "Anbar").
_BELOW_ITS_CITIES = 0.7
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

_MILITARY_NAME = re.compile(
    r"\b(?:Air ?base|Air ?Force|AFB|Naval|Army|Military|Marine Corps|RAF|RNAS|NAS|AAF|AB)\b", re.I
)


def sites(rows: list[dict[str, Any]], within: Within) -> list[Site]:
    """What holds each settlement."""
    return within.sites([(row["latitude"], row["longitude"], _code(row)) for row in rows])


def settlements(
    rows: list[dict[str, Any]],
    sites: list[Site],
    countries: list[Country],
    capitals: dict[int, str],
) -> list[Entry]:
    """cities500 as entries, in the rows' order."""
    arabic = {c.code for c in countries if "ara" in c.languages} | {"IL", "PS"}
    other = {row["code"] for row in read_table(OTHER_SCRIPTS)}
    sounded = {c.code for c in countries if c.languages & other}
    entries = []
    for row, site in zip(rows, sites, strict=True):
        code, population = _code(row), row["population"]
        capital = row["geonameid"] in capitals
        entries.append(Entry(
            no=row["geonameid"], ref=None, name=row["name"], kind="city", lat=row["latitude"],
            lon=row["longitude"], country=code, province=site.province,
            population=population, claimants=site.claimants,
            aliases=tuple(usable(row["alternatenames"])),
            rank=rank(_CAPITAL + 0.1 * _log(population) if capital else 0.0, population),
            articles=code in arabic, heard_in=(code,) if code in sounded else (),
        ))  # fmt: skip
    return entries


def _code(row: dict[str, Any]) -> str:
    return DRAWN_AS.get(row["countrycode"], str(row["countrycode"]))


def capitals(rows: list[dict[str, Any]], countries: list[Country]) -> dict[int, str]:
    """The GeoNames ids of the countries' (first) capitals, with the countries' codes."""
    wanted = {(c.code, folding.fold(c.capitals[0])) for c in countries if c.capitals}
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        size = (row["population"], -row["geonameid"])
        for name in {row["name"], *usable(row["alternatenames"])}:
            key = row["countrycode"], folding.fold(name)
            if key in wanted:
                best[key] = max(best.get(key, size), size)
    return {-number: code for (code, _), (_, number) in sorted(best.items())}


def airfields(path: Path, within: Within) -> Iterator[Entry]:
    """Military airfields, and the others that have an IATA code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _wanted(row)]
    rows.sort(key=lambda row: row["icao"])
    sites = within.sites([(float(r["lat"]), float(r["lon"]), r["country"]) for r in rows])
    for number, (row, site) in enumerate(zip(rows, sites, strict=True)):
        name = row["name"].strip()
        military = bool(_MILITARY_NAME.search(name))
        high = military or "International" in name
        yield Entry(
            no=_FIRST_OWN + number, ref=f"airportsdata:{row['icao']}", name=name,
            kind="base" if military else "airfield", lat=float(row["lat"]), lon=float(row["lon"]),
            rank=rank(_INTERNATIONAL if high else _AIRPORT),
            country=DRAWN_AS.get(row["country"], row["country"]),
            province=site.province, claimants=site.claimants, extent=2.0, articles=True,
            heard_in=(row["country"],) if military else (),
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
    countries: list[Country],
    units: list[Unit],
    facts: dict[str, Any],
    within: Within,
    people: Mapping[str, int],
) -> Iterator[Entry]:
    """Countries, then first-level units; `people` is the population of each unit's cities."""
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
    middles = [unit.shape.representative_point() for unit in units]
    sites = within.sites([(p.y, p.x, u.country) for p, u in zip(middles, units, strict=True)])
    disputed = {unit.id: site.claimants for unit, site in zip(units, sites, strict=True)}
    regions = {name for unit in units if not unit.facts for name in unit.names}
    for unit in units:
        number += 1
        # Natural Earth gives "Tuscany" as another name of each of its provinces.
        others = [name for name in unit.names[1:] if not (unit.facts and name in regions)]
        claimants = disputed[unit.id]
        yield _unit(number, unit, others, claimants, people.get(unit.id, 0))


def _unit(
    number: int, unit: Unit, others: list[str], claimants: tuple[str, ...], people: int
) -> Entry:
    point = unit.shape.representative_point()
    return Entry(
        no=number, ref=f"province:{unit.id}", name=unit.names[0], kind="province", lat=point.y,
        lon=point.x, rank=rank(max(_PROVINCE, _log(people) - _BELOW_ITS_CITIES)),
        country=unit.country, province=unit.id,
        extent=radius_km(unit.shape), aliases=tuple(usable(others)),
        abbreviations=unit.abbreviations, articles=True, heard_in=(unit.country,),
        claimants=claimants,
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
    sites = within.sites([(float(r["lat"]), float(r["lon"]), r["country"]) for r in rows])
    near = within.near([(float(r["lat"]), float(r["lon"])) for r in rows])
    for i, (row, site) in enumerate(zip(rows, sites, strict=True)):
        stated = tuple(code for code in re.split(r"[,\s]+", row["claimants"]) if code)
        yield Entry(
            no=(_FIRST_OWN << 2) + i, ref=f"supplement:{row['id']}", name=row["name"],
            kind=row["kind"], lat=float(row["lat"]), lon=float(row["lon"]),
            rank=rank(_SUPPLEMENT.get(row["kind"], _SUPPLEMENT_OTHER)),
            country=row["country"] or None, province=site.province if row["country"] else None,
            claimants=tuple(sorted({*stated, *site.claimants})),
            extent=float(row["extent_km"] or 0),
            aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
            articles=True, heard_in=(row["country"],) if row["country"] else near[i],
        )  # fmt: skip


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table, comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _log(population: int) -> float:
    return math.log10(population) if population > 1 else 0.0
