from __future__ import annotations

import anyio
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore.actors.slots import Slots
from trustcore.testing import run_virtual


def test_the_most_urgent_first() -> None:
    """A slot goes to the lowest priority that waits, and among equals to the first."""

    async def main() -> list[tuple[int, int]]:
        slots, order = Slots(1), list[tuple[int, int]]()

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


@settings(max_examples=60, deadline=None)
@given(USERS, st.integers(1, 3))
def test_no_slot_is_lost(users: list[tuple[int, int, int]], limit: int) -> None:
    """Whoever gives up and whenever: the limit holds, and in the end all slots are free."""

    async def main() -> tuple[int, int]:
        slots, used, most = Slots(limit), 0, 0

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
