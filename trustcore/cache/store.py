"""A cache's file, read and written by one thread at a time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from trustcore.cache.entries import read, write
from trustcore.cache.format import BUSY_SECONDS, ROW, open_file
from trustcore.cache.keys import Key
from trustcore.cache.settings import Cache
from trustcore.errors import SchemaError
from trustcore.forks import brief_lock
from trustcore.log import log
from trustcore.records.evidence import Finding

if TYPE_CHECKING:
    from pathlib import Path

_AT_ONCE = 500
"""Keys in one statement; SQLite takes 999 values in the oldest releases that Python runs with."""


@cache
def _fresh(count: int) -> str:
    """The query for some keys. The plus keeps SQLite from going through all that is fresh."""
    places = ", ".join("?" * count)
    return f"SELECT key, body FROM entries WHERE key IN ({places}) AND +stored >= ?"  # noqa: S608


@frozen
class Changes:
    """What is to be written at once.

    Attributes:
        kept: New entries.
        used: Entries that were read.
        spoiled: Entries that cannot be used any more.
    """

    kept: Mapping[Key, Finding] = field(factory=dict)
    used: Collection[Key] = ()
    spoiled: Collection[Key] = ()

    def __bool__(self) -> bool:
        return bool(self.kept or self.used or self.spoiled)


class Store:
    """The entries of a file. It is opened when it is first needed, and can be used after `close`.

    Methods raise `sqlite3.Error`, `OSError` or `ConfigurationError` when the file cannot be used.

    Args:
        cache: Where it is, and its limits; one of a server has a `RemoteStore` instead.
        clock: Seconds since 1970.
        patience: Seconds to wait for another process that is writing.
    """

    def __init__(
        self,
        cache: Cache,
        clock: Callable[[], float] = time.time,
        *,
        patience: float = BUSY_SECONDS,
    ) -> None:
        self._cache = cache
        self._clock = clock
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        # SQLite's own account of locks would be copied into a forked process, held for good.
        self._busy = brief_lock()

    def get(self, keys: Sequence[Key]) -> tuple[dict[Key, Finding], list[Key]]:
        """The entries that are there, and the keys of those that were found spoiled."""
        with self._busy:
            return self._get(keys)

    def change(self, changes: Changes) -> None:
        """Write, all or nothing, and keep the limits."""
        with self._busy:
            self._change(changes)

    def close(self) -> None:
        """Close the file. Idempotent."""
        with self._busy:
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    def _get(self, keys: Sequence[Key]) -> tuple[dict[Key, Finding], list[Key]]:
        found: dict[Key, Finding] = {}
        spoiled: list[Key] = []
        for key, body in self._bodies(keys):
            try:
                found[key] = read(key, body)
            except SchemaError:
                log.warning("cache entry spoiled", key=key.hex(), file=self._cache.path.name)
                spoiled.append(key)
        return found, spoiled

    def _bodies(self, keys: Sequence[Key]) -> list[tuple[Key, object]]:
        """What the file has for some keys.

        One statement for many: at each the event loop's thread and this one pass the interpreter's
        lock to and fro.
        """
        rows = self._open()
        oldest = self._oldest()
        bodies: list[tuple[Key, object]] = []
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            bodies += rows.execute(_fresh(len(some)), (*some, oldest)).fetchall()
        return bodies

    def _change(self, changes: Changes) -> None:
        rows = self._open()
        rows.execute("BEGIN IMMEDIATE")
        try:
            self._write(rows, changes)
            self._remove_old(rows)
            self._remove_unused(rows)
            rows.execute("COMMIT")
        except BaseException:  # raised again
            if rows.in_transaction:  # some errors have rolled it back already
                rows.execute("ROLLBACK")
            raise

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = open_file(cast("Path", self._cache.path), self._patience)
        return self._connection

    def _oldest(self) -> float:
        """When an entry that may be used was stored at the earliest, in seconds since 1970."""
        age = self._cache.max_age
        return 0.0 if age is None else self._clock() - age

    def _write(self, rows: sqlite3.Connection, changes: Changes) -> None:
        now = self._clock()
        bodies = {key: write(key, finding) for key, finding in changes.kept.items()}
        fitting = {key: body for key, body in bodies.items() if body is not None}
        if self._cache.max_bytes is not None:  # one that does not fit would empty the cache
            most = self._cache.max_bytes - ROW
            fitting = {key: body for key, body in fitting.items() if len(body) <= most}
        gone = [(key,) for key in (*changes.spoiled, *fitting)]
        rows.executemany("DELETE FROM entries WHERE key = ?", gone)
        new = [(key, body, now, now) for key, body in fitting.items()]
        rows.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", new)
        used = [(now, key) for key in changes.used]
        rows.executemany("UPDATE entries SET used = ? WHERE key = ?", used)

    def _remove_old(self, rows: sqlite3.Connection) -> None:
        if self._cache.max_age is not None:
            rows.execute("DELETE FROM entries WHERE stored < ?", (self._oldest(),))

    def _remove_unused(self, rows: sqlite3.Connection) -> None:
        if self._cache.max_bytes is None:
            return
        (total,) = rows.execute("SELECT bytes FROM total").fetchone()
        excess = total - self._cache.max_bytes
        if excess <= 0:
            return
        oldest = rows.execute("SELECT rowid, length(body) FROM entries ORDER BY used, rowid")
        unused = []
        for row, size in oldest:
            unused.append((row,))
            excess -= size + ROW
            if excess <= 0:
                break
        rows.executemany("DELETE FROM entries WHERE rowid = ?", unused)
