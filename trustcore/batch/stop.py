"""What asks a run to end early, and how long what is under way may then take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import inf
from typing import TypeVar

import anyio

from trustcore.batch.summary import Stopped
from trustcore.errors import BudgetExceeded, TrustcoreError

T = TypeVar("T")

ROWS_GRACE, VENDOR_GRACE = 60.0, 10.0
"""Seconds that rows, and an exchange with a vendor, have left once somebody interrupts."""

_LOOK = 0.5
"""Seconds between two looks at whether a stop was asked for: other threads and signals ask."""


class StopAskedError(Exception):
    """The end of work that nothing is lost of, since a stop was asked for."""


class StopRequest:
    """Asks a run, from whatever thread, to begin nothing more and to finish what is in flight.

    Attributes:
        reason: What ends the run early; empty as long as nothing does.
        error: The same, where it is an error.
        interrupted: Whether somebody asked, and does not want to wait long.
    """

    def __init__(self) -> None:
        self.reason: Stopped = ""
        self.error: TrustcoreError | None = None
        self.interrupted = False
        self._at_once = False
        self._graces: dict[anyio.CancelScope, float] = {}

    @property
    def requested(self) -> bool:
        """Whether it was asked."""
        return self.interrupted or bool(self.reason) or self.error is not None

    def set(self) -> None:
        """Ask."""
        self.interrupted = True
        self.reason = self.reason or "interrupt"

    def leave(self) -> None:
        """Ask, and let nothing that is in flight be finished."""
        self._at_once = True
        self.set()

    def fail(self, error: TrustcoreError) -> None:
        """Ask, because of an error; the first one counts."""
        if isinstance(error, BudgetExceeded):
            self.reason = self.reason or "budget"
        elif self.error is None:
            self.error = error

    def until(self, things: Iterable[T]) -> Iterator[T]:
        """The same things, for as long as nobody interrupts.

        Raises:
            StopAskedError: When somebody does.
        """
        for one in things:
            if self.interrupted:
                raise StopAskedError
            yield one

    @contextmanager
    def grace(self, seconds: float) -> Iterator[None]:
        """Bound by how long what is done within may outlast an interrupt; then it is cancelled."""
        with anyio.CancelScope() as scope:
            self._graces[scope] = seconds
            try:
                yield
            finally:
                del self._graces[scope]

    async def enforce(self) -> None:
        """Cancel what outlasts its grace, until cancelled."""
        while not self.interrupted:  # noqa: ASYNC110  (set by threads and signals)
            await anyio.sleep(_LOOK)
        start = anyio.current_time()
        while True:
            lasted = inf if self._at_once else anyio.current_time() - start
            for scope, seconds in tuple(self._graces.items()):
                if lasted >= seconds:
                    scope.cancel()
            await anyio.sleep(_LOOK)
