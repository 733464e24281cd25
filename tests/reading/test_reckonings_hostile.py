"""Whatever the text, reckonings stand on their words and take time in step with its length."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.checks.arithmetic import Arithmetic
from fairwitness.checks.base import LeftAlone
from fairwitness.checks.calendar import Calendar
from fairwitness.reading.reading import Reading
from fairwitness.reading.reckonings import find_reckonings
from fairwitness.reading.rows import Quantity, Time
from fairwitness.world import World

PUBLISHED = dt.date(2024, 3, 15)
WORDS = (
    "12", "1,000", "seven", "people", ",", "and", ":", "(", ")", "born in", "2019", "died", "from",
    "to", "20 percent", "\ue105", "\U0001f600", "\u202e", "İ", "\n", "three", "in all", "of the",
    "Monday, 4 March 2024", "leaving", "50 km", "(31 miles)", "aged 40", "rose", "٢٣", "a total of",
)  # fmt: skip


def rows(text: str) -> tuple[tuple[Time, ...], tuple[Quantity, ...]]:
    """A time for every other number and a quantity for the rest, with no parse."""
    times, quantities = [], []
    for n, word in enumerate(("2019", "1,000", "20 percent", "12", "50 km", "31 miles")):
        at = text.find(word)
        while at >= 0 and n < 6:
            end = at + len(word)
            if word == "2019":
                times.append(
                    Time(
                        id=f"t{at}", start=at, end=end, text=word, type="DATE", value=word,
                        begin="2019-01-01", until="2020-01-01", precision="year",
                    )
                )  # fmt: skip
            else:
                value = float(word.split()[0].replace(",", ""))
                quantities.append(
                    Quantity(
                        id=f"q{at}", start=at, end=end, text=word, kind="count", value=value,
                        low=value, high=value, exact=True,
                    )
                )  # fmt: skip
            at = text.find(word, end)
    return tuple(times), tuple(quantities)


def judged(text: str) -> Reading:
    times, quantities = rows(text)
    found = find_reckonings(text, [(0, len(text))], times, quantities, PUBLISHED)
    for row in found:
        assert text[row.start : row.end] == row.text
        for term in row.terms:
            assert text[term.words.start : term.words.end] == term.words.text
    return Reading(text=text, times=times, quantities=quantities, reckonings=tuple(found))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
)
def test_any_text_is_read_and_judged(world: World, text: str) -> None:
    reading = judged(text)
    for check in (Calendar(), Arithmetic()):
        for result in check.judge(reading, world):
            assert isinstance(result, LeftAlone) or result.working


@pytest.mark.parametrize(
    "text",
    [
        "7" * 20_000,
        "12, " * 10_000,
        "12 and " * 5_000,
        "(" * 20_000 + "12" + ")" * 20_000,
        "born " * 10_000 + "in 2019",
        "12 people: seven men, " * 2_000,
        "rose from 12 to 1,000, " * 2_000,
        " " * 20_000 + "12 people and 12 dogs",
    ],
    ids=lambda text: text[:16].strip() or "blank",
)
def test_heaps_take_no_longer_than_their_length(text: str) -> None:
    times, quantities = rows(text)
    begun = time.process_time()
    # the sentence as a whole, and cut as the parser would cut it at worst
    find_reckonings(text, [(0, len(text))], times, quantities, PUBLISHED)
    cuts = [(at, min(at + 1000, len(text))) for at in range(0, len(text), 1000)]
    find_reckonings(text, cuts, times, quantities, PUBLISHED)
    assert time.process_time() - begun < 3
