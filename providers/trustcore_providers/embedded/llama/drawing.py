"""Draw continuations of a prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import define, field

from trustcore_providers.embedded.llama.cache import Cache
from trustcore_providers.embedded.llama.model import Llama, Tokens
from trustcore_providers.embedded.llama.reading import HIDDEN, SEEN, Checkpoint, read_text
from trustcore_providers.embedded.llama.safetensors import Floats
from trustcore_providers.embedded.llama.sampling import Sampler

_ROOM = 32
"""Tokens of a continuation that the cache has room for before it grows."""

_PROMPT = -1
"""Owner of the slots that every continuation sees."""


@define(eq=False)
class Draw:
    """One continuation of a prompt.

    Attributes:
        tokens: Its tokens, without the one that ends it.
        logits: For each of them the logits that it was drawn by.
        ended: Whether it came to its end; else the limit cut it.
    """

    tokens: list[int] = field(factory=list)
    logits: list[Floats] = field(factory=list, repr=False)
    ended: bool = False

    def add(self, token: int, logits: Floats, *, end: int) -> None:
        """Take the next token."""
        if token == end:
            self.ended = True
            return
        self.tokens.append(token)
        self.logits.append(logits)


Look = Callable[[Draw], object]
"""Looks on while a continuation is drawn."""


def draw_texts(
    llama: Llama,
    prompt: Sequence[int],
    sampler: Sampler,
    *,
    count: int,
    limit: int,
    end: int,
    opening: Floats,
    checkpoint: Checkpoint,
    look: Look | None = None,
) -> list[Draw]:
    """Draw continuations of a prompt, which is read once.

    Args:
        llama: The model.
        prompt: The tokens of the prompt, at least one.
        sampler: What chooses the tokens.
        count: How many to draw; the sampler has a generator for each.
        limit: The most tokens of each, at least 1.
        end: The token that ends a continuation.
        opening: Added to the logits that the first token is drawn by: minus infinity for tokens
            that begin none. The logits that are kept are the model's own.
        checkpoint: Called before each token.
        look: Called after each token with the first continuation.
    """
    cache = Cache(llama.config, len(prompt) + count * min(limit, _ROOM))
    rows = read_text(llama, cache, np.array(prompt, np.intp), checkpoint)
    logits = np.repeat(llama.logits(rows[-1:]), count, axis=0)
    side_by_side = _SideBySide(llama, cache)
    draws = [Draw() for _ in range(count)]
    growing = np.arange(count)
    for left in reversed(range(limit)):
        checkpoint()
        begins = left == limit - 1
        chosen = sampler.choose(logits + opening if begins else logits, growing)
        for draw, token, row in zip(growing, chosen.tolist(), logits, strict=True):
            draws[draw].add(token, row, end=end)
        if look is not None:
            look(draws[0])
        going_on = chosen != end
        growing, chosen = growing[going_on], chosen[going_on]
        if not growing.size or not left:
            break
        logits = side_by_side.read(chosen, growing)
    return draws


class _SideBySide:
    """Continuations of the text in a cache. Each sees that text and its own tokens."""

    def __init__(self, llama: Llama, cache: Cache) -> None:
        self._llama = llama
        self._cache = cache
        self._position = cache.length
        self._owners = np.full(cache.length, _PROMPT)

    def read(self, tokens: Tokens, draws: Tokens) -> Floats:
        """Read the next token of each of these draws; the logits of those after them."""
        self._owners = np.concatenate([self._owners, draws])
        seen = (self._owners == _PROMPT) | (self._owners == draws[:, None])
        positions = np.full(len(tokens), self._position)
        self._position += 1
        hidden = np.where(seen, SEEN, HIDDEN)
        return self._llama.logits(self._llama.read(self._cache, tokens, positions, hidden))
