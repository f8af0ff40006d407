"""Entries of a cache on a Redis server, or one of Valkey."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from attrs import field, frozen

from trustcore.distributed.redis_errors import problem_of, redis_library, words_of
from trustcore.distributed.redis_url import RedisUrl
from trustcore.errors import ConfigurationError, SharedLostError

T = TypeVar("T")

_SECONDS = 2.0
"""Seconds in which the server has to answer."""

_PREFIX = b"trustcore:cache:"


@frozen(init=False)
class RedisEntries:
    """A Redis server that keeps entries: `TLM(cache="redis://localhost:6379/0")`.

    Where the server has a limit of memory, it must forget by itself what was not used for long.

    Args:
        url: redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], rediss:// with TLS.

    Raises:
        ConfigurationError: When the URL is wrong, or the package redis is missing.
    """

    _url: RedisUrl = field(repr=False)
    _client: Any = field(repr=False, eq=False)

    def __init__(self, url: str) -> None:
        redis, parsed = redis_library("cache"), RedisUrl.parse(url)
        client = redis.Redis.from_url(
            parsed.url.reveal(),
            protocol=2,
            socket_timeout=_SECONDS,
            socket_connect_timeout=_SECONDS,
            retry=redis.retry.Retry(redis.backoff.NoBackoff(), 1),
        )
        self.__attrs_init__(parsed, client)

    @property
    def place(self) -> str:
        """Scheme, host, port and number of the database."""
        return self._url.place

    def check(self) -> None:
        """Try whether the server can be used.

        Raises:
            ConfigurationError: When it cannot, and waiting would not help.
            SharedLostError: When it cannot be reached.
        """
        try:
            self.get([b"check"])
            self.put({b"check": b""}, 1.0)
        except SharedLostError as error:
            problem = problem_of(error.__cause__)
            if problem:
                raise ConfigurationError(f"cache: {self.place} {problem}") from error
            raise

    def get(self, keys: Sequence[bytes], /) -> Sequence[bytes | None]:
        """The entries of keys, in their order; None where there is none."""
        found: list[bytes | None] = self._ask(lambda: self._client.mget(_names(keys)))
        return found

    def put(self, entries: Mapping[bytes, bytes], seconds: float | None, /) -> None:
        """Keep entries, for some seconds; None for as long as there is room."""
        milliseconds = None if seconds is None else max(1, round(1000 * seconds))
        with self._client.pipeline(transaction=False) as pipeline:
            for name, entry in zip(_names(entries), entries.values(), strict=True):
                pipeline.set(name, entry, px=milliseconds)
            self._ask(pipeline.execute)

    def remove(self, keys: Collection[bytes], /) -> None:
        """Forget the entries of keys."""
        self._ask(lambda: self._client.delete(*_names(keys)))

    def close(self) -> None:
        """Close connections. Idempotent; it can be used again."""
        self._client.close()

    def _ask(self, ask: Callable[[], T]) -> T:
        """What the server answers.

        Raises:
            SharedLostError: When it cannot be reached, or refused; its cause says why.
        """
        try:
            return ask()
        except (redis_library("cache").exceptions.RedisError, OSError) as error:
            raise SharedLostError(words_of(error)) from error


def _names(keys: Collection[bytes]) -> list[bytes]:
    return [_PREFIX + key.hex().encode() for key in keys]
