"""How the stream of items is cut: from its order alone, bounded, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.pool.chunks import MOST_CHARS, MOST_ITEMS, cut
from fairwitness.pool.wire import Item, Lost, Whole
from fairwitness.problems import Problem
from fairwitness.report import Failure, Report


def whole(chars: int) -> Item:
    return Whole(report=Report(id="r", text="x" * chars))


@pytest.mark.parametrize(
    ("chars", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([10] * 3, [3], id="few and short: one chunk"),
        pytest.param([10] * (MOST_ITEMS + 1), [MOST_ITEMS, 1], id="many: cut by count"),
        pytest.param([MOST_CHARS // 2] * 3, [2, 1], id="long: cut by characters"),
        pytest.param([10, MOST_CHARS * 5, 10], [1, 1, 1], id="very long: alone"),
        pytest.param([0] * 3, [3], id="empty texts count as items"),
    ],
)
def test_cut(chars: list[int], expected: list[int]) -> None:
    assert [len(chunk) for chunk in cut(map(whole, chars))] == expected


@given(st.lists(st.integers(0, 3 * MOST_CHARS), max_size=60))
def test_nothing_is_lost_and_every_chunk_is_bounded(chars: list[int]) -> None:
    items = [whole(n) for n in chars]
    chunks = list(cut(items))
    assert [item for chunk in chunks for item in chunk] == items
    for chunk in chunks:
        sizes = [len(item.report.text) for item in chunk if isinstance(item, Whole)]
        assert 1 <= len(chunk) <= MOST_ITEMS
        assert len(chunk) == 1 or sum(sizes) <= MOST_CHARS


def test_what_failed_already_weighs_nothing() -> None:
    lost = Lost(failure=Failure(id="l", source=None, problem=Problem(code="c", message="m")))
    assert [len(chunk) for chunk in cut([whole(MOST_CHARS), lost, lost, whole(1)])] == [3, 1]
