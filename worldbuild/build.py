"""From sources to data files, in one pass, the same every time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from fairwitness.world import atlas
from worldbuild import borders, countries, layers, places, provinces, sources, sqlite
from worldbuild.within import Within

SUPPLEMENT = "supplement.tsv"


def build(shelf: sources.Shelf, supplement: Path, folder: Path) -> dict[str, Any]:
    """Writes every data file and the manifest into `folder`; gives the manifest."""
    rows = shelf.json(sources.WORLD_COUNTRIES, "countries.json")
    known = countries.read(rows)
    alpha2 = {row["cca3"]: row["cca2"] for row in rows} | {"XKX": "XK"}
    held = borders.read(shelf.json(sources.OSM_BORDERS, "borders.geo.json")["features"], alpha2)
    admin1 = shelf.json(sources.NATURAL_EARTH, "data/states/admin1.json")
    units = provinces.read(admin1["features"])
    within = Within(units, held)

    provinces.write(folder / atlas.PROVINCES, units)
    borders.write(folder / atlas.BORDERS, held, provinces.landmasses(units, held))
    cities = shelf.json(sources.GEONAMES)
    settled = places.settlements(cities, known, within)
    airfields = list(places.airfields(shelf.path(sources.AIRPORTSDATA), within))
    layers.write(folder / atlas.PLACES, [*settled, *airfields])
    named = [
        *places.countries_and_units(known, units, shelf.json(sources.GEONAMES_COUNTRIES), within),
        *places.continents(shelf.json(sources.GEONAMES_CONTINENTS)),
        *places.supplement(supplement, within),
    ]
    table = countries.rows(known, places.capitals(cities, known))
    layers.write(folder / atlas.ATLAS, named, countries.SCHEMA, {"countries": table})
    return write_manifest(folder, supplement, {
        "countries": len(known), "borders": len(held), "provinces": len(units),
        "settlements": len(settled), "airfields": len(airfields),
        "supplement": len(places.read_table(supplement)),
        "disputed": sum(bool(entry.claimants) for entry in [*settled, *named]),
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
