"""A thread with an event loop, in which the jobs of other threads run.

A thread that waits can be interrupted between any two of its steps, by Ctrl-C or by whatever the
handler of a signal raises. So it does next to nothing: hand in a job and wait for a plain lock.
Opening and closing happen in the loop's thread, which no signal reaches. `Future`, `Event` and
`Condition` are not for the waiting thread: they are written in Python, and one that is interrupted
while it holds their lock keeps it.
"""

from __future__ import annotations

from _thread import start_new_thread
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from contextvars import Context, copy_context
from math import inf
from threading import Lock, Thread, get_ident
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import anyio
from anyio.abc import TaskGroup
from anyio.lowlevel import current_token

from trustcore.errors import ClientStateError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

T = TypeVar("T")

_LOOK_UP_SECONDS = 0.1
"""How long a waiting thread may take to find out that a signal has come."""


class Job(Generic[T]):
    """A function that is awaited in the loop's thread, and what comes of it.

    Args:
        function: Is given the thread that it runs in.
    """

    def __init__(self, function: Callable[[LoopThread], Awaitable[T]]) -> None:
        self.context = copy_context()
        self._function = function
        self._over = Lock()
        self._over.acquire()
        self._thread: LoopThread | None = None
        self._scope: anyio.CancelScope | None = None
        self._abandoned = False
        self._values: list[T] = []
        self._error: Exception | None = None

    async def run(self, thread: LoopThread) -> None:
        """Await the function. Only what ends the whole loop is raised."""
        self._thread = thread
        self._error = ClientStateError("the program ended while the call ran")
        with anyio.CancelScope() as self._scope:
            if self._abandoned:
                return
            try:
                self._values.append(await self._function(thread))
                self._error = None
            except Exception as error:  # noqa: BLE001  (raised in the thread that waits)
                self._error = error

    def settle(self, error: Exception | None = None) -> None:
        """Let the waiting thread go on, once; with an error that is not the function's own."""
        self._error = error or self._error
        del self._function  # the client, which may be dropped when this thread goes on
        self._over.release()

    def wait(self, seconds: float = inf) -> bool:
        """Wait for the end, so many seconds at most. Whether it has come.

        The system may tell any thread of a signal. One that waits for a lock finds out only when
        the waiting ends, so that it waits a little, again and again.
        """
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if self._over.acquire(timeout=min(left, _LOOK_UP_SECONDS)):
                return True
        return False

    def abandon(self) -> None:
        """Cancel it: nobody waits for it any more. It may not have begun."""
        self._abandoned = True
        if self._thread is not None:
            self._thread.soon(self._cancel)

    def result(self) -> T:
        """What came of it, once `wait` has returned True."""
        try:
            if self._error is not None:
                raise self._error
            return self._values.pop()
        finally:
            self._error = None  # a traceback that holds its own frames would be a circle

    def _cancel(self) -> None:
        if self._scope is not None:
            self._scope.cancel()


class HeldOpen:
    """A context manager that a task of its own holds open in the loop's thread."""

    def __init__(self, thread: LoopThread, manager: AbstractAsyncContextManager[Any]) -> None:
        self.thread = thread
        self._manager = manager
        self._opened, self._closing, self._over = anyio.Event(), anyio.Event(), anyio.Event()
        self._error: Exception | None = None

    @property
    def over(self) -> bool:
        """Whether it is closed, or could not be opened."""
        return self._over.is_set()

    async def hold(self) -> None:
        """Open it and close it when told to. What goes wrong is for those who wait."""
        try:
            async with self._manager:
                self._opened.set()
                await self._closing.wait()
        except Exception as error:  # noqa: BLE001  (raised by `opened` and `closed`)
            self._error = error
        finally:
            self._opened.set()
            self._over.set()

    async def opened(self) -> None:
        """Return when it is open; raise what kept it from being opened."""
        await self._opened.wait()
        self._raise()

    def close(self) -> None:
        """Tell it to close, in the loop's thread."""
        self._closing.set()

    async def closed(self) -> None:
        """Return when it is closed; raise what went wrong."""
        await self._over.wait()
        self._raise()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error


class LoopThread:
    """A daemon thread with an event loop, which ends when nothing runs and nothing is held open.

    Args:
        first: Its first job.
    """

    def __init__(self, first: Job[Any]) -> None:
        self.over = False
        self._lock = Lock()
        self._new: deque[Job[Any]] = deque([first])
        self._running: set[Job[Any]] = set()
        self._held: set[HeldOpen] = set()
        self._loop: AbstractEventLoop | None = None
        self._ident: int | None = None
        self._group: TaskGroup
        self._news: anyio.Event
        self._thread = Thread(target=self._run, name="trustcore", daemon=True)

    @property
    def is_current(self) -> bool:
        """Whether this very thread is it."""
        return self._ident == get_ident()

    def start(self) -> None:
        """Start the thread, from one that no signal reaches: `Thread.start` waits for an `Event`.

        Raises:
            RuntimeError: When the system gives no more threads.
        """
        start_new_thread(self._start, ())

    def submit(self, job: Job[Any]) -> bool:
        """Take a job; refuse it, with False, when the thread is on its way out."""
        with self._lock:
            if self.over:
                return False
            self._new.append(job)
        self.soon(self._wake)
        return True

    def soon(self, callback: Callable[[], object]) -> None:
        """Call something in the loop, from whichever thread; nothing where the loop is gone.

        It takes no lock, so that a finaliser may call it wherever it comes to run.
        """
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # closed at this very moment
                loop.call_soon_threadsafe(callback)

    def hold(self, manager: AbstractAsyncContextManager[Any]) -> HeldOpen:
        """Start to open a context manager, in this thread."""
        held = HeldOpen(self, manager)
        self._held.add(held)
        self._group.start_soon(self._hold, held)
        return held

    def join(self, seconds: float) -> None:
        """Wait for the end of the thread, so many seconds at most."""
        self._thread.join(seconds)

    def stop(self, seconds: float) -> None:
        """Cancel what runs, close what is open, and wait so many seconds at most."""
        self.soon(self._stop)
        if self._thread.is_alive():
            self._thread.join(seconds)

    def disown(self) -> None:
        """Know, in a forked process, that the thread is the parent's."""
        self.over, self._loop, self._ident, self._lock = True, None, None, Lock()

    def _start(self) -> None:
        try:
            self._thread.start()
        except RuntimeError as error:
            self._leave(f"the thread of sync methods could not be started: {error}")

    def _run(self) -> None:
        self._ident = get_ident()
        why = (
            "the event loop of sync methods was ended by force while the call ran; the next call "
            "starts another"
        )
        try:
            Context().run(anyio.run, self._main)
        except (SystemExit, KeyboardInterrupt):
            pass  # a model's code called `sys.exit`: whose call that was is told below
        except OSError as error:  # a loop needs descriptors of its own
            if self._loop is not None:
                raise
            why = f"the event loop of sync methods could not be started: {error}"
        finally:
            self._ident = None
            self._leave(why)

    def _leave(self, why: str) -> None:
        """Take no more jobs; tell those that are left why nothing comes of them."""
        with self._lock:
            self.over, left = True, (*self._running, *self._new)
        for job in left:
            job.settle(ClientStateError(why))

    async def _main(self) -> None:
        self._news = anyio.Event()
        async with anyio.create_task_group() as self._group:
            self._loop = cast("AbstractEventLoop", current_token().native_token)
            while not self.over:
                self._news = anyio.Event()
                while self._new:
                    job = self._new.popleft()
                    self._running.add(job)
                    job.context.run(self._begin, job)
                await self._news.wait()

    def _begin(self, job: Job[Any]) -> None:
        self._group.start_soon(self._work, job)

    def _wake(self) -> None:
        self._news.set()

    async def _work(self, job: Job[Any]) -> None:
        await job.run(self)
        self._running.discard(job)
        self._end_if_idle()
        job.settle()

    async def _hold(self, held: HeldOpen) -> None:
        await held.hold()
        self._held.discard(held)
        self._end_if_idle()

    def _end_if_idle(self) -> None:
        with self._lock:
            self.over = not (self._new or self._running or self._held)
        if self.over:
            self._wake()

    def _stop(self) -> None:
        for job in tuple(self._running):
            job.abandon()
        for held in tuple(self._held):
            held.close()
