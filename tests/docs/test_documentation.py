"""The documentation holds what the program has: commands, options, checks, fields, targets."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from fairwitness.cli import reference
from fairwitness.cli.app import cli
from fairwitness.limits import Limits

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LIMITS.md", "docs/python.md")


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands(group: click.Group = cli, before: str = "") -> list[tuple[str, click.Command]]:
    """Every command by its whole name, those of groups too."""
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found.append((f"{before}{name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{before}{name} ")
    return found


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("docs/commands.md", reference.commands_text),
        ("docs/checks.md", reference.checks_text),
    ],
)
def test_generated_pages_are_what_would_be_generated_now(name: str, made: object) -> None:
    assert callable(made)
    assert page(name) == made(), "run `make docs`"


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_command_and_option_has_help_and_is_documented(
    name: str, command: click.Command
) -> None:
    text = page("docs/commands.md")
    assert command.help
    assert f"## fairwitness {name}" in text
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert max(option.opts, key=len) in text


def test_every_limit_is_documented() -> None:
    text = page("docs/commands.md")
    assert [name for name in Limits.__struct_fields__ if f"| `{name}` |" not in text] == []


def test_commands_shown_in_prose_exist_with_their_options() -> None:
    known = {name: {"--help", *(o for p in c.params for o in p.opts)} for name, c in commands()}
    for name in PAGES:
        shown = re.findall(r"(?:^ {4}|`)fairwitness (\w+)([^\n|>#`]*)", page(name), re.MULTILINE)
        for command, rest in shown:
            assert command in known, f"{name}: fairwitness {command}"
            options = set(re.findall(r"(?<=\s)--[a-z-]+", rest))
            assert options <= known[command], f"{name}: {options - known[command]}"


def test_make_targets_named_in_prose_exist() -> None:
    lines = re.findall(r"^([a-z -]+):", page("Makefile"), re.MULTILINE)
    targets = {target for line in lines for target in line.split()}
    for name in (*PAGES, "DATA.md", ".ci/run", "Makefile"):
        if (ROOT / name).exists():
            named = set(re.findall(r"(?:`|^step .*|\t@echo \")make ([a-z-]+)", page(name), re.M))
            assert named <= targets, f"{name}: {named - targets}"


def test_links_between_pages_lead_somewhere() -> None:
    for name in [*PAGES, "examples/README.md"]:
        home = (ROOT / name).parent
        for link in re.findall(r"\]\(([^)#:]+)\)", page(name)):
            assert (home / link).exists(), f"{name}: {link}"


def test_the_readme_has_its_two_commands() -> None:
    assert "make demo" in page("README.md")
    assert "make test" in page("README.md")


def test_no_committed_page_names_a_path_of_one_machine() -> None:
    for name in [*PAGES, "Makefile", ".ci/run", "examples/README.md", "docs/commands.md"]:
        found = re.findall(r"/(?:home|root|Users|work|tmp)/\w+", page(name))
        assert not found, f"{name}: {found}"
