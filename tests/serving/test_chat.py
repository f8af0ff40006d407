"""`/v1/chat/completions`: what is answered, whole and in chunks, and where the trust stands."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from tests.serving.helpers import CHAT, Reply, Visitor, ask, client, post, script, visiting
from trustcore import TLM, Completion
from trustcore.errors import (
    AuthenticationError,
    ModelNotFoundError,
    RateLimitError,
    ServerError,
)
from trustcore.ledger import Budget
from trustcore.plugins.protocols import Feature
from trustcore.records.tools import ToolCall
from trustcore.serving import ServeSettings
from trustcore.testing import After, ScriptedProvider, Streamed, with_probability
from trustcore.testing.scripted import Script

TOOL = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}
FEATURES: tuple[Feature, ...] = ("n", "temperature", "tools", "schema")
CALL = Completion("Let me look.", tool_calls=(ToolCall("weather", {"city": "Paris"}, "call_9"),))


def test_an_answer_has_its_trust_beside_it_and_not_in_its_message() -> None:
    """Strict APIs refuse a message with more fields when it comes back as history."""
    reply = post(ask())

    choice = reply.json["choices"][0]
    assert (200, "application/json") == (reply.status, reply.headers["content-type"])
    assert {"role": "assistant", "content": "Paris", "refusal": None} == choice["message"]
    assert ("stop", None) == (choice["finish_reason"], choice["logprobs"])
    assert ("mine", "chat.completion") == (reply.json["model"], reply.json["object"])
    trust = reply.json["trust"]
    assert reply.json["id"] == trust["id"] == reply.headers["x-trust-id"]
    assert f"{trust['score']:.4f}" == reply.headers["x-trust-score"]
    assert ("done", 1, None, False) == tuple(
        trust[key] for key in ("state", "samples", "decision", "partial")
    )


def test_usage_is_the_answers_own() -> None:
    """What the score took stands in `trust`."""
    reply = post(ask("One two"))

    assert {"prompt_tokens": 2, "completion_tokens": 1, "total_tokens": 3} == reply.json["usage"]
    assert reply.json["trust"]["usage"]["calls"] > 1


def test_a_stream_gives_its_text_as_it_comes_and_its_trust_in_the_last_chunk() -> None:
    """That chunk has no choices, and `[DONE]` comes after it."""
    model = ScriptedProvider(script(Streamed(["Par", "is"], seconds=1), After(3, "Paris")))
    body = ask(stream=True, stream_options={"include_usage": True})

    reply = post(body, client(model=model))

    rows = reply.rows
    assert "text/event-stream; charset=utf-8" == reply.headers["content-type"]
    assert ["", "Par", "is"] == [row["choices"][0]["delta"].get("content") for row in rows[:3]]
    assert [1, 1, 2] == [time for time, _ in reply.events[:3]]
    assert ({}, "stop") == (
        rows[3]["choices"][0]["delta"],
        rows[3]["choices"][0]["finish_reason"],
    )
    assert [] == rows[4]["choices"]
    assert rows[4]["trust"]["score"] > 0.5
    assert 2 == rows[4]["usage"]["total_tokens"]
    assert (3.0, "data: [DONE]") == reply.events[-1]
    assert 1 == len({row["id"] for row in rows})


def test_usage_is_streamed_where_it_is_asked_for_alone() -> None:
    """As the API does it."""
    rows = post(ask(stream=True)).rows

    assert all("usage" not in row for row in rows)
    assert "trust" in rows[-1]


def test_log_probabilities_are_told_to_who_asks_alone() -> None:
    """Whatever the preset asks the model for."""
    tlm = TLM("base", model=ScriptedProvider(with_probability("Paris it is", 0.5)))
    asked = post(ask(logprobs=True, top_logprobs=1), tlm).json["choices"][0]["logprobs"]
    tlm = TLM("base", model=ScriptedProvider(with_probability("Paris it is", 0.5)))
    plain = post(ask(), tlm).json["choices"][0]["logprobs"]

    assert ["Paris", " it", " is"] == [one["token"] for one in asked["content"]]
    assert [80, 97, 114, 105, 115] == asked["content"][0]["bytes"]
    assert [1, 1, 1] == [len(one["top_logprobs"]) for one in asked["content"]]
    assert plain is None


def test_log_probabilities_of_a_stream_come_with_its_end() -> None:
    """All of them in the chunk that has the finish reason."""
    tlm = TLM("base", model=ScriptedProvider(with_probability("Paris it is", 0.5)))

    rows = post(ask(stream=True, logprobs=True), tlm).rows

    ends = [row["choices"][0] for row in rows if row["choices"]]
    assert 3 == len(ends[-1]["logprobs"]["content"])
    assert all("logprobs" not in one for one in ends[:-1])


def test_calls_of_tools_are_told_as_calls() -> None:
    """What is said beside them is the content."""
    model = ScriptedProvider(script(CALL, CALL), features=FEATURES)

    choice = post(ask(tools=[TOOL]), client(model=model)).json["choices"][0]

    assert "Let me look." == choice["message"]["content"]
    call = choice["message"]["tool_calls"][0]
    assert {"name": "weather", "arguments": '{"city":"Paris"}'} == call["function"]
    assert ("call_9", "function", "tool_calls") == (
        call["id"],
        call["type"],
        choice["finish_reason"],
    )


@pytest.mark.parametrize("said", [CALL, Streamed(["Let me", " look."], script=CALL)])
def test_calls_of_tools_are_streamed_as_calls(said: Script) -> None:
    """In one chunk that holds them whole, each with its index, after the text."""
    model = ScriptedProvider(script(said, CALL), features=FEATURES)

    rows = post(ask(tools=[TOOL], stream=True), client(model=model)).rows

    deltas = [row["choices"][0]["delta"] for row in rows if row["choices"]]
    assert "Let me look." == "".join(one.get("content", "") for one in deltas)
    calls = [one["tool_calls"] for one in deltas if "tool_calls" in one]
    assert [[0]] == [[one["index"] for one in call] for call in calls]
    assert '{"city":"Paris"}' == calls[0][0]["function"]["arguments"]


@pytest.mark.parametrize("stream", [False, True])
def test_a_refusal_is_told_as_one(stream: bool) -> None:
    """Not as content."""
    said = Completion("I cannot.", refusal="I cannot.")
    reply = post(ask(stream=stream), client(Streamed(["I cannot."], script=said), said))

    if stream:
        deltas = [row["choices"][0]["delta"] for row in reply.rows if row["choices"]]
        told = [one["refusal"] for one in deltas if "refusal" in one]
    else:
        message = reply.json["choices"][0]["message"]
        assert message["content"] is None
        told = [message["refusal"]]
    assert ["I cannot."] == told


@pytest.mark.parametrize(
    ("finish", "told"), [("length", "length"), ("content_filter", "content_filter"), ("x", "stop")]
)
def test_finish_reasons_are_the_apis_own(finish: str, told: str) -> None:
    """Whatever the provider's words."""
    tlm = client(Completion("Par", finish_reason=finish))

    assert told == post(ask(), tlm).json["choices"][0]["finish_reason"]


def test_what_the_server_does_not_know_is_passed_on() -> None:
    """Under the name that it has, beside the settings that are known."""
    model = ScriptedProvider(script("Paris"), features=FEATURES)
    schema = {"type": "object", "properties": {"city": {"type": "string"}}}
    form = {"type": "json_schema", "json_schema": {"name": "c", "schema": schema}}
    rest: dict[str, Any] = {"frequency_penalty": 0.5, "user": "me", "new_parameter": [1]}

    post(ask(response_format=form, seed=3, max_completion_tokens=9, **rest), client(model=model))

    asked = model.requests[0]
    assert (9, "city") == (asked.max_tokens, "city" if "city" in str(asked.schema) else None)
    assert all(name in str(asked.extra) for name in rest)


FAILURES = [
    (RateLimitError("slow down", retry_after=7), 429, "rate_limit_error"),
    (RateLimitError("slow down", retry_after=inf), 429, "rate_limit_error"),
    (RateLimitError("slow down", retry_after="7"), 429, "rate_limit_error"),  # type: ignore[arg-type]
    (AuthenticationError("bad key"), 502, "server_error"),
    (ModelNotFoundError("none"), 404, "invalid_request_error"),
    (ServerError("down"), 502, "server_error"),
    (ValueError("secret words"), 502, "server_error"),
]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(("error", "status", "kind"), FAILURES)
def test_an_error_before_the_text_has_a_status(
    error: Exception, status: int, kind: str, stream: bool
) -> None:
    """Streamed or not: clients retry by it."""
    reply = post(ask(stream=stream), client(error, options={"max_attempts": 1}))

    assert (status, kind) == (reply.status, reply.json["error"]["type"])
    assert {"message", "type", "param", "code"} == reply.json["error"].keys()
    assert b"secret words" not in reply.body


def test_an_error_in_mid_stream_is_the_last_event() -> None:
    """After the text that came; there is neither a score nor `[DONE]`."""
    broken = Streamed(["Par"], script=ServerError("broke off"))

    reply = post(ask(stream=True), client(broken, options={"max_attempts": 1}))

    assert 200 == reply.status
    assert "Par" == reply.rows[1]["choices"][0]["delta"]["content"]
    assert "server_error" == reply.rows[-1]["error"]["type"]
    assert "[DONE]" not in reply.texts[-1]
    assert reply.whole


@pytest.mark.parametrize("stream", [False, True])
def test_a_score_that_fails_does_not_fail_its_answer(stream: bool) -> None:
    """`trust` says why there is none, and with a threshold the answer is escalated."""
    tlm = client("Paris", budget=Budget(calls=1))

    reply = post(ask(stream=stream), tlm, ServeSettings(threshold=0.5))

    trust = (reply.rows[-1] if stream else reply.json)["trust"]
    assert 200 == reply.status
    assert (None, "escalate") == (trust["score"], trust["decision"])
    assert trust["reason"]


def test_a_budget_that_is_spent_is_told_as_a_quota() -> None:
    """Clients know that code, and do not try again."""

    async def twice(to: Visitor) -> Reply:
        await to("POST", CHAT, ask())
        return await to("POST", CHAT, ask())

    reply = visiting(client(budget=Budget(calls=2)), twice)

    assert (429, "insufficient_quota") == (reply.status, reply.json["error"]["code"])


def test_a_deadline_makes_the_score_of_what_is_there() -> None:
    """And says that it is partial."""
    tlm = client(After(1, "Paris"), After(99, "Paris"))

    trust = post(ask(trust={"deadline_ms": 2000}), tlm).json["trust"]

    assert trust["partial"]
    assert {"answer": 1000, "score": 2000} == trust["latency_ms"]


def test_comments_keep_a_stream_open_while_nothing_comes() -> None:
    """Before the text and after it."""
    tlm = client(Streamed(["Paris"], seconds=50), After(94, "Paris"))

    reply = post(ask(stream=True, trust={"deadline_ms": 90_000}), tlm)

    comments = [time for time, text in reply.events if text == ": keep-alive"]
    assert [15, 30, 45, 65, 80] == comments
    assert "data: [DONE]" == reply.texts[-1]
