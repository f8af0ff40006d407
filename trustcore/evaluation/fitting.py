"""Fits logistic links and the weights of their mean to labels, shrunk to where they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import frozen

from trustcore.evaluation.metrics import Bools, Floats

# The spreads of the normal priors: what a preset's numbers are trusted to without any label.
_SLOPE_SPREAD = 2.0
_CENTRE_SPREAD = 1.0
_WEIGHT_SPREAD = 0.5  # of the logarithm of a weight

_ROUNDS = 60
_DAMPING = 1e-9
_TINY = 1e-6


@frozen(eq=False)
class Samples:
    """Labelled answers as columns.

    Attributes:
        signals: A row per answer and a column per component, in [0, 1]; NaN where absent.
        correct: The labels.
        weights: How much each answer counts; they add up to the number of questions.
    """

    signals: Floats
    correct: Bools
    weights: Floats


def fit_links(samples: Samples, slopes: Floats, intercepts: Floats) -> tuple[Floats, Floats]:
    """Fit a logistic link to each signal: Platt scaling with normal priors, a ridge.

    Args:
        samples: The labels. A signal that is never there keeps its link.
        slopes: Where each slope is pulled to, not negative.
        intercepts: Where each intercept is pulled to.

    Returns:
        Slopes, not negative, and intercepts.
    """
    found = [
        _link(samples, column, slope, intercept)
        for column, (slope, intercept) in enumerate(zip(slopes, intercepts, strict=True))
    ]
    return np.array([slope for slope, _ in found]), np.array([level for _, level in found])


def _link(samples: Samples, column: int, slope: float, intercept: float) -> tuple[float, float]:
    signal = samples.signals[:, column]
    there = ~np.isnan(signal)
    right, weights = samples.correct[there].astype(np.float64), samples.weights[there]
    # Centred, so that the two numbers are nearly independent.
    inputs = np.stack([signal[there] - 0.5, np.ones(int(there.sum()))], axis=1)
    start = np.array([slope, intercept + slope / 2])
    spreads = np.array([_SLOPE_SPREAD, _CENTRE_SPREAD])

    def model(point: Floats) -> tuple[Floats, Floats]:
        likely = 1 / (1 + np.exp(-np.clip(inputs @ point, -40, 40)))
        return likely, (likely * (1 - likely))[:, None] * inputs

    found = _most_likely(model, right, weights, start, spreads)
    if found[0] < 0:  # flat: the problem is convex, so the best allowed slope is 0
        inputs[:, 0] = 0.0
        found = _most_likely(model, right, weights, np.array([0.0, start[1]]), spreads)
    return float(found[0]), float(found[1] - found[0] / 2)


def fit_weights(samples: Samples, likely: Floats, weights: Floats) -> Floats:
    """Fit the weights of a mean of probabilities over the signals that are there.

    Args:
        samples: The labels.
        likely: What each signal stands for after its link; NaN where absent.
        weights: Where each weight is pulled to, above 0; only relations matter.

    Returns:
        Weights above 0 that add up to 1.
    """
    some = ~np.isnan(likely).all(axis=1)
    present = ~np.isnan(likely[some])
    values = np.where(present, likely[some], 0.0)
    right = samples.correct[some].astype(np.float64)

    def model(point: Floats) -> tuple[Floats, Floats]:
        own = present * (weights * np.exp(np.clip(point, -20, 20)))
        total = own.sum(axis=1)
        mean = (own * values).sum(axis=1) / total
        return mean, own * (values - mean[:, None]) / total[:, None]

    spreads = np.full(len(weights), _WEIGHT_SPREAD)
    point = _most_likely(model, right, samples.weights[some], np.zeros(len(weights)), spreads)
    found: Floats = weights * np.exp(point)
    shares: Floats = found / found.sum()
    return shares


def _most_likely(
    model: Callable[[Floats], tuple[Floats, Floats]],
    right: Floats,
    weights: Floats,
    start: Floats,
    spreads: Floats,
) -> Floats:
    """Fisher scoring with step halving, from a normal prior around the start.

    Args:
        model: Gives the probability of being right of each answer, and its derivatives.
        right: 1 for right answers, 0 for wrong ones.
        weights: How much each answer counts.
        start: The prior's mean.
        spreads: Its standard deviations.
    """

    def loss(point: Floats) -> float:
        likely = np.clip(model(point)[0], _TINY, 1 - _TINY)
        fit = -(weights @ (right * np.log(likely) + (1 - right) * np.log(1 - likely)))
        return float(fit + (((point - start) / spreads) ** 2).sum() / 2)

    point, least = start, loss(start)
    for _ in range(_ROUNDS):
        likely, slopes = model(point)
        likely = np.clip(likely, _TINY, 1 - _TINY)
        spread = likely * (1 - likely)
        gradient = slopes.T @ (weights * (likely - right) / spread) + (point - start) / spreads**2
        curvature = (slopes * (weights / spread)[:, None]).T @ slopes + np.diag(spreads**-2)
        step = np.linalg.solve(curvature, gradient)
        while (tried := loss(point - step)) > least and np.abs(step).max() > _DAMPING:
            step = step / 2
        if tried > least or np.abs(step).max() <= _DAMPING:
            break
        point, least = point - step, tried
    return point
