"""The journal of a batch: what came of each row, kept in one SQLite file that is never copied."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, Self

import orjson
from attrs import frozen

from trustcore.batch.journal_file import (
    BESIDE,
    Functions,
    alone,
    check_structure,
    lock_of,
    opened,
    told,
)
from trustcore.errors import ConfigurationError, JournalError

State = Literal["done", "failed"]

_FIELDS = "row, key, content, state, body"
_CRC = (
    "crc_of(row, CAST(key AS BLOB), CAST(state AS BLOB), CAST(body AS BLOB), CAST(content AS BLOB))"
)
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
    f"INSERT INTO item SELECT {_FIELDS}, {_CRC} FROM moved",  # noqa: S608  (our own constant)
)
_PART = 1024
_COUNT = "SELECT count(*) FROM item WHERE state = ? AND row >= ? AND row < ?"
_SETTLED = "SELECT row FROM item WHERE state = ? AND row >= ? AND row < ?"
_KEPT = "SELECT count(*) FROM item NOT INDEXED WHERE row >= 0 AND row < ?"
_KEPT_ROWS = "SELECT row FROM item NOT INDEXED WHERE row >= 0 AND row < ?"
_UNKNOWN = (
    "DELETE FROM item WHERE state < 'done' OR state > 'failed' "
    "OR (state > 'done' AND state < 'failed')"  # so that the index is used
)
_TOTALS = (
    "SELECT total(state = 'done'), total(state = 'failed'), avg(body ->> '$.score'), "
    "total(body ->> '$.calls'), total(body ->> '$.tokens'), sum(body ->> '$.usd') FROM item"
)


@frozen
class Entry:
    """What came of one row.

    Attributes:
        row: Its index, from 0.
        key: What it is known by.
        content: What stands for its prompt and response.
        state: Whether it has what it was to have.
        body: Response, score, signals, error and usage, as JSON.
    """

    row: int
    key: str
    content: bytes
    state: State
    body: str

    @property
    def crc(self) -> int:
        """Tells an entry from a damaged one."""
        texts = (self.key.encode(), self.state.encode(), self.body.encode())
        return _crc_of(self.row, *texts, self.content)

    @property
    def found(self) -> dict[str, Any]:
        """The body as data."""
        data: dict[str, Any] = orjson.loads(self.body)
        return data


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
                journal = cls(path, stack.enter_context(opened(path, _FUNCTIONS)))
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
                journal = cls(path, stack.enter_context(opened(path, _FUNCTIONS)))
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
                if not _is_sound(entry, crc):
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
                f"DELETE FROM item WHERE crc IS NOT {_CRC} RETURNING row"  # noqa: S608  (our own constant)
            )
            return [row for (row,) in found]

    def settled(self, rows: int, *, failed: bool) -> bytearray:
        """For each row whether nothing is left to do.

        Args:
            rows: How many there are.
            failed: Whether a failed row counts.
        """
        flags = bytearray(rows)
        with told(self.path):
            for state in ("done", "failed") if failed else ("done",):
                # Parts of the file that are settled as a whole are told by their number of rows.
                for first in range(0, rows, _PART):
                    part = state, first, min(first + _PART, rows)
                    (count,) = self._connection.execute(_COUNT, part).fetchone()
                    if count == part[2] - first:
                        flags[first : part[2]] = b"\1" * count
                    elif count:
                        for (row,) in self._connection.execute(_SETTLED, part):
                            flags[row] = 1
        return flags

    def lost(self, settled: bytearray) -> list[int]:
        """The rows that are taken for settled and of which nothing is kept.

        They are looked for in the entries themselves: damage to the index may have hidden them.

        Args:
            settled: For each row whether nothing is left to do.
        """
        with told(self.path):
            (count,) = self._connection.execute(_KEPT, (len(settled),)).fetchone()
            if count == sum(settled):
                return []
            kept = bytearray(len(settled))
            for (row,) in self._connection.execute(_KEPT_ROWS, (len(settled),)):
                kept[row] = 1
        return [row for row, flag in enumerate(settled) if flag > kept[row]]

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
                self._connection.execute(f"UPDATE item SET crc = {_CRC}")  # noqa: S608  (our own constant)
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


def without_texts(found: Mapping[str, Any]) -> str:
    """A body with no text in it that a model wrote, or that may quote one."""
    signals = [{**one, "reason": ""} for one in found.get("signals", ())]
    bare = {**found, "signals": signals, "reason": ""}
    if bare.get("response") is not None:
        bare["response"] = None
    return orjson.dumps(bare).decode()


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


def _is_sound(entry: Entry, crc: object) -> bool:
    """Whether an entry is what was written; where it is not, its fields may be anything."""
    try:
        return crc == entry.crc
    except (AttributeError, TypeError, UnicodeEncodeError):
        return False


def _bare(body: str) -> str:
    return without_texts(orjson.loads(body))


def _crc_of(row: int, *fields: bytes) -> int:
    """The sum of an entry's fields: as bytes, which a damaged file has whatever was in it."""
    return zlib.crc32(b"\0".join((str(row).encode(), *map(bytes, fields))))


_FUNCTIONS: Functions = {"crc_of": (5, _crc_of), "bare": (1, _bare)}
