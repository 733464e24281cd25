"""File names of pages: whatever an id contains, the name is plain, distinct and in the folder."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.cli.names import FileNames


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("report-3", "report-3.html", id="plain: as it is"),
        pytest.param("a/b.txt", r"a-b\.txt-[0-9a-f]{8}\.html", id="no path out of the folder"),
        pytest.param("../../etc/passwd", r"etc-passwd-[0-9a-f]{8}\.html", id="nor upwards"),
        pytest.param("https://x.org/?a=1", r"https-x\.org-a-1-[0-9a-f]{8}\.html", id="a URL"),
        pytest.param("Сирия", r"report-[0-9a-f]{8}\.html", id="no plain letter left"),
        pytest.param("index", r"index-[0-9a-f]{8}-2\.html", id="the index stays the index"),
        pytest.param("x" * 300, r"x{80}-[0-9a-f]{8}\.html", id="too long for a file system"),
        pytest.param("-rf", r"rf-[0-9a-f]{8}\.html", id="nothing that looks like an option"),
    ],
)
def test_name(id: str, expected: str) -> None:
    assert re.fullmatch(expected, FileNames().name(id))


@given(st.lists(st.text(max_size=20), max_size=30))
def test_names_are_distinct_even_without_capitals(ids: list[str]) -> None:
    names = FileNames()
    made = [names.name(id) for id in [*ids, *ids]]
    assert len({name.lower() for name in made}) == len(made)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+\.html", name) for name in made)


def test_the_same_ids_get_the_same_names() -> None:
    ids = ["A", "a", "a b", "a/b", "a"]
    first, second = FileNames(), FileNames()
    assert [first.name(id) for id in ids] == [second.name(id) for id in ids]
