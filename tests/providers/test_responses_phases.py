"""What OpenAI's responses have that chat completions lack: phases, last events, states."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from trustcore import Completion, Message, Reply, Request, Text, Tool, ToolCall
from trustcore.errors import RequestError, ServerError, WithheldReplyError
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import Capabilities, Encoded, ErrorMaker, HttpSession
from trustcore_providers._openai_responses import ResponsesWire

Json = Any  # whatever JSON can hold
WIRE = ResponsesWire("m", Capabilities(system_role="developer"))
ASKED = Request((Message("user", "Capital of Freedonia?"),), tools=(Tool("find"),))
CALL: Json = {"type": "function_call", "call_id": "c", "name": "find", "arguments": "{}"}
THOUGHT: Json = {"type": "reasoning", "summary": []}
TOKENS = [{"token": "Paris", "logprob": -0.5, "top_logprobs": []}]


def message(text: str, phase: str | None = None, **part: Json) -> Json:
    content = [{"type": "output_text", "text": text, **part}]
    return {"type": "message", "role": "assistant", "content": content, "phase": phase}


def response(*output: Json, **changes: Json) -> Json:
    return {"status": "completed", "error": None, "output": [*output], **changes}


def events(whole: Json, last: Json | None = None) -> bytes:
    """A stream as the API sends it; `last` is the response that its last event has."""

    def rows() -> Iterator[Json]:
        yield {"type": "response.created", "response": {"status": "in_progress", "output": []}}
        for index, item in enumerate(whole["output"]):
            place = {"output_index": index}
            begun = {**item, "content": []} if item["type"] == "message" else item
            yield {"type": "response.output_item.added", "item": begun, **place}
            for part in item.get("content", ()):
                delta = {"delta": part["text"], "content_index": 0, **place}
                yield {"type": "response.output_text.delta", **delta}
            yield {"type": "response.output_item.done", "item": item, **place}
        yield {"type": f"response.{whole['status']}", "response": whole if last is None else last}

    return "".join(f"event: {row['type']}\ndata: {json.dumps(row)}\n\n" for row in rows()).encode()


async def streamed(body: bytes, asked: Request = ASKED) -> tuple[Completion, list[str]]:
    """What comes of a stream, and the texts that were told early."""

    class Server:
        async def __call__(self, _: Encoded, __: int) -> Response:
            return Response(200, {}, body)

        async def stream(
            self, _: Encoded, __: int, receive: Callable[[bytes], None], /
        ) -> Response:
            receive(body)
            return Response(200, {}, body)

    told: list[str] = []
    reply = await HttpSession(WIRE, Server(), ErrorMaker("host")).stream(asked, told.append)
    return only(reply), told


def only(reply: Reply) -> Completion:
    (item,) = reply.items
    assert isinstance(item, Completion)
    return item


BEFORE = message("I will look at a map.", "commentary")


@pytest.mark.parametrize(
    ("output", "text", "early"),
    [
        ([BEFORE, THOUGHT, message("Paris", "final_answer")], "Paris", ["Paris"]),
        ([BEFORE, BEFORE, message("Paris")], "Paris", ["Paris"]),
        (
            [message("Paris", "final_answer"), message("Or Rome.", "final_answer")],
            "Paris\nOr Rome.",
            ["Paris", "\nOr Rome."],
        ),
        ([BEFORE], "I will look at a map.", []),
        (
            [BEFORE, CALL],
            'I will look at a map.\n[{"arguments":{},"name":"find"}]',
            [],
        ),
    ],
)
async def test_what_is_said_before_the_answer_is_no_part_of_it(
    output: list[Json], text: str, early: list[str]
) -> None:
    """Streamed or not; where nothing else is said it is what was said."""
    whole = response(*output)

    found, told = await streamed(events(whole))

    assert text == found.text == only(WIRE.decode(whole, ASKED)).text
    assert early == told


def test_log_probabilities_are_those_of_the_answer() -> None:
    """Those of what is said before it do not count."""
    whole = response(BEFORE, message("Paris", "final_answer", logprobs=TOKENS))
    found = only(WIRE.decode(whole, ASKED))

    assert found.logprobs is not None
    assert found.logprobs.tokens == ("Paris",)


async def test_a_stream_whose_last_event_has_no_output_is_read_from_its_items() -> None:
    """Some gateways leave the output of the last event empty."""
    whole = response(THOUGHT, message("Paris", logprobs=TOKENS), CALL, CALL)

    found, told = await streamed(events(whole, {**whole, "output": []}))

    assert only(WIRE.decode(whole, ASKED)) == found
    assert found.tool_calls == (ToolCall("find", "{}", "c"),) * 2
    assert told == ["Paris"]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("server_error", ServerError),
        ("vector_store_timeout", ServerError),
        ("invalid_prompt", RequestError),
        ("bio_policy", RequestError),
        ("misalignment_policy_violation", RequestError),
        ("data_residency_mismatch", RequestError),
        ("invalid_image_format", RequestError),
        ("image_too_large", RequestError),
        ("image_parse_error", RequestError),
        ("image_content_policy_violation", RequestError),
        ("unsupported_image_media_type", RequestError),
        ("empty_image_file", RequestError),
        ("image_file_not_found", RequestError),
        ("empty_response", ServerError),
        ("invalid_upstream_reply", ServerError),
    ],
)
async def test_what_fails_in_a_stream_is_the_error_that_it_names(
    code: str, error: type[Exception]
) -> None:
    """The last event's response tells of it; what the request is to blame for lasts."""
    failed = {"status": "failed", "error": {"code": code, "message": "It did not work."}}

    with pytest.raises(error, match=code) as caught:
        await streamed(events(response(message("Par"), **failed)))

    assert getattr(caught.value, "detail", "") == "It did not work."


@pytest.mark.parametrize("status", ["queued", "in_progress"])
def test_a_response_in_the_background_is_not_asked_for_again(status: str) -> None:
    """Each request would begin another one, which is paid for."""
    with pytest.raises(WithheldReplyError, match="leave `background` out of `extra`"):
        WIRE.decode(response(status=status), ASKED)


@pytest.mark.parametrize(
    "reason", ["max_output_tokens", "max_messages", "steered", "some_day", None]
)
def test_an_incomplete_response_is_cut_whatever_the_reason(reason: str | None) -> None:
    """A word that nobody knows does not make it whole."""
    details = {"status": "incomplete", "incomplete_details": {"reason": reason}}
    assert only(WIRE.decode(response(message("Par"), **details), ASKED)).truncated


@pytest.mark.parametrize(
    "chat",
    [
        [Message("user", "Hi.", name="Bob")],
        [Message("user", (Text("Hi."),), name="Bob"), Message("assistant", "Yes?", name="Al")],
        [
            Message("user", "Hi."),
            Message("assistant", None, tool_calls=[ToolCall("find", {}, "c")]),
            Message("tool", "1", tool_call_id="c", name="find"),
        ],
    ],
)
def test_no_message_has_a_name(chat: list[Message]) -> None:
    """The API refuses a parameter that it does not know; of calls it wants one."""
    rows = WIRE.encode(Request(tuple(chat))).body["input"]
    assert [row for row in rows if "name" in row and row.get("type") != "function_call"] == []


def test_instructions_beside_parts_have_a_role_that_exists() -> None:
    """Where the model has none for them they are the user's."""
    chat = (Message("system", "Be brief."), Message("user", (Text("Hi."),)))
    wire = ResponsesWire("m", Capabilities(system_role="none"))

    assert [row["role"] for row in wire.encode(Request(chat)).body["input"]] == ["user", "user"]
