"""What is said to a model and what it says back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from operator import index, itemgetter
from typing import Literal

from attrs import field, frozen

from trustcore.allowance import Allowances
from trustcore.records.text import whole_text

Cause = Literal["failed", "deadline", "not recorded", "unsupported"]


@frozen
class Message:
    """One message of a chat.

    Attributes:
        role: Who says it, "user" for example.
        content: What is said. Half of a character becomes U+FFFD: no API takes it.
    """

    role: str
    content: str = field(repr=False, converter=whole_text)


@frozen(cache_hash=True)
class Request:
    """One request for `n` completions.

    Attributes:
        messages: The chat so far.
        temperature: Sampling temperature; None leaves it to the API.
        max_tokens: Limit on the tokens of a reply; None leaves it to the API.
        logprobs: How many alternatives to each token are wanted, 0 for the chosen tokens alone;
            None when no log-probabilities are wanted.
        n: How many completions are wanted.
        seed: For repeatable sampling where the API offers it.
        draw: Index of the first completion among all draws of this question. Never sent, but part
            of the identity: without it eight samples would become one.
    """

    messages: tuple[Message, ...]
    temperature: float | None = field(default=None, kw_only=True)
    max_tokens: int | None = field(default=None, kw_only=True)
    logprobs: int | None = field(default=None, kw_only=True)
    n: int = field(default=1, kw_only=True)
    seed: int | None = field(default=None, kw_only=True)
    draw: int = field(default=0, kw_only=True)

    def seed_of(self, index: int) -> int | None:
        """The seed that one of its completions would have alone: the one at `i` has seed + i."""
        return None if self.seed is None else self.seed + index


@frozen(cache_hash=True)
class EmbeddingRequest:
    """One request for the embeddings of several texts."""

    texts: tuple[str, ...] = field(repr=False)


@frozen
class TokenLogprobs:
    """Log-probabilities of the tokens of one completion, all tuples of the same length.

    Attributes:
        logprobs: Natural logarithms of each chosen token's probability.
        tokens: The tokens' texts, which concatenate to the text of the completion; empty where a
            recording has the numbers alone.
        top: For each token the likeliest alternatives as (text, log-probability), the chosen one
            often among them; empty where the API gave none.

    Raises:
        ValueError: When a log-probability is not a number below infinity or the lengths differ.
    """

    logprobs: tuple[float, ...] = field(repr=False)
    tokens: tuple[str, ...] = field(default=(), repr=False)
    top: tuple[tuple[tuple[str, float], ...], ...] = field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        # One sum in C stands for a look at each number: NaN and infinity come through it.
        alternatives = map(itemgetter(1), chain.from_iterable(self.top))
        if not sum(chain(self.logprobs, alternatives)) < math.inf:
            raise ValueError("a token's log-probability is not a number below infinity")
        for name, column in (("tokens", self.tokens), ("top", self.top)):
            if column and len(column) != len(self.logprobs):
                msg = f"{name} has {len(column)} entries for {len(self.logprobs)} log-probabilities"
                raise ValueError(msg)


@frozen
class Completion:
    """One text that a model wrote.

    Attributes:
        text: The text. Half of a character becomes U+FFFD: no judge could be asked about it.
        logprobs: Its token log-probabilities, where the API gives them.
        finish_reason: Why the model stopped; "length" when the token limit cut the text.
    """

    text: str = field(repr=False, converter=whole_text)
    logprobs: TokenLogprobs | None = field(default=None, repr=False)
    finish_reason: str = "stop"

    @property
    def truncated(self) -> bool:
        """Whether the token limit cut the text."""
        return self.finish_reason == "length"


@frozen
class Rating:
    """A judge's reply that was recorded elsewhere as a number only, in [0, 1]."""

    value: float

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            msg = f"a rating must be in [0, 1], not {self.value!r}"
            raise ValueError(msg)


@frozen
class Embedding:
    """The embedding of one text.

    Attributes:
        vector: Finite numbers.

    Raises:
        ValueError: When one of them is NaN or infinite, from which no similarity can be told.
    """

    vector: tuple[float, ...] = field(repr=False)

    def __attrs_post_init__(self) -> None:
        # One sum in C, as above; that of finite numbers may be infinite, so then each is looked at.
        if not math.isfinite(sum(self.vector)) and not all(map(math.isfinite, self.vector)):
            raise ValueError("an embedding must be finite numbers")


@frozen
class Missing:
    """Why a thing that was wanted is not there.

    Attributes:
        reason: One sentence, free of prompts, answers and keys.
        cause: "failed": a call failed; "deadline": the item's time was up; "not recorded": the
            evidence was recorded without it; "unsupported": the model cannot do it.
    """

    reason: str
    cause: Cause = "failed"


MOST = 2**53 - 1
"""The greatest count, which JSON carries from one language to another. Nobody has such a bill: an
endpoint that tells one, or more, has told nonsense."""


def _count(value: int) -> int:
    """A count from 0 to `MOST`, the nearest to what was told."""
    return value if type(value) is int and 0 <= value <= MOST else min(max(index(value), 0), MOST)


@frozen
class Usage:
    """What calls consumed. Counts are from 0 to `MOST`; beyond, the nearest of these stands.

    Attributes:
        calls: Requests that were answered.
        input_tokens: Tokens read by the model, over the calls that reported them.
        output_tokens: Tokens written by the model, over the calls that reported them.
        unreported: Calls whose reply told no token counts.
    """

    calls: int = field(default=0, converter=_count)
    input_tokens: int = field(default=0, converter=_count)
    output_tokens: int = field(default=0, converter=_count)
    unreported: int = field(default=0, converter=_count)

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.unreported + other.unreported,
        )


UNREPORTED = Usage(calls=1, unreported=1)


@frozen
class Reply:
    """What came of one request: a completion (or why not) for each draw, or an embedding per text.

    Attributes:
        items: In the order of the draws or texts. What a short reply lacks the engine asks for in
            further calls.
        usage: Of the whole request.
        allowances: What the endpoint said that is left of its limits, where it did.
    """

    items: Sequence[Completion | Embedding | Missing]
    usage: Usage = UNREPORTED
    allowances: Allowances | None = None
