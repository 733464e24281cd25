"""Files are whole or not there; what was finished is kept beside them."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from fairwitness.cli.files import Growing, write_whole
from fairwitness.problems import WrongUse


def test_the_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with Growing(path) as file:
        file.write(b"one\n")
        assert not path.exists()
        file.write(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


def test_broken_off_leaves_the_old_file_and_the_part(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old\n")
    with contextlib.suppress(KeyboardInterrupt), Growing(path) as file:
        file.write(b"new\n")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old\n"
    assert path.with_name("a.jsonl.part").read_bytes() == b"new\n"


def test_a_part_left_behind_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.with_name("a.jsonl.part").write_bytes(b"from a run that was broken off\n")
    with Growing(path) as file:
        file.write(b"new\n")
    assert path.read_bytes() == b"new\n"


def test_two_runs_do_not_write_the_same_file(tmp_path: Path) -> None:
    with (
        Growing(tmp_path / "a"),
        pytest.raises(WrongUse, match="another run"),
        Growing(tmp_path / "a"),
    ):
        pass


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "real" / "file.jsonl")
    with Growing(link) as file:
        file.write(b"x")
    assert link.is_symlink()
    assert (tmp_path / "real" / "file.jsonl").read_bytes() == b"x"


def test_a_device_is_written_as_it_comes() -> None:
    with Growing(Path("/dev/null")) as file:
        file.write(b"x")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("write", [lambda p: Growing(p).__enter__(), lambda p: write_whole(p, b"")])
def test_what_cannot_be_written_is_wrong_use_with_the_place_named(
    tmp_path: Path, write: object
) -> None:
    assert callable(write)
    with pytest.raises(WrongUse, match=r"missing.a\.html: cannot be written"):
        write(tmp_path / "missing" / "a.html")
