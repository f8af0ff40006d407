"""The gates of one client in one event loop."""

from __future__ import annotations

from collections.abc import Hashable

from trustcore.actors import Gate, Limits, Rate
from trustcore.protocols import Provider
from trustcore.traits import account_of


class Gates(dict[Provider, Gate]):
    """A gate for each provider, made when it is first asked for.

    Slots are a model's own. The rate is shared by the models of one account, where providers say
    that its limits are for all of them together.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self._rates: dict[Hashable, Rate] = {}

    def __missing__(self, provider: Provider) -> Gate:
        account = account_of(provider)
        rate = None if account is None else self._rates.setdefault(account, Rate(self._limits))
        gate = self[provider] = Gate(self._limits, rate)
        return gate
