"""What the client returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from trustcore.records.chat import Completion, Usage
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal

T_co = TypeVar("T_co", covariant=True)


@frozen
class Candidate:
    """One answer that competed to be returned.

    Attributes:
        completion: The answer.
        score: Its trustworthiness score in [0, 1], None when no signal could be computed.
        signals: What each strategy found about it.
    """

    completion: Completion
    score: float | None
    signals: tuple[Signal | Absent, ...]


@frozen(eq=False)
class Result(Mapping[str, Any]):
    """An answer with its trustworthiness score.

    As a mapping it has exactly "response" and "trustworthiness_score", and "log" where the option
    `log` asked for it, so that a list of results makes a data frame with these columns.

    Attributes:
        candidates: All that competed, by index; those whose call failed are left out.
        chosen: Position of the returned one in `candidates`.
        usage: What all calls for this item consumed.
        preset: Name of the preset.
        fingerprint: Of preset, strategies, weights and models: scores compare within one.
        reason: Why the score is not higher, or why there is none.
        log: What the option `log` asked for.
    """

    candidates: tuple[Candidate, ...] = field(repr=lambda found: f"<{len(found)}>")
    chosen: int
    usage: Usage
    preset: str
    fingerprint: str
    reason: str = field(repr=False)
    log: Mapping[str, Any] | None = field(default=None, repr=False)
    evidence: Evidence | None = field(default=None, repr=False)

    @property
    def response(self) -> str:
        """The answer."""
        return self._returned.completion.text

    @property
    def trustworthiness_score(self) -> float | None:
        """In [0, 1]; None when no signal could be computed, `reason` says why."""
        return self._returned.score

    @property
    def signals(self) -> tuple[Signal | Absent, ...]:
        """What each strategy found about the returned answer."""
        return self._returned.signals

    @property
    def truncated(self) -> bool:
        """Whether the token limit cut the answer."""
        return self._returned.completion.truncated

    @property
    def _returned(self) -> Candidate:
        return self.candidates[self.chosen]

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401  (three keys, three types)
        """The answer, its score, or what was logged."""
        if key in self._keys():
            return getattr(self, key)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._keys())

    def __len__(self) -> int:
        """Two, or three with a log."""
        return len(self._keys())

    def _keys(self) -> tuple[str, ...]:
        own = ("response", "trustworthiness_score")
        return own if self.log is None else (*own, "log")


class Score(float):
    """A trustworthiness score: a float in [0, 1] that knows where it comes from.

    Attributes:
        result: The result that it is the score of.
    """

    __slots__ = ("result",)

    result: Result

    def __new__(cls, value: float, result: Result) -> Score:
        """Make a score of a value and the result that it belongs to."""
        self = super().__new__(cls, value)
        self.result = result
        return self

    @property
    def signals(self) -> tuple[Signal | Absent, ...]:
        """What each strategy found."""
        return self.result.signals

    @property
    def reason(self) -> str:
        """Why the score is not higher."""
        return self.result.reason


@frozen
class Outcome(Generic[T_co]):
    """What became of one item of a sequence: a value or an error.

    Attributes:
        index: Position of the item in the input.
        value: The result, None when the item failed.
        error: Why it failed, None when it did not.
    """

    index: int
    value: T_co | None = None
    error: Exception | None = None
