"""Worker threads for functions that block."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, Self, cast

import anyio
from anyio.lowlevel import current_token
from attrs import define, field

from trustcore.errors import LocalResourceError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

MOST_ABANDONED = 100
"""Calls that were given up and still run, from which on no further one is made."""


class WorkerThreads:
    """Threads of one open provider, as many as the engine makes calls at a time.

    A thread cannot be stopped: a call that is cancelled runs to its end unheeded. Not anyio's
    threads: there are 40, which a web framework may be using up, and a program whose call hangs in
    one of them would never end.

    Args:
        name: Of the model, for messages.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._idle: list[_Worker] = []
        self._abandoned: set[_Call] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._idle:
            worker.end()

    async def run(self, function: Callable[[], Any]) -> Any:  # noqa: ANN401  (whatever it returns)
        """Call a function in a thread, with the context variables of the caller.

        Raises:
            LocalResourceError: When too many calls that were given up are still running, or this
                machine has no thread left.
        """
        if len(self._abandoned) >= MOST_ABANDONED:
            raise LocalResourceError(
                f"{self._name}: {MOST_ABANDONED} calls that were given up are still running in "
                "threads, which cannot be stopped; give the function a timeout of its own"
            )
        loop = cast("AbstractEventLoop", current_token().native_token)
        worker = self._idle.pop() if self._idle else self._started(loop)
        call = _Call(function, loop, self._abandoned)
        worker.queue.put(call)
        try:
            await call.ended.wait()
        except BaseException:  # cancelled, or thrown away with its event loop
            call.abandon()
            worker.end()
            raise
        self._idle.append(worker)
        return call.result()

    def _started(self, loop: AbstractEventLoop) -> _Worker:
        worker = _Worker(loop)
        try:
            worker.start()
        except RuntimeError as error:
            msg = f"{self._name}: this machine has no thread left; lower max_concurrency"
            raise LocalResourceError(msg) from error
        return worker


@define(eq=False)
class _Call:
    """One call in a thread, which knows whether anybody still waits for it."""

    function: Callable[[], Any]
    loop: AbstractEventLoop
    others_abandoned: set[_Call]
    ended: anyio.Event = field(factory=anyio.Event)
    _context: Any = field(factory=copy_context)
    _value: Any = None
    _error: BaseException | None = None
    _over: bool = False

    def make(self) -> None:
        try:
            self._value = self._context.run(self.function)
        except BaseException as error:  # noqa: BLE001  (raised where the call is awaited)
            self._error = error
        self._over = True
        self.others_abandoned.discard(self)
        with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
            self.loop.call_soon_threadsafe(self.ended.set)

    def abandon(self) -> None:
        self.others_abandoned.add(self)
        if self._over:  # in the very moment
            self.others_abandoned.discard(self)

    def result(self) -> Any:  # noqa: ANN401  (whatever the function returned)
        error, self._error = self._error, None
        if error is None:
            return self._value
        try:
            raise error
        finally:
            del error  # whose traceback holds this frame


class _Worker(Thread):
    """A thread that makes one call after the other, until it is told to end.

    The clock of `trustcore.testing.VirtualTimeLoop` stands still while its queue has work.
    """

    def __init__(self, loop: AbstractEventLoop) -> None:
        super().__init__(name="trustcore worker thread", daemon=True)
        self.loop = loop
        self.queue: Queue[_Call | None] = Queue()

    def run(self) -> None:
        while (call := self.queue.get()) is not None:
            call.make()
            del call  # else what it returned is kept while the thread is idle
            self.queue.task_done()

    def end(self) -> None:
        """Let the thread end after what it is at."""
        self.queue.put(None)


class TellingThread:
    """Takes pieces from a worker thread to the event loop, in which it was made.

    After its block nothing is taken any more: a thread that was abandoned ends at its next piece.
    """

    def __init__(self, receive: Callable[[Any], None]) -> None:
        self._receive = receive
        self._loop = cast("AbstractEventLoop", current_token().native_token)
        self.over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.over = True

    def tell(self, piece: object) -> None:
        """Take a piece along, from the thread."""
        self._loop.call_soon_threadsafe(self._take, piece)

    def _take(self, piece: object) -> None:
        if not self.over:
            self._receive(piece)
