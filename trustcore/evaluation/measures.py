"""Every figure about the scores on one data set and model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)

from trustcore.evaluation.bootstrap import Interval, auroc_replicates, cluster_indices, interval
from trustcore.evaluation.metrics import Floats, Ranking
from trustcore.evaluation.report import ScoreQuality
from trustcore.evaluation.scored import Scored


def measure_scores(
    answers: Sequence[Scored], replicates: int, seed: int
) -> Mapping[str, ScoreQuality]:
    """Measure each score over the answers that have it.

    Args:
        answers: Of one data set and model; at least one.
        replicates: How many times the bootstrap draws questions.
        seed: Equal seeds give equal intervals.
    """
    correct = np.array([answer.correct for answer in answers])
    rankings = {name: Ranking.of(_column(name, answers), correct) for name in _names(answers)}
    areas = auroc_replicates(
        tuple(rankings.values()),
        cluster_indices([answer.question for answer in answers]),
        replicates=replicates,
        seed=seed,
    )
    return {
        name: _quality(ranking, interval(row))
        for (name, ranking), row in zip(rankings.items(), areas, strict=True)
    }


def _quality(ranking: Ranking, between: Interval) -> ScoreQuality:
    low, high = between
    return ScoreQuality(ranking.auroc(), low, high, ranking.aurc(), ranking.n)


def _names(answers: Sequence[Scored]) -> Sequence[str]:
    return tuple(dict.fromkeys(name for answer in answers for name in answer.scores))


def _column(name: str, answers: Sequence[Scored]) -> Floats:
    return np.array([answer.scores.get(name, np.nan) for answer in answers], dtype=np.float64)
