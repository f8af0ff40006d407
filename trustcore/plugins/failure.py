"""What is told of a strategy that failed: where its bug is, and no text that it worked on."""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb

from trustcore.errors import TrustcoreError
from trustcore.log import log
from trustcore.plugins.protocols import Strategy


def failure(strategy: Strategy, error: Exception) -> str:
    """Log an error that a strategy raised, and say it in a reason.

    Only our own errors are quoted: a foreign message may hold the answer.
    """
    kind, place = type(error).__name__, _place(strategy, error)
    log.warning("strategy failed", strategy=strategy.name, error=kind, place=place)
    what = str(error) if isinstance(error, TrustcoreError) else kind
    return f"the strategy failed: {what}" + (f" ({place})" if place else "")


def _place(strategy: Strategy, error: Exception) -> str | None:
    """The innermost line of the strategy's own module that led to an error, if there is one."""
    own = [
        f"{Path(frame.f_code.co_filename).name}, line {line}"
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__") == type(strategy).__module__
    ]
    return own[-1] if own else None
