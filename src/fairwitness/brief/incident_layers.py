"""What the page's cards and marks show of incidents and tolls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fairwitness.brief.exports.facts import figure, marks
from fairwitness.reading.rows import Incident, Toll

ROLES: Mapping[str, str] = {
    "perpetrator_individual": "Who did it",
    "perpetrator_organisation": "Behind it",
    "victim": "People attacked",
    "physical_target": "Things attacked",
    "weapon": "With",
}
"""Titles of the roles, by field."""


def incident_marks(incident: Incident) -> list[tuple[int, int, str]]:
    """The words that tell of it, and those in its roles."""
    found = [(span.start, span.end, "trigger") for span in incident.triggers]
    for role in ROLES:
        for filler in getattr(incident, role):
            found.append((filler.start, filler.end, "role"))
            found += [(span.start, span.end, "role") for span in filler.mentions]
    return list(dict.fromkeys(found)) or [(incident.start, incident.end, "")]


def toll_marks(toll: Toll) -> list[tuple[int, int, str]]:
    """The figure's words and, apart, its claimant."""
    claimant = toll.claimant
    by = [(claimant.start, claimant.end, "claimant")] if claimant else []
    return [(toll.start, toll.end, ""), *by]


def toll_figure(toll: Toll) -> str:
    """`at least 14`, with what sets it apart."""
    return ", ".join([figure(toll.low, toll.high), *marks(toll)])


def role_words(incident: Any) -> Iterator[tuple[str, str]]:
    """Title and words of each role that is filled."""
    for role, title in ROLES.items():
        for filler in getattr(incident, role):
            yield title, filler.text
