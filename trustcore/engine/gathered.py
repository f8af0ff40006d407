"""What bounds an item, what was gathered for it, and what is said of what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from trustcore.errors import (
    BudgetExceeded,
    ClientStateError,
    FatalError,
    TrustcoreError,
    WaitExceeded,
)
from trustcore.records.attempt import Attempt
from trustcore.records.chat import Usage
from trustcore.records.evidence import Evidence
from trustcore.records.failover import Failover
from trustcore.records.needs import NodeId


@frozen(kw_only=True)
class Times:
    """The times that bound an item.

    Attributes:
        timeout: Seconds from its first call's slot to its end; None for no limit.
        wait_timeout: Seconds that a call may wait for its turn; None for no limit.
    """

    timeout: float | None = None
    wait_timeout: float | None = None


@frozen
class Gathered:
    """What was gathered for one item.

    Attributes:
        evidence: Seen from the first candidate.
        usage: Of all calls that were answered.
        errors: Why nodes are missing, for those whose call or strategy failed.
        failovers: The calls that went on to another model, in the order in which they did.
        attempts: Every request that was sent.
        from_cache: How many completions and embeddings took no call of this item's.
    """

    evidence: Evidence
    usage: Usage
    errors: Mapping[NodeId, TrustcoreError]
    failovers: Sequence[Failover] = ()
    attempts: Sequence[Attempt] = ()
    from_cache: int = 0

    @property
    def refused(self) -> BudgetExceeded | None:
        """Why calls were not sent, when the budget had no room for them."""
        budget = (one for one in self.errors.values() if isinstance(one, BudgetExceeded))
        return next(budget, None)


def waited(what: str, seconds: float) -> WaitExceeded:
    """The error of what has waited too long for its turn."""
    return WaitExceeded(f"waited longer than `wait_timeout`, {seconds:g} s, for {what}")


def is_fatal(error: TrustcoreError) -> bool:
    """Whether it ends the item. A call that the budget has no room for is missing, no more."""
    return isinstance(error, FatalError | ClientStateError) and not isinstance(
        error, BudgetExceeded
    )


_IN_WORDS = {
    "ask": ("judge's reply", "judges' replies"),
    "witness": ("witness's answer", "witnesses' answers"),
}


def summary(gaps: Sequence[NodeId], usage: Usage) -> str:
    """What was pending, and what had been consumed until then."""
    kinds = Counter(str(one[0]) for one in gaps)
    words = {kind: _IN_WORDS.get(kind, (kind, f"{kind}s")) for kind in kinds}
    pending = ", ".join(f"{count} {words[kind][count > 1]}" for kind, count in kinds.items())
    tokens = usage.input_tokens + usage.output_tokens
    return f"pending: {pending}; spent: {usage.calls} calls answered, {tokens} tokens"
