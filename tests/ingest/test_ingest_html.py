"""Pages: the article, all of it, in paragraphs; never an empty report from a full page."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.ingest.html.page import read_page
from fairwitness.ingest.html.scan import scan
from fairwitness.limits import Limits
from fairwitness.report import Failure, Report

Call = Callable[..., Any]

SENTENCES = [
    f"Witness number {n} told reporters on Tuesday that the convoy had passed the old bridge "
    f"at {n} o'clock and that nobody was hurt there."
    for n in range(1, 21)
]
BODY = "".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES)
MENU = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{n}'>Region {n}</a></li>" for n in range(30))
    + "</ul></nav>"
)
FOOT = "<footer><p>Copyright the Example. All rights reserved.</p></footer>"


def page(
    body: str = BODY, head: str = "<title>T</title>", around: tuple[str, str] = ("", "")
) -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body>{around[0]}<article><h1>Convoy passes the "
        f"bridge</h1>{body}</article>{around[1]}</body></html>"
    )


def test_the_article_is_read_without_its_surroundings(read: Call) -> None:
    report = read(page(around=(MENU, FOOT)).encode())
    assert report.text == "\n\n".join(["Convoy passes the bridge", *SENTENCES])
    assert report.title == "Convoy passes the bridge"
    assert report.media_type == "text/html"
    assert report.problems == ()


def test_paragraphs_that_repeat_are_kept_as_often_as_they_stand(read: Call) -> None:
    again = "<p>The ministry repeated that no one was hurt in the attack.</p>"
    text = read(page(again + BODY + again + again).encode()).text
    assert text.count("The ministry repeated") == 3


LEFT = "He left the town, officials said."

FORMS = {
    "inline markup": ("<p>He <b>left</b> the <a href=x>to<i>wn</i></a>, officials said.</p>", LEFT),
    "line break": ("<p>He left the town,<br>officials said.</p>", LEFT.replace(", ", ",\n")),
    "two line breaks": ("He left.<br><br>Officials said so.", "He left.\n\nOfficials said so."),
    "references": ("&ldquo;no&rdquo; &amp; &#8211; 3&nbsp;May &#x2014;", "“no” & – 3\xa0May —"),
    "references to windows-1252": ("<p>He said &#147;no&#148; again.</p>", "He said “no” again."),
    "white space": ("<p>He  left\n\t the   town, officials said.</p>", LEFT),
    "table": ("<table><tr><td>Killed in town</td>\n<td>12</td></tr>", "Killed in town\t12"),
    "quotation": (f"<blockquote>{LEFT}</blockquote>", LEFT),
    "list": (f"<ul><li>{LEFT}</li><li>{LEFT}</li></ul>", f"{LEFT}\n\n{LEFT}"),
    "markup as letters": ("<p>He wrote &lt;script&gt; in it.</p>", "He wrote <script> in it."),
    "comment": ("<p>He left <!-- > not --> the town, officials said.</p>", LEFT),
    "script": ("<p>He left <script>if (a < b) x('</p>')</script> the town, officials said.", LEFT),
    "quote in attribute": (f'<p title="a > b">{LEFT}</p>', LEFT),
    "stray sign": ("<p>Prices rose by < 5 per cent.</p>", "Prices rose by < 5 per cent."),
    "preformatted": (
        "<pre>He left.\n\nThe town\nis empty.</pre>",
        "He left.\n\nThe town\nis empty.",
    ),
}


@pytest.mark.parametrize(("markup", "text"), FORMS.values(), ids=FORMS)
def test_the_words_are_those_a_reader_sees(markup: str, text: str) -> None:
    blocks = scan(markup, Limits()).blocks
    assert "\n\n".join(block.text for block in blocks) == text


BAD_REFERENCES = [0, *range(1, 9), 11, *range(14, 32), 127, 0xD800, 0xFFFE, 0xFFFF, 0x110000]


@pytest.mark.parametrize("code", BAD_REFERENCES, ids=hex)
@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};", "&#{}"], ids=["decimal", "hex", "open"])
def test_a_reference_to_no_character_costs_that_character_only(
    read: Call, code: int, form: str
) -> None:
    """`&#31;` and its like make trafilatura 2.3.1 return None for the whole page."""
    report = read(page(BODY.replace("number 3", f"number{form.format(code)} 3")).encode())
    assert isinstance(report, Report)
    assert report.text.replace("\ufffd", "") == "\n\n".join(
        ["Convoy passes the bridge", *SENTENCES]
    )
    assert [problem.code for problem in report.problems] == ["characters_replaced"]


def test_a_number_of_many_digits_is_no_character(read: Call) -> None:
    report = read(page(f"<p>He left the town &#{'9' * 6000}; on Monday.</p>" + BODY).encode())
    assert "He left the town \ufffd on Monday." in report.text


def attributes(count: int) -> str:
    return "<p " + " ".join(f"a{n}=1" for n in range(count)) + ">" + BODY


STRUCTURES = {
    "254 deep": ("<div>" * 254 + BODY + "</div>" * 254, {"depth"}),
    "3,000 deep": ("<div>" * 3000 + BODY + "</div>" * 3000, {"depth"}),
    "100,000 deep and open": ("<div>" * 100_000 + BODY, {"depth"}),
    "20,000 attributes": (attributes(20_000), {"long_tag"}),
    "200,000 attributes": (attributes(200_000), {"long_tag"}),
    "10,000 links": ("<a href=x>y</a>" * 10_000 + BODY, set()),
    "colspan": ("<table><tr><td colspan=9007199254740991>x</table>" + BODY, set()),
    "open comment": ("<!-- " + BODY, {"unclosed_comment"}),
    "50,000 open comments": ("<!--" * 50_000 + BODY, {"unclosed_comment"}),
    "50,000 open quotes": (BODY + '<a b="' * 50_000, {"long_tag"}),
    "open svg": ("<svg>" * 20_000 + BODY, {"depth"}),
    "50,000 signs": ("<" * 50_000 + BODY, set()),
    "200,000 ampersands": ("&#" * 200_000 + BODY, set()),
}


@pytest.mark.parametrize(("body", "codes"), STRUCTURES.values(), ids=STRUCTURES)
def test_no_structure_hides_words_or_takes_long(read: Call, body: str, codes: set[str]) -> None:
    began = time.monotonic()
    report = read(page(body).encode())
    assert isinstance(report, Report)
    assert all(sentence in report.text for sentence in SENTENCES)
    assert {problem.code for problem in report.problems} - {"article_unsure"} == codes
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("doctype", ["junk " * 100, 'html SYSTEM "x"', "[<!ENTITY a 'b'>"])
def test_junk_in_the_doctype_does_not_matter(read: Call, doctype: str) -> None:
    report = read(f"<!DOCTYPE {doctype}><html><body>{BODY}</body></html>".encode())
    assert all(sentence in report.text for sentence in SENTENCES)


def test_entities_are_never_resolved(read: Call, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("planted")
    source = (
        f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>"
        "<!ENTITY y '&z;&z;'>]><html><body><p>The text of &x; and &y; is not read there.</p>"
    )
    report = read(source.encode())
    assert "planted" not in report.text
    assert "The text of &x; and &y; is not read there." in report.text


NOTICES = {
    "consent": "We and our partners use cookies and similar technologies to show you relevant "
    "advertising. You can accept all cookies or manage your choices at any time.",
    "robot check": "Checking your browser before you can go on. Please complete the security check "
    "to verify you are human, then you will be sent to the page.",
    "paywall": "Subscribe to continue reading this story. Already a subscriber? Log in to read it.",
    "error": "The page you are looking for may have been moved or deleted. Please try a search.",
}


@pytest.mark.parametrize(("kind", "words"), NOTICES.items(), ids=NOTICES)
def test_a_notice_is_not_taken_for_an_article(read: Call, kind: str, words: str) -> None:
    failure = read(f"<html><body>{MENU}<div><p>{words}</p></div></body></html>".encode())
    assert isinstance(failure, Failure)
    assert failure.problem.code == "no_article"
    assert kind in failure.problem.message


def test_a_report_that_speaks_of_cookies_is_read(read: Call) -> None:
    words = "<p>The ministry said that the firm's use of cookies broke the law, and fined it.</p>"
    assert "use of cookies" in read(page(BODY + words).encode()).text


def test_where_the_vote_is_far_too_small_all_prose_is_read_and_it_says_so() -> None:
    from fairwitness.ingest.html.article import Vote
    from fairwitness.ingest.html.page import page_of

    seen = scan(page(around=(MENU, FOOT)), Limits())
    for vote in (Vote(reason="trafilatura failed: ValueError"), Vote(lines=(SENTENCES[0],))):
        got = page_of(seen, vote, None, "given", Limits())
        assert got.text == "\n\n".join(["Convoy passes the bridge", *SENTENCES])
        (problem,) = got.problems
        assert problem.code == "article_unsure"
        assert "trafilatura" in problem.message


def test_a_voter_that_raises_is_a_reason(monkeypatch: pytest.MonkeyPatch, read: Call) -> None:
    import trafilatura

    def broken(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "extract", broken)
    report = read(page(around=(MENU, FOOT)).encode())
    assert all(sentence in report.text for sentence in SENTENCES)
    assert "RecursionError" in report.problems[0].message


def test_a_large_page_is_read_in_a_process_of_its_own(read: Call) -> None:
    limits = Limits(inline_chars=2_000)
    alone, here = read(page().encode(), limits=limits), read(page().encode())
    assert alone == here


def test_a_large_page_that_takes_too_long_is_given_up(read: Call) -> None:
    failure = read(page().encode(), limits=Limits(inline_chars=2_000, seconds=0.01))
    assert isinstance(failure, Failure)
    assert failure.problem.code == "timeout"
    assert "0.01 seconds" in failure.problem.message


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<br>", "<a href='x'>", "</a>", "<!--", "-->", "<script>",
     "</script>", "<td>", "<svg>", "</svg>", "<h1>", '<p title="', "<", ">", "&#31;", "&#", "&amp;",
     "<nav>", "</nav>", "<title>", "</title>", "\0", "<pre>", "\n\n", "<textarea>", "<p hidden>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(TAGS, st.sampled_from(SENTENCES[:3]), st.text(max_size=30)), max_size=20))
def test_visible_words_never_give_an_empty_page(pieces: list[str]) -> None:
    source = "".join(pieces)
    visible = "".join(block.text for block in scan(source, Limits()).blocks)
    got = read_page(source, None, "given", Limits())
    assert bool(got.text.strip()) != (got.refused is not None)
    if not any(c.isalpha() for c in visible):
        assert got.refused is not None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(max_size=30)), max_size=20))
def test_words_in_a_plain_paragraph_are_always_seen(pieces: list[str]) -> None:
    """Whatever stands before it, unless that is a script, or something else still open."""
    before = "".join(pieces)
    hidden = (
        "<script",
        "<style",
        "<!--",
        '="',
        "<textarea",
        "<title",
        "<svg",
        "<p title",
        "<a",
        "<",
    )
    if any(opening in before for opening in hidden):
        before = ""
    seen = scan(f"{before}<p>{SENTENCES[0]}</p>", Limits())
    assert SENTENCES[0] in [block.text for block in seen.blocks]


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<p>", "</p>", "<!--", "<!-->", '<a b="', "<script>", "</script", "<svg>", "<title>",
     "<", "&#", "&#x", "&", " ", "<td>\n", "<br>", "<pre>\n", "<a b=' c=\">", "<! ", "</"],
)  # fmt: skip
def test_scanning_is_linear(unit: str) -> None:
    def cost(times: int) -> float:
        source = unit * times
        best = 9.0
        for _ in range(2):
            began = time.process_time()
            scan(source, Limits())
            best = min(best, time.process_time() - began)
        return best

    assert cost(8_000) < 8 * cost(2_000) + 0.05
