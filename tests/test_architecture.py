"""Arrows run one way: a room imports only rooms before it, never what comes after."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import fairwitness

ROOT = Path(fairwitness.__file__).parent
ROOMS = (
    "span", "problems", "limits", "report", "ingest", "world", "reading", "checks", "brief",
    "reader", "pool", "cli",
)  # fmt: skip
"""In the order of the way through the house. `world` stands before `reading`, which looks names
up in it; it knows no reports itself."""


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name == "fairwitness" and isinstance(node, ast.ImportFrom):
                found.update(alias.name for alias in node.names)
            elif name.startswith("fairwitness."):
                found.add(name.split(".")[1])
    return found


FILES = sorted(p for p in ROOT.rglob("*.py") if p.parent != ROOT or p.name != "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    room = _room(path)
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    beyond = {name for name in _imports(path) if name in ROOMS} - allowed
    assert not beyond, f"{room} may not know of {beyond}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_are_short_enough_to_see(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 500, "a module holds one idea"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno
            assert lines <= 60, f"{node.name} takes {lines} lines"
