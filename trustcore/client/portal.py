"""Sync methods: one thread with an event loop, shared by all clients of the process."""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, ExitStack
from typing import Any, TypeVar

from anyio.from_thread import BlockingPortal, BlockingPortalProvider

T = TypeVar("T")

_PORTALS = BlockingPortalProvider()


class SyncBridge:
    """Runs a client's coroutines in the portal thread, inside the client's own runtime.

    The thread is taken at the first call and kept until `close` or the end of the program, so that
    connections are reused and limits are shared between sync calls.
    """

    def __init__(self, open_runtime: Callable[[], AbstractAsyncContextManager[Any]]) -> None:
        self._open_runtime = open_runtime
        self._lock = threading.Lock()
        self._portal: BlockingPortal | None = None
        self._stack = ExitStack()

    def run(self, function: Callable[[], Awaitable[T]]) -> T:
        """Run in the portal's loop and wait. Ctrl-C cancels what runs."""
        future = self._open().start_task_soon(function)
        try:
            return future.result()
        except BaseException:
            # KeyboardInterrupt comes up here, in the waiting thread: the task must hear of it.
            future.cancel()
            raise

    def close(self) -> None:
        """Leave the runtime and the thread. Idempotent."""
        with self._lock:
            self._portal = None
            self._stack.close()

    def _open(self) -> BlockingPortal:
        with self._lock:
            if self._portal is None:
                portal = self._stack.enter_context(_PORTALS)
                self._stack.enter_context(portal.wrap_async_context_manager(self._open_runtime()))
                self._portal = portal
                _OPEN.add(self)
            return self._portal


_OPEN: weakref.WeakSet[SyncBridge] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for bridge in list(_OPEN):
        bridge.close()
