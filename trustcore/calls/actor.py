"""The actor that owns one model of one endpoint: its open provider, its limits, its retries."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable
from types import NoneType
from typing import Any

import anyio
from attrs import evolve

from trustcore.calls.limits.permit import EndpointLimits, Permit
from trustcore.calls.retry import CallRetries, RetryPolicy
from trustcore.calls.stage import PendingCall, Settlement
from trustcore.calls.streamed_text import StreamedText
from trustcore.calls.wording import worded
from trustcore.errors import (
    ActorCrashed,
    CallTimeout,
    CircuitOpenError,
    ClientStateError,
    ProviderError,
    TrustcoreError,
)
from trustcore.event_loop import is_being_cancelled, loop_random, loop_time
from trustcore.graph import Call
from trustcore.ledger.meter import Meter, MeteredAttempt
from trustcore.ledger.terms import Terms
from trustcore.log import log
from trustcore.plugins.contracts import check_session
from trustcore.plugins.protocols import (
    EmbeddingSession,
    Provider,
    Receive,
    Session,
    StreamingSession,
)
from trustcore.records.chat import (
    Completion,
    Embedding,
    EmbeddingRequest,
    Missing,
    Reply,
    Request,
    TokenLogprobs,
    Usage,
)

_SEVERAL = (tuple, list)
_LOGPROBS = (TokenLogprobs, NoneType)
_ITEMS = (Completion, Embedding, Missing)
"""What holds the items of a reply, what a completion has, and what its items are: what a foreign
provider gives may be anything."""


class ModelActor:
    """An actor that owns one provider in one event loop. It is reached by `call`.

    `serve` keeps the provider open. A call runs in the task of whoever awaits it, and waits for
    its permit in the model's mailbox.

    Attributes:
        provider: The model.
        limits: Of its endpoint.
        alive: Whether calls can be made, or soon will be.
    """

    def __init__(
        self,
        provider: Provider,
        limits: EndpointLimits,
        policy: RetryPolicy,
        meter: Meter,
        terms: Terms,
    ) -> None:
        self.provider = provider
        self.limits = limits
        self._policy = policy
        self._meter = meter
        self._terms = terms
        self._opening: Session | None = None
        self._session: Session | None = None
        """Known once the first who waited for it goes on, so that nobody overtakes those."""
        self._streaming: StreamingSession | None = None
        self._opened = anyio.Event()
        self._ended: TrustcoreError | None = None
        self.alive = True
        self._in_flight: dict[anyio.CancelScope, float] = {}
        """When each is late, by the clock in seconds; the first to be so comes first."""
        self._random = loop_random()

    async def serve(self) -> None:
        """Keep the provider open until cancelled.

        When it cannot be opened, or breaks, all calls fail with the cause and the actor is no
        longer `alive`.
        """
        reason: TrustcoreError = ClientStateError("the client was closed while calls were pending")
        try:
            async with self.provider.open() as session:
                check_session(session)
                self._opening = session
                self._streaming = session if isinstance(session, StreamingSession) else None
                self._opened.set()
                while True:  # noqa: ASYNC110  (until the next is late)
                    await anyio.sleep_until(self._cancel_late())
        except Exception as error:  # noqa: BLE001  (a provider's bug must not take the client along)
            reason = self._crashed(error)
        finally:
            self._ended, self.alive = reason, False
            self._opened.set()
            for scope in tuple(self._in_flight):
                scope.cancel()

    async def wait_for_capacity(self) -> None:
        """Return when the mailbox runs low, so that a new item may make its calls."""
        await self.limits.mailbox.wait_for_capacity()

    async def call(self, call: Call, pending: PendingCall, /) -> Settlement:
        """Make a call: attempt after attempt, each under a permit, at rest without one."""
        retries = CallRetries(self._policy, self.limits.retries, self.limits.latency)
        while True:
            try:
                reply = await self._attempt(call, pending, retries)
            except TrustcoreError as error:
                wait = self._wait(error, retries, pending)
                if wait is None:
                    if isinstance(error, ProviderError):
                        error.model = self.provider.model
                    return Settlement.failed(call, error)
                await self._rest(wait, pending, error)
            else:
                return Settlement(call, reply.items, reply.usage)

    async def _attempt(self, call: Call, pending: PendingCall, retries: CallRetries) -> Reply:
        limits, meter, request = self.limits, self._meter, call.request
        async with Permit(limits, call, pending) as permit:
            session = self._session or await self._open_session(pending)
            if limits.breaker.open:
                self._check_circuit(pending)
            if meter.account is not None:
                pending.waiting("the budget")
            async with MeteredAttempt(
                meter, request, call.role, self._terms, pending.priority[0]
            ) as attempt:
                retries.count()
                permit.send(attempt.started)
                pending.sent()
                try:
                    reply = await self._send(call, session, attempt.started, pending.text)
                except TrustcoreError as error:
                    permit.failed(error)
                    raise
                finally:
                    pending.returned()
                attempt.usage, attempt.ended = reply.usage, loop_time()
                permit.answered(reply, attempt.ended - permit.at)
                if not limits.breaker.healthy:
                    self._update_circuit(None)
        return reply

    async def _open_session(self, pending: PendingCall) -> Session:
        """Wait until the provider is open.

        Raises:
            TrustcoreError: When it could not be opened, or the client was closed.
        """
        pending.waiting("its provider to open")
        await self._opened.wait()
        if self._ended is not None:
            raise self._ended
        if self._opening is None:
            raise ClientStateError("the provider is not open")
        self._session = self._opening
        return self._session

    async def _send(
        self, call: Call, session: Session, started: float, text: StreamedText | None
    ) -> Reply:
        """Send a request. `call_timeout` bounds it; with a text, the time between two pieces."""
        if self._ended is not None:
            raise self._ended
        with anyio.CancelScope() as scope:
            self._in_flight[scope] = started + self._policy.call_timeout
            try:
                return _checked(await self._exchange(call, session, text, scope), text)
            except TrustcoreError:
                raise
            except (Exception, SystemExit) as error:  # a foreign provider's: this call's alone
                raise self._foreign(error) from error
            except CancelledError as error:
                if is_being_cancelled():
                    raise
                raise self._foreign(error) from error
            finally:
                self._in_flight.pop(scope, None)
        if self._ended is not None:
            raise self._ended
        msg = f"{self.provider.model} did not reply within {self._policy.call_timeout:g} s"
        raise CallTimeout(msg)

    def _exchange(
        self, call: Call, session: Session, text: StreamedText | None, scope: anyio.CancelScope
    ) -> Awaitable[Reply]:
        """The exchange that a call asks for, to be awaited.

        Raises:
            ProviderError: When the provider has no such thing.
        """
        if not isinstance(call.request, EmbeddingRequest):
            request = fit(call.request, self.provider)
            if text is not None and self._streaming is not None:
                return self._streaming.stream(request, self._receiver(text, scope))
            return session.complete(request)
        if not isinstance(session, EmbeddingSession):
            msg = "this provider has no embeddings"
            raise ProviderError(msg)
        return session.embed(call.request.texts)

    def _foreign(self, error: BaseException) -> ProviderError:
        return ProviderError(f"{self.provider.model} raised {type(error).__name__}; see its cause")

    def _receiver(self, text: StreamedText, scope: anyio.CancelScope) -> Receive:
        """What takes the pieces of a text, each of which gives the call its time anew."""
        text.discard()

        def receive(piece: str) -> None:
            if self._in_flight.pop(scope, None) is not None:  # now it is late last
                self._in_flight[scope] = loop_time() + self._policy.call_timeout
            text.add(piece)

        return receive

    def _cancel_late(self) -> float:
        """Cancel the requests that are late; give the time, by the clock, of the next look.

        All have the same time, so that those which began first are late first, and one timer does
        for all: none that begins later is late before it goes off.
        """
        now = loop_time()
        for scope, late in tuple(self._in_flight.items()):
            if late > now:
                return late
            del self._in_flight[scope]
            scope.cancel()
        return now + self._policy.call_timeout

    def _check_circuit(self, pending: PendingCall) -> None:
        """Let no call to an unwell endpoint but the probe, where calls need not go there.

        Raises:
            CircuitOpenError: When the call is better off elsewhere, or later.
        """
        breaker = self.limits.breaker
        if not breaker.allows(loop_time()) and self._leaves(pending):
            raise breaker.error(self.provider.model)

    def _leaves(self, pending: PendingCall) -> bool:
        """Whether a call does not insist on an endpoint that is unwell."""
        return pending.movable or self.limits.breaker.patient(loop_time())

    def _update_circuit(self, error: TrustcoreError | None) -> None:
        breaker, model = self.limits.breaker, self.provider.model
        was_open, now = breaker.open, loop_time()
        since = breaker.since
        opened = breaker.update(error, now, self.limits.mailbox.taken)
        if opened:
            patient = breaker.patient(now)
            tell = log.warning if patient else log.info
            tell(
                "endpoint unwell",
                model=model,
                error=type(error).__name__,
                said=breaker.said,
                patience=breaker.settings.patience if patient else 0,
            )
            self.limits.mailbox.refuse(breaker.error(model), movable=not patient)
            breaker.recovery.notify()
        elif was_open and not breaker.open:
            log.info("endpoint well again", model=model, seconds=round(now - since, 1))

    def _wait(
        self, error: TrustcoreError, retries: CallRetries, pending: PendingCall
    ) -> float | None:
        """Seconds to rest before the next attempt; None when there is none."""
        if isinstance(error, CircuitOpenError) or not pending.wanted:
            return None
        if pending.begun:
            self._update_circuit(error)
            if isinstance(error, ProviderError) and error.retryable:
                error.given_up = "not made again, since some of its text was given already"
            return None
        if retries.at_once(error):
            return 0.0  # its priority is old, and the limits hold for it too
        self._update_circuit(error)
        if self.limits.breaker.open and self._leaves(pending):
            return None
        wait = retries.wait(error, self._random.random())
        log.debug("call failed", model=self.provider.model, error=type(error).__name__, wait=wait)
        return wait

    async def _rest(self, seconds: float, pending: PendingCall, error: TrustcoreError) -> None:
        """Wait between two attempts; not longer where the endpoint is found to be unwell."""
        pending.waiting(f"the next attempt after {type(error).__name__}")
        until = loop_time() + seconds
        while seconds > 0 and not (self.limits.breaker.open and self._leaves(pending)):
            await self.limits.breaker.recovery.wait(seconds)
            seconds = until - loop_time()

    def _crashed(self, error: Exception) -> TrustcoreError:
        while isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
            error = error.exceptions[0]
        log.error("actor crashed", model=self.provider.model, error=type(error).__name__)
        if isinstance(error, TrustcoreError):
            return error
        crash = ActorCrashed(f"the owner of {self.provider.model} died: {type(error).__name__}")
        crash.__cause__ = error
        return crash


def _checked(reply: Any, text: StreamedText | None) -> Reply:  # noqa: ANN401  (whatever came back)
    """Check what a foreign provider returned, which may be anything; give the rest of a text.

    Raises:
        ProviderError: When it is no reply, or not that to the text that was given.
    """
    sound = isinstance(reply, Reply) and isinstance(reply.usage, Usage)
    for item in reply.items if sound and type(reply.items) in _SEVERAL else (None,):
        if type(item) is Completion:
            said: Any = item.text
            sound = isinstance(said, str) and type(item.logprobs) in _LOGPROBS
        else:
            sound = isinstance(item, _ITEMS)
        if not sound:
            raise ProviderError(
                "the provider returned something else than a `Reply` of a tuple of its items, "
                "whose texts are strings, with its `Usage`"
            )
    if text is not None and reply.items:
        text.finish(reply.items[0])
    return reply  # type: ignore[no-any-return]


def fit(request: Request, provider: Provider) -> Request:
    """The request without the parameters that a provider does not take."""
    unwanted: dict[str, Any] = {}
    if request.temperature is not None and not provider.supports("temperature"):
        unwanted["temperature"] = None
    if request.logprobs is not None and not provider.supports("logprobs"):
        unwanted["logprobs"] = None
    if request.seed is not None and not provider.supports("seed"):
        unwanted["seed"] = None
    fitted = evolve(request, **unwanted) if unwanted else request
    return fitted if request.schema is None and not request.choices else worded(fitted, provider)
