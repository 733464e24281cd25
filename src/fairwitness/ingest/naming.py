"""How inputs are named in messages: as data, with nothing a terminal or a log would act on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fairwitness.problems import Problem, Unreadable
from fairwitness.report import Failure, Report

STDIN = "-"


def shown(name: str | Path) -> str:
    """`name` in printable characters: undecodable bytes, line breaks and controls are escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def refusal(code: str, message: str, name: str) -> Unreadable:
    """The error of an input `name` that cannot be read; `message` is a whole sentence."""
    return Unreadable(Problem(code=code, message=message, where=name))


class Ids:
    """Hands out each id once: a later report with the same id gets `id#2`, `id#3`, …"""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """`wanted` if free, else the next free numbered form of it."""
        number = self._taken.get(wanted, 0)
        if not number:
            self._taken[wanted] = 1
            return wanted
        while (numbered := f"{wanted}#{number + 1}") in self._taken:
            number += 1
        self._taken[wanted] = number + 1
        self._taken[numbered] = 1
        return numbered


def distinct(items: Iterator[Report | Failure], ids: Ids) -> Iterator[Report | Failure]:
    """The same items with distinct ids; a report whose id had to change says so."""
    for item in items:
        free = ids.take(item.id)
        if free == item.id:
            yield item
        elif isinstance(item, Failure):
            yield msgspec.structs.replace(item, id=free)
        else:
            note = Problem(
                code="duplicate_id",
                message=f"The id {shown(item.id)} was taken by an earlier report; this one is "
                f"called {shown(free)}. Give each report its own id.",
                where=item.source,
            )
            yield msgspec.structs.replace(item, id=free, problems=(*item.problems, note))
