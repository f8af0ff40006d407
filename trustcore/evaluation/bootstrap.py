"""Intervals by the bootstrap, clustered: whole questions are drawn, with all their answers."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)

from trustcore.evaluation.metrics import Floats, Indices, Ranking

Interval = tuple[float, float] | tuple[None, None]
"""Low and high; None and None where every replicate is undefined."""

LEVEL = 0.95
_CELLS_PER_BLOCK = 1_000_000  # bounds the memory however many questions there are


def cluster_indices(keys: Sequence[Hashable]) -> Indices:
    """Number the clusters: equal keys have equal numbers, in the order of first appearance."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.intp)


def auroc_replicates(
    rankings: Sequence[Ranking],
    clusters: Indices,
    *,
    replicates: int,
    seed: int,
    questions: int | None = None,
) -> Floats:
    """Areas under the ROC curve of several scores on the same resampled questions.

    Clusters are drawn with replacement (Field & Welsh 2007, the cluster bootstrap). A question
    drawn twice weighs two, so nothing is sorted again. Since the draws are shared, the difference
    of two rows is the paired bootstrap of a difference.

    Args:
        rankings: The scores, over the same questions.
        clusters: The cluster of each question, as `cluster_indices` numbers them.
        replicates: How many times to draw.
        seed: Equal seeds give equal draws.
        questions: How many clusters are drawn from; by default as many as are numbered. Groups
            that number the same clusters alike have the same draws.

    Returns:
        A row per ranking and a column per replicate; NaN where a draw has one class only.
    """
    areas = np.empty((len(rankings), replicates))
    start = 0
    drawn_from = clusters.max() + 1 if questions is None else questions
    for counts in _draws(drawn_from, replicates, seed):
        stop = start + counts.shape[1]
        for row, ranking in enumerate(rankings):
            areas[row, start:stop] = ranking.weighted_auroc(counts[clusters[ranking.rows]])
        start = stop
    return areas


def sum_replicates(values: Floats, clusters: Indices, *, replicates: int, seed: int) -> Floats:
    """Sums over the same resampled questions.

    Args:
        values: A row per question and a column per quantity.
        clusters: The cluster of each question.
        replicates: How many times to draw.
        seed: Equal seeds give equal draws.

    Returns:
        A row per quantity and a column per replicate.
    """
    blocks = [
        values.T @ counts[clusters] for counts in _draws(clusters.max() + 1, replicates, seed)
    ]
    return np.concatenate(blocks, axis=1)


def interval(replicates: Floats) -> Interval:
    """The percentile interval at `LEVEL`; undefined replicates are dropped.

    Args:
        replicates: Of one figure, or the difference of two rows of `auroc_replicates`.
    """
    defined = replicates[~np.isnan(replicates)]
    if not len(defined):
        return None, None
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _draws(clusters: int, replicates: int, seed: int) -> Iterator[Floats]:
    """How often each cluster (row) is drawn in each replicate (column), in blocks of columns."""
    generator = np.random.default_rng(seed)
    width = max(1, _CELLS_PER_BLOCK // clusters)
    for start in range(0, replicates, width):
        columns = min(width, replicates - start)
        drawn = generator.integers(clusters, size=(columns, clusters))
        cells = drawn * columns + np.arange(columns)[:, None]
        counts = np.bincount(cells.ravel(), minlength=clusters * columns)
        yield counts.reshape(clusters, columns).astype(np.float64)
