"""Adding several dumps with a progress bar, each told of when it is done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from fairwitness.brief.letters import visible
from fairwitness.cli import signals
from fairwitness.cli.gazetteer import told
from fairwitness.problems import FairwitnessError, Problem, WrongUse
from fairwitness.world import added
from fairwitness.world.atlas import DATA, World
from fairwitness.world.geonames import Adding, Dump, Watch, open_dump


class Bar(Watch):
    """A progress bar over the bytes of a dump on a terminal; nothing in a pipe."""

    def __init__(self, dump: Dump) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[lines]:,} lines"),
            TimeRemainingColumn(),
            console=Console(stderr=True, highlight=False),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task(dump.name, total=dump.size, lines=0)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def read(self, at: int, lines: int) -> None:
        """Moves the bar."""
        self._progress.update(self._task, completed=at, lines=lines)

    def sorting(self) -> None:
        """All is read; a bar without an end shows that it goes on."""
        self._progress.update(self._task, total=None, description="sorting")


def add_files(files: Sequence[Path], data: Path | None) -> int:
    """Adds the dumps, country files first, so that alternate names find their places."""
    folder = added.layers_folder(data)
    dumps, failed = [], 0
    for path in files:
        try:
            dumps.append(open_dump(path))
        except FairwitnessError as error:
            failed += _failed(error)
    _check_names(dumps)
    dumps.sort(key=lambda dump: dump.content == "names")
    world = World(DATA)
    for dump in dumps:
        try:
            with Bar(dump) as bar:
                done = Adding(folder, world, bar).add(dump)
        except FairwitnessError as error:
            failed += _failed(error)
            continue
        except (KeyboardInterrupt, signals.Terminated):
            click.echo(f"{dump.name}: what was read is kept; add it again to go on", err=True)
            raise
        click.echo("\n".join(visible(line) for line in told(done)))
    return 1 if failed else 0


def _failed(error: FairwitnessError) -> int:
    click.echo(f"fairwitness: {visible(str(error))}", err=True)
    return 1


def _check_names(dumps: Sequence[Dump]) -> None:
    names = [dump.name for dump in dumps]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = "two of the files would make the layer of this name; rename one of them"
        raise WrongUse(Problem(code="same_name", message=message, where=twice[0]))
