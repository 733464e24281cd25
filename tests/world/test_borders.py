"""What holds a point and how far it is to what does not: facts of geography.

Distances to borders were checked against the reports they are taken from: governments and
agencies, see each reason.
"""

from __future__ import annotations

import pytest

from fairwitness.world import World
from fairwitness.world.geodesy import distance_km

HOLD = [
    ("Tanf garrison", 33.5064, 38.6178, ("SY",), "55 km zone of the coalition, in Syria"),
    ("Kassab", 35.9253, 35.9886, ("SY",), "Natural Earth draws it into Turkey"),
    ("Kobani", 36.8910, 38.3536, ("SY",), "on the border"),
    ("Sevastopol", 44.6167, 33.5254, ("RU", "UA"), "both claim it"),
    ("Laayoune", 27.1500, -13.1991, ("EH", "MA"), "both claim it"),
    ("Majdal Shams", 33.2700, 35.7700, ("IL", "SY"), "Golan: held by one, claimed by the other"),
    ("Pristina", 42.6600, 21.1600, ("RS", "XK"), "claimed by Serbia"),
    ("Srinagar", 34.0800, 74.8000, ("IN", "PK"), "Kashmir"),
    ("Taipei", 25.0300, 121.5000, ("CN", "TW"), "claimed by China"),
    ("Donetsk", 48.0000, 37.8000, ("RU", "UA"), "claimed since 2022"),
    ("Erbil", 36.1900, 44.0100, ("IQ",), "an autonomous region is not disputed between states"),
    ("Kunashir", 44.1000, 145.8500, ("JP", "RU"), "southern Kurils"),
    ("Nemuro", 43.3300, 145.5800, ("JP",), "across the strait from them"),
    ("mid Atlantic", 30.0000, -40.0000, (), "nobody's"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "lat", "lon", "codes", "why"), HOLD)
def test_countries_at(
    world: World, place: str, lat: float, lon: float, codes: tuple[str, ...], why: str
) -> None:
    assert tuple(sorted(world.borders.countries_at(lat, lon))) == codes, f"{place}: {why}"


PROVINCES = [
    ("Tanf garrison", 33.5064, 38.6178, ("SY-HI",)),
    ("Abu Kamal", 34.4506, 40.9171, ("SY-DY",)),
    ("Kobani, which Natural Earth draws into Turkey", 36.8910, 38.3536, ("SY-HL",)),
    ("Al Qa'im", 34.3689, 41.0945, ("IQ-AN",)),
    ("Florence, and the region round it", 43.7700, 11.2500, ("IT-FI", "IT-52")),
    ("Edinburgh, and Scotland", 55.9500, -3.1900, ("GB-EDH", "GB-SCT")),
    ("at sea", 30.0, -40.0, ()),
]


@pytest.mark.parametrize(("place", "lat", "lon", "units"), PROVINCES)
def test_provinces_at(
    world: World, place: str, lat: float, lon: float, units: tuple[str, ...]
) -> None:
    assert world.borders.provinces_at(lat, lon) == units, place


def test_holders_are_told_from_claimants(world: World) -> None:
    assert world.borders.holders_at(33.27, 35.77) == ("IL",)
    assert world.borders.countries_at(33.27, 35.77) == ("IL", "SY")
    assert sorted(world.borders.holders_at(44.6167, 33.5254)) == ["RU", "UA"]
    assert world.borders.holders_at(4.9, 35.2) == (), "the Ilemi triangle is drawn into nobody's"


def test_distance_to_a_country(world: World) -> None:
    near = world.borders.to_country("IQ", 33.5064, 38.6178)
    assert near.km == pytest.approx(21.90, abs=0.02)
    assert not near.inside
    assert distance_km(33.5064, 38.6178, near.lat, near.lon) == pytest.approx(near.km, abs=1e-6)


def test_no_distance_inside(world: World) -> None:
    assert world.borders.to_country("SY", 33.5064, 38.6178).km == 0.0
    assert world.borders.to_country("SY", 33.27, 35.77).inside, "claimed ground counts as inside"
    assert world.borders.to_province("SY-HI", 33.5064, 38.6178).km == 0.0


BORDERS = [
    ("Qamishli to Turkey, across the railway", "TR", 37.0511, 41.2222, 0.5, 2.5),
    ("Tanf to the nearest border", "SY", 33.5064, 38.6178, 21.0, 21.4),
    ("Moscow to Belarus", "RU", 55.7500, 37.6000, 380.0, 410.0),
    ("Latakia to Turkey, not to the end of its sea", "SY", 35.5200, 35.7800, 40.0, 50.0),
    ("Kansas to Canada along the meridian", "US", 40.0000, -100.0000, 999.0, 1001.0),
]


@pytest.mark.parametrize(("what", "code", "lat", "lon", "least", "most"), BORDERS)
def test_to_border(
    world: World, what: str, code: str, lat: float, lon: float, least: float, most: float
) -> None:
    assert least <= world.borders.to_border(code, lat, lon).km <= most, what


def test_an_island_state_has_the_end_of_its_sea_for_a_border(world: World) -> None:
    assert world.borders.neighbours("IS") == ()
    assert 22.0 < world.borders.to_border("IS", 63.4, -19.0).km < 40.0


def test_shared_borders(world: World) -> None:
    tanf = 33.5064, 38.6178
    shared = world.borders.to_shared_border("SY", "JO", *tanf)
    assert shared is not None
    assert shared.km == pytest.approx(21.15, abs=0.05)
    assert world.borders.to_shared_border("JO", "SY", *tanf) == shared
    assert world.borders.to_shared_border("SY", "IR", *tanf) is None


def test_neighbours(world: World) -> None:
    assert world.borders.neighbours("SY") == ("IL", "IQ", "JO", "LB", "TR")
    assert world.borders.neighbours("UA") == ("BY", "HU", "MD", "PL", "RO", "RU", "SK")


def test_lines_through_contested_ground_can_be_left_out(world: World) -> None:
    """From Kherson the neck of Crimea is the nearest line that Russia draws, Kerch that of 1991."""
    kherson = 46.64, 32.62
    near = world.borders.to_border("RU", *kherson)
    agreed = world.borders.to_border("RU", *kherson, contested=False)
    assert 70.0 < near.km < 100.0
    assert 230.0 < agreed.km < 300.0


COMPASS = [
    ("SY", 33.5064, 38.6178, (0.4, 0.7), (0.0, 0.25), "Tanf lies in the south"),
    ("LB", 34.4367, 35.8497, (0.2, 0.7), (0.8, 1.0), "Tripoli lies in the north of Lebanon"),
    ("RU", 66.0, -172.0, (0.98, 1.0), (0.5, 1.0), "Chukotka is east though its longitude is west"),
    (
        "US",
        61.2,
        -149.9,
        (0.0, 0.0),
        (1.0, 1.0),
        "Alaska lies outside the main landmass, north-west",
    ),
    ("FR", 43.3, 5.4, (0.6, 1.0), (0.0, 0.2), "Guiana does not count when Marseille is southern"),
]


@pytest.mark.parametrize(("code", "lat", "lon", "west", "south", "why"), COMPASS)
def test_compass_part(
    world: World,
    code: str,
    lat: float,
    lon: float,
    west: tuple[float, float],
    south: tuple[float, float],
    why: str,
) -> None:
    eastward, northward = world.borders.compass_part(code, lat, lon)
    assert west[0] <= eastward <= west[1], why
    assert south[0] <= northward <= south[1], why


def test_every_country_has_ground(world: World) -> None:
    """Nothing a country's name leads to may fail for want of a shape."""
    for country in world.countries.all():
        assert world.borders.to_country(country.code, country.lat, country.lon).km < 700.0
        assert 0.0 <= world.borders.compass_part(country.code, country.lat, country.lon)[0] <= 1.0


def test_an_unknown_code_is_refused(world: World) -> None:
    with pytest.raises(KeyError, match="no region 'ZZ'"):
        world.borders.to_country("ZZ", 0.0, 0.0)


def test_de_facto_authorities_have_ground_but_dispute_none(world: World) -> None:
    assert world.borders.to_country("x-nc", 35.25, 33.45).km == 0.0
    assert world.borders.countries_at(35.25, 33.45) == ("CY",)
