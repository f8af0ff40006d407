"""What is told of a plug-in that failed: where its bug is, and no text that it worked on."""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb
from typing import Protocol

from trustcore.errors import TrustcoreError
from trustcore.log import log


class Named(Protocol):
    """A plug-in as its log lines name it."""

    @property
    def name(self) -> str:
        """Its name."""


def failure(plugin: Named, error: Exception, kind: str = "strategy") -> str:
    """Log an error that a plug-in raised, and say it in a reason.

    Only our own errors are quoted: a foreign message may hold the answer.

    Args:
        plugin: Who raised it.
        error: What it raised.
        kind: What kind of plug-in it is.
    """
    what, place = type(error).__name__, _place(plugin, error)
    log.warning(f"{kind} failed", **{kind: plugin.name}, error=what, place=place)
    said = str(error) if isinstance(error, TrustcoreError) else what
    return f"the {kind} failed: {said}" + (f" ({place})" if place else "")


def _place(plugin: object, error: Exception) -> str | None:
    """The innermost line of the plug-in's own module that led to an error, if there is one."""
    module = type(getattr(plugin, "__wrapped__", plugin)).__module__
    own = [
        f"{Path(frame.f_code.co_filename).name}, line {line}"
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__") == module
    ]
    return own[-1] if own else None
