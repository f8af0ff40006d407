"""The forward pass."""

from __future__ import annotations

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from numpy.typing import NDArray  # noqa: TID253  (as numpy)

from trustcore_providers.embedded.llama.cache import Cache
from trustcore_providers.embedded.llama.config import Config
from trustcore_providers.embedded.llama.safetensors import Floats
from trustcore_providers.embedded.llama.weights import Layer, Weights

Tokens = NDArray[np.intp]


class Llama:
    """A decoder of the Llama shape (Touvron et al. 2023, arXiv 2302.13971).

    It holds no state: everything about a text is in its `Cache`, so threads may share a model.
    """

    def __init__(self, config: Config, weights: Weights) -> None:
        self.config = config
        self._weights = weights
        self._turns = _turns(config)

    def read(self, cache: Cache, tokens: Tokens, positions: Tokens, hidden: Floats) -> Floats:
        """Read tokens, each into a slot of its own.

        Args:
            cache: What was read before.
            tokens: The tokens.
            positions: Of each in its text, from 0 to the context's length.
            hidden: One row per token, one column per slot, these tokens' included: 0 where the
                token sees the slot, minus infinity where not.

        Returns:
            One row per token, for `logits`.
        """
        slots = cache.take(len(tokens))
        turns = self._turns[positions, None]
        stream = self._weights.embeddings[tokens]
        for layer, keys, values in zip(self._weights.layers, cache.keys, cache.values, strict=True):
            projected = self._normed(stream) @ layer.query_key_value
            query = self._remember(projected, turns, keys, values, slots)
            seen = _attention(
                query, keys[:, None, : slots.stop], values[:, None, : slots.stop], hidden
            )
            stream += seen @ layer.output
            stream += _feed_forward(self._normed(stream), layer)
        return self._normed(stream)

    def logits(self, rows: Floats) -> Floats:
        """The logits of each token to come next, for rows that `read` gave."""
        found: Floats = rows @ self._weights.head
        return found

    def _normed(self, stream: Floats) -> Floats:
        """Divided by the root mean square of each row; the norm's weights are in what follows."""
        squares = np.vecdot(stream, stream)
        squares /= self.config.hidden_size
        squares += self.config.epsilon
        np.sqrt(squares, out=squares)
        normed: Floats = stream / squares[:, None]
        return normed

    def _remember(
        self,
        projected: Floats,
        turns: NDArray[np.complex128],
        keys: Floats,
        values: Floats,
        slots: slice,
    ) -> Floats:
        """Turn queries and keys by their positions, keep keys and values, return the queries."""
        config, count = self.config, len(projected)
        turned = config.heads + config.kv_heads
        heads = projected.reshape(count, -1, config.head_dim)
        pairs = heads[:, :turned].view(np.complex128)
        pairs *= turns
        keys[:, slots] = heads[:, config.heads : turned].swapaxes(0, 1)
        values[:, slots] = heads[:, turned:].swapaxes(0, 1)
        grouped = heads[:, : config.heads].reshape(count, config.kv_heads, -1, config.head_dim)
        query: Floats = grouped.transpose(1, 2, 0, 3)
        return query


def _turns(config: Config) -> NDArray[np.complex128]:
    """By position and pair: what turns it, exp(i position theta^(-2 pair / head_dim))."""
    pairs = np.arange(0, config.head_dim, 2) / config.head_dim
    angles = np.outer(np.arange(config.context), config.theta**-pairs)
    turns: NDArray[np.complex128] = np.exp(1j * angles)
    return turns


def _attention(query: Floats, keys: Floats, values: Floats, hidden: Floats) -> Floats:
    """What each token finds in the slots that it sees, all heads side by side.

    Args:
        query: Of shape (head of keys, its heads of queries, token, component).
        keys: Of shape (head of keys, 1, slot, component).
        values: As `keys`.
        hidden: See `Llama.read`.
    """
    scores: Floats = query @ keys.swapaxes(2, 3)
    scores += hidden
    scores -= scores.max(axis=3, keepdims=True)
    np.exp(scores, out=scores)
    found: Floats = scores @ values
    found /= scores.sum(axis=3, keepdims=True)
    return found.transpose(2, 0, 1, 3).reshape(query.shape[2], -1)


def _feed_forward(normed: Floats, layer: Layer) -> Floats:
    """SwiGLU. With g half the gate, silu(2 g) = g (1 + tanh g): no exponential that overflows."""
    both = normed @ layer.gate_up
    gate, up = np.split(both, 2, axis=1)
    opened = np.tanh(gate)
    opened += 1
    opened *= gate
    opened *= up
    found: Floats = opened @ layer.down
    return found
