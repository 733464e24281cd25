"""The cards of incidents: what they show, where they lead, and that nothing in them acts."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest
from sample_brief import sample
from sample_incidents import ambush, hostile, shelling, with_incidents

from fairwitness.brief.html import render
from fairwitness.brief.incident_cards import MOST_MAPS, cards
from fairwitness.brief.model import Brief
from fairwitness.brief.thumbnail import HIGH, WIDE, thumbnail
from fairwitness.brief.view import number
from fairwitness.reading.rows import Bounds


def shown(brief: Brief) -> list[dict[str, object]]:
    return cards(brief, number(brief).at)


def test_a_card_keeps_figures_apart_by_claimant() -> None:
    card = shown(with_incidents())[0]
    told = [(toll["kind"], toll["figure"], toll["claimant"]["text"]) for toll in card["tolls"]]  # type: ignore[attr-defined]
    nurses = "two hospital workers in Ansongo who asked not to be named"
    assert told == [
        ("killed", "9", nurses),
        ("injured", "at least 14", nurses),
        ("killed", "0, denied", "Colonel Abdoulaye Keïta"),
    ]


def test_every_link_of_a_card_leads_to_one_piece_of_the_text() -> None:
    page = render(with_incidents())
    section = page[page.index('id="incidents"') : page.index('id="text"')]
    links = set(re.findall(r'href="#(o\d+)"', section))
    assert len(links) >= 5
    assert {link: page.count(f'id="{link}"') for link in links} == dict.fromkeys(links, 1)


def test_a_page_without_incidents_has_no_section_of_them() -> None:
    none = msgspec.structs.replace(sample(), incidents=(), tolls=())
    assert 'id="incidents"' not in render(none)


@pytest.mark.parametrize(
    ("killed", "injured", "bars", "why"),
    [
        (Bounds(low=9, high=9), None, [("killed", "9", 100, 0)], "exact fills its scale"),
        (Bounds(low=2, high=8), None, [("killed", "2 to 8", 25, 75)], "a range"),
        (Bounds(low=None, high=8), None, [("killed", "up to 8", 0, 100)], "open below"),
        (Bounds(low=8, high=None), None, [("killed", "at least 8", 80, 20)], "open above"),
        (Bounds(low=0, high=0), None, [("killed", "0", 0, 0)], "nobody"),
        (None, None, [], "unsaid"),
        (
            Bounds(low=5, high=5),
            Bounds(low=10, high=10),
            [("killed", "5", 50, 0), ("injured", "10", 100, 0)],
            "one scale for both",
        ),
    ],
)
def test_bars(
    killed: Bounds | None, injured: Bounds | None, bars: list[tuple[object, ...]], why: str
) -> None:
    card = shown(with_incidents(ambush(killed=killed, injured=injured)))[0]
    keys = ("kind", "figure", "sure", "maybe")
    assert [tuple(bar[key] for key in keys) for bar in card["bars"]] == bars, why  # type: ignore[attr-defined]


def test_the_line_holds_the_interval_and_publication() -> None:
    brief = with_incidents()
    origin = msgspec.structs.replace(brief.report, published=dt.date(2023, 3, 14))
    line = shown(msgspec.structs.replace(brief, report=origin))[0]["line"]
    assert isinstance(line, dict)
    assert 0 < line["left"] < line["left"] + line["wide"] < line["published"] < 100
    assert shown(with_incidents(shelling()))[0]["line"] is None, "no day, no line"


def test_maps_are_drawn_for_the_first_cards_only() -> None:
    many = [ambush(id=f"i{n}", tolls=()) for n in range(MOST_MAPS + 2)]
    assert [card["map"] is not None for card in shown(with_incidents(*many))] == [
        n < MOST_MAPS for n in range(MOST_MAPS + 2)
    ]


@pytest.mark.parametrize(
    ("lat", "lon", "why"),
    [
        (14.96, 0.7, "a border"), (-17.8, 179.9, "the date line"), (89.9, 0.0, "a pole"),
        (-90.0, -180.0, "a corner"), (0.0, 0.0, "open sea"),
    ],
)  # fmt: skip
def test_a_small_map_stays_small_and_within_reach(lat: float, lon: float, why: str) -> None:
    path = thumbnail(lat, lon).path
    assert len(path) < 15_000, why
    points = re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)
    assert all(abs(float(x)) <= 3 * WIDE and abs(float(y)) <= 3 * HIGH for x, y in points), why


def test_nothing_of_an_incident_acts() -> None:
    words = '<script>alert(1)</script>\u202e" onclick=x {{7*7}}'
    section = render(hostile(words)).split('id="incidents"')[1].split('id="text"')[0]
    assert "<script" not in section
    assert "\u202e" not in section
    assert "49" not in section
    assert "&lt;script&gt;" in section


def test_a_card_of_rows_that_are_not_there_still_shows() -> None:
    lone = ambush(place="p99", time="t99", tolls=("l99",), claims=("c99",), statements=("s99",))
    card = shown(with_incidents(lone))[0]
    assert (card["place"], card["time"], card["tolls"], card["claims"]) == (None, None, [], [])
