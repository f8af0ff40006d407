"""Functions as models that take messages, and return vendors' responses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from openai.types.chat import ChatCompletion

from trustcore import (
    TLM,
    Completion,
    ConfigurationError,
    Message,
    ProviderError,
    Question,
    Request,
    TokenLogprobs,
    ToolCall,
)
from trustcore.errors import EmptyReplyError
from trustcore_providers.callable import CallableProvider

Row = dict[str, Any]

CHAT = (
    Message("system", "Be brief."),
    Message("user", "Where?"),
    Message("assistant", None, (ToolCall("find", "{}", "c"),)),
    Message("tool", "Rome", (), "c"),
)
ROWS: list[Row] = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Where?"},
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {"id": "c", "type": "function", "function": {"name": "find", "arguments": "{}"}}
        ],
    },
    {"role": "tool", "tool_call_id": "c", "content": "Rome"},
]
RESPONSE: Row = {
    "id": "x",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [
        {
            "index": 0,
            "finish_reason": "length",
            "message": {"role": "assistant", "content": "Rome"},
            "logprobs": {
                "content": [{"token": "Rome", "logprob": -0.125, "bytes": [], "top_logprobs": []}]
            },
        }
    ],
}
SAID = Completion("Rome", TokenLogprobs((-0.125,), ("Rome",)), "length")


async def answer_of(function: Any, chat: Sequence[Message] = CHAT) -> Any:  # noqa: ANN401  (any function)
    async with CallableProvider(function).open() as session:
        return (await session.complete(Request(tuple(chat)))).items[0]


async def test_messages_are_what_an_sdk_takes() -> None:
    """By a parameter of that name, wherever it stands; each call has rows of its own."""
    seen: list[object] = []

    def first(messages: list[Row], model: str = "m") -> str:
        seen.append([dict(one) for one in messages])
        messages.clear()
        return "Rome"

    async def alone(*, messages: list[Row]) -> str:
        return first(messages)

    def second(prompt: str, messages: list[Row]) -> str:
        seen.append(prompt)
        return first(messages)

    def bound(model: str, messages: list[Row]) -> str:
        return first(messages, model)

    for function in (first, alone, second, partial(bound, "m")):
        assert Completion("Rome") == await answer_of(function)
    transcript = seen.pop(2)
    assert isinstance(transcript, str)
    assert transcript.startswith("System: Be brief.")
    assert [ROWS] * 4 == seen


async def test_messages_are_records_where_the_annotation_says_so() -> None:
    """Others of a name that has it in it are no records."""
    seen: list[object] = []

    def records(messages: Sequence[Message]) -> str:
        seen.append(messages)
        return "Rome"

    def rows(messages: list[MessageParam]) -> str:
        seen.append(messages)
        return "Rome"

    for function in (records, rows):
        await answer_of(function)
    assert [CHAT, ROWS] == seen


MessageParam = Row


@pytest.mark.parametrize(
    "returned",
    [SAID, RESPONSE, ChatCompletion.model_validate(RESPONSE)],
    ids=["completion", "dump", "object"],
)
async def test_a_response_is_read_with_all_that_it_says(returned: object) -> None:
    """Text, ending and log-probabilities, of a sync and of an async function."""

    async def later(_: str) -> object:
        return returned

    def at_once(_: str) -> object:
        return returned

    assert SAID == await answer_of(later)
    assert SAID == await answer_of(at_once)


async def test_log_probabilities_of_a_function_count() -> None:
    """The signal is that of the same completion given by hand."""

    def model(prompt: str) -> object:
        return RESPONSE

    async with TLM("base", model=model) as tlm:
        result = await tlm.aprompt("Where?")
        given = await tlm.aget_trustworthiness_score("Where?", SAID)
    assert given == result.trustworthiness_score
    assert given.signals == result.signals
    assert result.truncated


@pytest.mark.parametrize(
    ("returned", "problem"),
    [
        ({"answer": "secret"}, "must return a string, but returned dict; convert what it returns"),
        ({"choices": []}, r"what callable/\S+ returned looks like one of OpenAI's"),
        ({"choices": [], "error": {"code": 1}}, "tells of an error of the API"),
    ],
)
async def test_what_is_no_answer_is_refused(returned: Row, problem: str) -> None:
    """It is not tried again, and nothing of it is quoted."""

    def model(_: str) -> Row:
        return returned

    with pytest.raises(ProviderError, match=problem) as caught:
        await answer_of(model)
    assert not caught.value.retryable
    assert "secret" not in str(caught.value)


async def test_a_response_without_text_is_an_empty_reply() -> None:
    """As a string without text is."""
    empty = {"choices": [{"index": 0, "finish_reason": "stop", "message": {"content": None}}]}
    with pytest.raises(EmptyReplyError):
        await answer_of(lambda _: empty)


async def test_calls_of_tools_come_back() -> None:
    """A function may answer with calls alone."""

    def model(messages: list[Row]) -> object:
        return {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": ROWS[2]}]}

    found = await answer_of(model)
    assert Completion("", None, "tool_calls", (ToolCall("find", "{}"),)) == found


def test_what_takes_neither_is_refused() -> None:
    """More than a prompt and messages nobody can give."""

    def model(messages: list[Row], key: str) -> str:
        return key

    with pytest.raises(ConfigurationError, match=r"model\(messages, key\) cannot be called with"):
        TLM(model=model)


async def test_a_chat_reaches_a_function_from_a_client() -> None:
    """Samples and judges ask it in the same way."""
    seen: list[int] = []

    def model(messages: list[Row]) -> str:
        seen.append(len(messages))
        return "Rome"

    async with TLM("low", model=model) as tlm:
        await tlm.aprompt(Question(CHAT[:2]))
    assert 2 in seen
