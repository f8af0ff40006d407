"""The figures of a report: what of all scores and labels is in its page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from trustcore.decisions.promise import Promise, promised

MAX_ERRORS = (0.01, 0.02, 0.05, 0.1, 0.2)
"""The shares of wrong answers of which a page says what can be promised."""

Labelled = tuple[float, bool]


def histogram(scores: Iterable[float], bins: int) -> list[int]:
    """How many scores are in each of so many bins of [0, 1]."""
    counts = [0] * bins
    for score in scores:
        counts[min(int(score * bins), bins - 1)] += 1
    return counts


def promises(labelled: Sequence[Labelled]) -> list[Promise]:
    """What `trustcore threshold` says of these labels, for each of `MAX_ERRORS`."""
    if not labelled:
        return []
    return [promised(labelled, max_error=error) for error in MAX_ERRORS]


def thresholds_of(found: Iterable[Promise]) -> list[float]:
    """The thresholds that a page offers: each hundredth, and those that promise something."""
    hundredths = {at / 100 for at in range(101)}
    return sorted(hundredths | {one.threshold for one in found if one.threshold is not None})


def accepted_by_threshold(
    scores: Iterable[float], labelled: Iterable[Labelled], thresholds: Iterable[float]
) -> list[tuple[float, int, int, int]]:
    """Each threshold, and how many are accepted, with a label, and wrong.

    A score that is equal to the threshold is accepted.
    """
    all_scores, known = sorted(scores), sorted(labelled)
    known_scores = [score for score, _ in known]
    wrong_below = list(accumulate((not right for _, right in known), initial=0))
    rows = []
    for threshold in thresholds:
        at = bisect_left(known_scores, threshold)
        accepted = len(all_scores) - bisect_left(all_scores, threshold)
        rows.append((threshold, accepted, len(known) - at, wrong_below[-1] - wrong_below[at]))
    return rows


def risk_coverage(labelled: Sequence[Labelled], points: int) -> list[tuple[float, float]]:
    """Coverage and error among the most trusted; equal scores are accepted together.

    Args:
        labelled: Scores and labels, the highest score first.
        points: The most points that are given.
    """
    curve, wrong, total = [], 0, len(labelled)
    for at, (score, right) in enumerate(labelled, 1):
        wrong += not right
        if at == total or labelled[at][0] != score:
            curve.append((at / total, wrong / at))
    step = max(1, -(-len(curve) // points))
    return curve[::step] if curve[-1:] == curve[::step][-1:] else [*curve[::step], curve[-1]]


def reliability(labelled: Iterable[Labelled], bins: int) -> list[tuple[float, float, int]]:
    """Mean score, share of right answers and number of answers, of each bin that has some."""
    sums = [[0.0, 0, 0] for _ in range(bins)]
    for score, right in labelled:
        one = sums[min(int(score * bins), bins - 1)]
        one[0] += score
        one[1] += right
        one[2] += 1
    return [(score / n, right / n, int(n)) for score, right, n in sums if n]
