"""From logits to probabilities."""

from __future__ import annotations

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from numpy.typing import NDArray  # noqa: TID253  (as numpy)

from trustcore_providers.embedded.llama.model import Tokens
from trustcore_providers.embedded.llama.safetensors import Floats

Doubles = NDArray[np.float64]


def log_probabilities(logits: Floats) -> Doubles:
    """Natural logarithms of the softmax of each row, at temperature 1; none is above 0."""
    shifted: Doubles = logits - logits.max(axis=1, keepdims=True).astype(np.float64)
    shifted -= np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    np.minimum(shifted, 0.0, out=shifted)
    return shifted


def likeliest(logprobs: Doubles, count: int, silence: Floats) -> Tokens:
    """The tokens with the highest log-probabilities of each row, the highest first.

    Args:
        logprobs: One row per place in a text.
        count: How many are wanted.
        silence: Minus infinity for tokens that do not count, 0 for the others.
    """
    allowed = logprobs + silence
    best = np.argpartition(allowed, -count, axis=1)[:, -count:]
    order = np.take_along_axis(allowed, best, axis=1).argsort(axis=1, kind="stable")[:, ::-1]
    return np.take_along_axis(best, order, axis=1)
