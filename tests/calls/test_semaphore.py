from __future__ import annotations

import anyio
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore.calls.limits.semaphore import PrioritySemaphore
from trustcore.testing import run_virtual


def test_the_most_urgent_first() -> None:
    """A slot goes to the lowest priority that waits, and among equals to the first."""

    async def main() -> list[tuple[int, int]]:
        slots, order = PrioritySemaphore(1), list[tuple[int, int]]()

        async def use(priority: tuple[int, int]) -> None:
            await slots.acquire(priority)
            order.append(priority)
            await anyio.sleep(1)
            slots.release()

        async with anyio.create_task_group() as group:
            for priority in [(9, 0), (3, 0), (1, 2), (1, 0), (2, 1)]:
                group.start_soon(use, priority)
        return order

    assert [(9, 0), (1, 0), (1, 2), (2, 1), (3, 0)] == run_virtual(main)


USERS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 5)), max_size=12)


@settings(max_examples=60)
@given(USERS, st.integers(1, 3))
def test_no_slot_is_lost(users: list[tuple[int, int, int]], limit: int) -> None:
    """Whoever gives up and whenever: the limit holds, and in the end all slots are free."""

    async def main() -> tuple[int, int]:
        slots, used, most = PrioritySemaphore(limit), 0, 0

        async def use(item: int, seconds: int, patience: int) -> None:
            nonlocal used, most
            with anyio.move_on_after(patience):
                await slots.acquire((item, 0))
                used += 1
                most = max(most, used)
                try:
                    await anyio.sleep(seconds)
                finally:
                    used -= 1
                    slots.release()

        async with anyio.create_task_group() as group:
            for user in users:
                group.start_soon(use, *user)
        return slots.taken, most

    taken, most = run_virtual(main)
    assert 0 == taken
    assert most <= limit


def test_fewer_slots_take_none_away_and_more_are_given_at_once() -> None:
    """Who has one keeps it; the next gets none until there is room under the new limit."""

    async def main() -> list[tuple[str, float]]:
        slots, got = PrioritySemaphore(2), list[tuple[str, float]]()

        async def use(name: str, seconds: float) -> None:
            await slots.acquire((0, 0))
            got.append((name, anyio.current_time()))
            await anyio.sleep(seconds)
            slots.release()

        async with anyio.create_task_group() as group:
            for name, seconds in (("a", 2), ("b", 4), ("c", 9), ("d", 9), ("e", 9)):
                group.start_soon(use, name, seconds)
            await anyio.sleep(1)
            slots.resize(1)
            await anyio.sleep(4)
            slots.resize(3)
        return got

    assert [("a", 0), ("b", 0), ("c", 4), ("d", 5), ("e", 5)] == run_virtual(main)


@settings(max_examples=60)
@given(USERS, st.lists(st.integers(1, 4), max_size=8))
def test_no_slot_is_lost_when_their_number_changes(
    users: list[tuple[int, int, int]], limits: list[int]
) -> None:
    """Whoever gives up and whenever: nobody waits beside a free one, and in the end all are."""

    async def main() -> tuple[int, int]:
        slots, present = PrioritySemaphore(2), 0

        async def use(item: int, seconds: int, patience: int) -> None:
            nonlocal present
            present += 1
            with anyio.move_on_after(patience):
                await slots.acquire((item, 0))
                try:
                    await anyio.sleep(seconds)
                finally:
                    slots.release()
            present -= 1

        async with anyio.create_task_group() as group:
            for user in users:
                group.start_soon(use, *user)
            for limit in limits:
                await anyio.sleep(0.5)
                slots.resize(limit)
                assert slots.taken >= min(present, limit)
        await slots.acquire((0, 0))
        return slots.taken, present

    assert (1, 0) == run_virtual(main)
