"""A reader that misbehaves on command, as Tika's MockParser does: the report's text says how."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from fairwitness.brief.model import Brief, MadeBy, Origin
from fairwitness.pool.wire import Settings
from fairwitness.problems import Problem, WrongUse
from fairwitness.report import Failure, Report

MADE_BY = MadeBy(fairwitness="0", model="mock", world="none")


class MockReader:
    """Reads a report into a brief whose one sentence tells with how many it shared its batch."""

    def read_reports(self, reports: Iterable[Report]) -> Iterator[Brief]:
        batch = list(reports)
        for report in batch:
            _obey(report.text)
            yield Brief(
                id=report.id,
                status="ok",
                report=Origin(text=report.text),
                made_by=MADE_BY,
                sentences=((0, len(batch)),),
            )

    def failed(self, failure: Failure) -> Brief:
        return Brief(
            id=failure.id,
            status="failed",
            problems=(failure.problem,),
            report=Origin(source=failure.source),
            made_by=MADE_BY,
        )


class FewReader(MockReader):
    """Forgets every brief but the first of a batch."""

    def read_reports(self, reports: Iterable[Report]) -> Iterator[Brief]:
        yield from list(super().read_reports(reports))[:1]


def make(_: Settings) -> MockReader:
    return MockReader()


def make_few(_: Settings) -> FewReader:
    return FewReader()


def refuse(settings: Settings) -> MockReader:
    raise WrongUse(Problem(code="no_model", message=f"no model {settings.model}"))


def fail_to_start(_: Settings) -> MockReader:
    raise RuntimeError("the model file is damaged")


def _obey(text: str) -> None:
    command, _, argument = text.partition(" ")
    match command:
        case "raise":
            raise ValueError(argument)
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "exit":
            os._exit(int(argument))
        case "segfault":
            ctypes.string_at(0)
        case "eat":
            hoard = [b"x" * 1_000_000 for _ in range(int(argument))]
            hoard.clear()
        case "leave-child":
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            Path(argument).write_text(str(child.pid), encoding="ascii")
            time.sleep(600)
        case "wait":
            time.sleep(float(argument))
        case _:
            pass
