"""The day a report gives itself, as a table of heads of texts, and what is none."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.reading.dateline import dated, stated_days
from fairwitness.report import Report

if TYPE_CHECKING:
    from fairwitness.reader import Reader

BODY = "\nThe council met behind closed doors and agreed on a truce, two members said."

GIVEN = [
    # place, day and agency
    ("DAMASCUS, Oct. 21, 2019 (Agency) — Rebels left the town.", "2019-10-21"),
    ("DAMASCUS, Syria, Oct. 21, 2019 (AP) -- Rebels left the town.", "2019-10-21"),
    ("KABUL, 3 March 2021 — Two bombs went off.", "2021-03-03"),
    ("KABUL, 3 March 2021 - Two bombs went off.", "2021-03-03"),
    ("NEW YORK, March 3rd, 2021: The envoy resigned.", "2021-03-03"),
    ("SANA’A, 3 March 2021 – Two bombs went off.", "2021-03-03"),
    ("N'DJAMENA, Tuesday, 20 April 2021 (Reuters) - The president is dead.", "2021-04-20"),
    ("Geneva, 3 March 2021 — The envoy spoke of progress.", "2021-03-03"),
    ("Port Sudan, Sudan, 3 March 2021 — “We saw nothing,” a docker said.", "2021-03-03"),
    ("Springfield, Ky. (March 3, 2021) – Troopers were called to the mill.", "2021-03-03"),
    ("ZURICH--(Newswire - March 3, 2021) - The firm announced a sale.", "2021-03-03"),
    ("BEIRUT (Reuters, 3 March 2021) — Shots were heard.", "2021-03-03"),
    ("GOMA, March 3, 2021 /PRNewswire/ -- The fund opened an office.", "2021-03-03"),
    ("March 3, 2021 (Reuters) - Shots were heard in the port.", "2021-03-03"),
    ("The truce holds\nBy Ana Diaz\nGOMA, March 3, 2021 (AP) — Guns fell silent.", "2021-03-03"),
    # a label
    ("Posted on March 3, 2021\nGuns fell silent.", "2021-03-03"),
    ("Posted: 3 March 2021, 10:15 a.m.\nGuns fell silent.", "2021-03-03"),
    ("The truce holds\nPublished 3 March 2021 | 4 min read\nGuns fell silent.", "2021-03-03"),
    ("First published: Wed 3 Mar 2021 10.15 GMT\nGuns fell silent.", "2021-03-03"),
    ("Publication date: 2021-03-03\nGuns fell silent.", "2021-03-03"),
    ("Release date: 25/12/2021\nGuns fell silent.", "2021-12-25"),
    ("Truce, year two\nPublished on 3 March 2021 by Ana Diaz\nGuns.", "2021-03-03"),
    # a line of its own
    ("The truce holds\nMarch 3, 2021\nGuns fell silent.", "2021-03-03"),
    ("3 March 2021\nGuns fell silent in the port.", "2021-03-03"),
    ("The truce holds\nWednesday, March 3, 2021 10:15 AM ET\nGuns fell silent.", "2021-03-03"),
    ("The truce holds\n2021-03-03\nGuns fell silent.", "2021-03-03"),
    ("The truce holds\n(3 March 2021)\nGuns fell silent.", "2021-03-03"),
    # a plan for years to come does not make the line a heading of a history
    ("KABUL, 3 March 2021 — The pact will end on 1 May next year.", "2021-03-03"),
    # two that agree to a day: the label is when it was published
    ("Posted on March 4, 2021\nGOMA, March 3, 2021 (AP) — Guns fell silent.", "2021-03-04"),
]

NONE = [
    # the day of an event, at the start of a text
    ("On 3 March 2021 two bombs went off.", "an event"),
    ("3 March 2021 was a day of mourning.", "an event"),
    ("March 3, 2021, will be remembered.", "an event"),
    ("March 3, 2021 - the day the port burned.", "no agency behind the day"),
    ("Aleppo, 3 March 2016 — the day the siege began.", "goes on in small letters"),
    ("In Kabul, on 3 March 2021, two bombs went off.", "a sentence"),
    ("Kabul, 3 March 2021", "a caption, with no text behind it"),
    ("The battle of 3 March 2021 (Agency photo) was lost.", "a sentence"),
    ("Born 3 March 1951 in Aleppo, he was a judge.", "a life"),
    ("Ana Diaz (3 March 1951 – 4 May 2020) was a judge.", "a life"),
    ("Updated 3 March 2021\nGuns fell silent.", "when it was changed, not published"),
    ("Posted to the border on 3 March 2021, he fled.", "a posting"),
    ("Published accounts of 3 March 2021 differ.", "no label"),
    ("Dated 3 March 2021 and signed by all, the truce holds.", "a document in the text"),
    ("Released on 3 March 2021 after two years, he spoke.", "a prisoner"),
    ("Filed on 3 March 2021 in Geneva, the suit names two men.", "a suit"),
    ("Date: 3 March 2021\nCalls: 885", "of what, is not said"),
    # days that cannot be taken as they stand
    ("KABUL, 31 February 2021 — Two bombs went off.", "no such day"),
    ("KABUL, Monday, 3 March 2021 — Two bombs went off.", "it was a Wednesday"),
    ("Posted on 3/5/2021\nGuns fell silent.", "day and month either way round"),
    ("KABUL, March 3 (Agency) — Two bombs went off.", "no year"),
    ("The truce holds\nMarch 3\nGuns fell silent.", "no year"),
    ("0001-01-01\nGuns fell silent.", "a placeholder"),
    # histories
    ("7 December 1941\nThe attack came at dawn. In 1945 the war ended.", "told from later"),
    ("3 March 2021\nA bomb.\n4 March 2021\nA second bomb.", "a chronicle"),
    ("KABUL, 3 March 1979 — The coup failed. Since 2001 it has been a museum.", "from later"),
    # too far down
    ("a\nb\nc\nd\ne\nf\nPosted on March 3, 2021\nGuns fell silent.", "below the head"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("head", "day"), GIVEN, ids=[head[:45] for head, _ in GIVEN])
def test_the_day_a_text_gives_itself(head: str, day: str) -> None:
    assert dated(head + BODY, None, None, "r") == (dt.date.fromisoformat(day), ())


@pytest.mark.parametrize(("head", "why"), NONE, ids=[f"{why}: {head[:30]}" for head, why in NONE])
def test_what_is_no_day_of_a_text(head: str, why: str) -> None:
    found, problems = dated(head + BODY, None, None, "r")
    assert (found, problems) == (None, ()), why


@pytest.mark.parametrize(
    ("head", "published", "noted"),
    [
        ("KABUL, 3 March 2021 — Bombs.", "2021-03-03", False),
        ("KABUL, 3 March 2021 — Bombs.", "2021-03-04", False),  # printed the day after
        ("KABUL, 3 March 2021 — Bombs.", "2021-03-05", True),
        ("KABUL, March 3 (Agency) — Bombs.", "2021-03-04", False),  # its year is publication's
        ("KABUL, March 3 (Agency) — Bombs.", "2021-10-04", True),
        ("KABUL, Dec. 31 (Agency) — Bombs.", "2021-01-01", False),  # across the year's end
        ("KABUL, Feb. 29 (Agency) — Bombs.", "2021-03-01", True),  # 2021 has no such day
        ("Posted on March 3, 2021\nBombs.", "2021-03-04", True),
        ("On 3 March 2021 bombs fell.", "2021-10-04", False),
    ],
)
def test_a_known_day_stays_and_a_conflict_is_shown(head: str, published: str, noted: bool) -> None:
    day, problems = dated(head, dt.date.fromisoformat(published), "metadata", "r")
    assert day is None
    assert [problem.code for problem in problems] == ["published_conflict"] * noted


def test_two_days_that_disagree_are_shown_and_neither_is_taken() -> None:
    head = "Posted on March 9, 2021\nGOMA, March 3, 2021 (AP) — Guns fell silent."
    day, problems = dated(head, None, None, "r")
    assert day is None
    assert [problem.code for problem in problems] == ["published_conflict"]
    assert "“March 9, 2021” and “March 3, 2021”" in problems[0].message


@given(st.text(alphabet="AaB 3,.-—(:\n/021March", max_size=400))
def test_any_head_is_read_without_fault(head: str) -> None:
    for stated in stated_days(head):
        assert stated.words in head


@pytest.mark.parametrize("unit", ["A ", "A. ", "A, ", "1 ", "(A", "May 3 ", "In 2021 ", "\n3 "])
def test_long_heads_cost_little(unit: str) -> None:
    started = time.process_time()
    stated_days(unit * 20_000)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("text", "published", "origin", "value"),
    [
        ("KABUL, 3 March 2021 (AP) — Bombs went off on Monday.", None, "dateline", "2021-03-01"),
        ("KABUL, March 3 (AP) — Two bombs went off on Monday.", None, None, None),
        ("KABUL, 3 March 2021 — Bombs on Monday.", "2021-03-04", "record", "2021-03-01"),
    ],
)  # fmt: skip
def test_a_brief_says_where_its_day_came_from(
    reader: Reader, text: str, published: str | None, origin: str | None, value: str | None
) -> None:
    known = None if published is None else dt.date.fromisoformat(published)
    source = None if known is None else "record"
    report = Report(id="r", text=text, published=known, published_from=source)
    brief = next(reader.read_reports([report]))
    assert brief.report.published_from == origin
    assert [time.value for time in brief.times if time.text.endswith("Monday")] == [value]
    assert [p.code for p in brief.problems] == ["no_date"] * (origin is None)
