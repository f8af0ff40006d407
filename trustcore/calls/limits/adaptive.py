"""How many calls at once an endpoint bears, found by trying."""

from __future__ import annotations

from math import sqrt

from trustcore.allowance import Allowances
from trustcore.calls.limits.semaphore import PrioritySemaphore
from trustcore.errors import CallTimeout, RateLimitError, ServerError, TrustcoreError

_DECREASE = 0.7
"""What is left of the slots after a sign of overload, as in CUBIC (RFC 9438, 4.6)."""

_LEAST_SEEN = 16
_LEAST_COMPARED = 48
"""Calls that make a level's share of refusals worth a look, as many as two round trips at least;
and worth to be compared with the share before."""

_DEVIATIONS = 2.5
"""Standard deviations by which a share exceeds the usual one when chance does not explain it."""

_EVIDENT = 4
_EVIDENT_DEVIATIONS = 4.0
"""Refusals, and standard deviations, by which a level is judged ahead of time: far too many to be
chance."""

_IMPROVED = 0.7
"""A share of refusals that fell below this part of the share before, when there were fewer calls at
once, hangs on their number."""

_BAD_LUCK = 0.25
"""The share of refusals beyond which an endpoint is overloaded, whatever experiments say."""

_GROWTH = 0.2
"""The part of its slots that a round trip brings back after it was found that it was bad luck."""

_TOLERATED = 0.05
"""The usual share before anything was seen: to refuse so few costs less than to find out."""

_REGAINED = 0.25
_LEAST_REGAINED = 0.25
"""The part of the distance to the slots of the last decrease that a round trip brings back, and the
slots at least: quickly at first, slowly where it was too many, and quickly beyond, as in CUBIC."""

_CALM = 0.5
"""The part of all slots below which an endpoint is taken to be overloaded."""

_WEIGHT = 0.1
"""Of the newest level in the usual share. That falls by itself and rises by experiments alone: it
would else follow an overload that grows slot by slot."""


def overloaded(error: TrustcoreError, reported: Allowances | None) -> bool:
    """Whether a failure may say that fewer calls at once would do better.

    A refusal that reports that nothing is left of a limit speaks of the rate, which sees to it: to
    make do with fewer calls at once would waste what comes back.

    Args:
        error: The failure.
        reported: What the endpoint reported with it.
    """
    if isinstance(error, ServerError):
        return error.status in {503, 529}
    if isinstance(error, RateLimitError):
        return reported is None or reported.exhausted is None
    return isinstance(error, CallTimeout)


class AdaptiveConcurrency:
    """A controller of a number of slots that tells overload from bad luck.

    It begins with all slots. Outcomes are counted level by level: a level is a time in which the
    number of slots stays about the same, two round trips at least. Where a level's share of
    refusals is beyond the usual one, three slots in ten are taken away, and the next level shows
    whether that helped. If the share fell, the endpoint was overloaded; slots come back as round
    trips go well, at last one for each. If it did not, refusals have nothing to do with how many
    calls there are at once: the slots are given back and that share is usual from then on.

    Calls that were under way when a level began belong to none: they met the one before. Refusals
    come at once and answers take their time, so what has ended holds too many refusals: a level is
    judged by its first calls, when as many others have ended as are under way at once.

    Attributes:
        newest: The number of the last call that was sent; later ones have higher numbers.
    """

    def __init__(self, slots: PrioritySemaphore) -> None:
        self._slots = slots
        self._most = slots.limit
        self._limit = float(slots.limit)
        self._usual = _TOLERATED
        self._growth = 0.0
        self._peak = self._limit
        self.newest = 0
        self._agreed = False
        self._before: tuple[float, float] | None = None
        self._begin_level()

    @property
    def calm(self) -> bool:
        """Whether there are about as many slots as there may be: no overload was found."""
        return self._limit >= _CALM * self._most

    def succeeded(self, number: int) -> None:
        """Take in a success."""
        if self._limit < self._most:
            if self._before is None:  # while an experiment runs, its level stays what it is
                self._resize(min(self._most, self._limit + self._gain()))
        elif self._refused == 0:  # as it is nearly always: then there is nothing to tell apart
            return
        self._count(number, refused=False)

    def refused(self, number: int, *, agreed: bool = False) -> None:
        """Take in a sign of overload that the call with a number met.

        Args:
            number: Of the call.
            agreed: Whether it is one of so many refusals in a row that they are no chance.
        """
        self._agreed = self._agreed or agreed
        self._count(number, refused=True)

    def _count(self, number: int, *, refused: bool) -> None:
        """Count an outcome; see what the level says, once it has said enough."""
        if number <= self._first:
            return
        self._ended += 1
        self._refused += refused
        if number <= self._last:
            self._seen += 1
            self._seen_refused += refused
        sent = self.newest - self._first
        if self._ended >= self._enough:
            share = self._seen_refused / max(1, self._seen)
            excess = _exceeds(self._usual, self._seen_refused, self._seen, _DEVIATIONS)
            self._judge(share, excess=excess)
        elif refused and self._refused >= _EVIDENT:
            usual = self._usual if self._before is None else _BAD_LUCK
            if _exceeds(usual, self._refused, sent, _EVIDENT_DEVIATIONS):
                self._judge(self._refused / sent, excess=True)

    def _judge(self, share: float, *, excess: bool) -> None:
        """Draw the conclusion from a level's share of refusals."""
        before, self._before = self._before, None
        chance = share < _BAD_LUCK and not self._agreed
        if before is not None and chance and share > _IMPROVED * before[1]:
            self._usual = max(share, min(before[1], _BAD_LUCK))
            self._growth = _GROWTH
            self._resize(before[0])
        elif excess:
            self._growth = 0.0
            self._before = (self._limit, share)
            self._peak = self._limit
            self._resize(max(1.0, _DECREASE * self._limit))
        else:
            self._usual += _WEIGHT * min(0.0, share - self._usual)
        self._begin_level()

    def _gain(self) -> float:
        """The slots that a success brings back."""
        regained = max(_LEAST_REGAINED, _REGAINED * abs(self._peak - self._limit))
        return self._growth + regained / self._limit

    def _begin_level(self) -> None:
        least = _LEAST_SEEN if self._before is None else _LEAST_COMPARED
        size = int(max(least, 2 * self._limit))
        self._first = self.newest
        self._last = self._first + size
        self._enough = size + int(self._limit)
        self._agreed = False
        self._ended = self._refused = self._seen = self._seen_refused = 0

    def _resize(self, limit: float) -> None:
        self._limit = limit
        if int(limit) != self._slots.limit:
            self._slots.resize(int(limit))


def _exceeds(usual: float, refused: int, calls: int, deviations: float) -> bool:
    """Whether refusals are more than a usual share and chance explain."""
    chance = deviations * sqrt(max(usual * (1 - usual) * calls, 0.25))
    return refused > usual * calls + chance
