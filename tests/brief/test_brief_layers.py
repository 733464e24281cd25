"""Every kind of row has a layer, and its cells say what the row holds."""

from __future__ import annotations

import typing

import msgspec
import pytest
from sample_brief import sample

from fairwitness.brief.cells import Cell
from fairwitness.brief.layers import (
    HOLDERS,
    LAYERS,
    VERDICTS,
    context,
    coordinates,
    holder,
    rows,
)
from fairwitness.brief.model import Brief
from fairwitness.reading.rows import Row

BRIEF = sample()
CTX = context(BRIEF)
BY_KEY = {layer.key: layer for layer in LAYERS}


def _row_fields() -> set[str]:
    found = set()
    for field in msgspec.structs.fields(Brief):
        for inner in typing.get_args(msgspec.inspect.type_info(field.type) and field.type):
            for part in (inner, *typing.get_args(inner)):
                if isinstance(part, type) and issubclass(part, Row):
                    found.add(field.name)
    return found


def test_every_kind_of_row_in_a_brief_has_a_layer() -> None:
    assert _row_fields() == set(BY_KEY)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.key)
def test_each_layer_can_show_its_rows(layer: typing.Any) -> None:
    found = rows(BRIEF, layer)
    assert found, "the sample has rows of every kind"
    for row in found:
        for column in layer.columns:
            assert all(isinstance(bit.text, str) for bit in column.cell(row, CTX))
        assert all(isinstance(facet.value(row, CTX), str) for facet in layer.facets)
        for start, end, _ in layer.marks(row):
            assert 0 <= start < end <= len(BRIEF.report.text)


@pytest.mark.parametrize("layer", [one for one in LAYERS if one.table], ids=lambda one: one.key)
def test_columns_fill_the_table(layer: typing.Any) -> None:
    assert sum(column.share for column in layer.columns) == 100
    assert layer.columns[0].share, "the first cell leads to the words and is always there"


def _cells(row_id: str) -> dict[str, str]:
    row = CTX.by_id[row_id]
    layer = next(one for one in LAYERS if row in rows(BRIEF, one))
    return {column.title: _text(column.cell(row, CTX)) for column in layer.columns}


def _text(cell: Cell) -> str:
    return "".join(bit.text for bit in cell)


@pytest.mark.parametrize(
    ("row_id", "expected"),
    [
        ("c1", {"Who": "", "What": "was attacked", "When": "Tuesday", "How many": "about 40"}),
        ("c1", {"Held by": "the regional governor's office (organisation)"}),
        ("c6", {"Held by": "the report’s own voice", "Findings": "✗ fails"}),
        ("c8", {"Held by": "Colonel Abdoulaye Keïta (named)", "Stance": "denied"}),
        ("c11", {"Held by": "nobody: a statement with no source"}),
        ("s4", {"Source": "He = Colonel Abdoulaye Keïta", "Cue": "denied", "Form": "indirect"}),
        ("s7", {"Source": "nobody", "Cue": "", "Sourcing": "none"}),
        ("p1", {"Taken for": "Gao city, ML", "Point": "16.27 N 0.04 W"}),
        ("p1", {"Could also be": "Gao GH"}),
        ("t1", {"Value": "unresolved", "Covers": "no day of publication to reckon from"}),
        ("t4", {"Reckoned from": "the morning of 9 March"}),
        ("t5", {"Value": "2023", "Covers": "2023-01-01 until 2024-01-01"}),
        ("q1", {"Value": "40 34 to 46", "Of what": "lorries"}),
        ("q4", {"Value": "14 14 to …"}),
        ("q5", {"Value": "600 kilometre", "Of what": ""}),
        ("r1", {"From, to": "Labbezanga to Mali (its border)", "Says": "4 km"}),
        ("r2", {"Says": "600 km E", "Findings": "✗ fails"}),
        ("f2", {"Verdict": "✗ fails", "Stated": "600 km", "Found": "264 km"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_cells(row_id: str, expected: dict[str, str]) -> None:
    found = _cells(row_id)
    assert {title: found[title] for title in expected} == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("c8", "a named person"),
        ("c1", "a body or document"),
        ("c3", "a nameless source"),
        ("c9", "a nameless source"),
        ("c11", "nobody"),
        ("c5", "the report’s own voice"),
    ],
    ids=["named person", "organisation", "anonymous", "collective", "no source", "own voice"],
)
def test_who_stands_behind_a_claim(claim: str, expected: str) -> None:
    assert holder(CTX.by_id[claim], CTX) == expected
    assert expected in HOLDERS.values()


def test_failed_findings_come_first() -> None:
    verdicts = [getattr(row, "verdict", "") for row in rows(BRIEF, BY_KEY["findings"])]
    assert verdicts == sorted(verdicts, key=VERDICTS.index)
    assert verdicts[0] == "fails"


@pytest.mark.parametrize(
    ("lat", "lon", "shown"),
    [
        (33.51, 38.62, "33.51 N 38.62 E"),
        (-33.86, 151.2, "33.86 S 151.20 E"),
        (38.9, -77.04, "38.90 N 77.04 W"),
        (0.0, 0.0, "0.00 N 0.00 E"),
    ],
)
def test_coordinates(lat: float, lon: float, shown: str) -> None:
    assert coordinates(lat, lon) == shown
