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
        scores: Their scores, in that order.
        correct: Their labels, in that order.
        starts: Where each run of equal scores begins.
    """

    rows: Indices = field(repr=False)
    scores: Floats = field(repr=False)
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
        return cls(rows, ordered, correct[rows], starts)

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
        return float(np.mean(self.risks()))

    def risks(self) -> Floats:
        """The error rate among the 1, 2, ..., n most trusted answers, each in [0, 1]."""
        errors = 1 - self.accuracies()[::-1]
        risks: Floats = np.cumsum(errors) / np.arange(1, self.n + 1)
        return risks

    def accuracies(self) -> Floats:
        """For each of `rows`, the share of right answers among those of equal score, in [0, 1]."""
        right, sizes = self._runs()
        shares: Floats = np.repeat(right / sizes, sizes)
        return shares

    def aupr(self) -> float | None:
        """Area under the precision-recall curve for right answers; None where none is right.

        Average precision: the mean, over right answers, of the share of right ones among the
        answers that score at least as high. It is as high as the accuracy for a score that tells
        nothing.
        """
        right, sizes = self._runs()
        if not right.any():
            return None
        above = np.cumsum(right[::-1]) / np.cumsum(sizes[::-1])
        return float(np.sum(above * right[::-1]) / right.sum())

    def prr(self) -> float | None:
        """Prediction rejection ratio; None unless there are right and wrong answers.

        How much of the risk that a perfect order takes away this order takes away: 1 for a
        perfect one, 0 for chance, below 0 for worse (Malinin & Gales 2021). Risk is the area
        under the risk-coverage curve.
        """
        wrong = self.n - int(self.correct.sum())
        if wrong in (0, self.n):
            return None
        kept = np.arange(1, self.n + 1)
        best = float(np.mean(np.maximum(0, kept - (self.n - wrong)) / kept))
        chance = wrong / self.n
        return (chance - self.aurc()) / (chance - best)

    def accuracy_at(self, coverage: float) -> float:
        """Accuracy of the most trusted answers, in [0, 1].

        Args:
            coverage: Their share of all, above 0 and at most 1; at least one answer is kept.
        """
        kept = max(1, round(coverage * self.n))
        return float(1 - self.risks()[kept - 1])

    def roc(self) -> tuple[Floats, Floats]:
        """The ROC curve: shares of wrong and of right answers above each score, from 0 to 1."""
        right, sizes = self._runs()
        wrong = sizes - right
        shares = [
            np.concatenate([[0.0], np.cumsum(one[::-1])]) / max(1.0, one.sum())
            for one in (wrong, right)
        ]
        return shares[0], shares[1]

    def _runs(self) -> tuple[Floats, Indices]:
        """Right answers and answers in each run of equal scores, by ascending score."""
        sizes = np.diff(self.starts, append=self.n)
        return np.add.reduceat(self.correct.astype(np.float64), self.starts), sizes
