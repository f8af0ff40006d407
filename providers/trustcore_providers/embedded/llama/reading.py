"""Read texts, so that the model can tell what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)

from trustcore_providers.embedded.llama.cache import Cache
from trustcore_providers.embedded.llama.model import Llama, Tokens
from trustcore_providers.embedded.llama.safetensors import Floats

Checkpoint = Callable[[], None]
"""Called now and then; it raises to stop the work."""

HIDDEN, SEEN = -np.inf, 0.0

_CHUNK = 256
"""Tokens that are read at once: long enough for fast products, some dozen milliseconds short."""


def read_text(llama: Llama, cache: Cache, tokens: Tokens, checkpoint: Checkpoint) -> Floats:
    """Read a text on, in a cache that holds its beginning and nothing else.

    Returns:
        One row per token, for `Llama.logits`.
    """
    chunks = np.split(tokens, range(_CHUNK, len(tokens), _CHUNK))
    return np.concatenate([_read_chunk(llama, cache, chunk, checkpoint) for chunk in chunks])


def _read_chunk(llama: Llama, cache: Cache, tokens: Tokens, checkpoint: Checkpoint) -> Floats:
    checkpoint()
    start, stop = cache.length, cache.length + len(tokens)
    later = np.triu(np.full((len(tokens), stop), HIDDEN), k=start + 1)
    return llama.read(cache, tokens, np.arange(start, stop), later)


def logits_of(
    llama: Llama, prompt: Sequence[int], text: Sequence[int], checkpoint: Checkpoint
) -> Floats:
    """For each token of a text that follows a prompt, the logits that it has there."""
    tokens = np.array([*prompt, *text], np.intp)
    rows = read_text(llama, Cache(llama.config, len(tokens)), tokens, checkpoint)
    return llama.logits(rows[len(prompt) - 1 : -1])
