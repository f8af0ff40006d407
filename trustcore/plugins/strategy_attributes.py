"""What a strategy may say of itself besides what its protocol asks for."""

from __future__ import annotations

import inspect

from trustcore.plugins.protocols import Knob, Measure, Strategy, TunableStrategy


def measure_of(strategy: Strategy) -> Measure | None:
    """What a strategy's signal measures; None where it does not say."""
    found: Measure | None = getattr(strategy, "measures", None)  # checked when it was made
    return found


def has_parts(strategy: Strategy) -> bool:
    """Whether a strategy tells of parts of answers, each under a JSON pointer."""
    return getattr(strategy, "has_parts", False) is True


def has_knob(strategy: Strategy, knob: Knob) -> bool:
    """Whether a strategy's `tuned` takes a knob: it names it, or takes any."""
    if not isinstance(strategy, TunableStrategy):
        return False
    parameters = inspect.signature(strategy.tuned).parameters
    return knob in parameters or any(one.kind is one.VAR_KEYWORD for one in parameters.values())
