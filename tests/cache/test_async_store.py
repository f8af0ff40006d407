from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import anyio
import pytest

from trustcore import Completion
from trustcore.cache import Cache
from trustcore.cache.async_store import MOST_WAITING, AsyncStore
from trustcore.cache.store import Store
from trustcore.records.evidence import Finding

KEY = b"k" * 32
ROME = Completion("Rome")


def kept(file: Path) -> dict[bytes, Finding]:
    store = Store(Cache(file))
    try:
        return store.get([KEY])[0]
    finally:
        store.close()


async def test_what_was_kept_is_found_before_it_is_written(file: Path) -> None:
    """Nobody has written yet: it is there all the same, and in the file at the end."""
    store: AsyncStore[object] = AsyncStore(Cache(file))
    async with store.held():
        store.keep({KEY: ROME})
        assert {KEY: ROME} == await store.find([KEY, b"other"])
        assert {} == kept(file)
    assert {KEY: ROME} == kept(file)


class Slow(Store):
    """Reads, and then keeps what it found to itself until it may go on."""

    def __init__(self, cache: Cache) -> None:
        super().__init__(cache)
        self.has_read, self.may_go_on = threading.Event(), threading.Event()

    def get(self, keys: Sequence[bytes]) -> tuple[dict[bytes, Finding], list[bytes]]:
        found = super().get(keys)
        self.has_read.set()
        self.may_go_on.wait(timeout=60)
        return found


async def test_what_is_written_while_somebody_reads_is_found(file: Path) -> None:
    """Who looked a moment too early for the file is told nonetheless: nothing is paid for twice."""
    store: AsyncStore[object] = AsyncStore(Cache(file))
    reader = store._reader = Slow(Cache(file))
    found: list[object] = []

    async def find() -> None:
        found.append(await store.find([KEY]))

    async with store.held(), anyio.create_task_group() as group:
        group.start_soon(store.write_on)
        group.start_soon(find)
        await anyio.to_thread.run_sync(reader.has_read.wait, 60)
        store.keep({KEY: ROME})
        while not kept(file):
            await anyio.lowlevel.checkpoint()
        reader.may_go_on.set()
        while not found:
            await anyio.lowlevel.checkpoint()
        group.cancel_scope.cancel()
    assert [{KEY: ROME}] == found


class Counting(Store):
    """Counts its visits to the file."""

    visits = 0

    def get(self, keys: Sequence[bytes]) -> tuple[dict[bytes, Finding], list[bytes]]:
        self.visits += 1
        return super().get(keys)


async def test_all_who_ask_at_once_are_told_at_once(file: Path) -> None:
    """One visit, and no turn of the event loop for each of them."""
    store: AsyncStore[object] = AsyncStore(Cache(file))
    reader = store._reader = Counting(Cache(file))
    turn, told = 0, []

    async def find() -> None:
        await store.find([KEY])
        told.append(turn)

    async with store.held(), anyio.create_task_group() as group:
        for _ in range(100):
            group.start_soon(find)
        while len(told) < 100:
            await anyio.lowlevel.checkpoint()
            turn += 1
    assert 1 == reader.visits
    assert max(told) - min(told) <= 1


@pytest.mark.parametrize("turns", range(3))
async def test_another_looks_for_what_the_cancelled_one_would_have(file: Path, turns: int) -> None:
    """Whoever of those who ask at once is cancelled, in whichever turn: nobody waits for ever."""
    store: AsyncStore[object] = AsyncStore(Cache(file))
    found: list[object] = []

    async def find(scope: anyio.CancelScope) -> None:
        with scope:
            found.append(await store.find([KEY]))

    async with store.held(), anyio.create_task_group() as group:
        store.keep({KEY: ROME})
        await store._reading.acquire()
        scopes = [anyio.CancelScope() for _ in range(5)]
        for scope in scopes:
            group.start_soon(find, scope)
        for _ in range(turns):
            await anyio.lowlevel.checkpoint()
        for scope in scopes[:3]:
            scope.cancel()
            await anyio.lowlevel.checkpoint()
        store._reading.release()
    assert [{KEY: ROME}] * 2 == found


async def test_another_process_that_writes_is_waited_for(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is lost while it holds the file: what could not be written is written later."""
    store: AsyncStore[object] = AsyncStore(Cache(file), patience=0.001)
    async with store.held(), anyio.create_task_group() as group:
        assert {} == await store.find([KEY])
        group.start_soon(store.write_on)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with caplog.at_level(logging.WARNING, "trustcore"):
            store.keep({KEY: ROME})
            while not caplog.messages:
                await anyio.lowlevel.checkpoint()
        assert {KEY: ROME} == await store.find([KEY])
        other.execute("ROLLBACK")
        other.close()
        while not kept(file):
            await anyio.lowlevel.checkpoint()
        group.cancel_scope.cancel()
    assert {True} == {"cache busy" in line for line in caplog.messages}


async def test_what_waits_to_be_written_is_bounded(file: Path) -> None:
    """A file that somebody else holds for hours would else take all memory; the last ones stay."""
    store: AsyncStore[object] = AsyncStore(Cache(file))
    keys = [number.to_bytes(32) for number in range(MOST_WAITING + 10)]
    async with store.held():
        for key in keys:
            store.keep({key: ROME})
        assert {*keys[10:]} == {*await store.find(keys)}


async def test_the_last_one_closes_the_file(file: Path) -> None:
    """Runtimes of one event loop share it; the log is gone when the last of them is."""
    log = file.with_name("answers.db-wal")
    store: AsyncStore[object] = AsyncStore(Cache(file))
    async with store.held():
        async with store.held():
            store.keep({KEY: ROME})
        assert log.exists()
        assert {KEY: ROME} == await store.find([KEY])
    assert not log.exists()


async def test_cancelled_in_the_middle_of_writing(file: Path) -> None:
    """What was answered is written, whoever is cancelled and whenever."""
    store: AsyncStore[object] = AsyncStore(Cache(file))
    with anyio.CancelScope() as scope:
        async with store.held(), anyio.create_task_group() as group:
            group.start_soon(store.write_on)
            store.keep({KEY: ROME})
            scope.cancel()
    assert {KEY: ROME} == kept(file)


async def test_what_is_used_is_written_down_where_there_is_a_limit(file: Path) -> None:
    """Who reads an entry spares it; without a limit reading writes nothing."""
    for limit, touched in ((None, False), (10**6, True)):
        store: AsyncStore[object] = AsyncStore(Cache(file, max_bytes=limit))
        async with store.held():
            store.keep({KEY: ROME})
        before = used(file)
        async with store.held():
            await store.find([KEY])
        assert touched == (used(file) > before)


def used(file: Path) -> float:
    with sqlite3.connect(file) as rows:
        (when,) = rows.execute("SELECT used FROM entries").fetchone()
    rows.close()
    return float(when)
