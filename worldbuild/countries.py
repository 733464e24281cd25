"""Country names, aliases and demonyms, each kept only for the one country it means."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairwitness.world import folding

TABLE = Path(__file__).parent / "tables" / "countries.tsv"

SCHEMA = """
CREATE TABLE countries(code TEXT PRIMARY KEY, alpha3 TEXT NOT NULL, name TEXT NOT NULL,
    aliases TEXT NOT NULL, demonyms TEXT NOT NULL, capital TEXT, lat REAL NOT NULL,
    lon REAL NOT NULL) WITHOUT ROWID;
"""


@dataclass
class Country:
    """A country on its way into the table."""

    code: str
    alpha3: str
    name: str
    independent: bool
    lat: float
    lon: float
    area: float
    capitals: list[str]
    languages: set[str]
    aliases: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)
    """Aliases and demonyms from our own table, which settle whom a word means."""


# Islands that ISO 3166-1 lists apart and the borders draw as another country's.
DRAWN_AS = {"UM": "US"}


def read(rows: list[dict[str, Any]]) -> list[Country]:
    """The countries of `world-countries` with what our own table adds, by code."""
    added = _table()
    countries = [
        _country(row, added.get(row["cca2"], {})) for row in rows if row["cca2"] not in DRAWN_AS
    ]
    countries += [_territory(code, row) for code, row in added.items() if row["name"]]
    countries.sort(key=lambda country: country.code)
    _keep_unambiguous(countries, "aliases", folding.fold)
    _keep_unambiguous(countries, "abbreviations", str)
    _keep_unambiguous(countries, "demonyms", folding.fold)
    return countries


def _country(row: dict[str, Any], added: dict[str, str]) -> Country:
    english = row["demonyms"].get("eng", {})
    given = [english.get("m"), english.get("f"), *_split(added.get("demonyms"))]
    names = [row["name"]["official"], *row["altSpellings"], *_split(added.get("aliases"))]
    common = row["name"]["common"]
    return Country(
        code=row["cca2"], alpha3=row["cca3"], name=common,
        independent=bool(row["independent"]) or row["cca2"] in ("PS", "TW", "XK"),
        lat=float(added.get("lat") or row["latlng"][0]),
        lon=float(added.get("lon") or row["latlng"][1]), area=max(row["area"], 0.0),
        capitals=list(row["capital"]), languages=set(row["languages"]),
        # ISO codes among the spellings ("IS", "NO") collide with words; our table has the wanted.
        aliases=[n for n in dict.fromkeys(names) if n != common and len(n) > 3 and _latin(n)],
        abbreviations=_split(added.get("abbreviations")),
        demonyms=_with_plurals([word for word in given if word]),
        ours=[*_split(added.get("aliases")), *_with_plurals(_split(added.get("demonyms")))],
    )  # fmt: skip


def _territory(code: str, added: dict[str, str]) -> Country:
    return Country(
        code=code, alpha3=code, name=added["name"], independent=False,
        lat=float(added["lat"]), lon=float(added["lon"]), area=0.0, capitals=[], languages=set(),
        aliases=_split(added["aliases"]), abbreviations=_split(added["abbreviations"]),
        demonyms=_with_plurals(_split(added["demonyms"])),
    )  # fmt: skip


def _with_plurals(words: list[str]) -> list[str]:
    """The words and the plurals of those that have one: "Syrians", but not "Chineses"."""
    found: dict[str, None] = {}
    for word in words:
        found[word] = None
        if word.endswith("man"):
            found[word[:-3] + "men"] = None
        elif not word.endswith(("s", "x", "z", "ese", "ish", "ch", "sh")):
            found[word + "s"] = None
    return list(found)


def _keep_unambiguous(countries: list[Country], attribute: str, key: Any) -> None:
    """Takes away words that mean several countries, unless just one of them is independent.

    "American" is the United States though possessions use it too; "Congolese" stays nobody's. Our
    table goes before all.
    """
    users: dict[str, list[Country]] = defaultdict(list)
    main = {key(country.name): country for country in countries}
    for country in countries:
        for word in getattr(country, attribute):
            if country not in users[key(word)]:
                users[key(word)].append(country)
    for country in countries:
        kept = []
        for word in getattr(country, attribute):
            rivals = users[key(word)]
            rivals = [c for c in rivals if word in c.ours] or rivals
            free = [c for c in rivals if c.independent] if len(rivals) > 1 else rivals
            if free == [country] and main.get(key(word), country) is country:
                kept.append(word)
        setattr(country, attribute, kept)


def rows(countries: list[Country], capitals: dict[str, str]) -> list[tuple[object, ...]]:
    """The table's rows; `capitals` gives gazetteer ids by country code."""
    return [
        (c.code, c.alpha3, c.name, _json([*c.aliases, *c.abbreviations]), _json(c.demonyms),
         capitals.get(c.code), c.lat, c.lon)
        for c in countries
    ]  # fmt: skip


def _table() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return {row["code"]: row for row in csv.DictReader(lines, delimiter="\t")}


def _split(cell: str | None) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()] if cell else []


def _latin(name: str) -> bool:
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in name)


def _json(values: list[str]) -> str:
    return json.dumps(values, ensure_ascii=False)
