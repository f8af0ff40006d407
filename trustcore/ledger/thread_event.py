"""A bell that one task waits for, and that may be rung in any thread."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

import anyio
from anyio.lowlevel import current_token

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


class ThreadEvent:
    """Wakes the task that waits for it. It belongs to the event loop in which it was made."""

    def __init__(self) -> None:
        self._rung = anyio.Event()
        self._loop = cast("AbstractEventLoop", current_token().native_token)

    def ring(self) -> None:
        """Wake the task, from whichever thread. It never waits for that thread's loop."""
        with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self) -> None:
        """Return when it was rung."""
        await self._rung.wait()
