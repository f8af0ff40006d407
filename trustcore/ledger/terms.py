"""On which terms a model is called: its price, and the limit on its replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from attrs import frozen

from trustcore.ledger.prices import Price, Prices
from trustcore.plugins.protocols import Provider

TokenLimit = Callable[[int | None], int | None]
"""From the user's `max_tokens` to the limit that is sent; None where none is sent."""


@runtime_checkable
class Limited(Protocol):
    """A provider that does not send the user's `max_tokens` as it is.

    Models that think before they answer get room for it, and some APIs require a limit.
    """

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        """The limit that is sent for the user's own; None where none is sent."""


def as_asked(max_tokens: int | None) -> int | None:
    """The user's limit as it is."""
    return max_tokens


@frozen
class Terms:
    """On which terms a model is called.

    Attributes:
        model: Its name, "provider/model".
        price: What it charges, None when that is not known.
        limit: The limit that is sent with a request.
        logprobs: Whether it tells token log-probabilities.
    """

    model: str
    price: Price | None = None
    limit: TokenLimit = as_asked
    logprobs: bool = False

    @classmethod
    def of(cls, provider: Provider, prices: Prices) -> Terms:
        """The terms of a provider's model."""
        limit = provider.token_limit if isinstance(provider, Limited) else as_asked
        price = prices.price_of(provider.model)
        return cls(provider.model, price, limit, provider.supports("logprobs"))

    def most_written(self, max_tokens: int | None) -> int | None:
        """The most tokens of one reply to a request with that limit; None when unbounded."""
        known = None if self.price is None else self.price.max_output
        bounds = [one for one in (self.limit(max_tokens), known) if one is not None]
        return min(bounds, default=None)
