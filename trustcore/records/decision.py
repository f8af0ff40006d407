"""What is decided about an answer, and what strategies know of it while evidence is gathered."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Decision = Literal["accept", "escalate"]
"""What to do with an answer: "accept" from the threshold on, else "escalate"."""


@frozen
class PendingDecision:
    """The decision that evidence is gathered for, as one strategy sees it.

    Attributes:
        threshold: The score from which on an answer is accepted, in (0, 1).
        depends: Whether everything else that was wanted has settled and the strategy's own signal,
            whatever it may turn out to be, can still change the decision. A strategy whose calls
            are worth their price only then asks for them only then.
    """

    threshold: float
    depends: bool = False


def decide(score: float | None, threshold: float | None) -> Decision | None:
    """The decision about a score; None without a threshold. No score is no reason to accept."""
    if threshold is None:
        return None
    return "accept" if score is not None and score >= threshold else "escalate"
