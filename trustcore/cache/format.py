"""The file of a cache: whose it is, its tables, and who may read it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from trustcore.errors import ConfigurationError

SCHEMA = 1
"""Version of the tables, in SQLite's `user_version`; files of other versions are refused."""

APPLICATION = 0x74727573
"""In SQLite's `application_id`: "trus" in ASCII."""

MODE = 0o600

ROW = 100
"""Bytes that an entry takes besides what is in it: its key, its times, and its place in indices."""

BUSY_SECONDS = 5.0
"""How long to wait for another process that is writing."""

_MAGIC = b"SQLite format 3\0"
_VERSION_AT, _APPLICATION_AT, _HEADER = 60, 68, 100  # https://www.sqlite.org/fileformat.html

_TABLES = f"""
CREATE TABLE entries (
    key BLOB PRIMARY KEY,
    body BLOB NOT NULL,
    stored REAL NOT NULL,
    used REAL NOT NULL
);
CREATE INDEX entries_by_age ON entries (stored);
CREATE INDEX entries_by_use ON entries (used);
CREATE TABLE total (bytes INTEGER NOT NULL);
INSERT INTO total VALUES (0);
CREATE TRIGGER grown AFTER INSERT ON entries BEGIN
    UPDATE total SET bytes = bytes + length(NEW.body) + {ROW};
END;
CREATE TRIGGER shrunk AFTER DELETE ON entries BEGIN
    UPDATE total SET bytes = bytes - length(OLD.body) - {ROW};
END;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
"""  # noqa: S608  (our own constants)


def check_file(path: Path) -> None:
    """Refuse a file that is no cache of this release. One that is not there, or empty, is fine.

    Raises:
        ConfigurationError: Saying what it is.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except FileNotFoundError:
        return
    except IsADirectoryError as error:
        msg = f"cache must be a file, not the directory {path}; name a file in it"
        raise ConfigurationError(msg) from error
    except OSError as error:
        msg = f"cache: {path.name} cannot be read: {error.strerror}"
        raise ConfigurationError(msg) from error
    if head:
        is_ours = head.startswith(_MAGIC) and _number(head, _APPLICATION_AT) == APPLICATION
        _check(path, _number(head, _VERSION_AT) if is_ours else None)


def open_file(path: Path, patience: float) -> sqlite3.Connection:
    """Open the file, and make it where there is none. The connection may go from thread to thread.

    Args:
        path: Where it is.
        patience: Seconds to wait for another process that is writing.

    Raises:
        ConfigurationError: When it is no cache of this release.
        sqlite3.Error: When it is damaged.
        OSError: When it cannot be made.
    """
    _make(path)
    connection = sqlite3.connect(
        path, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(connection, path)
    except BaseException:  # raised again
        connection.close()
        raise
    return connection


def _make(path: Path) -> None:
    """SQLite gives its log and its shared memory the mode of the file itself."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, MODE)
    try:
        if os.fstat(file).st_size == 0:
            path.chmod(MODE)
    finally:
        os.close(file)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "user_version") == 0:
        _make_tables(connection)
    is_ours = _pragma(connection, "application_id") == APPLICATION
    _check(path, _pragma(connection, "user_version") if is_ours else None)
    # Only now: `check_file` reads what is in the file itself, and not in the log. Another process
    # that does the same at this moment may be in the way; then that one does it.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _pragma(connection, "schema_version") == 0:  # nobody else has made them meanwhile
            for statement in _statements():
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:  # raised again
        connection.execute("ROLLBACK")
        raise


def _statements() -> list[str]:
    """One by one: `executescript` would end the transaction first."""
    found: list[str] = []
    rest = ""
    for line in _TABLES.splitlines():
        rest += line + "\n"
        if sqlite3.complete_statement(rest):
            found.append(rest)
            rest = ""
    return found


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _number(head: bytes, start: int) -> int:
    return int.from_bytes(head[start : start + 4], "big")


def _check(path: Path, version: int | None) -> None:
    if version is None:
        msg = f"cache: {path.name} is no cache of trustcore's; name another file"
        raise ConfigurationError(msg)
    if version != SCHEMA:
        msg = (
            f"cache: {path.name} has schema {version}, this release reads {SCHEMA}; delete it, or "
            "name another file"
        )
        raise ConfigurationError(msg)
