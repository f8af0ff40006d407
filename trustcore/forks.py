"""What a process must not take over from the one that it was forked from.

In the child only the thread that forked goes on. A lock that another thread held stays locked for
good, an event loop of another thread never turns again, and what is open (sockets, an SQLite
connection, the loop's selector) is the parent's as well, which would feel it if it were closed.
"""

from __future__ import annotations

import os
from asyncio import AbstractEventLoop, _get_running_loop
from collections.abc import Callable
from threading import Lock
from typing import Protocol
from weakref import WeakSet

from trustcore.errors import ClientStateError

_PATIENCE = 1.0
"""Seconds that a fork waits for a brief lock, held for microseconds unless by the very code that
forks."""


class Forked(Protocol):
    """An object that has something which a forked process must not take over."""

    def after_fork(self) -> None:
        """Start anew, in the child. No other thread runs yet."""


class _Forks:
    """What is known of the forks of this process."""

    def __init__(self) -> None:
        self._registering = Lock()
        self._locks: WeakSet[Lock] = WeakSet()
        self._renewed: WeakSet[Forked] = WeakSet()
        self._carried: WeakSet[object] = WeakSet()
        self._kept: list[object] = []
        self._held: list[Lock] = []
        self._running: AbstractEventLoop | None = None
        self._is_child = False

    def lock(self) -> Lock:
        """A lock for a few lines that call nobody; a fork waits until no other thread holds it."""
        lock = Lock()
        with self._registering:
            self._locks.add(lock)
        return lock

    def register(self, one: Forked) -> None:
        """Call an object's `after_fork` in each child, as long as it lives."""
        with self._registering:
            self._renewed.add(one)

    def keep(self, one: object) -> None:
        """Keep what is the parent's to the end of a child, so that nothing of it is finalised."""
        self._kept.append(one)

    def carry(self, loop: object) -> None:
        """Remember an event loop as the parent's."""
        self._carried.add(loop)

    def check_loop(self) -> None:
        """Refuse to go on in an event loop of the parent's, whose selector both processes share.

        Raises:
            ClientStateError: In a child, where no loop of its own runs.
        """
        if not self._is_child:
            return
        loop = _get_running_loop()
        if loop is None or loop in self._carried:
            whose = "no event loop runs" if loop is None else "this event loop is the parent's"
            raise ClientStateError(
                f"{whose}, and this is a forked process; start one in it, with anyio.run() for one"
            )

    def before(self) -> None:
        """Wait until no other thread is in the midst of something."""
        self._hold(self._registering)  # first: nobody adds another lock, and no other thread forks
        self._running = _get_running_loop()
        for lock in tuple(self._locks):
            self._hold(lock)

    def _hold(self, lock: Lock) -> None:
        if lock.acquire(timeout=_PATIENCE):
            self._held.append(lock)

    def in_parent(self) -> None:
        """Go on."""
        held, self._held, self._running = self._held, [], None
        for lock in held:
            lock.release()

    def in_child(self) -> None:
        """Start anew."""
        self._is_child = True
        if self._running is not None:
            self.carry(self._running)
        self.in_parent()
        for one in tuple(self._renewed):
            one.after_fork()


_FORKS = _Forks()
brief_lock: Callable[[], Lock] = _FORKS.lock
register: Callable[[Forked], None] = _FORKS.register
keep: Callable[[object], None] = _FORKS.keep
carry: Callable[[object], None] = _FORKS.carry
check_loop: Callable[[], None] = _FORKS.check_loop

if hasattr(os, "register_at_fork"):  # there are no forks on Windows
    os.register_at_fork(
        before=_FORKS.before,
        after_in_parent=_FORKS.in_parent,
        after_in_child=_FORKS.in_child,
    )
