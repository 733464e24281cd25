"""Exports of incidents: what is known is filled, nothing invented, nothing run as a formula."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_incidents import ambush, hostile, labbezanga, shelling, with_incidents

from fairwitness.brief.exports import acled, facts, geojson, plover
from fairwitness.reading.rows import Bounds, Relation
from fairwitness.span import Span

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(acled.header() + text, newline="")))


def test_the_ambush_in_acleds_columns() -> None:
    row = cells(acled.text(with_incidents()))[0]
    assert list(row) == list(acled.COLUMNS)
    expected = {
        "event_date": "2023-03-07",
        "year": "2023",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "civilian_targeting": "Civilian targeting",
        "actor2": "Nine drivers",
        "country": "Mali",
        "location": "Labbezanga",
        "source": "The River Gazette",
        "fatalities": "0",
        "killed_high": "9",
        "injured_low": "14",
        "injured_high": "",
        "incident_id": "i1",
    }
    assert {name: row[name] for name in expected} == expected
    assert "killed 9 drivers (two hospital workers in Ansongo" in row["notes"]
    assert "killed 0 men (Colonel Abdoulaye Keïta; denied)" in row["notes"]


def test_what_the_brief_does_not_know_is_blank() -> None:
    row = cells(acled.text(with_incidents(shelling())))[0]
    unknown = set(acled.THEIRS) - {"source", "notes"}
    assert {name: row[name] for name in unknown} == dict.fromkeys(unknown, "")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": "hypothetical"}, "not said to have happened"),
        ({"outcome": "threatened"}, "only threatened"),
    ],
)
def test_what_did_not_happen_is_no_row(changes: dict[str, Any], why: str) -> None:
    brief = with_incidents(ambush(**changes))
    assert (acled.text(brief), plover.text(brief)) == ("", ""), why
    assert all('"incident"' not in one for one in geojson.features(brief)), why


@pytest.mark.parametrize(
    ("begin", "until", "day", "precision", "why"),
    [
        ("2023-03-07", "2023-03-08", "2023-03-07", 1, "a day"),
        ("2023-03-07T06:00", "2023-03-07T12:00", "2023-03-07", 1, "a part of a day"),
        ("2023-03-07T06:00", "2023-03-08T00:00", "2023-03-07", 1, "till midnight"),
        ("2023-03-07T18:00", "2023-03-08T06:00", "2023-03-07", 2, "a night is of two days"),
        ("2023-03-06", "2023-03-13", "2023-03-09", 2, "the middle of a week"),
        ("2024-02-01", "2024-03-01", "2024-02-15", 3, "the middle of a month"),
        ("2024-03-01", "2024-04-01", "2024-03-16", 3, "a month of 31 days"),
        ("2023-01-01", "2024-01-01", None, None, "a year is no date"),
        (None, "2023-03-08", None, None, "open"),
    ],
)
def test_time_precision(
    begin: str | None, until: str | None, day: str | None, precision: int | None, why: str
) -> None:
    found = facts.day_of(ambush(begin=begin, until=until))
    assert (found and (found.day.isoformat(), found.precision)) == (
        (day, precision) if day else None
    ), why


@pytest.mark.parametrize(
    ("kind", "beside", "precision", "why"),
    [
        ("city", False, 1, "the place itself"),
        ("city", True, 2, "at a distance from it"),
        ("district", False, 2, "something wider"),
        ("province", False, 3, "a province"),
        ("country", False, None, "a country is no location"),
        ("unknown", False, None, "not known what it is"),
    ],
)
def test_geo_precision(kind: str, beside: bool, precision: int | None, why: str) -> None:
    place = msgspec.structs.replace(labbezanga(), kind=kind, start=0)
    words = Span.of("near it", 0, 4)
    near = Relation(
        id="r9", start=0, end=4, text="near", kind="proximity", figure="p0",
        figure_words=words, ground=place.id, ground_words=words,
    )  # fmt: skip
    brief = msgspec.structs.replace(with_incidents(), relations=(near,) if beside else ())
    assert facts.geo_precision(brief, place) == precision, why


@pytest.mark.parametrize(
    ("before", "precision", "why"),
    [
        ("attacked in ", 1, "in it"),
        ("attacked near ", 2, "near it"),
        ("on the outskirts of ", 2, "at its edge"),
        ("attacked 20 km north-west of ", 2, "at a distance"),
        ("the sea was near. In ", 1, "another thing is near"),
    ],
)
def test_words_before_a_name_put_it_near(before: str, precision: int, why: str) -> None:
    plain = with_incidents()
    origin = msgspec.structs.replace(plain.report, text=f"{before}Labbezanga")
    place = msgspec.structs.replace(labbezanga(), kind="city", start=len(before))
    brief = msgspec.structs.replace(plain, report=origin, relations=())
    assert facts.geo_precision(brief, place) == precision, why


def test_notes_give_the_sentence_and_not_the_bare_trigger() -> None:
    bare = ambush(start=0, end=6)
    brief = msgspec.structs.replace(with_incidents(bare), sentences=((0, 61), (61, 90)))
    assert cells(acled.text(brief))[0]["notes"].startswith("Column burned on the river road: what")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"), (12, None, "at least 12"), (None, 12, "up to 12"),
        (10, 12, "10 to 12"), (None, None, "unknown"), (1500000, 1500000, "1500000"),
    ],
)  # fmt: skip
def test_figures_in_words(low: float | None, high: float | None, words: str) -> None:
    assert facts.figure(low, high) == words


def test_an_open_lower_bound_is_no_fatality() -> None:
    row = cells(acled.text(with_incidents(ambush(killed=Bounds(low=None, high=30)))))[0]
    assert (row["fatalities"], row["killed_high"]) == ("", "30")


@pytest.mark.parametrize("begin", acled.FORMULA)
def test_formulas_are_neutralised(begin: str) -> None:
    for row in cells(acled.text(hostile(f"{begin}cmd|' /C calc'!A0"))):
        assert not [cell for cell in row.values() if cell.startswith(acled.FORMULA)]
        assert row["actor1"] == f"'{begin}cmd|' /C calc'!A0"


def test_negative_coordinates_stay_numbers() -> None:
    assert acled.guarded(-1.25) == -1.25


def test_the_exact_form_is_exact() -> None:
    words = '=HYPERLINK("x")'
    record = json.loads(plover.text(hostile(words)))
    assert record["actor"][0]["text"] == record["tolls"][0]["claimant"] == words


@given(st.text(min_size=1, max_size=40).filter(lambda words: not words.isspace()))
def test_any_words_stay_in_their_cells_and_records(words: str) -> None:
    brief = hostile(words.encode("utf-8", "replace").decode())
    (row,) = cells(acled.text(brief))
    assert len(row) == len(acled.COLUMNS)
    assert json.loads(plover.text(brief))["text"]["text"] == brief.report.text
    assert json.loads(geojson.collection(brief))["features"][0]["geometry"] is None


def test_geojson_has_longitude_first_and_ids() -> None:
    features = json.loads(geojson.collection(with_incidents()))["features"]
    place = labbezanga()
    assert features[0]["geometry"]["coordinates"] == [place.lon, place.lat]
    assert [one["id"] for one in features[:2]] == ["sample-1:i1", "sample-1:i2"]
    assert features[1]["geometry"] is None, "an incident of no known place has no point"
    assert {one["type"] for one in features} == {"Feature"}
    assert len({one["id"] for one in features}) == len(features)


def test_an_empty_collection_is_still_one() -> None:
    brief = msgspec.structs.replace(with_incidents(), places=(), incidents=())
    assert json.loads(geojson.collection(brief))["features"] == []


def test_every_column_and_field_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    record = json.loads(plover.text(with_incidents()).splitlines()[0])
    feature = [json.loads(one) for one in geojson.features(with_incidents())]
    named = [*acled.COLUMNS, *record, *(key for one in feature for key in one["properties"])]
    assert [name for name in named if f"`{name}`" not in text] == []
