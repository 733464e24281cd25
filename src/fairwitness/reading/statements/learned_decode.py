"""Turns the scores of the learned heads into cues, and into source and content of each.

Pure functions of numbers, in words; the text is not needed here.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairwitness.reading.encoder.session import Floats

OUT, SOURCE, CONTENT = 0, 1, 2
SWITCH = 1.0
"""What a change of label from one word to the next costs, in nats."""

Labels = npt.NDArray[np.int64]
Run = tuple[int, int]
"""First and last word of a stretch, both inside."""

_LABEL = np.array([OUT, CONTENT, SOURCE, OUT, CONTENT])
"""The label of each state of a path through the words: outside and content before the source, the
source, outside and content after it."""
_NEXT = ((0, 1, 2), (0, 1, 2), (2, 3, 4), (3, 4), (3, 4))


def log_shares(scores: Floats) -> Floats:
    """The logarithms of the labels' probabilities, from scores, over the last axis."""
    top = scores - scores.max(axis=-1, keepdims=True)
    out: Floats = top - np.log(np.exp(top).sum(axis=-1, keepdims=True))
    return out


def cues_of(belief: Floats, begins: npt.NDArray[np.bool_], least: float) -> list[Run]:
    """The stretches of words that are cues with a `belief` of at least `least` each.

    A word in `begins` rather begins a cue than goes on with one.
    """
    out: list[Run] = []
    for at in np.flatnonzero(belief >= least).tolist():
        if out and out[-1][1] == at - 1 and not begins[at]:
            out[-1] = (out[-1][0], at)
        else:
            out.append((at, at))
    return out


def best_labels(shares: Floats) -> Labels:
    """The likeliest labels [cues, words], with at most one source each (Viterbi).

    From the logarithms of the labels' probabilities, [cues, words, 3].
    """
    cost = np.full((len(_LABEL), len(_LABEL)), -np.inf, dtype=np.float32)
    for before, allowed in enumerate(_NEXT):
        for after in allowed:
            cost[before, after] = 0.0 if _LABEL[before] == _LABEL[after] else -SWITCH
    each = shares[:, :, _LABEL]
    many, size, states = each.shape
    best = np.full((many, states), -np.inf, dtype=np.float32)
    best[:, :3] = each[:, 0, :3]
    back = np.zeros((size, many, states), dtype=np.int8)
    for at in range(1, size):
        paths = best[:, :, None] + cost
        back[at] = paths.argmax(axis=1)
        best = paths.max(axis=1) + each[:, at]
    out = np.zeros((many, size), dtype=np.int64)
    state, rows = best.argmax(axis=1), np.arange(many)
    for at in range(size - 1, -1, -1):
        out[:, at] = _LABEL[state]
        state = back[at, rows, state]
    return out


def runs(labels: Labels, label: int, lines: npt.NDArray[np.int64]) -> list[Run]:
    """The stretches of `label`; one ends where a line (1 in `lines`) begins."""
    out: list[Run] = []
    for at in np.flatnonzero(labels == label).tolist():
        if out and out[-1][1] == at - 1 and not lines[at]:
            out[-1] = (out[-1][0], at)
        else:
            out.append((at, at))
    return out


def against(shares: Floats, labels: Labels, other: Labels, label: int) -> float:
    """How much likelier `labels` are than `other` as to `label`, in nats."""
    yes = shares[:, label]
    no = np.log1p(-np.minimum(np.exp(yes), 1 - 1e-6))
    mine, theirs = labels == label, other == label
    return float((yes - no)[mine & ~theirs].sum() - (yes - no)[theirs & ~mine].sum())
