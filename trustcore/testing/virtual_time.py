"""An event loop whose clock jumps to the next timer, so that an hour's sleep takes no time.

With pytest and anyio, for every test of a module::

    @pytest.fixture
    def anyio_backend():
        return "asyncio", {"loop_factory": VirtualTimeLoop}
"""

from __future__ import annotations

import asyncio
import math
import random
import selectors
import threading
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import TypeVar, TypeVarTuple

import anyio

T = TypeVar("T")
Args = TypeVarTuple("Args")

PATIENCE = 1.0
"""Seconds of real time for which the clock waits for worker threads before it jumps."""

_SLICE = 0.01
"""Seconds after which it looks again: a thread says that it is idle after it gave its result."""


class DeadlockError(RuntimeError):
    """Every task waits for something that no timer, thread or socket can bring about."""


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An asyncio event loop in virtual time, which starts at 0, and with a chance that repeats.

    When nothing is ready, the clock jumps to the next timer. While one of anyio's worker threads is
    busy, or a socket is open, the clock stands still for up to `PATIENCE` seconds of real time, so
    that quick functions in threads take no virtual time. A program that talks over the network
    works, but is better run in real time.

    Attributes:
        random: What spreads retries over time: the same in each run.

    Raises:
        DeadlockError: Out of the running loop, when all tasks wait and nothing can wake them.
    """

    def __init__(self) -> None:
        self.random = random.Random(0)  # noqa: S311  (repeatable)
        self._seconds = 0.0
        selector = _JumpingSelector(self)
        super().__init__(selector)
        selector.own_sockets = len(selector.get_map())

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._seconds

    def call_at(
        self,
        when: float,
        callback: Callable[[*Args], object],
        *args: *Args,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Set a timer; one at infinity (`anyio.sleep_forever`) can never go off, so none is set."""
        if when == math.inf:
            return asyncio.TimerHandle(when, callback, args, self, context)
        # A clock that stood still would let a timer that rounds to now be set again for ever.
        later = max(when, math.nextafter(self._seconds, math.inf))
        return super().call_at(later, callback, *args, context=context)

    def jump(self, seconds: float) -> None:
        """Advance the clock; for the loop's selector."""
        self._seconds += seconds


class _JumpingSelector(selectors.DefaultSelector):
    """Where an event loop waits: instead of waiting, this one advances the loop's clock."""

    def __init__(self, loop: VirtualTimeLoop) -> None:
        super().__init__()
        self._loop = loop
        self.own_sockets = 0  # by which threads wake the loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        # In this order: what a thread posted before it was seen to be idle, the poll sees.
        outside = self._outside()
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        for _ in range(round(PATIENCE / _SLICE)):
            if ready or not outside:
                break
            outside = self._outside()
            ready = super().select(_SLICE if outside else 0)
        if not ready and timeout is not None:
            self._loop.jump(timeout)
        if not ready and timeout is None and not outside:
            raise DeadlockError(_diagnosis(self._loop))
        return ready

    def _outside(self) -> bool:
        """Whether something that is no timer may wake the loop."""
        return _busy_threads(self._loop) or len(self.get_map()) > self.own_sockets


def _busy_threads(loop: VirtualTimeLoop) -> bool:
    """Whether a worker thread of anyio's has work of this loop: anyio itself does not say."""
    return any(
        getattr(thread, "loop", None) is loop
        and getattr(getattr(thread, "queue", None), "unfinished_tasks", 0) > 0
        for thread in threading.enumerate()
    )


def _diagnosis(loop: VirtualTimeLoop) -> str:
    waiting = sorted(task.get_name() for task in asyncio.all_tasks(loop))
    return (
        f"{len(waiting)} tasks wait for each other at {loop.time():g} s, and no timer is set: "
        f"{', '.join(waiting)}"
    )


def run_virtual(function: Callable[[*Args], Awaitable[T]], *args: *Args) -> T:
    """Run an async function in virtual time; `anyio.current_time()` starts at 0.

    Raises:
        DeadlockError: When all tasks wait and nothing can wake them.
    """
    return anyio.run(
        function, *args, backend="asyncio", backend_options={"loop_factory": VirtualTimeLoop}
    )
