"""Incidents: who did what to whom, where, when, and how many suffered by whose account."""

from __future__ import annotations

from fairwitness.reading.incidents.decide import incidents_of
from fairwitness.reading.incidents.draft import Draft, Role, Second

__all__ = ["Draft", "Role", "Second", "incidents_of"]
