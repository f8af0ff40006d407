"""What is found out before the first call: the input is whole, the journal the right one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

import orjson
from attrs import frozen

from trustcore.batch.formats import format_of
from trustcore.batch.items import Columns, RowItem
from trustcore.batch.journal import Journal
from trustcore.batch.output import added_columns
from trustcore.batch.row_settings import SettingColumns
from trustcore.batch.rows import Row, RowFile
from trustcore.batch.settings import FileSettings
from trustcore.batch.stop import StopRequest
from trustcore.client import TLM
from trustcore.errors import InputError, JournalDiffersError

_DIGEST = "digest of the input"
_BLOCK = 2**20
_WAY_OUT = (
    "go on with the same settings, name another output, or accept the changes "
    "(--accept-changes): what is settled stays as it is, unless its row has changed"
)


@frozen(kw_only=True)
class Prepared:
    """A run that can begin.

    Attributes:
        source: The input.
        columns: Which cells are what.
        known: The columns of the input.
        added: The columns that the output has besides.
        settings: What the run was told.
        rows: How many rows are to be settled, of this shard and within the limit.
        settled: For each row of the input whether nothing is left to do.
        before: How many of `rows` were settled by earlier runs.
        dropped: How many entries of the journal were seen to be damaged, and their rows are open.
    """

    source: RowFile
    columns: Columns
    known: tuple[str, ...]
    added: tuple[str, ...]
    settings: FileSettings
    rows: int
    settled: bytearray
    before: int
    dropped: int

    def taken(self, first: int = 0) -> Iterator[Row]:
        """The rows of this shard, within the limit, from one of the input's rows on."""
        wanted = self.settings.rows_of(len(self.settled))
        rows = islice(self.source.rows(first), max(0, wanted.stop - first))
        return (row for row in rows if row.index in wanted)

    def open_items(self) -> Iterator[RowItem]:
        """What is left to ask."""
        first = self.settled.find(0)
        if first < 0:
            return iter(())
        rows = self.taken(first)
        return (self.columns.item(row) for row in rows if not self.settled[row.index])


def prepare(
    tlm: TLM, source: RowFile, settings: FileSettings, journal: Journal, stop: StopRequest
) -> Prepared:
    """Check input and journal, and find out what is left to do.

    Raises:
        StopAskedError: When somebody interrupts; what the journal keeps is as before.
        InputError: When the input is not whole, or its columns are not those named.
        JournalDiffersError: When the journal belongs to another run.
    """
    first = source.columns()
    columns = columns_of(first, settings)
    count, known = _match(tlm, source, columns, settings, journal, stop)
    if settings.command:
        journal.set("command", settings.command)
    journal.set("limit", str(settings.limit or ""))  # what is beyond it is not left to do
    dropped = journal.drop_unknown()
    settled = journal.settled(count, failed=not settings.retry_failed)
    taken = settings.rows_of(count)
    return Prepared(
        source=source,
        columns=columns,
        known=known,
        added=added_columns(settings, known),
        settings=settings,
        rows=len(taken),
        settled=settled,
        before=sum(settled[taken.start : taken.stop : taken.step]),
        dropped=dropped,
    )


def columns_of(known: Sequence[str], settings: FileSettings) -> Columns:
    """Which columns are what.

    Args:
        known: The columns that there are.
        settings: What the run was told.

    Raises:
        InputError: When a column is not there, or nobody knows which one has the prompts.
    """
    return Columns.of(
        known,
        prompt=settings.prompt_column,
        response=settings.response_column,
        id_=settings.id_column,
        template=settings.template,
        settings=SettingColumns(
            context=settings.context_column,
            labels=settings.labels_column,
            label_set=settings.labels,
        ),
    )


def _match(  # noqa: PLR0917  (as `prepare`)
    tlm: TLM,
    source: RowFile,
    columns: Columns,
    settings: FileSettings,
    journal: Journal,
    stop: StopRequest,
) -> tuple[int, tuple[str, ...]]:
    """Hold the journal against the run; how many rows the input has, and its columns."""
    now = _identity(tlm, source.path, columns, settings, stop)
    kept = journal.settings()
    differences = {
        name: (kept[name], value) for name, value in now.items() if kept.get(name, value) != value
    }
    if differences and not settings.accept_changes and not journal.is_empty():
        shown = "; ".join(f"{name}: {old}, now {new}" for name, (old, new) in differences.items())
        msg = f"{journal.path.name} belongs to another run: {shown}; {_WAY_OUT}"
        raise JournalDiffersError(msg, differences)
    if "rows" in kept and not differences:
        return int(kept["rows"]), tuple(orjson.loads(kept["columns"]))
    count, known = _scan(source, columns, stop)
    if differences:
        items = (columns.item(row) for row in stop.until(source.rows()))
        journal.move((item.key, item.index, item.content) for item in items)
    now |= {"rows": str(count), "columns": orjson.dumps(known).decode()}
    for name, value in now.items():
        journal.set(name, value)
    return count, known


def _identity(
    tlm: TLM, path: Path, columns: Columns, settings: FileSettings, stop: StopRequest
) -> dict[str, str]:
    """What makes a run another one when it is another."""
    return {
        _DIGEST: digest_of(path, stop),
        "preset": tlm.preset.name,
        "fingerprint of preset and models": tlm.fingerprint,
        "prompt column": columns.prompt or "",
        "response column": columns.response or "",
        "id column": columns.id or "",
        "template": columns.template or "",
        "context column": columns.settings.context or "",
        "labels column": columns.settings.labels or "",
        "labels": orjson.dumps(columns.settings.label_set).decode(),
        "shard": settings.shard or "",
        "seed": str(settings.seed),
        "texts kept": str(settings.texts),
    }


def check_digest(path: Path, journal: Journal) -> None:
    """Refuse an input that the journal is not about.

    Raises:
        JournalDiffersError: When it has changed since.
    """
    kept, now = journal.settings().get(_DIGEST, ""), digest_of(path, StopRequest())
    if kept != now:
        msg = f"{path.name} is not what {journal.path.name} is about: it has changed since"
        raise JournalDiffersError(msg, {_DIGEST: (kept, now)})


def digest_of(path: Path, stop: StopRequest) -> str:
    """Of a file's bytes.

    Raises:
        StopAskedError: When somebody interrupts.
        InputError: When it cannot be read.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.sha256()
            for block in stop.until(iter(partial(file.read, _BLOCK), b"")):
                found.update(block)
            return found.hexdigest()[:32]
    except OSError as error:
        msg = f"{path.name} cannot be read: {error.strerror}"
        raise InputError(msg) from error


def _scan(source: RowFile, columns: Columns, stop: StopRequest) -> tuple[int, tuple[str, ...]]:
    """Read all rows once, so that nothing is found to be broken when half is paid for."""
    count = 0
    known: dict[str, None] = {}
    table = format_of(source.path).kind != "jsonl"
    with closing(sqlite3.connect("")) as seen:  # a file of its own where it grows large
        seen.execute("CREATE TABLE ids (key TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID")
        for row in stop.until(source.rows()):
            count += 1
            if not table or count == 1:
                known.update(dict.fromkeys(row.cells))
            if columns.id is not None:
                _check_new(seen, columns.key(row), row, columns.id)
    if not count:
        msg = f"{source.path.name} has no rows; the first line names columns, and prompts follow"
        raise InputError(msg)
    return count, tuple(known)


def _check_new(seen: sqlite3.Connection, key: str, row: Row, column: str) -> None:
    try:
        seen.execute("INSERT INTO ids VALUES (?, ?)", (key, row.index))
    except sqlite3.IntegrityError as error:
        query = "SELECT row FROM ids WHERE key = ?"
        (first,) = seen.execute(query, (key,)).fetchone()
        msg = (
            f"{row.place}, column {column!r}: the id of row {first + 1} "
            "again; make ids unique, or leave the id column out, so that rows go by their numbers"
        )
        raise InputError(msg) from error
