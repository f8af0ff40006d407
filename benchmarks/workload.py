"""What every client is asked: seven calls a question, an answer and four samples, two ratings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

SAMPLES = 4
RATINGS = 2
CALLS = 1 + SAMPLES + RATINGS

Ask = Callable[[int], Awaitable[None]]
AskAll = Callable[[range], Awaitable[None]]


def question(number: int) -> str:
    """The questions that every client is asked."""
    return (
        f"Question number {number}: what is the capital of the country with this number, and why?"
    )
