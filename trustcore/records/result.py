"""What the client returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Never, Self

from attrs import asdict, field, frozen

from trustcore.errors import TrustcoreError
from trustcore.records.attempt import Attempt
from trustcore.records.chat import Usage
from trustcore.records.decision import Decision, decide
from trustcore.records.evals import EvalScore
from trustcore.records.evidence import Evidence
from trustcore.records.failover import Failover
from trustcore.records.fields import Fields, ScoredCall, fields_to_dict, untrustworthy
from trustcore.records.label import Label
from trustcore.records.signals import Absent, Contribution, Signal
from trustcore.records.totals import Totals
from trustcore.records.uncertainty import Uncertainty
from trustcore.suggest import unknown


@frozen
class Candidate:
    """One answer that competed to be returned.

    Attributes:
        response: The answer.
        truncated: Whether the token limit, a filter or the server cut it.
        score: Its trustworthiness score in [0, 1], None when no signal could be computed.
        signals: What each strategy found about it.
        contributions: What each signal that counted contributed to the score, in the preset's
            order.
        parsed: The JSON of a structured answer, or the pydantic object that it makes where the form
            is a pydantic model; None where there is none.
        fields: The parts of a structured answer, or of calls, each with its score.
        calls: The calls of tools, each with its score.
        label: What the answer was read as, where the question has labels; then that is the
            response.
    """

    response: str = field(repr=False)
    truncated: bool
    score: float | None
    signals: tuple[Signal | Absent, ...]
    contributions: tuple[Contribution, ...] = ()
    parsed: Any = field(default=None, repr=False)
    fields: Fields = field(factory=dict, repr=False)
    calls: tuple[ScoredCall, ...] = field(default=(), repr=False)
    label: Label | None = field(default=None, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        """The candidate as plain data."""
        return {
            "response": self.response,
            "trustworthiness_score": self.score,
            "truncated": self.truncated,
            "signals": [signal.to_dict() for signal in self.signals],
            "contributions": [one.to_dict() for one in self.contributions],
            **self._parts_to_dict(),
            **({} if self.label is None else {"label": self.label.to_dict()}),
        }

    def _parts_to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.fields:
            found["fields"] = fields_to_dict(self.fields)
        if self.calls:
            found["calls"] = [one.to_dict() for one in self.calls]
        return found


@frozen(eq=False, repr=False, kw_only=True)
class Result(Mapping[str, Any]):
    """An answer with its trustworthiness score.

    As a mapping it has exactly "response" and "trustworthiness_score", and "log" where the option
    `log` asked for it, so that a list of results makes a data frame with these columns.

    Attributes:
        candidates: All that competed, by index; those whose call failed are left out.
        chosen: Position of the returned one in `candidates`.
        usage: What all calls for this item consumed.
        failovers: The calls that went on to another model, and why.
        preset: Name of the preset.
        fingerprint: Of preset, strategies, weights and models: scores compare within one.
        reason: Why the score is not higher, or why there is none.
        attempts: Every request that was sent for this item until it was settled, in the order of
            their ends: failures and retries, and those that were cancelled, are among them.
        from_cache: How many completions and embeddings took no call of this item's: the cache had
            them, or another item was asking for them.
        uncertainty: Of the model about the question: where it comes from.
        threshold: The score from which on the client accepts an answer; None where it has none.
        calibrated_score: How likely the answer is right, in [0, 1], as labels of yours have it;
            None where the client has no `calibration`, or there is no score.
        log: What the option `log` asked for.
        evidence: What the score was made from, where the option `log` has "evidence".
        errors: Of the calls that failed for good, and of plug-ins that failed, each once and with
            its cause; not part of the written form.
        eval_names: The evaluations that were asked for, in their order.
        explanation: Why the score is low, in words for people, where it is below the option
            `explain_below`; else None.
    """

    candidates: tuple[Candidate, ...]
    chosen: int
    usage: Usage
    failovers: tuple[Failover, ...]
    preset: str
    fingerprint: str
    reason: str
    attempts: tuple[Attempt, ...] = ()
    from_cache: int = 0
    uncertainty: Uncertainty = Uncertainty()  # noqa: RUF009  (frozen)
    threshold: float | None = None
    calibrated_score: float | None = None
    log: Mapping[str, Any] | None = None
    evidence: Evidence | None = None
    errors: tuple[TrustcoreError, ...] = field(default=(), eq=False)
    eval_names: tuple[str, ...] = ()
    explanation: str | None = None

    @property
    def response(self) -> str:
        """The answer."""
        return self._returned.response

    @property
    def trustworthiness_score(self) -> float | None:
        """In [0, 1]; None when no signal could be computed, `reason` says why."""
        return self._returned.score

    @property
    def decision(self) -> Decision | None:
        """As the client's threshold has it, "accept" or "escalate"; None where it has none.

        An answer without a score is escalated.
        """
        return decide(self.trustworthiness_score, self.threshold)

    @property
    def signals(self) -> tuple[Signal | Absent, ...]:
        """What each strategy found about the returned answer."""
        return self._returned.signals

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each signal contributed to the returned answer's score."""
        return self._returned.contributions

    @property
    def label(self) -> Label | None:
        """What the answer was read as; None where the question has no labels."""
        return self._returned.label

    @property
    def evals(self) -> Mapping[str, EvalScore]:
        """What came of each evaluation that was asked for, by name."""
        found = {one.name: one for one in self.signals if one.name in self.eval_names}
        return {
            name: EvalScore(name, found[name].value, found[name].reason)
            for name in self.eval_names
            if name in found
        }

    @property
    def parsed(self) -> Any:  # noqa: ANN401  (any JSON, or what a pydantic model makes of it)
        """The JSON of a structured answer, or the pydantic object; None where there is none."""
        return self._returned.parsed

    @property
    def fields(self) -> Fields:
        """The parts of a structured answer, or of calls, by JSON pointers, each with its score."""
        return self._returned.fields

    @property
    def calls(self) -> tuple[ScoredCall, ...]:
        """The calls of tools that the answer makes, each with its score."""
        return self._returned.calls

    def untrustworthy_fields(self, threshold: float = 0.8) -> Fields:
        """Find the fields with a score below a threshold, or without one, the lowest first.

        Args:
            threshold: From 0 to 1.

        Raises:
            InputError: When it is no such number.
        """
        return untrustworthy(self.fields, threshold)

    @property
    def aleatoric(self) -> float | None:
        """How likely two answers are right and yet differ, in [0, 1]; None: see `uncertainty`."""
        return self.uncertainty.aleatoric

    @property
    def epistemic(self) -> float | None:
        """How likely an answer of the model is wrong, in [0, 1]; None: see `uncertainty`."""
        return self.uncertainty.epistemic

    @property
    def truncated(self) -> bool:
        """Whether the token limit cut the answer."""
        return self._returned.truncated

    @property
    def cost(self) -> float | None:
        """What the attempts with a known cost cost together, in USD; None when there is none."""
        return Totals.of(self.attempts).cost

    @property
    def _returned(self) -> Candidate:
        return self.candidates[self.chosen]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            **self._returned.to_dict(),
            "reason": self.reason,
            "explanation": self.explanation,
            "evals": {name: one.to_dict() for name, one in self.evals.items()},
            "calibrated_score": self.calibrated_score,
            "threshold": self.threshold,
            "decision": self.decision,
            "candidates": [candidate.to_dict() for candidate in self.candidates],
            "chosen": self.chosen,
            "uncertainty": self.uncertainty.to_dict(),
            "usage": asdict(self.usage),
            "cost": self.cost,
            "from_cache": self.from_cache,
            "attempts": [one.to_dict() for one in self.attempts],
            "failovers": [asdict(one) for one in self.failovers],
            "preset": self.preset,
            "fingerprint": self.fingerprint,
            "evidence": None if self.evidence is None else self.evidence.to_dict(),
        }

    def __repr__(self) -> str:
        """Show the score, its signals, and how long the answer is: a repr may end up in a log."""
        signals = ", ".join(map(_shown, self.signals))
        return (
            f"Result(trustworthiness_score={_number(self.trustworthiness_score)}, "
            f"response=<{len(self.response)} characters>, signals=[{signals}], "
            f"preset={self.preset!r}, calls={self.usage.calls})"
        )

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401  (three keys, three types)
        """The answer, its score, or what was logged."""
        if key in self._keys():
            return getattr(self, key)
        raise KeyError(unknown("key", str(key), self._keys(), "all else is an attribute"))

    if not TYPE_CHECKING:  # type checkers know the attributes

        def __getattr__(self, name: str) -> Never:
            """Say what that is called here which others call something else."""
            meant = _CALLED_HERE.get(name)
            way = "" if meant is None else f"; it is `{meant}`"
            msg = f"a Result has no attribute {name!r}{way}"
            raise AttributeError(msg, name=name, obj=self)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._keys())

    def __len__(self) -> int:
        """Two, or three with a log."""
        return len(self._keys())

    def _keys(self) -> tuple[str, ...]:
        own = ("response", "trustworthiness_score")
        return own if self.log is None else (*own, "log")


_CALLED_HERE = {
    **dict.fromkeys(("score", "trust_score", "trustworthiness"), "trustworthiness_score"),
    **dict.fromkeys(("answer", "text", "content", "output"), "response"),
}
"""What others call the attributes of a result."""


def _shown(signal: Signal | Absent) -> str:
    value = signal.value if isinstance(signal, Signal) else None
    return f"{signal.name}={_number(value)}"


def _number(value: float | None) -> str:
    return "None" if value is None else f"{value:.3f}"


class Score(float):
    """A trustworthiness score: a float in [0, 1] that knows where it comes from.

    Attributes:
        result: The result that it is the score of.
    """

    __slots__ = ("result",)

    result: Result

    def __new__(cls, value: float, result: Result) -> Self:
        """Make a score of a value and the result that it belongs to."""
        self = super().__new__(cls, value)
        self.result = result
        return self

    def __getnewargs__(self) -> tuple[float, Result]:  # type: ignore[override]
        """What makes the score again: for copies and pickles."""
        return float(self), self.result

    @property
    def signals(self) -> tuple[Signal | Absent, ...]:
        """What each strategy found."""
        return self.result.signals

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each signal contributed to the score."""
        return self.result.contributions

    @property
    def reason(self) -> str:
        """Why the score is not higher."""
        return self.result.reason
