"""What the layers keep of the tokens that were read."""

from __future__ import annotations

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)

from trustcore_providers.embedded.llama.config import Config
from trustcore_providers.embedded.llama.safetensors import Floats


class Cache:
    """Keys and values of the tokens read so far, one slot for each.

    A slot has no place in a text: who reads says which slots it sees. So several continuations of
    one prompt share the slots of the prompt, each sees its own besides, and they are read together
    as if they were one text.

    Args:
        config: The model's shape.
        room: How many slots to begin with; it grows.

    Attributes:
        length: How many slots are taken.
        keys: Of shape (layer, head, slot, component).
        values: As `keys`.
    """

    def __init__(self, config: Config, room: int) -> None:
        shape = (config.layers, config.kv_heads, room, config.head_dim)
        self.length = 0
        self.keys: Floats = np.empty(shape)
        self.values: Floats = np.empty(shape)

    def take(self, count: int) -> slice:
        """Take the next slots."""
        taken = slice(self.length, self.length + count)
        room = self.keys.shape[2]
        if taken.stop > room:
            extra = max(room, taken.stop - room)
            self.keys = _widened(self.keys, extra)
            self.values = _widened(self.values, extra)
        self.length = taken.stop
        return taken


def _widened(kept: Floats, extra: int) -> Floats:
    return np.pad(kept, ((0, 0), (0, 0), (0, extra), (0, 0)))
