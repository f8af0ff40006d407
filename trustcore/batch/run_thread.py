"""Runs over files for sync code: a thread of their own, so that Ctrl-C can be heeded meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic

from trustcore.batch.notices import Notices
from trustcore.batch.run import arun_file
from trustcore.batch.settings import FileSettings
from trustcore.batch.stop import ROWS_GRACE, StopRequest
from trustcore.batch.summary import FileSummary
from trustcore.batch.workers import Workers
from trustcore.client import TLM

_DEFAULTS = FileSettings()

_LOOK_UP_SECONDS = 0.1
"""How long a waiting thread may take to find out that a signal has come."""

_LEAVING_SECONDS = 5.0
"""How long a run that is cancelled is waited for."""


def run_file(
    tlm: TLM,
    input_path: str | Path,
    output_path: str | Path,
    settings: FileSettings = _DEFAULTS,
    *,
    quiet: bool = False,
    workers: Workers | None = None,
) -> FileSummary:
    """`arun_file` for sync code, with or without an event loop around it.

    Ctrl-C finishes what is in flight, within the times of `arun_file`, and writes the output; the
    summary says so in `stopped`, and the same call goes on. A second Ctrl-C cancels what is in
    flight, and raises KeyboardInterrupt.
    """
    stop = StopRequest()
    job = partial(arun_file, tlm, input_path, output_path, settings, quiet=quiet, stop=stop)
    thread = RunThread(partial(tlm.run, partial(job, workers=workers)))
    try:
        thread.start()
        thread.wait()
    except KeyboardInterrupt:
        stop.set()
        Notices().say(
            f"finishing what is in flight, within {ROWS_GRACE:.0f} s; Ctrl-C again leaves at once; "
            "the journal keeps all, and the same command goes on"
        )
        _wait_again(thread, stop)
    return thread.result()


def _wait_again(thread: RunThread, stop: StopRequest) -> None:
    """Wait for the end of a run that was interrupted; cancel it when it is again."""
    try:
        thread.wait()
    except KeyboardInterrupt:
        stop.leave()
        thread.wait(_LEAVING_SECONDS)
        raise


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

    def wait(self, seconds: float = inf) -> None:
        """Return when the function has ended, or after some seconds.

        Whatever interrupts the waiting is raised. The system may tell any thread of a signal; one
        that waits for a lock finds out when that ends, so that it waits a little, again and again.
        """
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if self._over.acquire(timeout=min(left, _LOOK_UP_SECONDS)):
                self._over.release()
                return

    def result(self) -> FileSummary:
        """What it gave; what it raised is raised."""
        if isinstance(self._found, FileSummary):
            return self._found
        raise self._found or RuntimeError("the run has not ended")
