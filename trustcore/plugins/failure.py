"""What is told of a plug-in that failed: where its bug is, and no text that it worked on."""

from __future__ import annotations

import sys
from pathlib import Path
from traceback import walk_tb
from typing import Protocol

from trustcore.errors import StrategyError, TrustcoreError
from trustcore.log import log


class Named(Protocol):
    """A plug-in as its log lines name it."""

    @property
    def name(self) -> str:
        """Its name."""


def failure(plugin: Named, error: Exception, kind: str = "strategy") -> StrategyError:
    """Log an error that a plug-in raised, and make one of ours of it, whose cause it is.

    Only our own errors are quoted: a foreign message may hold the answer.

    Args:
        plugin: Who raised it.
        error: What it raised.
        kind: What kind of plug-in it is.
    """
    what, place = type(error).__name__, _place(plugin, error)
    log.warning(f"{kind} failed", **{kind: plugin.name}, error=what, place=place)
    said = str(error) if isinstance(error, TrustcoreError) else what
    failed = StrategyError(f"the {kind} failed: {said}" + (f" ({place})" if place else ""))
    failed.__cause__ = error
    return failed


def _place(plugin: object, error: BaseException | None) -> str | None:
    """The innermost line of the plug-in's own package that led to an error, if there is one.

    Where a plug-in of ours called a function of the user's, it is a line of that.
    """
    home = _package(type(getattr(plugin, "__wrapped__", plugin)).__module__)
    own, foreign = [], []
    while error is not None:
        for frame, line in walk_tb(error.__traceback__):
            package = _package(str(frame.f_globals.get("__name__")))
            place = f"{Path(frame.f_code.co_filename).name}, line {line}"
            if package == home:
                own.append(place)
            elif package not in _OURS and package not in sys.stdlib_module_names:
                foreign.append(place)
        error = error.__cause__
    found = foreign or own if home in _OURS else own
    return found[-1] if found else None


_OURS = ("trustcore", "trustcore_strategies")


def _package(module: str) -> str:
    return module.partition(".")[0]
