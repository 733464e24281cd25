"""The published schema is what the types say, says something of every field, and fits briefs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
from sample_brief import crowded, failed, sample

from fairwitness.brief.model import FORMAT, Brief
from fairwitness.brief.schema import DOC_PATH, SCHEMA_PATH, doc_text, schema, schema_text, write

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("path", "made"), [(SCHEMA_PATH, schema_text), (DOC_PATH, doc_text)], ids=["schema", "doc"]
)
def test_the_committed_file_is_the_generated_one(path: Path, made: Any) -> None:
    committed = (ROOT / path).read_text(encoding="utf-8")
    assert committed == made(), "run: python -m fairwitness.brief.schema ."


def _fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, definition in schema()["$defs"].items():
        for field, value in definition["properties"].items():
            yield name, field, value


@pytest.mark.parametrize(
    ("field", "value"), [(f"{name}.{field}", value) for name, field, value in _fields()]
)
def test_every_field_is_described(field: str, value: dict[str, Any]) -> None:
    assert len(value.get("description", "")) >= 8, f"{field} needs Meta(description=…)"


def test_every_type_is_described_and_reached_from_the_brief() -> None:
    types = schema()["$defs"]
    assert next(iter(types)) == "Brief"
    assert {"Place", "Finding", "Evidence", "Line", "Point", "Unchecked"} <= set(types)
    assert all(definition["description"] for definition in types.values())


def test_the_id_carries_the_version() -> None:
    assert schema()["$id"] == "fairwitness-brief-1"
    assert schema()["$defs"]["Brief"]["properties"]["format"]["const"] == FORMAT


@pytest.mark.parametrize("brief", [sample(), failed(), crowded(3)], ids=["full", "failed", "bare"])
def test_briefs_fit_the_schema(brief: Brief) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(msgspec.json.encode(brief)), schema())


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("status",), "fine"),
        (("format",), "fairwitness-brief/2"),
        (("places", 0, "start"), -1),
        (("places", 0, "reading"), "organisation"),
        (("findings", 0, "verdict"), "false"),
        (("claims", 0, "what"), None),
        (("statements", 0, "content"), "words"),
        (("findings", 0, "lines", 0, "km"), "31 km"),
    ],
    ids=lambda value: "/".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_what_is_no_brief_does_not_fit(path: tuple[Any, ...], wrong: object) -> None:
    brief = json.loads(msgspec.json.encode(sample()))
    *way, last = path
    part = brief
    for step in way:
        part = part[step]
    part[last] = wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(brief, schema())


def test_writing_makes_both_files(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert [path.relative_to(tmp_path) for path in written] == [SCHEMA_PATH, DOC_PATH]
    assert json.loads(written[0].read_text(encoding="utf-8")) == schema()
