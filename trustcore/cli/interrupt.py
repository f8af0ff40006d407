"""Ctrl-C in the command line: one line and exit code 130, at whatever moment it comes.

Importing takes longer than anything else of a short command. That is why this module is the first
that `trustcore` imports: where the program is the command line, it watches from there on.
"""

from __future__ import annotations

# Modules that every program has already: until this one is there, nobody watches.
import _signal as signal  # type: ignore[import-not-found]  # (what `signal` is made of)
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

CODE = 130
"""128 and the number of the signal, as shells have it."""

_LINE = b"interrupted\n"


def leave_at_once() -> None:
    """Let Ctrl-C end the program on the spot: nothing runs yet, or nothing any more."""
    _watch(_leave_at_once)
    if signal.getsignal(signal.SIGTERM) in _OURS:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def raise_once() -> None:
    """Let Ctrl-C come up as KeyboardInterrupt, so that what is open gets closed.

    The line is written here, since whoever catches the exception may keep silent. The next Ctrl-C
    ends the program on the spot.
    """
    _watch(_raise_once)


def heed_termination() -> None:
    """Take SIGTERM for Ctrl-C: a scheduler that ends the program lets it finish what it does."""
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _raise_once)


def _leave_at_once(_: int, __: FrameType | None) -> None:
    os.write(2, _LINE)
    os._exit(CODE)


def _raise_once(_: int, __: FrameType | None) -> None:
    os.write(2, _LINE)
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is _raise_once:
            signal.signal(number, _leave_silently)
    raise KeyboardInterrupt


def _leave_silently(_: int, __: FrameType | None) -> None:
    os._exit(CODE)


def _watch(handler: Callable[[int, FrameType | None], object]) -> None:
    """Set a handler, unless the shell has the signal ignored or somebody else handles it."""
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, *_OURS):
        signal.signal(signal.SIGINT, handler)


_OURS = (_leave_at_once, _leave_silently, _raise_once)


def _is_command() -> bool:
    """Whether this program is `trustcore`, or `python -m trustcore` on its way to be."""
    return sys.argv[0].endswith(("/trustcore", "\\trustcore", "\\trustcore.exe")) or (
        sys.argv[0] == "-m" and "trustcore" in sys.orig_argv
    )


if _is_command():
    leave_at_once()
