"""Keeps entries in groups: those that come while a group is being written are the next one."""

from __future__ import annotations

import anyio
import anyio.to_thread
from attrs import define, field

from trustcore.batch.entry import Entry
from trustcore.batch.journal import Journal
from trustcore.errors import JournalError


@define(eq=False)
class _Group:
    """Entries that are written together."""

    entries: list[Entry] = field(factory=list)
    written: anyio.Event = field(factory=anyio.Event)
    error: JournalError | None = None


class GroupCommit:
    """Writes entries of many tasks to a journal, in as few transactions as their pace allows."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._turn = anyio.Lock()
        self._next = _Group()

    async def add(self, entry: Entry) -> None:
        """Return when an entry is kept for good. The first of a group writes it.

        Raises:
            JournalError: When it cannot be written.
        """
        group = self._next
        group.entries.append(entry)
        if len(group.entries) > 1:
            await group.written.wait()
        else:
            with anyio.CancelScope(shield=True):  # what was paid for is kept
                await self._write(group)
        if group.error is not None:
            raise group.error

    async def _write(self, group: _Group) -> None:
        async with self._turn:
            self._next = _Group()
            try:
                await anyio.to_thread.run_sync(self._journal.write, group.entries)
            except JournalError as error:
                group.error = error
            finally:
                group.written.set()
