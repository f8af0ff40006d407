"""The door for servers that keep the entries of a cache."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from trustcore.plugins.registry import Registry


class EntryServer(Protocol):
    """A server that keeps entries of a cache by their keys. It is used in worker threads.

    Every method raises `SharedLostError` when the server cannot be reached, after seconds at most.
    """

    @property
    def place(self) -> str:
        """Where it is, for messages: without credentials."""

    def check(self) -> None:
        """Try whether it can be used.

        Raises:
            ConfigurationError: When it cannot, and waiting would not help.
        """

    def get(self, keys: Sequence[bytes], /) -> Sequence[bytes | None]:
        """The entries of keys, in their order; None where there is none."""

    def put(self, entries: Mapping[bytes, bytes], seconds: float | None, /) -> None:
        """Keep entries, for some seconds; None for as long as there is room."""

    def remove(self, keys: Collection[bytes], /) -> None:
        """Forget the entries of keys."""

    def close(self) -> None:
        """Close connections. Idempotent; it can be used again."""


entry_servers: Registry[EntryServer] = Registry("cache server", "trustcore.caches")
"""By the scheme of a URL: what makes a server of that URL."""
