"""Who answers and scores the rows of a run."""

from __future__ import annotations

from typing import Protocol

from attrs import Factory, frozen

from trustcore.batch.answers import settle
from trustcore.batch.entry import Entry
from trustcore.batch.items import RowItem
from trustcore.batch.room import BudgetRoom
from trustcore.batch.settings import FileSettings
from trustcore.client import TLM


class Workers(Protocol):
    """Who answers and scores rows; the journal is written by the process that began the run."""

    @property
    def count(self) -> int:
        """How many there are; each has `rows_at_once` rows under way."""
        ...

    async def settle(self, item: RowItem, settings: FileSettings) -> Entry:
        """Settle a row; what goes wrong with it is in its entry.

        Raises:
            FatalError: When every further row would fail alike.
        """
        ...

    def usd(self) -> float | None:
        """What the rows so far have cost, None where nobody knows."""
        ...

    def waits_for(self) -> str:
        """What is waited for, in words that follow "waiting for"; empty for nothing."""
        ...


@frozen
class ThisProcess:
    """The one worker of a run that names no other.

    Attributes:
        tlm: The client, entered.
        count: One.
        room: When the next row may begin.
    """

    tlm: TLM
    count: int = 1
    room: BudgetRoom = Factory(lambda self: BudgetRoom(self.tlm), takes_self=True)

    async def settle(self, item: RowItem, settings: FileSettings) -> Entry:
        """Settle a row, once the budget has room for it; see `Workers`."""
        async with self.room.held(item):
            entry = await settle(self.tlm, item, settings.seed, texts=settings.texts)
            if self.tlm.budget is not None:
                self.room.learn(entry)
            return entry

    def usd(self) -> float | None:
        """What the client has spent."""
        return self.tlm.ledger.total.cost

    def waits_for(self) -> str:
        """What the client's calls wait for."""
        return self.tlm.waits_for()
