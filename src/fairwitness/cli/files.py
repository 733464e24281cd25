"""Files that are whole or not there: written beside their place and moved into it at the end."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import IO

from fairwitness.problems import Problem, WrongUse


class Growing:
    """A file that grows as `FILE.part` and becomes `FILE` when the work is finished.

    When the work is broken off the part stays, with all that was written, and `FILE` is as before.
    What is no regular file (a pipe, a device) is written as it comes. WrongUse when it cannot be
    written, or another run is writing it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._target = Path(os.path.realpath(path))  # a link stays a link
        self._straight = self._target.exists() and not self._target.is_file()
        self.part = self._target
        if not self._straight:
            self.part = self._target.with_name(self._target.name + ".part")
        self._file = _opened(self.part, path, lock=not self._straight)

    def __enter__(self) -> Growing:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            self._file.flush()
            if not self._straight:
                os.fsync(self._file.fileno())
                if kind is None:
                    os.replace(self.part, self._target)

    def write(self, data: bytes) -> None:
        """Appends `data`."""
        self._file.write(data)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file at once, or leaves what was there. WrongUse when it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        raise _refused(
            path, f"cannot be written ({error.strerror}); choose another place"
        ) from error


def _opened(part: Path, path: Path, *, lock: bool) -> IO[bytes]:
    try:
        file = open(part, "ab" if lock else "wb")  # noqa: SIM115 - closed by Growing
    except OSError as error:
        raise _refused(
            path, f"cannot be written ({error.strerror}); choose another place"
        ) from error
    if lock:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise _refused(path, "is being written by another run; wait for it") from error
        file.truncate(0)
    return file


def _refused(path: Path, message: str) -> WrongUse:
    return WrongUse(Problem(code="output", message=f"{message}.", where=str(path)))
