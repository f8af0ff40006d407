"""One strategy's place in a preset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from trustcore.plugins.contracts import check_strategy
from trustcore.plugins.protocols import Strategy
from trustcore.scoring.links import Identity, Link


@frozen
class Component:
    """A strategy with its part in the score.

    Attributes:
        strategy: The strategy itself.
        name: Its name in the registry.
        arguments: What it was made with.
        weight: Its part in the score, relative to the signals that are there; not negative.
        link: From its signal to a probability of being right.

    Raises:
        ConfigurationError: When the strategy lacks something that its protocol has.
    """

    strategy: Strategy = field(validator=lambda _, __, strategy: check_strategy(strategy))
    name: str
    arguments: Mapping[str, Any]
    weight: float = 1.0
    link: Link = Identity()  # noqa: RUF009  (frozen)

    def to_dict(self) -> dict[str, Any]:
        """The component as a preset writes it."""
        return {
            "arguments": dict(self.arguments),
            "weight": self.weight,
            "link": self.link.to_dict(),
        }
