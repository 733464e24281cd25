"""The page: complete, self-contained, and deaf to whatever a report tells it to do."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from sample_brief import crowded, failed, sample

from fairwitness.brief.html import embedded, render
from fairwitness.brief.model import Brief, Origin
from fairwitness.brief.view import glance, safe_link

POISON = (
    "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
    "<svg onload=window.pwned=1>{{7*7}}<!--\"'> javascript:window.pwned=1 \u202e\u2028"
)


class Page(HTMLParser):
    """Elements, attributes and visible text of a page, as a parser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.content: dict[str, list[str]] = {"script": [], "style": []}
        self.words = ""
        self._raw: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in self.content:
            self._raw = tag
            self.content[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._raw:
            self._raw = None

    def handle_data(self, data: str) -> None:
        if self._raw:
            self.content[self._raw][-1] += data
        else:
            self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def data(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.content["script"][0])
        return loaded


def poisoned(value: Any, key: str = "") -> Any:
    """`value` with every string that a report or its makers could have chosen made hostile."""
    if isinstance(value, dict):
        return {name: poisoned(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [poisoned(item, key) for item in value]
    fixed = {
        "status", "reading", "match", "kind", "type", "precision", "sourcing", "stance", "verdict",
        "published", "direction", "ground_part", "format", "role", "distance",
        "directness", "outcome", "gender",
    }  # fmt: skip
    return f"{value}{POISON}" if isinstance(value, str) and key not in fixed else value


def poisoned_brief() -> Brief:
    return msgspec.convert(poisoned(msgspec.to_builtins(sample())), Brief)


def test_the_page_shows_title_origin_problems_and_findings_with_working() -> None:
    page = Page(render(sample()))
    for words in (
        "Column burned on the river road",
        "The River Gazette",
        "The report bears no date: relative times stay unresolved.",
        "Two lines of the page look like navigation",
        "264 km along the geodesic; stated 600 km.",
        "15 % of a round number",
        "osm_borders 1.1.0, ML/NE",
        "Missing: which Tessit is meant",
        "no distance is stated",
        "en_core_web_md 3.8.0",
        "OpenStreetMap contributors (ODbL 1.0)",
        "GeoNames (CC BY 4.0)",
        "Natural Earth",
    ):
        assert words in page.words
    assert page.words.index("600 km east of Gao”") < page.words.index("95 km south of Gao”")


def test_a_dated_report_says_where_the_date_came_from() -> None:
    words = " ".join(Page(render(crowded(1))).words.split())
    assert "Published2024-05-01 (from: option)" in words
    assert "bears no date" not in words


def test_the_text_of_the_page_is_the_text_of_the_report() -> None:
    html = render(sample())
    body = html.split('<div id="words"')[1].split("</section>")[0]
    shown = re.sub(r"\s+", " ", Page(f"<div{body}").words).strip()
    assert shown == re.sub(r"\s+", " ", sample().report.text).strip()


def test_every_row_is_in_the_page_and_stands_on_its_words() -> None:
    brief, page = sample(), Page(render(sample()))
    rows = page.data()["rows"]
    marked = {int(n) for span in page.all("span") for n in span.get("data-r", "").split()}
    assert marked == set(range(len(rows)))
    ids = {row["id"] for row in rows}
    parts = (
            brief.places, brief.times, brief.quantities, brief.relations, brief.statements,
            brief.reckonings, brief.incidents, brief.tolls, brief.actors,
        )  # fmt: skip
    everything = [*brief.claims, *brief.findings, *(row for part in parts for row in part)]
    assert ids == {row.id for row in everything}


def test_the_map_holds_places_lines_and_outlines_but_no_actors() -> None:
    drawn = Page(render(sample())).data()["map"]
    names = {place["name"] for place in drawn["places"]}
    assert {"Gao", "Ménaka", "Mali"} <= names
    assert "Niamey" not in names, "here the name stands for a government"
    gao = next(place for place in drawn["places"] if place["name"] == "Gao")
    assert len(gao["rows"]) == sample().report.text.count("Gao")
    assert [(line["verdict"], line["km"]) for line in drawn["lines"]] == [
        ("holds", 4.42),
        ("fails", 264.4),
        ("holds", 89.6),
    ]
    assert drawn["detail"]["arcs"]


def test_a_report_without_points_has_no_map() -> None:
    assert Page(render(crowded(1))).data()["map"] is None


def test_a_failed_report_shows_its_reason() -> None:
    page = Page(render(failed()))
    assert "The PDF is locked by a password." in page.words
    assert "could not be read" in page.words
    assert "bears no date" not in page.words
    assert page.data()["rows"] == []


@pytest.mark.parametrize("brief", [sample(), failed(), crowded(50)], ids=["full", "failed", "bare"])
def test_the_page_refers_to_nothing_outside(brief: Brief) -> None:
    page = Page(render(brief))
    fetched = {"src", "srcset", "data", "poster", "action", "background", "ping", "formaction"}
    for tag, attributes in page.elements:
        assert not fetched & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert tag not in ("link", "iframe", "object", "embed", "base", "form", "img")
        if "href" in attributes and not attributes["href"].startswith("#"):
            assert attributes["rel"] == "noopener noreferrer nofollow"
    assert not re.search(r"url\(|@import|@font-face", page.content["style"][0])


def test_the_policy_allows_only_this_style_and_this_script() -> None:
    page = Page(render(sample()))
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    script, style = page.content["script"][1], page.content["style"][0]
    hashes = [
        base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        for part in (style, script)
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not any("style" in attributes for _, attributes in page.elements)


def test_a_poisoned_record_adds_no_element_and_no_attribute() -> None:
    clean, page = Page(render(sample())), Page(render(poisoned_brief()))
    assert {tag for tag, _ in page.elements} == {tag for tag, _ in clean.elements}
    assert len(page.all("script")) == 2
    names = {(tag, name) for tag, attributes in page.elements for name in attributes}
    known = {(tag, name) for tag, attributes in clean.elements for name in attributes}
    assert names - known == {("span", "title")}, "only the signs of hidden characters"
    assert "window.pwned=1</script>" in page.words, "it is shown, as letters"
    assert "{{7*7}}" in page.words
    assert "\u202e" not in page.words
    assert "⟦RLO⟧" in page.words
    links = [link["href"] for link in page.all("a")]
    assert all(link.startswith("#") for link in links), "an address that is none is no link"


def test_data_in_the_page_cannot_end_its_script() -> None:
    html = render(poisoned_brief())
    data = html.split('id="data">')[1].split("</script>")[0]
    assert not re.search("[<>&\u2028\u2029\u202e]", data)
    assert POISON[:9] in json.loads(data)["rows"][0]["t"]


@pytest.mark.parametrize(
    "value",
    ["</script>", "<!--", "]]>", "&amp;", "\u2028\u2029", '"quoted\\"', {"a<b": [1.5, None]}],
)
def test_embedded_json_is_the_same_value_without_markup(value: object) -> None:
    assert not re.search("[<>&\u2028\u2029]", embedded(value))
    assert json.loads(embedded(value)) == value


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("HTTP://EXAMPLE.ORG/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        (" https://example.org/", False),
        ("https://example.org/\u202egpj.exe", False),
        ("https://example.org/\nx", False),
        ("//example.org/", False),
        ("/a/b.html", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, linked: bool) -> None:
    assert (safe_link(url) == url) is (linked or url is None)
    assert bool(safe_link(url)) is linked


def test_counts_at_a_glance_add_up() -> None:
    brief = sample()
    counts = glance(brief)
    assert counts["findings"] == [("fails", 1), ("holds", 2), ("undetermined", 1)]
    assert sum(count for _, count in counts["statements"]) == len(brief.statements)
    assert sum(count for _, count in counts["claims"]) == len(brief.claims)


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render(sample()) == render(sample())


def test_the_page_stays_small() -> None:
    assert len(render(sample()).encode()) < 500_000


def test_odd_numbers_and_letters_do_not_stop_the_page() -> None:
    brief = sample()
    places = tuple(
        msgspec.structs.replace(place, lat=lat)
        for place, lat in zip(
            brief.places, (float("nan"), float("inf"), 91.0, *[0.0] * 99), strict=False
        )
    )
    odd = msgspec.structs.replace(brief, places=places, id="\ud800\x00")
    html = render(odd)
    html.encode()
    assert "⟦U+D800⟧⟦U+0000⟧" in html


def test_an_empty_report_that_was_read_renders() -> None:
    brief = Brief(
        id="empty",
        status="ok",
        report=Origin(text="", published=dt.date(2024, 1, 1)),
        made_by=sample().made_by,
    )
    words = Page(render(brief)).words
    assert "No text was read." in words
    assert "No claim of this report could be put to a check." in words
