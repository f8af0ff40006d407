"""What an endpoint says that is left of its limits."""

from __future__ import annotations

from math import isfinite

from attrs import frozen


@frozen
class Allowance:
    """What is left of one limit, as a response told.

    Attributes:
        remaining: How much may be sent at once, from 0.
        limit: What the API calls its limit, above 0.
        reset: Seconds until all of it may be sent again, from 0.

    Raises:
        ValueError: When a number is out of its range.
    """

    remaining: float
    limit: float
    reset: float

    def __attrs_post_init__(self) -> None:
        numbers = (self.remaining, self.limit, self.reset)
        if not all(isfinite(one) and one >= 0 for one in numbers) or self.limit == 0:
            raise ValueError("an allowance must be finite numbers from 0, and its limit above 0")


@frozen
class Allowances:
    """What a response told about each limit of the endpoint; None where it told nothing.

    Attributes:
        requests: Requests.
        tokens: Tokens, those read and those written together.
        input_tokens: Tokens read.
        output_tokens: Tokens written.
    """

    requests: Allowance | None = None
    tokens: Allowance | None = None
    input_tokens: Allowance | None = None
    output_tokens: Allowance | None = None

    @property
    def exhausted(self) -> float | None:
        """Seconds until the limits of which nothing is left are reset; None when none is told."""
        known = (self.requests, self.tokens, self.input_tokens, self.output_tokens)
        empty = [one.reset for one in known if one is not None and one.remaining == 0]
        return max(empty, default=None)
