"""Work in a task of its own, whose error is raised where somebody reads what comes of it."""

from __future__ import annotations

from asyncio import Event  # anyio's finds out each time in which library's loop it is
from collections.abc import Awaitable, Callable

import anyio

from trustcore.errors import ClientStateError


class BackgroundWork:
    """One piece of work that runs in a task of its own, and news of it for those who wait.

    Args:
        left: What is said when it was cancelled.

    Attributes:
        over: Whether it has ended, or was cancelled.
        error: Why it ended early; that it was cancelled, too.
    """

    __slots__ = ("_left", "_news", "_scope", "error", "over")

    def __init__(self, left: str) -> None:
        self.error: Exception | None = None
        self.over = False
        self._left = left
        self._scope = anyio.CancelScope()
        self._news = Event()

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run it to its end; what goes wrong is kept, to be raised in the reader."""
        self.error = ClientStateError(self._left)
        try:
            with self._scope:
                await work()
                self.error = None
        except Exception as error:  # noqa: BLE001  (raised in the reader)
            self.error = error
        finally:
            self.over = True
            self.notify()

    def cancel(self) -> None:
        """Cancel it, unless it has ended."""
        if not self.over:
            self._scope.cancel()

    def notify(self) -> None:
        """Tell those who wait that there is news."""
        self._news.set()

    async def wait(self) -> None:
        """Wait for news; each of those who wait hears of them."""
        self._news.clear()
        await self._news.wait()
