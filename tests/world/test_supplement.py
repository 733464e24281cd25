"""The supplement: what its table must hold to, and that the checker sees what is amiss."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from worldbuild.supplement import (
    COLUMNS,
    Place,
    border_faults,
    faults,
    key,
    part_of_world,
    read,
)

from fairwitness.world import World
from fairwitness.world.geodesy import distance_km

PLACES, UNREADABLE = read()
BY_KEY = {key(name): place for place in PLACES for name in place.names}
PARTS = {"Africa", "Americas", "Antarctic", "Asia", "Europe", "Middle East", "Oceania"}
GOOD = {
    "id": "some-base", "name": "Some Base", "kind": "base", "lat": "34.5", "lon": "40.9",
    "country": "SY", "claimants": "", "extent_km": "2", "aliases": "Some Camp | al-Some",
    "source": "reference knowledge", "note": "",
}  # fmt: skip


def test_every_row_can_be_read() -> None:
    assert UNREADABLE == []


def test_no_row_is_at_odds_with_the_rest_of_the_table() -> None:
    assert list(faults(PLACES)) == []


def test_places_lie_where_the_borders_say(world: World) -> None:
    """Bases in their country, crossings on a border, disputed ground among its claimants."""
    assert list(border_faults(PLACES, world.borders)) == []


def test_it_is_large_and_no_part_of_the_world_outweighs_the_rest() -> None:
    counts = Counter(map(part_of_world, PLACES))
    assert len(PLACES) >= 300
    assert set(counts) == PARTS
    assert max(counts.values()) <= 0.4 * len(PLACES)


def test_every_row_says_where_its_coordinates_come_from() -> None:
    """Either data or a page that was consulted, or general knowledge that was then checked."""
    beginnings = ("airportsdata ", "Wikipedia, ", "aroundus.com, ", "reference knowledge; checked")
    assert [p.id for p in PLACES if not p.source.startswith(beginnings)] == []


@pytest.mark.parametrize(
    ("name", "other", "stated_km"),
    [
        pytest.param("Tanf", "Al-Waleed", 24, id="garrison 24 km west of the crossing"),
        pytest.param("Tower 22", "al-Tanf base", 20, id="Tower 22, 20 km south of al-Tanf"),
        pytest.param("Senkaku", "Yonaguni", 150, id="Senkakus, about 150 km north of Yonaguni"),
        pytest.param("Zamzam", "El Fasher", 15, id="camp 15 km south of El Fasher"),
        pytest.param("Kalma camp", "Nyala", 17, id="camp 17 km from Nyala"),
        pytest.param("Balidogle", "Mogadishu", 95, id="airfield 90 to 100 km from Mogadishu"),
        pytest.param("Engels-2", "Saratov", 14, id="air base 14 km east of Saratov"),
        pytest.param("Suwalki corridor", "Suwałki", 15, id="gap beside its town"),
        pytest.param("ZNPP", "Nikopol", 10, id="plant across the reservoir from Nikopol"),
        pytest.param("Torkham", "Landi Kotal", 10, id="crossing 10 km from Landi Kotal"),
        pytest.param("Wagah", "Amritsar", 28, id="crossing 28 km from Amritsar"),
        pytest.param("Panmunjom", "Kaesong", 10, id="truce village 10 km east of Kaesong"),
        pytest.param("Pine Gap", "Alice Springs", 18, id="18 km south-west of Alice Springs"),
    ],
)
def test_published_distances_hold(name: str, other: str, stated_km: float, world: World) -> None:
    """Distances that reports and encyclopaedias state, which none of the coordinates came from."""
    place = BY_KEY[key(name)]
    known = [BY_KEY[key(other)]] if key(other) in BY_KEY else world.gazetteer.lookup(other)
    nearest = min(distance_km(place.lat, place.lon, there.lat, there.lon) for there in known)
    assert abs(nearest - stated_km) <= 0.3 * stated_km + 3 + place.extent_km / 4


@pytest.mark.parametrize(
    ("spelling", "place"),
    [
        ("at-Tanf", "al-tanf-garrison"),
        ("Al Walid", "al-waleed-crossing"),
        ("Bab Al Hawa", "bab-al-hawa-crossing"),
        ("Karem Abu Salem", "kerem-shalom-crossing"),
        ("Ein el-Hilweh", "ain-al-hilweh-camp"),
        ("Khmeimim", "hmeimim-air-base"),
        ("Zaporozhye NPP", "zaporizhzhia-nuclear-power-plant"),
        ("Zmeiny Island", "snake-island"),
        ("Donbass", "donbas"),
        ("Diaoyu Dao", "senkaku-islands"),
        ("Dokdo", "liancourt-rocks"),
        ("Ren'ai Jiao", "second-thomas-shoal"),
        ("Bab el-Mandeb", "bab-al-mandab-strait"),
        ("Arabian Gulf", "persian-gulf"),
        ("Judea and Samaria", "west-bank"),
        ("Esequibo", "guayana-esequiba"),
        ("Sahrawi camps", "sahrawi-refugee-camps"),
        ("West Asian region", "west-asia"),
    ],
)
def test_spellings_of_all_sides_are_known(spelling: str, place: str) -> None:
    assert BY_KEY[key(spelling)].id == place


def _table(tmp_path: Path, *rows: dict[str, str]) -> Path:
    lines = ["# a comment", "\t".join(COLUMNS), *("\t".join(row.values()) for row in rows)]
    path = tmp_path / "table.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_good_row_is_read(tmp_path: Path) -> None:
    places, bad = read(_table(tmp_path, GOOD))
    assert bad == []
    assert places[0].names == ("Some Base", "Some Camp", "al-Some")
    assert list(faults(places)) == []


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("kind", "castle", "Invalid enum value"),
        ("lat", "95", "<= 90"),
        ("lon", "-181", ">= -180"),
        ("lat", "34,5", "float"),
        ("extent_km", "0", "> 0"),
        ("country", "SYR", "matching regex"),
        ("source", "", "length"),
        ("note", "one\tcell too many", "12 columns"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(
    column: str, cell: str, said: str, tmp_path: Path
) -> None:
    places, bad = read(_table(tmp_path, GOOD | {column: cell}))
    assert places == []
    assert [fault.id for fault in bad] == ["some-base"]
    assert said in bad[0].what


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"id": "Some Base"}, "no slug"),
        ({"claimants": "SY,IQ"}, "alphabetical"),
        ({"claimants": "SY"}, "two or more"),
        ({"claimants": "Syria, Iraq"}, "not codes"),
        ({"claimants": "IQ,TR"}, "lack the country"),
        ({"aliases": "Some Camp | Some Camp"}, "twice"),
        ({"aliases": "Some Camp |  Some Post"}, "blanks"),
        ({"aliases": "X"}, "too short"),
    ],
)
def test_a_row_at_odds_with_itself_is_named(
    cells: dict[str, str], said: str, tmp_path: Path
) -> None:
    places, _ = read(_table(tmp_path, GOOD | cells))
    assert any(said in fault.what for fault in faults(places))


def test_two_rows_may_not_share_a_spelling_or_an_id(tmp_path: Path) -> None:
    other = GOOD | {"name": "Other Base", "aliases": "Al Some"}
    places, _ = read(_table(tmp_path, GOOD, other))
    assert [fault.what for fault in faults(places)] == ["the id occurs twice"]
    places, _ = read(_table(tmp_path, other | {"id": "other-base"}, GOOD))
    assert [fault.what for fault in faults(places)] == [
        "shares the spelling 'some' with ['other-base', 'some-base']"
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"country": "IQ"}, "km outside IQ"),
        ({"country": ""}, "inside SY but has no country"),
        ({"kind": "crossing", "country": ""}, "km from the border it crosses"),
        ({"kind": "crossing"}, "a crossing is in no one country"),
        ({"claimants": "IQ,TR", "country": ""}, "lies in ['SY']"),
        ({"lat": "45.3", "lon": "34.4", "country": "UA", "claimants": "RU,UA"}, "no one country"),
    ],
)
def test_a_place_in_the_wrong_spot_is_named(
    cells: dict[str, str], said: str, tmp_path: Path, world: World
) -> None:
    places, _ = read(_table(tmp_path, GOOD | {"lon": "39.9"} | cells))
    assert any(said in fault.what for fault in border_faults(places, world.borders))


@pytest.mark.parametrize(
    ("lat", "lon", "part"),
    [
        (13.6, 25.3, "Africa"), (30.04, 31.24, "Africa"), (-7.3, 72.4, "Africa"),
        (37.0, 35.4, "Middle East"), (15.4, 44.2, "Middle East"), (31.5, 34.45, "Middle East"),
        (48.2, 38.2, "Europe"), (35.1, 33.3, "Europe"), (64.1, -21.9, "Europe"),
        (34.9, 69.2, "Asia"), (37.2, 131.9, "Asia"), (1.3, 103.8, "Asia"),
        (-23.8, 133.7, "Oceania"), (13.4, 144.7, "Oceania"), (21.3, -157.9, "Oceania"),
        (19.9, -75.1, "Americas"), (-53.5, -70.6, "Americas"), (-77.8, 166.7, "Antarctic"),
    ],
)  # fmt: skip
def test_places_are_counted_where_they_belong(lat: float, lon: float, part: str) -> None:
    place = Place(
        id="x", name="xx", kind="base", lat=lat, lon=lon, country="", claimants="",
        extent_km=1, aliases="", source="reference knowledge", note="",
    )  # fmt: skip
    assert part_of_world(place) == part
