from __future__ import annotations

from functools import partial

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.http.reading import MOST, READ_AT_ONCE, ReadMemory, read_memory, reply_limit
from trustcore.testing import run_virtual


def test_the_limit_goes_by_what_was_asked_for() -> None:
    """Eight MiB for a chat, more for several completions and for embeddings, within bounds."""
    assert reply_limit() == 8 * 2**20
    assert reply_limit(completions=4) == 32 * 2**20
    assert reply_limit(texts=20) == 13 * 2**20
    assert reply_limit(completions=1000) == reply_limit(texts=10**6) == MOST < READ_AT_ONCE


def test_who_finds_no_memory_waits_in_order() -> None:
    """A small reply does not overtake a large one, which would wait without end."""
    order: list[int] = []

    async def main() -> None:
        memory = ReadMemory(10)

        async def read(amount: int) -> None:
            taken = await memory.take(amount)
            order.append(amount)
            await anyio.sleep(1)
            memory.give_back(taken)

        async with anyio.create_task_group() as group:
            for amount in (6, 7, 2, 1):
                group.start_soon(read, amount)
                await anyio.sleep(0.1)

    run_virtual(main)
    assert [6, 7, 2, 1] == order


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 5), st.booleans()), max_size=12))
def test_memory_is_never_exceeded_nor_lost(readers: list[tuple[int, int, bool]]) -> None:
    """Whoever is cancelled, while waiting or while reading: at the end all of it is free."""

    async def main() -> None:
        memory = ReadMemory(10)
        held = 0

        async def read(amount: int, seconds: int) -> None:
            nonlocal held
            taken = await memory.take(amount)
            held += taken
            assert held <= 10
            try:
                await anyio.sleep(seconds)
            finally:
                held -= taken
                memory.give_back(taken)

        async def bounded(amount: int, seconds: int, *, cancelled: bool) -> None:
            with anyio.move_on_after(1 if cancelled else 1000) as scope:
                await read(amount, seconds)
            assert cancelled or not scope.cancelled_caught

        async with anyio.create_task_group() as group:
            for amount, seconds, cancelled in readers:
                group.start_soon(partial(bounded, amount, seconds, cancelled=cancelled))
        assert await memory.take(10) == 10

    run_virtual(main)


async def test_one_loop_has_one_memory() -> None:
    """However many transports there are."""
    assert read_memory() is read_memory()


@pytest.mark.parametrize("total", [1, 10])
async def test_more_than_all_is_all(total: int) -> None:
    """A reply that may be larger than the whole is read alone."""
    assert await ReadMemory(total).take(100) == total
