"""The cards of incidents: what the page shows of each, as plain data its template only sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from fairwitness.brief.exports import facts
from fairwitness.brief.incident_layers import ROLES, toll_figure
from fairwitness.brief.letters import visible_all
from fairwitness.brief.model import Brief
from fairwitness.brief.thumbnail import thumbnail
from fairwitness.reading.rows import Bounds, Incident, Toll

MOST_MAPS = 12
"""Cards with a map: each adds about 10 KB, and a page is to stay under 500 KB."""


def cards(brief: Brief, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """A card for each incident, in text order; `numbers` are the page's of its rows."""
    return [
        visible_all(_card(brief, incident, numbers)) | {"map": _map(brief, incident, at)}
        for at, incident in enumerate(brief.incidents)
    ]


def anchors(brief: Brief) -> frozenset[int]:
    """Offsets that cards lead to: a fragment of the text begins at each."""
    tolls = [toll for one in brief.incidents for toll in facts.tolls_of(brief, one)]
    found = {span.start for one in brief.incidents for span in one.triggers}
    found |= {one.start for one in brief.incidents}
    for one in brief.incidents:
        found |= {filler.start for role in ROLES for filler in getattr(one, role)}
        place = facts.place_of(brief, one)
        found |= {place.start} if place else set()
    found |= {toll.start for toll in tolls}
    return frozenset(found | {toll.claimant.start for toll in tolls if toll.claimant})


def _card(brief: Brief, incident: Incident, numbers: Mapping[str, int]) -> dict[str, Any]:
    place = facts.place_of(brief, incident)
    time = next((time for time in brief.times if time.id == incident.time), None)
    codes = [("PLOVER", incident.plover, incident.plover_mode)]
    codes += [("ACLED", incident.acled, incident.acled_sub)]
    first = min(incident.triggers, key=lambda span: span.start, default=None)
    return {
        "row": numbers[incident.id],
        "type": incident.type,
        "text": facts.sentences(brief, incident),
        "start": first.start if first else incident.start,
        "status": incident.status,
        "outcome": incident.outcome,
        "roles": [
            {"title": title, "words": [{"text": f.text, "start": f.start} for f in fillers]}
            for role, title in ROLES.items()
            if (fillers := getattr(incident, role))
        ],
        "place": {"text": place.text, "start": place.start, "name": place.name} if place else None,
        "why_place": incident.why_place,
        "time": time.text if time else None,
        "why_time": incident.why_time,
        "begin": incident.begin,
        "until": incident.until,
        "line": _timeline(incident, brief.report.published),
        "codes": [
            {"scheme": scheme, "code": ", ".join(part for part in parts if part)}
            for scheme, *parts in codes
            if any(parts)
        ],
        "claims": [numbers[one] for one in incident.claims if one in numbers],
        "bars": list(_bars(incident)),
        "tolls": [_toll(toll, numbers) for toll in facts.tolls_of(brief, incident)],
    }


def _toll(toll: Toll, numbers: Mapping[str, int]) -> dict[str, Any]:
    claimant = toll.claimant
    return {
        "row": numbers[toll.id],
        "kind": toll.kind,
        "figure": toll_figure(toll),
        "text": " ".join(toll.text.split()),
        "start": toll.start,
        "group": toll.group.text if toll.group else None,
        "claimant": {"text": claimant.text, "start": claimant.start} if claimant else None,
        "statement": numbers.get(toll.statement or ""),
    }


def _bars(incident: Incident) -> Iterator[dict[str, Any]]:
    """Killed and injured on one scale, in per cent of it; an open side runs to the edge."""
    given = {"killed": incident.killed, "injured": incident.injured}
    bounds = {kind: one for kind, one in given.items() if one is not None}
    top = max((max(one.low or 0, one.high or 0) for one in bounds.values()), default=0) or 1
    top *= 1.25 if any(one.high is None for one in bounds.values()) else 1
    for kind, one in bounds.items():
        yield {"kind": kind, "figure": facts.figure(one.low, one.high), **_bar(one, top)}


def _bar(bounds: Bounds, top: float) -> dict[str, Any]:
    low = 100 * (bounds.low or 0) / top
    high = 100 if bounds.high is None else 100 * bounds.high / top
    return {
        "sure": round(low, 1),
        "maybe": round(max(0.0, high - low), 1),
        "open": bounds.high is None,
    }


def _timeline(incident: Incident, published: dt.date | None) -> dict[str, Any] | None:
    """The interval and the day of publication on one line, in per cent of it."""
    covered = facts.days_of(incident)
    if covered is None:
        return None
    first, until = covered
    marks = [first, until, *([published, published + dt.timedelta(days=1)] if published else [])]
    left, right = min(marks), max(marks)
    pad = max(1, (right - left).days // 10)
    left, whole = left - dt.timedelta(days=pad), (right - left).days + 2 * pad

    def at(day: dt.date) -> float:
        return round(100 * (day - left).days / whole, 2)

    return {
        "left": at(first),
        "wide": max(1.0, round(at(until) - at(first), 2)),
        "published": at(published) if published else None,
        "day": published.isoformat() if published else None,
    }


def _map(brief: Brief, incident: Incident, at: int) -> dict[str, Any] | None:
    point = facts.point(facts.place_of(brief, incident))
    if point is None or at >= MOST_MAPS:
        return None
    return thumbnail(round(point[1], 2), round(point[0], 2))._asdict()
