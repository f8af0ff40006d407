"""The desk: it runs the items of requests, keeps their scores, and counts."""

from __future__ import annotations

import secrets
import time

import anyio
from anyio.abc import TaskGroup
from attrs import define, evolve, field

from trustcore.client import TLM
from trustcore.client.streaming import AnswerStream
from trustcore.errors import TrustcoreError
from trustcore.log import log
from trustcore.serving.asked import Asked
from trustcore.serving.failures import Kind, Refusal
from trustcore.serving.feed import Feed
from trustcore.serving.metrics import Metrics
from trustcore.serving.settings import ServeSettings
from trustcore.serving.store import Store
from trustcore.serving.trust import Latency, Trust, trust_of

_BUSY = Kind(503, "server_error", "overloaded")


@define(eq=False)
class Job:
    """One request under way: its answer, and its score on its way.

    Attributes:
        id: Of the response.
        asked: What is asked for.
        stream: The answer while it is written.
        trust: The score, once it is there.
        opened: Set when the answer can be read.
        settled: Set when the score is there, or will not be.
        error: Why there is no answer.
    """

    id: str
    asked: Asked
    stream: AnswerStream
    created: int = field(factory=lambda: int(time.time()))
    trust: Trust | None = None
    opened: anyio.Event = field(factory=anyio.Event)
    settled: anyio.Event = field(factory=anyio.Event)
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)
    error: Exception | None = None


class Desk:
    """Runs the items of requests in a task group of its own, so that a score outlives its request.

    Attributes:
        store: Scores that can be asked for.
        metrics: Counts and times.
        feed: Tells each score to who looks on.
        in_flight: How many answers are under way.
    """

    def __init__(self, tlm: TLM, settings: ServeSettings) -> None:
        self.tlm = tlm
        self.settings = settings
        self.store = Store(settings.kept)
        self.metrics = Metrics()
        self.feed = Feed()
        self.in_flight = 0
        self._group: TaskGroup | None = None

    def open(self, group: TaskGroup) -> None:
        """Begin to run items, in a task group that ends with the server."""
        self._group = group

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
        if self._group is None or not self.ready:
            self.metrics.count_refused()
            msg = f"{self.in_flight} answers are under way, which is the limit; try again"
            raise Refusal(msg, _BUSY, retry_after=1)
        stream = self.tlm.astream(asked.question)
        job = Job(f"{prefix}{secrets.token_urlsafe(18)}", asked, stream)
        self.in_flight += 1
        if asked.trust.mode != "off":
            self.store.begin(Trust(id=job.id, reason="the score is on its way"))
        self._group.start_soon(self._run, job)
        return job

    async def _run(self, job: Job) -> None:
        """Run an item to its end. What goes wrong is told to who waits for the answer."""
        begun = time.perf_counter()
        try:
            with job.scope:
                await self._answer_and_score(job, begun)
        except TrustcoreError as error:
            job.error = error
        except Exception as error:  # noqa: BLE001  (one request must not end the server)
            log.exception("request failed")
            job.error = error
        finally:
            self.in_flight -= 1
            job.opened.set()
            self._settle(job)

    async def _answer_and_score(self, job: Job, begun: float) -> None:
        asked = job.asked.trust
        async with job.stream as stream:
            job.opened.set()
            await stream.answered()
            answered = time.perf_counter()
            self.metrics.count_answer(answered - begun)
            if asked.mode == "off":
                return
            result = await stream.wait(asked.deadline)
            scored = time.perf_counter()
            late = scored - answered >= asked.deadline
            latency = Latency(answer=_ms(answered - begun), score=_ms(scored - answered))
            job.trust = trust_of(job.id, result, latency, asked.threshold, partial=late)
            self.metrics.count_score(job.trust, scored - answered)

    def _settle(self, job: Job) -> None:
        if job.asked.trust.mode != "off":
            trust = job.trust or Trust(
                id=job.id, state="failed", reason=_why(job.error), threshold=None
            )
            self.store.settle(trust)
            if job.trust is not None:
                self.feed.tell(job.asked, evolve(job.trust), job.created)
        if job.trust is None:
            self.metrics.count_failed()
        job.settled.set()


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def _why(error: Exception | None) -> str:
    if isinstance(error, TrustcoreError):
        return f"there is no score: {error}"
    return "there is no score: the request ended before it was made"
