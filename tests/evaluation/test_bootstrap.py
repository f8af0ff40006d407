from __future__ import annotations

from math import nan

import numpy as np
import pytest

from trustcore.evaluation.bootstrap import auroc_replicates, cluster_indices, interval
from trustcore.evaluation.metrics import Floats, Ranking

SCORES = np.linspace(0, 1, 40)
CORRECT = np.arange(40) % 3 == 0
BETTER = SCORES + CORRECT


def replicates(*columns: Floats, seed: int = 0) -> Floats:
    rankings = [Ranking.of(scores, CORRECT) for scores in columns]
    return auroc_replicates(rankings, np.arange(40), replicates=200, seed=seed)


def test_clusters_are_numbered_as_they_come() -> None:
    """Equal keys are one cluster."""
    assert [0, 1, 0, 2] == cluster_indices(["b", "a", "b", "c"]).tolist()


def test_equal_seeds_give_equal_draws() -> None:
    """A run can be repeated, and another seed draws otherwise."""
    assert np.array_equal(replicates(SCORES), replicates(SCORES))
    assert not np.array_equal(replicates(SCORES), replicates(SCORES, seed=1))


def test_scores_share_the_draws() -> None:
    """Equal scores have equal replicates, so that a difference of rows is a paired one."""
    first, second = replicates(SCORES, SCORES)

    assert (0.0, 0.0) == interval(first - second)


def test_a_paired_difference() -> None:
    """A score that is better on every draw is better at both ends of the interval."""
    better, plain = replicates(BETTER, SCORES)
    low, high = interval(better - plain)

    assert low is not None
    assert high is not None
    assert 0 < low < high


def test_repeating_every_answer_does_not_narrow_the_interval() -> None:
    """A question asked twice is drawn as one: the copies add no certainty."""
    once = [Ranking.of(SCORES, CORRECT)]
    twice = [Ranking.of(np.tile(SCORES, 2), np.tile(CORRECT, 2))]
    clusters = np.arange(40)

    plain = auroc_replicates(once, clusters, replicates=50, seed=0)
    copied = auroc_replicates(twice, np.tile(clusters, 2), replicates=50, seed=0)

    assert np.allclose(plain, copied)


def test_the_spread_is_that_of_the_formula() -> None:
    """Replicates spread as DeLong, DeLong & Clarke-Pearson (1988) compute it, equation 5."""
    generator = np.random.default_rng(0)
    correct = np.arange(600) < 200
    scores = generator.normal(size=600) + correct
    outranks = scores[correct][:, None] > scores[~correct]
    variance = outranks.mean(axis=1).var(ddof=1) / 200 + outranks.mean(axis=0).var(ddof=1) / 400

    (drawn,) = auroc_replicates(
        [Ranking.of(scores, correct)], np.arange(600), replicates=1000, seed=0
    )

    assert pytest.approx(variance**0.5, rel=0.1) == drawn.std()
    assert pytest.approx(outranks.mean(), abs=0.003) == drawn.mean()


def test_blocks_make_one_sequence() -> None:
    """Many questions are drawn in several blocks: every replicate is filled, and in range."""
    many = np.tile(SCORES, 200), np.tile(CORRECT, 200)
    (drawn,) = auroc_replicates([Ranking.of(*many)], np.arange(8000), replicates=300, seed=0)

    assert (300,) == drawn.shape
    assert ((drawn > 0) & (drawn < 1)).all()
    assert 300 == len(set(drawn.tolist()))


def test_a_score_that_some_questions_lack() -> None:
    """Questions without the score weigh nothing, also where they share clusters with others."""
    partly = Ranking.of(np.where(np.arange(40) < 20, SCORES, nan), CORRECT)
    without = Ranking.of(SCORES[:20], CORRECT[:20])

    mixed = auroc_replicates([partly], np.arange(40) % 20, replicates=50, seed=0)
    alone = auroc_replicates([without], np.arange(20), replicates=50, seed=0)

    assert np.array_equal(alone, mixed, equal_nan=True)


def test_percentiles() -> None:
    """The ends are the 2.5th and the 97.5th percentile; undefined replicates are dropped."""
    drawn = np.append(np.linspace(0, 1, 41), [nan, nan])

    assert pytest.approx([0.025, 0.975]) == list(interval(drawn))


def test_no_defined_replicate() -> None:
    """Where no draw has both classes there is no interval."""
    assert (None, None) == interval(np.array([nan, nan]))
