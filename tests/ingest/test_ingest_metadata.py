"""What a page states of itself: strictly read, and undated rather than wrongly dated."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from fairwitness.ingest.dates import iso_day
from fairwitness.ingest.html.metadata import attributes

Call = Callable[..., Any]

BODY = (
    "<p>The ministry said on Tuesday that the convoy had left the northern garrison at dawn.</p>"
    * 4
)
OCT28 = dt.date(2021, 10, 28)


def meta(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


def linked(**fields: object) -> str:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{data}</script>'


def page(head: str, body: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article>{body}{BODY}</article></body></html>".encode()


GRAPH = (
    '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, '
    '{"@type": ["Article"], "datePublished": "2021-10-28"}]}</script>'
)


def element(day: str, mark: str = 'itemprop="datePublished"') -> str:
    return f'<time {mark} datetime="{day}">then</time>'


DATED = {
    "meta": (meta("2021-10-28T10:00:00Z"), ""),
    "meta, day only": (meta("2021-10-28"), ""),
    "meta by name": ('<meta name="datePublished" content="2021-10-28">', ""),
    "JSON-LD": (linked(datePublished="2021-10-28T23:30:00-05:00"), ""),
    "JSON-LD in a graph": (GRAPH, ""),
    "time element": ("", element("2021-10-28T10:00")),
    "time with pubdate": ("", element("2021-10-28", "pubdate")),
    "agreeing": (meta("2021-10-28T08:00:00+02:00") + linked(datePublished="2021-10-28"), ""),
    "one instant in two zones": (
        meta("2021-10-28T23:30:00-05:00") + linked(datePublished="2021-10-29T04:30:00Z"),
        "",
    ),
    "days of other reports": (meta("2021-10-28"), element("2020-01-02") + element("2019-01-02")),
    "modified later": (linked(datePublished="2021-10-28", dateModified="2022-01-01"), ""),
}


@pytest.mark.parametrize(("head", "body"), DATED.values(), ids=DATED)
def test_a_stated_day_is_read(read: Call, head: str, body: str) -> None:
    report = read(page(head, body))
    assert (report.published, report.published_from) == (OCT28, "metadata")
    assert report.problems == ()


UNDATED = {
    "no statement": ("", []),
    "a day in the text only": ("<title>28 October 2021</title>", []),
    "a modified day only": (meta("2021-10-28", "article:modified_time"), []),
    "a time without a mark": ("<time datetime='2021-10-28'>x</time>", []),
    "31 February": (meta("2021-02-31"), ["published_unread"]),
    "month 13": (meta("2021-13-45"), ["published_unread"]),
    "a year only": (meta("2021"), ["published_unread"]),
    "a month only": (meta("2021-10"), ["published_unread"]),
    "day and month in doubt": (meta("03/04/2021"), ["published_unread"]),
    "words": (meta("28 October 2021"), ["published_unread"]),
    "year one": (meta("0001-01-01T00:00:00"), ["published_unread"]),
    "the zero of Unix": (meta("1970-01-01T00:00:00Z"), ["published_unread"]),
    "other digits": (meta("٢٠٢١-١٠-٢٨"), ["published_unread"]),
    "two that disagree": (
        meta("2021-10-28") + linked(datePublished="2021-10-27"), ["published_conflict"]),
    "broken JSON-LD": ('<script type="application/ld+json">{"@type": "Article", </script>', []),
    "deep JSON-LD": ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", []),
}  # fmt: skip


@pytest.mark.parametrize(("head", "codes"), UNDATED.values(), ids=UNDATED)
def test_a_day_that_is_not_stated_is_not_made_up(read: Call, head: str, codes: list[str]) -> None:
    report = read(page(head))
    assert (report.published, report.published_from) == (None, None)
    assert [problem.code for problem in report.problems] == codes


def test_days_that_disagree_are_both_named(read: Call) -> None:
    report = read(page(meta("2021-10-28") + linked(datePublished="2021-10-27")))
    assert "2021-10-27 and 2021-10-28" in report.problems[0].message


def test_a_day_that_is_given_wins_and_says_so(read: Call) -> None:
    given = dt.date(2021, 11, 1)
    report = read(page(meta("2021-10-28")), published=given)
    assert (report.published, report.published_from) == (given, "option")
    (problem,) = report.problems
    assert problem.code == "published_conflict"
    assert "2021-10-28" in problem.message
    assert read(page(""), published=given).problems == ()


def test_title_publisher_and_address_are_as_stated(read: Call) -> None:
    report = read(
        page(
            '<title>Convoy leaves &amp; returns | Example</title><link rel="canonical" '
            'href="https://example.org/a?b=1&amp;c=2">'
            + meta("Convoy leaves &amp; returns", "og:title")
            + linked(publisher={"@type": "Organization", "name": "The Example"})
        )
    )
    assert report.title == "Convoy leaves & returns"
    assert report.publisher == "The Example"
    assert report.url == "https://example.org/a?b=1&c=2"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//", "http://[", "x"])
def test_an_address_that_is_none_is_left_out(read: Call, href: str) -> None:
    assert read(page(f'<link rel="canonical" href="{href}">')).url is None


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2021-10-28", OCT28),
        ("20211028", OCT28),
        ("2021-10-28T10:00:00.1234567+02:00", OCT28),
        ("2021-10-28 10:00:00 +0200", OCT28),
        ("2021-10-28T24:01:00", None),
        ("2021-1028", None),
        ("2021-10-28x", None),
        ("2021-W43-4", None),
        ("１９９５-01-01", None),
        ("", None),
    ],
)
def test_days_are_read_strictly(stated: str, day: dt.date | None) -> None:
    assert iso_day(stated) == day


def test_attributes_are_read_as_they_stand() -> None:
    source = """<META Property='og:title' CONTENT="a &quot;b&quot; = c" data-x=1 content=second>"""
    assert attributes(source) == {"property": "og:title", "content": 'a "b" = c', "data-x": "1"}
