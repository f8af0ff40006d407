"""The thread of a run in sync code, which Ctrl-C may interrupt while it is waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable

from trustcore.batch.summary import FileSummary


class RunThread(threading.Thread):
    """A thread that keeps what its function gives.

    It is waited for by a plain lock: `join` takes a thread for ended once it was interrupted.
    """

    def __init__(self, function: Callable[[], FileSummary]) -> None:
        super().__init__(name="trustcore batch", daemon=True)
        self._function = function
        self._found: FileSummary | BaseException | None = None
        self._over = threading.Lock()
        self._over.acquire()

    def run(self) -> None:
        """Run the function."""
        try:
            self._found = self._function()
        except BaseException as error:  # noqa: BLE001  (raised in the thread that waits)
            self._found = error
        finally:
            self._over.release()

    def wait(self) -> None:
        """Return when the function has ended; whatever interrupts the waiting is raised."""
        with self._over:
            pass

    def result(self) -> FileSummary:
        """What it gave; what it raised is raised."""
        if isinstance(self._found, FileSummary):
            return self._found
        raise self._found or RuntimeError("the run has not ended")
