"""The gates of one client in one event loop."""

from __future__ import annotations

from collections.abc import Hashable

from trustcore.calls import EndpointLimits, Limits, RateLimiter
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import account_of


class Gates(dict[Provider, EndpointLimits]):
    """A gate for each provider, made when it is first asked for.

    Slots are a model's own. The rate is shared by the models of one account, where providers say
    that its limits are for all of them together.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self._rates: dict[Hashable, RateLimiter] = {}

    def __missing__(self, provider: Provider) -> EndpointLimits:
        account = account_of(provider)
        rate = (
            None if account is None else self._rates.setdefault(account, RateLimiter(self._limits))
        )
        gate = self[provider] = EndpointLimits(self._limits, rate)
        return gate
