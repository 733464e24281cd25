"""GeoJSON (RFC 7946): incidents and resolved places as features, longitude before latitude."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fairwitness.brief.exports import facts
from fairwitness.brief.model import Brief
from fairwitness.reading.rows import Bounds, Incident, Place

OPENING = '{"type": "FeatureCollection", "features": ['
CLOSING = "\n]}\n"


def collection(brief: Brief) -> str:
    """The features of one brief as a FeatureCollection."""
    return f"{OPENING}\n{',\n'.join(features(brief))}{CLOSING}"


def features(brief: Brief) -> Iterator[str]:
    """Each feature as JSON: incidents first, without a point where none is known, then places."""
    for incident in facts.incidents(brief):
        yield _json(_incident(brief, incident))
    for place in brief.places:
        if place.reading == "place" and facts.point(place) is not None:
            yield _json(_place(brief, place))


def _json(feature: dict[str, Any]) -> str:
    return json.dumps(feature, ensure_ascii=False, allow_nan=False)


def _feature(
    brief: Brief, key: str, point: tuple[float, float] | None, properties: dict[str, Any]
) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": list(point)} if point else None
    return {
        "type": "Feature",
        "id": f"{brief.id}:{key}",
        "geometry": geometry,
        "properties": properties | {"brief": brief.id},
    }


def _incident(brief: Brief, incident: Incident) -> dict[str, Any]:
    place, day = facts.place_of(brief, incident), facts.day_of(incident)
    properties = {
        "feature": "incident",
        "type": incident.type,
        "status": incident.status,
        "outcome": incident.outcome,
        "plover": incident.plover,
        "acled": incident.acled,
        "acled_sub": incident.acled_sub,
        "begin": incident.begin,
        "until": incident.until,
        "time_precision": day and day.precision,
        "place": place and (place.name or place.text),
        "geo_precision": place and facts.geo_precision(brief, place),
        "killed": _bounds(incident.killed),
        "injured": _bounds(incident.injured),
        "tolls": [facts.told(toll) for toll in facts.tolls_of(brief, incident)],
        "text": incident.text,
        "start": incident.start,
        "end": incident.end,
    }
    return _feature(brief, incident.id, facts.point(place), properties)


def _place(brief: Brief, place: Place) -> dict[str, Any]:
    properties = {
        "feature": "place",
        "name": place.name,
        "kind": place.kind,
        "record": place.record,
        "country": place.country,
        "province": place.province,
        "text": place.text,
        "start": place.start,
        "end": place.end,
    }
    return _feature(brief, place.id, facts.point(place), properties)


def _bounds(bounds: Bounds | None) -> list[float | None] | None:
    return [bounds.low, bounds.high] if bounds else None
