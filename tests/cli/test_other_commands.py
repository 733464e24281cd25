"""`schema`, `checks`, `doctor`, and the whole way with the real reader."""

from __future__ import annotations

import json
import math
from pathlib import Path

import msgspec
import pytest

from fairwitness.checks import registered
from fairwitness.cli import app
from fairwitness.limits import Limits
from fairwitness.reading.rows import Candidate

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_schema_is_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["schema"]) == 0
    assert "Brief" in json.loads(capsys.readouterr().out)["$defs"]


def test_checks_are_listed_with_their_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["checks"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for check in registered():
        for words in (check.name, check.applies_to, check.example, check.tolerance):
            assert " ".join(words.split()) in shown


def test_doctor_names_model_world_and_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "en_core_web_md" in shown
    assert "GeoNames" in shown
    assert all(name in shown for name in Limits.__struct_fields__)
    assert "all there" in shown


def test_doctor_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["doctor", "--model", "no_such_model"]) == 1
    assert "missing: no spaCy model “no_such_model”" in " ".join(capsys.readouterr().out.split())


def test_a_model_that_is_not_there_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["read", str(EXAMPLES / "bulletin.txt"), "--model", "no_such_model"]) == 2
    assert "leave --model out" in capsys.readouterr().err


def test_the_same_bytes_again_and_with_two_jobs(tmp_path: Path) -> None:
    """The real reader in real processes, each with its own hash seed."""
    lines = (EXAMPLES / "corpus.jsonl").read_text("utf-8").splitlines()
    records = [
        json.loads(line) | {"id": f"{n}-{at}"} for n in range(9) for at, line in enumerate(lines)
    ]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    made = []
    for run, jobs in enumerate(("1", "2")):
        to = tmp_path / f"{run}.jsonl"
        assert app.run(["read", str(corpus), "--json", str(to), "--jobs", jobs, "--quiet"]) == 0
        made.append(to.read_bytes())
    assert made[0] == made[1]
    briefs = [json.loads(line) for line in made[0].splitlines()]
    assert [brief["id"] for brief in briefs] == [record["id"] for record in records]
    assert {brief["status"] for brief in briefs} == {"ok"}


def test_not_a_number_never_reaches_json() -> None:
    """A float that is no number would be written as null, which the schema refuses for numbers."""
    nowhere = Candidate(record="r", name="n", kind="city", lat=math.nan, lon=math.inf)
    assert msgspec.json.encode(nowhere).count(b"null") == 4, "lat, lon, country, province"
