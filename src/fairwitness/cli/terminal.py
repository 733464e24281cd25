"""What a run says to people: progress and failures on stderr, summaries on stdout."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from fairwitness.brief.letters import visible
from fairwitness.cli.console import Stream

WIDEST = 100
"""Columns used at most; longer lines are hard to read. A pipe gets 80."""


class Terminal:
    """The two streams of one run, with a progress bar when somebody is looking.

    `total` is how many reports there will be, where that is known. Text of reports goes through
    `rich.text.Text` only, never through markup, and through `visible` first.
    """

    def __init__(self, *, quiet: bool, total: int | None = None) -> None:
        watched = sys.stderr.isatty() and not quiet
        self._err = Stream(stderr=True)
        # A bar redraws the terminal's last line: what else goes to that terminal must go through
        # the bar's own console.
        both = watched and sys.stdout.isatty()
        self._out = self._err if both else Stream(width=_width())
        self._quiet = quiet
        self._progress = Progress(
            TextColumn("reading"),
            BarColumn(),
            TextColumn("{task.completed} read"),
            TimeElapsedColumn(),
            console=self._err,
            transient=True,
            disable=not watched,
        )
        self._task = self._progress.add_task("read", total=total)

    def __enter__(self) -> Terminal:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def advance(self) -> None:
        """One more report is read."""
        self._progress.advance(self._task)

    def show(self, what: RenderableType) -> None:
        """Shows something on stdout; in a pipe without the blanks that fill a terminal's lines."""
        if self._out.is_terminal:
            self._out.print(what)
            return
        with self._out.capture() as captured:
            self._out.print(what)
        lines = captured.get().splitlines()
        sys.stdout.write("\n".join(line.rstrip() for line in lines) + "\n")

    def tell(self, line: str, *, on_stderr: bool = False) -> None:
        """Says a line of the run's own account, unless it is to be quiet."""
        if not self._quiet:
            self._say(self._err if on_stderr else self._out, Text(line))

    def complain(self, line: str) -> None:
        """Says what failed, on stderr, even when it is to be quiet."""
        self._say(self._err, Text(visible(line), style="red"))

    def _say(self, stream: Stream, line: Text) -> None:
        """In a pipe a line stays one line, for whoever searches it."""
        stream.print(line, soft_wrap=not stream.is_terminal)


def _width() -> int:
    if not sys.stdout.isatty():
        return 80
    return min(WIDEST, Stream().width)


__all__ = ["Terminal"]
