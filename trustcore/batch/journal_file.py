"""The SQLite file of a journal: made, opened, locked; and its errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from trustcore.errors import ConfigurationError, JournalError
from trustcore.own_file import FileUse, look_at, make, protect

_OWN = FileUse("journal", "move it away, or name another output")

SCHEMA = 1
"""Version of the tables, in SQLite's `user_version`; files of other versions are refused."""

APPLICATION = 0x74726A6C
"""In SQLite's `application_id`: "trjl" in ASCII."""

_TABLES = f"""
CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE item (
    row INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    content BLOB NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    crc INTEGER NOT NULL
);
CREATE INDEX item_state ON item (state, row);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
"""
BESIDE = ("", "-wal", "-shm")
"""What SQLite adds to the name of a file for those that it makes beside it."""

Functions = Mapping[str, tuple[int, Callable[..., Any]]]
"""What the file's statements may call: of each function the number of its arguments."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in our words what SQLite says."""
    try:
        yield
    except (sqlite3.OperationalError, UnicodeDecodeError) as error:
        if "decode" in str(error):  # a text that is none, in an entry or in SQLite's own message
            raise _damaged(path, "a text in it is none") from error
        msg = (
            f"the journal {path.name} cannot be written: {error}; what was committed is kept: make "
            "room and start again"
        )
        raise JournalError(msg) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path, " ".join(str(error).split())) from error
    except OSError as error:
        msg = f"the journal {path.name} cannot be made: {error.strerror}"
        raise JournalError(msg) from error


def _damaged(path: Path, how: str) -> JournalError:
    return JournalError(
        f"the journal {path.name} is damaged ({how}); move it away to start anew, or save "
        f"what is left of it with `sqlite3 {path.name} .recover`"
    )


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Refuse when another process is at work. A file beside it is locked, so that all may read.

    The lock is SQLite's, which every system has, and which ends with the process that holds it.
    """
    _make_own(lock_of(path))
    lock = sqlite3.connect(lock_of(path), timeout=0, isolation_level=None, check_same_thread=False)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise ConfigurationError(_busy(path)) from error
        yield
    finally:
        lock.close()


@contextmanager
def opened(path: Path, functions: Functions) -> Iterator[sqlite3.Connection]:
    """Open the file, and make it where there is none.

    Args:
        path: Where it is.
        functions: What its statements call.

    Raises:
        ConfigurationError: When it is not this user's own, or no journal.
        sqlite3.DatabaseError: When it is damaged.
    """
    _make_own(path)
    for suffix in BESIDE:
        protect(path.with_name(path.name + suffix), _OWN)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        for name, (count, function) in functions.items():
            connection.create_function(name, count, function, deterministic=True)
        _prepare(connection, path)
        yield connection
    finally:
        connection.close()


def lock_of(path: Path) -> Path:
    """The file whose lock says that somebody writes."""
    return path.with_name(path.name + ".lock")


def _make_own(path: Path) -> None:
    """Make a file, unless there is one; refuse one that is not this user's own."""
    make(path)
    look_at(path, _OWN)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if version == 0 and tables == 0:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if (version, application) != (SCHEMA, APPLICATION):
        msg = f"{path.name} is no journal of this release; name another output, or move it away"
        raise ConfigurationError(msg)
    connection.execute("PRAGMA synchronous = FULL")
    check_structure(connection)


def check_structure(connection: sqlite3.Connection) -> None:
    """Find out whether the file is whole; its rows have sums of their own.

    Raises:
        sqlite3.DatabaseError: When it is not.
    """
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _busy(path: Path) -> str:
    pid = "unknown"
    with suppress(sqlite3.Error, ConfigurationError), opened(path, {}) as connection:
        query = "SELECT value FROM run WHERE name = 'pid'"
        (pid,) = connection.execute(query).fetchone() or (pid,)
    return f"another process (pid {pid}) writes to {path.name}; wait for it, or stop it"
