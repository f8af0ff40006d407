"""Rules for settings: what a value may be, in code and in words, for every kind of setting.

A rule is applied to a value, `seconds.or_none.check("timeout", value)`, or is an attrs validator,
`field(validator=seconds.validator("cache: "))`. Its messages read "NAME must be RULE, not VALUE".
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from math import inf
from numbers import Integral, Number, Real
from pathlib import Path
from typing import Any, Never, TypeVar

from attrs import Attribute, evolve, frozen

from trustcore.errors import ArgumentError, ConfigurationError

T = TypeVar("T")

Validator = Callable[[Any, "Attribute[Any]", Any], None]

_SHOWN_TEXT = 40
_SHOWN_DIGITS = 20
_LARGEST = sys.float_info.max


def plain_number(value: Any) -> Any:  # noqa: ANN401  (whatever the user gave)
    """The int or float that a number of another type is, numpy's for example; else the value."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else value


_PLAIN = (int, float, bool, str, type(None))


def _as_given(value: Any) -> Any:  # noqa: ANN401  (whatever the user gave)
    return value


@frozen
class Rule:
    """What a value may be.

    Attributes:
        words: The rule, as it stands after "must be" in a message.
        holds: Whether a value keeps it. It raises nothing, whatever the value.
        plain: Makes of a value what is kept in its place, before the rule is applied.
    """

    words: str
    holds: Callable[[Any], bool]
    plain: Callable[[Any], Any] = _as_given

    @property
    def or_none(self) -> Rule:
        """The same rule, which None keeps too."""
        return self.or_none_for("")

    def or_none_for(self, meaning: str) -> Rule:
        """The same rule, which None keeps too.

        Args:
            meaning: What None stands for, "no limit" for example.
        """
        none = f"None for {meaning}" if meaning else "None"
        holds = self.holds
        return evolve(
            self, words=f"{self.words}, or {none}", holds=lambda one: one is None or holds(one)
        )

    def check(self, name: str, value: T, error: type[Exception] = ConfigurationError) -> T:
        """Give a value back that keeps the rule, numbers of other libraries as plain ones.

        Args:
            name: The setting, as a message has it.
            value: Whatever the user gave.
            error: What is raised otherwise.

        Raises:
            ConfigurationError: Or `error`, naming the setting, the rule and the value.
        """
        kept: T = self.plain(value)
        if not self.holds(kept):
            raise error(self._refusal(name, kept))
        return kept

    def validator(self, prefix: str = "") -> Validator:
        """Make an attrs validator for a setting, which raises `ConfigurationError`.

        Args:
            prefix: What stands before the attribute's name in a message.
        """
        return self.validator_raising(ConfigurationError, prefix)

    def validator_raising(self, error: type[Exception], prefix: str = "") -> Validator:
        """Make an attrs validator that raises an error of this type, see `validator`."""

        def validate(record: object, attribute: Attribute[Any], value: object) -> None:
            _keep(record, attribute, value, self.check(prefix + attribute.name, value, error))

        return validate

    @property
    def argument(self) -> Validator:
        """An attrs validator for an argument of a plug-in, which raises `ArgumentError`."""

        def validate(plugin: object, attribute: Attribute[Any], value: object) -> None:
            kept = self.plain(value)
            if not self.holds(kept):
                name = f"{type(plugin).__name__.lower()}: {attribute.name}"
                raise ArgumentError(self._refusal(name, kept), attribute.name)
            _keep(plugin, attribute, value, kept)

        return validate

    def _refusal(self, name: str, value: object) -> str:
        way = _way_out(value) if self.plain is plain_number else ""
        return f"{name} must be {self.words}, not {shown(value)}{way}"


def _keep(record: object, attribute: Attribute[Any], given: object, kept: object) -> None:
    if kept is not given:  # a frozen record is being made
        object.__setattr__(record, attribute.name, kept)


def _way_out(value: object) -> str:
    """What to write instead of a value that nearly is a number."""
    if type(value) in _PLAIN:
        return ""
    if isinstance(value, timedelta):
        return "; give its seconds, value.total_seconds()"
    return "; give a plain number, float(value) or int(value)" if isinstance(value, Number) else ""


def _is_path(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _range(low: float, high: float, above: float | None) -> str:
    if above is not None:
        return f" above {above:.12g}" + ("" if high == inf else f" and at most {high:.12g}")
    if low == -inf:
        return "" if high == inf else f" of at most {high:.12g}"
    return f" from {low:.12g}" + (" up" if high == inf else f" to {high:.12g}")


def number(
    low: float = -inf, high: float = inf, *, above: float | None = None, of: str = "a number"
) -> Rule:
    """A finite int or float, no bool, in a range with both ends included.

    An int that is too large for a float is refused: it would raise wherever it is computed with.

    Args:
        low: The lowest.
        high: The highest.
        above: What it must be greater than, instead of `low`.
        of: What it is, "a number of seconds" for example.
    """

    def holds(value: Any) -> bool:  # noqa: ANN401  (whatever the user gave)
        if type(value) not in (int, float) or not -_LARGEST <= value <= _LARGEST:
            return False
        return bool(low <= value <= high and (above is None or above < value))

    return Rule(f"{of}{_range(low, high, above)}", holds, plain_number)


def whole(
    low: float = -inf, high: float = inf, *, above: int | None = None, of: str = "a whole number"
) -> Rule:
    """An int, no bool, in a range with both ends included; see `number`."""
    in_range = number(low, high, above=above)
    return Rule(
        f"{of}{_range(low, high, above)}",
        lambda value: type(value) is int and in_range.holds(value),
        plain_number,
    )


def one_of(*allowed: object) -> Rule:
    """One of a few values, texts as a rule."""
    words = ", ".join(map(repr, allowed))
    return Rule(
        words if len(allowed) == 1 else f"one of {words}",
        lambda value: any(type(value) is type(one) and value == one for one in allowed),
    )


def instance_of(kind: type, of: str) -> Rule:
    """An object of a class.

    Args:
        kind: The class.
        of: What it is, in words: "a trustcore.ledger.Budget, Budget(usd=5) for example".
    """
    return Rule(of, lambda value: isinstance(value, kind))


flag = Rule("True or False", lambda value: type(value) is bool)
text = Rule("a string", lambda value: isinstance(value, str))
name = Rule("a string that is not empty", lambda value: isinstance(value, str) and bool(value))
path = Rule("a string or a Path", lambda value: isinstance(value, Path) or _is_path(value))
seconds = number(above=0, of="a number of seconds")


def shown(value: object) -> str:
    """A value as a message shows it: short, and never an error of its own.

    A long text or number is shown by its length, a collection and any other object by its type: who
    made it may have put anything into its repr.
    """
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, str):
        return _shown_text(str.__str__(value))
    if isinstance(value, int):
        fits = abs(value) < 10**_SHOWN_DIGITS
        return str(int(value)) if fits else f"a number of more than {_SHOWN_DIGITS} digits"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return type(value).__name__


def _shown_text(value: str) -> str:
    """A text in quotes where that is short: one sign that cannot be printed takes up to ten."""
    quoted = repr(value[: _SHOWN_TEXT + 1])
    fits = len(quoted) <= _SHOWN_TEXT + len("''")
    return quoted if fits else f"a text of {len(value)} characters"


def refusing(words: str) -> Callable[..., Never]:
    """A method that Python calls where an object is used as something that it is not.

    Args:
        words: What the object is, and how it is used.
    """

    def refuse(*_: object) -> Never:
        raise TypeError(words)

    return refuse
