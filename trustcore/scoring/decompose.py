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

from attrs import frozen

from trustcore.plugins.protocols import Measure
from trustcore.plugins.strategy_attributes import measure_of
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
    found = [_seen(signals, components) for signals in candidates]
    rated = [(one.right.value, one) for one in found if one.right.value is not None]
    if not rated:
        return Uncertainty(reason=found[0].right.gap)
    right = _mean([value for value, _ in rated])
    differ = [
        value * (1 - one.agrees.value) for value, one in rated if one.agrees.value is not None
    ]
    if not differ:
        return Uncertainty(None, 1 - right, rated[0][1].agrees.gap)
    return Uncertainty(right * _mean(differ), 1 - right)


@frozen
class _Measured:
    """The mean of the signals that measure one thing; the reason where there is none."""

    value: float | None
    gap: str = ""


@frozen
class _Seen:
    """How likely a candidate is right, and how far it agrees with other answers."""

    right: _Measured
    agrees: _Measured


def _seen(signals: Sequence[Signal | Absent], components: Sequence[Component]) -> _Seen:
    pairs = list(zip(signals, components, strict=True))
    right = [(one, own.link) for one, own in pairs if measure_of(own.strategy) == "correctness"]
    agrees = [(one, _RAW) for one, own in pairs if measure_of(own.strategy) == "agreement"]
    return _Seen(
        _measured("correctness", "no rating of the answer", right),
        _measured("agreement", "nothing to compare with", agrees),
    )


def _measured(
    measure: Measure, gap: str, measured: Sequence[tuple[Signal | Absent, Link]]
) -> _Measured:
    values = [link(one.value) for one, link in measured if isinstance(one, Signal)]
    if values:
        return _Measured(_mean(values))
    reasons = [one.reason for one, _ in measured]
    if not reasons:
        return _Measured(None, f"no strategy of the preset measures {measure}")
    return _Measured(None, f"{gap}: {reasons[0]}")


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
