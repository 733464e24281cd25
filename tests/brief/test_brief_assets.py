"""The committed bundle is what the frontend's sources make."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "src" / "fairwitness" / "brief" / "assets"
MANIFEST: dict[str, dict[str, str]] = json.loads(
    (ASSETS / "build-manifest.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MANIFEST["sources"])
def test_sources_are_those_the_bundle_was_built_from(name: str) -> None:
    found = hashlib.sha256((ROOT / "frontend" / name).read_bytes()).hexdigest()
    assert found == MANIFEST["sources"][name], "run: npm --prefix frontend run build"


@pytest.mark.parametrize("name", MANIFEST["products"])
def test_products_are_as_built(name: str) -> None:
    found = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()
    assert found == MANIFEST["products"][name], "run: npm --prefix frontend run build"


def test_packages_are_pinned_by_hash_and_name_no_host() -> None:
    lock: dict[str, Any] = json.loads((ROOT / "frontend/package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())


def test_licences_of_all_that_is_bundled_are_there() -> None:
    text = (ASSETS / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("d3-geo", "d3-array", "internmap", "topojson-client", "world-atlas"):
        assert name in text
