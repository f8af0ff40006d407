"""One attempt at a call: what it took, what it cost, what came of it."""

from __future__ import annotations

from typing import Any

from attrs import asdict, frozen

from trustcore.errors import (
    AuthenticationError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
    ServerError,
    TrustcoreError,
)
from trustcore.records.chat import Usage
from trustcore.records.role import Role

OK = "ok"
CANCELLED = "cancelled"

_REFUSALS = (AuthenticationError, ModelNotFoundError, RateLimitError, RequestError, ServerError)
_TIMEOUTS = (408, 504, 524)
"""Statuses that a gateway answers with when the model took too long: it may be at work still."""


@frozen(kw_only=True)
class Attempt:
    """One request that was sent, or that was given up while it was on its way.

    Attributes:
        role: What the model was used for.
        model: Its name, "provider/model".
        item: Number of the item that it was made for.
        started: When it was sent, in seconds of the event loop's clock.
        seconds: From sending to the end of the reply, or to the failure.
        outcome: "ok", "cancelled", or the name of the error's class.
        usage: What the reply says that it consumed.
        cost: In USD; None when the price or the consumption is not known.
    """

    role: Role
    model: str
    item: int
    started: float
    seconds: float
    outcome: str = OK
    usage: Usage = Usage()  # noqa: RUF009  (frozen)
    cost: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The attempt as plain data."""
        return asdict(self)


def consumed(error: TrustcoreError) -> Usage | None:
    """What a failed attempt consumed: nothing where the endpoint refused it.

    Returns:
        None when nobody knows: when no reply came, or one that could not be read, the model may
        have done its work and may be paid for it.
    """
    refused = isinstance(error, _REFUSALS) and error.status not in _TIMEOUTS
    return Usage() if refused else None
