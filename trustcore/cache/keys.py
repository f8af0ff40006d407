"""What an entry of the cache is found by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from attrs import astuple, field, frozen

from trustcore.cache.settings import Cache
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import credential_of
from trustcore.records.chat import EmbeddingRequest, Message, Request
from trustcore.records.parts import Part

Key = bytes
"""A hash of everything that an answer hangs on; nothing can be read from it."""

FORMAT = 2
"""Version of what is hashed: another one finds no entry of this one."""

_SIZE = 32

_CREDENTIAL = b"trustcore cache: credential"
"""What credentials are hashed with, so that no hash made for something else is equal to theirs."""


@frozen
class Scope:
    """What all requests to one model have in common.

    Attributes:
        namespace: Of the cache.
        endpoint: Where requests go, without credentials.
        model: The model's name, "provider/model".
        credential: A hash of what its provider asks with; empty where all credentials share.
    """

    namespace: str
    endpoint: str
    model: str
    credential: bytes = field(default=b"", repr=False)
    _common: blake2b = field(init=False, eq=False, repr=False)

    @_common.default
    def _hashed(self) -> blake2b:
        return _hash(
            blake2b(digest_size=_SIZE),
            FORMAT,
            self.namespace,
            self.endpoint,
            self.model,
            self.credential,
        )

    @classmethod
    def of(cls, cache: Cache, provider: Provider, endpoint: str) -> Scope:
        """The scope of a provider's requests in a cache."""
        credential = credential_of(provider) if cache.per_credential else None
        hashed = b"" if credential is None else _hash_of(credential)
        return cls(cache.namespace, endpoint, provider.model, hashed)

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
            tuple((message.role, _content(message.content)) for message in request.messages),
            None if request.temperature is None else request.temperature + 0.0,  # 1 is 1.0
            request.max_tokens,
            request.logprobs,
            *_special(request),
        )
        return tuple(
            _hash(common, request.draw + index, request.seed_of(index)).digest()
            for index in range(request.n)
        )


def _content(content: str | tuple[Part, ...] | None) -> object:
    """What tells contents apart; a repr does not show what is in a part."""
    if content is None or isinstance(content, str):
        return content
    return tuple((type(part).__name__, astuple(part)) for part in content)


def _special(request: Request) -> tuple[object, ...]:
    """What few requests have; nothing for those of plain texts."""
    settings = (
        tuple(map(astuple, request.tools)) if request.tools else (),
        request.tool_choice,
        request.schema,
        request.choices,
        request.stop,
        None if request.top_p is None else request.top_p + 0.0,
        request.reasoning_effort,
        request.extra,
    )
    calls = any(one.tool_calls or one.tool_call_id or one.name for one in request.messages)
    if settings == _NONE and not calls:
        return ()
    return (settings, tuple(_numbered(request.messages)) if calls else ())


_NONE = ((), None, None, (), (), None, None, None)


def _numbered(messages: Sequence[Message]) -> Iterator[object]:
    """The calls and results of each message, by number: identities are other ones each time."""
    numbers: dict[str | None, int] = {}
    count = 0
    for message in messages:
        for call in message.tool_calls:
            numbers[call.id] = count
            count += 1
        calls = tuple((call.name, call.arguments) for call in message.tool_calls)
        yield calls, numbers.get(message.tool_call_id), message.name


def _hash_of(credential: str) -> bytes:
    return blake2b(credential.encode(), key=_CREDENTIAL, digest_size=_SIZE).digest()


def _hash(before: blake2b, *values: object) -> blake2b:
    """Hash some more. `ascii` writes each value unlike any other, in every process alike."""
    after = before.copy()
    after.update(ascii(values).encode())
    return after
