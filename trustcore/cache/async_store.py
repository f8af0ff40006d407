"""A cache in one event loop: read and written in worker threads, never in the way of a run."""

from __future__ import annotations

import sqlite3
from asyncio import Event  # anyio's finds out each time in which library's loop it is
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import islice
from typing import Generic, TypeVar

import anyio
import anyio.lowlevel
from anyio import to_thread

from trustcore.cache.format import BUSY_SECONDS
from trustcore.cache.keys import Key
from trustcore.cache.remote import RemoteStore
from trustcore.cache.settings import Cache, ServerAddress
from trustcore.cache.store import Changes, Store
from trustcore.errors import SharedLostError
from trustcore.log import log
from trustcore.records.evidence import Finding

T = TypeVar("T")
S = TypeVar("S")
A = TypeVar("A")


MOST_WAITING = 4096
"""Answers that wait in memory to be written, while another process holds the file or the server
cannot be reached."""


class _Unusable(Exception):  # noqa: N818  (caught in this file)
    """The file cannot be used, now or at all."""


_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PRIMARY = 0xFF
"""The part of SQLite's error codes that says what kind it is."""


class _Lookup:
    """Keys that are looked up together by one of those who ask for them.

    Attributes:
        keys: Of all who ask.
        found: The entries that were found, once they were looked for.
        is_led: Whether one of them sees to it; another does when that one is cancelled.
        news: Set when that one has found them, or is cancelled.
    """

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.found: Mapping[Key, Finding] | None = None
        self.is_led = False
        self.news = Event()


class AsyncStore(Generic[S]):
    """A cache in one event loop, for all of a client's runtimes there.

    Reading has a connection of its own, so that it never waits for another process that writes.
    When the file cannot be read or written, that is logged once and the run goes on without.

    Attributes:
        cache: What the user said about it.
        shared: Calls under way, by the keys that they will answer.
    """

    def __init__(self, cache: Cache, *, patience: float = BUSY_SECONDS) -> None:
        self.cache = cache
        self.shared: dict[Key, S] = {}
        self._reader = _store(cache, patience)
        self._writer = _store(cache, patience)
        self._checked = False
        self._reading, self._writing = anyio.Lock(fast_acquire=True), anyio.Lock(fast_acquire=True)
        self._threads = anyio.CapacityLimiter(2)
        self._lookup = _Lookup()
        self._kept: dict[Key, Finding] = {}
        self._used: dict[Key, None] = {}
        self._spoiled: dict[Key, None] = {}
        self._news = Event()
        self._holders = 0
        self._off: set[Store | RemoteStore] = set()

    @asynccontextmanager
    async def held(self) -> AsyncGenerator[None, None]:
        """Leave nothing unwritten at the end; the last one closes the file.

        Raises:
            ConfigurationError: When a server cannot be used that keeps the entries.
        """
        self._holders += 1
        try:
            await self._check()
            yield
        finally:
            self._holders -= 1
            with anyio.CancelScope(shield=True):
                await self._write()
                if self._holders == 0:
                    await self._close()

    async def find(self, keys: Sequence[Key]) -> Mapping[Key, Finding]:
        """Find the entries that are there, those that are about to be written among them.

        Whoever comes while others read is served together with all who do: one visit to the
        file for many calls.
        """
        lookup = self._lookup
        lookup.keys += keys
        while lookup.found is None:
            if lookup.is_led:
                await lookup.news.wait()
            else:
                await self._look_up(lookup)
        found = {key: lookup.found[key] for key in keys if key in lookup.found}
        return found | self._answered(keys)

    async def _look_up(self, lookup: _Lookup) -> None:
        """Look all of its keys up, and wake the others at once: a lock would wake one by one."""
        lookup.is_led = True
        try:
            await anyio.lowlevel.checkpoint()  # those who come in the same turn are served as well
            async with self._reading:
                self._lookup = _Lookup()
                found = await self._read(lookup.keys)
                lookup.found = {**found, **self._answered(lookup.keys)}
        finally:
            lookup.is_led = False
            lookup.news.set()
            lookup.news = Event()

    def _answered(self, keys: Sequence[Key]) -> dict[Key, Finding]:
        """What was answered of some keys, and may be written, or forgotten, by nobody yet."""
        return {key: self._kept[key] for key in keys if key in self._kept}

    def keep(self, findings: Mapping[Key, Finding]) -> None:
        """Write soon what was answered; what waits longest is let go where too much waits."""
        if self._writer not in self._off:
            self._kept.update(findings)
            for key in tuple(islice(self._kept, max(0, len(self._kept) - MOST_WAITING))):
                del self._kept[key]
            self._news.set()

    async def write_on(self) -> None:
        """Write whatever there is to write, until cancelled."""
        while True:
            await self._news.wait()
            self._news = Event()
            await self._write()

    async def _check(self) -> None:
        """Try a server once; files were looked at when the client was made."""
        if isinstance(self._reader, RemoteStore) and not self._checked:
            await to_thread.run_sync(self._reader.check, limiter=self._threads)
        self._checked = True

    async def _read(self, keys: Sequence[Key]) -> dict[Key, Finding]:
        try:
            found, spoiled = await self._in_thread(self._reader, self._reader.get, keys)
        except _Unusable:
            return {}
        self._spoiled.update(dict.fromkeys(spoiled))
        if self.cache.max_bytes is not None:
            self._used.update(dict.fromkeys(found))
        if self._spoiled or self._used:
            self._news.set()
        return found

    async def _write(self) -> None:
        async with self._writing:
            changes = Changes(dict(self._kept), self._used, self._spoiled)
            if not changes:
                return
            self._used, self._spoiled = {}, {}
            try:
                await self._in_thread(self._writer, self._writer.change, changes)
            except _Unusable:
                return
            async with self._reading:  # who read before this was written still finds it in `_kept`
                self._forget(changes.kept)

    def _forget(self, kept: Mapping[Key, Finding]) -> None:
        for key, finding in kept.items():
            if self._kept.get(key) is finding:
                del self._kept[key]

    async def _close(self) -> None:
        async with self._writing, self._reading:
            if self._holders == 0:  # nobody came meanwhile
                for store in (self._writer, self._reader):
                    with suppress(sqlite3.Error):
                        await to_thread.run_sync(store.close, limiter=self._threads)

    async def _in_thread(self, store: Store | RemoteStore, work: Callable[[A], T], given: A) -> T:
        """Let a store work in a thread.

        Raises:
            _Unusable: When the file cannot be used, now or at all.
        """
        if store in self._off:
            raise _Unusable
        try:
            return await to_thread.run_sync(work, given, limiter=self._threads)
        except Exception as error:  # whatever is wrong with a file, it takes no run along
            self._gave_up(store, error)
            raise _Unusable from error

    def _gave_up(self, store: Store | RemoteStore, error: Exception) -> None:
        busy = getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _BUSY
        busy = busy or isinstance(error, SharedLostError)
        what = "reading" if store is self._reader else "writing"
        log.warning(
            "cache busy" if busy else "cache off",
            file=self.cache.path.name,
            what=what,
            error=f"{type(error).__name__}: {error}",
        )
        if busy:
            self._news.set()  # what could not be written is tried again
            return
        self._off.add(store)
        if store is self._writer:
            self._kept.clear()


def _store(cache: Cache, patience: float) -> Store | RemoteStore:
    if isinstance(cache.path, ServerAddress):
        return RemoteStore(cache, cache.path)
    return Store(cache, patience=patience)
