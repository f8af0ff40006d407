"""What is said to a model and what it says back."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from operator import attrgetter, index
from typing import Literal

from attrs import field, fields, frozen

from trustcore.allowance import Allowances
from trustcore.errors import InputError
from trustcore.records.alternatives import Alternatives, columns
from trustcore.records.parts import Part, words_of
from trustcore.records.text import whole_text
from trustcore.records.tools import Tool, ToolCall, calls_text

Cause = Literal["failed", "deadline", "not recorded", "unsupported"]


def _content(content: str | Sequence[Part] | None) -> str | tuple[Part, ...] | None:
    if type(content) is str and content.isascii():
        return content
    if isinstance(content, str):
        return whole_text(content)
    return tuple(content) if isinstance(content, list) else content  # type: ignore[return-value]


_NO_CALLS: tuple[ToolCall, ...] = ()


def _tool_calls(calls: Sequence[ToolCall] | None) -> tuple[ToolCall, ...]:
    if calls is _NO_CALLS or calls is None:  # nearly always; there is one empty tuple
        return _NO_CALLS
    wanted = 'tool_calls must be a list of ToolCalls, as in [ToolCall("weather", {"city": "Rome"})]'
    if not isinstance(calls, tuple | list):
        raise InputError(f"{wanted}, not {type(calls).__name__}")
    for at, one in enumerate(calls):
        if not isinstance(one, ToolCall):
            raise InputError(f"{wanted}; entry {at} is of the type {type(one).__name__}")
    return tuple(calls)


@frozen
class Message:
    """One message of a chat.

    Attributes:
        role: Who says it: "system", "developer", "user", "assistant", or "tool" for a result.
        content: What is said, or its parts; None where there are calls alone. Half of a character
            becomes U+FFFD: no API takes it.
        tool_calls: The calls of tools that an assistant asks for.
        tool_call_id: The call that this is the result of.
        name: Who says it where several have one role, or the tool that this is the result of.

    Raises:
        InputError: When a call is no `ToolCall`.
    """

    role: str
    content: str | tuple[Part, ...] | None = field(repr=False, converter=_content)
    tool_calls: tuple[ToolCall, ...] = field(default=(), repr=False, converter=_tool_calls)
    tool_call_id: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """What can be read of it: its text, placeholders for images and files, and its calls."""
        content = self.content
        if isinstance(content, str) and not self.tool_calls:
            return content
        said = [content] if isinstance(content, str) else map(words_of, content or ())
        calls = [calls_text(self.tool_calls)] if self.tool_calls else []
        return "\n".join(filter(None, (*said, *calls)))


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
        tools: The tools that may be called.
        tool_choice: "auto", "none", "required", or the name of the tool to call; None leaves it to
            the API.
        schema: The JSON schema that a reply is to have, as JSON text.
        choices: The replies that there are; every other one is to be ruled out.
        stop: Texts before which a reply ends.
        top_p: How much of the probability the likeliest tokens make up that are drawn from.
        reasoning_effort: How much a model is to think, in its API's words, "low" for example.
        extra: What the API takes besides, as JSON text of an object; sent as it is.
        draw: Index of the first completion among all draws of this question. Never sent, but part
            of the identity: without it eight samples would become one.
    """

    messages: tuple[Message, ...]
    temperature: float | None = field(default=None, kw_only=True)
    max_tokens: int | None = field(default=None, kw_only=True)
    logprobs: int | None = field(default=None, kw_only=True)
    n: int = field(default=1, kw_only=True)
    seed: int | None = field(default=None, kw_only=True)
    tools: tuple[Tool, ...] = field(default=(), kw_only=True)
    tool_choice: str | None = field(default=None, kw_only=True)
    schema: str | None = field(default=None, kw_only=True, repr=False)
    choices: tuple[str, ...] = field(default=(), kw_only=True, repr=False)
    stop: tuple[str, ...] = field(default=(), kw_only=True, repr=False)
    top_p: float | None = field(default=None, kw_only=True)
    reasoning_effort: str | None = field(default=None, kw_only=True)
    extra: str | None = field(default=None, kw_only=True, repr=False)
    draw: int = field(default=0, kw_only=True)

    @property
    def special(self) -> bool:
        """Whether it has any of what few requests have, from `tools` to `extra`."""
        return bool(
            self.tools
            or self.schema
            or self.choices
            or self.stop
            or self.reasoning_effort
            or self.extra
            or self.tool_choice
            or self.top_p is not None
        )

    @property
    def texts(self) -> list[str]:
        """Every text that is sent, which no message may quote."""
        texts = [message.text for message in self.messages]
        if self.special:
            texts += [text for tool in self.tools for text in (tool.name, tool.description)]
            texts += [tool.parameters for tool in self.tools]
            texts += [self.schema or "", self.extra or "", *self.choices, *self.stop]
        return texts

    def seed_of(self, index: int) -> int | None:
        """The seed that one of its completions would have alone: the one at `i` has seed + i."""
        return None if self.seed is None else self.seed + index


@frozen(cache_hash=True)
class EmbeddingRequest:
    """One request for the embeddings of several texts."""

    texts: tuple[str, ...] = field(repr=False)


ROUNDING = 1e-3
"""A log-probability that is above zero by less than this is an inexact zero."""


@frozen
class TokenLogprobs:
    """Log-probabilities of the tokens of one completion, all tuples of the same length.

    Attributes:
        logprobs: Natural logarithms of each chosen token's probability.
        tokens: The tokens' texts, which concatenate to the text of the completion; empty where a
            recording has the numbers alone.
        top: For each token the likeliest alternatives as (text, log-probability), the chosen one
            often among them; empty where the API gave none. Kept as `Alternatives`, which are equal
            to the tuple of their rows.

    Raises:
        ValueError: When a log-probability is not a number below infinity or the lengths differ.
        TypeError: When one is no number at all.
    """

    logprobs: tuple[float, ...] = field(repr=False)
    tokens: tuple[str, ...] = field(default=(), repr=False)
    top: Alternatives = field(default=columns(()), repr=False, converter=columns)

    def __attrs_post_init__(self) -> None:
        # One sum in C stands for a look at each number: NaN and infinity come through it.
        if not sum(self.logprobs) + sum(self.top.logprobs) < math.inf:
            raise ValueError("a token's log-probability is not a number below infinity")
        count = len(self.logprobs)
        for name, column in (("tokens", self.tokens), ("top", self.top)):
            if len(column) not in (0, count):
                msg = f"{name} has {len(column)} entries for {count} log-probabilities"
                raise ValueError(msg)


CUT_SHORT = frozenset(
    (
        "length",
        "incomplete",
        "content_filter",
        "content_filtered",
        "safety",
        "refusal",
        "guardrail_intervened",
        "recitation",
        "blocklist",
        "prohibited_content",
        "spii",
    )
)
"""Reasons to stop that cut a text, in the words of the APIs."""


@frozen
class Completion:
    """One text that a model wrote.

    Attributes:
        text: The text. Half of a character becomes U+FFFD: no judge could be asked about it.
        logprobs: Its token log-probabilities, where the API gives them.
        finish_reason: Why the model stopped, "stop" when it was done. Those of `CUT_SHORT` cut the
            text: "length" is the token limit, "content_filter" a filter, "incomplete" the server.
        tool_calls: The calls of tools that it asks for. Then the text ends with their canonical
            text, JSON of names and sorted arguments, and is nothing else where it said nothing.
        refusal: What it said where it refused; that is the text as well.

    Raises:
        InputError: When a call is no `ToolCall`.
    """

    text: str = field(repr=False, converter=whole_text)
    logprobs: TokenLogprobs | None = field(default=None, repr=False)
    finish_reason: str = "stop"
    tool_calls: tuple[ToolCall, ...] = field(default=(), repr=False, converter=_tool_calls)
    refusal: str | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.tool_calls:
            calls = calls_text(self.tool_calls)
            if not self.text.endswith(calls):
                whole = f"{self.text}\n{calls}" if self.text.strip() else calls
                object.__setattr__(self, "text", whole)

    @property
    def truncated(self) -> bool:
        """Whether something cut the text: the token limit, a filter, or the server."""
        return self.finish_reason in CUT_SHORT


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

MOST_TOKENS = 1_000_000_000
"""The greatest limit on the tokens of a reply: more is a mistake, and no API takes it."""


@frozen
class Usage:
    """What calls consumed. Counts are from 0 to `MOST`; beyond, the nearest of these stands.

    Attributes:
        calls: Requests that were answered.
        input_tokens: Tokens read by the model, over the calls that reported them.
        output_tokens: Tokens written by the model, over the calls that reported them.
        unreported: Calls whose reply told no token counts.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    unreported: int = 0

    def __attrs_post_init__(self) -> None:
        # One look at all, since usages are made and added up at every call. `MOST` has all bits
        # set: what is beyond it, or below 0, is so in the union of their bits too.
        calls, read = self.calls, self.input_tokens
        written, untold = self.output_tokens, self.unreported
        whole = type(calls) is type(read) is type(written) is type(untold) is int
        if not whole or not 0 <= calls | read | written | untold <= MOST:
            for one in fields(Usage):
                count = index(getattr(self, one.name))
                object.__setattr__(self, one.name, min(max(count, 0), MOST))

    def __add__(self, other: Usage) -> Usage:
        return Usage.total((self, other))

    @classmethod
    def total(cls, several: Collection[Usage]) -> Usage:
        """What several together consumed."""
        return cls(*map(sum, zip(*map(COUNTS, several), strict=True)))


COUNTS = attrgetter(*(one.name for one in fields(Usage)))
"""The counts of a usage, in their order."""


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
