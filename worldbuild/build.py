"""From sources to data files, in one pass, the same every time."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from fairwitness.world import atlas
from worldbuild import (
    borders,
    claims,
    counties,
    countries,
    layers,
    places,
    provinces,
    sources,
    sqlite,
)
from worldbuild.within import Within

SUPPLEMENT = "supplement.tsv"
TABLES = Path(__file__).parent / "tables"


def build(shelf: sources.Shelf, supplement: Path, folder: Path) -> dict[str, Any]:
    """Writes every data file and the manifest into `folder`; gives the manifest."""
    rows = shelf.json(sources.WORLD_COUNTRIES, "countries.json")
    known = countries.read(rows)
    alpha2 = {row["cca3"]: row["cca2"] for row in rows} | {"XKX": "XK"}
    held = borders.read(shelf.json(sources.OSM_BORDERS, "borders.geo.json")["features"], alpha2)
    admin1 = shelf.json(sources.NATURAL_EARTH, "data/states/admin1.json")
    units = provinces.read(admin1["features"], places.read_table(TABLES / "groupings.tsv"), held)
    claimed = claims.claimed(places.read_table(TABLES / "claims.tsv"), held, units)
    authorities = claims.authorities(places.read_table(TABLES / "authorities.tsv"), held, units)
    within = Within(units, [*held.items(), *claimed])

    provinces.write(folder / atlas.PROVINCES, units)
    landmasses = provinces.landmasses(units, held | authorities)
    borders.write(folder / atlas.BORDERS, held, claimed, authorities, landmasses)
    cities = sorted(shelf.json(sources.GEONAMES).values(), key=lambda row: row["geonameid"])
    capitals = places.capitals(cities, known)
    sites = places.sites(cities, within)
    settled = places.settlements(cities, sites, known, capitals)
    airfields = list(places.airfields(shelf.path(sources.AIRPORTSDATA), within))
    districts = list(counties.counties(
        shelf.json(sources.US_ATLAS, "counties-10m.json"),
        shelf.json(sources.GEONAMES_COUNTIES), shelf.json(sources.GEONAMES_STATES),
    ))  # fmt: skip
    layers.write(folder / atlas.PLACES, [*settled, *airfields, *districts])
    people: Counter[str] = Counter()
    region = {unit.id: unit.part_of for unit in units}
    for entry in settled:
        people[entry.province or ""] += entry.population
        people[region.get(entry.province or "") or ""] += entry.population
    facts = shelf.json(sources.GEONAMES_COUNTRIES)
    named = [
        *places.countries_and_units(known, units, facts, within, people),
        *places.continents(shelf.json(sources.GEONAMES_CONTINENTS)),
        *places.supplement(supplement, within),
    ]
    table = countries.rows(known, {code: f"geonames:{no}" for no, code in capitals.items()})
    layers.write(folder / atlas.ATLAS, named, countries.SCHEMA, {"countries": table})
    return write_manifest(folder, supplement, {
        "countries": len(known), "borders": len(held), "provinces": len(units),
        "claims": len(claimed),
        "settlements": len(settled), "airfields": len(airfields), "counties": len(districts),
        "supplement": len(places.read_table(supplement)),
        "disputed": sum(bool(entry.claimants) for entry in [*settled, *named]),
        "outside_their_country": sum(site.astray for site in sites),
        "without_province": sum(entry.province is None for entry in settled),
    })  # fmt: skip


def write_manifest(folder: Path, supplement: Path, counts: dict[str, int]) -> dict[str, Any]:
    """The manifest: sources, digests of content, counts."""
    files = {
        name: sqlite.digest(folder / name)
        for name in (atlas.ATLAS, atlas.PLACES, atlas.BORDERS, atlas.PROVINCES)
    }
    manifest = {
        "digest": hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest(),
        "files": files,
        "counts": counts,
        "datasets": [*map(_dataset, sources.ALL), _supplement(supplement)],
        "sources": [
            {"key": s.key, "registry": s.registry, "package": s.package, "version": s.version,
             "file": s.file, "sha256": s.sha256}
            for s in sources.ALL
        ],
    }  # fmt: skip
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / atlas.MANIFEST).write_text(text, encoding="utf-8")
    return manifest


def _dataset(source: sources.Source) -> dict[str, str]:
    return {
        "key": source.key, "title": source.title, "version": source.version,
        "licence": source.licence, "accuracy": source.accuracy,
    }  # fmt: skip


def _supplement(path: Path) -> dict[str, str]:
    return {
        "key": "supplement", "title": "fairwitness supplement: bases, crossings, camps, seas",
        "version": sources.sha256(path)[:12], "licence": "CC0-1.0",
        "accuracy": "bases and crossings to about 3 km; seas and regions a middle point",
    }  # fmt: skip
