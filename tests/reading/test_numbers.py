"""Numbers as written: what is read, and what is left unread because it is not certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.reading.numbers import number_forms, parse_digits, spelled


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("1200", 1200),
        ("1,200", 1200),
        ("1,234,567.5", 1234567.5),
        ("12,34,567", 1234567),
        ("1.234.567", 1234567),
        ("1.000,5", 1000.5),
        ("3.5", 3.5),
        ("0.123", 0.123),
        ("10'000", 10000),
        ("1\u202f200", 1200),
        ("٣٤٥", 345),
        ("१२३", 123),
        ("１２", 12),
    ],
)
def test_digits(text: str, value: float) -> None:
    assert parse_digits(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.234", "a European thousand or a decimal"),
        ("1,23", "a list or a European decimal"),
        ("1,2345", "no grouping"),
        ("²", "a superscript is no digit"),
        ("½", "a fraction is read elsewhere"),
        ("1٢", "two scripts"),
        ("1..2", "no number"),
        ("9" * 16, "more digits than a float holds"),
        ("9" * 5000, "more digits than int() takes"),
        ("", "nothing"),
    ],
    ids=lambda cell: cell[:20],
)
def test_not_certain(text: str, reason: str) -> None:
    assert parse_digits(text) is None, reason


@pytest.mark.parametrize(
    ("words", "taken", "kind", "value"),
    [
        ("twenty - one", 3, "cardinal", 21),
        ("forty seven", 2, "cardinal", 47),
        ("one hundred", 2, "cardinal", 100),
        ("one hundred and five", 4, "cardinal", 105),
        ("two thousand", 2, "cardinal", 2000),
        ("two thousand and eight", 4, "cardinal", 2008),
        ("three million two hundred thousand and five", 7, "cardinal", 3200005),
        ("one hundred fifty thousand", 4, "cardinal", 150000),
        ("five crore", 2, "cardinal", 50000000),
        ("twenty - first", 3, "ordinal", 21),
        ("nineteen seventy - nine", 4, "year", 1979),
        ("nineteen oh five", 3, "year", 1905),
        ("twenty twenty - four", 4, "year", 2024),
        ("two hundred and three hundred", 2, "cardinal", 200),
        ("two thousand three thousand", 2, "cardinal", 2000),
        ("five", 0, "", 0),
        ("five and six", 0, "", 0),
        ("hundred", 0, "", 0),
        ("people", 0, "", 0),
    ],
)
def test_words(words: str, taken: int, kind: str, value: float) -> None:
    assert spelled(words.split(), 0) == (taken, kind, value)


def test_single_words() -> None:
    assert number_forms()["seven"] == ("cardinal", 7.0)
    assert number_forms()["third"] == ("ordinal", 3.0)
    assert "hundred" not in number_forms()


@given(value=st.integers(min_value=0, max_value=10**14), mark=st.sampled_from(["", ","]))
def test_what_is_written_reads_back(value: int, mark: str) -> None:
    assert parse_digits(f"{value:,}".replace(",", mark)) == value


@given(text=st.text(alphabet="0123456789.,' ²½١٢\u202f", max_size=60))
def test_never_crashes(text: str) -> None:
    value = parse_digits(text)
    assert value is None or value >= 0


@given(words=st.lists(st.sampled_from([*number_forms(), "hundred", "million", "and", "-", "of"])))
def test_spelled_stays_inside(words: list[str]) -> None:
    for at in range(len(words)):
        taken, kind, value = spelled(words, at)
        assert 0 <= taken <= len(words) - at
        assert (taken == 0) == (kind == "")
        assert value >= 0
