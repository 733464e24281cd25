"""`fairwitness read`: inputs to workers to outputs, with an account that adds up."""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from rich.console import RenderableType

from fairwitness.cli import signals, summary
from fairwitness.cli.account import Account
from fairwitness.cli.exports import FormName
from fairwitness.cli.outputs import Output, brief_of, opened
from fairwitness.cli.terminal import Terminal
from fairwitness.limits import Limits
from fairwitness.pool import Item, Lost, Pool, Result, Settings, Whole
from fairwitness.problems import Problem, WrongUse
from fairwitness.reading.rows import ReaderName
from fairwitness.report import Failure, Report


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for."""

    inputs: tuple[str, ...]
    published: dt.date | None = None
    json_to: str | None = None
    html_to: Path | None = None
    exports: Mapping[FormName, str] = {}
    """Files of incidents by form; `-` is standard output."""
    jobs: int = 1
    model: str | None = None
    statements: ReaderName = "learned"
    limits: Limits = Limits()
    quiet: bool = False
    reader: str = Settings().reader
    """Who reads, as `module:function`: tests put a reader here that misbehaves."""


def run_read(options: Options) -> int:
    """Reads and returns the exit status. WrongUse for what contradicts itself."""
    if options.inputs.count("-") > 1:
        raise WrongUse(Problem(code="inputs", message="standard input (-) can be read only once."))
    shown = [to for to in (options.json_to, *options.exports.values()) if to == "-"]
    if len(shown) > 1:
        message = "standard output (-) can take one kind of data only."
        raise WrongUse(Problem(code="output", message=message))
    account = Account()
    on_stderr = bool(shown)
    outputs: list[Output] = []
    with Terminal(quiet=options.quiet, total=_total(options.inputs)) as terminal:
        if "-" in options.inputs and sys.stdin.isatty():
            terminal.tell("reading what you type; end it with Ctrl-D", on_stderr=True)
        try:
            _read(options, terminal, account, outputs)
        except (KeyboardInterrupt, signals.Terminated) as stop:
            _tell(terminal, [output.kept() for output in outputs], on_stderr=True)
            terminal.tell(f"{account.line()}; broken off", on_stderr=True)
            interrupted = isinstance(stop, KeyboardInterrupt)
            return signals.INTERRUPTED if interrupted else signals.TERMINATED
        _tell(terminal, [output.made() for output in outputs], on_stderr=on_stderr)
        terminal.tell(account.line(), on_stderr=on_stderr)
        if not account.read:
            terminal.complain(f"no report in {', '.join(options.inputs)}")
    return 1 if account.failed or not account.read else 0


def _read(options: Options, terminal: Terminal, account: Account, outputs: list[Output]) -> None:
    settings = Settings(
        reader=options.reader,
        model=options.model,
        statements=options.statements,
        limits=options.limits,
        html=options.html_to is not None,
    )
    with Pool(settings, options.jobs) as pool:  # the model loads while the inputs are opened
        items = _items(options)
        first = tuple(itertools.islice(items, 2))
        several = len(first) > 1
        with opened(
            options.json_to, options.html_to, several=several, exports=options.exports
        ) as files:
            outputs += files
            show = _shower(several=several) if not files and not options.quiet else None
            for result in pool.read(itertools.chain(first, items)):
                for output in outputs:
                    output.add(result)
                account.add(result)
                terminal.advance()
                _report(result, terminal, show)


def _report(
    result: Result, terminal: Terminal, show: Callable[[Result], RenderableType] | None
) -> None:
    if result.status == "failed":
        problem = brief_of(result).problems[0]
        name = "" if result.id in problem.message else f"{result.id}: "
        terminal.complain(f"failed: {name}{problem.message}")
    elif show is not None:
        terminal.show(show(result))


def _shower(*, several: bool) -> Callable[[Result], RenderableType]:
    shape = summary.line if several else summary.whole
    return lambda result: shape(brief_of(result))


def _total(inputs: tuple[str, ...]) -> int | None:
    """How many reports there will be; None where a folder or a corpus may hold any number."""
    many = any(
        name.endswith((".jsonl", ".gz", ".ndjson")) or Path(name).is_dir() for name in inputs
    )
    return None if many else len(inputs)


def _items(options: Options) -> Iterator[Item]:
    from fairwitness.ingest import Door, open_sources

    door = Door(published=options.published, limits=options.limits)
    last = "the first input"
    try:
        for opened in open_sources(options.inputs, door):
            last = f"what comes after {opened.id}"
            if isinstance(opened, Report):
                yield Whole(report=opened)
            else:
                yield Lost(failure=opened)
    except Exception as error:  # noqa: BLE001 - becomes a failed brief; what was opened is kept
        message = (
            f"opening {last} raised {type(error).__name__}: {error}; it and the inputs after it "
            "were not read. This is a fault of fairwitness; please report it."
        )
        problem = Problem(code="error", message=message)
        yield Lost(failure=Failure(id=last, source=None, problem=problem))


def _tell(terminal: Terminal, lines: Iterable[str | None], *, on_stderr: bool) -> None:
    for line in lines:
        if line is not None:
            terminal.tell(line, on_stderr=on_stderr)
