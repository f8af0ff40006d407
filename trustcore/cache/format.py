"""The file of a cache: whose it is, its tables, and who may read it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from trustcore.errors import ConfigurationError
from trustcore.own_file import FileUse, look_at, make, protect

_CACHE = FileUse("cache")

SCHEMA = 1
"""Version of the tables, in SQLite's `user_version`; files of other versions are refused."""

APPLICATION = 0x74727573
"""In SQLite's `application_id`: "trus" in ASCII."""

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name for its log, its shared memory and its journal."""

ROW = 100
"""Bytes that an entry takes besides what is in it: its key, its times, and its place in indices."""

BUSY_SECONDS = 5.0
"""How long to wait for another process that is writing."""

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
        found = look_at(path, _CACHE)
        if found is not None and found.st_size > 0:
            _check_header(path)
    except OSError as error:
        msg = f"cache: {path.name} cannot be read: {error.strerror}"
        raise ConfigurationError(msg) from error


def _check_header(path: Path) -> None:
    """Look at the file itself, without its log and without locks: others may be writing it."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
            _check_version(connection, path)
    except sqlite3.OperationalError as error:
        msg = f"cache: {path.name} cannot be read: {error}"
        raise ConfigurationError(msg) from error
    except sqlite3.DatabaseError as error:  # no database, or a damaged one
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            _check(path, None)


def open_file(path: Path, patience: float) -> sqlite3.Connection:
    """Open the file, and make it where there is none. The connection may go from thread to thread.

    Args:
        path: Where it is.
        patience: Seconds to wait for another process that is writing.

    Raises:
        ConfigurationError: When it is no cache of this release, or not this user's own file.
        sqlite3.Error: When it is damaged.
        OSError: When it cannot be made.
    """
    _protect(path)
    connection = sqlite3.connect(
        path, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(connection, path)
    except BaseException:  # raised again
        connection.close()
        raise
    return connection


def _protect(path: Path) -> None:
    """Let nobody else read the file, nor what SQLite has beside it.

    SQLite gives its log and its shared memory the mode that the file has when they are made; those
    that are there already keep theirs.
    """
    check_file(path)
    make(path)
    for one in (path, *(path.with_name(path.name + suffix) for suffix in _BESIDE)):
        protect(one, _CACHE)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "user_version") == 0:
        _make_tables(connection)
    _check_version(connection, path)
    # Only now: `check_file` reads what is in the file itself, and not in the log. Another process
    # that does the same at this moment may be in the way; then that one does it.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    is_ours = _pragma(connection, "application_id") == APPLICATION
    _check(path, _pragma(connection, "user_version") if is_ours else None)


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
