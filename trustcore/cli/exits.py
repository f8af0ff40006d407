"""Exit codes, and errors as people read them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from enum import IntEnum

import typer
from rich.console import Console

from trustcore.cli.show import safe
from trustcore.errors import BudgetExceeded, ConfigurationError, ScoreUnavailable, TrustcoreError


class Exit(IntEnum):
    """What a script can tell from the exit code."""

    GOOD = 0
    """Done, and the score is high enough."""
    USAGE = 2
    """The command or a setting is wrong; no call was made."""
    FAILED = 3
    """The model could not be reached, or gave no answer."""
    UNSCORED = 4
    """There is an answer, but no score."""
    LOW = 5
    """The score is below `--threshold`."""
    BUDGET = 6
    """`--max-usd` or `--max-calls` has no room for a call; what was paid for is shown."""
    INTERRUPTED = 130
    """Ctrl-C, at whatever moment."""


@contextmanager
def errors_to_exits() -> Generator[None, None, None]:
    """Print our own errors in one line and leave with the code that belongs to them."""
    try:
        yield
    except TrustcoreError as error:
        Console(stderr=True).print(safe("error: " + " ".join(str(error).split())), soft_wrap=True)
        raise typer.Exit(_code(error)) from error


def _code(error: TrustcoreError) -> Exit:
    match error:
        case ConfigurationError():
            return Exit.USAGE
        case ScoreUnavailable():
            return Exit.UNSCORED
        case BudgetExceeded():
            return Exit.BUDGET
        case _:
            return Exit.FAILED
