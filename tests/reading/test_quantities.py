"""Quantities: the two tables beside this file, and what tables cannot say."""

from __future__ import annotations

import datetime as dt
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.reading.carrier import QUANTITIES, get
from fairwitness.reading.quantities import find_quantities, make_quantities
from fairwitness.reading.quantities.vocabulary import grammar
from fairwitness.reading.times import find_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from fairwitness.reading.rows import Quantity

HERE = Path(__file__).parent
PUBLISHED = dt.date(2020, 1, 15)


def read(nlp: Language, text: str) -> list[Quantity]:
    doc = nlp(text)
    return find_quantities(doc, find_times(doc, PUBLISHED))


def table(name: str) -> list[Any]:
    return list(_rows(name))


def _rows(name: str) -> Iterator[Any]:
    construction = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            construction = line[2:]
        elif line:
            yield pytest.param(
                *line.split("\t"), id=f"{construction[:30]}: {line.split(chr(9))[0]}"
            )


@pytest.mark.parametrize(
    ("marked", "kind", "value", "low", "high", "exactness", "unit", "counted"),
    table("quantities_table.tsv"),
)
def test_quantity(
    nlp: Language,
    marked: str,
    kind: str,
    value: str,
    low: str,
    high: str,
    exactness: str,
    unit: str,
    counted: str,
) -> None:
    found = read(nlp, marked.replace("«", "").replace("»", ""))
    assert [row.text for row in found] == [marked.partition("«")[2].partition("»")[0]]
    row = found[0]
    assert row.kind == kind
    for got, cell in ((row.value, value), (row.low, low), (row.high, high)):
        assert got == (None if cell == "-" else pytest.approx(float(cell)))
    assert row.exact == (exactness == "exact")
    assert (row.unit or "-") == unit
    assert (row.counted.text if row.counted else "-") == counted


@pytest.mark.parametrize("text", table("quantities_none.txt"))
def test_no_quantity(nlp: Language, text: str) -> None:
    assert [row.text for row in read(nlp, text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They hold a 55-kilometre (34-mile) zone.",
            [("55-kilometre", 55, "kilometre"), ("34-mile", 34, "mile")],
        ),
        (
            "The camp is 50 kilometres (31 miles) away.",
            [("50 kilometres", 50, "kilometre"), ("31 miles", 31, "mile")],
        ),
        (
            "The road is 5 km to 10 miles long.",
            [("5 km", 5, "kilometre"), ("10 miles", 10, "mile")],
        ),
        (
            "It weighs between 5 kg and 10 pounds.",
            [("5 kg", 5, "kilogram"), ("10 pounds", 10, "pound")],
        ),
        ("It costs $5 to €10.", [("$5", 5, "USD"), ("€10", 10, "EUR")]),
        (
            "The reward is $50,000 (£40,200).",
            [("$50,000", 50000, "USD"), ("£40,200", 40200, "GBP")],
        ),
        (
            "It killed 12 people, seven civilians and five soldiers.",
            [("12", 12, None), ("seven", 7, None), ("five", 5, None)],
        ),
        (
            "The price rose from 10 to 20 dollars.",
            [("10", 10, None), ("20 dollars", 20, "USD")],
        ),
        (
            "Prices rose 3 percentage points to 12 percent.",
            [("3 percentage points", 3, "percentage_point"), ("12 percent", 12, "percent")],
        ),
    ],
    ids=[
        "bracketed",
        "bracketed long",
        "two lengths",
        "two masses",
        "two currencies of a range",
        "two currencies",
        "parts",
        "from to is no range",
        "points",
    ],
)
def test_several(nlp: Language, text: str, expected: list[tuple[str, float, str | None]]) -> None:
    found = read(nlp, text)
    assert [(row.text, row.value, row.unit) for row in found] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At least 12 people died.", "At least"),
        ("Up to 50 people died.", "Up to"),
        ("50 or more people died.", "or more"),
        ("Dozens of people died.", "Dozens"),
        ("12 people died.", None),
    ],
)
def test_qualifier_keeps_the_words_that_blur(nlp: Language, text: str, words: str | None) -> None:
    assert read(nlp, text)[0].qualifier == words


def test_every_unit_is_known_to_pint() -> None:
    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    named = [entry.classes.get("UNIT") for entry in grammar().vocabulary.entries()]
    units = {unit[1] for unit in named if isinstance(unit, tuple)}
    assert len(units) > 30
    for unit in units:
        registry.Quantity(1.0, unit)


def test_component_writes_rows_and_span_group(nlp: Language) -> None:
    doc = make_quantities(nlp, "fairwitness_quantities")(nlp("The post lies 22 km away."))
    (row,) = get(doc, QUANTITIES)
    assert (row.id, row.value, row.unit) == ("q1", 22.0, "kilometre")
    assert [span.text for span in doc.spans[QUANTITIES.key]] == ["22 km"]


PIECES = [*"0123456789,.-–/:'’$€%½²١٢१ ()[]\n", " km ", " million ", " two ", " of ", " and "]
HOSTILE = st.lists(
    st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs"])), max_size=40
).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=HOSTILE)
def test_never_crashes_and_rows_stand_on_their_words(nlp: Language, text: str) -> None:
    for row in read(nlp, text):
        assert row.text == text[row.start : row.end]
        assert row.value is None or abs(row.value) < 1e30
        assert row.low is None or row.high is None or row.low <= row.high


@settings(max_examples=50, deadline=None)
@given(value=st.integers(min_value=13, max_value=10**9))
def test_grouped_digits_read_back(nlp: Language, value: int) -> None:
    (row,) = read(nlp, f"The store holds {value:,} boxes.")
    assert row.value == value


@pytest.mark.parametrize(
    "text",
    [
        "9" * 20_000,
        "1," * 5_000,
        "1 " * 3_000,
        "( " * 5_000,
        "two " * 2_000,
        "½" * 3_000,
        "at least 12 men and " * 300,
    ],
    ids=["digits", "commas", "spaced", "brackets", "words", "fractions", "counts"],
)
def test_long_runs_are_read_in_linear_time(nlp: Language, text: str) -> None:
    halves = [nlp.make_doc(text[: len(text) // 2]), nlp.make_doc(text)]

    def seconds(doc: Doc) -> float:
        begin = time.process_time()
        find_quantities(doc, [])
        return time.process_time() - begin

    half, whole = (min(seconds(doc) for _ in range(3)) for doc in halves)
    assert whole < 3 * half + 0.02  # quadratic would be four times


def test_order_of_sentences_does_not_matter(nlp: Language) -> None:
    sentences = ["It killed 12 people.", "It cost $5 million.", "It lies 22 km away."]
    shuffled = random.Random(7).sample(sentences, 3)
    values = sorted(row.value or 0 for row in read(nlp, " ".join(shuffled)))
    assert values == [12, 22, 5_000_000]


def test_counted_words_begin_with_a_letter_across_a_line_break(nlp: Language) -> None:
    (quantity,) = read(nlp, "Police received some 400\n      tips.")
    assert quantity.counted is not None
    assert quantity.counted.text == "tips"
