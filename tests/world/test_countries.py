"""Names of countries and the words for their people."""

from __future__ import annotations

import pytest

from fairwitness.world import World

NAMED = [
    ("Syria", "SY"), ("SYRIA", "SY"), ("Syrian Arab Republic", "SY"), ("the Netherlands", "NL"),
    ("US", "US"), ("U.S.", "US"), ("USA", "US"), ("United States of America", "US"), ("UK", "GB"),
    ("Britain", "GB"), ("UAE", "AE"), ("DPRK", "KP"), ("North Korea", "KP"), ("Congo", "CD"),
    ("Ivory Coast", "CI"), ("Türkiye", "TR"), ("Turkey", "TR"), ("Burma", "MM"), ("Kosovo", "XK"),
    ("Taiwan", "TW"), ("Palestine", "PS"), ("Western Sahara", "EH"), ("the Gambia", "GM"),
    ("Somaliland", "x-sl"), ("Northern Cyprus", "x-nc"), ("Eswatini", "SZ"), ("Swaziland", "SZ"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), NAMED)
def test_named(world: World, name: str, code: str) -> None:
    found = world.countries.named(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["us", "uk", "Korea", "Europe", "Homs", "", "in", "NO", "IS"])
def test_not_a_country(world: World, name: str) -> None:
    assert world.countries.named(name) is None


DEMONYMS = [
    ("Syrian", "SY"), ("Syrians", "SY"), ("syrian", "SY"), ("Chinese", "CN"), ("American", "US"),
    ("British", "GB"), ("Britons", "GB"), ("Turks", "TR"), ("Turkish", "TR"), ("Swedes", "SE"),
    ("Frenchmen", "FR"), ("Saudi", "SA"), ("Emirati", "AE"), ("Nigerien", "NE"), ("Nigerian", "NG"),
    ("Palestinian", "PS"), ("Israelis", "IL"), ("Kosovar", "XK"), ("Afghans", "AF"),
    ("Dutch", "NL"), ("South Sudanese", "SS"), ("North Korean", "KP"), ("Argentine", "AR"),
    ("Serbs", "RS"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "code"), DEMONYMS)
def test_demonyms(world: World, word: str, code: str) -> None:
    found = world.countries.demonym(word)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("word", ["Congolese", "Kurdish", "Chineses", "military", "Syria", ""])
def test_no_one_countrys_people(world: World, word: str) -> None:
    """Two countries' people are Congolese, and no side is picked."""
    assert world.countries.demonym(word) is None


def test_capitals_are_in_the_gazetteer(world: World) -> None:
    with_capital = [c for c in world.countries.all() if c.capital]
    assert len(with_capital) > 235
    for country in with_capital:
        record = world.gazetteer.record(country.capital or "")
        assert record is not None
        assert record.country == country.code
