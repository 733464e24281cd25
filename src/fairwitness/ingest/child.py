"""One killable process for one document whose parser could hang, swell or crash.

The child (`ingest.worker`) has its own session, bounds on memory, processor time and files, and no
say in how long it runs: at the end of its time its whole process group is killed. It sends frames
as it goes, so that what was read before a timeout or a crash is not lost.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Literal

import msgspec

import fairwitness
from fairwitness.limits import Limits

Kind = Literal["pdf", "html"]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What the child is asked to read."""

    kind: Kind
    data: bytes
    name: str
    base: str | None
    limits: Limits


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: the frames, and how it ended."""

    frames: tuple[bytes, ...]
    ended: Literal["whole", "timeout", "crash"]
    detail: str = ""


_HEADER = struct.Struct(">I")


def frame(data: bytes) -> bytes:
    """`data` as the child sends it: its length, then itself."""
    return _HEADER.pack(len(data)) + data


def frames(stream: bytes) -> tuple[bytes, ...]:
    """The whole frames at the beginning of `stream`; a torn last one is left out."""
    found, at = [], 0
    while at + _HEADER.size <= len(stream):
        (size,) = _HEADER.unpack_from(stream, at)
        at += _HEADER.size + size
        if at > len(stream):
            break
        found.append(stream[at - size : at])
    return tuple(found)


def run(job: Job, command: tuple[str, ...] = ("-m", "fairwitness.ingest.worker")) -> Outcome:
    """Runs `job` in a process of its own, for `job.limits.seconds` at most."""
    with tempfile.TemporaryFile() as given:
        given.write(msgspec.msgpack.encode(job))
        given.seek(0)
        return _watched(_started(command, given), job.limits.seconds)


def _started(command: tuple[str, ...], given: IO[bytes]) -> subprocess.Popen[bytes]:
    # -P: the working directory must not be able to shadow the standard library.
    return subprocess.Popen(
        [sys.executable, "-P", *command],
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=_environment(),
    )


def _watched(process: subprocess.Popen[bytes], seconds: float) -> Outcome:
    """What `process` gives until it ends by itself or by the clock; none of its group stays."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        out, _ = process.communicate()
        return Outcome(frames=frames(out), ended="timeout")
    except BaseException:
        _kill(process)
        process.communicate()
        raise
    if process.returncode == 0:
        return Outcome(frames=frames(out), ended="whole")
    return Outcome(frames=frames(out), ended="crash", detail=_reason(process.returncode, err))


def _environment() -> dict[str, str]:
    home = str(Path(fairwitness.__file__).parents[1])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([home, *([known] if known else [])])}


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended by itself in the meantime


def _reason(code: int, err: bytes) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    last = err.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]
    return last[:200] or f"exit code {code}"
