"""How well one score ranks right answers above wrong ones."""

from __future__ import annotations

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import field, frozen
from numpy.typing import NDArray  # noqa: TID253  (as numpy)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Indices = NDArray[np.intp]


@frozen(eq=False)
class Ranking:
    """Questions sorted once by the score of their answer; ties stay together.

    Attributes:
        rows: Which questions have the score, by ascending score.
        correct: Their labels, in that order.
        starts: Where each run of equal scores begins.
    """

    rows: Indices = field(repr=False)
    correct: Bools = field(repr=False)
    starts: Indices = field(repr=False)

    @classmethod
    def of(cls, scores: Floats, correct: Bools) -> Ranking:
        """Sort by score.

        Args:
            scores: One per question; NaN where a question has none.
            correct: One per question.
        """
        present = np.flatnonzero(~np.isnan(scores))
        rows = present[np.argsort(scores[present], kind="stable")]
        ordered = scores[rows]
        starts = np.flatnonzero(np.diff(ordered, prepend=-np.inf))
        return cls(rows, correct[rows], starts)

    @property
    def n(self) -> int:
        """How many questions have the score."""
        return len(self.rows)

    def auroc(self) -> float | None:
        """Area under the ROC curve; None unless there are right and wrong answers."""
        area = float(self.weighted_auroc(np.ones((self.n, 1)))[0])
        return None if np.isnan(area) else area

    def weighted_auroc(self, weights: Floats) -> Floats:
        """Area under the ROC curve for several weightings of the questions at once.

        It is the probability that a right answer outranks a wrong one, ties counting half
        (Hanley & McNeil 1982, the Mann-Whitney statistic).

        Args:
            weights: A row for each of `rows`, in their order, and a column per weighting.

        Returns:
            One area in [0, 1] per column; NaN where a weighting has one class only.
        """
        right = np.add.reduceat(weights * self.correct[:, None], self.starts, axis=0)
        wrong = np.add.reduceat(weights, self.starts, axis=0) - right
        outranked = np.cumsum(wrong, axis=0) - wrong / 2
        won = np.einsum("ij,ij->j", right, outranked)
        pairs = right.sum(axis=0) * wrong.sum(axis=0)
        areas: Floats = np.divide(won, pairs, out=np.full_like(won, np.nan), where=pairs > 0)
        return areas

    def aurc(self) -> float:
        """Area under the risk-coverage curve, in [0, 1]; lower is better.

        The mean, over every number of answers kept, of the error rate among the most trusted ones
        (Geifman & El-Yaniv 2017). Answers of equal score count as their mean error, which is the
        expectation over all orders of them.
        """
        sizes = np.diff(self.starts, append=self.n)
        right = np.add.reduceat(self.correct.astype(np.float64), self.starts)
        errors = np.repeat(1 - right / sizes, sizes)[::-1]
        return float(np.mean(np.cumsum(errors) / np.arange(1, self.n + 1)))
