"""Which token comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)

from trustcore_providers.embedded.llama.model import Tokens
from trustcore_providers.embedded.llama.safetensors import Floats

_COLDEST = 1e-6
"""Below this temperature nothing changes but that quotients overflow."""


class Sampler:
    """Draws tokens, for each of several draws with a generator of its own.

    Python's own generators, whose numbers are promised to stay the same from release to release.

    Args:
        temperature: What logits are divided by; 0 takes the likeliest token.
        silence: What is added to the logits: minus infinity for tokens that are never drawn.
        generators: One per draw.
    """

    def __init__(self, temperature: float, silence: Floats, generators: Sequence[Random]) -> None:
        self._temperature = temperature
        self._silence = silence
        self._generators = generators

    def choose(self, logits: Floats, draws: Iterable[int]) -> Tokens:
        """One token for each row of logits.

        Args:
            logits: One row per draw.
            draws: Which draws these are.
        """
        allowed = logits + self._silence
        if self._temperature == 0:
            return np.asarray(allowed.argmax(axis=1))
        allowed -= allowed.max(axis=1, keepdims=True)
        allowed /= max(self._temperature, _COLDEST)
        sums = np.exp(allowed, out=allowed).cumsum(axis=1)
        thresholds = [self._generators[draw].random() for draw in draws] * sums[:, -1]
        # The first token whose sum is above the threshold: never one of probability 0.
        return np.fromiter(
            (row.searchsorted(at, side="right") for row, at in zip(sums, thresholds, strict=True)),
            np.intp,
        )
