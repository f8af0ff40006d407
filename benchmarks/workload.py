"""What every client is asked: seven calls a question, an answer and four samples, two ratings."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

SAMPLES = 4
RATINGS = 2
CALLS = 1 + SAMPLES + RATINGS

Ask = Callable[[int], Awaitable[None]]
AskAll = Callable[[range], Awaitable[None]]


def question(number: int) -> str:
    """The questions that every client is asked."""
    return f"Question {number}: what is the capital of the country with this number, and why?"


def pin(cpu: int | None) -> None:
    """Stay on one processor, where there are several and the system lets us."""
    if cpu is not None and hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {cpu})
