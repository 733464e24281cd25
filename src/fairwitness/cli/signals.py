"""Signals and closed pipes: finished work is kept, and the exit status tells what happened."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
PIPE_CLOSED = 128 + signal.SIGPIPE


class Terminated(BaseException):
    """SIGTERM came. Like KeyboardInterrupt no `Exception`, so that nothing takes it for a fault."""


@contextlib.contextmanager
def handled() -> Iterator[None]:
    """Turns SIGTERM into `Terminated` while it lasts, so that workers and files are seen to."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def reader_left() -> int:
    """Whoever read our output has gone (`| head`): says nothing, and gives the exit status.

    Standard output is pointed at nothing, or Python would complain of it while closing.
    """
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
    return PIPE_CLOSED


def _terminate(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - signal's signature
    raise Terminated
