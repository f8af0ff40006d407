"""From logits to probabilities."""

from __future__ import annotations

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)

from trustcore_providers.embedded.llama.model import Tokens
from trustcore_providers.embedded.llama.safetensors import Floats


def log_probabilities(logits: Floats) -> Floats:
    """Natural logarithms of the softmax of each row, at temperature 1; none is above 0."""
    shifted: Floats = logits - logits.max(axis=1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    np.minimum(shifted, 0.0, out=shifted)
    return shifted


def likeliest(logprobs: Floats, count: int, silence: Floats) -> Tokens:
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
