"""The desk: it runs the items of requests, keeps their scores, and counts."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from contextlib import contextmanager

from anyio.abc import TaskGroup

from trustcore.client import TLM
from trustcore.errors import BudgetExceeded, TrustcoreError
from trustcore.event_loop import loop_time
from trustcore.records.decision import decide
from trustcore.records.result import Result
from trustcore.serving.archive import Archive
from trustcore.serving.asked import Asked
from trustcore.serving.failures import Kind, Refusal, log_unexpected
from trustcore.serving.feed import Feed
from trustcore.serving.job import Job
from trustcore.serving.metrics import Metrics
from trustcore.serving.settings import ServeSettings
from trustcore.serving.store import Store
from trustcore.serving.trust import Latency, Trust, trust_of

_BUSY = Kind(503, "server_error", "overloaded")
_CLOSED = Kind(503, "server_error", "closing")


class Desk:
    """Runs the items of requests in a task group of its own, so that a score outlives its request.

    Attributes:
        archive: Keeps scores in a file, where that was asked for.
        store: Scores that can be asked for.
        metrics: Counts and times.
        feed: Tells each score to who looks on.
        in_flight: How many answers are under way.
    """

    def __init__(self, tlm: TLM, settings: ServeSettings) -> None:
        self.tlm = tlm
        self.settings = settings
        file = settings.store
        self.archive = None if file is None else Archive(file, settings.store_days)
        self.store = Store(settings.kept, self.archive)
        self.metrics = Metrics()
        self.feed = Feed()
        self.in_flight = 0
        self._group: TaskGroup | None = None

    @contextmanager
    def opened(self, group: TaskGroup) -> Generator[None]:
        """Run items in a task group that ends with the server."""
        self._group = group
        try:
            yield
        finally:
            self._group = None

    @property
    def ready(self) -> bool:
        """Whether another request can be taken."""
        return self._group is not None and self.in_flight < self.settings.max_inflight

    def begin(self, asked: Asked, prefix: str) -> Job:
        """Begin a request's item.

        Args:
            asked: What is asked for.
            prefix: Of the response's id, as the API has it.

        Raises:
            Refusal: When too many are under way.
            InputError: When the question cannot be asked.
        """
        group = self._room()
        stream = self.tlm.astream(asked.question, scored=asked.trust.mode != "off")
        job = Job(f"{prefix}{secrets.token_urlsafe(18)}", asked, stream)
        self.in_flight += 1
        if asked.trust.mode != "off":
            self.store.begin(Trust(id=job.id, reason="the score is on its way"))
        group.start_soon(self._run, job)
        return job

    @contextmanager
    def slot(self) -> Generator[None]:
        """Room for a request that is no item of its own.

        Raises:
            Refusal: When too many are under way.
        """
        self._room()
        self.in_flight += 1
        try:
            yield
        finally:
            self.in_flight -= 1

    def _room(self) -> TaskGroup:
        """The task group, when there is room for another request."""
        if self._group is None:
            msg = "this server does not run; an application that mounts it runs its lifespan too"
            raise Refusal(msg, _CLOSED)
        if not self.ready:
            self.metrics.count_refused()
            msg = f"{self.in_flight} answers are under way, which is the limit; try again"
            raise Refusal(msg, _BUSY, retry_after=1)
        return self._group

    async def _run(self, job: Job) -> None:
        """Run an item to its end. What goes wrong is told to who waits for the answer."""
        try:
            with job.scope:
                async with job.stream:
                    job.opened.set()
                    await self._answer_and_score(job)
        except Exception as error:  # noqa: BLE001  (one request must not end the server)
            job.error = error
            if not isinstance(error, TrustcoreError):
                log_unexpected(error)
        finally:
            self.in_flight -= 1
            job.opened.set()
            self._settle(job)

    async def _answer_and_score(self, job: Job) -> None:
        begun = loop_time()
        await job.stream.answered()
        job.answered = True
        answered = loop_time()
        self.metrics.count_answer(answered - begun)
        if job.asked.trust.mode == "off":
            return
        try:
            result = await _result_of(job)
        except Exception as error:  # noqa: BLE001  (a score that fails does not fail its answer)
            if not isinstance(error, TrustcoreError):
                log_unexpected(error)
            job.trust = _failed(job, error)
            return
        took = loop_time() - answered
        asked = job.asked.trust
        latency = Latency(answer=_ms(answered - begun), score=_ms(took))
        late = took >= asked.deadline
        job.trust = trust_of(job.id, result, latency, asked.threshold, partial=late)
        self.metrics.count_score(job.trust, took)

    def _settle(self, job: Job) -> None:
        """Tell everybody what came of a request."""
        if not job.answered:
            self.metrics.count_failed()
        if job.asked.trust.mode != "off":
            if job.trust is None:
                job.trust = _failed(job, job.error)
            texts = job.texts_to_store if self.settings.store_texts else None
            self.store.settle(job.trust, texts)
            if job.answered:
                self.feed.tell(job.asked, job.trust, job.created)
        job.settled.set()


async def _result_of(job: Job) -> Result:
    """The result of an answer; that of a budget which ended meanwhile is made of what was there."""
    try:
        return await job.stream.wait(job.asked.trust.deadline)
    except BudgetExceeded as error:
        for outcome in error.outcomes:
            if isinstance(outcome.value, Result):
                return outcome.value
        raise


def _failed(job: Job, error: Exception | None) -> Trust:
    """What is told where there is no score: with a threshold such an answer is escalated."""
    threshold = job.asked.trust.threshold
    return Trust(
        id=job.id,
        state="failed",
        reason=_why(error),
        decision=decide(None, threshold),
        threshold=threshold,
    )


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def _why(error: Exception | None) -> str:
    if isinstance(error, TrustcoreError):
        return f"there is no score: {error}"
    if error is not None:
        return "there is no score: the server failed; its log says where"
    return "there is no score: the request ended before it was made"
