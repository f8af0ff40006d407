"""A model behind a rate limit: it refuses what is too much, and tells what is left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from attrs import evolve, frozen

from trustcore.allowance import Allowance, Allowances
from trustcore.calls.limits.cost import TokenBucket
from trustcore.errors import RateLimitError
from trustcore.event_loop import loop_time
from trustcore.plugins.protocols import Feature, Provider, Receive, StreamingSession
from trustcore.records.chat import Reply, Request

T = TypeVar("T")

_MINUTE = 60


class ThrottledProvider:
    """Another provider with limits in front of it, as APIs have them.

    Each limit is a bucket that fills all the time, by the clock of the event loop. A request that
    finds one empty is refused with a `RateLimitError`. Requests are counted, and told, when they
    come in, tokens when the reply is there. ::

        model = ThrottledProvider(ScriptedProvider("Paris"), requests_per_minute=60, burst=2)

    Args:
        provider: What answers.
        requests_per_minute: How fast requests come back.
        burst: Requests that are there after a quiet time.
        tokens_per_minute: How fast tokens come back, all of them within a minute; None for no
            limit.
        tells: Whether replies and refusals say what is left.
        hint: Turns the seconds until a request is there again into what a refusal says; None for
            refusals that say nothing.

    Attributes:
        sent_at: When each request came in, in seconds.
        refused_at: When each refused one did.
    """

    def __init__(
        self,
        provider: Provider,
        *,
        requests_per_minute: float,
        burst: int = 1,
        tokens_per_minute: float | None = None,
        tells: bool = True,
        hint: Callable[[float], float | None] = float,
    ) -> None:
        self.provider = provider
        self.tells = tells
        self.hint = hint
        self.sent_at: list[float] = []
        self.refused_at: list[float] = []
        self._limit = requests_per_minute
        self._requests = TokenBucket(requests_per_minute / _MINUTE, burst, burst, 0.0)
        most = tokens_per_minute
        self._tokens = None if most is None else TokenBucket(most / _MINUTE, most, most, 0.0)

    @property
    def model(self) -> str:
        """The name of the model."""
        return self.provider.model

    def supports(self, feature: Feature, /) -> bool:
        """Whether the provider does."""
        return self.provider.supports(feature)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[_ThrottledSession]:
        """Open the provider."""
        async with self.provider.open() as session:
            yield _ThrottledSession(self, session)

    def admit(self, now: float) -> None:
        """Take a request in.

        Raises:
            RateLimitError: When there is no room.
        """
        self.sent_at.append(now)
        waits = [self._requests.wait(1, now)]
        if self._tokens is not None:
            waits.append(self._tokens.wait(1, now))
        if max(waits) > 0:
            self.refused_at.append(now)
            error = RateLimitError("too many requests", retry_after=self.hint(max(waits)))
            error.allowances = self.left(now)
            raise error
        self._requests.take(1, now)

    def spend(self, reply: Reply, now: float) -> None:
        """Take the tokens of a reply."""
        if self._tokens is not None:
            self._tokens.take(reply.usage.input_tokens + reply.usage.output_tokens, now)

    def left(self, now: float) -> Allowances | None:
        """What is left."""
        if not self.tells:
            return None
        tokens = None
        if self._tokens is not None:
            tokens = _allowance(self._tokens, self._tokens.capacity, now)
        return Allowances(_allowance(self._requests, self._limit, now), tokens)


@frozen
class _ThrottledSession:
    limits: ThrottledProvider
    session: Any

    async def complete(self, request: Request, /) -> Reply:
        return await self._limited(self.session.complete, request)

    async def stream(self, request: Request, receive: Receive, /) -> Reply:
        session = self.session
        if not isinstance(session, StreamingSession):
            return await self.complete(request)
        return await self._limited(lambda asked: session.stream(asked, receive), request)

    async def embed(self, texts: Sequence[str], /) -> Reply:
        return await self._limited(self.session.embed, texts)

    async def _limited(self, ask: Callable[[T], Awaitable[Reply]], what: T) -> Reply:
        now = loop_time()
        self.limits.admit(now)
        admitted = self.limits.left(now)
        reply = await ask(what)
        now = loop_time()
        self.limits.spend(reply, now)
        left = self.limits.left(now)
        if admitted is None or left is None:
            return reply
        return evolve(reply, allowances=evolve(left, requests=admitted.requests))


def _allowance(bucket: TokenBucket, limit: float, now: float) -> Allowance:
    left = bucket.left(now)
    return Allowance(max(0.0, left // 1), limit, (bucket.capacity - left) / bucket.rate)
