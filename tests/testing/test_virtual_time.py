from __future__ import annotations

import math
import threading
import time

import anyio
import anyio.to_thread
import pytest

from trustcore import TLM, Request
from trustcore.errors import ServerError
from trustcore.testing import DeadlockError, ScriptedProvider, VirtualTimeLoop, run_virtual


def test_an_hours_sleep_takes_no_time() -> None:
    """The clock jumps to the next timer."""

    async def sleep() -> float:
        await anyio.sleep(3600)
        return anyio.current_time()

    begun = time.monotonic()

    assert run_virtual(sleep) == 3600.0
    assert time.monotonic() - begun < 60


def test_arguments_and_result_are_passed() -> None:
    """`run_virtual` calls the function with its arguments."""

    async def add(left: int, right: int) -> int:
        return left + right

    assert run_virtual(add, 2, 3) == 5


def test_timers_go_off_in_order_of_time() -> None:
    """Concurrent sleeps end in the order of their lengths, each at its own time."""
    woken: list[float] = []

    async def sleep(seconds: float) -> None:
        await anyio.sleep(seconds)
        woken.append(anyio.current_time())

    async def main() -> None:
        async with anyio.create_task_group() as group:
            for seconds in (30, 0.5, 86400 * 3, 7):
                group.start_soon(sleep, seconds)

    run_virtual(main)

    assert woken == pytest.approx([0.5, 7, 30, 86400 * 3])


def test_a_deadline_strikes_in_virtual_time() -> None:
    """`move_on_after` ends a wait without end at its deadline."""

    async def main() -> tuple[bool, float]:
        with anyio.move_on_after(10) as scope:
            await anyio.sleep_forever()
        return scope.cancelled_caught, anyio.current_time()

    assert run_virtual(main) == (True, 10.0)


@pytest.mark.parametrize("wait", [anyio.sleep_forever, lambda: anyio.Event().wait()])
def test_waiting_for_nothing_is_a_deadlock(wait: object) -> None:
    """When no timer is set and every task waits, the loop says so instead of hanging."""

    async def main() -> None:
        await anyio.sleep(5)
        await wait()  # type: ignore[operator]

    with pytest.raises(DeadlockError, match="at 5 s, and no timer is set"):
        run_virtual(main)


def test_work_in_a_thread_takes_no_virtual_time() -> None:
    """The clock stands still while a worker thread is busy."""
    begun = threading.Event()

    def work() -> str:
        begun.set()
        return "done"

    async def main() -> tuple[str, bool, float]:
        result = ""
        with anyio.move_on_after(0.001) as scope:
            result = await anyio.to_thread.run_sync(work)
        return result, scope.cancelled_caught, anyio.current_time()

    assert run_virtual(main) == ("done", False, 0.0)
    assert begun.is_set()


def test_a_thread_that_waits_for_the_loop_is_no_deadlock() -> None:
    """A thread may call back into the loop."""

    async def main() -> float:
        return await anyio.to_thread.run_sync(anyio.from_thread.run_sync, anyio.current_time)

    assert run_virtual(main) == 0.0


def test_a_timer_at_infinity_can_be_cancelled() -> None:
    """It is a timer like any other to who holds it."""
    loop = VirtualTimeLoop()
    try:
        handle = loop.call_at(math.inf, int)
        handle.cancel()

        assert handle.cancelled()
    finally:
        loop.close()


def test_retries_come_at_the_same_times_in_each_run() -> None:
    """Chance spreads them, and in virtual time it repeats."""

    async def main() -> list[float]:
        times: list[float] = []

        def fail(_: Request) -> ServerError:
            times.append(anyio.current_time())
            return ServerError("no")

        with pytest.raises(ServerError):
            await TLM("base", model=ScriptedProvider(fail)).aprompt("?")
        return times

    first = run_virtual(main)
    assert first == run_virtual(main)
    assert 5 == len(set(first))
