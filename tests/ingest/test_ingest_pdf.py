"""PDFs: paragraphs in reading order, hyphens undone, and every page accounted for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fairwitness.ingest.pdf.pages import Line
from fairwitness.ingest.pdf.reflow import paragraphs
from fairwitness.limits import Limits
from fairwitness.report import Failure, Report

Call = Callable[..., Any]

FIRST = [
    "The ministry said on Tuesday that the convoy had left the northern",
    "garrison before dawn and that nobody was hurt in the attack, which des-",
    "troyed two vehicles near Al-",
    "Tanf in the south-",
    "western desert. The south-western desert is wide, the governor said.",
]
SECOND = ["A second paragraph begins here after a gap and goes on for a line", "and then ends."]
JOINED = [
    f"{FIRST[0]} {FIRST[1][:-1]}{FIRST[2]}{FIRST[3]}{FIRST[4]}",
    "A second paragraph begins here after a gap and goes on for a line and then ends.",
]


def placed(number: int = 1) -> list[tuple[int, int, str]]:
    """A page: running head, two paragraphs set apart, page number."""
    lines = [(72, 800, f"The Daily Example, page {number}")]
    lines += [(72, 760 - 14 * i, text) for i, text in enumerate(FIRST)]
    lines += [(72, 676 - 14 * i, text) for i, text in enumerate(SECOND)]
    return [*lines, (290, 40, str(number))]


def test_lines_become_paragraphs_and_hyphens_are_undone(read: Call, make_pdf: Call) -> None:
    report = read(make_pdf([placed(n) for n in (1, 2, 3)]))
    assert report.text == "\n\n".join(JOINED * 3)
    assert report.media_type == "application/pdf"
    assert report.problems == ()


def test_a_pdf_is_known_by_its_content(tmp_path: Path, read: Call, make_pdf: Call) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(make_pdf([placed()]))
    report = read(str(path))
    assert report.media_type == "application/pdf"
    assert JOINED[1] in report.text


def test_a_stated_title_is_kept_and_its_day_of_creation_is_not_a_day_of_publication(
    read: Call, make_pdf: Call
) -> None:
    info = b"/Title (Convoy leaves the garrison) /CreationDate (D:20211028100000Z)"
    report = read(make_pdf([placed()], info=info))
    assert report.title == "Convoy leaves the garrison"
    assert report.published is None


@pytest.mark.parametrize("title", [b"untitled", b"Microsoft Word - a.doc", b"scan12.pdf", b" "])
def test_a_file_name_is_no_title(read: Call, make_pdf: Call, title: bytes) -> None:
    assert read(make_pdf([placed()], info=b"/Title (%s)" % title)).title is None


ENCRYPTED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"5c" * 32 + b"> /U <" + b"a7" * 32
    + b"> >> /ID [<00><00>]"
)  # fmt: skip


def test_an_encrypted_pdf_is_refused(read: Call, make_pdf: Call) -> None:
    failure = read(make_pdf([placed()], trailer=ENCRYPTED))
    assert isinstance(failure, Failure)
    assert failure.problem.code == "encrypted"
    assert "password" in failure.problem.message


def test_a_pdf_without_text_asks_for_ocr(read: Call, make_pdf: Call) -> None:
    failure = read(make_pdf([[], []]))
    assert failure.problem.code == "no_text"
    assert "OCR" in failure.problem.message


def test_a_pdf_cut_short_is_read_where_pages_remain_or_refused(read: Call, make_pdf: Call) -> None:
    whole = make_pdf([placed(n) for n in range(1, 5)])
    assert isinstance(read(whole[: whole.index(b"startxref")]), Report)
    failure = read(whole[:200])
    assert isinstance(failure, Failure)
    assert failure.problem.code == "damaged"


def test_a_damaged_page_is_named_and_the_others_are_read(read: Call, make_pdf: Call) -> None:
    whole = make_pdf([placed(n) for n in range(1, 5)])
    at = whole.index(b"/Type /Page ", whole.index(b"/Type /Page ") + 1)
    report = read(whole[:at] + b"/Type /Junk " + whole[at + 12 :])
    assert isinstance(report, Report)
    assert JOINED[1] in report.text


def test_only_so_many_pages_are_read_and_it_says_so(read: Call, make_pdf: Call) -> None:
    report = read(make_pdf([placed(n) for n in range(1, 6)]), limits=Limits(pages=2))
    assert report.text.count(JOINED[1]) == 2
    (problem,) = report.problems
    assert problem.code == "pages_cut"
    assert "first 2 of its 5 pages" in problem.message


def line(
    text: str, bottom: float, left: float = 72, right: float = 500, height: float = 11
) -> Line:
    return Line(text, left, right, bottom, height)


LONG = "The convoy had left the northern garrison before dawn on that day and"
LAYOUTS = {
    "an indent begins a paragraph": (
        [[line(f"{LONG} stopped.", 700), line("Nobody was hurt,", 686, left=90),
          line("they said.", 672, right=150)]],
        [f"{LONG} stopped.", "Nobody was hurt, they said."],
    ),
    "a short last line ends a paragraph": (
        [[line(LONG, 700), line("stopped.", 686, right=120), line("Nobody was hurt.", 672)]],
        [f"{LONG} stopped.", "Nobody was hurt."],
    ),
    "a larger line is a heading": (
        [[line("Convoy leaves", 720, height=18), line(LONG, 700), line("stopped.", 686)]],
        ["Convoy leaves", f"{LONG} stopped."],
    ),
    "a sentence goes on over a page": (
        [[line(LONG, 60)], [line("stopped at noon.", 760)]],
        [f"{LONG} stopped at noon."],
    ),
    "a sentence goes on in the next column": (
        [[line(LONG, 700), line(LONG, 60), line("stopped at noon.", 760, left=320)]],
        [f"{LONG} {LONG} stopped at noon."],
    ),
    "numbers keep their hyphen": (
        [[line("Between 10-", 700), line("15 were hurt.", 686)]], ["Between 10-15 were hurt."],
    ),
    "one line": ([[line(LONG, 700)]], [LONG]),
    "nothing": ([], []),
}  # fmt: skip


@pytest.mark.parametrize(("pages", "texts"), LAYOUTS.values(), ids=LAYOUTS)
def test_paragraphs_are_told_by_their_layout(pages: list[list[Line]], texts: list[str]) -> None:
    assert paragraphs(pages) == texts
