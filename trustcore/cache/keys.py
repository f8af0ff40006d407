"""What an entry of the cache is found by."""

from __future__ import annotations

from hashlib import blake2b

from attrs import field, frozen

from trustcore.records.chat import EmbeddingRequest, Request

Key = bytes
"""A hash of everything that an answer hangs on; nothing can be read from it."""

FORMAT = 1
"""Version of what is hashed: another one finds no entry of this one."""

_SIZE = 32


@frozen
class Scope:
    """What all requests to one model have in common.

    Attributes:
        namespace: Of the cache.
        endpoint: Where requests go, without credentials.
        model: The model's name, "provider/model".
    """

    namespace: str
    endpoint: str
    model: str
    _common: blake2b = field(init=False, eq=False, repr=False)

    @_common.default
    def _hashed(self) -> blake2b:
        return _hash(blake2b(digest_size=_SIZE), FORMAT, self.namespace, self.endpoint, self.model)

    def keys(self, request: Request | EmbeddingRequest) -> tuple[Key, ...]:
        """A key for each draw, or for each text.

        Args:
            request: As it is sent: without the parameters that the model does not take.
        """
        if isinstance(request, EmbeddingRequest):
            return tuple(_hash(self._common, "embed", text).digest() for text in request.texts)
        common = _hash(
            self._common,
            "complete",
            tuple((message.role, message.content) for message in request.messages),
            None if request.temperature is None else request.temperature + 0.0,  # 1 is 1.0
            request.max_tokens,
            request.logprobs,
        )
        return tuple(
            _hash(common, request.draw + index, request.seed_of(index)).digest()
            for index in range(request.n)
        )


def _hash(before: blake2b, *values: object) -> blake2b:
    """Hash some more. `ascii` writes each value unlike any other, in every process alike."""
    after = before.copy()
    after.update(ascii(values).encode())
    return after
