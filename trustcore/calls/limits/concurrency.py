"""How many calls at once an endpoint bears, found by trying."""

from __future__ import annotations

from trustcore.allowance import Allowances
from trustcore.calls.limits.slots import PrioritySemaphore
from trustcore.errors import CallTimeout, RateLimitError, ServerError, TrustcoreError

_DECREASE = 0.7
"""What is left of the slots after a sign of overload, as in CUBIC (RFC 9438, 4.6)."""


def overloaded(error: TrustcoreError, told: Allowances | None) -> bool:
    """Whether a single failure says that fewer calls at once would do better.

    A refusal that tells that nothing is left of a limit speaks of the rate, which sees to it: to
    make do with fewer calls at once would waste what comes back.

    Args:
        error: The failure.
        told: What the endpoint told with it.
    """
    if isinstance(error, ServerError):
        return error.status in {503, 529}
    if isinstance(error, RateLimitError):
        return told is None or told.exhausted is None
    return isinstance(error, CallTimeout)


class Concurrency:
    """Additive increase, multiplicative decrease of a number of slots.

    It begins with all slots. As many successes as there are slots, about a round trip, bring one
    more; a sign of overload takes three in ten. Calls that were under way at a decrease bring no
    further one: they know nothing of it yet. So there is at most one in a round trip.
    """

    def __init__(self, slots: PrioritySemaphore) -> None:
        self._slots = slots
        self._most = slots.limit
        self._limit = float(slots.limit)
        self._newest = 0
        self._known = 0

    def sent(self, number: int) -> None:
        """Say that a call is about to be sent, with a higher number than those before."""
        self._newest = number

    def succeeded(self) -> None:
        """Take note of a success."""
        self._resize(min(self._most, self._limit + 1 / self._limit))

    def too_many(self, number: int) -> None:
        """Take note of a sign of overload that the call with a number met."""
        if number > self._known:
            self._known = self._newest
            self._resize(max(1.0, _DECREASE * self._limit))

    def _resize(self, limit: float) -> None:
        self._limit = limit
        self._slots.resize(int(limit))
