"""An event that a task waits for and any thread may set."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

import anyio
from anyio.lowlevel import current_token

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


class ThreadEvent:
    """An event that any thread may set. It belongs to the event loop in which it was made."""

    def __init__(self) -> None:
        self._event = anyio.Event()
        self._loop = cast("AbstractEventLoop", current_token().native_token)

    def set(self) -> None:
        """Wake whoever waits, from whichever thread. It never waits for that thread's loop."""
        with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self) -> None:
        """Return when the event was set."""
        await self._event.wait()
