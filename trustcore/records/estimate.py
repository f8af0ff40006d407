"""What prompts will take, as far as one can tell before the first call."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from attrs import asdict, frozen

Number = TypeVar("Number", int, float)


@frozen
class Range(Generic[Number]):
    """A quantity that is not known yet.

    Attributes:
        least: The least that it can be.
        expected: What it is likely to be, from `least` to `most`.
        most: The most that it can be; None when that cannot be told.
    """

    least: Number
    expected: Number
    most: Number | None


@frozen
class Estimate:
    """What answering and scoring prompts takes, when no call fails and nothing is tried again.

    Attributes:
        prompts: How many there are.
        calls: Requests. The most is reached where an endpoint gives one completion, or embeds one
            text, per request; it is None when a strategy's requests cannot be foreseen.
        input_tokens: Tokens read. The least takes 8 bytes of UTF-8 for a token, the expected 4, the
            most one; that is None when the most of the calls is, or when the length of what models
            write, and judges read, has no bound.
        output_tokens: Tokens written. The least is one for each completion; the most is None when
            the most of the calls is, or when a reply has no token limit and the most that the model
            writes is not known.
        usd: What it costs in US dollars, its most None when the tokens' is; None when the price of
            a model is not known.
    """

    prompts: int
    calls: Range[int]
    input_tokens: Range[int]
    output_tokens: Range[int]
    usd: Range[float] | None

    def to_dict(self) -> dict[str, Any]:
        """The estimate as plain data."""
        return asdict(self)

    def __add__(self, other: Estimate) -> Estimate:
        usd = None if self.usd is None or other.usd is None else _sum(self.usd, other.usd)
        return Estimate(
            self.prompts + other.prompts,
            _sum(self.calls, other.calls),
            _sum(self.input_tokens, other.input_tokens),
            _sum(self.output_tokens, other.output_tokens),
            usd,
        )


def _sum(one: Range[Number], other: Range[Number]) -> Range[Number]:
    most = None if one.most is None or other.most is None else one.most + other.most
    return Range(one.least + other.least, one.expected + other.expected, most)
