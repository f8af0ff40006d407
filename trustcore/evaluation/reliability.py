"""How far scores are the probabilities of being right that they look like."""

from __future__ import annotations

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import frozen

from trustcore.evaluation.metrics import Floats, Ranking

BINS = 10
"""Bins of a reliability diagram, as far as each gets `_FULL` answers."""

_FULL = 10
_DRAWS = 200
"""Draws of labels for the floor: its standard error is then below a tenth of it."""


@frozen
class Reliability:
    """Mean score and accuracy in bins that hold equally many answers.

    Attributes:
        scores: The mean score of each bin, ascending, in [0, 1].
        accuracies: The share of right answers in each bin.
        ece: Expected calibration error, the mean distance of the two, in [0, 1]; lower is better.
        floor: The expected calibration error that scores which are the very probabilities of being
            right would have on as many answers, by chance alone.
    """

    scores: tuple[float, ...]
    accuracies: tuple[float, ...]
    ece: float
    floor: float


def reliability(ranking: Ranking, *, seed: int = 0) -> Reliability:
    """Compare scores with accuracies in bins of equal mass (Nguyen & O'Connor 2015).

    Answers of equal score count as their mean, so that their order does not matter when a bin ends
    among them.

    Args:
        ranking: At least one answer; scores in [0, 1].
        seed: Equal seeds give equal floors.
    """
    edges = np.linspace(0, ranking.n, _bins(ranking.n) + 1).round().astype(np.intp)[:-1]
    sizes = np.diff(edges, append=ranking.n)
    scores = np.add.reduceat(ranking.scores, edges) / sizes
    accuracies = np.add.reduceat(ranking.accuracies(), edges) / sizes
    generator = np.random.default_rng(seed)
    drawn = generator.random((ranking.n, _DRAWS)) < ranking.scores[:, None]
    ideal = np.add.reduceat(_smoothed(drawn.astype(np.float64), ranking), edges) / sizes[:, None]
    shares = sizes / ranking.n
    return Reliability(
        tuple(scores.tolist()),
        tuple(accuracies.tolist()),
        float(shares @ np.abs(scores - accuracies)),
        float(np.mean(shares @ np.abs(scores[:, None] - ideal))),
    )


def _bins(answers: int) -> int:
    return max(1, min(BINS, answers // _FULL))


def _smoothed(labels: Floats, ranking: Ranking) -> Floats:
    """Each label as the mean of those with an equal score, column by column."""
    sizes = np.diff(ranking.starts, append=ranking.n)
    means = np.add.reduceat(labels, ranking.starts) / sizes[:, None]
    smoothed: Floats = np.repeat(means, sizes, axis=0)
    return smoothed
