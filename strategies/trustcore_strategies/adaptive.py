"""What an agreement may become: samples that were drawn tell of those that were not drawn yet."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trustcore import Absent, Completion, Evidence, Signal

PRIOR = 0.7
"""Both parameters of the beta prior on how often a sample agrees: many are easy, many hard."""


def foreseen(
    signal: Signal | Absent, evidence: Evidence, samples: int
) -> Sequence[tuple[float, float]]:
    """What a mean agreement may be in the end, by the beta-binomial distribution.

    Args:
        signal: The mean agreement with the samples that were drawn.
        evidence: What was drawn.
        samples: How many samples there are to be.

    Returns:
        Pairs of a value and its chance; none where nothing was compared.
    """
    drawn = [found for node, found in evidence.findings.items() if node[0] == "sample"]
    compared = sum(isinstance(found, Completion) for found in drawn)
    if isinstance(signal, Absent) or compared == 0:
        return ()
    agreeing, left = signal.value * compared, max(0, samples - len(drawn))
    chances = beta_binomial(left, PRIOR + agreeing, PRIOR + compared - agreeing)
    return [
        (min(1.0, (agreeing + more) / (compared + left)), chance)
        for more, chance in enumerate(chances)
    ]


def beta_binomial(n: int, a: float, b: float) -> Sequence[float]:
    """The chances of 0 to n successes, whose rate is beta distributed with parameters a and b."""
    return [
        math.comb(n, k) * math.exp(_log_beta(a + k, b + n - k) - _log_beta(a, b))
        for k in range(n + 1)
    ]


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
