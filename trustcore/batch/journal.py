"""The journal of a batch: what came of each row, kept in one SQLite file that is never copied."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from trustcore.batch.entry import CRC, FUNCTIONS, Entry, is_sound
from trustcore.batch.journal_file import (
    BESIDE,
    alone,
    check_structure,
    lock_of,
    opened,
    told,
)
from trustcore.batch.open_rows import lost_rows, settled_rows
from trustcore.errors import ConfigurationError, JournalError

_FIELDS = "row, key, content, state, body"
_BEFORE_MOVE = (
    "DROP TABLE IF EXISTS temp.place",
    "DROP TABLE IF EXISTS temp.moved",
    "CREATE TEMP TABLE place (key TEXT PRIMARY KEY, row INTEGER, content BLOB) WITHOUT ROWID",
)
_MOVE = (
    (
        "CREATE TEMP TABLE moved AS SELECT place.row AS row, item.key AS key, "
        "item.content AS content, state, body "
        "FROM item JOIN place ON place.key = item.key AND place.content = item.content"
    ),
    "DELETE FROM item",
    f"INSERT INTO item SELECT {_FIELDS}, {CRC} FROM moved",  # noqa: S608  (our own constant)
)
_UNKNOWN = (
    "DELETE FROM item WHERE state < 'done' OR state > 'failed' "
    "OR (state > 'done' AND state < 'failed')"  # so that the index is used
)
_TOTALS = (
    "SELECT total(state = 'done'), total(state = 'failed'), avg(body ->> '$.score'), "
    "total(body ->> '$.calls'), total(body ->> '$.tokens'), sum(body ->> '$.usd') FROM item"
)


def journal_of(output: Path) -> Path:
    """Where the journal of an output is."""
    return output.with_name(output.name + ".journal")


class Journal:
    """An open journal.

    Args:
        path: Where it is.
        connection: To its file.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    @contextmanager
    def write_to(cls, path: Path) -> Iterator[Self]:
        """Open a journal, make it where there is none, and let nobody else write to it.

        Raises:
            ConfigurationError: When another process writes to it, or it is no journal.
            JournalError: When it is damaged or cannot be written.
        """
        with ExitStack() as stack:
            with told(path):
                stack.enter_context(alone(path))
                journal = cls(path, stack.enter_context(opened(path, FUNCTIONS)))
                journal.set("pid", str(os.getpid()))
            yield journal

    @classmethod
    @contextmanager
    def read_from(cls, path: Path) -> Iterator[Self]:
        """Open a journal that is there, while others may write to it.

        Raises:
            ConfigurationError: When there is none.
            JournalError: When it is damaged.
        """
        if not path.is_file():
            msg = f"there is no journal {path.name}; `trustcore batch` makes it beside its output"
            raise ConfigurationError(msg)
        with ExitStack() as stack:
            with told(path):
                journal = cls(path, stack.enter_context(opened(path, FUNCTIONS)))
            yield journal

    def settings(self) -> dict[str, str]:
        """What is known of the run."""
        with told(self.path):
            return dict(self._connection.execute("SELECT name, value FROM run"))

    def set(self, name: str, value: str) -> None:
        """Keep something of the run."""
        with told(self.path):
            self._connection.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (name, value))

    def write(self, entries: Sequence[Entry]) -> None:
        """Keep entries for good: when this returns, they outlive a loss of power.

        Raises:
            JournalError: When they cannot be written.
        """
        with self.transaction() as database:
            self.insert(database, entries)

    @staticmethod
    def insert(database: sqlite3.Connection, entries: Sequence[Entry]) -> None:
        """Keep entries within a transaction."""
        database.executemany(
            "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?)",
            ((one.row, one.key, one.content, one.state, one.body, one.crc) for one in entries),
        )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the database for changes of which all are kept, or none.

        Raises:
            JournalError: When they cannot be written.
        """
        with told(self.path), self._transaction():
            yield self._connection

    def entries(self) -> Iterator[Entry]:
        """All entries by ascending row.

        Raises:
            JournalError: When one is damaged: a wrong row is worse than none.
        """
        query = f"SELECT crc, {_FIELDS} FROM item ORDER BY row"  # noqa: S608  (our own constant)
        with told(self.path):
            for crc, *fields in self._connection.execute(query):
                entry = Entry(*fields)
                if not is_sound(entry, crc):
                    msg = (
                        f"the journal {self.path.name} is damaged at row {entry.row + 1}; the "
                        "command that wrote it finds such rows and asks them again"
                    )
                    raise JournalError(msg)
                yield entry

    def drop_unknown(self) -> int:
        """Drop entries whose state is none, so that their rows are asked again; how many."""
        with told(self.path):
            return self._connection.execute(_UNKNOWN).rowcount

    def drop_damaged(self) -> list[int]:
        """Drop entries whose sum does not fit, so that their rows are asked again; which rows.

        Raises:
            JournalError: When the file itself is damaged.
        """
        with told(self.path):
            check_structure(self._connection)
            found = self._connection.execute(
                f"DELETE FROM item WHERE crc IS NOT {CRC} RETURNING row"  # noqa: S608  (our own constant)
            )
            return [row for (row,) in found]

    def settled(self, rows: int, *, failed: bool) -> bytearray:
        """For each row whether nothing is left to do.

        Args:
            rows: How many there are.
            failed: Whether a failed row counts.
        """
        with told(self.path):
            return settled_rows(self._connection, rows, failed=failed)

    def lost(self, settled: bytearray) -> list[int]:
        """The rows that are taken for settled and of which nothing is kept."""
        with told(self.path):
            return lost_rows(self._connection, settled)

    def move(self, placed: Iterable[tuple[str, int, bytes]]) -> int:
        """Give entries the rows at which their keys are now; drop those whose content is another.

        Args:
            placed: Of each row its key, its index, and what stands for its content.

        Returns:
            How many entries are left.
        """
        with told(self.path), self._transaction():
            for statement in _BEFORE_MOVE:
                self._connection.execute(statement)
            self._connection.executemany("INSERT INTO place VALUES (?, ?, ?)", placed)
            for statement in _MOVE:
                self._connection.execute(statement)
            (kept,) = self._connection.execute("SELECT count(*) FROM item").fetchone()
        return int(kept)

    def is_empty(self) -> bool:
        """Whether nothing was settled, and nothing is with a vendor."""
        asked = ("item", "batch")
        with told(self.path):
            tables = self._connection.execute("SELECT name FROM sqlite_schema").fetchall()
            return not any(
                self._connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()  # noqa: S608  (two names of ours)
                for (name,) in tables
                if name in asked
            )

    def totals(self) -> dict[str, Any]:
        """Counts, spend and mean score of all that is settled."""
        with told(self.path):
            row = self._connection.execute(_TOTALS).fetchone()
        done, failed, mean, calls, tokens, usd = row
        return {
            "done": int(done),
            "failed": int(failed),
            "mean_score": mean,
            "calls": int(calls),
            "tokens": int(tokens),
            "usd": usd,
        }

    def forget_texts(self) -> None:
        """Take all that models and users wrote out of the file, and leave the numbers.

        Replies to rows that are not concluded go too: they are asked again.
        """
        with told(self.path):
            self._connection.execute("PRAGMA secure_delete = ON")
            with self._transaction():
                self._connection.execute("UPDATE item SET body = bare(body)")
                self._connection.execute(f"UPDATE item SET crc = {CRC}")  # noqa: S608  (our own constant)
                if self._has_requests():
                    self._connection.execute("DELETE FROM request WHERE reply IS NOT NULL")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _has_requests(self) -> bool:
        """Whether replies of a vendor's batches may be in it."""
        query = "SELECT count(*) FROM sqlite_schema WHERE name = 'request'"
        (found,) = self._connection.execute(query).fetchone()
        return bool(found)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:  # raised again
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def forget(output: str | Path, *, texts_alone: bool = False) -> None:
    """Delete the journal of an output, or the texts that are in it.

    Args:
        output: The output beside which the journal lies.
        texts_alone: Whether scores, counts and hashes stay.

    Raises:
        ConfigurationError: When there is none, or a process writes to it.
    """
    path = journal_of(Path(output))
    if not path.is_file():
        msg = f"there is no journal {path.name}; `trustcore batch` makes it beside its output"
        raise ConfigurationError(msg)
    if texts_alone:
        with Journal.write_to(path) as journal:
            journal.forget_texts()
        return
    with alone(path):
        for suffix in BESIDE:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    lock_of(path).unlink(missing_ok=True)
