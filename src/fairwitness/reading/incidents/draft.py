"""A draft of an incident: what one reader says of its type and roles, before anything else is told.

Drafts come from the rules, or from a second, learned reading; all that follows (tolls, place, time,
status, statements, claims, codes of other ontologies) is the same for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from fairwitness.reading.rows import Filler, IncidentType

Role = Literal[
    "perpetrator_individual", "perpetrator_organisation", "physical_target", "victim", "weapon"
]
Offsets = tuple[int, int]
"""Half-open character offsets."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One incident as a reader has it."""

    type: IncidentType
    triggers: tuple[Offsets, ...]
    """The words that tell of it, in text order; empty where the reader points at none."""
    roles: Mapping[Role, tuple[Filler, ...]]
    """One filler an entity, in order of belief; a role without fillers may be left out."""
    score: float
    """Belief that the report tells of it, 0 to 1."""


type Second = Callable[[Doc], Sequence[Draft]]
"""A second reading: the drafts of a parsed `Doc`, in text order."""
