"""Floors are held, raised, and never lowered; the page of limits shows what is pinned."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import floors
from benchmarks.floors import EPSILON, Floors
from benchmarks.tasks import TASKS, figure

PINNED: Floors = {"places": {"gold": "aa", "f1": 0.8}, "places/alarms": {"gold": "aa", "fails": 1}}


@pytest.mark.parametrize(
    ("found", "missed"),
    [
        pytest.param({"places": {"gold": "aa", "f1": 0.8}}, [], id="the same holds"),
        pytest.param({"places": {"gold": "aa", "f1": 0.9}}, [], id="better holds"),
        pytest.param({"places": {"gold": "aa", "f1": 0.8 - EPSILON / 2}}, [], id="rounding holds"),
        pytest.param({"places": {"gold": "aa", "f1": 0.79}}, ["f1"], id="worse does not"),
        pytest.param({"places": {"gold": "bb", "f1": 0.9}}, ["gold"], id="other gold: no figure"),
        pytest.param({"places/alarms": {"gold": "aa", "fails": 2}}, ["fails"], id="more alarms"),
        pytest.param({"places/alarms": {"gold": "aa", "fails": 0}}, [], id="fewer alarms"),
        pytest.param({"times": {"gold": "cc", "f1": 0.1}}, [], id="not pinned yet"),
    ],
)
def test_misses(found: Floors, missed: list[str]) -> None:
    assert [miss.figure for miss in floors.misses(PINNED, found)] == missed


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param({"gold": "aa", "f1": 0.9}, {"gold": "aa", "f1": 0.9}, id="better is pinned"),
        pytest.param({"gold": "aa", "f1": 0.7}, {"gold": "aa", "f1": 0.8}, id="worse is not"),
        pytest.param({"gold": "bb", "f1": 0.7}, {"gold": "bb", "f1": 0.7}, id="other gold: anew"),
    ],
)
def test_raised(found: dict[str, float | str], expected: dict[str, float | str]) -> None:
    assert floors.raised(PINNED, {"places": found})["places"] == expected


def test_fewer_alarms_are_the_better_figure() -> None:
    better = floors.raised(PINNED, {"places/alarms": {"gold": "aa", "fails": 0}})
    assert better["places/alarms"]["fails"] == 0


def test_a_figure_is_found_by_its_path() -> None:
    assert figure({"strict": {"f1": 0.5}, "n": 3}, "strict.f1") == 0.5
    assert figure({"accuracy": 1}, "accuracy") == 1.0


def test_names_of_tasks_are_distinct() -> None:
    names = [task.name for task in TASKS]
    assert len(set(names)) == len(names)


def test_the_page_of_limits_shows_the_pinned_figures() -> None:
    page = Path(floors.PAGE).read_text("utf-8")
    assert floors.page_with(floors.load(), page) == page, "run `make yardstick` with --raise"
