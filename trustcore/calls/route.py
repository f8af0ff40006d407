"""The models of a role, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from trustcore.plugins.protocols import Feature, Provider
from trustcore.plugins.provider_attributes import most_at_once, varies
from trustcore.records.role import Role


@frozen
class ModelChain:
    """One or several models of one role.

    Attributes:
        providers: The first one is used while it is well, the others in its stead.
    """

    providers: tuple[Provider, ...]

    @property
    def model(self) -> str:
        """The names of the models, for records and fingerprints."""
        return ", ".join(one.model for one in self.providers)

    def supports(self, feature: Feature) -> bool:
        """Whether all models support a feature, so that a call can go to any."""
        return all(one.supports(feature) for one in self.providers)

    @property
    def varies(self) -> bool | None:
        """Whether all models vary between equal requests; None where nobody knows of one."""
        known = [varies(one) for one in self.providers]
        if False in known:
            return False
        return None if None in known else True

    @property
    def max_n(self) -> int:
        """How many completions one request may ask for, whichever model it goes to."""
        return min(map(most_at_once, self.providers))

    def choose(self, well: Callable[[Provider], bool], start: int = 0) -> int:
        """The position of the first model that is well, from `start` on; `start` if none is."""
        last = len(self.providers)
        if start + 1 == last:
            return start
        return next((one for one in range(start, last) if well(self.providers[one])), start)


ModelChains = Mapping[Role, ModelChain]
"""The route of every role."""
