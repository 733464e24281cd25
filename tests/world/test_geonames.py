"""Dumps of GeoNames become layers: what is kept, what is refused, and what survives a break."""

from __future__ import annotations

import gzip
import io
import pickle
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairwitness.problems import FairwitnessError, Unreadable
from fairwitness.world import World, added
from fairwitness.world.atlas import DATA
from fairwitness.world.geonames import Adding, Watch, add, open_dump, remove, staging, unfinished
from fairwitness.world.geonames.rows import features

ADD = sys.modules["fairwitness.world.geonames.add"]
ABU_KAMAL = "geonames:174448"


def row(
    id: object = 99000001, name: str = "Tall Zaytuna", lat: object = 34.5, lon: object = 40.9,
    feature: str = "P.PPL", country: str = "SY", alternates: str = "", people: object = 0,
) -> str:  # fmt: skip
    cls, code = feature.split(".")
    cells = [id, name, name, alternates, lat, lon, cls, code, country, "", "", "", "", "", people]
    return "\t".join(map(str, [*cells, "", "", "Asia/Damascus", "2026-01-01"]))


VILLAGES = [
    row(99000001, "Tall Zaytuna", 34.5, 40.9, alternates="Tell Zeitouna,تل زيتونة,tl zytwnt"),
    row(99000002, "Al Zzaysumah", 35.2, 40.1, people=300),
    row(99000003, "Wadi Zaytuna", 34.6, 40.7, "H.WAD"),
]


def dump(folder: Path, *lines: str, name: str = "SY.txt") -> Path:
    path = folder / name
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def package() -> World:
    return World(DATA)


@pytest.fixture
def layers(tmp_path: Path) -> Path:
    return tmp_path / "layers"


def with_layers(layers: Path) -> World:
    return World(DATA, layers)


def content(path: Path) -> list[object]:
    """All a layer holds, for comparison."""
    with closing(sqlite3.connect(path)) as connection:
        tables = ("meta", "places", "names", "skeletons")
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
            if table != "meta"
            else connection.execute("SELECT * FROM meta ORDER BY key").fetchall()
            for table in tables
        ]


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt"), data)
    return path


TEXT = "\n".join(VILLAGES).encode() + b"\n"
FORMATS = [
    pytest.param("SY.txt", TEXT, id="as it is"),
    pytest.param("SY.txt", TEXT.removesuffix(b"\n"), id="without a last line end"),
    pytest.param("SY.txt", b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n"), id="from Windows"),
    pytest.param("SY.txt", b"\n\n" + TEXT, id="empty lines"),
    pytest.param("SY.txt.gz", gzip.compress(TEXT), id="gzip"),
    pytest.param("SY.gz.txt", gzip.compress(TEXT), id="gzip by another name"),
]


@pytest.mark.parametrize(("name", "data"), FORMATS)
def test_formats(package: World, layers: Path, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = add(path, layers, package)
    assert (done.layer.name, done.layer.places, done.layer.refused) == ("SY", 3, {})
    assert len(with_layers(layers).gazetteer.lookup("tell zeitouna")) == 1


def test_zip_as_it_comes(package: World, layers: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "SY.zip", readme_txt=b"Readme for GeoNames", SY_txt=TEXT)
    assert add(path, layers, package).layer.places == 3


def test_a_village_is_a_record_like_any(package: World, layers: Path, tmp_path: Path) -> None:
    add(dump(tmp_path, *VILLAGES), layers, package)
    world = with_layers(layers)
    (village,) = world.gazetteer.lookup("Tall Zaytuna")
    assert (village.id, village.kind, village.country, village.province) == (
        "geonames:99000001", "city", "SY", "SY-DY",
    )  # fmt: skip
    assert (village.lat, village.lon) == (34.5, 40.9)
    assert world.gazetteer.record(village.id) is not None
    assert world.gazetteer.is_first_word("zeitouna") is False
    assert world.gazetteer.is_first_word("zaytuna") is False
    assert world.gazetteer.is_first_word("tall")
    assert [r.name for r in world.gazetteer.lookup("Zzaysumah")] == ["Al Zzaysumah"], "an article"
    assert [r.id for r in world.gazetteer.similar("Tel Zaytoona", {"SY"})] == [village.id]
    assert world.gazetteer.similar("Tel Zaytoona", {"IQ"}) == ()
    assert world.dataset_of(village.id).title == "GeoNames dump SY.txt"
    assert world.dataset_of(ABU_KAMAL).key == "geonames"
    assert pickle.loads(pickle.dumps(world)).digest == world.digest  # noqa: S301 - our own


REFUSED = [
    pytest.param(row().removesuffix("\t2026-01-01"), "not 19 columns", id="a column short"),
    pytest.param(row() + "\tmore", "not 19 columns", id="a column more"),
    pytest.param(row(id="x"), "no id in the first column", id="letters for an id"),
    pytest.param(row(id=-4), "no id in the first column", id="negative id"),
    pytest.param(row(name=" "), "no usable name in the second column", id="no name"),
    pytest.param(row(name="a\x00b"), "no usable name in the second column", id="control letters"),
    pytest.param(row(name="x" * 201), "no usable name in the second column", id="endless name"),
    pytest.param(row(lat=90.5), "coordinates out of range", id="beyond the pole"),
    pytest.param(row(lon=-181), "coordinates out of range", id="beyond the date line"),
    pytest.param(row(lat="nan"), "coordinates are no numbers", id="not a number"),
    pytest.param(row(lon="1e9"), "coordinates are no numbers", id="an exponent"),
    pytest.param(row(country="Syria"), "no country code in the ninth column", id="country's name"),
    pytest.param(row(people="many"), "population is no number", id="people in words"),
    pytest.param(row(people="٣"), "population is no number", id="digits of other scripts"),
    pytest.param(row(id=99000002), "an id that was there before", id="id twice"),
    pytest.param(
        row(lat=51.8, lon=-8.3),
        "coordinates over 100 km outside the country stated",
        id="a namesake's coordinates",
    ),
    pytest.param(row(alternates="a," * 70_000), "a line longer than 128 KiB", id="endless line"),
]


@pytest.mark.parametrize(("line", "reason"), REFUSED)
def test_refused(package: World, layers: Path, tmp_path: Path, line: str, reason: str) -> None:
    layer = add(dump(tmp_path, *VILLAGES[1:], line), layers, package).layer
    assert layer.refused == {reason: 1}
    assert layer.first_refused[0].startswith(f"line 3: {reason}: ")
    assert (layer.places, layer.lines) == (2, 3)


def test_bytes_that_are_no_utf8_are_refused(package: World, layers: Path, tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_bytes(TEXT + row(name="caf\xe9").encode("latin-1") + b"\n")
    layer = add(path, layers, package).layer
    assert layer.refused == {"not UTF-8": 1}
    assert "caf\\xe9" in layer.first_refused[0]


LEFT_OUT = [
    pytest.param(row(feature="S.SCH"), "of a sort that is not kept", id="a school"),
    pytest.param(row(feature="P.PPLH"), "of a sort that is not kept", id="a town of the past"),
    pytest.param(row(feature="."), "of a sort that is not kept", id="no feature"),
    pytest.param(row(name="Syria", feature="A.PCLI"), "known to the package already", id="country"),
    pytest.param(
        row(name="Homs", lat=34.7, lon=38.3, feature="A.ADM1"), "known to the package already",
        id="province",
    ),
    pytest.param(
        row(name="Al Asad Air Base", lat=33.79, lon=42.44, feature="S.AIRB", country="IQ"),
        "known to the package already", id="a base",
    ),
    pytest.param(
        row("wof:5", name="Palmyra", lat=34.56, lon=38.27), "known to the package already",
        id="a town under another maker's id",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), LEFT_OUT)
def test_left_out(package: World, layers: Path, tmp_path: Path, line: str, reason: str) -> None:
    assert add(dump(tmp_path, *VILLAGES, line), layers, package).layer.left_out == {reason: 1}


KINDS = [
    ("P.PPLA2", "city"), ("P.PPLX", "neighbourhood"), ("A.ADM3", "district"), ("L.MILB", "base"),
    ("S.AIRB", "base"), ("S.AIRP", "airfield"), ("S.CMPRF", "camp"), ("S.PSTB", "crossing"),
    ("S.DAM", "facility"), ("T.MT", "mountain"), ("T.ISL", "island"), ("H.STM", "river"),
    ("H.STRT", "strait"), ("H.LK", "lake"), ("L.RGN", "region"), ("T.DSRT", "desert"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_kinds(code: str, kind: str) -> None:
    cls, _, code = code.partition(".")
    assert features()[cls, code].kind == kind


def test_one_id_is_one_record(package: World, layers: Path, tmp_path: Path) -> None:
    known = package.gazetteer.record(ABU_KAMAL)
    assert known is not None
    line = row(174448, "Zzbukmal", 34.46, 40.93, alternates="Abu Kamal", people=99)
    add(dump(tmp_path, line), layers, package)
    gazetteer = with_layers(layers).gazetteer
    (by_new,) = gazetteer.lookup("Zzbukmal")
    assert (by_new.id, by_new.name, by_new.population) == (ABU_KAMAL, known.name, known.population)
    assert by_new.name_matched == "Zzbukmal"
    assert gazetteer.lookup("Abu Kamal") == package.gazetteer.lookup("Abu Kamal")
    assert gazetteer.record(ABU_KAMAL) == known


def test_ids_of_other_makers(package: World, layers: Path, tmp_path: Path) -> None:
    add(dump(tmp_path, row("wof:1108779185", "Zzville")), layers, package)
    world = with_layers(layers)
    (found,) = world.gazetteer.lookup("Zzville")
    assert found.id == "wof:1108779185"
    assert world.gazetteer.record(found.id) is not None
    assert world.dataset_of(found.id).title == "GeoNames dump SY.txt"


def test_disputed_ground_names_its_claimants(package: World, layers: Path, tmp_path: Path) -> None:
    add(dump(tmp_path, row(name="Zzgolan", lat=33.0, lon=35.75)), layers, package)
    (found,) = with_layers(layers).gazetteer.lookup("Zzgolan")
    assert found.claimants == ("IL", "SY")


def test_digest_follows_what_is_added(package: World, layers: Path, tmp_path: Path) -> None:
    one, two = (
        dump(tmp_path, *VILLAGES, name="SY.txt"),
        dump(tmp_path, row(99, name="Zz"), name="B.txt"),
    )
    assert with_layers(layers).digest == package.digest
    add(one, layers, package)
    with_one = with_layers(layers).digest
    add(two, layers, package)
    both = with_layers(layers).digest
    assert len({package.digest, with_one, both}) == 3
    other = tmp_path / "other"
    add(two, other, package)
    add(one, other, package)
    assert with_layers(other).digest == both, "in whatever order they came"
    assert remove("B", layers)
    assert with_layers(layers).digest == with_one
    assert remove("SY", layers)
    assert with_layers(layers).digest == package.digest
    assert not remove("SY", layers)


@pytest.mark.parametrize("name", ["../SY", "..", "", "/etc/passwd", "building/SY"])
def test_removing_leads_out_of_no_folder(
    package: World, layers: Path, tmp_path: Path, name: str
) -> None:
    add(dump(tmp_path, *VILLAGES), layers, package)
    (layers.parent / "SY.sqlite").write_bytes(b"mine")
    assert not remove(name, layers)
    assert (layers.parent / "SY.sqlite").read_bytes() == b"mine"


def test_the_same_file_again_changes_nothing(package: World, layers: Path, tmp_path: Path) -> None:
    path = dump(tmp_path, *VILLAGES)
    add(path, layers, package)
    before = content(layers / "SY.sqlite")
    assert add(path, layers, package).unchanged
    assert content(layers / "SY.sqlite") == before
    changed = add(dump(tmp_path, *VILLAGES[:2]), layers, package)
    assert (changed.replaced, changed.unchanged, changed.layer.places) == (True, False, 2)


KILLED = """
import os, signal, sys
from pathlib import Path
from fairwitness.world.atlas import DATA, World
from fairwitness.world.geonames import Watch, add
sys.modules["fairwitness.world.geonames.add"].BATCH = 20
class Kill(Watch):
    def read(self, at, lines):
        if lines >= 40:
            os.kill(os.getpid(), signal.SIGKILL)
add(Path(sys.argv[1]), Path(sys.argv[2]), World(DATA), Kill())
"""


def many(count: int) -> list[str]:
    return [row(98000000 + i, f"Zzburg {i}", 33 + i / 100, 39.0, people=i) for i in range(count)]


def test_killed_and_gone_on_with(package: World, layers: Path, tmp_path: Path) -> None:
    path = dump(tmp_path, *many(90), "broken", row(5, name=""))
    done = subprocess.run([sys.executable, "-c", KILLED, path, layers], check=False)
    assert done.returncode == -signal.SIGKILL
    assert added.layer_paths(layers) == [], "what is half built is never read"
    assert list(unfinished(layers)) == ["SY"]
    assert with_layers(layers).digest == package.digest
    resumed = add(path, layers, package)
    assert resumed.resumed_at == 40
    assert resumed.layer.places == 90
    straight = tmp_path / "straight"
    add(path, straight, package)
    assert content(layers / "SY.sqlite") == content(straight / "SY.sqlite")
    assert list(unfinished(layers)) == []


def test_another_file_does_not_go_on_from_a_break(
    package: World, layers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ADD, "BATCH", 20)
    with pytest.raises(KeyboardInterrupt):
        add(dump(tmp_path, *many(90)), layers, package, Stop(at=40))
    other = add(dump(tmp_path, *VILLAGES), layers, package)
    assert (other.resumed_at, other.layer.places) == (0, 3)


class Stop(Watch):
    """Somebody presses Ctrl-C after some lines, or while it sorts."""

    def __init__(self, at: int | None = None) -> None:
        self._at, self._sorting = at, False

    def read(self, at: int, lines: int) -> None:
        assert at > 0
        if self._sorting or lines == self._at:
            raise KeyboardInterrupt

    def sorting(self) -> None:
        self._sorting = self._at is None


@pytest.mark.parametrize(("at", "kept"), [(40, 40), (None, 90)], ids=["reading", "sorting"])
def test_ctrl_c_keeps_what_was_read(
    package: World, layers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    at: int | None, kept: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(ADD, "BATCH", 20)
    monkeypatch.setattr(staging, "_STEPS_BETWEEN_LOOKS", 10)
    path = dump(tmp_path, *many(90))
    with pytest.raises(KeyboardInterrupt):
        add(path, layers, package, Stop(at))
    assert added.layer_paths(layers) == []
    done = add(path, layers, package)
    assert (done.resumed_at, done.layer.places) == (kept, 90)


def test_what_a_power_cut_left_is_begun_anew(package: World, layers: Path, tmp_path: Path) -> None:
    (layers / "building").mkdir(parents=True)
    (layers / "building" / "SY.part").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert add(dump(tmp_path, *VILLAGES), layers, package).layer.places == 3


def test_two_at_once_do_not_meddle(package: World, layers: Path, tmp_path: Path) -> None:
    path = dump(tmp_path, *VILLAGES)

    class Second(Watch):
        def sorting(self) -> None:
            add(path, layers, package)

    with pytest.raises(FairwitnessError, match="is another `fairwitness gazetteer add` under way"):
        add(path, layers, package, Second())


BAD_FILES = [
    pytest.param(b"", "it has no lines", id="empty"),
    pytest.param(b"just words\n", "have 1 columns", id="no table"),
    pytest.param(b"PK\x03\x04 and no more", "no whole zip", id="a broken zip"),
    pytest.param(gzip.compress(TEXT * 99)[:-20], "damaged", id="half a gzip"),
    pytest.param(gzip.compress(TEXT + b"\0" * 90_000_000), "swells", id="a gzip of zeros"),
    pytest.param((row(feature="S.SCH") + "\n").encode(), "none of its 1 lines", id="nothing kept"),
]


@pytest.mark.parametrize(("data", "message"), BAD_FILES)
def test_files_that_are_no_dumps(
    package: World, layers: Path, tmp_path: Path, data: bytes, message: str
) -> None:
    path = tmp_path / "SY.txt"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=message) as caught:
        add(path, layers, package)
    assert caught.value.problem.where == str(path)
    assert added.layer_paths(layers) == []


def test_a_zip_bomb_is_left_alone(package: World, layers: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "SY.zip", SY_txt=TEXT + b"\0" * 90_000_000)
    with pytest.raises(Unreadable, match="swells"):
        add(path, layers, package)


def test_names_within_a_zip_lead_nowhere(package: World, layers: Path, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../../outside.txt", TEXT)
    path = tmp_path / "inner" / "deep" / "SY.zip"
    path.parent.mkdir(parents=True)
    path.write_bytes(held.getvalue())
    assert add(path, layers, package).layer.name == "SY"
    assert not (tmp_path / "outside.txt").exists()


def test_a_zip_of_two_dumps_is_refused(package: World, layers: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "two.zip", SY_txt=TEXT, IQ_txt=TEXT)
    with pytest.raises(Unreadable, match="holds 2 text files"):
        add(path, layers, package)


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"x" * 200])
def test_a_damaged_layer_is_named_with_the_way_out(layers: Path, data: bytes) -> None:
    layers.mkdir()
    (layers / "SY.sqlite").write_bytes(data)
    with pytest.raises(Unreadable, match="fairwitness gazetteer remove SY"):
        with_layers(layers)


def name_line(place: int, name: str, language: str = "", *, columns: int = 10) -> str:
    return "\t".join(["1", str(place), language, name, *[""] * (columns - 4)])


@pytest.mark.parametrize("columns", [8, 10], ids=["alternateNames", "alternateNamesV2"])
def test_alternate_names(package: World, layers: Path, tmp_path: Path, columns: int) -> None:
    add(dump(tmp_path, *VILLAGES), layers, package)
    lines = [
        name_line(99000001, "Zzhill", "en", columns=columns),
        name_line(174448, "Zzkamal", "en", columns=columns),
        name_line(174448, "https://example.org/Zz", "link", columns=columns),
        name_line(174448, "أبو كمال", "ar", columns=columns),
        name_line(12345678, "Zznowhere", columns=columns),
    ]
    path = dump(tmp_path, *lines, name="alternateNamesV2.txt")
    layer = add(path, layers, package).layer
    assert (layer.content, layer.places) == ("names", 2)
    assert layer.left_out == {
        "a name of no place known here": 1, "in other letters, a code or a link": 2,
    }  # fmt: skip
    world = with_layers(layers)
    (hill,) = world.gazetteer.lookup("Zzhill")
    assert (hill.id, hill.name_matched) == ("geonames:99000001", "Zzhill")
    assert world.gazetteer.lookup("Zzkamal")[0].id == ABU_KAMAL
    assert world.gazetteer.lookup("Zznowhere") == ()
    assert add(path, layers, package).unchanged


LINES = st.lists(
    st.one_of(
        st.binary(max_size=80).map(lambda data: data.replace(b"\n", b"")),
        st.text(max_size=20).map(lambda name: row(name=name).encode("utf-8", "surrogatepass")),
        st.tuples(st.integers(1, 40), st.floats(), st.floats()).map(
            lambda t: row(t[0], f"Zz {t[0]}", t[1], t[2]).encode()
        ),
        st.lists(st.text(max_size=6), min_size=19, max_size=19).map(
            lambda cells: "\t".join(cells).encode("utf-8", "surrogatepass")
        ),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=LINES)
def test_every_line_is_accounted_for(
    package: World, tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    """Random lines: each is kept, left out, refused or empty, and nothing raises."""
    folder = tmp_path_factory.mktemp("random")
    path = folder / "R.txt"
    path.write_bytes(b"\n".join([TEXT.strip(b"\n"), *lines]) + b"\n")
    layer = Adding(folder / "layers", package).add(open_dump(path)).layer
    whole = path.read_bytes().removesuffix(b"\n").split(b"\n")
    empty = sum(line in (b"", b"\r") for line in whole)
    counted = layer.places + sum(layer.refused.values()) + sum(layer.left_out.values())
    assert (layer.lines, counted) == (len(whole), len(whole) - empty)
