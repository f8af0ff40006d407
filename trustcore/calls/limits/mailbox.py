"""A mailbox: jobs in the order of their priority, with a bound that admission waits for."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from enum import Enum, auto
from heapq import heappop, heappush
from itertools import count

import anyio
from attrs import define, field

from trustcore.errors import TrustcoreError
from trustcore.graph import Call


class JobState(Enum):
    """Where a job is."""

    WAITING = auto()
    """In the mailbox."""
    RUNNING = auto()
    """It holds a slot: it is under way, or waits for the budget."""
    RESTING = auto()
    """Between two attempts: it holds no slot."""
    OVER = auto()
    """Answered, or given up."""


@define(eq=False)
class Job:
    """A call in the hands of an actor: what the poster keeps to take it back.

    Attributes:
        call: The call.
        reply: Told once what came of it.
        started: Told once when it first gets a slot.
        priority: Lower goes first: (item number, rank).
        movable: Whether another model can take the call when this one's endpoint is unwell.
        context: The asker's context variables, in which the call runs.
        sent: How many requests were sent for it.
        attempts: How many of them count as attempts and failed.
        again: The failures in a row after which it was made again at once: they do not count.
        task: The attempt or the rest under way.
        late: Told what came of it when it was given up in the very moment of the reply, which was
            paid for.
    """

    call: Call
    reply: Callable[..., None]
    started: Callable[[], None] | None
    priority: tuple[int, int]
    movable: bool
    context: Context
    sent: int = 0
    attempts: int = 0
    again: list[type[TrustcoreError]] = field(factory=list)
    state: JobState = JobState.WAITING
    task: anyio.TaskHandle[None] | None = None
    late: Callable[..., object] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more is done for it."""
        return self.state is JobState.OVER


class Mailbox:
    """Jobs that wait for a slot."""

    def __init__(self, low: int) -> None:
        self._low = low
        self._heap: list[tuple[tuple[int, int], int, Job]] = []
        self._order = count()
        self._waiting = 0
        self._mail = anyio.Event()
        self._drained = anyio.Event()
        self._door = anyio.Lock(fast_acquire=True)

    @property
    def first(self) -> Job:
        """The next job; there must be one."""
        while self._heap[0][-1].state is not JobState.WAITING:
            heappop(self._heap)
        return self._heap[0][-1]

    def put(self, job: Job) -> None:
        """Take in a job; within a priority the first comes first."""
        job.state = JobState.WAITING
        heappush(self._heap, (job.priority, next(self._order), job))
        self._waiting += 1
        self._mail.set()

    def drop(self, job: Job) -> None:
        """Forget a waiting job."""
        job.state = JobState.OVER
        self._count_down()

    def pop(self) -> Job | None:
        """The next job, unless all have been dropped meanwhile."""
        while self._heap:
            job = heappop(self._heap)[-1]
            if job.state is JobState.WAITING:
                self._count_down()
                return job
        return None

    async def wait(self) -> None:
        """Return when there is a job."""
        while not self._waiting:
            self._mail = anyio.Event()
            await self._mail.wait()

    async def room(self) -> None:
        """Return when so few jobs wait that a new item may be admitted.

        One at a time, in order: the next looks only after the one before has posted its calls.
        """
        async with self._door:
            while self._waiting >= self._low:
                self._drained = anyio.Event()
                await self._drained.wait()

    def _count_down(self) -> None:
        self._waiting -= 1
        if self._waiting < self._low:
            self._drained.set()
