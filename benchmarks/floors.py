"""The floors: figures below which nobody may fall, in `floors.toml`, and only ever raised."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from benchmarks.tasks import LESS_IS_BETTER

FLOORS = Path(__file__).with_name("floors.toml")
PAGE = Path(__file__).parents[1] / "LIMITS.md"
BEGIN, END = "<!-- figures: written by make yardstick -->", "<!-- end of figures -->"
EPSILON = 0.005
"""A newer numpy or another processor may flip a few choices: one flipped toponym of LGL moves F1 by
0.0002, one time of the war histories by 0.0004. Eight-bit products saturate on processors without
VNNI: the same heads gave statements an F1 of .8980 on one that has it and .8996 on one without."""

HEAD = """\
# Figures of `make yardstick` that must not get worse (for `fails`: must not become more).
# Written by `make yardstick YARDSTICK_OPTIONS=--raise`, which refuses to lower any of them.
# `gold` is the SHA-256 of the gold file: figures on other data are other figures.
"""

type Floors = dict[str, dict[str, float | str]]


class Miss(NamedTuple):
    """A floor that is not held, or cannot be compared."""

    task: str
    figure: str
    message: str


def load() -> Floors:
    """The pinned floors by task and figure; empty when nothing is pinned yet."""
    return tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}


def misses(floors: Floors, found: Floors) -> list[Miss]:
    """Where the figures `found` are worse than the floors, or were reached on other gold data."""
    missed = []
    for task, figures in found.items():
        pinned = floors.get(task)
        if pinned is None:
            continue
        if pinned["gold"] != figures["gold"]:
            missed.append(Miss(task, "gold", "the gold file has changed since it was pinned"))
            continue
        for name, value in figures.items():
            if name in pinned and worse(name, value, pinned[name]):
                missed.append(Miss(task, name, f"{value} is worse than the floor {pinned[name]}"))
    return missed


def worse(name: str, value: float | str, floor: float | str) -> bool:
    """Whether `value` is on the wrong side of `floor` by more than rounding."""
    if isinstance(value, str) or isinstance(floor, str):
        return False
    return value > floor if name in LESS_IS_BETTER else value < floor - EPSILON


def raised(floors: Floors, found: Floors) -> Floors:
    """`floors` with the better of each pinned and found figure."""
    merged = dict(floors)
    for task, figures in found.items():
        pinned = floors.get(task, {})
        same = pinned.get("gold") == figures["gold"]
        merged[task] = {
            name: _better(name, value, pinned[name]) if same and name in pinned else value
            for name, value in figures.items()
        }
    return merged


def save(floors: Floors) -> None:
    """Writes the floors, and their figures into `LIMITS.md`."""
    lines = [HEAD]
    for task, figures in sorted(floors.items()):
        lines.append(f'["{task}"]')
        lines += [f'"{name}" = {_toml(value)}' for name, value in figures.items()]
        lines.append("")
    _write(FLOORS, "\n".join(lines))
    _write(PAGE, page_with(floors, PAGE.read_text("utf-8")))


def page_with(floors: Floors, page: str) -> str:
    """`page` with the figures of `floors` between its two markers."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = ["| gold data | figure | reached |", "| --- | --- | --- |"]
    for task, figures in sorted(floors.items()):
        lines += [f"| {task} | {name} | {figures[name]:g} |" for name in figures if name != "gold"]
    return "\n".join([f"{before}{BEGIN}", "", *lines, "", f"{END}{after}"])


def _better(name: str, value: float | str, floor: float | str) -> float | str:
    if isinstance(value, str) or isinstance(floor, str):
        return value
    return min(value, floor) if name in LESS_IS_BETTER else max(value, floor)


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _toml(value: float | str) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"
