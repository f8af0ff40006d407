"""What the graph asks where evidence is gathered for a decision."""

from __future__ import annotations

from typing import Protocol

from trustcore.records.evidence import Evidence

FIRST_DRAWS = 2
"""Samples that are drawn at once, beside the answer; further ones one by one."""


class Decider(Protocol):
    """Says what a decision still hangs on. Pure, as all that the graph asks.

    Both methods get complete evidence: nothing is under way.
    """

    @property
    def threshold(self) -> float:
        """The score from which on an answer is accepted, in (0, 1)."""

    def depends_on_samples(self, evidence: Evidence, drawn: int, /) -> bool:
        """Whether samples beyond those that were drawn may well change the decision."""

    def depends_on(self, evidence: Evidence, name: str, /) -> bool:
        """Whether the signal of this name can change the decision, whatever it turns out to be."""
