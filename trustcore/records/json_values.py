"""Values of JSON that nobody vouches for: each is what it must be, or an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustcore.records.serialise import MOST_INTEGER
from trustcore.records.text import whole_text


def table(value: object) -> Mapping[str, Any]:
    """A JSON object.

    Raises:
        TypeError: When it is something else.
    """
    if type(value) is dict or isinstance(value, Mapping):
        return value
    raise TypeError("not an object")


def rows(value: object) -> list[Any] | tuple[Any, ...]:
    """A JSON array.

    Raises:
        TypeError: When it is something else.
    """
    if isinstance(value, (list, tuple)):
        return value
    raise TypeError("not an array")


def string(value: object) -> str:
    """A text.

    Raises:
        TypeError: When it is something else.
    """
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value if value.isascii() else whole_text(value)


def integer(value: object) -> int:
    """A whole number of at most 64 bits, from 0.

    Raises:
        TypeError: When it is something else.
        ValueError: When it is out of that range.
    """
    if type(value) is not int:
        raise TypeError("not a whole number")
    if not 0 <= value <= MOST_INTEGER:
        raise ValueError("not a whole number from 0, of at most 64 bits")
    return value


def number(value: object) -> float:
    """A number, to be checked by the record that it goes into.

    Raises:
        TypeError: When it is something else.
        OverflowError: When no float is near it.
    """
    if type(value) not in (int, float):
        raise TypeError("not a number")
    return float(value)  # type: ignore[arg-type]
