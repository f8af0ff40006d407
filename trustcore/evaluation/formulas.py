"""Formulas of other methods, computed on the same evidence.

Each takes what it needs from a view of the answer and gives a number that ranks answers, higher
for more trustworthy; None where the evidence does not have what the formula is about.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from trustcore.evaluation.views import View

Formula = Callable[[View], float | None]

MEAN_OF_RANKS = "mean of ranks of the signals"
"""The one formula that is about a whole group of answers: see `measures`."""


def bsdetector(view: View) -> float | None:
    """.7 (.8 s + .2 e) + .3 r, over what is there (Chen & Mueller 2023, arXiv 2308.16175)."""
    return _weighted([(0.56, view.agreement), (0.14, view.same), (0.3, view.rating)])


def reference_qa(view: View) -> float | None:
    """The open reference system's weights for questions, over what is there."""
    return _weighted(
        [
            (0.32, view.agreement),
            (0.01, view.same),
            (0.47, view.rating),
            (0.20, view.probability),
        ]
    )


def uqlm_average(view: View) -> float | None:
    """The plain average of all scorers that are there, as UQLM's untuned ensemble takes it."""
    parts = (view.agreement, view.same, view.rating, view.probability)
    return _weighted((1.0, part) for part in parts)


def cocoa(view: View) -> float | None:
    """Surprisal times disagreement, negated (Vashurin et al. 2025, arXiv 2502.04964)."""
    if view.surprisal is None or view.agreement is None:
        return None
    return -view.surprisal * (1 - view.agreement)


def semantic_entropy(view: View) -> float | None:
    """The discrete entropy of the clusters of answers, negated (Farquhar et al. 2024)."""
    total = sum(view.clusters)
    if not total:
        return None
    return math.fsum(size / total * math.log(size / total) for size in view.clusters)


FORMULAS: Mapping[str, Formula] = {
    "BSDetector": bsdetector,
    "reference, open QA weights": reference_qa,
    "UQLM-style average": uqlm_average,
    "CoCoA": cocoa,
    "semantic entropy": semantic_entropy,
}


def formula_scores(view: View) -> Mapping[str, float]:
    """What each formula says of an answer, by its name; those that say nothing are left out."""
    found = {name: formula(view) for name, formula in FORMULAS.items()}
    return {name: value for name, value in found.items() if value is not None}


def _weighted(parts: Iterable[tuple[float, float | None]]) -> float | None:
    present = [(weight, value) for weight, value in parts if value is not None]
    if not present:
        return None
    total = math.fsum(weight for weight, _ in present)
    return math.fsum(weight * value for weight, value in present) / total
