"""What a run over a file amounts to, and what asks it to end early."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from attrs import asdict, frozen

Stopped = Literal["", "interrupt", "budget", "waiting"]


@frozen(kw_only=True)
class FileSummary:
    """What a run over a file amounts to, those before it on the same journal included.

    Attributes:
        rows: How many rows there are, of this shard and within the limit.
        done: How many have what they were to have.
        failed: How many do not; their column `error` says why.
        asked: How many were asked by this very run.
        calls: Calls of all that is settled.
        tokens: Tokens read and written for it.
        usd: What that cost, None where no price is known.
        mean_score: Of the rows that are done, in [0, 1]; None where there are none.
        dropped: How many entries of the journal were damaged, so that their rows were asked again.
        seconds: How long this run took.
        stopped: What ended it early: "interrupt", "budget", "waiting" where requests are with a
            vendor and nobody waits for them, or "" for nothing.
        output: Where the rows are.
        journal: Where the journal is.
    """

    rows: int
    done: int
    failed: int
    asked: int
    calls: int
    tokens: int
    usd: float | None
    mean_score: float | None
    dropped: int
    seconds: float
    stopped: Stopped
    output: Path
    journal: Path

    @property
    def open(self) -> int:
        """How many rows are left to ask."""
        return self.rows - self.done - self.failed

    def to_dict(self) -> dict[str, Any]:
        """The summary as plain data."""
        paths = {"output": str(self.output), "journal": str(self.journal)}
        return {**asdict(self), **paths, "open": self.open}
