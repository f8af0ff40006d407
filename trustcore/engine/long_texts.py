"""Work on texts: on long ones in a worker thread, where the event loop goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar, TypeVarTuple, Unpack

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar

from trustcore.records.chat import Completion, Message
from trustcore.records.evidence import Evidence, Finding

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

AT_ONCE = 8192
"""Characters of all texts that are read and compared in the event loop: a few milliseconds."""

_THREAD: RunVar[anyio.CapacityLimiter] = RunVar("trustcore long texts")
"""One thread of an event loop: more would wait for the interpreter's lock as the loop does."""


def characters(texts: Iterable[Message | Finding]) -> int:
    """How many characters messages, answers and replies have."""
    size = 0
    for one in texts:
        if isinstance(one, (Message, Completion)):
            size += len(one.text)
    return size


def length(evidence: Evidence) -> int:
    """How many characters the question has and all that was answered."""
    return characters(evidence.question) + characters(evidence.findings.values())


async def worked(size: int, work: Callable[[Unpack[Ts]], T], *args: *Ts) -> T:
    """What comes of work on texts of so many characters. Once begun, it is done."""
    if size <= AT_ONCE:
        return work(*args)
    thread = _THREAD.get(None)
    if thread is None:
        thread = anyio.CapacityLimiter(1)
        _THREAD.set(thread)
    return await anyio.to_thread.run_sync(work, *args, limiter=thread)
