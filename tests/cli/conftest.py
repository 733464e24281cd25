"""The command line as a process and in this process, with a reader that obeys commands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

POOL = Path(__file__).parent.parent / "pool"

type Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def mocked(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`fairwitness ARGUMENTS` with `tests/pool/mock_reader.py` as the reader."""
    monkeypatch.setenv("PYTHONPATH", str(POOL))

    def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(POOL / "mocked.py"), *map(str, arguments)]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """The same, still running; killed at the end of the test if it is not over."""
    monkeypatch.setenv("PYTHONPATH", str(POOL))
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, str(POOL / "mocked.py"), *map(str, arguments)]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """Writes a corpus of the given texts and returns its path."""

    def write(*texts: str) -> Path:
        path = tmp_path / "corpus.jsonl"
        lines = (
            json.dumps({"id": f"r{at}", "text": text, "language": "en"})
            for at, text in enumerate(texts)
        )
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write
