"""What the journal keeps of batches: which request went out in which, and what came of it."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import orjson
from attrs import field, frozen

from trustcore.batch.entry import Entry
from trustcore.batch.journal import Journal
from trustcore.errors import ConfigurationError

BatchState = Literal["written", "submitting", "submitted", "collected"]
"""Written here; about to be sent; known to be with the vendor; its replies are in the journal."""

_TABLES = (
    (
        "CREATE TABLE IF NOT EXISTS batch (number INTEGER PRIMARY KEY, round INTEGER NOT NULL, "
        "key TEXT NOT NULL UNIQUE, model TEXT NOT NULL, target TEXT NOT NULL, "
        "lines INTEGER NOT NULL, state TEXT NOT NULL, vendor_id TEXT, marked REAL NOT NULL)"
    ),
    (
        "CREATE TABLE IF NOT EXISTS request (id TEXT PRIMARY KEY, item BLOB NOT NULL, "
        "node BLOB NOT NULL, batch INTEGER NOT NULL, state TEXT NOT NULL, reply BLOB) WITHOUT ROWID"
    ),
    "CREATE INDEX IF NOT EXISTS request_item ON request (item)",
    "CREATE INDEX IF NOT EXISTS request_batch ON request (batch)",
)
_BATCH = "SELECT number, round, key, model, target, lines, state, vendor_id, marked FROM batch"


@frozen
class Batch:
    """One file of requests.

    Attributes:
        number: Of the file, from 1.
        round: In which round it is, from 1.
        key: The idempotency key: the vendor has it too, where there is a place for it.
        model: Whose requests it holds.
        target: What the file is for, as the vendor's form has it: its path, its version of the API,
            its model.
        lines: How many there are.
        state: Where it is.
        vendor_id: What the vendor calls the batch; None as long as that is not known.
        marked: When its state was changed last, in seconds of the epoch.
    """

    number: int
    round: int
    key: str
    model: str
    target: str
    lines: int
    state: BatchState
    vendor_id: str | None = None
    marked: float = 0.0


@frozen
class Result:
    """What a vendor's results say of one request.

    Attributes:
        id: Of the request.
        status: As of an HTTP response; 0 where the vendor did not come to it.
        body: What the model's API answered.
    """

    id: str
    status: int
    body: Any = field(repr=False)


@frozen
class Sent:
    """One request that was put into a file.

    Attributes:
        node: What stands for the nodes that it settles.
        batch: The number of its file.
        reply: Status and body of what came back; (0, None) where the batch ended without it, None
            where it is under way.
    """

    node: bytes
    batch: int
    reply: tuple[int, Any] | None


class RoundStore:
    """The tables `batch` and `request` of a journal.

    Args:
        journal: Open for writing.
        texts: Whether what models write is kept; else replies are overwritten when they go.

    Attributes:
        folder: Where the journal lies, and files that go round by round.
    """

    def __init__(self, journal: Journal, *, texts: bool = True) -> None:
        self._journal, self.folder = journal, journal.path.parent
        with journal.transaction() as database:
            if not texts:
                database.execute("PRAGMA secure_delete = ON")
            for statement in _TABLES:
                database.execute(statement)

    def batches(self, *states: BatchState) -> list[Batch]:
        """The batches in some states, in their order."""
        marks = ",".join("?" * len(states))
        with self._journal.transaction() as database:
            query = f"{_BATCH} WHERE state IN ({marks}) ORDER BY number"
            return [Batch(*fields) for fields in database.execute(query, states)]

    @property
    def last_round(self) -> int:
        """The number of the last round; 0 before the first."""
        with self._journal.transaction() as database:
            (found,) = database.execute("SELECT max(round) FROM batch").fetchone()
        return found or 0

    @property
    def last_number(self) -> int:
        """The number of the last batch; 0 before the first."""
        with self._journal.transaction() as database:
            (found,) = database.execute("SELECT max(number) FROM batch").fetchone()
        return found or 0

    def add(self, batch: Batch) -> None:
        """Keep a file that is being written."""
        with self._journal.transaction() as database:
            fields = (
                batch.number,
                batch.round,
                batch.key,
                batch.model,
                batch.target,
                batch.lines,
                batch.state,
                batch.vendor_id,
                time.time(),
            )
            database.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", fields)

    def add_requests(self, batch: int, requests: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep requests of a file: of each its id, its item and its node."""
        with self._journal.transaction() as database:
            database.executemany(
                "INSERT INTO request VALUES (?, ?, ?, ?, 'sent', NULL)",
                ((id_, item, node, batch) for id_, item, node in requests),
            )

    def mark(self, batch: Batch, state: BatchState, vendor_id: str | None = None) -> None:
        """Move a batch on, for good when this returns."""
        with self._journal.transaction() as database:
            database.execute(
                "UPDATE batch SET state = ?, lines = ?, vendor_id = coalesce(?, vendor_id), "
                "marked = ? WHERE number = ?",
                (state, batch.lines, vendor_id, time.time(), batch.number),
            )

    def drop(self, batch: Batch) -> None:
        """Forget a batch that the vendor does not have: what it asks for is open again."""
        with self._journal.transaction() as database:
            database.execute("DELETE FROM request WHERE batch = ?", (batch.number,))
            database.execute("DELETE FROM batch WHERE number = ?", (batch.number,))

    def known(self) -> set[str]:
        """The vendor's names of all batches that are known."""
        with self._journal.transaction() as database:
            found = database.execute("SELECT vendor_id FROM batch WHERE vendor_id IS NOT NULL")
            return {name for (name,) in found}

    def holds(self, batch: Batch, id_: str) -> bool:
        """Whether a batch has a request of this id."""
        with self._journal.transaction() as database:
            query = "SELECT count(*) FROM request WHERE id = ? AND batch = ?"
            (found,) = database.execute(query, (id_, batch.number)).fetchone()
        return bool(found)

    def answer(self, batch: Batch, results: Iterable[Result]) -> None:
        """Keep what came back; what says nothing of a request of this batch is left out."""
        with self._journal.transaction() as database:
            database.executemany(
                "UPDATE request SET state = 'answered', reply = ? WHERE id = ? AND batch = ?",
                ((_kept(one), one.id, batch.number) for one in results),
            )

    def finish(self, batch: Batch) -> None:
        """Note that all that will come of a batch is there."""
        with self._journal.transaction() as database:
            database.execute(
                "UPDATE request SET state = 'lost' WHERE batch = ? AND state = 'sent'",
                (batch.number,),
            )
            database.execute(
                "UPDATE batch SET state = 'collected' WHERE number = ?", (batch.number,)
            )

    def sent(self, item: bytes) -> list[Sent]:
        """The requests of an item, those of later rounds last."""
        query = "SELECT node, batch, state, reply FROM request WHERE item = ? ORDER BY batch"
        with self._journal.transaction() as database:
            rows = database.execute(query, (item,)).fetchall()
        return [Sent(node, batch, _packed(state, reply)) for node, batch, state, reply in rows]

    def conclude(self, entries: Sequence[Entry], items: Sequence[bytes]) -> None:
        """Keep what came of rows, and let go of their requests, both or neither."""
        with self._journal.transaction() as database:
            self._journal.insert(database, entries)
            database.executemany("DELETE FROM request WHERE item = ?", ((one,) for one in items))


def check_nothing_is_sent(journal: Journal) -> None:
    """Refuse to ask at once what a vendor's batches are asked, and paid for, already.

    Raises:
        ConfigurationError: When the journal has batches that were sent and not collected.
    """
    with journal.transaction() as database:
        query = "SELECT count(*) FROM sqlite_schema WHERE name = 'batch'"
        if database.execute(query).fetchone() == (0,):
            return
        query = "SELECT count(*) FROM batch WHERE state IN ('submitting', 'submitted')"
        (count,) = database.execute(query).fetchone()
    if count:
        msg = (
            f"requests of {journal.path.name} are with a vendor, and paid for; go on with "
            "the vendor's batches (--vendor-batch), or name another output"
        )
        raise ConfigurationError(msg)


def _kept(result: Result) -> bytes:
    return zlib.compress(orjson.dumps([result.status, result.body]), 1)


def _packed(state: str, reply: bytes | None) -> tuple[int, Any] | None:
    """What came of a request; damage is told by the sum that ends it, and costs the reply."""
    if state == "sent":
        return None
    try:
        status, body = orjson.loads(zlib.decompress(reply or b""))
    except (zlib.error, orjson.JSONDecodeError):
        return 0, None
    return int(status), body
