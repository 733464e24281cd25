"""Text is cut at every boundary of every mark, whatever overlaps, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.brief.passages import Marked, passages


def _cut(text: str, *spans: tuple[int, int]) -> list[list[tuple[str, str]]]:
    marks = [Marked(start, end, row, f"k-{row}") for row, (start, end) in enumerate(spans)]
    return [
        [("".join(piece.text for piece in one.pieces), one.rows) for one in line]
        for line in passages(text, marks)
    ]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("abcdef", [], [[("abcdef", "")]]),
        ("abcdef", [(0, 6)], [[("abcdef", "0")]]),
        ("abcdef", [(1, 3)], [[("a", ""), ("bc", "0"), ("def", "")]]),
        (
            "abcdef",
            [(0, 4), (2, 6)],
            [[("ab", "0"), ("cd", "0 1"), ("ef", "1")]],
        ),
        ("abcdef", [(0, 6), (2, 4)], [[("ab", "0"), ("cd", "0 1"), ("ef", "0")]]),
        ("abcdef", [(1, 3), (1, 3)], [[("a", ""), ("bc", "0 1"), ("def", "")]]),
        ("abcdef", [(0, 3), (3, 6)], [[("abc", "0"), ("def", "1")]]),
        ("ab\ncd", [(1, 4)], [[("a", ""), ("b", "0")], [("c", "0"), ("d", "")]]),
        ("ab\n\n  \ncd", [], [[("ab", "")], [("cd", "")]]),
        ("abc", [(2, 99)], [[("ab", ""), ("c", "0")]]),
        ("abc", [(2, 2), (9, 12), (-5, 1)], [[("a", "2"), ("bc", "")]]),
        ("", [(0, 1)], []),
    ],
    ids=[
        "no mark", "all of it", "middle", "crossing", "nested", "the same words twice",
        "side by side", "over a line break", "blank lines go", "past the end", "empty or outside",
        "no text",
    ],
)  # fmt: skip
def test_cuts(
    text: str, spans: list[tuple[int, int]], expected: list[list[tuple[str, str]]]
) -> None:
    assert _cut(text, *spans) == expected


@given(
    st.text(alphabet="ab \n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12),
)
def test_each_character_knows_exactly_its_rows(text: str, spans: list[tuple[int, int]]) -> None:
    shown = [
        (letter, {int(row) for row in rows.split()})
        for line in _cut(text, *spans)
        for words, rows in line
        for letter in words
    ]
    expected = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            expected += [
                (letter, {row for row, (a, b) in enumerate(spans) if a <= at < b})
                for at, letter in enumerate(line, start)
            ]
        start += len(line) + 1
    assert shown == expected


def test_a_row_of_many_parts_is_named_once_with_all_its_classes() -> None:
    marks = [Marked(0, 3, 7, "k-s p-source"), Marked(0, 5, 7, "k-s p-content")]
    first, _ = next(passages("abcdef"[:5], marks))
    assert (first.rows, first.classes) == ("7", "k-s p-source p-content")
