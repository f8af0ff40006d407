"""Logistic regression on a few columns, with a prior on its slopes; in plain Python."""

from __future__ import annotations

import math
from collections.abc import Sequence

STRENGTH = 4.0
"""How much the prior on a slope weighs: `1 / variance` of slopes around the one expected."""

_STEPS = 50
_PRECISION = 1e-10


def sigmoid(odds: float) -> float:
    """`1 / (1 + exp(-odds))`, without overflow."""
    if odds >= 0:
        return 1 / (1 + math.exp(-odds))
    return math.exp(odds) / (1 + math.exp(odds))


def fit_logistic(
    rows: Sequence[Sequence[float]], labels: Sequence[bool], expected: Sequence[float]
) -> tuple[float, ...]:
    """The slope of each column and the intercept: Newton's method.

    The intercept is free, but for a prior so weak that it only keeps it finite where all labels
    are alike.

    Args:
        rows: The columns' values of each label.
        labels: What is to be predicted.
        expected: The slopes that are expected; others cost, see `STRENGTH`.
    """
    columns = [*zip(*rows, strict=True), [1.0] * len(rows)]
    means = [math.fsum(column) / len(column) for column in columns[:-1]]
    centred = [
        [value - mean for value in column] for column, mean in zip(columns[:-1], means, strict=True)
    ]
    design = list(zip(*centred, columns[-1], strict=True))
    priors = [STRENGTH] * len(means) + [1e-3]
    centre = [*expected, 0.0]
    weights = list(centre)
    for _ in range(_STEPS):
        step = _newton(design, labels, weights, centre, priors)
        weights = [one - move for one, move in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _PRECISION:
            break
    *slopes, intercept = weights
    shift = math.fsum(slope * mean for slope, mean in zip(slopes, means, strict=True))
    return (*slopes, intercept - shift)


def _newton(
    design: Sequence[Sequence[float]],
    labels: Sequence[bool],
    weights: Sequence[float],
    centre: Sequence[float],
    priors: Sequence[float],
) -> list[float]:
    """One step: the Hessian's solution for the gradient, no entry longer than 2."""
    size = len(weights)
    gradient = [priors[one] * (weights[one] - centre[one]) for one in range(size)]
    hessian = [[priors[i] * (i == j) for j in range(size)] for i in range(size)]
    for row, label in zip(design, labels, strict=True):
        chance = sigmoid(sum(weight * value for weight, value in zip(weights, row, strict=True)))
        error, curve = chance - label, max(chance * (1 - chance), 1e-9)
        for i in range(size):
            gradient[i] += error * row[i]
            for j in range(size):
                hessian[i][j] += curve * row[i] * row[j]
    return [max(-2.0, min(2.0, one)) for one in _solved(hessian, gradient)]


def _solved(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """Solve a small positive definite system: Gauss's elimination."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for pivot, row in enumerate(rows):
        for other in rows[pivot + 1 :]:
            factor = other[pivot] / row[pivot]
            other[:] = [value - factor * above for value, above in zip(other, row, strict=True)]
    found = [0.0] * len(rows)
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        known = math.fsum(row[one] * found[one] for one in range(place + 1, len(rows)))
        found[place] = (row[-1] - known) / row[place]
    return found
