"""One worker process as its parent sees it: started, fed, listened to, killed with its group."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from typing import IO, cast

import msgspec

from fairwitness.limits import THREADS
from fairwitness.pool.wire import Answer, Chunk, Inbox, Settings, send
from fairwitness.pool.worker_exit import OUT_OF_MEMORY
from fairwitness.problems import Problem

# -P: nothing in the working directory may stand in for a module of the standard library.
COMMAND = [sys.executable, "-P", "-m", "fairwitness.pool.worker"]
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""Worker processes share the cores among themselves; threads within each would only get in each
other's way, and sum in an order that depends on their number."""
START_SECONDS = 120.0
"""Longest time a worker may take to load its model (1 to 2 s here; more from a cold disk)."""
SEND_SECONDS = 30.0
"""A waiting worker takes a chunk at once; one that does not is dead in all but name."""
END_SECONDS = 5.0
"""Longest wait for a worker that has closed its socket to be gone."""
LAST_WORDS = 2_000
"""Characters of a worker's stderr kept to explain why it could not start."""


class Worker:
    """A worker process and the socket to it."""

    def __init__(self, settings: Settings, threads: int = 1) -> None:
        """Starts it; `threads` is how many the encoder may use, whose sums do not depend on it."""
        ours, theirs = socket.socketpair()
        self._stderr: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by kill()
        with theirs:
            self._process = subprocess.Popen(
                [*COMMAND, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._stderr,
                stderr=self._stderr,
                start_new_session=True,
                env=os.environ | dict.fromkeys(ONE_THREAD, "1") | {THREADS: str(threads)},
            )
        ours.settimeout(SEND_SECONDS)
        self.channel = ours
        self._inbox = Inbox()
        self.started = False
        self._deadline: float | None = time.monotonic() + START_SECONDS
        self._send(settings)

    @property
    def pid(self) -> int:
        """Its process id, which is its group's too."""
        return self._process.pid

    def read(self, items: tuple[bytes, ...], seconds: float) -> None:
        """Hands the worker a chunk to be read within `seconds`."""
        self._deadline = time.monotonic() + seconds
        self._send(Chunk(items=items))

    def rest(self) -> None:
        """Stops the clock: the worker has answered."""
        self._deadline = None

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the chunk it reads is overdue; None while it reads none."""
        return None if self._deadline is None else self._deadline - time.monotonic()

    def hear(self) -> tuple[list[Answer], bool]:
        """What it has said since, and whether it is still there. Call when the socket is ready."""
        try:
            data = self.channel.recv(1 << 20)
        except OSError:
            data = b""
        self._inbox.feed(data)
        answers: list[Answer] = []
        while (message := self._inbox.pop()) is not None:
            answers.append(cast(Answer, msgspec.msgpack.decode(message, type=Answer)))
        return answers, bool(data)

    @property
    def overdue(self) -> bool:
        """Its time for starting or for its chunk is over."""
        return self._deadline is not None and time.monotonic() >= self._deadline

    def kill(self) -> None:
        """Kills it and whatever it started, and lets go of what the parent held of it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.channel.close()
        self._stderr.close()

    def why_gone(self, seconds: float) -> Problem:
        """Why it cannot finish its chunk, named by the limit where it is one. Call before kill."""
        if self.overdue:
            return Problem(
                code="timeout",
                message=f"reading took longer than {seconds:g} s and was stopped; "
                "allow more with --limit seconds=N.",
                where="seconds",
            )
        status = self._status()
        if status == OUT_OF_MEMORY:
            return Problem(
                code="out_of_memory",
                message="reading needed more memory than allowed; "
                "allow more with --limit memory_bytes=N.",
                where="memory_bytes",
            )
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        return Problem(
            code="crashed",
            message=f"the process reading it ended with {how}; the other reports were read.",
        )

    def last_words(self) -> str:
        """The end of what it wrote to stderr."""
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - LAST_WORDS))
        return self._stderr.read().decode("utf-8", "replace").strip()

    def _status(self) -> int:
        try:
            return self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return -signal.SIGKILL

    def _send(self, message: msgspec.Struct) -> None:
        with contextlib.suppress(OSError):  # it died: hearing it out says so, and why
            send(self.channel, message)


__all__ = ["Worker"]
