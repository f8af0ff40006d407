"""What plots of a score are drawn from: plain numbers, few enough to keep for every group."""

from __future__ import annotations

from attrs import frozen

Points = tuple[tuple[float, float], ...]
"""Pairs of x and y, by ascending x."""


@frozen
class Curves:
    """The curves of one score on one group of answers.

    Attributes:
        risk_coverage: Share of answers kept, the most trusted first, and their error rate.
        roc: Share of wrong answers and share of right ones above each score.
        reliability: Mean score and accuracy in bins of equal mass.
        right: How many right answers lie in each of equally wide bins of [0, 1].
        wrong: The same of wrong answers.
    """

    risk_coverage: Points
    roc: Points
    reliability: Points
    right: tuple[int, ...]
    wrong: tuple[int, ...]
