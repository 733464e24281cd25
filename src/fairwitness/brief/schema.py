"""The published JSON Schema of a brief and its page of documentation, both made from the types.

`python -m fairwitness.brief.schema ROOT` writes `ROOT/schema/fairwitness-brief-1.schema.json` and
`ROOT/docs/brief.md`; tests hold the committed files to what is written here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from fairwitness.brief.model import FORMAT, Brief

ID = FORMAT.replace("/", "-")
"""The schema's `$id`: `fairwitness-brief-1`. A change that breaks readers raises the number."""
SCHEMA_PATH = Path("schema") / f"{ID}.schema.json"
DOC_PATH = Path("docs") / "brief.md"
_REF = "#/$defs/"

type Schema = dict[str, Any]


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of one brief: every type and field with its description."""
    _, parts = msgspec.json.schema_components([Brief], ref_template=_REF + "{name}")
    parts["Brief"]["properties"]["format"]["const"] = FORMAT
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": f"A fairwitness brief, {FORMAT}",
        "description": "One brief; a file of briefs holds one such object a line.",
        "$ref": f"{_REF}Brief",
        "$defs": {name: parts[name] for name in _reading_order("Brief", parts)},
    }
    # Through JSON, so that tuples among the defaults are lists, as they are in the file.
    return cast(Schema, json.loads(json.dumps(made)))


def schema_text() -> str:
    """The schema as the published file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def doc_text() -> str:
    """`docs/brief.md`: one table of fields for each type, from the same source as the schema."""
    types = schema()["$defs"]
    parts = [_type_section(name, definition) for name, definition in types.items()]
    return "\n".join([_DOC_HEAD, *parts])


def write(root: Path) -> tuple[Path, ...]:
    """Writes both files below `root` and returns their paths."""
    written = []
    for path, text in ((SCHEMA_PATH, schema_text()), (DOC_PATH, doc_text())):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        written.append(target)
    return tuple(written)


_DOC_HEAD = f"""# The brief: its JSON, field by field

A brief is what one reading of one report yields. `fairwitness read REPORT --json FILE` writes one
brief a line. The format is `{FORMAT}`; its JSON Schema is
[`{SCHEMA_PATH.as_posix()}`](../{SCHEMA_PATH.as_posix()}) and is printed by `fairwitness schema`.

Offsets count characters (Unicode code points) of `report.text` from 0, ends exclusive:
`report.text[start:end] == text` for every row. Ids are unique within a brief.
Readers should ignore fields they do not know: new ones may come within a version.

This page is made by `python -m fairwitness.brief.schema .` from the types; do not edit it.
"""


def _type_section(name: str, definition: Schema) -> str:
    required = set(definition.get("required", ()))
    rows = [
        f"| `{field}` | {_type_words(value)} | {'yes' if field in required else 'no'} "
        f"| {_cell(value.get('description', ''))} |"
        for field, value in definition["properties"].items()
    ]
    head = ["| field | type | required | what it is |", "| --- | --- | --- | --- |"]
    return "\n".join([f"\n## {name}\n", f"{definition['description']}\n", *head, *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _type_words(value: Schema) -> str:
    """A field's type in words: `string`, `Place[]`, `number or null`."""
    if "$ref" in value:
        name = value["$ref"].removeprefix(_REF)
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        # msgspec lists null first in unions; people expect it last.
        options = sorted(value["anyOf"], key=lambda option: option.get("type") == "null")
        return " or ".join(_type_words(option) for option in options)
    if "enum" in value:
        return ", ".join("null" if item is None else f"`{item}`" for item in value["enum"])
    if value.get("type") == "array":
        if "prefixItems" in value:
            return "[" + ", ".join(_type_words(item) for item in value["prefixItems"]) + "]"
        return f"list of {_type_words(value['items'])}"
    return f"{value['type']} ({value['format']})" if "format" in value else str(value["type"])


def _reading_order(root: str, parts: dict[str, Schema]) -> Iterator[str]:
    """Names of all types from `root` on, each before the types first met in its fields."""
    seen: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in seen:
            return
        seen[name] = None
        for other in _refs(parts[name]):
            visit(other)

    visit(root)
    return iter(seen)


def _refs(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield str(value["$ref"]).removeprefix(_REF)
        for item in value.values():
            yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)


if __name__ == "__main__":
    for path in write(Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        sys.stdout.write(f"{path}\n")
