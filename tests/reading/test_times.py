"""Times: the table beside this file, and what a table cannot say."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.reading.carrier import PUBLISHED, TIMES, get
from fairwitness.reading.times import find_times, make_times
from fairwitness.reading.times.calendars import easter, from_islamic, from_persian, nth_weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from fairwitness.reading.rows import Time

TABLE = Path(__file__).parent / "times_table.tsv"
WEDNESDAY = dt.date(2019, 10, 23)


def read(nlp: Language, text: str, published: dt.date | None = WEDNESDAY) -> list[Time]:
    return find_times(nlp(text), published)


def _rows() -> Iterator[Any]:
    construction, published = "", "-"
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            construction, _, published = line[2:].partition(" | ")
        elif line:
            cells = line.split("\t")
            yield pytest.param(published, *cells, id=f"{construction[:30]}: {cells[0]}")


@pytest.mark.parametrize(("published", "marked", "kind", "value", "begin", "until"), list(_rows()))
def test_time(
    nlp: Language, published: str, marked: str, kind: str, value: str, begin: str, until: str
) -> None:
    day = None if published == "-" else dt.date.fromisoformat(published)
    found = read(nlp, marked.replace("«", "").replace("»", ""), day)
    start, end = marked.index("«"), marked.index("»") - 1
    hits = [row for row in found if (row.start, row.end) == (start, end)]
    assert len(hits) == 1, [row.text for row in found]
    row = hits[0]
    assert (row.type, row.value or "-", row.begin or "-", row.until or "-") == (
        kind,
        value,
        begin,
        until,
    )
    assert row.value is not None or row.why  # an expression without a value says why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("He may leave.", "a verb"),
        ("The march began.", "a walk"),
        ("They march on.", "a verb"),
        ("The fall of the city shocked them.", "a collapse"),
        ("A second attempt failed.", "an ordinal"),
        ("Three quarters of it burned.", "a fraction"),
        ("A 34-year-old man fled.", "an age"),
        ("He is 34 years old.", "an age"),
        ("She died aged two months.", "an age"),
        ("Some 2000 people fled.", "a count"),
        ("It cost $1999 then.", "money"),
        ("The former minister fled.", "an office once held"),
        ("The team won 3-2.", "a score"),
        ("It weighs 2.46 tonnes.", "a decimal"),
        ("Jan Novak spoke.", "a name"),
        ("The Long March is famous.", "a name"),
        ("Use version 10.2.1 of it.", "a version"),
        ("Her last day was sad.", "not yesterday"),
        ("The year-to-year rise was small.", "a way to compare"),
        ("He had two second-degree burns.", "a degree"),
        ("The zero-day flaw was mended.", "a kind of flaw"),
        ("The quarter of voters who stayed won.", "a fraction"),
        ("In 2000 homes the power failed.", "homes counted"),
    ],
)
def test_no_time(nlp: Language, text: str, reason: str) -> None:
    assert [row.text for row in read(nlp, text)] == [], reason


@pytest.mark.parametrize(
    ("text", "value", "alternatives"),
    [
        ("It is dated 3/5/2019.", None, ("2019-05-03", "2019-03-05")),
        ("It is dated 3/5/2019, not 25/4/2019.", "2019-05-03", ("2019-05-03", "2019-03-05")),
        ("It is dated 3/5/2019, not 4/25/2019.", "2019-03-05", ("2019-05-03", "2019-03-05")),
        ("It is dated 25/4/2019.", "2019-04-25", ()),
        ("It is dated 5/5/2019.", "2019-05-05", ()),
    ],
    ids=["either way", "day first elsewhere", "month first elsewhere", "one way", "same"],
)
def test_day_and_month_may_be_swapped(
    nlp: Language, text: str, value: str | None, alternatives: tuple[str, ...]
) -> None:
    row = read(nlp, text)[0]
    assert (row.value, row.alternatives) == (value, alternatives)


def test_impossible_date_says_so(nlp: Language) -> None:
    (row,) = read(nlp, "It fell on 31 February 2019.")
    assert (row.text, row.value, row.begin) == ("31 February 2019", None, None)
    assert row.why == "there is no 31 February 2019"


def test_without_publication_relative_times_say_why(nlp: Language) -> None:
    (row,) = read(nlp, "It fell last week.", None)
    assert row.anchor == "published"
    assert "publication" in row.why


def test_anchor_is_the_row_reckoned_from(nlp: Language) -> None:
    first, second = read(nlp, "On 5 June 2017 it fell; two days earlier it had cracked.")
    assert (second.value, second.anchor) == ("2017-06-03", first.id)


def test_anchor_is_publication(nlp: Language) -> None:
    (row,) = read(nlp, "It fell yesterday.")
    assert (row.anchor, row.precision) == ("published", "day")


HISTORY = """The war began in May 1912. In June 1912 the northern army crossed the river.
The fort fell on 3 July 1912. By the end of August 1912 both sides had dug in.
Talks failed in October 1912. On December 9 the southern army attacked.
In January the line broke. The next day the king fled. In the spring he returned.
The treaty of March 1914 ended it. Later that year the harvest failed. On 4 June 1915 the
last prisoners came home. Fighting had cost much since 1912. In 1916 a monument was built.
Two years later it was moved. It stood until 1939."""


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("December 9", "1912-12-09"),
        ("January", "1913-01"),
        ("the spring", "1913-SP"),
        ("Later that year", "1914"),
        ("Two years later", "1918"),
    ],
)
@pytest.mark.parametrize("published", [dt.date(2019, 10, 23), None], ids=["dated", "undated"])
def test_a_history_hangs_on_its_own_dates(
    nlp: Language, published: dt.date | None, words: str, value: str
) -> None:
    found = {row.text: row for row in read(nlp, HISTORY, published)}
    assert found[words].value == value


def test_component_reads_the_day_of_publication(nlp: Language) -> None:
    doc = nlp("It fell yesterday.")
    doc.user_data[PUBLISHED] = WEDNESDAY
    (row,) = get(make_times(nlp, "fairwitness_times")(doc), TIMES)
    assert (row.id, row.value) == ("t1", "2019-10-22")


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1998, 4, 12), (2000, 4, 23), (2019, 4, 21), (2038, 4, 25)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == dt.date(year, month, day)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (from_persian(1403, 1, 1), dt.date(2024, 3, 20)),
        (from_persian(1357, 11, 22), dt.date(1979, 2, 11)),
        (from_islamic(1445, 9, 1), dt.date(2024, 3, 11)),
        (from_islamic(1, 1, 1), dt.date(622, 7, 19)),
        (nth_weekday(2019, 11, 4, 4), dt.date(2019, 11, 28)),
        (nth_weekday(2019, 5, 1, -1), dt.date(2019, 5, 27)),
    ],
    ids=["Nowruz", "22 Bahman", "Ramadan", "the epoch", "Thanksgiving", "Memorial Day"],
)
def test_other_calendars(found: dt.date, expected: dt.date) -> None:
    assert found == expected


PIECES = [
    *"0123456789,.-–/:'’ ()\n", " May ", " of ", " the ", " last ", " week ", " Friday ", " 1999 ",
    " two ", " ago ", " night ", " p.m. ", " BC ", " century ", " early ", " 3rd ", " quarter ",
    " next ", " years ", " earlier ", " Easter ", " decade ", " 31 ", " February ",
]  # fmt: skip
HOSTILE = st.lists(
    st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs"])), max_size=40
).map("".join)


@settings(max_examples=200, deadline=None)
@given(
    text=HOSTILE,
    published=st.none() | st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9999, 12, 31)),
)
def test_never_crashes_and_rows_stand_on_their_words(
    nlp: Language, text: str, published: dt.date | None
) -> None:
    end = 0
    for row in read(nlp, text, published):
        assert row.text == text[row.start : row.end]
        assert row.start >= end  # in text order, never overlapping
        end = row.end
        assert (row.begin is None) == (row.until is None)
        if row.begin and row.until:
            assert row.begin < row.until


@settings(max_examples=40, deadline=None)
@given(day=st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2190, 1, 1)))
def test_every_full_date_reads_back(nlp: Language, day: dt.date) -> None:
    text = f"The truce was signed on {day.day} {day.strftime('%B')} {day.year}."
    (row,) = read(nlp, text)
    assert (row.value, row.begin) == (day.isoformat(), day.isoformat())


@pytest.mark.parametrize(
    "text",
    [
        "9" * 20_000,
        "1," * 5_000,
        "May " * 2_000,
        "( " * 5_000,
        "the last " * 2_000,
        "two - " * 2_000,
        "Now. last Friday night " * 500,
        "two days earlier, " * 500,
    ],
    ids=["digits", "commas", "months", "brackets", "words", "hyphens", "tenses", "chains"],
)
def test_long_runs_are_read_in_linear_time(nlp: Language, text: str) -> None:
    halves = [nlp.make_doc(text[: len(text) // 2]), nlp.make_doc(text)]

    def seconds(doc: Doc) -> float:
        begin = time.process_time()
        find_times(doc, WEDNESDAY)
        return time.process_time() - begin

    half, whole = (min(seconds(doc) for _ in range(3)) for doc in halves)
    assert whole < 3 * half + 0.02  # quadratic would be four times


THREAD = (
    "The war began in 1961. On March 4, 1962, the town fell.{} "
    "It was rebuilt in 1990. A museum opened in 1995."
)


@pytest.mark.parametrize(
    ("told", "words", "value", "why"),
    [
        (" On April 9 the port fell.", "April 9", "1962-04-09", "the story goes on"),
        (" In January it had been bombed.", "January", "1962-01", "nearer behind than ahead"),
        (
            " By 1940 it had a port; in August of that year it burned.",
            "August of that year",
            "1940-08",
            "the year named last, if only in passing",
        ),
        (
            " It had held out as it did in May 1950. On April 9 the port fell.",
            "April 9",
            "1962-04-09",
            "a look back does not move the story",
        ),
        (
            " He foresaw peace by June 1980. On April 9 the port fell.",
            "April 9",
            "1962-04-09",
            "nor does a look ahead",
        ),
        (
            " In May 1950 it had held out. On June 9 help came.",
            "June 9",
            "1950-06-09",
            "but a sentence that opens with a date does",
        ),
        (
            " The siege lasted from May to March.",
            "March",
            "1963-03",
            "what a range ends with comes after what it begins with",
        ),
        (
            "\n\n1964: The truce\n\nIn January the guns fell silent.",
            "January",
            "1964-01",
            "a heading sets the year",
        ),
        (
            " He spoke of the previous year. In May the port fell.",
            "May",
            "1962-05",
            "nor a year told from where the story stands",
        ),
    ],
)
def test_a_history_keeps_its_thread(
    nlp: Language, told: str, words: str, value: str, why: str
) -> None:
    found = read(nlp, THREAD.format(told), dt.date(2009, 12, 19))
    assert [row.value for row in found if row.text == words][-1:] == [value], why


def test_a_heading_that_is_a_year_is_a_time(nlp: Language) -> None:
    found = read(nlp, "The guns fell silent.\n\n1964: The truce\n\nNobody fired.")
    assert [(row.text, row.value) for row in found] == [("1964", "1964")]


@pytest.mark.parametrize(
    "text",
    [
        "She fled in her 20s.",
        "He is in his late 30s.",
        "The fund pays future claims.",
        "He writes for a daily in the capital.",
        "This time they held the bridge.",
        "The march on the capital began.",
    ],
)
def test_what_is_no_time(nlp: Language, text: str) -> None:
    assert [row.text for row in read(nlp, text)] == []
