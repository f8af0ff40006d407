"""What a strategy concludes."""

from __future__ import annotations

from typing import Any

from attrs import asdict, field, frozen

from trustcore.errors import StrategyError


@frozen
class SignalPart:
    """One strategy's finding about one part of an answer: a field, an argument, a claim.

    Attributes:
        path: A JSON pointer: "/name" of a structured answer, "/call/0/arguments/city" of calls.
        value: In [0, 1]; higher is more trustworthy.
        reason: Why, in words for people. It may quote answers, so no repr shows it.
        span: Where the part stands in the answer, (start, end) in characters; None where it is not
            in it.

    Raises:
        StrategyError: When the value is not in [0, 1].
    """

    path: str
    value: float
    reason: str = field(default="", repr=False)
    span: tuple[int, int] | None = None

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            msg = f"a part of a signal must be a number in [0, 1], not {self.value!r}"
            raise StrategyError(msg)


@frozen
class Signal:
    """One strategy's finding about one answer.

    Attributes:
        name: The strategy's name.
        value: In [0, 1]; higher is more trustworthy.
        reason: Why, in words for people. It may quote answers, so no repr shows it.
        plain: The same for somebody who knows nothing of how scores are made, as the middle of a
            sentence; not part of the written form. Empty where `reason` does.
        parts: What it found about single parts of the answer, where it looks at them.
        certainty: The part of its evidence that could be had and read, in [0, 1]. So much of its
            weight counts; the rest goes to the prior, as the weight of an absent signal does.

    Raises:
        StrategyError: When the value or the certainty is not in [0, 1].
    """

    name: str
    value: float
    reason: str = field(default="", repr=False)
    plain: str = field(default="", repr=False, eq=False)
    parts: tuple[SignalPart, ...] = field(default=(), repr=False)
    certainty: float = 1.0

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            msg = f"signal {self.name!r} must be a number in [0, 1], not {self.value!r}"
            raise StrategyError(msg)
        if not 0 <= self.certainty <= 1:
            msg = f"the certainty of signal {self.name!r} must be a number in [0, 1]"
            raise StrategyError(f"{msg}, not {self.certainty!r}")

    def to_dict(self) -> dict[str, Any]:
        """The signal as plain data."""
        parts = {"parts": list(map(asdict, self.parts))} if self.parts else {}
        partly = {"certainty": self.certainty} if self.certainty < 1 else {}
        return {"name": self.name, "value": self.value, "reason": self.reason, **partly, **parts}


@frozen
class Absent:
    """Why a strategy could not conclude anything.

    Attributes:
        name: The strategy's name.
        reason: Why, in words for people.
        by_design: Whether the strategy was not to look, as its arguments have it. Then its weight
            counts for nothing; what was wanted and could not be had pulls the score to the prior.
    """

    name: str
    reason: str
    by_design: bool = field(default=False, eq=False)

    @property
    def value(self) -> None:
        """None: signals and absent ones can be read alike."""

    def to_dict(self) -> dict[str, Any]:
        """The absent signal as plain data; its value is None."""
        return {"name": self.name, "value": None, "reason": self.reason}


@frozen
class Contribution:
    """What one signal contributes to a trustworthiness score.

    Attributes:
        name: The signal's name.
        value: The probability of being right that the signal stands for, after its link, in [0, 1];
            the prior where the signal is absent.
        share: How much of the score it decides, in [0, 1]; the shares of one score add up to 1.

    Raises:
        StrategyError: When a number is not in [0, 1].
    """

    name: str
    value: float
    share: float

    def __attrs_post_init__(self) -> None:
        if not (0 <= self.value <= 1 and 0 <= self.share <= 1):
            msg = f"the contribution of {self.name!r} must be made of numbers in [0, 1]"
            raise StrategyError(msg)

    @property
    def cost(self) -> float:
        """How much of a score of 1 the signal takes away, in [0, 1]."""
        return self.share * (1 - self.value)

    def to_dict(self) -> dict[str, Any]:
        """The contribution as plain data."""
        return asdict(self)
