"""What a run says of itself on standard error, while it works and while it waits."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_SOON = 2.0
"""Seconds after which whoever looks on wants to know what takes so long."""


class Notices:
    """Prints lines, and one that the next replaces where it is a terminal's.

    That they cannot be printed stops nothing: the run may outlive whoever looked on.

    Args:
        quiet: Whether nothing is printed.
        soon: Seconds after which work that lasts is named.
    """

    def __init__(self, *, quiet: bool = False, soon: float = _SOON) -> None:
        self._soon = soon
        self._stream = None if quiet else sys.stderr
        self.terminal = self._stream is not None and self._stream.isatty()
        self._unfinished = ""

    def say(self, line: str) -> None:
        """Print a line."""
        self._write(f"{line}\n")
        self._unfinished = ""

    def update(self, line: str) -> None:
        """Print a line that the next one replaces; a whole line where there is no terminal.

        Of one that is wider than the terminal the last parts, which commas begin, are left out.
        """
        if not self.terminal:
            self.say(line)
            return
        width = max(1, shutil.get_terminal_size().columns - 1)
        cut = line[: width + 2].rpartition(", ")[0] or line[:width]
        self._unfinished = line if len(line) <= width else cut
        self._write(self._unfinished)

    def end(self) -> None:
        """Leave the last line where it is."""
        if self._unfinished:
            self.say(self._unfinished)

    @contextmanager
    def about(self, work: str) -> Iterator[None]:
        """Say what is being done, where it takes longer than a moment."""
        timer = threading.Timer(self._soon, self.say, (f"{work} ...",))
        timer.daemon = True
        if self._stream is not None:
            timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _write(self, text: str) -> None:
        if self._stream is not None:
            start = "\r\x1b[K" if self.terminal else ""
            with suppress(OSError, ValueError):  # nobody looks on any more
                self._stream.write(start + text)
                self._stream.flush()
