"""Figures over all groups: the mean of the groups', with intervals from the same draws."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)

from trustcore.evaluation.bootstrap import cluster_indices, interval, sum_replicates
from trustcore.evaluation.measures import Gap
from trustcore.evaluation.metrics import Floats
from trustcore.evaluation.report import Difference, Selection
from trustcore.evaluation.scored import Scored


def pool(gaps: Sequence[Gap]) -> Sequence[Difference]:
    """Differences in the mean over the groups that have them, each group counting once.

    Args:
        gaps: Of all groups; those of one data set share their draws, others are independent.
    """
    named: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        named.setdefault((gap.difference.name, gap.difference.reading), []).append(gap)
    return [_pooled(name, reading, found) for (name, reading), found in named.items()]


def _pooled(name: str, reading: str, gaps: Sequence[Gap]) -> Difference:
    value = float(np.mean([gap.difference.value for gap in gaps]))
    low, high = interval(_mean([gap.replicates for gap in gaps]))
    return Difference(name, reading, value, low, high, len(gaps))


def _mean(rows: Sequence[Floats]) -> Floats:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # no group has both classes in that draw
        mean: Floats = np.nanmean(np.stack(rows), axis=0)
    return mean


def select(
    groups: Sequence[Sequence[Scored]], replicates: int, seeds: Sequence[int]
) -> Selection | None:
    """Errors of chosen answers beside those of first answers, in the mean over groups.

    Args:
        groups: The answers of each group.
        replicates: How many times the bootstrap draws questions.
        seeds: One per group; groups with the same questions have the same.

    Returns:
        None where no question has several labelled answers.
    """
    told = [[one for one in group if one.choice is not None] for group in groups]
    rates = [
        _error_rates(group, replicates, seed)
        for group, seed in zip(told, seeds, strict=True)
        if group
    ]
    if not rates:
        return None
    means = np.mean([point for point, _ in rates], axis=0)
    drawn = np.mean([draws for _, draws in rates], axis=0)
    ratios = np.divide(drawn[1], drawn[0], out=np.full(replicates, np.nan), where=drawn[0] > 0)
    reduction = float(1 - means[1] / means[0]) if means[0] > 0 else None
    low, high = (None, None) if reduction is None else interval(1 - ratios)
    questions = sum(map(len, told))
    return Selection(float(means[0]), float(means[1]), reduction, low, high, questions, len(rates))


def _error_rates(answers: Sequence[Scored], replicates: int, seed: int) -> tuple[Floats, Floats]:
    """Error rates of first and chosen answers, and their replicates as rows."""
    wrong = np.array(
        [
            (not one.choice.first, not one.choice.chosen, True)
            for one in answers
            if one.choice is not None
        ],
        dtype=np.float64,
    )
    clusters = cluster_indices([one.question for one in answers])
    sums = sum_replicates(wrong, clusters, replicates=replicates, seed=seed)
    return wrong[:, :2].mean(axis=0), sums[:2] / sums[2]
