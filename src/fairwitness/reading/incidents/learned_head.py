"""The incident head's graph: what it says of each word of a text, and of the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np

from fairwitness.reading.encoder.encoder import Half
from fairwitness.reading.encoder.session import Floats, Session
from fairwitness.reading.encoder.words import DATA
from fairwitness.reading.incidents.draft import Role
from fairwitness.reading.rows import IncidentType

ROLES: tuple[Role, ...] = get_args(Role)
TYPES: tuple[IncidentType, ...] = get_args(IncidentType)
_TAGS = 3
_BLOCK = 2048
"""Words the head takes as one report: four times the longest it was trained on."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the head says of one report, or of a long one's part, in probabilities."""

    begin: int
    """The first word of the part."""
    inside: Floats
    """That a word belongs to a filler: [words, 5 roles]."""
    opens: Floats
    """That it is a filler's first word: [words, 5 roles]."""
    types: Floats
    """That it belongs to an incident of each type: [words, 6]."""
    told: Floats
    """That the report tells of any incident, and of one of each type: [7]."""


class Head:
    """The graph over the shared encoder's vectors."""

    def __init__(self, folder: Path = DATA) -> None:
        """Loads it from `folder`."""
        self._session = Session(folder / "incidents.onnx")

    def seen(self, vectors: Half) -> list[Seen]:
        """What it says of the words with these vectors, part by part."""
        parts = range(0, len(vectors), _BLOCK)
        return [self._part(at, vectors[at : at + _BLOCK]) for at in parts]

    def _part(self, begin: int, vectors: Half) -> Seen:
        roles, types, report = self._session.run({"vectors": vectors.astype(np.float32)})
        scores = roles.reshape(len(vectors), len(ROLES), _TAGS)
        shares: Floats = np.exp(scores - scores.max(-1, keepdims=True)).astype(np.float32)
        shares = shares / shares.sum(-1, keepdims=True)
        inside: Floats = np.float32(1) - shares[..., 0]
        return Seen(begin, inside, shares[..., 1], _chance(types), _chance(report[0]))


def _chance(scores: Floats) -> Floats:
    out: Floats = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return out


@cache
def head() -> Head:
    """The head, loaded once a process."""
    return Head()
