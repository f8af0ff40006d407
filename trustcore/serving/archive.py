"""Scores in a file of SQLite, which are there after a restart as well."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import anyio.to_thread
from attrs import frozen

from trustcore import own_file
from trustcore.errors import ConfigurationError
from trustcore.log import log

_USE = own_file.FileUse("the store")
_DAY = 86_400
_TABLE = """
CREATE TABLE IF NOT EXISTS scores (
    id TEXT PRIMARY KEY, created REAL NOT NULL, trust TEXT NOT NULL, prompt TEXT, response TEXT
) WITHOUT ROWID
"""
_INDEX = "CREATE INDEX IF NOT EXISTS scores_created ON scores (created)"


@frozen
class Texts:
    """What a score is about; it is written down only where that was asked for.

    Attributes:
        prompt: The chat, as JSON.
        response: The answer.
    """

    prompt: str
    response: str


Row = tuple[str, float, bytes, str | None, str | None]


class Archive:
    """Keeps scores in a file that nobody else can read, and drops those that are too old.

    What cannot be written is logged: an answer does not fail by it.

    Args:
        path: The file; it is made where there is none.
        days: How long a score is kept.
    """

    def __init__(self, path: Path, days: float) -> None:
        self._path = path
        self._days = days
        self._waiting: list[Row] = []
        self._news = anyio.Event()
        self._turn = anyio.Lock()
        self._file: sqlite3.Connection | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncGenerator[None]:
        """Write scores down as they come; at the end those that wait.

        Raises:
            ConfigurationError: When the file cannot be opened, or is not this user's own.
        """
        self._file = await anyio.to_thread.run_sync(_open, self._path)
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._write_all)
                yield
                group.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await self._write()
                await anyio.to_thread.run_sync(self._file.close)
            self._file = None

    def put(self, key: str, trust: bytes, texts: Texts | None) -> None:
        """Write a score, as JSON, down under a key, soon."""
        said = (None, None) if texts is None else (texts.prompt, texts.response)
        self._waiting.append((key, time.time(), trust, *said))
        self._news.set()

    async def get(self, key: str) -> bytes | None:
        """A score by its key, as JSON; None where there is none."""
        file = self._file
        if file is None:
            return None
        await self._write()
        async with self._turn:
            return await anyio.to_thread.run_sync(_read, file, key)

    async def _write_all(self) -> None:
        while True:
            await self._news.wait()
            self._news = anyio.Event()
            await self._write()

    async def _write(self) -> None:
        async with self._turn:
            rows, self._waiting = self._waiting, []
            if self._file is None or not rows:
                return
            oldest = time.time() - _DAY * self._days
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(_write, self._file, rows, oldest)


def _open(path: Path) -> sqlite3.Connection:
    try:
        own_file.make(path)
        own_file.protect(path, _USE)
        file = sqlite3.connect(path, check_same_thread=False, timeout=10)
        try:
            _prepare(file)
        except sqlite3.Error:
            file.close()
            raise
    except (OSError, sqlite3.Error) as error:
        msg = f"the store {path.name} cannot be opened: {error}; name another file with --store"
        raise ConfigurationError(msg) from error
    return file


def _prepare(file: sqlite3.Connection) -> None:
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = NORMAL")
    file.execute(_TABLE)
    file.execute(_INDEX)
    file.commit()


def _write(file: sqlite3.Connection, rows: Sequence[Row], oldest: float) -> None:
    try:
        with file:
            file.executemany("INSERT OR REPLACE INTO scores VALUES (?, ?, ?, ?, ?)", rows)
            file.execute("DELETE FROM scores WHERE created < ?", (oldest,))
    except sqlite3.Error as error:
        log.error("scores not stored", count=len(rows), reason=str(error))


def _read(file: sqlite3.Connection, key: str) -> bytes | None:
    row = file.execute("SELECT trust FROM scores WHERE id = ?", (key,)).fetchone()
    return None if row is None else row[0]
