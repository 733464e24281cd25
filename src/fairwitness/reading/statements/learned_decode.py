"""Turns the scores of the learned heads into attributions: cues, then source and content of each.

Pure functions of numbers; the text is not needed here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairwitness.reading.encoder.session import Floats
from fairwitness.reading.encoder.words import Words
from fairwitness.reading.statements.found import Offsets

BEFORE, AFTER = 96, 192
"""How many words before and after a cue its source and content are looked for.

All but two in a thousand attributions of PolNeAR lie within.
"""

_LABEL = np.array([0, 2, 1, 0, 2])
"""The label (0 outside, 1 source, 2 content) of each state of a path through the words:
outside and content before the source, the source, outside and content after it."""
_NEXT = ((0, 1, 2), (0, 1, 2), (2, 3, 4), (3, 4), (3, 4))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the decoding weighs; chosen on articles set aside from training."""

    cue: float = 0.5
    """Least belief that a word belongs to a cue."""
    switch: float = 1.0
    """What a change of label from one word to the next costs, in nats."""
    source: float = 0.0
    """What having no source costs, in nats: above 0, a doubtful one is taken."""


@dataclass(frozen=True, slots=True)
class Cue:
    """First and last word of a cue, and the belief in it."""

    first: int
    last: int
    belief: float


@dataclass(frozen=True, slots=True)
class Attributed:
    """An attribution in characters."""

    cue: Offsets
    source: Offsets | None
    content: tuple[Offsets, ...]
    belief: float


def log_shares(scores: Floats) -> Floats:
    """The logarithms of the labels' probabilities, from scores, over the last axis."""
    top = scores - scores.max(axis=-1, keepdims=True)
    out: Floats = top - np.log(np.exp(top).sum(axis=-1, keepdims=True))
    return out


def cues_of(scores: Floats, settings: Settings) -> list[Cue]:
    """The cues in `scores` [words, 3] of outside, begin, inside."""
    shares = np.exp(log_shares(scores))
    inside = 1 - shares[:, 0]
    begins = shares[:, 1] > shares[:, 2]
    out: list[Cue] = []
    at = 0
    likely = np.flatnonzero(inside >= settings.cue)
    while at < len(likely):
        first = last = int(likely[at])
        at += 1
        while at < len(likely) and likely[at] == last + 1 and not begins[likely[at]]:
            last += 1
            at += 1
        out.append(Cue(first, last, float(inside[first : last + 1].max())))
    return out


def labels_of(scores: Floats, real: Floats, settings: Settings) -> np.ndarray:
    """The best labels [cues, size] with at most one source each (Viterbi), from `scores`.

    Words with `real` 0 are padding and stay outside.
    """
    shares = log_shares(scores)[:, :, _LABEL] * real[..., None]
    many, size, states = shares.shape
    cost = np.full((states, states), -np.inf, dtype=np.float32)
    for before, allowed in enumerate(_NEXT):
        for after in allowed:
            cost[before, after] = 0.0 if _LABEL[before] == _LABEL[after] else -settings.switch
    best = np.full((many, states), -np.inf, dtype=np.float32)
    best[:, :3] = shares[:, 0, :3]
    back = np.zeros((size, many, states), dtype=np.int8)
    for at in range(1, size):
        paths = best[:, :, None] + cost[None]
        back[at] = paths.argmax(axis=1)
        best = paths.max(axis=1) + shares[:, at]
    best[:, :2] -= settings.source
    state = best.argmax(axis=1)
    out = np.zeros((many, size), dtype=np.int8)
    rows = np.arange(many)
    for at in range(size - 1, -1, -1):
        out[:, at] = _LABEL[state]
        state = back[at, rows, state]
    return np.where(real > 0, out, 0)


def runs(labels: np.ndarray, label: int, lines: np.ndarray) -> list[tuple[int, int]]:
    """First and last word of each run of `label`; a run ends where a line does."""
    out: list[tuple[int, int]] = []
    for at in np.flatnonzero(labels == label).tolist():
        if out and out[-1][1] == at - 1 and not lines[at]:
            out[-1] = (out[-1][0], at)
        else:
            out.append((at, at))
    return out


def attributed(words: Words, cue: Cue, labels: np.ndarray, begin: int) -> Attributed | None:
    """The attribution of `cue`, given labels of the words from `begin`; None without content."""
    lines = words.lines[begin : begin + len(labels)]
    content = tuple(_offsets(words, begin, run) for run in runs(labels, 2, lines))
    if not content:
        return None
    sources = runs(labels, 1, np.zeros_like(lines))
    return Attributed(
        cue=(int(words.start[cue.first]), int(words.end[cue.last])),
        source=_offsets(words, begin, sources[0]) if sources else None,
        content=content,
        belief=cue.belief,
    )


def _offsets(words: Words, begin: int, run: tuple[int, int]) -> Offsets:
    return int(words.start[begin + run[0]]), int(words.end[begin + run[1]])
