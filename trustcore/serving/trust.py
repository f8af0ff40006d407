"""What is told of an answer's trust."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

import orjson
from attrs import asdict, field, fields, frozen

from trustcore.records.chat import Usage
from trustcore.records.decision import decide
from trustcore.records.result import Result

State = Literal["pending", "done", "failed"]


@frozen(kw_only=True)
class Latency:
    """How long an answer and its score took, in milliseconds.

    Attributes:
        answer: From the request to the whole answer.
        score: From there to the score.
    """

    answer: float
    score: float


@frozen(kw_only=True)
class Trust:
    """What is told of an answer's trust, at the top level of a response and at `/v1/trust/ID`.

    Attributes:
        id: Of the response that it belongs to.
        state: "pending" while it is made, "failed" where there is none.
        score: In [0, 1]; None where there is none.
        reason: Why it is not higher, or why there is none.
        signals: What each strategy found: name, value and reason.
        decision: "accept" or "escalate", where there is a threshold.
        threshold: The score from which on an answer is accepted.
        fingerprint: Of preset and models: scores compare within one.
        samples: How many calls drew other answers for it.
        usage: What answer and score took together, in calls and tokens.
        cost: In USD; None where no price is known.
        latency_ms: How long both took.
        partial: Whether the time was up before all was there.
    """

    id: str
    state: State = "pending"
    score: float | None = None
    reason: str = ""
    signals: tuple[Mapping[str, Any], ...] = ()
    decision: str | None = None
    threshold: float | None = None
    fingerprint: str = ""
    samples: int = 0
    usage: Usage = field(factory=Usage)
    cost: float | None = None
    latency_ms: Latency | None = None
    partial: bool = False

    @cached_property
    def json(self) -> bytes:
        """It as JSON, made once: a response, the feed and the store tell the same."""
        row = {name: getattr(self, name) for name in _NAMES}
        row["usage"] = asdict(self.usage)
        if self.latency_ms is not None:
            row["latency_ms"] = asdict(self.latency_ms)
        return orjson.dumps(row)

    @property
    def told(self) -> orjson.Fragment:
        """It as a part of other JSON."""
        return orjson.Fragment(self.json)


_NAMES = tuple(one.name for one in fields(Trust))


def trust_of(
    id_: str, result: Result, latency: Latency, threshold: float | None, *, partial: bool
) -> Trust:
    """The trust in the answer of a result."""
    score = result.trustworthiness_score
    return Trust(
        id=id_,
        state="done",
        score=score,
        reason=result.reason,
        signals=tuple(one.to_dict() for one in result.signals),
        decision=decide(score, threshold),
        threshold=threshold,
        fingerprint=result.fingerprint,
        samples=sum(one.role == "sampler" for one in result.attempts),
        usage=result.usage,
        cost=result.cost,
        latency_ms=latency,
        partial=partial,
    )
