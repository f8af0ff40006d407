"""Objects of the official SDKs, their dumps, and what stands for the same by hand."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from anthropic.types import Message as AnthropicMessage
from google.genai.types import GenerateContentResponse
from openai.types.chat import ChatCompletion, ParsedChatCompletion
from openai.types.responses import Response

from trustcore import TLM, Completion, TokenLogprobs, ToolCall
from trustcore.errors import InputError
from trustcore.testing import ScriptedProvider, anything, by_draw, is_sample
from trustcore.vendors import completion_of
from trustcore.vendors.plain import plain_of
from trustcore_providers.google_format import generate_content

Row = dict[str, Any]

ASKED = [{"role": "user", "content": "Capital of Italy?"}]
TOKENS: list[Row] = [
    {
        "token": "Ro",
        "logprob": -0.125,
        "bytes": [],
        "top_logprobs": [
            {"token": "Ro", "logprob": -0.125, "bytes": []},
            {"token": "Mi", "logprob": -2.75, "bytes": []},
        ],
    },
    {
        "token": "me",
        "logprob": -0.0625,
        "bytes": [],
        "top_logprobs": [{"token": "me", "logprob": -0.0625, "bytes": []}],
    },
]
LOGPROBS = TokenLogprobs(
    (-0.125, -0.0625), ("Ro", "me"), ((("Ro", -0.125), ("Mi", -2.75)), (("me", -0.0625),))
)
CALL: Row = {
    "id": "c",
    "type": "function",
    "function": {"name": "find", "arguments": '{"b": null, "a": [1]}'},
}
FOUND = ToolCall("find", '{"a":[1],"b":null}', "c")


def chat(message: Row, finish: str = "stop", tokens: list[Row] | None = None) -> ChatCompletion:
    choice = {
        "index": 0,
        "finish_reason": finish,
        "message": {"role": "assistant", "content": None, **message},
        "logprobs": None if tokens is None else {"content": tokens, "refusal": None},
    }
    return ChatCompletion.model_validate(
        {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    )


def parsed() -> ParsedChatCompletion[Any]:
    found = chat({"content": '{"a":1}'}, tokens=None).model_dump()
    found["choices"][0]["message"]["parsed"] = {"a": 1}
    return ParsedChatCompletion[Any].model_validate(found)


def response(*output: Row, **more: object) -> Response:
    row = {
        "id": "r",
        "object": "response",
        "created_at": 1,
        "model": "m",
        "output": list(output),
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "status": "completed",
    }
    return Response.model_validate(row | more)


def spoken(part: Row, status: str = "completed") -> Row:
    row = {"id": "m", "type": "message", "role": "assistant", "status": status}
    return {**row, "content": [part]}


def output(text: str, tokens: list[Row] | None = None) -> Row:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": tokens}


def message(*content: Row, stop: str = "end_turn") -> AnthropicMessage:
    return AnthropicMessage.model_validate(
        {
            "id": "a",
            "type": "message",
            "role": "assistant",
            "model": "m",
            "content": list(content),
            "stop_reason": stop,
            "stop_sequence": None,
            "usage": {"input_tokens": 1, "output_tokens": 1},
        }
    )


def candidate(*parts: Row, finish: str | None = "STOP", **more: object) -> GenerateContentResponse:
    content = {"role": "model", "parts": list(parts)} if parts else None
    row = {"content": content, "finish_reason": finish, "index": 0, **more}
    return GenerateContentResponse.model_validate({"candidates": [row]})


GEMINI_TOKENS: Row = {
    "chosen_candidates": [
        {"token": "Ro", "log_probability": -0.125},
        {"token": "me", "log_probability": -0.0625},
    ],
    "top_candidates": [
        {
            "candidates": [
                {"token": "Ro", "log_probability": -0.125},
                {"token": "Mi", "log_probability": -2.75},
            ]
        },
        {"candidates": [{"token": "me", "log_probability": -0.0625}]},
    ],
}
BLOCKED = GenerateContentResponse.model_validate({"prompt_feedback": {"block_reason": "SAFETY"}})
FUNCTION_CALL: Row = {
    "id": "f",
    "call_id": "c",
    "type": "function_call",
    "name": "find",
    "arguments": CALL["function"]["arguments"],
}
LONG: Row = {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
CASES: dict[str, tuple[Any, Completion]] = {
    "chat": (chat({"content": "Rome"}, tokens=TOKENS), Completion("Rome", LOGPROBS)),
    "chat, cut": (chat({"content": "Ro"}, "length"), Completion("Ro", None, "length")),
    "chat, refused": (
        chat({"refusal": "I can't."}),
        Completion("I can't.", refusal="I can't."),
    ),
    "chat, calls": (
        chat({"tool_calls": [CALL]}, "tool_calls"),
        Completion("", None, "tool_calls", (FOUND,)),
    ),
    "chat, text and calls": (
        chat({"content": "I look.", "tool_calls": [CALL, CALL]}, "tool_calls", TOKENS),
        Completion("I look.", None, "tool_calls", (FOUND, FOUND)),
    ),
    "chat, nothing": (chat({}), Completion("")),
    "chat, filtered": (chat({}, "content_filter"), Completion("", None, "content_filter")),
    "chat, parsed": (parsed(), Completion('{"a":1}')),
    "response": (response(spoken(output("Rome", TOKENS))), Completion("Rome", LOGPROBS)),
    "response, refused": (
        response(spoken({"type": "refusal", "refusal": "No."})),
        Completion("No.", refusal="No."),
    ),
    "response, calls": (response(FUNCTION_CALL), Completion("", tool_calls=(FOUND,))),
    "response, cut": (
        response(spoken(output("Ro"), "incomplete"), **LONG),
        Completion("Ro", None, "length"),
    ),
    "response, thoughts alone": (
        response({"id": "t", "type": "reasoning", "summary": []}, **LONG),
        Completion("", None, "length"),
    ),
    "message": (message({"type": "text", "text": "Rome"}), Completion("Rome", None, "stop")),
    "message, cut": (
        message({"type": "text", "text": "Ro"}, stop="max_tokens"),
        Completion("Ro", None, "length"),
    ),
    "message, refused": (message(stop="refusal"), Completion("", None, "refusal")),
    "message, calls": (
        message(
            {"type": "thinking", "thinking": "hm", "signature": "s"},
            {"type": "tool_use", "id": "c", "name": "find", "input": {"b": None, "a": [1]}},
            stop="tool_use",
        ),
        Completion("", None, "tool_use", (FOUND,)),
    ),
    "candidate": (
        candidate({"text": "Rome"}, logprobs_result=GEMINI_TOKENS),
        Completion("Rome", LOGPROBS),
    ),
    "candidate, cut": (
        candidate({"text": "hm", "thought": True}, {"text": "Ro"}, finish="MAX_TOKENS"),
        Completion("Ro", None, "length"),
    ),
    "candidate, calls": (
        candidate({"function_call": {"name": "find", "args": {"b_c": None, "a": [1]}}}),
        Completion("", tool_calls=(ToolCall("find", '{"a":[1],"b_c":null}'),)),
    ),
    "candidate, filtered": (candidate(finish="SAFETY"), Completion("", None, "safety")),
    "candidate, prompt blocked": (BLOCKED, Completion("", None, "safety")),
}
FORMS: dict[str, Callable[[Any], Any]] = {
    "object": lambda found: found,
    "dump": lambda found: found.model_dump(),
    "JSON": lambda found: found.model_dump(mode="json"),
    "by the API's names": lambda found: found.model_dump(mode="json", by_alias=True),
}
cases = pytest.mark.parametrize("case", CASES)


@cases
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.filterwarnings("ignore:Pydantic serializer")  # what a user's own dump warns of
def test_an_object_and_its_dumps_say_what_they_hold(case: str, form: str) -> None:
    """Text, calls, refusal, ending and log-probabilities; a tool's arguments stay as they are."""
    given, expected = CASES[case]
    assert expected == completion_of(FORMS[form](given))


@cases
def test_nothing_of_the_users_is_changed(case: str) -> None:
    """Neither an object nor a dump of it."""
    given = CASES[case][0]
    before, dump = copy.deepcopy(given), given.model_dump(warnings=False)
    kept = copy.deepcopy(dump)
    completion_of(given)
    completion_of(dump)
    assert (before, kept) == (given, dump)
    assert before.__dict__ == given.__dict__


def keywords_of(given: object) -> dict[str, Any]:
    name = "contents" if isinstance(given, GenerateContentResponse) else "messages"
    return {"input" if isinstance(given, Response) else name: ASKED}


@cases
async def test_the_score_is_that_of_the_completion_made_by_hand(case: str) -> None:
    """Bit for bit, with all signals, whichever way the object comes in."""
    given, by_hand = CASES[case]
    model = ScriptedProvider(
        {is_sample: by_draw("Rome", "Milan", "Rome"), anything: "I am 90% sure: A"}
    )
    async with TLM(model=model, seed=1) as tlm:
        expected = await tlm.aget_trustworthiness_score(ASKED, by_hand)
        found = [
            await tlm.ascore(given, **keywords_of(given)),
            await tlm.ascore(given.model_dump(warnings=False), **keywords_of(given)),
            await tlm.aget_trustworthiness_score(ASKED, given),
            *await tlm.aget_trustworthiness_score([ASKED], [given]),
        ]
    assert [expected] * 4 == found
    assert [expected.signals] * 4 == [one.signals for one in found]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("Rome", "not str"),
        (Completion("Rome"), "not Completion"),
        ([CASES["chat"][0]], "not list"),
        (None, "not NoneType"),
        ({"answer": "Rome"}, "not dict"),
        (ChatCompletion, "not ModelMetaclass"),
    ],
)
async def test_what_is_no_response_is_refused(given: object, problem: str) -> None:
    """With what is known, and the method that takes texts and sequences."""
    model = ScriptedProvider("Rome")
    with pytest.raises(InputError, match=rf"{problem}\. Give texts, and sequences, to get_trust"):
        await TLM(model=model).ascore(cast("Any", given), messages=ASKED)
    assert [] == model.requests


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"choices": [], "error": {"message": "secret"}}, "tells of an error of the API"),
        ({"choices": []}, "cannot be read as such"),
        ({"choices": ["secret"]}, "cannot be read as such"),
        ({"content": [{"secret": 1}], "type": "message"}, "cannot be read as such"),
        ({"candidates": [{"content": {"parts": [{"x": 1}]}}]}, "cannot be read as such"),
        ({"output": [], "status": "queued"}, r"not there yet \(status=queued\)"),
        ({"output": [], "status": "failed", "error": {"code": "secret"}}, "tells of an error"),
    ],
)
def test_what_holds_no_answer_is_refused(given: Row, problem: str) -> None:
    """Without a word of what is in it."""
    with pytest.raises(InputError, match=problem) as caught:
        completion_of(given)
    assert "secret" not in str(caught.value)


async def test_a_single_object_is_no_sequence() -> None:
    """The fields of an object can be iterated over, and are no responses."""
    model = ScriptedProvider("Rome")
    with pytest.raises(InputError, match="put the object into a list"):
        await TLM(model=model).aget_trustworthiness_score([ASKED], CASES["chat"][0])
    assert [] == model.requests


class Circle:
    def __init__(self) -> None:
        self.choices = [self] * 3


@dataclass
class Failing:
    parts: list[object]

    @property
    def response(self) -> object:
        raise RuntimeError("secret")


@pytest.mark.parametrize(
    "given", [Failing([]), sys, object(), Exception("secret"), {1: 2}, {}, 1.5, b"Rome"]
)
def test_any_other_object_is_none_that_is_known(given: object) -> None:
    """Whatever it does when it is looked at."""
    assert completion_of(given) is None


def test_an_object_that_holds_itself_has_an_end() -> None:
    """It is looked into so far and no further."""
    with pytest.raises(InputError, match="cannot be read as such"):
        completion_of(Circle())


def test_chunks_of_gemini_bring_their_log_probabilities_along() -> None:
    """Joined as a stream of the SDK gives them, its last chunk without any text."""
    fields = ("chosen_candidates", "top_candidates")
    rows = [{name: [GEMINI_TOKENS[name][at]] for name in fields} for at in range(2)]
    chunks = [
        candidate({"text": "Ro"}, finish=None, logprobs_result=rows[0]),
        candidate({"text": "me"}, finish=None, logprobs_result=rows[1]),
        candidate({"text": ""}),
    ]
    joined = generate_content().join
    assert joined is not None
    whole = joined([plain_of(one) for one in chunks])
    assert Completion("Rome", LOGPROBS) == completion_of(whole)
