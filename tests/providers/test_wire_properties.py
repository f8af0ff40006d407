"""What every wire format does with whatever an endpoint may send."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import Completion, Message, Missing, ProviderError, Reply, Request
from trustcore.protocols import Response
from trustcore_providers._anthropic_wire import AnthropicWire
from trustcore_providers._bedrock_wire import BedrockWire
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._session import Wire
from trustcore_providers.capabilities import Capabilities

Json = Any  # whatever JSON can hold
KNOWN = Capabilities(max_output=64000)
MESSAGE = {
    "content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Paris"}],
    "stop_reason": "end_turn",
    "stop_details": {"category": "bio"},
    "usage": {"input_tokens": 3, "cache_read_input_tokens": None, "output_tokens": 4},
}
ENTRY = {"token": "Paris", "logProbability": -0.1}
CANDIDATES = {
    "candidates": [
        {
            "content": {"parts": [{"text": "Hm.", "thought": True}, {"text": "Paris"}]},
            "finishReason": "STOP",
            "logprobsResult": {
                "chosenCandidates": [ENTRY],
                "topCandidates": [{"candidates": [ENTRY, {"token": "Lyon"}]}],
            },
        },
        {"content": {"parts": [{"text": "Lyon"}]}, "index": 1},
    ],
    "promptFeedback": {"safetyRatings": []},
    "usageMetadata": {"promptTokenCount": 3, "thoughtsTokenCount": 4},
}
CONVERSE = {
    "output": {"message": {"content": [{"reasoningContent": {}}, {"text": "Paris"}]}},
    "stopReason": "end_turn",
    "usage": {"inputTokens": 3, "outputTokens": 4},
}
ERROR = {
    "type": "error",
    "message": "no",
    "__type": "x#ThrottlingException",
    "error": {
        "code": 400,
        "type": "invalid_request_error",
        "status": "INVALID_ARGUMENT",
        "message": "temperature is not supported",
        "details": [
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "3s"},
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"},
        ],
    },
}
VENDORS: list[tuple[Wire, Json]] = [
    (AnthropicWire("claude", KNOWN, "host"), MESSAGE),
    (GeminiWire("gemini", KNOWN, "host"), CANDIDATES),
    (BedrockWire("nova", KNOWN, "host"), CONVERSE),
]
vendors = pytest.mark.parametrize(
    ("wire", "whole"), VENDORS, ids=["anthropic", "gemini", "bedrock"]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
STATUSES = st.sampled_from([200, 302, 400, 401, 404, 424, 429, 500, 529])


def read(wire: Wire, status: int, body: bytes, wanted: int = 2) -> Reply | None:
    """A reply that is sound, or None for an error of ours; anything else is a failure."""
    response = Response(status, {"x-amzn-errortype": "ValidationException"}, body)
    try:
        reply = wire.decode(response, wanted=wanted)
    except ProviderError:
        return None
    assert status < 300
    for item in reply.items:
        assert isinstance(item, Completion | Missing)
        if isinstance(item, Completion):
            assert item.text.strip()
            assert item.logprobs is None or all(-1e4 <= one <= 0 for one in item.logprobs.logprobs)
    assert reply.usage.input_tokens >= 0
    return reply


def places(data: Json, path: tuple[Json, ...] = ()) -> list[tuple[Json, ...]]:
    keys = (
        list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    )
    return [path, *(place for key in keys for place in places(data[key], (*path, key)))]


def changed(whole: Json, place: tuple[Json, ...], value: Json) -> Json:
    if not place:
        return value
    data = inner = copy.deepcopy(whole)
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return data


@vendors
def test_the_whole_reply_is_read(wire: Wire, whole: Json) -> None:
    """So that the changed ones below begin from a sound one."""
    reply = read(wire, 200, json.dumps(whole).encode())

    assert reply is not None
    first = reply.items[0]
    assert isinstance(first, Completion)
    assert (first.text, first.finish_reason) == ("Paris", "stop")
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (3, 4)


@vendors
@settings(deadline=None)
@given(data=st.data(), value=anything)
def test_a_near_valid_reply_is_read_or_refused(
    wire: Wire, whole: Json, data: st.DataObject, value: Json
) -> None:
    """Whatever stands at any place, what comes out is a sound record or one of our errors."""
    place = data.draw(st.sampled_from(places(whole)))
    read(wire, 200, json.dumps(changed(whole, place, value)).encode())


@vendors
@settings(deadline=None)
@given(data=st.data(), status=STATUSES, value=anything)
def test_a_near_valid_error_is_an_error(
    wire: Wire, whole: Json, data: st.DataObject, status: int, value: Json
) -> None:
    """Whatever an endpoint says, its status decides; nothing that it says is shown."""
    place = data.draw(st.sampled_from(places(ERROR)))
    body = json.dumps(changed(ERROR, place, value)).encode()

    assert read(wire, max(status, 300), body) is None
    assert isinstance(wire.problem(Response(status, {}, body)).message, str)


@vendors
@settings(deadline=None)
@given(status=STATUSES, body=st.binary() | anything.map(lambda one: json.dumps(one).encode()))
def test_any_bytes_are_read_or_refused(wire: Wire, whole: Json, status: int, body: bytes) -> None:
    """No reply makes a decoder fail in another way."""
    read(wire, status, body)


@vendors
@pytest.mark.parametrize(
    "text", ['"\\ud83d"', "[" * 100_000, '{"a":' * 100_000, "NaN", "1e999", '"\\u0000"']
)
@pytest.mark.parametrize("status", [200, 429])
def test_json_that_is_hardly_any_is_read_or_refused(
    wire: Wire, whole: Json, text: str, status: int
) -> None:
    """Half an emoji, nesting without end, what is no number."""
    read(wire, status, text.encode())


@vendors
@given(
    content=st.text(st.characters()) | st.just("\ud83d"),
    role=st.sampled_from(["system", "user", "assistant"]),
)
def test_every_text_can_be_sent(wire: Wire, whole: Json, content: str, role: str) -> None:
    """And comes out at the other end as it went in; the order of turns is kept."""
    chat = (Message(role, content), Message("user", "?"))
    body = json.loads(wire.encode(Request(chat, temperature=0.0, max_tokens=9)).body)

    turns = [
        row.get("content", row.get("parts")) for row in body.get("messages", body.get("contents"))
    ]
    assert texts(turns) == (["?"] if role == "system" else [content, "?"])
    assert not content or content in texts(body)


def texts(data: Json) -> list[str]:
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data] if isinstance(data, str) else [text for one in values for text in texts(one)]


def large_message(size: int) -> Json:
    return {"content": [{"type": "text", "text": "a " * 50}] * (size // 130)}


def large_candidates(size: int) -> Json:
    entries = [{"token": "a ", "logProbability": -0.1}] * (size // 130)
    result = {
        "chosenCandidates": entries,
        "topCandidates": [{"candidates": [entry]} for entry in entries],
    }
    return {"candidates": [{"content": {"parts": [{"text": "a"}]}, "logprobsResult": result}]}


def large_converse(size: int) -> Json:
    return {"output": {"message": {"content": [{"text": "a " * 50}] * (size // 115)}}}


def large_error(size: int) -> Json:
    return {"message": "temperature " * (size // 12), "error": {"message": "temperature" * size}}


@pytest.mark.parametrize(
    ("wire", "make", "status"),
    [
        (VENDORS[0][0], large_message, 200),
        (VENDORS[1][0], large_candidates, 200),
        (VENDORS[2][0], large_converse, 200),
        *((wire, large_error, 400) for wire, _ in VENDORS),
    ],
)
def test_time_is_linear_in_the_size(wire: Wire, make: Callable[[int], Json], status: int) -> None:
    """Eight times the bytes, up to 1 MB and more, take nowhere near 64 times the time."""
    small, large = (json.dumps(make(size)).encode() for size in (2**17, 2**20))

    def seconds(body: bytes) -> float:
        spent = []
        for _ in range(3):
            started = time.process_time()
            read(wire, status, body)
            spent.append(time.process_time() - started)
        return min(spent)

    assert seconds(large) < 30 * max(seconds(small), 1e-3)
