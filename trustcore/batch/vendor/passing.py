"""One look at each open row: it is concluded, or what it wants goes into the files of a round."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from attrs import define, field, frozen

from trustcore.batch.answers import entry_of, problem_of
from trustcore.batch.entry import Entry
from trustcore.batch.items import RowItem
from trustcore.batch.prepare import Prepared
from trustcore.batch.vendor.files import RoundFiles
from trustcore.batch.vendor.replies import KnownReplies, item_id, node_of
from trustcore.batch.vendor.store import RoundStore
from trustcore.client.offline import OfflineCalls, SpentCall
from trustcore.engine.gathered import Gathered
from trustcore.engine.replay import Replayed
from trustcore.errors import FatalError
from trustcore.graph import Item
from trustcore.provider_kit import HttpSession
from trustcore.records.result import Result
from trustcore.records.role import Role

_AT_ONCE = 500
"""Rows that are kept together."""


@frozen
class Row:
    """A row while it is looked at, and no longer: thousands of graphs would not fit into memory.

    Attributes:
        row: The row.
        id: What stands for it in the journal's requests.
        item: As the engine has it.
        known: What came of its requests.
    """

    row: RowItem
    id: bytes
    item: Item
    known: KnownReplies


@frozen(kw_only=True)
class Passing:
    """What looking at rows takes.

    Attributes:
        offline: Runs items over replies.
        prepared: The rows.
        store: Has their requests.
        sessions: The open model of each role.
        fingerprint: Of preset and models.
        fresh: The files whose replies came in this process and are to be booked.
        tell: Is told of each row that is settled.
    """

    offline: OfflineCalls
    prepared: Prepared
    store: RoundStore
    sessions: Mapping[Role, HttpSession]
    fingerprint: str
    fresh: Collection[int]
    tell: Callable[[Entry], None]

    def opened(self, row: RowItem) -> Row | None:
        """What is known of a row; None while requests of it are with the vendor.

        Raises:
            InputError: When it cannot be asked.
        """
        settings = self.prepared.settings
        id_ = self.id(row)
        sent = self.store.sent(id_)
        if any(one.reply is None for one in sent):
            return None
        item = self.offline.item(row.asked, row.response, seed=row.seed(settings.seed))
        online = settings.finish_online
        known = KnownReplies(
            self.offline, self.sessions, sent, fresh=self.fresh, finish_online=online
        )
        return Row(row, id_, item, known)

    def id(self, row: RowItem) -> bytes:
        """What stands for a row in the journal's requests."""
        return item_id(row, self.fingerprint, self.prepared.settings.seed)

    def keep(self, found: list[tuple[Entry, bytes]]) -> None:
        """Keep what came of rows."""
        self.store.conclude([entry for entry, _ in found], [id_ for _, id_ in found])
        for entry, _ in found:
            self.prepared.settled[entry.row] = 1
            self.tell(entry)


@define
class Pass:
    """One look at each open row.

    Attributes:
        passing: What that takes.
        files: Take what rows want.
        held: How many rows wait for calls that are to be made at once.
    """

    passing: Passing
    files: RoundFiles
    held: int = 0
    _done: list[tuple[Entry, bytes]] = field(factory=list)
    _spent: list[SpentCall] = field(factory=list)

    def run(self, stopped: Callable[[], bool]) -> None:
        """Look at the rows, until a stop is asked for.

        Raises:
            FatalError: When every further row would fail alike.
        """
        for row in self.passing.prepared.open_items():
            if stopped():
                break
            self._look(row)
            if len(self._done) >= _AT_ONCE or len(self._spent) >= _AT_ONCE:
                self._flush()
        self._flush()

    def _look(self, row: RowItem) -> None:
        texts = self.passing.prepared.settings.texts
        if row.problem is not None:
            self._done.append((problem_of(row, texts=texts), self.passing.id(row)))
            return
        try:
            opened = self.passing.opened(row)
            replayed = None if opened is None else self._replayed(opened)
        except FatalError:
            raise
        except Exception as error:  # noqa: BLE001  (kept beside the results of the other rows)
            self._done.append((entry_of(row, error, texts=texts), self.passing.id(row)))
            return
        if opened is None or replayed is None:
            return
        if replayed.wanted:
            self._want(opened, replayed)
        else:
            self._done.append((self._entry(opened, replayed), opened.id))

    def _replayed(self, opened: Row) -> Replayed:
        found = self.passing.offline.replay(opened.item, opened.known)
        self._spent += [one for batch, one in opened.known.spent if batch in self.passing.fresh]
        return found

    def _want(self, opened: Row, replayed: Replayed) -> None:
        """Put into files what a row wants, but for what is left to be asked at once."""
        offline = self.passing.offline
        later = set(opened.known.given_up)
        for call in replayed.wanted:
            if call not in later:
                encoded = self.passing.sessions[call.role].encode(offline.request(call))
                model = offline.providers[call.role].model
                self.files.add(model, encoded, opened.id, node_of(call), offline.most(call))
        self.held += later.issuperset(replayed.wanted)

    def _entry(self, opened: Row, replayed: Replayed) -> Entry:
        texts = self.passing.prepared.settings.texts
        return concluded(self.passing.offline, opened, replayed.gathered, texts=texts)

    def _flush(self) -> None:
        self.passing.offline.settle(self._spent)
        self._spent.clear()
        self.passing.keep(self._done)
        self._done.clear()


def concluded(offline: OfflineCalls, opened: Row, gathered: Gathered, *, texts: bool) -> Entry:
    """What is kept of a row of which nothing is wanted any more."""
    found: Result | Exception
    try:
        found = offline.result(gathered, (one for _, one in opened.known.spent))
        if opened.row.response is not None:
            offline.check_score(found)
    except Exception as error:  # noqa: BLE001  (kept beside the results of the other rows)
        found = error
    return entry_of(opened.row, found, texts=texts)
