"""The parts of `DATA.md` that follow from the manifest, kept between markers."""

from __future__ import annotations

import re
from typing import Any


def described(text: str, manifest: dict[str, Any]) -> str:
    """`text` with its blocks `sources` and `counts` made anew. ValueError where one is missing."""
    text = _replaced(text, "sources", _sources(manifest))
    return _replaced(text, "counts", _counts(manifest["counts"]))


def _replaced(text: str, block: str, body: str) -> str:
    pattern = rf"(<!-- {block} -->\n).*?(<!-- end {block} -->)"
    found = re.search(pattern, text, re.S)
    if found is None:
        raise ValueError(f"DATA.md has no block {block!r}")
    return text[: found.end(1)] + body + text[found.start(2) :]


def _sources(manifest: dict[str, Any]) -> str:
    titles = {row["key"]: row for row in manifest["datasets"]}
    lines = []
    for source in manifest["sources"]:
        about = titles[source["key"]]
        lines += [
            f"### {about['title']}",
            "",
            f"- Package: `{source['package']}` {source['version']} from {source['registry']}",
            f"- File: `{source['file']}`",
            f"- SHA-256: `{source['sha256']}`",
            f"- Licence: {about['licence']}",
            f"- Accuracy: {about['accuracy']}",
            "",
        ]
    return "\n".join(lines)


def _counts(counts: dict[str, int]) -> str:
    rows = [f"| {name} | {number:,} |" for name, number in counts.items()]
    return "\n".join(["| what | number |", "| --- | ---: |", *rows, ""])
