"""Bytes to text: what is read, how it is recorded, and what is never passed off as whole."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any

import pytest

from fairwitness.ingest.decode import decode
from fairwitness.problems import Unreadable

Call = Callable[..., Any]

CITY = "The rebels left Kyiv (Київ) and Łódź, said José Müller – “no one stayed”. "
WEST = "The rebels left the town, said José Müller – “no one stayed”, he’s sure. "
RUSSIAN = "Министерство обороны сообщило во вторник о нападении на военную базу. "

LE, BE = codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE

EXACT = [
    ("utf-8", CITY.encode(), None, CITY, "utf-8"),
    ("utf-8 declared", CITY.encode(), "UTF-8", CITY, "utf-8"),
    ("utf-8 mark", codecs.BOM_UTF8 + CITY.encode(), None, CITY, "utf-8 (marked)"),
    ("utf-16-le mark", LE + CITY.encode("utf-16-le"), None, CITY, "utf-16-le (marked)"),
    ("utf-16-be mark", BE + CITY.encode("utf-16-be"), None, CITY, "utf-16-be (marked)"),
    ("utf-32", codecs.BOM_UTF32_LE + CITY.encode("utf-32-le"), None, CITY, "utf-32-le (marked)"),
    ("latin-1 means windows-1252", WEST.encode("cp1252"), "iso-8859-1", WEST, "cp1252 (declared)"),
    ("windows-1251", RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN, "cp1251 (declared)"),
    ("a name of no encoding", CITY.encode(), "rot13", CITY, "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "declared", "text", "encoding"), [c[1:] for c in EXACT], ids=[c[0] for c in EXACT]
)
def test_a_marked_or_declared_text_is_read_exactly(
    raw: bytes, declared: str | None, text: str, encoding: str
) -> None:
    decoded = decode(raw, "given", declared)
    assert (decoded.text, decoded.encoding, decoded.problems) == (text, encoding, ())


GUESSED = [
    ("utf-16-le without mark", WEST.encode("utf-16-le"), None, WEST, "utf-16-le (guessed)"),
    ("utf-16-be without mark", WEST.encode("utf-16-be"), None, WEST, "utf-16-be (guessed)"),
    ("utf-32-le without mark", WEST.encode("utf-32-le"), None, WEST, "utf-32-le (guessed)"),
    ("windows-1252", WEST.encode("cp1252") * 3, None, WEST * 3, "cp1252 (guessed)"),
    ("old Macintosh", WEST.encode("mac-roman") * 3, None, WEST * 3, "mac-roman (guessed)"),
    ("windows-1251", RUSSIAN.encode("cp1251") * 3, None, RUSSIAN * 3, "cp1251 (guessed)"),
    ("said to be utf-8", RUSSIAN.encode("cp1251") * 3, "utf-8", RUSSIAN * 3, "cp1251 (guessed)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "declared", "text", "encoding"), [c[1:] for c in GUESSED], ids=[c[0] for c in GUESSED]
)
def test_a_guess_is_right_and_says_that_it_is_one(
    raw: bytes, declared: str | None, text: str, encoding: str
) -> None:
    decoded = decode(raw, "given", declared)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert [problem.code for problem in decoded.problems] == ["encoding_guessed"]


@pytest.mark.parametrize("declared", ["utf-8", None], ids=["declared", "not declared"])
@pytest.mark.parametrize(
    ("spoil", "lost"),
    [
        (lambda raw: raw.replace(b"rebels", b"reb\xe9ls"), 1),
        (lambda raw: raw + "ї".encode()[:1], 1),
        (lambda raw: raw + b"\xff\xfe", 2),
    ],
    ids=["one bad byte", "cut in mid-character", "two at the end"],
)
def test_few_bad_bytes_do_not_change_the_encoding(
    spoil: Call, lost: int, declared: str | None
) -> None:
    decoded = decode(spoil(CITY.encode()), "given", declared)
    assert "Київ" in decoded.text
    (problem,) = decoded.problems
    assert problem.code == "bytes_replaced"
    assert f"{lost} byte sequence" in problem.message
    assert decoded.text.count("\ufffd") == lost


def test_utf8_is_utf8_whatever_it_declares() -> None:
    decoded = decode(CITY.encode(), "given", "windows-1251")
    assert decoded.text == CITY
    assert [problem.code for problem in decoded.problems] == ["encoding"]


@pytest.mark.parametrize(
    "raw",
    [b"\x80\x81\x82", bytes(range(128, 256)) * 4, b"\0abc\0\x01\x02" * 20],
    ids=["three bytes", "every high byte", "NUL bytes"],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(raw, "given")
    assert refused.value.problem.code in ("binary", "encoding")


def test_control_characters_and_half_surrogates_are_replaced_and_counted(read: Call) -> None:
    text = (
        "The rebels left\0 the town\x1b[31m on Tuesday \x07and nobody stayed in the old barracks."
    )
    report = read(text.encode())
    assert len(report.text) == len(text)
    assert report.text == text.translate({0: 0xFFFD, 0x1B: 0xFFFD, 7: 0xFFFD})
    (problem,) = report.problems
    assert problem.code == "characters_replaced"
    assert "3 unusable" in problem.message


def test_bidi_controls_and_soft_hyphens_are_kept(read: Call) -> None:
    text = "The rebels left the \u202etown\u202c of Al\u00adTanf\u200b on Tuesday, officials said."
    assert read(text.encode()).text == text


def test_line_ends_of_text_files_become_one_kind(read: Call) -> None:
    assert read(b"The rebels left.\r\n\r\nThey said so.\rYes.").text == (
        "The rebels left.\n\nThey said so.\nYes."
    )
