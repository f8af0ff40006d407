"""Checks of the arguments of strategies; each names the argument, the rule and the value."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from attrs import Attribute

from trustcore.errors import ArgumentError

Validator = Callable[[Any, "Attribute[Any]", object], None]


def whole_number(lowest: int, highest: int) -> Validator:
    """An integer in a range, both ends included."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if type(value) is not int or not lowest <= value <= highest:
            _refuse(instance, attribute, f"an integer from {lowest} to {highest}", value)

    return check


def flag(instance: object, attribute: Attribute[Any], value: object) -> None:
    """True or False."""
    if not isinstance(value, bool):
        _refuse(instance, attribute, "True or False", value)


def temperature(instance: object, attribute: Attribute[Any], value: object) -> None:
    """None, or a finite number that is not negative."""
    if value is None:
        return
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value < 0:  # type: ignore[arg-type,operator]
        _refuse(instance, attribute, "None or a finite number from 0", value)


def signal_name(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A string that is not empty."""
    if not isinstance(value, str) or not value:
        _refuse(instance, attribute, "a string that is not empty", value)


def _refuse(instance: object, attribute: Attribute[Any], rule: str, value: object) -> None:
    strategy = type(instance).__name__.lower()
    problem = f"{strategy}: {attribute.name} must be {rule}, not {value!r}"
    raise ArgumentError(problem, attribute.name)
