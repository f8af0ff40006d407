"""What a judge's reply chose, or why it chose nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from attrs import frozen

from trustcore_strategies.reflection.framings import Option


class Unread(Enum):
    """Why a reply chose nothing."""

    EMPTY = "empty"
    """There was no text, or nothing after the thinking."""
    NOTHING = "nothing"
    """No option was named."""
    SEVERAL = "several"
    """More than one option was named."""


@frozen
class Choice:
    """The option that a reply chose.

    Attributes:
        option: The option.
        at: Where its letter, or its word if it has no letter, stands in the reply; None where that
            is not known.
    """

    option: Option
    at: int | None = None


def only(choices: Sequence[Choice]) -> Choice | Unread:
    """The one option that all choices name."""
    if not choices:
        return Unread.NOTHING
    if len({choice.option.text for choice in choices}) > 1:
        return Unread.SEVERAL
    return next((choice for choice in choices if choice.at is not None), choices[0])
