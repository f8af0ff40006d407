"""The actor that owns one model: mailbox, limits, retries, and the open provider."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import Any

import anyio
from anyio.abc import TaskGroup
from attrs import evolve, frozen

from trustcore.calls.limits.gate import EndpointLimits
from trustcore.calls.limits.mailbox import Job, JobState, Mailbox
from trustcore.calls.limits.rate import Permit
from trustcore.calls.retry import RetryPolicy
from trustcore.errors import (
    ActorCrashed,
    CallTimeout,
    CircuitOpenError,
    ClientStateError,
    ProviderError,
    TrustcoreError,
)
from trustcore.graph import Call
from trustcore.ledger.meter import Entry, Meter
from trustcore.ledger.terms import Terms
from trustcore.log import log
from trustcore.plugins.protocols import EmbeddingSession, Feature, Provider, Session
from trustcore.records.chat import (
    Completion,
    Embedding,
    EmbeddingRequest,
    Missing,
    Reply,
    Request,
    Usage,
)
from trustcore.records.evidence import Finding

_OPTIONAL: tuple[Feature, ...] = ("temperature", "logprobs", "seed")


@frozen
class Settlement:
    """What came of a call.

    Attributes:
        call: The call.
        findings: In the order of its nodes. With an error all are missing, but for those that the
            cache had, or that came before it.
        usage: What was consumed.
        error: Why some are missing, None when no call failed.
        from_cache: How many of the findings took no call of this item's.
    """

    call: Call
    findings: Sequence[Finding]
    usage: Usage = Usage()  # noqa: RUF009  (frozen)
    error: TrustcoreError | None = None
    from_cache: int = 0

    @property
    def gaps(self) -> list[int]:
        """The positions of what is missing."""
        return [place for place, one in enumerate(self.findings) if isinstance(one, Missing)]


class ModelActor:
    """Owns one provider in one event loop. `post` puts a call in its mailbox; `serve` runs it.

    Each call runs in a task of the actor, never of the asker: when the asker goes, what others
    wait for goes on.
    """

    def __init__(
        self,
        provider: Provider,
        gate: EndpointLimits,
        policy: RetryPolicy,
        meter: Meter,
        terms: Terms,
    ) -> None:
        self.provider = provider
        self.alive = True
        self._gate = gate
        self._policy = policy
        self._meter = meter
        self._terms = terms
        self._entries: dict[Job, Entry] = {}
        self._mailbox = Mailbox(max(1, gate.limits.max_concurrency // 8))
        self._unsettled: dict[Job, None] = {}
        self._random = random.Random()  # noqa: S311  (spreads retries; nothing secret hangs on it)

    def post(
        self,
        call: Call,
        reply: Callable[[Settlement], None],
        *,
        priority: tuple[int, int],
        started: Callable[[], None] | None = None,
        movable: bool = False,
    ) -> Job:
        """Put a call in the mailbox. Never blocks.

        Args:
            call: The call.
            reply: Told once what came of it, unless it is cancelled before.
            priority: Lower goes first: (item number, rank).
            started: Told once when the call first gets a slot.
            movable: Whether another model can take the call: then it fails at once when this
                one's endpoint is unwell, instead of waiting for better times.
        """
        job = Job(call, reply, started, priority, movable, copy_context())
        self._unsettled[job] = None
        self._mailbox.put(job)
        return job

    def withdraw(self, job: Job) -> None:
        """Nobody wants it any more: drop it unless it is under way, and so paid for."""
        if job not in self._entries:
            self.cancel(job)

    def cancel(self, job: Job) -> None:
        """Drop it or stop it, wherever it is. Idempotent; no reply follows."""
        if job.over:
            return
        self._unsettled.pop(job, None)
        if job.state is JobState.WAITING:
            self._mailbox.drop(job)
        job.state = JobState.OVER
        self._book(job)
        if job.task is not None:
            job.task.cancel()

    async def room(self) -> None:
        """Return when the mailbox runs low, so that a new item may post its calls."""
        await self._mailbox.room()

    async def serve(self) -> None:
        """Make the calls of the mailbox until cancelled.

        When the provider cannot be opened, or something breaks that must not, all that is pending
        fails with the cause and the actor is no longer `alive`.
        """
        reason: TrustcoreError = ClientStateError("the client was closed while calls were pending")
        try:
            async with self.provider.open() as session, anyio.create_task_group() as group:
                await self._dispatch(session, group)
        except Exception as error:  # noqa: BLE001  (a provider's bug must not take the client along)
            reason = self._crashed(error)
        finally:
            self.alive = False
            self._abandon(list(self._unsettled), reason)

    async def _dispatch(self, session: Session, group: TaskGroup) -> None:
        while True:
            await self._mailbox.wait()
            first = self._mailbox.first
            demand = self._gate.demand(first.call)
            await self._gate.enter(first.priority, demand)
            job = self._mailbox.pop()
            if job is None:
                self._gate.leave()
                continue
            passage = self._gate.take(demand if job is first else self._gate.demand(job.call))
            job.state = JobState.RUNNING
            job.task = group.create_task(self._run(job, session, passage), context=job.context)

    async def _run(self, job: Job, session: Session, passage: Permit) -> None:
        wait = await self._attempt_in_slot(job, session, passage)
        if wait is not None and job.state is JobState.RUNNING:
            await self._rest(job, wait)

    async def _rest(self, job: Job, wait: float) -> None:
        job.state = JobState.RESTING
        await anyio.sleep(wait)
        if not job.over:  # cancelled in the very moment it wakes up, it must not come back
            job.task = None
            self._mailbox.put(job)

    async def _attempt_in_slot(self, job: Job, session: Session, passage: Permit) -> float | None:
        """Make one attempt. Returns the seconds to rest before the next; None when it is over."""
        try:
            if job.over or not await self._admitted(job):
                return None
            self._count(job)
            self._gate.send(passage)
            reply = await self._attempt(job.call, session)
            self._book(job, usage=reply.usage)
            self._gate.note(passage, job.call, reply=reply)
        except TrustcoreError as error:
            self._book(job, error=error)
            self._gate.note(passage, job.call, error=error)
            return self._failed(job, error)
        finally:
            self._book(job)
            self._gate.leave(passage)
        self._gate.breaker.record(None, anyio.current_time())
        self._settle(job, Settlement(job.call, reply.items, reply.usage))
        return None

    async def _admitted(self, job: Job) -> bool:
        """Wait for the budget. Whether there is room; else the job is over, and was not sent."""
        call = job.call
        try:
            self._entries[job] = await self._meter.admit(
                call.request, call.role, self._terms, item=job.priority[0]
            )
        except TrustcoreError as error:  # it says nothing about the endpoint
            self._settle(job, _failure(call, error))
            return False
        return True

    def _book(
        self, job: Job, *, usage: Usage | None = None, error: TrustcoreError | None = None
    ) -> None:
        """Say once what came of an attempt; without usage and error it was cancelled."""
        entry = self._entries.pop(job, None)
        if entry is not None:
            self._meter.end(entry, now=anyio.current_time(), usage=usage, error=error)

    def _count(self, job: Job) -> None:
        """Take note that a request is sent, and that it is a call's first if so."""
        if job.sent == 0:
            self._gate.retries.earn()
            if job.started is not None:
                job.started()
        job.sent += 1

    def _failed(self, job: Job, error: TrustcoreError) -> float | None:
        """Decide what becomes of a failed request: seconds to rest, or None when it is over."""
        if isinstance(error, ProviderError) and job.again.count(type(error)) < error.at_once:
            job.again.append(type(error))
            return 0.0  # through the mailbox: its priority is old, and the limits hold for it too
        job.again.clear()
        job.attempts += 1
        opened = self._gate.breaker.record(error, anyio.current_time())
        wait = self._wait(job, error)
        log.debug("call failed", model=self.provider.model, error=type(error).__name__, wait=wait)
        if wait is None:
            self._settle(job, _failure(job.call, error))
        if opened:
            self._send_away()
        return wait

    def _wait(self, job: Job, error: TrustcoreError) -> float | None:
        """Seconds to rest before the next attempt; None when there is none."""
        if not isinstance(error, ProviderError) or not error.retryable:
            return None
        if job.movable and self._gate.breaker.open:
            return None
        wait = self._policy.wait(error, job.attempts, self._random.random())
        if wait is not None and self._gate.retries.spend():
            return wait
        error.given_up = f"given up after {job.attempts} of {self._policy.attempts} attempts"
        if wait is not None:
            share = self._gate.retries.share
            error.given_up += f", since retries are at most {share:.0%} of the calls"
        return None

    def _send_away(self) -> None:
        """The endpoint is unwell: calls that another model can take do not wait for it."""
        log.info("circuit opened", model=self.provider.model)
        reason = CircuitOpenError(f"{self.provider.model} has failed again and again")
        movable = [job for job in self._unsettled if job.movable]
        self._abandon([job for job in movable if job.state is not JobState.RUNNING], reason)

    async def _attempt(self, call: Call, session: Session) -> Reply:
        with anyio.move_on_after(self._policy.call_timeout):
            try:
                return _checked(await _send(call, self.provider, session))
            except TrustcoreError:
                raise
            except Exception as error:  # a foreign provider may raise anything: this call only
                msg = f"{self.provider.model} raised {type(error).__name__}; see its cause"
                raise ProviderError(msg) from error
        msg = f"{self.provider.model} did not reply within {self._policy.call_timeout:g} s"
        raise CallTimeout(msg)

    def _settle(self, job: Job, settlement: Settlement) -> None:
        if job.over:
            if job.late is not None:
                job.late(settlement)
            return
        job.state = JobState.OVER
        self._unsettled.pop(job, None)
        job.reply(settlement)

    def _abandon(self, jobs: Sequence[Job], reason: TrustcoreError) -> None:
        for job in jobs:
            state = job.state
            self._settle(job, _failure(job.call, reason))
            if state is JobState.WAITING:
                self._mailbox.drop(job)
            elif state is JobState.RESTING and job.task is not None:
                job.task.cancel()

    def _crashed(self, error: Exception) -> TrustcoreError:
        while isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
            error = error.exceptions[0]
        log.error("actor crashed", model=self.provider.model, error=type(error).__name__)
        if isinstance(error, TrustcoreError):
            return error
        crash = ActorCrashed(f"the owner of {self.provider.model} died: {type(error).__name__}")
        crash.__cause__ = error
        return crash


async def _send(call: Call, provider: Provider, session: Session) -> Reply:
    if not isinstance(call.request, EmbeddingRequest):
        return await session.complete(fit(call.request, provider))
    if not isinstance(session, EmbeddingSession):
        msg = "this provider has no embeddings"
        raise ProviderError(msg)
    return await session.embed(call.request.texts)


def _checked(reply: Any) -> Reply:  # noqa: ANN401  (whatever came back)
    """A foreign provider may return anything: it must not take the actor along."""
    known = (Completion, Embedding, Missing)
    if isinstance(reply, Reply) and all(isinstance(item, known) for item in reply.items):
        return reply
    raise ProviderError("the provider returned something else than a `Reply` of its items")


def fit(request: Request, provider: Provider) -> Request:
    """The request without the parameters that a provider does not take."""
    unwanted: dict[str, Any] = {
        name: None
        for name in _OPTIONAL
        if getattr(request, name) is not None and not provider.supports(name)
    }
    return evolve(request, **unwanted) if unwanted else request


def _failure(call: Call, error: TrustcoreError) -> Settlement:
    missing = Missing(f"{type(error).__name__}: {error}")
    return Settlement(call, [missing] * len(call.atoms), error=error)
