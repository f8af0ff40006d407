"""One strategy's place in a preset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from attrs import Factory, evolve, field, frozen

from trustcore.plugins.contracts import check_strategy
from trustcore.plugins.protocols import Bounded, Knob, Measure, Strategy, TunableStrategy
from trustcore.plugins.strategy_attributes import has_knob, measure_of
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Need
from trustcore.records.signals import Absent, Signal
from trustcore.scoring.links import Identity, Link
from trustcore.scoring.written import arguments_of, place_of, written


@runtime_checkable
class _BoundedStrategy(Strategy, Bounded, Protocol):
    """A strategy that is bounded."""


@frozen(kw_only=True)
class NamedStrategy:
    """A strategy under the name that a preset gives it, so that one may stand there twice."""

    name: str
    __wrapped__: Strategy = field(alias="wrapped")

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """All that the strategy wants."""
        return self.__wrapped__.needs(evidence)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """The strategy's finding under the other name."""
        return evolve(self.__wrapped__.assess(evidence), name=self.name)


@frozen(kw_only=True)
class NamedBoundedStrategy(NamedStrategy):
    """The same of a strategy that declares the least and the most that it asks for."""

    __wrapped__: _BoundedStrategy = field(alias="wrapped")

    def least(self, evidence: Evidence) -> Sequence[Need]:
        """What the strategy wants at least."""
        return self.__wrapped__.least(evidence)

    def most(self, evidence: Evidence) -> Sequence[Need]:
        """What the strategy may want at most."""
        return self.__wrapped__.most(evidence)


@frozen
class Component:
    """A strategy with its part in the score.

    Attributes:
        strategy: The strategy itself.
        name: The name of its signal; by default the strategy's own.
        arguments: What it was made with; by default its fields, where it is an attrs class or a
            dataclass.
        weight: Its part in the score, relative to the signals that are there; not negative.
        link: From its signal to a probability of being right.
        plugin: Its name in the registry; None for an object that was made elsewhere.
        knobs: What has been set by `tuned` since then.
        auto_weight: Whether its weight is one to be found by `trustcore fit`.
        measures: What its signal measures; None where the strategy does not say.

    Raises:
        ConfigurationError: When the strategy lacks something that its protocol has.
    """

    strategy: Strategy = field(validator=lambda _, __, strategy: check_strategy(strategy))
    name: str = field(default=Factory(lambda self: self.strategy.name, takes_self=True))
    arguments: Mapping[str, Any] = field(
        default=Factory(lambda self: arguments_of(self.strategy), takes_self=True)
    )
    weight: float = 1.0
    link: Link = Identity()  # noqa: RUF009  (frozen)
    plugin: str | None = None
    knobs: Mapping[Knob, Any] = field(factory=dict)
    auto_weight: bool = False
    measures: Measure | None = field(
        init=False,
        eq=False,
        default=Factory(lambda self: measure_of(self.strategy), takes_self=True),
    )

    @property
    def named(self) -> Strategy:
        """The strategy under the component's name."""
        if self.strategy.name == self.name:
            return self.strategy
        if isinstance(self.strategy, _BoundedStrategy):
            return NamedBoundedStrategy(name=self.name, wrapped=self.strategy)
        return NamedStrategy(name=self.name, wrapped=self.strategy)

    def tuned(self, knobs: Mapping[Knob, Any]) -> Component:
        """The component with those knobs set that its strategy has; itself where it has none.

        Raises:
            ArgumentError: When the strategy does not take a value.
            ConfigurationError: When what `tuned` returns is no strategy.
        """
        own = {knob: value for knob, value in knobs.items() if has_knob(self.strategy, knob)}
        if not own or not isinstance(self.strategy, TunableStrategy):
            return self
        tuned = self.strategy.tuned(**own)
        return evolve(self, strategy=tuned, knobs={**self.knobs, **own})

    def to_dict(self) -> dict[str, Any]:
        """The component as a preset writes it."""
        origin = self.plugin or place_of(type(self.strategy))
        return {
            **({} if origin == self.name else {"strategy": origin}),
            "arguments": written(self.arguments),
            **({"knobs": written(self.knobs)} if self.knobs else {}),
            "weight": "auto" if self.auto_weight else self.weight,
            "link": self.link.to_dict(),
        }
