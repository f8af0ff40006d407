"""Responses of frameworks, by shape; the real objects where the packages are installed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest

from trustcore import TLM, Completion, Message, TokenLogprobs, ToolCall
from trustcore.testing import ScriptedProvider
from trustcore.vendors import completion_of
from trustcore.vendors.reading import asked_with, recognise

Row = dict[str, Any]

TOKENS = [{"token": "Rome", "logprob": -0.125, "top_logprobs": []}]
LOGPROBS = TokenLogprobs((-0.125,), ("Rome",))
FOUND = ToolCall("find", '{"a":null}', "c")
CALLED = (Message("assistant", None, (FOUND,)), Message("tool", "Rome", (), "c"))


class Role(StrEnum):
    ASSISTANT = "assistant"


class Dumped:
    """What pydantic makes, as far as anybody looks at it."""

    def __init__(self, **fields: object) -> None:
        self.__dict__.update(fields)

    def model_dump(self, *, exclude_none: bool = False, warnings: bool = True) -> Row:
        return dict(vars(self))


@dataclass
class Part:
    part_kind: str
    content: object = None
    tool_name: str | None = None
    args: object = None
    tool_call_id: str | None = None


@dataclass
class ModelMessage:
    parts: list[Part]
    kind: str = "response"
    finish_reason: str | None = None
    provider_details: Row | None = field(default=None, repr=False)


@dataclass
class Run:
    output: object
    _state: object = None

    @property
    def response(self) -> ModelMessage:
        return ModelMessage([Part("text", "Rome")], finish_reason="length")


CHAT: Row = {
    "choices": [
        {
            "index": 0,
            "finish_reason": "length",
            "message": {"content": "Rome"},
            "logprobs": {"content": TOKENS},
        }
    ]
}
LONG = Completion("Rome", LOGPROBS, "length")


def ai(content: object = "Rome", **more: object) -> Dumped:
    return Dumped(content=content, type="ai", **more)


def answered(content: list[Row], **more: object) -> Dumped:
    message = {"role": Role.ASSISTANT, "blocks": content, "additional_kwargs": {}}
    return Dumped(message=message, **more)


CASES: dict[str, tuple[object, Completion]] = {
    "LangChain": (
        ai(response_metadata={"finish_reason": "length", "logprobs": {"content": TOKENS}}),
        LONG,
    ),
    "LangChain, Anthropic's": (
        ai([{"type": "text", "text": "Rome"}], response_metadata={"stop_reason": "max_tokens"}),
        Completion("Rome", None, "length"),
    ),
    "LangChain, calls": (
        ai(
            [{"type": "text", "text": "So"}, {"type": "tool_use", "name": "find", "input": {}}],
            tool_calls=[{"name": "find", "args": {"a": None}, "id": "c", "type": "tool_call"}],
        ),
        Completion("So", tool_calls=(FOUND,)),
    ),
    "LangChain, refused": (
        ai("", additional_kwargs={"refusal": "No."}),
        Completion("No.", refusal="No."),
    ),
    "LlamaIndex": (
        answered([{"block_type": "text", "text": "Ro"}, {"block_type": "text", "text": "me"}]),
        Completion("Rome"),
    ),
    "LlamaIndex, raw": (
        answered([{"block_type": "text", "text": "Rome"}], raw=SimpleNamespace(**CHAT)),
        LONG,
    ),
    "LlamaIndex, calls": (
        answered(
            [
                {
                    "block_type": "tool_call",
                    "tool_name": "find",
                    "tool_kwargs": {"a": None},
                    "tool_call_id": "c",
                }
            ]
        ),
        Completion("", tool_calls=(FOUND,)),
    ),
    "LlamaIndex, text": (Dumped(text="Rome", additional_kwargs={}), Completion("Rome")),
    "pydantic-ai": (
        ModelMessage(
            [Part("thinking", "hm"), Part("text", "Rome")],
            finish_reason="length",
            provider_details={"logprobs": TOKENS},
        ),
        LONG,
    ),
    "pydantic-ai, calls": (
        ModelMessage([Part("tool-call", None, "find", {"a": None}, "c")]),
        Completion("", tool_calls=(FOUND,)),
    ),
    "pydantic-ai, the run of an agent": (Run("Rome"), Completion("Rome", None, "length")),
    "litellm": (Dumped(**CHAT, object="chat.completion", usage=None), LONG),
    "an object of no class that is known": (SimpleNamespace(**CHAT), LONG),
}


@pytest.mark.parametrize("case", CASES)
def test_a_response_is_read_by_its_shape(case: str) -> None:
    """Text, calls, refusal, ending and log-probabilities; no package is imported for it."""
    given, expected = CASES[case]
    assert expected == completion_of(given)


CHATS: dict[str, tuple[object, Row, tuple[Message, ...]]] = {
    "LangChain": (
        ai(),
        {
            "messages": [
                Dumped(type="system", content="Be brief."),
                Dumped(type="human", content="Where?"),
                ai(
                    [{"type": "tool_use", "id": "c", "name": "find", "input": {"a": None}}],
                    tool_calls=[{"name": "find", "args": {"a": None}, "id": "c"}],
                ),
                Dumped(type="tool", content="Rome", tool_call_id="c"),
            ]
        },
        (Message("system", "Be brief."), Message("user", "Where?"), *CALLED),
    ),
    "LlamaIndex": (
        answered([]),
        {"messages": [Dumped(role="user", blocks=[{"block_type": "text", "text": "Where?"}])]},
        (Message("user", "Where?"),),
    ),
    "pydantic-ai": (
        Run("Rome"),
        {
            "instructions": "Be brief.",
            "message_history": [
                ModelMessage([Part("user-prompt", "Where?")], "request"),
                ModelMessage([Part("tool-call", None, "find", {"a": None}, "c")]),
                ModelMessage([Part("tool-return", "Rome", "find", None, "c")], "request"),
            ],
            "user_prompt": "Sure?",
        },
        (
            Message("system", "Be brief."),
            Message("user", "Where?"),
            CALLED[0],
            Message("tool", "Rome", (), "c", "find"),
            Message("user", "Sure?"),
        ),
    ),
}


@pytest.mark.parametrize("case", CHATS)
def test_the_chat_of_a_framework_is_read_with_its_response(case: str) -> None:
    """With calls and results, each call once."""
    given, keywords, expected = CHATS[case]
    found = recognise(given)
    assert found is not None
    assert expected == asked_with(found.format, keywords).prompt


def of_langchain() -> tuple[Any, Row]:
    messages = pytest.importorskip("langchain_core.messages")
    tokens = {"finish_reason": "length", "logprobs": {"content": TOKENS}}
    answer = messages.AIMessage(content="Rome", response_metadata=tokens)
    return answer, {"messages": [messages.HumanMessage("Where?")]}


def of_litellm() -> tuple[Any, Row]:
    litellm = pytest.importorskip("litellm")
    answer = litellm.ModelResponse(**CHAT)
    return answer, {"messages": [{"role": "user", "content": "Where?"}]}


def of_pydantic_ai() -> tuple[Any, Row]:
    messages = pytest.importorskip("pydantic_ai.messages")
    answer = messages.ModelResponse(
        parts=[messages.TextPart("Rome")],
        finish_reason="length",
        provider_details={"logprobs": TOKENS},
    )
    return answer, {"user_prompt": "Where?"}


def of_llama_index() -> tuple[Any, Row]:
    llms = pytest.importorskip("llama_index.core.llms")
    answer = llms.ChatResponse(message=llms.ChatMessage(role="assistant", content="Rome"), raw=CHAT)
    return answer, {"messages": [llms.ChatMessage(role="user", content="Where?")]}


@pytest.mark.parametrize("make", [of_langchain, of_litellm, of_pydantic_ai, of_llama_index])
@pytest.mark.filterwarnings("ignore:Item .* on TypedDict:UserWarning")  # of litellm's own classes
async def test_a_real_response_scores_as_the_completion(
    make: Callable[[], tuple[Any, Row]],
) -> None:
    """Bit for bit, log-probabilities included."""
    given, keywords = make()
    async with TLM(model=ScriptedProvider("Rome")) as tlm:
        expected = await tlm.aget_trustworthiness_score("Where?", LONG)
        assert expected == await tlm.ascore(given, **keywords)
        assert expected == await tlm.aget_trustworthiness_score("Where?", given)
