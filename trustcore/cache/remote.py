"""A cache on a server, read and written by one thread at a time."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Sequence
from math import inf
from threading import Event
from typing import TypeVar

from trustcore.cache.entries import read, write
from trustcore.cache.keys import Key
from trustcore.cache.settings import Cache, ServerAddress
from trustcore.cache.store import Changes
from trustcore.errors import ConfigurationError, SchemaError, SharedLostError
from trustcore.log import log
from trustcore.records.evidence import Finding

T = TypeVar("T")

_TIME = struct.Struct(">d")
"""When an entry was stored, in seconds since 1970; it stands before the entry."""

_REST = 5.0
"""Seconds for which a server is left alone that could not be reached."""


class RemoteStore:
    """The entries on a server, as `Store` has those of a file.

    Args:
        cache: Where they are, and how long they may be used.
        address: Of the server.
        clock: Seconds since 1970.
    """

    def __init__(
        self, cache: Cache, address: ServerAddress, clock: Callable[[], float] = time.time
    ) -> None:
        self._cache = cache
        self._server = address.server()
        self._clock = clock
        self._lost_at = -inf

    def check(self) -> None:
        """Try whether the server can be used.

        Raises:
            ConfigurationError: When it cannot, or cannot be reached.
        """
        try:
            self._server.check()
        except SharedLostError as error:
            msg = (
                f"cache: {self._server.place} cannot be reached: {error}; start it, or name a file"
            )
            raise ConfigurationError(msg) from error

    def get(self, keys: Sequence[Key]) -> tuple[dict[Key, Finding], list[Key]]:
        """The entries that are there, and the keys of those that were found spoiled.

        Raises:
            SharedLostError: When the server cannot be reached. For some seconds after that nothing
                is there.
        """
        if self._rest > 0:
            return {}, []
        found: dict[Key, Finding] = {}
        spoiled: list[Key] = []
        for key, entry in zip(keys, self._try(lambda: self._server.get(keys)), strict=True):
            if entry is None or not self._is_fresh(entry):
                continue
            try:
                found[key] = read(key, entry[_TIME.size :])
            except SchemaError:
                log.warning("cache entry spoiled", key=key.hex(), file=self._cache.path.name)
                spoiled.append(key)
        return found, spoiled

    def change(self, changes: Changes) -> None:
        """Write. What is used is known to the server, which forgets what it has no room for.

        Raises:
            SharedLostError: When the server cannot be reached, which is not tried too often.
        """
        Event().wait(self._rest)
        stored = _TIME.pack(self._clock())
        bodies = {key: write(key, finding) for key, finding in changes.kept.items()}
        entries = {key: stored + body for key, body in bodies.items() if body is not None}
        if changes.spoiled:
            self._try(lambda: self._server.remove(changes.spoiled))
        if entries:
            self._try(lambda: self._server.put(entries, self._cache.max_age))

    def close(self) -> None:
        """Close connections. Idempotent."""
        self._server.close()

    @property
    def _rest(self) -> float:
        """Seconds for which the server is left alone."""
        return max(0.0, self._lost_at + _REST - time.monotonic())

    def _is_fresh(self, entry: bytes) -> bool:
        if len(entry) < _TIME.size:
            return True  # whatever it is, it is no entry, and found spoiled
        age = self._cache.max_age
        return age is None or _TIME.unpack_from(entry)[0] >= self._clock() - age

    def _try(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except SharedLostError:
            self._lost_at = time.monotonic()
            raise
