"""Unit names are pint's, and the kilometres in a unit are what pint says they are."""

from __future__ import annotations

from importlib.resources import files

import pint
import pytest

from fairwitness.world.units import KILOMETRES, kilometres

REGISTRY = pint.UnitRegistry()
TABLE = files("fairwitness.reading").joinpath("data/quantities_units.tsv").read_text("utf-8")
NAMES = sorted({line.split("\t")[1] for line in TABLE.splitlines() if not line.startswith("#")})
BESIDE = {"percentage_point"}
"""Units of the table that are no physical unit."""


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BESIDE])
def test_units_of_quantities_are_known_to_pint(name: str) -> None:
    assert REGISTRY.parse_units(name)


@pytest.mark.parametrize("unit", KILOMETRES)
def test_kilometres_in_a_unit(unit: str) -> None:
    assert kilometres(1.0, unit) == pytest.approx(REGISTRY(unit).to("kilometre").magnitude)


def test_what_is_no_length_has_no_kilometres() -> None:
    assert kilometres(3.0, "kilogram") is None
