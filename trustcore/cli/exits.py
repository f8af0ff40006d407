"""Exit codes, and errors as people read them."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from enum import IntEnum

import typer
from rich.console import Console

from trustcore.cli.show import safe
from trustcore.errors import (
    BudgetExceeded,
    ConfigurationError,
    ProviderError,
    ScoreUnavailable,
    TrustcoreError,
)
from trustcore.redact import shown


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


_WORDS = (
    (re.compile(r" or pass api_key="), ""),
    (re.compile(r"\bpass base_url="), "give --base-url"),
    (re.compile(r"\bbase_url\b=?"), "--base-url"),
    (re.compile(r"\blower max_concurrency\b"), "give a lower --option max_concurrency=N"),
    (re.compile(r"\braise max_tokens\b"), "give a higher --option max_tokens=N"),
    (re.compile(r"\braise the budget's `(calls|usd)`"), r"raise --max-\1"),
    (re.compile(r", or None for no limit\b"), ""),
    (
        re.compile(r"is no option but a keyword: write TLM\((\w+)=.*\)$"),
        lambda found: f"is no option; give --{found[1].replace('_', '-')}, where --help lists it",
    ),
    (
        re.compile(r"is a setting of a call: write tlm\.prompt\(.*\)$"),
        "is no option; --help lists the flags that there are",
    ),
    (re.compile(r"\bname another by (model|judge|sampler)=,"), r"name another by --\1,"),
)
"""What errors say to who writes Python, and what stands for it on the command line."""


def in_flags(message: str) -> str:
    """An error's message with the flags of the command line in place of Python's keywords."""
    for pattern, words in _WORDS:
        message = pattern.sub(words, message)
    return message


@contextmanager
def errors_to_exits() -> Generator[list[str], None, None]:
    """Print our own errors in one line and leave with the code that belongs to them.

    What an API said stands on a second line, where the list that this gives has got the texts that
    the API was sent: words that quote one are not shown.
    """
    sent: list[str] = []
    try:
        yield sent
    except TrustcoreError as error:
        print_error(error, sent)
        raise typer.Exit(_code(error)) from error


def print_error(error: TrustcoreError, sent: Sequence[str], *, name: str = "error") -> None:
    """Print an error on standard error, and what an API said of it.

    Args:
        error: The error.
        sent: The texts that the API was sent; where there is none, nothing is known of its words.
        name: What stands before the message.
    """
    console = Console(stderr=True)
    message = in_flags(" ".join(str(error).split()))
    console.print(safe(f"{name}: {message}"), soft_wrap=True)
    causes = getattr(getattr(error, "result", None), "errors", (error,))
    details = (one.detail for one in causes if isinstance(one, ProviderError))
    said = (shown(detail, texts=sent) for detail in details if sent)
    for words in filter(None, dict.fromkeys(said)):
        console.print(safe(f"the API said: {words}"), soft_wrap=True)


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
