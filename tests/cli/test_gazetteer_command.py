"""`gazetteer add|list|remove` and `where`: what they print, and the exit status."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from fairwitness.cli import app
from fairwitness.world import World

VILLAGE = "\t".join(
    ["99000001", "Tall Zaytuna", "Tall Zaytuna", "Tell Zeitouna", "34.5", "40.9", "P", "PPL", "SY"]
    + [""] * 5 + ["0", "", "", "Asia/Damascus", "2026-01-01"]
)  # fmt: skip


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("FAIRWITNESS_DATA", str(folder))
    return folder


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text(f"{VILLAGE}\nbroken line\n", encoding="utf-8")
    return path


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_add_tells_what_became_of_the_lines(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["gazetteer", "add", str(dump)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "SY: 1 places with 2 names from 2 lines of SY.txt",
        "  refused 1: not 19 columns",
        "    line 2: not 19 columns: broken line",
    ]
    assert err == "", "no bar in a pipe"
    assert app.run(["gazetteer", "add", str(dump)]) == 0
    assert "nothing changed" in shown(capsys)


def test_list_and_remove(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["gazetteer", "list"]) == 0
    assert "add one with `fairwitness gazetteer add SY.zip`" in shown(capsys)
    app.run(["gazetteer", "add", str(dump)])
    shown(capsys)
    assert app.run(["gazetteer", "list"]) == 0
    listed = shown(capsys)
    assert listed.splitlines()[1].split()[:3] == ["SY", "1", "2"]
    assert "SY.txt" in listed
    assert max(map(len, listed.splitlines())) <= 80
    assert app.run(["gazetteer", "remove", "SY"]) == 0
    assert app.run(["gazetteer", "remove", "SY"]) == 2
    assert "SY: no layer of that name" in capsys.readouterr().err


def test_one_bad_file_does_not_keep_the_others_out(
    dump: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("no table\n", encoding="utf-8")
    assert app.run(["gazetteer", "add", str(bad), str(dump)]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("SY: 1 places")
    assert f"{bad}: its lines have 1 columns" in err
    assert "download.geonames.org" in err, "the way out"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["gazetteer", "add"], "Missing argument", id="no file"),
        pytest.param(["gazetteer", "add", "none.txt"], "'none.txt' does not exist", id="not there"),
        pytest.param(["gazetteer", "remove", "../x"], "../x: no layer", id="a way out"),
        pytest.param(["gazetteer", "throw"], "No such command", id="no such command"),
        pytest.param(["where", " "], "the name is empty", id="no name"),
    ],
)
def test_wrong_use(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_cannot_be_written(
    dump: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_text("a file, where a folder should be")
    assert app.run(["gazetteer", "add", str(dump)]) == 1
    err = capsys.readouterr().err
    assert "cannot be written" in err
    assert "give the same command again" in err


def test_broken_off(
    dump: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from fairwitness.cli import adding

    def interrupt(_: adding.Bar) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(adding.Bar, "sorting", interrupt)
    assert app.run(["gazetteer", "add", str(dump)]) == 130
    assert "add it again to go on" in capsys.readouterr().err
    assert app.run(["gazetteer", "list"]) == 0
    assert "SY: begun and not finished" in shown(capsys)


def test_two_files_of_one_name(
    dump: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other" / "SY.txt"
    other.parent.mkdir()
    other.write_bytes(dump.read_bytes())
    assert app.run(["gazetteer", "add", str(dump), str(other)]) == 2
    assert "rename one of them" in capsys.readouterr().err


def test_the_data_option_wins(
    dump: Path, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    assert app.run(["gazetteer", "add", str(dump), "--data", elsewhere]) == 0
    assert not data.exists()
    shown(capsys)
    assert app.run(["where", "Tall Zaytuna", "--data", elsewhere]) == 0
    assert app.run(["where", "Tall Zaytuna"]) == 1


def test_where_shows_candidates_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["where", "Tripoli", "--near", "Beirut"]) == 0
    out = shown(capsys)
    assert max(map(len, out.splitlines())) <= 80
    head, _, first, *_ = out.splitlines()
    assert head.startswith("Tripoli near Beirut: 4 candidates; belief that it is none")
    assert "Tripoli, city, LB LB-AS, 34.4335 N 35.8441 E, population 229,398" in first
    words = " ".join(out.split())
    assert "68 km from Beirut" in words
    assert "geonames:266826 (GeoNames cities500" in words


def test_near_changes_what_is_believed(capsys: pytest.CaptureFixture[str]) -> None:
    best = {}
    for near in ("Benghazi", "Beirut"):
        app.run(["where", "Tripoli", "--near", near, "--json"])
        best[near] = json.loads(shown(capsys))["candidates"][0]["country"]
    assert best == {"Benghazi": "LY", "Beirut": "LB"}


WHERE = [
    pytest.param(["Paris, Texas"], "geonames:4717560", "exact", id="what it lies in"),
    pytest.param(["Bokmal", "--near", "Syria"], "geonames:174448", "similar", id="by sound"),
    pytest.param(["abu kamal"], "geonames:174448", "folded", id="no capitals"),
    pytest.param(["Abu Kamal"], "geonames:174448", "exact", id="exact"),
    pytest.param(["Syrians"], "country:SY", "demonym", id="people"),
]


@pytest.mark.parametrize(("arguments", "record", "match"), WHERE)
def test_where_as_data(
    arguments: list[str], record: str, match: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["where", *arguments, "--json"]) == 0
    (first, *_) = json.loads(shown(capsys))["candidates"]
    assert (first["record"], first["match"]) == (record, match)
    assert first["why"]
    assert 0.0 <= first["score"] <= 1.0
    assert first["source"]


def test_where_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["where", "Zzqqville", "--near", "Zzqqland"]) == 1
    out = " ".join(shown(capsys).split())
    assert "no place of that name" in out
    assert "Nothing is known of Zzqqland." in out


def test_names_are_shown_as_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["where", "Zz\x1b[31mville"]) == 1
    assert "\x1b" not in shown(capsys)


def test_a_village_resolves_once_its_country_is_added(
    dump: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["where", "Tell Zeitouna"]) == 1
    app.run(["gazetteer", "add", str(dump)])
    shown(capsys)
    assert app.run(["where", "Tell Zeitouna"]) == 0
    assert "geonames:99000001 (GeoNames dump SY.txt)" in shown(capsys)


def test_reading_processes_see_the_layers(
    dump: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, to = tmp_path / "report.txt", tmp_path / "brief.json"
    report.write_text(
        "Troops entered the village of Tell Zeitouna, near Abu Kamal in Syria.", "utf-8"
    )
    without = World.open().digest
    app.run(["gazetteer", "add", str(dump)])
    shown(capsys)
    assert app.run(["read", str(report), "--json", str(to), "--quiet"]) == 0
    brief = json.loads(to.read_bytes())
    assert "geonames:99000001" in {place["record"] for place in brief["places"]}
    assert brief["made_by"]["world"] == World.open().digest != without


def test_a_bar_on_a_terminal(dump: Path, data: Path) -> None:
    ours, theirs = pty.openpty()
    code = "import sys; from fairwitness.cli.app import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "gazetteer", "add", str(dump)],
        stderr=theirs, stdout=subprocess.PIPE, check=False,
        env=os.environ | {"TERM": "xterm", "FAIRWITNESS_DATA": str(data)},
    )  # fmt: skip
    os.close(theirs)
    written = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "SY" in written
    assert "lines" in written
    assert b"SY: 1 places" in done.stdout
