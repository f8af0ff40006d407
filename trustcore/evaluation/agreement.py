"""How good a model is as a witness, by how well it agrees with third models; no label is needed."""

from __future__ import annotations

import math
from collections.abc import Sequence

EXPECT_NO_GAIN = 0.6
"""Below this ratio of agreements with third models a witness is not expected to gain anything."""


def agreement_rate(agreements: Sequence[float]) -> float:
    """How often two models agree, in (0, 1): pulled a little to a half, so that it is never 0.

    Args:
        agreements: Of each question that both answered, in [0, 1].
    """
    return (math.fsum(agreements) + 0.5) / (len(agreements) + 1)


def agreement_ratio(witness: Sequence[float], judged: Sequence[float]) -> float:
    """How well a witness agrees with third models, relative to how well the judged model does.

    Args:
        witness: The rate of agreement of the witness with each third model, above 0.
        judged: That of the judged model with the same ones.

    Returns:
        The geometric mean of the ratios; below `EXPECT_NO_GAIN` no gain is expected.

    Raises:
        ValueError: When there is no third model, or the two do not go together.
    """
    if not witness:
        raise ValueError("a ratio of agreements needs at least one third model")
    logs = [math.log(one / other) for one, other in zip(witness, judged, strict=True)]
    return math.exp(math.fsum(logs) / len(logs))


def auto_weight(ratio: float) -> float:
    """The weight of a witness by its `agreement_ratio`: 0.4 of its square, from 0.1 to 1.2."""
    return min(1.2, max(0.1, 0.4 * ratio**2))
