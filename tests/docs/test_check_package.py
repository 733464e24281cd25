"""The example package of a check: as it stands it is found, listed, and judges."""

from __future__ import annotations

import copy
import runpy
import tomllib
from pathlib import Path

import pytest

from fairwitness.brief.model import Brief
from fairwitness.checks import registered
from fairwitness.checks.engine import GROUP
from fairwitness.reader import Reader
from fairwitness.report import Report

PACKAGE = Path(__file__).parents[2] / "examples" / "check-package"
TABLE: list[tuple[str, str]] = runpy.run_path(str(PACKAGE / "tests" / "test_centuries.py"))["TABLE"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Reader:
    """A reader as it is where the package is installed: its module and its metadata on the path."""
    site = tmp_path_factory.mktemp("site")
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    points = project["entry-points"][GROUP]
    lines = (f"{name} = {target}" for name, target in points.items())
    (info / "entry_points.txt").write_text("\n".join([f"[{GROUP}]", *lines, ""]))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PACKAGE / "src"))
        patch.syspath_prepend(str(site))
        other = copy.copy(reader)
        other.checks = registered()
    return other


def own(brief: Brief) -> list[str]:
    return [finding.verdict for finding in brief.findings if finding.check == "centuries"]


def test_it_comes_after_ours(installed: Reader, reader: Reader) -> None:
    names = [check.name for check in installed.checks]
    assert names == [*(check.name for check in reader.checks), "centuries"]


@pytest.mark.parametrize(("verdict", "text"), TABLE)
def test_its_findings_stand_in_a_brief(installed: Reader, verdict: str, text: str) -> None:
    brief = next(installed.read_reports([Report(id="t", text=text)]))
    assert own(brief) == ([verdict] if verdict else [])


def test_what_it_leaves_alone_is_counted(installed: Reader) -> None:
    (text,) = [text for _, text in TABLE if text.endswith("BC.")]
    brief = next(installed.read_reports([Report(id="t", text=text)]))
    left = [(row.check, row.reason) for row in brief.unchecked]
    assert ("centuries", "the century is before the common era") in left
