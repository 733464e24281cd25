"""PLOVER-style event records: one JSON object a line, every value exactly as in the brief."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fairwitness.brief.exports import facts
from fairwitness.brief.model import Brief
from fairwitness.reading.rows import Bounds, Filler, Incident, Toll


def text(brief: Brief) -> str:
    """The records of `brief`, one a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in records(brief))


def records(brief: Brief) -> Iterator[dict[str, Any]]:
    """A record for each incident that is said to have happened; null is unknown."""
    for incident in facts.incidents(brief):
        yield {
            "id": f"{brief.id}:{incident.id}",
            "event": incident.plover,
            "mode": incident.plover_mode,
            "date": _date(incident),
            "actor": _people(incident.perpetrator_organisation)
            + _people(incident.perpetrator_individual),
            "recipient": _people(incident.victim) + _people(incident.physical_target),
            "weapon": _people(incident.weapon),
            "location": _location(brief, incident),
            "killed": _bounds(incident.killed),
            "injured": _bounds(incident.injured),
            "tolls": [_toll(toll) for toll in facts.tolls_of(brief, incident)],
            "status": incident.status,
            "outcome": incident.outcome,
            "text": {"text": incident.text, "start": incident.start, "end": incident.end},
            "source": {
                "brief": brief.id,
                "publisher": brief.report.publisher,
                "url": brief.report.url,
                "published": brief.report.published and brief.report.published.isoformat(),
            },
        }


def _date(incident: Incident) -> dict[str, Any]:
    day = facts.day_of(incident)
    return {
        "day": day and day.day.isoformat(),
        "precision": day and day.precision,
        "begin": incident.begin,
        "until": incident.until,
    }


def _people(fillers: Iterable[Filler]) -> list[dict[str, Any]]:
    return [
        {
            "text": filler.text,
            "start": filler.start,
            "end": filler.end,
            "mentions": [[span.start, span.end] for span in filler.mentions],
        }
        for filler in fillers
    ]


def _location(brief: Brief, incident: Incident) -> dict[str, Any] | None:
    place = facts.place_of(brief, incident)
    if place is None:
        return None
    point = facts.point(place)
    return {
        "text": place.text,
        "name": place.name,
        "record": place.record,
        "lat": point and point[1],
        "lon": point and point[0],
        "country": place.country,
        "province": place.province,
        "precision": facts.geo_precision(brief, place),
    }


def _bounds(bounds: Bounds | None) -> dict[str, float | None] | None:
    return {"low": bounds.low, "high": bounds.high} if bounds else None


def _toll(toll: Toll) -> dict[str, Any]:
    return {
        "kind": toll.kind,
        "low": toll.low,
        "high": toll.high,
        "group": toll.group and toll.group.text,
        "claimant": toll.claimant and toll.claimant.text,
        "negated": toll.negated,
        "cumulative": toll.cumulative,
        "part_of": toll.part_of,
        "revises": toll.revises,
        "start": toll.start,
        "end": toll.end,
    }
