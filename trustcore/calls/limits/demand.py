"""What a call takes of an endpoint's limits, as far as one can tell before it is made."""

from __future__ import annotations

from attrs import frozen

from trustcore.graph import Call
from trustcore.ledger.tokens import fair_read
from trustcore.records.chat import EmbeddingRequest, Usage
from trustcore.records.role import Role

_USUAL_WRITTEN = 256.0
"""Tokens of a completion before any was seen."""
_WEIGHT = 0.125
"""Of the newest completion in the mean, as in TCP's estimate of a round trip (RFC 6298, 2.3)."""


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


NOTHING = CallCost(requests=0.0)


class CostEstimator:
    """What calls of one model will take, from what such calls took."""

    def __init__(self) -> None:
        self._written: dict[Role, float] = {}

    def of(self, call: Call) -> CallCost:
        """What a call will take: a fair guess, not a bound."""
        request = call.request
        read = fair_read(request)
        if isinstance(request, EmbeddingRequest):
            return CallCost(read)
        written = self._written.get(call.role, _USUAL_WRITTEN)
        if request.max_tokens is not None:
            written = min(written, request.max_tokens)
        return CallCost(read, request.n * written)

    def learn(self, call: Call, usage: Usage) -> None:
        """Take note of what a call took, where the reply told."""
        request = call.request
        if usage.unreported or isinstance(request, EmbeddingRequest):
            return
        written = usage.output_tokens / request.n
        mean = self._written.get(call.role, written)
        self._written[call.role] = mean + _WEIGHT * (written - mean)
