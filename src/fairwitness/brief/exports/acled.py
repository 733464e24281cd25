"""ACLED-style rows: the columns of ACLED's export, filled where the brief knows, else blank."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from fairwitness.brief.exports import facts
from fairwitness.brief.model import Brief
from fairwitness.reading.rows import Incident
from fairwitness.world import shared

THEIRS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
"""Columns of ACLED's export, in its order."""
OURS = (
    "brief_id", "incident_id", "incident_type", "incident_status", "incident_outcome", "begin",
    "until", "country_code", "province_code", "killed_low", "killed_high", "injured_low",
    "injured_high", "text_begin", "text_end",
)  # fmt: skip
"""Our own columns after them."""
COLUMNS = THEIRS + OURS
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of cells that spreadsheets run as formulas (OWASP, CSV injection), wide forms too."""
AGAINST_CIVILIANS = "Violence against civilians"
DISORDER: Mapping[str, str] = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    AGAINST_CIVILIANS: "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
"""ACLED's disorder type by event type."""
DISORDER_OF_SUB: Mapping[str, str] = {
    "Mob violence": "Political violence",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
"""Sub-event types whose disorder type is another than that of their event type."""

type Cell = str | int | float | None


def header() -> str:
    """The line of column names."""
    return _line(COLUMNS)


def text(brief: Brief) -> str:
    """A line for each incident of `brief` that is said to have happened; no header."""
    return "".join(_line(row[name] for name in COLUMNS) for row in rows(brief))


def rows(brief: Brief) -> Iterator[dict[str, Cell]]:
    """Cells by column; None is a blank."""
    for incident in facts.incidents(brief):
        known = _deed(incident) | _when(incident) | _where(brief, incident)
        known |= _sides(incident) | _figures(incident) | _origin(brief, incident)
        yield {name: known.get(name) for name in COLUMNS}


def _deed(incident: Incident) -> dict[str, Cell]:
    event, sub = incident.acled, incident.acled_sub
    disorder = DISORDER_OF_SUB.get(sub or "") or DISORDER.get(event or "")
    return {
        "disorder_type": disorder,
        "event_type": event,
        "sub_event_type": sub,
        "civilian_targeting": "Civilian targeting" if event == AGAINST_CIVILIANS else None,
        "incident_type": incident.type,
        "incident_status": incident.status,
        "incident_outcome": incident.outcome,
    }


def _when(incident: Incident) -> dict[str, Cell]:
    day = facts.day_of(incident)
    return {
        "event_date": day and day.day.isoformat(),
        "year": day and day.day.year,
        "time_precision": day and day.precision,
        "begin": incident.begin,
        "until": incident.until,
    }


def _where(brief: Brief, incident: Incident) -> dict[str, Cell]:
    place = facts.place_of(brief, incident)
    if place is None:
        return {}
    country = shared().countries.get(place.country) if place.country else None
    cells: dict[str, Cell] = {
        "country": country.name if country else None,
        "country_code": place.country,
        "province_code": place.province,
    }
    precision, point = facts.geo_precision(brief, place), facts.point(place)
    if precision is None or point is None:
        return cells
    if place.kind == "province":
        cells["admin1"] = place.name or place.text
    return cells | {
        "location": place.name or place.text,
        "longitude": point[0],
        "latitude": point[1],
        "geo_precision": precision,
    }


def _sides(incident: Incident) -> dict[str, Cell]:
    behind = facts.names(incident.perpetrator_organisation)
    doers = behind + facts.names(incident.perpetrator_individual)
    suffered = facts.names(incident.victim)
    return {
        "actor1": doers[0] if doers else None,
        "assoc_actor_1": "; ".join(doers[1:]) or None,
        "actor2": suffered[0] if suffered else None,
        "assoc_actor_2": "; ".join(suffered[1:]) or None,
    }


def _figures(incident: Incident) -> dict[str, Cell]:
    killed, injured = incident.killed, incident.injured
    return {
        "fatalities": _number(killed.low if killed else None),
        "killed_low": _number(killed.low if killed else None),
        "killed_high": _number(killed.high if killed else None),
        "injured_low": _number(injured.low if injured else None),
        "injured_high": _number(injured.high if injured else None),
    }


def _number(value: float | None) -> Cell:
    return int(value) if value is not None and value == int(value) else value


def _origin(brief: Brief, incident: Incident) -> dict[str, Cell]:
    tolls = [facts.told(toll) for toll in facts.tolls_of(brief, incident)]
    figures = f" Figures: {'; '.join(tolls)}." if tolls else ""
    return {
        "source": brief.report.publisher,
        "notes": facts.sentences(brief, incident) + figures,
        "brief_id": brief.id,
        "incident_id": incident.id,
        "text_begin": incident.start,
        "text_end": incident.end,
    }


def guarded(cell: Cell) -> Cell:
    """Text that a spreadsheet would run, with an apostrophe before it; numbers are no formulas."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _line(cells: Iterable[Cell]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue()
