"""Two small models fitted with Newton's method in numpy: yes/no, and a choice among several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """Features that hold, whether the answer is yes, and how much the case counts."""

    features: Sequence[str]
    yes: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """Numbered options by their features, which of them are right, and how much it counts."""

    options: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    weight: float = 1.0


def fit_cases(cases: Sequence[Case], ridge: float, least: int) -> Weights:
    """Logistic regression with an L2 penalty `ridge`, on features seen at least `least` times."""
    counts = Counter(feature for case in cases for feature in set(case.features))
    names = sorted(feature for feature, count in counts.items() if count >= least)
    column = {name: index + 1 for index, name in enumerate(names)}
    matrix = np.zeros((len(cases), len(names) + 1), dtype=np.float32)
    matrix[:, 0] = 1.0
    for row, case in enumerate(cases):
        for feature in case.features:
            if feature in column:
                matrix[row, column[feature]] = 1.0
    yes = np.array([case.yes for case in cases], dtype=np.float64)
    counted = np.array([case.weight for case in cases])
    penalty = np.full(matrix.shape[1], ridge)
    penalty[0] = 1e-6
    weights = _newton(matrix, yes, counted, penalty)
    return {"bias": float(weights[0])} | {n: float(weights[i]) for n, i in column.items()}


def _newton(
    matrix: npt.NDArray[np.float32], yes: Floats, counted: Floats, penalty: Floats
) -> Floats:
    weights = np.zeros(matrix.shape[1])
    for _ in range(20):
        chance = 1.0 / (1.0 + np.exp(-(matrix @ weights)))
        curve = (counted * chance * (1.0 - chance) + 1e-9).astype(np.float32)
        hessian = ((matrix * curve[:, None]).T @ matrix).astype(np.float64)
        hessian[np.diag_indices(len(weights))] += penalty
        slope = matrix.T @ (counted * (yes - chance)) - penalty * weights
        step = np.linalg.solve(hessian, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def fit_choices(choices: Sequence[Choice], ridge: float, least: int) -> Weights:
    """A softmax over each choice's options, with an L2 penalty; several options may be right."""
    counts = Counter(name for choice in choices for option in choice.options for name in option)
    names = sorted(name for name, count in counts.items() if count >= least)
    column = {name: index for index, name in enumerate(names)}
    rows = [option for choice in choices for option in choice.options]
    owner = np.array([i for i, choice in enumerate(choices) for _ in choice.options])
    right = np.array([mark for choice in choices for mark in choice.right], dtype=bool)
    counted = np.array([choice.weight for choice in choices])
    matrix = np.zeros((len(rows), len(names)))
    for row, option in enumerate(rows):
        for name, value in option.items():
            if name in column:
                matrix[row, column[name]] = value
    weights = _newton_softmax(matrix, owner, right, counted, ridge)
    return {name: float(weights[index]) for name, index in column.items()}


def _newton_softmax(
    matrix: Floats,
    owner: npt.NDArray[np.int64],
    right: npt.NDArray[np.bool_],
    counted: Floats,
    ridge: float,
) -> Floats:
    size, weights = matrix.shape[1], np.zeros(matrix.shape[1])
    every = np.ones_like(right)

    def loss(at: Floats) -> float:
        score = matrix @ at
        missed = _shares(score, owner, every)[1] - _shares(score, owner, right)[1]
        return float((counted * missed).sum() + 0.5 * ridge * at @ at)

    now = loss(weights)
    for _ in range(40):
        score = matrix @ weights
        share, wanted = _shares(score, owner, every)[0], _shares(score, owner, right)[0]
        slope = matrix.T @ ((share - wanted) * counted[owner]) + ridge * weights
        mean = np.zeros((len(counted), size))
        np.add.at(mean, owner, matrix * share[:, None])
        hessian = (matrix * (share * counted[owner])[:, None]).T @ matrix
        hessian += (ridge + 1e-3) * np.eye(size) - (mean * counted[:, None]).T @ mean
        step = np.linalg.solve(hessian, -slope)
        length = 1.0
        while length > 1e-4 and loss(weights + length * step) > now - 1e-9:
            length /= 2
        weights = weights + length * step
        before, now = now, loss(weights)
        if before - now < 1e-3:
            break
    return weights


def _shares(
    score: Floats, owner: npt.NDArray[np.int64], among: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Each option's share among the marked options of its choice, and the log of their sum."""
    count = int(owner.max()) + 1
    top = np.full(count, -1e30)
    np.maximum.at(top, owner, np.where(among, score, -1e30))
    odds = np.exp(np.clip(score - top[owner], -700, 50)) * among
    total = np.bincount(owner, odds, count)
    return odds / total[owner], np.log(total) + top
