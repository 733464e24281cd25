"""Inputs that yield no report, or not a whole one: each says which input, why, and what to do."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fairwitness.ingest import open_source
from fairwitness.limits import Limits
from fairwitness.report import Failure, Report

Call = Callable[..., Any]

SENTENCE = "The ministry said on Tuesday that the convoy had left the northern garrison at dawn. "

RUSSIAN = "Министерство обороны сообщило о нападении на военную базу. " * 4
SCRIPTED = b"<!doctype html><script>var a='" + b"x " * 99 + b"'</script>"

REFUSED = {
    "nothing": (b"", "empty"),
    "only space": (b" \n\t ", "empty"),
    "no letter": (b"12 + 34 = 46", "empty"),
    "zero-width characters only": ("\u200b\u200f\u2060".encode(), "empty"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
    "office document": (b"PK\x03\x04\x14\0\x06\0", "binary"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(60), "binary"),
    "video": (b"\0\0\0\x18ftypmp42" + bytes(20), "binary"),
    "NUL bytes": (b"abc\0\0\0def\0" * 20, "binary"),
    "control characters": (bytes(range(1, 9)) * 40, "binary"),
    "gzip in gzip": (gzip.compress(gzip.compress(SENTENCE.encode())), "binary"),
    "gzip cut short": (gzip.compress(SENTENCE.encode() * 50)[:-20], "damaged"),
    "gzip garbage": (b"\x1f\x8b\x08\0garbage", "damaged"),
    "PDF garbage": (b"%PDF-1.7 garbage", "damaged"),
    "RTF": (b"{\\rtf1 The ministry said.}", "unsupported"),
    "feed": (b"<?xml version='1.0'?><rss><channel/></rss>", "unsupported"),
    "JSON": (b'{\n "a": [1, 2]\n}', "unsupported"),
    "page with links only": (b"<html><body><nav><a href=a>Home</a></nav></body>", "no_article"),
    "page made by scripts": (SCRIPTED, "no_article"),
    "Russian": (RUSSIAN.encode(), "language"),
    "Russian in windows-1251": (RUSSIAN.encode("cp1251"), "language"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_holds_no_report_is_a_failure(read: Call, data: bytes, code: str) -> None:
    failure = read(data)
    assert isinstance(failure, Failure)
    assert failure.problem.code == code


@pytest.mark.parametrize("data", [data for data, _ in REFUSED.values()], ids=list(REFUSED))
def test_each_message_is_a_sentence_that_names_the_input(
    tmp_path: Path, read: Call, data: bytes
) -> None:
    path = tmp_path / "given file"
    path.write_bytes(data)
    failure = read(str(path))
    message = failure.problem.message
    assert str(path) in message
    assert message.endswith(".")
    assert failure.problem.where == failure.source == str(path)
    assert failure.id == "given file" or failure.id == str(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, read: Call) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    failure = read(str(path))
    assert failure.problem.code == "too_large"
    assert "50,000,000" in failure.problem.message
    assert "20,000,000" in failure.problem.message
    assert "raw_bytes" in failure.problem.message


def test_an_endless_stream_is_stopped(read: Call) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"word " * (size // 5) + b"w" * (size % 5)

    endless = Endless()
    failure = read("-", stdin=endless, limits=Limits(raw_bytes=200_000))
    assert failure.problem.code == "too_large"
    assert endless.given < 400_000


@pytest.mark.parametrize("filler", [b"\0", b"\n", b"a", b"a\n"], ids=["nul", "lines", "a", "words"])
def test_a_gzip_bomb_stops_long_before_its_end(tmp_path: Path, filler: bytes) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(filler * (40_000_000 // len(filler))))
    limits = Limits(raw_bytes=100_000, decoded_bytes=1_000_000, gzip_ratio=20)
    items = list(open_source(path, limits=limits))
    assert len(items) <= limits.broken_lines + 2
    codes = [item.problem.code for item in items if isinstance(item, Failure)]
    assert len(codes) == len(items)
    assert codes[-1] == "rest_unread"


def test_a_gzipped_text_is_read(tmp_path: Path, read: Call) -> None:
    path = tmp_path / "report.txt.gz"
    path.write_bytes(gzip.compress(SENTENCE.encode()))
    assert read(str(path)).text == SENTENCE


def test_a_text_beyond_the_limit_is_cut_at_a_paragraph_and_says_so(read: Call) -> None:
    text = (SENTENCE + "\n\n") * 100
    report = read(text.encode(), limits=Limits(text_chars=1_000))
    assert text.startswith(report.text)
    assert 900 <= len(report.text) <= 1_000
    (problem,) = report.problems
    assert problem.code == "text_cut"
    assert f"{len(text):,}" in problem.message


def test_names_of_files_are_data(tmp_path: Path) -> None:
    names = [
        "-rf",
        "two\nlines",
        "ansi\x1b[31m",
        b"bytes\xff".decode("utf-8", "surrogateescape"),
        "é",
    ]
    for name in names:
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    reports = list(open_source(tmp_path))
    assert len(reports) == len(names)
    for report in reports:
        assert isinstance(report, Report)
        assert report.id.isprintable()
        report.id.encode("utf-8")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("no/such/file.txt", "not_found"),
        ("x" * 300, "unreadable"),
        ("nul\0name", "unreadable"),
        ("", "not_found"),
        ("ftp://example.org/x", "address"),
        ("file:///etc/hostname", "address"),
    ],
    ids=["missing", "too long a name", "NUL in the name", "no name", "ftp", "file url"],
)
def test_what_cannot_be_opened_is_a_failure(read: Call, source: str, code: str) -> None:
    assert read(source).problem.code == code


def test_without_fetching_an_address_is_refused() -> None:
    (failure,) = open_source("https://example.org/", fetch=False)
    assert isinstance(failure, Failure)
    assert failure.problem.code == "no_fetch"


def test_a_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", ".hidden/x.txt", "a/bad.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<p>{SENTENCE}" if name.endswith("html") else SENTENCE)
    (tmp_path / "a/bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    items = list(open_source(tmp_path))
    assert [(item.id, type(item)) for item in items] == [
        ("a/bad.png", Failure),
        ("a/z.html", Report),
        ("b.txt", Report),
    ]


def test_an_empty_folder_is_a_failure(tmp_path: Path, read: Call) -> None:
    assert read(str(tmp_path)).problem.code == "empty_folder"


def test_standard_input_may_be_anything(read: Call, make_pdf: Call) -> None:
    pdf = make_pdf([[(72, 700, SENTENCE)]])
    kinds = {
        "text/plain": SENTENCE.encode(),
        "text/html": b"<p>" + SENTENCE.encode(),
        "application/pdf": pdf,
        "application/jsonl": b'{"text": "' + SENTENCE.encode() + b'"}\n',
    }
    for media_type, data in kinds.items():
        report = read("-", stdin=io.BytesIO(data))
        assert report.media_type == media_type
        assert report.text.strip() == SENTENCE.strip()
        assert report.source == "-"


def test_reports_of_several_sources_have_distinct_ids(tmp_path: Path) -> None:
    from fairwitness.ingest import open_sources

    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(SENTENCE)
    items = list(open_sources([tmp_path / f / "report.txt" for f in "abc"]))
    assert [item.id for item in items] == ["report.txt", "report.txt#2", "report.txt#3"]
    assert [len(item.problems) for item in items if isinstance(item, Report)] == [0, 1, 1]
