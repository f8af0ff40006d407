"""The desk: it runs the items of requests, keeps their scores, and counts."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from functools import partial

from anyio.abc import TaskGroup
from starlette.datastructures import Headers

from trustcore.errors import BudgetExceeded, TrustcoreError
from trustcore.event_loop import loop_time
from trustcore.records.decision import decide
from trustcore.records.result import Result
from trustcore.serving.archive import Archive
from trustcore.serving.asked import Asked
from trustcore.serving.clients import Client, Clients
from trustcore.serving.events import KeepAlive
from trustcore.serving.failures import BUSY, Kind, Refusal, log_unexpected
from trustcore.serving.feed import Feed
from trustcore.serving.job import Job
from trustcore.serving.metrics import Metrics
from trustcore.serving.settings import ServeSettings
from trustcore.serving.store import Store
from trustcore.serving.trust import Latency, Trust, trust_of

_CLOSED = Kind(503, "server_error", "closing")


class Desk:
    """Runs the items of requests in a task group of its own, so that a score outlives its request.

    Attributes:
        clients: Who answers.
        archive: Keeps scores in a file, where that was asked for.
        store: Scores that can be asked for.
        metrics: Counts and times.
        feed: Tells each score to who looks on.
        keep_alive: Keeps the connections of silent streams open.
        in_flight: How many answers are under way.
    """

    def __init__(self, clients: Clients, settings: ServeSettings) -> None:
        self.clients = clients
        self.settings = settings
        file = settings.store
        self.archive = None if file is None else Archive(file, settings.store_days)
        self.store = Store(settings.kept, self.archive)
        self.metrics = Metrics()
        self.feed = Feed()
        self.keep_alive = KeepAlive(settings.keep_alive)
        self.in_flight = 0
        self._group: TaskGroup | None = None

    @contextmanager
    def opened(self, group: TaskGroup) -> Generator[None]:
        """Run items in a task group that ends with the server."""
        self._group = group
        group.start_soon(self.keep_alive.run)
        try:
            yield
        finally:
            self._group = None

    @property
    def ready(self) -> bool:
        """Whether another request can be taken."""
        return self._room_for(1) and self._group is not None

    async def begin(self, asked: Asked, headers: Headers, prefix: str) -> list[Job]:
        """Begin the items of a request, one for each choice.

        Args:
            asked: What is asked for.
            headers: Of the request.
            prefix: Of the response's id, as the API has it.

        Raises:
            Refusal: When too many are under way, or a key is missing.
            InputError: When the question cannot be asked.
        """
        group = self._room(asked.choices)
        client = await self.clients.of(headers, group)
        self._room(asked.choices)
        name = f"{prefix}{secrets.token_urlsafe(18)}"
        ids = (name, *(f"{name}-{number}" for number in range(1, asked.choices)))
        jobs = [self._job(one, asked, client) for one in ids]
        for job in jobs:
            self.in_flight += 1
            client.in_flight += 1
            if asked.trust.mode != "off":
                self.store.begin(job.id, client.owner)
            group.start_soon(self._run, job, client)
        return jobs

    @asynccontextmanager
    async def slot(self, headers: Headers) -> AsyncGenerator[Client]:
        """Room for a request that is no item of its own, and who answers it.

        Raises:
            Refusal: When too many are under way, or a key is missing.
        """
        client = await self.clients.of(headers, self._room(1))
        self._room(1)
        self.in_flight += 1
        client.in_flight += 1
        try:
            yield client
        finally:
            self.in_flight -= 1
            client.in_flight -= 1

    def _room_for(self, count: int) -> bool:
        return self.in_flight + count <= self.settings.max_inflight

    def _room(self, count: int) -> TaskGroup:
        """The task group, when there is room for so many answers."""
        if self._group is None:
            msg = "this server does not run; an application that mounts it runs its lifespan too"
            raise Refusal(msg, _CLOSED)
        if not self._room_for(count):
            msg = (
                f"{self.in_flight} answers are under way, and {self.settings.max_inflight} may be; "
                "try again"
            )
            raise Refusal(msg, BUSY, retry_after=1)
        return self._group

    def _job(self, id_: str, asked: Asked, client: Client) -> Job:
        """An item that has not begun."""
        tlm = client.presets[asked.trust.preset]
        stream = tlm.astream(asked.question, scored=asked.trust.mode != "off")
        job = Job(id_, asked, stream.reader(pieces=asked.stream))
        job.reader.on_answer = partial(self._answered, job)
        return job

    async def _run(self, job: Job, client: Client) -> None:
        """Run an item to its end."""
        try:
            await job.reader.run()
        finally:
            self.in_flight -= 1
            client.in_flight -= 1
            self._settle(job, client.owner)

    def _answered(self, job: Job) -> None:
        """Take in that an answer is whole; from now on the time for its score runs."""
        job.answered = loop_time()
        self.metrics.count_answer(job.answered - job.begun)
        if job.asked.trust.mode != "off" and job.reader.expire is not None:
            job.reader.expire(job.asked.trust.deadline)
        job.tell_if_ready()

    def _settle(self, job: Job, owner: str) -> None:
        """Tell everybody what came of a request."""
        error = job.reader.error
        if error is not None and not isinstance(error, TrustcoreError):
            log_unexpected(error)
        if job.answered is None:
            self.metrics.count_failed()
        if job.asked.trust.mode != "off":
            job.trust = self.clients.upstream.trust(self._trust(job))
            texts = job.texts_to_store if self.settings.store_texts else None
            self.store.settle(job.trust, owner, texts)
            if job.answered is not None:
                self.feed.tell(job.asked, job.trust, job.created)
        job.settled.set()
        job.tell_if_ready()

    def _trust(self, job: Job) -> Trust:
        """The trust in an answer; where there is none, why."""
        result = _result_of(job)
        if result is None or job.answered is None:
            return self._failed(job)
        took = loop_time() - job.answered
        latency = Latency(answer=_ms(job.answered - job.begun), score=_ms(took))
        asked = job.asked.trust
        late = took >= asked.deadline
        found = trust_of(job.id, result, latency, asked.threshold, partial=late)
        self.metrics.count_score(found, took)
        return found

    def _failed(self, job: Job) -> Trust:
        """What is told where there is no score: with a threshold such an answer is escalated."""
        threshold, error = job.asked.trust.threshold, job.reader.error
        return Trust(
            id=job.id,
            state="failed",
            reason=_why(None if error is None else self.clients.upstream.error(error)),
            decision=decide(None, threshold),
            threshold=threshold,
        )


def _result_of(job: Job) -> Result | None:
    """The result of an answer; that of a budget which ended meanwhile is made of what was there."""
    error = job.reader.error
    if isinstance(error, BudgetExceeded):
        values = (outcome.value for outcome in error.outcomes)
        return next((one for one in values if isinstance(one, Result)), None)
    return job.reader.result


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def _why(error: Exception | None) -> str:
    if isinstance(error, TrustcoreError | Refusal):
        return f"there is no score: {error}"
    if error is not None:
        return "there is no score: the server failed; its log says where"
    return "there is no score: the request ended before it was made"
