"""The one console of the command line, which leaves a closed pipe to `signals`."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class Stream(Console):
    """A console without number highlighting; a closed pipe raises instead of exiting with 1."""

    def __init__(self, *, stderr: bool = False, width: int | None = None) -> None:
        super().__init__(stderr=stderr, highlight=False, width=width)

    def on_broken_pipe(self) -> NoReturn:
        """Lets the error through: rich would end the process with the status of a failed run."""
        raise BrokenPipeError
