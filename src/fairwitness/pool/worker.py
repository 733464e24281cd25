"""A worker process: loads the model once, then reads chunks until its parent is gone.

Started as `python -m fairwitness.pool.worker FD` with a socket to its parent, which kills it when
it overstays a limit.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, cast

import msgspec

from fairwitness.brief.model import Brief
from fairwitness.limits import Limits
from fairwitness.pool.wire import (
    Broken,
    Chunk,
    Done,
    Inbox,
    Item,
    Ready,
    Refused,
    Result,
    Settings,
    Whole,
    receive,
    send,
)
from fairwitness.pool.worker_exit import OUT_OF_MEMORY
from fairwitness.problems import FairwitnessError, Problem
from fairwitness.report import Failure, Report

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h: the signal a process gets when its parent dies."""


class ReadsReports(Protocol):
    """What a worker needs of whoever reads."""

    def read_reports(self, reports: Iterable[Report], /) -> Iterator[Brief]:
        """One brief for each report, in order."""
        ...

    def failed(self, failure: Failure, /) -> Brief:
        """The failed brief that stands for an input which gave no report."""
        ...


def default_reader(settings: Settings) -> ReadsReports:
    """The reader of this package."""
    from fairwitness.reader import Reader

    return Reader(model=settings.model, reader=settings.statements, limits=settings.limits)


def main(fd: int) -> int:
    """Serves the parent at the other end of `fd`; returns the process's exit status."""
    _die_with_parent()
    channel = socket.socket(fileno=fd)
    inbox = Inbox()
    first = receive(channel, inbox)
    if first is None:
        return 0
    settings = msgspec.msgpack.decode(first, type=Settings)
    try:
        reader = _load(settings.reader)(settings)
    except FairwitnessError as error:
        send(channel, Refused(problem=error.problem))
        return 1
    _bound_memory(settings.limits)
    send(channel, Ready())
    while (message := receive(channel, inbox)) is not None:
        chunk = msgspec.msgpack.decode(message, type=Chunk)
        send(channel, _answer(reader, settings, chunk))
    return 0


def _answer(reader: ReadsReports, settings: Settings, chunk: Chunk) -> Done | Broken:
    decoder = msgspec.msgpack.Decoder(Item)
    try:
        items = [cast(Item, decoder.decode(item)) for item in chunk.items]
        return Done(results=read_items(reader, settings, items))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - becomes the Problem of the report that did it
        return Broken(problem=_problem(error))


def read_items(
    reader: ReadsReports, settings: Settings, items: Iterable[Item]
) -> tuple[Result, ...]:
    """The brief of each item, in order; the reports among them are read as one batch."""
    items = tuple(items)
    reports = [item.report for item in items if isinstance(item, Whole)]
    briefs = list(reader.read_reports(reports))
    if len(briefs) != len(reports):
        raise ValueError(f"the reader made {len(briefs)} briefs of {len(reports)} reports")
    left = iter(briefs)
    return tuple(
        _result(next(left) if isinstance(item, Whole) else reader.failed(item.failure), settings)
        for item in items
    )


def _result(brief: Brief, settings: Settings) -> Result:
    return Result(
        id=brief.id,
        status=brief.status,
        json=msgspec.json.encode(brief),
        html=_html(brief) if settings.html else None,
    )


def _html(brief: Brief) -> bytes:
    from fairwitness.brief.html import render

    return render(brief).encode("utf-8")


def _problem(error: Exception) -> Problem:
    if isinstance(error, FairwitnessError):
        return error.problem
    return Problem(
        code="error",
        message=f"reading it raised {type(error).__name__}: {error}. This is a fault of "
        "fairwitness; please report it with the text that shows it.",
    )


def _load(dotted: str) -> Callable[[Settings], ReadsReports]:
    module, _, name = dotted.partition(":")
    return cast(Callable[[Settings], ReadsReports], getattr(importlib.import_module(module), name))


def _bound_memory(limits: Limits) -> None:
    """Bounds the address space to what is in use now (the model) and `memory_bytes` more."""
    if sys.platform != "linux":
        return
    with open("/proc/self/statm", encoding="ascii") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    bound = used + limits.memory_bytes
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _die_with_parent() -> None:
    """A worker in its own session would outlive a parent that is killed while it reads."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
