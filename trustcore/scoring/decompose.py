"""Split the uncertainty about a question in two.

The uncertainty about an answer is the cross-entropy of the true distribution of answers and the
model's: the entropy of the true one, which is aleatoric, and its divergence from the model's, which
is epistemic (Tomov et al. 2025, arXiv 2511.04418). The model's distribution is seen in its answers;
the true one is taken to be the right part of it, as a judge sees it.

If answers are right with probability `p`, that divergence is `-log p`, and on a scale of
probabilities, `1 - exp(-x)`, it is `1 - p`. Entropy is taken of order two (Rényi 1961): on that
scale it is the probability that two right answers differ, which few samples can tell. It counts
only where two answers are right, with probability `p ** 2`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from trustcore.records.signals import Absent, Signal
from trustcore.records.uncertainty import Uncertainty
from trustcore.scoring.component import Component

AGREEMENT = "consistency"
"""The strategy whose signal says how far a candidate agrees with other answers."""

RATING = "reflection"
"""The strategy whose signal, through its link, says how likely a judge finds a candidate right."""


def decompose(
    candidates: Sequence[Sequence[Signal | Absent]], components: Sequence[Component]
) -> Uncertainty:
    """Split the uncertainty about a question. Pure arithmetic on signals.

    Epistemic is the mean probability that a candidate is wrong. Aleatoric is the mean probability
    that a candidate is right and another answer differs, times that of the other to be right too:
    no judge saw the samples, so what the judge says of the candidates stands for them.

    Args:
        candidates: The signals of each candidate, in the preset's order; at least one.
        components: The preset's components, in the same order.
    """
    places = {component.name: place for place, component in enumerate(components)}
    if RATING not in places:
        return Uncertainty(reason=f"the preset has no strategy `{RATING}`")
    link = components[places[RATING]].link
    ratings = [signals[places[RATING]] for signals in candidates]
    rated = [
        (link(rating.value), signals)
        for rating, signals in zip(ratings, candidates, strict=True)
        if isinstance(rating, Signal)
    ]
    if not rated:
        return Uncertainty(reason=f"no rating of the answer: {ratings[0].reason}")
    right = _mean([value for value, _ in rated])
    if AGREEMENT not in places:
        return Uncertainty(None, 1 - right, f"the preset has no strategy `{AGREEMENT}`")
    agreements = [(value, signals[places[AGREEMENT]]) for value, signals in rated]
    differ = [value * (1 - one.value) for value, one in agreements if isinstance(one, Signal)]
    if not differ:
        return Uncertainty(None, 1 - right, f"nothing to compare with: {agreements[0][1].reason}")
    return Uncertainty(right * _mean(differ), 1 - right)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
