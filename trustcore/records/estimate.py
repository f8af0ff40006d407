"""What prompts will take, as far as one can tell before the first call."""

from __future__ import annotations

from typing import Any

from attrs import asdict, frozen


@frozen
class Estimate:
    """What prompts take, each as (least, most); retries and failures are not in it.

    Attributes:
        prompts: How many there are.
        calls: Requests. The most is reached where an endpoint gives one completion per request.
        input_tokens: Tokens read. The least takes 8 bytes of UTF-8 for a token, the most one; that
            is None when the length of what models write, and judges read, has no bound.
        output_tokens: Tokens written. The least is one for each completion; the most is None when
            a reply has no token limit and the most that the model writes is not known.
        usd: What it costs in US dollars, its most None when the tokens' is; None when the price of
            a model is not known.
    """

    prompts: int
    calls: tuple[int, int]
    input_tokens: tuple[int, int | None]
    output_tokens: tuple[int, int | None]
    usd: tuple[float, float | None] | None

    def to_dict(self) -> dict[str, Any]:
        """The estimate as plain data."""
        return asdict(self)
