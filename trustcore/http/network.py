"""The switch that makes network requests impossible, for the whole process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trustcore.errors import NetworkForbiddenError
from trustcore.forks import brief_lock


class NetworkSwitch:
    """Counts who forbids the network. Only `depth` is read on the way of a request."""

    def __init__(self) -> None:
        self.depth = 0
        self._lock = brief_lock()

    @contextmanager
    def forbidden(self) -> Iterator[None]:
        """Forbid every request until the end of the block."""
        with self._lock:
            self.depth += 1
        try:
            yield
        finally:
            with self._lock:
                self.depth -= 1

    def check(self) -> None:
        """Refuse to go on while the network is forbidden.

        Raises:
            NetworkForbiddenError: While it is.
        """
        if self.depth > 0:
            raise NetworkForbiddenError(
                "a network request was tried inside trustcore.testing.forbid_network(); "
                "use a trustcore.testing.ScriptedProvider, or leave the block"
            )


NETWORK = NetworkSwitch()
"""Process-wide, not a context variable: a request from a worker thread is a request too."""
