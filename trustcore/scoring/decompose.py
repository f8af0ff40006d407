"""Split the uncertainty about a question in two.

The uncertainty about an answer is the cross-entropy of the true distribution of answers and the
model's: the entropy of the true one, which is aleatoric, and its divergence from the model's, which
is epistemic (Tomov et al. 2025, arXiv 2511.04418). The model's distribution is seen in its answers;
the true one is taken to be the right part of it, as a judge sees it. So whatever strategy measures
"correctness" says, through its link, how likely a candidate is right, and whatever strategy
measures "agreement" how far it says the same as other answers.

If answers are right with probability `p`, that divergence is `-log p`, and on a scale of
probabilities, `1 - exp(-x)`, it is `1 - p`. Entropy is taken of order two (Rényi 1961): on that
scale it is the probability that two right answers differ, which few samples can tell. It counts
only where two answers are right, with probability `p ** 2`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from trustcore.plugins.protocols import Measure
from trustcore.records.signals import Absent, Signal
from trustcore.records.uncertainty import Uncertainty
from trustcore.scoring.component import Component
from trustcore.scoring.links import Identity, Link

_RAW = Identity()


def decompose(
    candidates: Sequence[Sequence[Signal | Absent]], components: Sequence[Component]
) -> Uncertainty:
    """Split the uncertainty about a question. Pure arithmetic on signals.

    Epistemic is the mean probability that a candidate is wrong. Aleatoric is the mean probability
    that a candidate is right and another answer differs, times that of the other to be right too:
    no judge saw the samples, so what the judge says of the candidates stands for them. Where
    several strategies measure the same, the mean of those that are there counts, whatever their
    weights.

    Args:
        candidates: The signals of each candidate, in the preset's order; at least one.
        components: The preset's components, in the same order.
    """
    right = _measured("correctness", "no rating of the answer", candidates, components)
    agrees = _measured("agreement", "nothing to compare with", candidates, components)
    rated = [
        (value, other) for (value, _), other in zip(right, agrees, strict=True) if value is not None
    ]
    if not rated:
        return Uncertainty(reason=right[0][1])
    likely = _mean([value for value, _ in rated])
    differ = [value * (1 - agreement) for value, (agreement, _) in rated if agreement is not None]
    if not differ:
        return Uncertainty(None, 1 - likely, rated[0][1][1])
    return Uncertainty(likely * _mean(differ), 1 - likely)


def _measured(
    measure: Measure,
    gap: str,
    candidates: Sequence[Sequence[Signal | Absent]],
    components: Sequence[Component],
) -> list[tuple[float | None, str]]:
    """For each candidate the mean of the signals that measure one thing, else why there is none.

    What is a probability of being right goes through its link; an agreement is taken as it is.
    """
    places = [
        (place, own.link if measure == "correctness" else _RAW)
        for place, own in enumerate(components)
        if own.measures == measure
    ]
    if not places:
        return [(None, f"no strategy of the preset measures {measure}")] * len(candidates)
    return [_mean_of([(one[place], link) for place, link in places], gap) for one in candidates]


def _mean_of(
    measured: Sequence[tuple[Signal | Absent, Link]], gap: str
) -> tuple[float | None, str]:
    values = [link(one.value) for one, link in measured if isinstance(one, Signal)]
    return (_mean(values), "") if values else (None, f"{gap}: {measured[0][0].reason}")


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
