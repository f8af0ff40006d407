"""What calls take of an endpoint's limits, and the bucket that limits are counted in."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import define, frozen

from trustcore.graph import Call
from trustcore.ledger.tokens import fair_read
from trustcore.records.chat import EmbeddingRequest, Usage
from trustcore.records.role import Role

LimitKind = Literal["requests", "tokens", "input_tokens", "output_tokens"]
LIMIT_KINDS: tuple[LimitKind, ...] = get_args(LimitKind)

_USUAL_WRITTEN = 256.0
"""Tokens of a completion before any was seen."""
_WEIGHT = 0.125
"""Of the newest completion in the mean, as in TCP's estimate of a round trip (RFC 6298, 2.3)."""

_ROUNDING = 1e-6
"""What may be lacking all the same: whoever waits as long as was said has waited long enough."""


@frozen
class CallCost:
    """What a call takes of each limit; the names are those of `Allowances`.

    Attributes:
        input_tokens: Tokens read.
        output_tokens: Tokens written.
        requests: Requests.
    """

    input_tokens: float = 0.0
    output_tokens: float = 0.0
    requests: float = 1.0

    @property
    def tokens(self) -> float:
        """Tokens of both kinds."""
        return self.input_tokens + self.output_tokens

    def __add__(self, other: CallCost) -> CallCost:
        return CallCost(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.requests + other.requests,
        )

    def __sub__(self, other: CallCost) -> CallCost:
        return CallCost(
            self.input_tokens - other.input_tokens,
            self.output_tokens - other.output_tokens,
            self.requests - other.requests,
        )


NO_COST = CallCost(requests=0.0)
ONE_REQUEST = CallCost()


class CostEstimator:
    """An estimate of what calls of one model will take, from what such calls took."""

    def __init__(self) -> None:
        self._written: dict[Role, float] = {}

    def of(self, call: Call) -> CallCost:
        """Estimate what a call will take: a fair guess, not a bound."""
        request = call.request
        read = fair_read(request)
        if isinstance(request, EmbeddingRequest):
            return CallCost(read)
        written = self._written.get(call.role, _USUAL_WRITTEN)
        if request.max_tokens is not None:
            written = min(written, request.max_tokens)
        return CallCost(read, request.n * written)

    def update(self, call: Call, usage: Usage) -> None:
        """Take in what a call took, where the reply reported it."""
        request = call.request
        if usage.unreported or isinstance(request, EmbeddingRequest):
            return
        written = usage.output_tokens / request.n
        mean = self._written.get(call.role, written)
        self._written[call.role] = mean + _WEIGHT * (written - mean)


@define(eq=False)
class TokenBucket:
    """A bucket that is filled at a rate; amounts may differ, exceed it, and be corrected.

    Attributes:
        rate: How much comes in a second, above 0.
        capacity: How much there is after a quiet time, above 0.
        level: How much there was at `at`; below 0 it is a debt.
        at: The clock, in seconds.
    """

    rate: float
    capacity: float
    level: float
    at: float

    def left(self, now: float) -> float:
        """How much there is."""
        return min(self.capacity, self.level + self.rate * max(0.0, now - self.at))

    def wait(self, amount: float, now: float) -> float:
        """Seconds until an amount may be taken; for one that never fits, until the bucket is full.

        What does not fit is taken nonetheless, and those who come later wait until it is paid back.
        """
        lacking = min(amount, self.capacity) - self.left(now)
        return lacking / self.rate if lacking > _ROUNDING else 0.0

    def take(self, amount: float, now: float) -> None:
        """Take an amount, be it there or not; a negative one gives back."""
        self.level = min(self.capacity, self.left(now) - amount)
        self.at = now
