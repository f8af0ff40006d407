"""Sync methods: one thread with an event loop, shared by all clients of the process."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError
from contextlib import AbstractAsyncContextManager, ExitStack
from typing import Any, TypeVar

from anyio import CancelScope
from anyio.from_thread import BlockingPortal, BlockingPortalProvider
from attrs import define, field

from trustcore.errors import ClientStateError

T = TypeVar("T")

_DYING_SECONDS = 5.0


@define(eq=False)
class _Shared:
    """The portal thread of the process.

    A thread whose loop was ended by force (a model's code called `sys.exit`, say) is left behind,
    and the next call starts another.
    """

    lock: threading.Lock = field(factory=threading.Lock)
    provider: BlockingPortalProvider = field(factory=BlockingPortalProvider)
    thread: threading.Thread | None = None

    def enter(self, stack: ExitStack) -> tuple[BlockingPortal, threading.Thread]:
        with self.lock:
            if self.thread is not None and not self.thread.is_alive():
                self.provider, self.thread = BlockingPortalProvider(), None
            portal = stack.enter_context(self.provider)
            self.thread = portal.call(threading.current_thread)
            return portal, self.thread


_SHARED = _Shared()


class SyncBridge:
    """Runs a client's coroutines in the portal thread, inside the client's own runtime.

    The thread is taken at the first call and kept until `close` or the end of the program, so that
    connections are reused and limits are shared between sync calls.
    """

    def __init__(self, open_runtime: Callable[[], AbstractAsyncContextManager[Any]]) -> None:
        self._open_runtime = open_runtime
        self._lock = threading.Lock()
        self._portal: BlockingPortal | None = None
        self._thread: threading.Thread | None = None
        self._stack = ExitStack()

    def run(self, function: Callable[[], Awaitable[T]]) -> T:
        """Run in the portal's loop and wait. Ctrl-C cancels what runs.

        Raises:
            ClientStateError: When called from code that runs in the portal's loop itself, which
                would wait for itself; or when that loop was ended by force.
        """
        if threading.current_thread() is self._thread:
            raise ClientStateError(
                "a sync method was called by code that runs in the event loop of sync methods, an "
                "async function that is a model, for one; await the method with `a` before its name"
            )
        portal = self._open()
        scopes: list[CancelScope] = []
        gone = threading.Event()

        async def task() -> T:
            with CancelScope() as scope:
                scopes.append(scope)
                if gone.is_set():
                    scope.cancel()
                return await function()
            raise ClientStateError("the waiting thread went away")  # it hears nothing of this

        try:
            return portal.start_task_soon(task).result()
        except CancelledError:
            # Nobody cancelled it: its loop was ended by force. The thread is on its way out.
            if self._thread is not None:
                self._thread.join(_DYING_SECONDS)
            raise ClientStateError(
                "the event loop of sync methods was ended by force while the call ran; the next "
                "call starts another"
            ) from None
        except KeyboardInterrupt:
            # It comes up here, in the waiting thread, perhaps before the task has begun: either
            # the task finds out that nobody waits, or its scope is there to be cancelled.
            gone.set()
            for scope in tuple(scopes):
                portal.start_task_soon(scope.cancel)
            raise

    def close(self) -> None:
        """Leave the runtime and the thread. Idempotent."""
        with self._lock:
            self._leave()

    def _open(self) -> BlockingPortal:
        with self._lock:
            if self._portal is not None and not self._alive:
                self._leave()
            if self._portal is None:
                portal, self._thread = _SHARED.enter(self._stack)
                self._stack.enter_context(portal.wrap_async_context_manager(self._open_runtime()))
                self._portal = portal
                _OPEN.add(self)
            return self._portal

    def _leave(self) -> None:
        alive = self._alive
        _OPEN.discard(self)
        stack, self._stack = self._stack, ExitStack()
        self._portal = self._thread = None
        if alive:
            stack.close()
        else:
            stack.pop_all()  # nobody is there to answer

    @property
    def _alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()


_OPEN: set[SyncBridge] = set()
"""Those to be closed at exit. Held on to: a portal that is left to the garbage collector would be
ended when its thread is gone already, and be waited for without end."""


@atexit.register
def _close_all() -> None:
    for bridge in list(_OPEN):
        bridge.close()
