"""`/v1/responses` read by OpenAI's own client: whole, streamed, refused and broken off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import openai
import pytest
from pydantic import BaseModel

from tests.serving.helpers import Reply, client, post, script
from tests.serving.running import running
from trustcore import Completion, Request
from trustcore.errors import RateLimitError, ServerError
from trustcore.plugins.protocols import Feature
from trustcore.records.tools import ToolCall
from trustcore.serving import ServeSettings
from trustcore.testing import ScriptedProvider, Streamed, with_probability
from trustcore.testing.scripted import Script

Json: TypeAlias = Any
"""What has fields that its client has no types for."""

PATH = "/v1/responses"
FEATURES: tuple[Feature, ...] = ("n", "temperature", "tools", "schema")
CALL = Completion("Let me look.", tool_calls=(ToolCall("weather", {"city": "Paris"}, "call_9"),))
TOOL: dict[str, Any] = {"type": "function", "name": "weather", "parameters": {"type": "object"}}


def answers(request: Request) -> Script:
    asked = request.messages[-1].text
    if "tool?" in asked:
        return CALL
    if "refuse?" in asked:
        return Completion("I cannot.", refusal="I cannot.")
    if "city?" in asked:
        return '{"city": "Paris"}'
    if "limit?" in asked:
        return RateLimitError("slow down")
    if "break?" in asked:
        return Streamed(["Par"], script=ServerError("broke off"))
    return Streamed(["Par", "is"])


@pytest.fixture(scope="module")
def responses() -> Iterator[Any]:
    model = ScriptedProvider(script(answers, answers), features=FEATURES)
    with (
        running(client(model=model, options={"max_attempts": 1})) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="x", max_retries=0) as made,
    ):
        yield made.responses


def test_a_response_has_its_trust_and_its_score_in_the_metadata(responses: Json) -> None:
    """The metadata is what every client keeps; what was given in it stays."""
    made = responses.create(model="m", input="a?", instructions="Be short.", metadata={"mine": "1"})

    assert ("Paris", "completed", "Be short.") == (made.output_text, made.status, made.instructions)
    assert f"{made.trust['score']:.4f}" == made.metadata["trust_score"]
    assert "1" == made.metadata["mine"]
    assert made.usage.input_tokens + made.usage.output_tokens == made.usage.total_tokens


def test_a_stream_ends_with_the_response_and_its_trust(responses: Json) -> None:
    """In the API's own events alone, each with its number."""
    events = list(responses.create(model="m", input="a?", stream=True))

    assert [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ] == list(dict.fromkeys(one.type for one in events))
    assert list(range(len(events))) == [one.sequence_number for one in events]
    assert "Paris" == "".join(one.delta for one in events if one.type.endswith("delta"))
    last = events[-1].response
    assert "Paris" == last.output_text
    assert f"{last.trust['score']:.4f}" == last.metadata["trust_score"]


@pytest.mark.parametrize("text", ["a?", "tool?", "refuse?"])
def test_the_streaming_helper_makes_the_same_response(responses: Json, text: str) -> None:
    """Of text, calls of tools and refusals."""
    whole = responses.create(model="m", input=text, tools=[TOOL])
    with responses.stream(model="m", input=text, tools=[TOOL]) as stream:
        for _ in stream:
            pass
        final = stream.get_final_response()

    def said(response: Json) -> list[Any]:
        rows = [one.model_dump(exclude={"id", "parsed_arguments"}) for one in response.output]
        for row in rows:
            for part in row.get("content", []):
                part.pop("parsed", None)
        return rows

    assert said(whole) == said(final)


def test_calls_of_tools_are_items(responses: Json) -> None:
    """After what is said beside them."""
    message, call = responses.create(model="m", input="tool?", tools=[TOOL]).output

    assert "Let me look." == message.content[0].text
    assert ("weather", '{"city":"Paris"}', "call_9") == (call.name, call.arguments, call.call_id)


def test_items_of_a_chat_come_back(responses: Json) -> None:
    """The output of one response, and a tool's result, are input of the next."""
    first = responses.create(model="m", input="tool?", tools=[TOOL])
    result = {"type": "function_call_output", "call_id": "call_9", "output": "sun"}
    chat = [{"role": "user", "content": "tool?"}, *first.output, result]

    assert "completed" == responses.create(model="m", input=chat, tools=[TOOL]).status


def test_a_structured_answer_is_parsed(responses: Json) -> None:
    """By the client's own `parse`."""

    class City(BaseModel):
        city: str

    made = responses.parse(model="m", input="a city?", text_format=City)

    assert City(city="Paris") == made.output_parsed


@pytest.mark.parametrize("stream", [False, True])
def test_errors_before_the_text_have_a_status(responses: Json, stream: bool) -> None:
    """As in the chat."""
    with pytest.raises(openai.RateLimitError):
        responses.create(model="m", input="limit?", stream=stream)


def test_an_error_in_mid_stream_is_the_clients_own(responses: Json) -> None:
    """After the text that came."""
    stream = responses.create(model="m", input="break?", stream=True)
    seen: list[str] = []

    def read() -> None:
        seen.extend(one.type for one in iter(lambda: next(stream), None))

    with pytest.raises(openai.APIError, match="broke off"):
        read()


def test_an_answer_that_was_cut_is_incomplete() -> None:
    """With the API's reason."""
    reply = post({"input": "a?"}, client(Completion("Par", finish_reason="length")), path=PATH)

    assert ("incomplete", {"reason": "max_output_tokens"}) == (
        reply.json["status"],
        reply.json["incomplete_details"],
    )


def test_log_probabilities_are_told_where_they_are_included() -> None:
    """Under the API's name for them."""
    model = ScriptedProvider(with_probability("Paris it is", 0.5))
    body = {"input": "a?", "include": ["message.output_text.logprobs"], "top_logprobs": 1}

    def part(reply: Reply) -> Json:
        return reply.json["output"][0]["content"][0]

    asked = part(post(body, client(model=model, preset="base"), path=PATH))
    plain = part(post({"input": "a?"}, client(model=model, preset="base"), path=PATH))

    assert (3, 0) == (len(asked["logprobs"]), len(plain["logprobs"]))


def test_a_gate_replaces_what_is_not_trusted() -> None:
    """And tells nothing of it."""
    settings = ServeSettings(threshold=0.5, replacement="I am not sure.")

    reply = post(
        {"input": "a?", "trust": {"mode": "gate"}}, client("Paris", "Lyon"), settings, PATH
    )

    assert "I am not sure." == reply.json["output"][0]["content"][0]["text"]
    assert b"Paris" not in reply.body


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"previous_response_id": "resp_1"}, "previous_response_id"),
    ({"conversation": "c"}, "conversation"),
    ({"background": True}, "background"),
    ({"input": None}, "input"),
    ({"input": []}, "input"),
    ({"input": 5, "instructions": "x"}, "input"),
    ({"instructions": 5}, "instructions"),
    ({"metadata": []}, "metadata"),
    ({"text": "x"}, "text"),
    ({"text": {"format": 5}}, "text.format"),
    ({"reasoning": {"effort": 5}}, "reasoning.effort"),
    ({"temperature": "hot"}, "temperature"),
    ({"max_output_tokens": 0}, "max_output_tokens"),
    ({"tools": [{"type": "web_search"}]}, "tools"),
    ({"top_logprobs": -1}, "top_logprobs"),
    ({"trust": {"mode": "gate", "threshold": 0.5}, "stream": True}, "stream"),
    ({"trust": {"mood": "gate"}}, "trust.mood"),
    ({"messages": []}, "messages"),
]


@pytest.mark.parametrize(("changes", "param"), WRONG)
def test_what_is_wrong_is_refused_by_name(changes: dict[str, Any], param: str) -> None:
    """Before any call."""
    model = ScriptedProvider("Paris", features=FEATURES)

    reply = post({"input": "a?", **changes}, client(model=model), path=PATH)

    assert (400, param, 0) == (reply.status, reply.json["error"]["param"], model.started)
