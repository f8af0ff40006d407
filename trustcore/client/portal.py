"""Sync methods: one thread with an event loop, shared by all clients of the process."""

from __future__ import annotations

import atexit
import sys
import weakref
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from threading import Lock
from typing import Any, TypeVar

from trustcore import forks
from trustcore.client.loop_thread import HeldOpen, Job, LoopThread
from trustcore.errors import ClientStateError
from trustcore.log import log

T = TypeVar("T")

_CLOSING_SECONDS = 10.0
"""How long closing is waited for; it takes milliseconds, unless a model's code holds it up."""

_INTERRUPTED_SECONDS = 1.0
"""How long it is waited for after Ctrl-C, which is to end the program."""


class _Portal:
    """The loop thread of the process: started by the first call, ended with the last client."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread: LoopThread | None = None
        self.seconds = _CLOSING_SECONDS
        self._ends_with_worker = False
        forks.register(self)

    @property
    def is_current(self) -> bool:
        """Whether this very thread is the loop's."""
        return self._thread is not None and self._thread.is_current

    def submit(self, job: Job[Any]) -> None:
        """Hand a job in; start a thread where none takes it."""
        with self._lock:
            if self._thread is not None and self._thread.submit(job):
                return
            self._thread = LoopThread(job)
            try:
                self._thread.start()
                self._stop_with_multiprocessing()
            except BaseException:  # an interrupted start may be none: the next call starts another
                self._thread = None
                raise

    def run(self, job: Job[T]) -> T:
        """Let a job run and wait for it; whatever interrupts the waiting cancels it."""
        try:
            self.submit(job)
            job.wait()
        except BaseException:  # Ctrl-C, or what the handler of another signal raises
            self.seconds = _INTERRUPTED_SECONDS
            job.abandon()
            raise
        self.seconds = _CLOSING_SECONDS
        return job.result()

    def close(self, lease: _Lease) -> None:
        """Close what a client holds open, and the thread with the last of them."""
        thread, job = self._thread, Job(lease.close)
        if thread is None or not thread.submit(job):
            return
        if thread.is_current:
            return  # it cannot wait for itself
        if not job.wait(self.seconds):
            log.warning("closing takes long", seconds=self.seconds)
            return
        if thread.over:
            thread.join(self.seconds)
        job.result()

    def stop(self) -> None:
        """Close everything, at the end of the program."""
        if self._thread is not None:
            self._thread.stop(self.seconds)

    def after_fork(self) -> None:
        """Leave the parent's thread alone; the next call starts one in this process."""
        if self._thread is not None:
            self._thread.disown()
            forks.keep(self._thread)
        self._lock, self._thread, self.seconds = Lock(), None, _CLOSING_SECONDS
        self._ends_with_worker = False

    def _stop_with_multiprocessing(self) -> None:
        """Close everything in a worker of `multiprocessing` too, which leaves without `atexit`."""
        util = sys.modules.get("multiprocessing.util")
        if util is not None and not self._ends_with_worker:
            util.Finalize(None, self.stop, exitpriority=0)
            self._ends_with_worker = True


_PORTAL = _Portal()
atexit.register(_PORTAL.stop)


class _Lease:
    """A client's runtime in the loop thread, apart from the client: it must not keep that alive."""

    def __init__(self, open_runtime: Callable[[], AbstractAsyncContextManager[Any]]) -> None:
        self._open_runtime = open_runtime
        self._held: HeldOpen | None = None
        self.used = False

    async def run(self, function: Callable[[], Awaitable[T]], thread: LoopThread) -> T:
        """Await a function while the runtime is open; open it where it is not."""
        if self._held is None or self._held.over or self._held.thread is not thread:
            self._held = thread.hold(self._open_runtime())
        await self._held.opened()
        return await function()

    async def close(self, thread: LoopThread) -> None:
        """Close the runtime, if it is open in this thread."""
        held, self._held = self._held, None
        if held is not None and held.thread is thread:
            held.close()
            await held.closed()

    def release(self) -> None:
        """Close the runtime soon, from a finaliser in whichever thread."""
        if self._held is not None:
            self._held.thread.soon(self._held.close)


class SyncBridge:
    """Runs a client's coroutines in the loop thread, inside the client's own runtime.

    The runtime is opened at the first call and kept until `close`, until the client is collected or
    until the end of the program, so that connections are reused and limits are shared between sync
    calls. A forked process starts a thread and a runtime of its own at its first call.
    """

    def __init__(self, open_runtime: Callable[[], AbstractAsyncContextManager[Any]]) -> None:
        self._lease = _Lease(open_runtime)
        weakref.finalize(self, self._lease.release).atexit = False  # `_Portal.stop` does that

    def run(self, function: Callable[[], Awaitable[T]]) -> T:
        """Run in the loop thread and wait. Ctrl-C cancels what runs.

        Raises:
            ClientStateError: When called from code that runs in that loop itself, which would wait
                for itself; or when the loop was ended by force.
        """
        if _PORTAL.is_current:
            raise ClientStateError(
                "a sync method was called by code that runs in the event loop of sync methods, an "
                "async function that is a model, for one; await the method with `a` before its name"
            )
        self._lease.used = True
        return _PORTAL.run(Job(partial(self._lease.run, function)))

    def close(self) -> None:
        """Leave the runtime and the thread. Idempotent.

        It is waited for 10 s at most, and 1 s after Ctrl-C; what is not closed by then goes on
        closing until the program ends.
        """
        if self._lease.used:
            self._lease.used = False
            _PORTAL.close(self._lease)
