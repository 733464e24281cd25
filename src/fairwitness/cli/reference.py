"""Makes `docs/commands.md` and `docs/checks.md` from the commands and checks themselves.

`python -m fairwitness.cli.reference ROOT` writes them; a test holds the committed files to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from fairwitness.cli.app import WIDE, cli
from fairwitness.limits import Limits

WIDTH = 80


def commands_text() -> str:
    """`docs/commands.md`: the help of every command, and every limit with its value."""
    parts = ["# Commands\n", "Made by `make docs` from the commands themselves; do not edit it.\n"]
    root = click.Context(cli, info_name="fairwitness", **WIDE)
    parts += [_section("fairwitness", cli, root)]
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        if command is not None:
            parts += _sections(name, command, root)
    return "\n".join([*parts, _limits_section()])


def checks_text() -> str:
    """`docs/checks.md`: what each check looks at, an example, its tolerance and its data."""
    from fairwitness.checks import registered

    parts = ["# Checks\n", "Made by `make docs` from the checks themselves; do not edit it.\n"]
    for check in registered():
        parts += [
            f"## {check.name}\n",
            f"{check.applies_to}\n",
            f"*Example:* {check.example}\n",
            f"*Holds within:* {check.tolerance}\n",
            f"*Rests on:* {', '.join(check.needs)}\n",
        ]
    return "\n".join(parts)


def write(root: Path) -> Iterator[Path]:
    """Writes both pages below `root`/docs and gives their paths."""
    for name, text in (("commands.md", commands_text()), ("checks.md", checks_text())):
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        yield path


def _sections(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    """The section of a command, then those of its own commands."""
    context = click.Context(command, info_name=name, parent=parent)
    yield _section(context.command_path, command, context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _sections(inner, command.commands[inner], context)


def _section(title: str, command: click.Command, context: click.Context) -> str:
    context.max_content_width = context.terminal_width = WIDTH
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {title}\n\n```\n{help_text}\n```\n"


def _limits_section() -> str:
    """Each limit with its default and the sentence that stands under it in `limits.py`."""
    import inspect
    import re

    source = inspect.getsource(Limits)
    rows = re.findall(r"^    (\w+): \w+ = ([\d_.]+)\n    \"\"\"(.+?)\"\"\"", source, re.M | re.S)
    head = [
        "## Limits\n",
        "Changed with `fairwitness read --limit name=value`, in Python with `Limits(name=…)`.\n",
        "| limit | value | what it bounds |",
        "| --- | --- | --- |",
    ]
    lines = [
        f"| `{name}` | {value.replace('_', ',')} | {' '.join(words.split())} |"
        for name, value, words in rows
    ]
    return "\n".join([*head, *lines, ""])


if __name__ == "__main__":
    for path in write(Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        sys.stdout.write(f"{path}\n")
