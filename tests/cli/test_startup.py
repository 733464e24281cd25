"""What is not imported cannot make anybody wait."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = "{'spacy', 'numpy', 'thinc', 'shapely', 'pyproj', 'trafilatura', 'pint', 'pydantic'}"


@pytest.mark.parametrize(
    ("what", "heavy"),
    [
        pytest.param(
            "from fairwitness.cli import app; app.run(['--version'])",
            f"{HEAVY} | {{'rich', 'lxml', 'jinja2'}}",
            id="--version",
        ),
        pytest.param(
            "from fairwitness.cli import app; app.run(['read', '--help'])",
            f"{HEAVY} | {{'rich', 'lxml', 'jinja2'}}",
            id="read --help",
        ),
        pytest.param("import fairwitness", HEAVY, id="import fairwitness"),
        pytest.param(
            "import fairwitness.cli.read, fairwitness.pool, fairwitness.ingest",
            HEAVY,
            id="the parent of the reading processes",
        ),
        pytest.param("import fairwitness.brief.model", HEAVY, id="who only reads briefs"),
    ],
)
def test_nothing_heavy_is_imported(what: str, heavy: str) -> None:
    code = f"{what}; import sys; found = ({heavy}) & set(sys.modules); assert not found, found"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
