"""`fairwitness doctor`: what this installation reads with, and whether anything is missing."""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version

import msgspec
from rich.table import Table
from rich.text import Text

from fairwitness.cli.console import Stream
from fairwitness.limits import Limits
from fairwitness.problems import FairwitnessError


def examine(model: str | None) -> int:
    """Prints versions, model, world data and limits; 1 when something needed is missing."""
    console = Stream()
    missing = _versions(console) + _model(console, model) + _world(console)
    _section(console, "limits (change one with `fairwitness read --limit name=value`)", _limits())
    for what in missing:
        console.print(Text(f"missing: {what}", style="bold red"))
    if not missing:
        console.print(Text("all there", style="green"))
    return 1 if missing else 0


def _versions(console: Stream) -> list[str]:
    rows = [("python", platform.python_version()), ("platform", platform.platform())]
    missing = []
    for name in ("fairwitness", *_needed()):
        try:
            rows.append((name, version(name)))
        except PackageNotFoundError:
            missing.append(f"the package {name}; install fairwitness again")
    _section(console, "versions", rows)
    return missing


def _needed() -> list[str]:
    """Names of the packages fairwitness requires, without extras."""
    lines = [line for line in requires("fairwitness") or () if "extra ==" not in line]
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return sorted(name.group() for name in names if name)


def _model(console: Stream, model: str | None) -> list[str]:
    from fairwitness.reading.model import describe, load

    try:
        nlp = load(model)
    except FairwitnessError as error:
        return [error.problem.message]
    except Exception as error:  # noqa: BLE001 - said to be missing, which is what doctor is for
        return [f"a model that loads ({type(error).__name__}: {error})"]
    _section(console, "model", [("reads with", describe(nlp))])
    return []


def _world(console: Stream) -> list[str]:
    try:
        from fairwitness.world import World

        world = World.open()
        rows = [("digest", world.digest)]
        rows += [
            (key, f"{data.title}, {data.version}, {data.licence}")
            for key, data in sorted(world.datasets.items())
        ]
    except Exception as error:  # noqa: BLE001 - said to be missing, which is what doctor is for
        return [f"world data that opens ({type(error).__name__}: {error}); run `make world`"]
    _section(console, "world", rows)
    return []


def _limits() -> list[tuple[str, str]]:
    limits = Limits()
    return [(f.name, f"{getattr(limits, f.name):,}") for f in msgspec.structs.fields(Limits)]


def _section(console: Stream, title: str, rows: list[tuple[str, str]]) -> None:
    console.print(Text(title, style="bold"))
    table = Table.grid(padding=(0, 2))
    for name, value in rows:
        table.add_row(Text(f"  {name}"), Text(value))
    console.print(table)
    console.print()
