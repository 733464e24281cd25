"""The index of a folder of pages."""

from __future__ import annotations

from fairwitness.brief.model import Brief, MadeBy, Origin
from fairwitness.cli.index import Entry, index_page
from fairwitness.problems import Problem

MADE_BY = MadeBy(fairwitness="0", model="none", world="none")


def entry(title: str, status: str = "ok", message: str = "") -> Entry:
    problems = (Problem(code="x", message=message),) if message else ()
    made = Brief(
        id="r",
        status=status,  # type: ignore[arg-type]
        problems=problems,
        report=Origin(title=title, publisher="<i>P</i>"),
        made_by=MADE_BY,
    )
    return Entry.of(made, "r.html")


def test_every_report_is_a_row_with_its_link_and_counts() -> None:
    page = index_page([entry("One"), entry("Two", "failed", "it is empty")])
    assert page.count("<tr>") == 1 + 2
    assert page.count('href="r.html"') == 2
    assert "failed: <bdi>it is empty</bdi>" in page
    assert page.count("no date") == 2


def test_what_reports_contain_is_letters() -> None:
    page = index_page([entry('<script>alert(1)</script>"\u202e', "failed", "<b>why</b>")])
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "\u202e" not in page
    assert "⟦RLO⟧" in page


def test_the_page_asks_no_host_for_anything() -> None:
    page = index_page([entry("One")])
    assert "default-src 'none'" in page
    assert "http:" not in page
    assert "https:" not in page
