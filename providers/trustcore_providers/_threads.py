"""Worker threads for functions that block."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anyio
from anyio import CapacityLimiter, to_thread

from trustcore.errors import LocalResourceError

MOST_ABANDONED = 100
"""Calls that were given up and still run, from which on no further one is made."""


class WorkerThreads:
    """Threads of one open provider, as many as the engine makes calls at a time.

    A thread cannot be stopped: a call that is cancelled runs to its end unheeded.

    Args:
        name: Of the model, for messages.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        # Not anyio's 40 threads, which a web framework may be using up: the engine has its limits.
        self._limiter = CapacityLimiter(math.inf)
        self._abandoned: set[_Blocking] = set()

    async def run(self, function: Callable[[], Any]) -> Any:  # noqa: ANN401  (whatever it returns)
        """Call a function in a thread.

        Raises:
            LocalResourceError: When too many calls that were given up are still running.
        """
        if len(self._abandoned) >= MOST_ABANDONED:
            raise LocalResourceError(
                f"{self._name}: {MOST_ABANDONED} calls that were given up are still running in "
                "threads, which cannot be stopped; give the function a timeout of its own"
            )
        call = _Blocking(function, self._abandoned)
        try:
            return await to_thread.run_sync(call, abandon_on_cancel=True, limiter=self._limiter)
        except anyio.get_cancelled_exc_class():
            call.abandon()
            raise


class _Blocking:
    """One call in a thread, which knows whether anybody still waits for it."""

    def __init__(self, function: Callable[[], Any], abandoned: set[_Blocking]) -> None:
        self._function = function
        self._abandoned = abandoned
        self._begun = self._ended = False

    def __call__(self) -> Any:  # noqa: ANN401  (whatever the function returns)
        self._begun = True
        try:
            return self._function()
        finally:
            self._ended = True
            self._abandoned.discard(self)

    def abandon(self) -> None:
        self._abandoned.add(self)
        if self._ended or not self._begun:  # in the very moment, or it never got a thread
            self._abandoned.discard(self)
