"""The page in a real browser: what a reader clicks, points at, types and prints.

Needs Chromium: `apt-get install chromium`, or its path in FAIRWITNESS_CHROMIUM. Set
FAIRWITNESS_NO_BROWSER=1 to do without these tests.
"""

from __future__ import annotations

import functools
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sample_brief import crowded, failed, sample
from test_brief_html import poisoned_brief

from fairwitness.brief.html import render
from fairwitness.brief.model import Brief

pytestmark = pytest.mark.browser

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, NARROW = (1280, 900), (390, 844)
LONG = "x" * 3000


def _chromium() -> str:
    if os.environ.get("FAIRWITNESS_NO_BROWSER") == "1":
        pytest.skip("FAIRWITNESS_NO_BROWSER=1")
    names = ("chromium", "chromium-browser", "google-chrome")
    given = os.environ.get("FAIRWITNESS_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail(
            "no Chromium: apt-get install chromium, or name it in FAIRWITNESS_CHROMIUM, "
            "or set FAIRWITNESS_NO_BROWSER=1 to do without the browser tests"
        )
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


type Open = Callable[..., Page]


rendered = functools.cache(render)


@pytest.fixture(scope="module")
def filtered(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """One page for the whole table of filters."""
    path = tmp_path_factory.mktemp("filters") / "brief.html"
    path.write_text(rendered(sample()), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    return page


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a brief's page from disk and, at the end, that it asked nobody and had no error."""
    requests: list[str] = []
    complaints: list[str] = []
    contexts = []

    def opened(
        brief: Brief, size: tuple[int, int] = WIDE, scheme: str = "light", script: bool = True
    ) -> Page:
        path = tmp_path / "brief.html"
        path.write_text(rendered(brief), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert set(requests) == {(tmp_path / "brief.html").as_uri()}, "no host is asked for anything"
    assert complaints == []


def lit(page: Page) -> str:
    """The words that are marked in the text now."""
    return "".join(page.locator("#words .lit").all_text_contents())


def test_clicking_a_finding_marks_its_words_and_brings_them_into_view(show: Open) -> None:
    page = show(sample(), (1280, 500))
    page.locator(".finding.v-fails").click()
    assert lit(page) == "600 km east of Gao"
    expect(page.locator("#words .lit").first).to_be_in_viewport()
    page.locator(".finding .go", has_text="95 km south").click()
    assert lit(page) == "95 km south of Gao"


def test_pointing_at_a_mark_shows_its_rows_and_lights_them(show: Open) -> None:
    page = show(sample())
    page.locator("#words .f", has_text="Ménaka").hover()
    card = page.locator("#card")
    expect(card).to_contain_text("Taken for")
    expect(card).to_contain_text("15.92 N 2.40 E")
    expect(page.locator("#places tr.lit")).to_contain_text("Ménaka")
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()
    assert lit(page) == ""


def test_overlapping_rows_all_show_and_the_shortest_comes_first(show: Open) -> None:
    page = show(sample())
    for layer in ("Claims", "Quantities", "Relations"):
        page.locator(".switches").get_by_text(layer).click()
    page.locator("#words .f", has_text="600 km").first.click()
    heads = page.locator("#card h3").all_text_contents()
    assert [head.split()[0] for head in heads] == [
        "Quantities",
        "Findings",
        "Relations",
        "Claims",
        "Claims",
    ]
    assert lit(page).startswith("The army garrison at Ménaka")


def test_a_card_leads_to_the_row_and_escape_closes_it(show: Open) -> None:
    page = show(sample())
    page.locator("#words .p-source", has_text="Many observers").click()
    page.locator("#card .show").click()
    expect(page.locator("#statements tr.lit")).to_contain_text("Many observers")
    assert page.evaluate("document.activeElement.closest('tr').textContent").startswith("Many obs")
    page.keyboard.press("Escape")
    assert lit(page) == ""


def test_the_text_by_keyboard(show: Open) -> None:
    page = show(sample())
    page.locator(".switches input").last.focus()
    page.keyboard.press("Tab")
    focused = page.locator("#words .f:focus")
    expect(focused).to_have_text("Gao")
    expect(page.locator("#card")).to_contain_text("Gao city, ML")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card")).to_contain_text("the regional governor's office")
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_text("Gao")
    page.keyboard.press("Enter")
    expect(page.locator("#card .close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(focused).to_have_text("Gao")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus can be seen"


def test_a_row_by_keyboard_marks_its_words(show: Open) -> None:
    page = show(sample())
    page.get_by_label("Stance", exact=True).focus()
    page.keyboard.press("Tab")
    assert lit(page).startswith("A supply convoy of about 40 lorries was attacked")
    page.keyboard.press("ArrowDown")
    assert lit(page) == "a border post 4 km from the frontier between Mali and Niger"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.className").startswith("ref")


def test_switching_a_layer_on_and_off(show: Open) -> None:
    page = show(sample())
    word = page.locator("#words .f.k-times", has_text="five hours")
    drawn = "node => getComputedStyle(node).backgroundImage.includes('gradient')"
    assert not word.evaluate(drawn)
    page.get_by_label("Times", exact=True).check()
    assert word.evaluate(drawn)
    assert word.get_attribute("role") == "button"
    page.get_by_label("Times", exact=True).uncheck()
    assert not word.evaluate(drawn)
    word.hover()
    expect(page.locator("#card")).to_be_hidden()


@pytest.mark.parametrize(
    ("search", "holder", "stance", "shown"),
    [
        ("escort", "", "", 1),
        ("KILLED drivers", "", "", 1),
        ("hospital", "", "", 2),
        ("", "nobody", "", 1),
        ("", "a nameless source", "", 3),
        ("", "", "predicted", 1),
        ("gao", "the report’s own voice", "asserted", 2),
        ("no such words", "", "", 0),
    ],
    ids=[
        "by a word", "by two words in any case", "by a holder's words", "held by nobody",
        "held by the nameless", "by stance", "all at once", "nothing matches",
    ],
)  # fmt: skip
def test_filtering_claims(
    filtered: Page, search: str, holder: str, stance: str, shown: int
) -> None:
    page = filtered
    page.get_by_label("Filter Claims").fill(search)
    page.locator("#claims select").nth(0).select_option(holder)
    page.locator("#claims select").nth(1).select_option(stance)
    expect(page.locator("#claims .count-line")).to_have_text(f"showing {shown} of 11")
    assert page.locator("#claims tbody tr").count() == shown


def test_a_thousand_rows_a_page(show: Open) -> None:
    page = show(crowded(2100))
    line = page.locator("#claims .count-line")
    expect(line).to_have_text("showing 1000 of 2100: rows 1 to 1000 of the 2100 that match")
    page.get_by_role("button", name="Next rows").click()
    page.get_by_role("button", name="Next rows").click()
    expect(line).to_have_text("showing 100 of 2100: rows 2001 to 2100 of the 2100 that match")
    expect(page.get_by_role("button", name="Next rows")).to_be_disabled()


def test_the_map(show: Open) -> None:
    page = show(sample())
    lines = page.locator("#map g.line")
    assert lines.count() == 3
    dashes = [
        page.locator(f"#map g.line.v-{verdict} .way").first.evaluate(
            "node => getComputedStyle(node).strokeDasharray"
        )
        for verdict in ("holds", "fails")
    ]
    assert dashes[0] != dashes[1], "verdicts differ without colour"
    expect(page.locator("#map g.line.v-fails text")).to_have_text("✗ 264 km, stated 600 km")
    before = page.locator("#map g.scale text").text_content()
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    assert page.locator("#map g.scale text").text_content() != before
    page.get_by_role("button", name="Main area").click()
    expect(page.locator("#map g.scale text")).to_have_text(str(before))
    page.get_by_role("button", name="All places").click()
    expect(page.locator("#map .dot", has_text="Bamako")).to_have_count(1)
    page.locator("#map .dot", has_text="Hombori").locator(".hit").click()
    assert lit(page) == "Hombori"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_labels_of_the_map_do_not_overlap(show: Open, size: tuple[int, int]) -> None:
    page = show(sample(), size)
    boxes = page.evaluate(
        "[...document.querySelectorAll('#map text.label')].map(node => {"
        "const b = node.getBBox(); return [b.x, b.y + 2, b.x + b.width, b.y + b.height - 2]})"
    )
    assert len(boxes) > 10
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def _with_long_words(brief: Brief) -> Brief:
    report = msgspec.structs.replace(
        brief.report, title=LONG, publisher=LONG, url=f"https://example.org/{LONG}"
    )
    finding = msgspec.structs.replace(brief.findings[0], working=LONG, stated=LONG, found=LONG)
    place = msgspec.structs.replace(brief.places[0], name=LONG, why=LONG, province=LONG)
    return msgspec.structs.replace(
        brief,
        id=LONG,
        report=report,
        findings=(finding, *brief.findings[1:]),
        places=(place, *brief.places[1:]),
    )


@pytest.mark.parametrize(
    "brief",
    [sample(), failed(), poisoned_brief(), _with_long_words(sample())],
    ids=["sample", "failed", "poisoned", "long words"],
)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_sticks_out_sideways(show: Open, size: tuple[int, int], brief: Brief) -> None:
    page = show(brief, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_row_on_a_narrow_page_leads_to_its_words_and_back(show: Open) -> None:
    page = show(sample(), NARROW)
    page.locator("#claims .go", has_text="the escort had fled").click()
    expect(page.locator("#words .lit").first).to_be_in_viewport()
    page.get_by_role("button", name="Back to the row").click()
    expect(page.locator("#claims .go", has_text="the escort had fled")).to_be_in_viewport()


def test_a_poisoned_record_does_nothing(show: Open) -> None:
    page = show(poisoned_brief())
    for label in page.locator(".switches label").all():
        label.click()
    for summary in page.locator("summary").all():
        summary.click()
    page.locator("#words .f").first.click()
    page.locator("#map .dot .hit").first.hover()
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, #words svg, iframe").count() == 0
    expect(page.locator("h1")).to_contain_text("<img src=x onerror=window.pwned=1>")
    expect(page.locator("#card")).to_contain_text("</script><script>")


def test_print_unfolds_tables_and_underlines_all_layers(show: Open) -> None:
    page = show(sample())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    underlined = ("claims", "statements", "places", "times", "quantities", "relations")
    for layer in (*underlined, "reckonings"):
        expect(page.locator(f"#{layer} tbody tr").first).to_be_visible()
        mark = page.locator(f"#words .k-{layer}").first
        assert "gradient" in mark.evaluate("node => getComputedStyle(node).backgroundImage")
    expect(page.locator(".filters input").first).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#times details[open]").count() == 0
    assert len(page.pdf()) > 20_000


def test_dark_and_light_differ_and_both_can_be_read(show: Open) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page = show(sample(), WIDE, scheme)
        script = "(() => { const s = getComputedStyle(document.body);"
        colours.append(page.evaluate(f"{script} return [s.color, s.backgroundColor] }})()"))
    (light_ink, light_paper), (dark_ink, dark_paper) = colours
    assert _contrast(light_ink, light_paper) > 7
    assert _contrast(dark_ink, dark_paper) > 7
    assert light_paper != dark_paper


def _contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two `rgb(…)` colours."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in colour[4:-1].split(",")]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_without_script_findings_and_text_can_be_read(show: Open) -> None:
    page = show(sample(), script=False)
    expect(page.get_by_text("264 km along the geodesic")).to_be_visible()
    expect(page.get_by_text("The convoy had left")).to_be_visible()
