"""What the page shows of a brief, as plain data: nothing here that is not in the brief."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from fairwitness.brief import basemap
from fairwitness.brief.cells import SIGNS, Context
from fairwitness.brief.incident_cards import anchors, cards
from fairwitness.brief.layers import (
    HOLDERS,
    LAYERS,
    VERDICTS,
    Layer,
    context,
    holder,
    plain_cell,
    rows,
)
from fairwitness.brief.letters import visible, visible_all
from fairwitness.brief.model import Brief
from fairwitness.brief.passages import Fragment, Marked, passages
from fairwitness.brief.standing import standing_of
from fairwitness.checks.finding import Finding

ROWS_A_PAGE = 1000
"""Most rows of one kind shown at once; the reliability study's limit for a page."""
AREAS = frozenset(
    ("continent", "country", "territory", "province", "region", "sea", "desert", "district")
)
"""Kinds of place that are no dot on a map: named at their middle, and not used to frame it."""


class Numbered(NamedTuple):
    """All rows of a brief in the page's order, and the number of each by its id."""

    rows: list[tuple[int, Any]]
    """Layer number and row."""
    at: dict[str, int]


def page_data(brief: Brief) -> dict[str, Any]:
    """What the page's script gets: layers, rows with their cells, and the map."""
    ctx, numbered = context(brief), number(brief)
    data = {
        "page": ROWS_A_PAGE,
        "layers": [_layer(layer) for layer in LAYERS],
        "rows": [_row(LAYERS[at], at, row, ctx, numbered) for at, row in numbered.rows],
    }
    shown: dict[str, Any] = visible_all(data)
    return shown | {"map": _map(brief, numbered)}


def number(brief: Brief) -> Numbered:
    found = [(at, row) for at, layer in enumerate(LAYERS) for row in rows(brief, layer)]
    return Numbered(found, {row.id: at for at, (_, row) in enumerate(found)})


def text_passages(brief: Brief) -> Iterator[list[Fragment]]:
    """The report's text in fragments that know the numbers of their rows."""
    marks = [
        Marked(start, end, at, f"k-{LAYERS[layer].key} {_part(LAYERS[layer], row, part)}".strip())
        for at, (layer, row) in enumerate(number(brief).rows)
        for start, end, part in LAYERS[layer].marks(row)
    ]
    return passages(brief.report.text, marks)


def page_head(brief: Brief) -> dict[str, Any]:
    """What the template shows outside text, tables and map."""
    plain = visible_all(msgspec.to_builtins(brief.report) | {"text": ""})
    return {
        "id": visible(brief.id),
        "title": plain["title"] or visible(brief.id),
        "status": brief.status,
        "problems": visible_all(msgspec.to_builtins(brief.problems)),
        "origin": plain,
        "link": safe_link(brief.report.url),
        "words": len(brief.report.text.split()),
        "glance": glance(brief),
        "incidents": cards(brief, number(brief).at),
        "anchors": anchors(brief),
        "findings": _findings(brief),
        "finding_count": len(brief.findings),
        "unchecked": visible_all(msgspec.to_builtins(brief.unchecked)),
        "made_by": visible_all(msgspec.to_builtins(brief.made_by)),
    }


def glance(brief: Brief) -> dict[str, list[tuple[str, int]]]:
    """Counts, each `(what, how many)`: verdicts, statements by sourcing, claims by holder."""
    verdicts = Counter[str](finding.verdict for finding in brief.findings)
    sourcing = Counter[str](statement.sourcing for statement in brief.statements)
    standing = standing_of(brief.claims, brief.statements)
    return {
        "findings": [(verdict, verdicts[verdict]) for verdict in VERDICTS],
        "statements": sourcing.most_common(),
        "claims": [
            (name, getattr(standing, ground))
            for ground, name in HOLDERS.items()
            if getattr(standing, ground)
        ],
    }


def safe_link(url: str | None) -> str | None:
    """`url` where it can be linked to: http or https, printable ASCII, nothing acting in it."""
    if url is None or not url.isascii() or not url.isprintable() or " " in url:
        return None
    return url if url.lower().startswith(("http://", "https://")) else None


def _part(layer: Layer, row: Any, part: str) -> str:
    if layer.key == "findings":
        return f"v-{row.verdict}"
    return f"p-{part}" if part else ""


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "key": layer.key,
        "title": layer.title,
        "table": layer.table,
        "open": layer.unfolded,
        "columns": [column.title for column in layer.columns],
        "shares": [column.share for column in layer.columns],
        "facets": [facet.title for facet in layer.facets],
    }


def _row(layer: Layer, at: int, row: Any, ctx: Context, numbered: Numbered) -> dict[str, Any]:
    return {
        "l": at,
        "id": row.id,
        "t": row.text,
        "c": [plain_cell(column.cell(row, ctx), numbered.at) for column in layer.columns],
        "f": [facet.value(row, ctx) for facet in layer.facets],
    }


def _findings(brief: Brief) -> list[dict[str, Any]]:
    """Findings for the list, failed first, each with its number and who holds the claim."""
    ctx, numbered = context(brief), number(brief)
    layer = next(layer for layer in LAYERS if layer.key == "findings")
    shown = []
    for finding in rows(brief, layer)[:ROWS_A_PAGE]:
        claim = ctx.by_id.get(getattr(finding, "claim", None) or "")
        plain = visible_all(msgspec.to_builtins(finding))
        plain["row"] = numbered.at[finding.id]
        plain["sign"] = SIGNS.get(plain["verdict"], "")
        plain["holder"] = holder(claim, ctx) if claim is not None else None
        shown.append(plain)
    return shown


# The map -------------------------------------------------------------------------------------


def _map(brief: Brief, numbered: Numbered) -> dict[str, Any] | None:
    """Places, lines and outlines; None where nothing of the report has a point."""
    places = _dots(brief, numbered)
    lines = [line for finding in brief.findings for line in _lines(finding, numbered)]
    ends = [(end["lat"], end["lon"]) for line in lines for end in (line["a"], line["b"])]
    dots = [(dot["lat"], dot["lon"]) for dot in places if not dot["area"]]
    near = dots or [(dot["lat"], dot["lon"]) for dot in places]
    box = basemap.focus(near, ends)
    if box is None:
        return None
    detail = basemap.region(box)
    return {
        "places": visible_all(places),
        "lines": visible_all(lines),
        "box": list(box),
        "close": list(_closer(box, ends)),
        "all": list(_whole(box, near)),
        "world": basemap.world(),
        "detail": detail and detail.topology,
        "detailBox": detail and list(detail.box),
    }


def _closer(box: basemap.Box, ends: Sequence[basemap.Point]) -> basemap.Box:
    """The box of the distances drawn where they would be lost in `box`, else `box`."""
    close = basemap.focus([], ends)
    return close if close is not None and close.span < box.span / 2 else box


def _whole(box: basemap.Box, points: Sequence[basemap.Point]) -> basemap.Box:
    """The least box about `box` that holds all points."""
    middle = (box.west + box.east) / 2
    lons = [middle + (lon - middle + 180.0) % 360.0 - 180.0 for _, lon in points]
    lats = [lat for lat, _ in points]
    return basemap.Box(
        min([box.west, *lons]),
        min([box.south, *lats]),
        max([box.east, *lons]),
        max([box.north, *lats]),
    )


def _finite(*numbers: float | None) -> bool:
    return all(number is not None and math.isfinite(number) for number in numbers)


def _dots(brief: Brief, numbered: Numbered) -> list[dict[str, Any]]:
    """One dot for all mentions of the same record; names read as actors are no places."""
    dots: dict[tuple[str, float, float], dict[str, Any]] = {}
    for place in brief.places:
        if place.reading != "place" or not _finite(place.lat, place.lon):
            continue
        name = place.name or place.text
        key = (name, round(place.lat or 0.0, 4), round(place.lon or 0.0, 4))
        new = {"name": name, "lat": key[1], "lon": key[2], "area": place.kind in AREAS, "rows": []}
        dots.setdefault(key, new)["rows"].append(numbered.at[place.id])
    return list(dots.values())


def _lines(finding: Finding, numbered: Numbered) -> Iterator[dict[str, Any]]:
    for line in finding.lines:
        if not _finite(line.start.lat, line.start.lon, line.end.lat, line.end.lon, line.km):
            continue
        yield {
            "row": numbered.at[finding.id],
            "verdict": finding.verdict,
            "sign": SIGNS[finding.verdict],
            "km": line.km,
            "stated": finding.stated if finding.verdict == "fails" else "",
            "a": msgspec.to_builtins(line.start),
            "b": msgspec.to_builtins(line.end),
        }
