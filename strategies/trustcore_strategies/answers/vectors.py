"""Similarity of embeddings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul


def cosine(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The cosine of two vectors, negative values cut to 0; None when it is not defined.

    It is undefined for vectors of different lengths, of length zero, and with numbers that are not
    finite.
    """
    if len(one) != len(other):
        return None
    product: float = sum(map(mul, one, other))
    norms: float = math.hypot(*one) * math.hypot(*other)
    if not math.isfinite(product) or not math.isfinite(norms) or norms == 0:
        return None
    return float(min(1.0, max(0.0, product / norms)))
