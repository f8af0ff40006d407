"""What every wire format does with whatever an endpoint may send."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Awaitable, Callable, Mapping
from itertools import product
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from tests.function_calls import calls_of
from trustcore import Completion, Embedding, Message, Missing, ProviderError, Reply, Request, Secret
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import Capabilities, ErrorMaker, HttpSession, Wire, dump
from trustcore_providers._anthropic_wire import AnthropicWire
from trustcore_providers._bedrock_wire import BedrockWire
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._openai_responses import wire_of
from trustcore_providers.capabilities import capabilities_of

Json = Any  # whatever JSON can hold
KEY = "sk-planted"
KNOWN = Capabilities(max_output=64000, n=True)
CHAT = Request((Message("user", "Capital of France?"),), temperature=1.0, logprobs=1, seed=1, n=2)
TEXTS = ("a", "b")
TOKEN = {"token": "Paris", "logprob": -0.1}
LOGPROBS = {"content": [{**TOKEN, "top_logprobs": [TOKEN, {"token": "Lyon", "logprob": -2.0}]}]}
LEGACY = {"tokens": ["Paris"], "token_logprobs": [-0.1], "top_logprobs": [{"Paris": -0.1}]}
CHOICES = {
    "choices": [
        {
            "index": 0,
            "message": {"content": [{"type": "text", "text": "Paris"}], "refusal": None},
            "logprobs": LOGPROBS,
            "finish_reason": "stop",
        },
        {"index": 1, "message": {"content": "Lyon"}, "logprobs": LEGACY, "finish_reason": "length"},
    ],
    "usage": {"prompt_tokens": 3, "completion_tokens": 4},
    "error": None,
}
OUTPUT = {
    "status": "completed",
    "output": [
        {"type": "reasoning", "summary": []},
        {
            "type": "message",
            "content": [
                {"type": "output_text", "text": "Paris", "logprobs": LOGPROBS["content"]},
            ],
        },
    ],
    "incomplete_details": {"reason": None},
    "usage": {"input_tokens": 3, "output_tokens": 4},
}
ROWS = {
    "data": [{"index": 1, "embedding": [0.5, -1]}, {"index": 0, "embedding": [1.0, 2.0]}],
    "usage": {"prompt_tokens": 3},
}
VALUES = {"embeddings": [{"values": [1.0, 2.0]}, {"values": [0.5, -1]}]}
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

Send = Callable[..., Awaitable[Response]]
Call = Callable[[Send], Awaitable[Reply]]


def openai(known: Capabilities, *, embeds: bool = False) -> Call:
    return vendor(wire_of("m", known), embeds=embeds)


def vendor(wire: Wire, *, embeds: bool = False) -> Call:
    def call(send: Send) -> Awaitable[Reply]:
        session = HttpSession(wire, send, ErrorMaker("host", "set KEY", [Secret(KEY)]))
        return session.embed(TEXTS) if embeds else session.complete(CHAT)

    return call


@frozen
class Format:
    """A wire format: what makes a call in it, a sound reply, and large ones."""

    call: Call
    whole: Json
    large: Callable[[int], Json]

    def reply(
        self, status: int, body: bytes, headers: Mapping[str, str] | None = None
    ) -> Reply | None:
        """A reply that is sound, or None for an error of ours; anything else is a failure."""
        kind = {"x-amzn-errortype": "ValidationException"}

        async def send(*_: object) -> Response:
            return Response(status, kind | dict(headers or {}), body)

        try:
            reply = made(self.call(send))
        except ProviderError as error:
            hint = error.retry_after
            assert hint is None or 0 <= hint < math.inf
            return None
        assert status < 300
        assert reply.items
        for item in reply.items:
            check(item)
        assert reply.usage.input_tokens >= 0
        return reply


def made(call: Awaitable[Reply]) -> Reply:
    """What comes of a call that waits for nothing, without an event loop."""
    with pytest.raises(StopIteration) as done:
        call.__await__().send(None)
    reply = done.value.value
    assert isinstance(reply, Reply)
    return reply


def check(item: object) -> None:
    assert isinstance(item, Completion | Missing | Embedding)
    if isinstance(item, Completion):
        assert item.text.strip()
        assert item.logprobs is None or all(-1e4 <= one <= 0 for one in item.logprobs.logprobs)
    if isinstance(item, Embedding):
        assert all(map(math.isfinite, item.vector))


def large_choices(size: int) -> Json:
    content = [{"type": "text", "text": "a"}] * (size // 90)
    entry = LOGPROBS["content"][0]
    return {
        "choices": [
            {"message": {"content": content}, "logprobs": {"content": [entry] * (size // 400)}},
            {
                "message": {"content": "a " * (size // 10)},
                "logprobs": {
                    "tokens": ["a"] * (size // 40),
                    "token_logprobs": [-0.1] * (size // 40),
                    "top_logprobs": [{"a": -0.1}] * (size // 60),
                },
            },
        ]
    }


def large_output(size: int) -> Json:
    part = {"type": "output_text", "text": "a", "logprobs": LOGPROBS["content"]}
    message = {"type": "message", "content": [part] * (size // 400)}
    return {"output": [*[[]] * (size // 12), message]}


def large_rows(size: int) -> Json:
    return {"data": [{"index": one, "embedding": [0.1] * (size // 10)} for one in range(2)]}


def large_values(size: int) -> Json:
    return {"embeddings": [{"values": [0.1] * (size // 10)}] * 2}


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


GEMINI = GeminiWire("gemini", KNOWN)
ANTHROPIC, BEDROCK = AnthropicWire("claude", KNOWN), BedrockWire("m", KNOWN)
FORMATS = {
    "openai chat": Format(openai(KNOWN), CHOICES, large_choices),
    "openai responses": Format(openai(Capabilities(n=True, api="responses")), OUTPUT, large_output),
    "openai embeddings": Format(openai(KNOWN, embeds=True), ROWS, large_rows),
    "azure": Format(openai(capabilities_of("azure", "gpt-4.1")), CHOICES, large_choices),
    "anthropic": Format(vendor(ANTHROPIC), MESSAGE, large_message),
    "gemini": Format(vendor(GEMINI), CANDIDATES, large_candidates),
    "gemini embeddings": Format(vendor(GEMINI, embeds=True), VALUES, large_values),
    "bedrock": Format(vendor(BEDROCK), CONVERSE, large_converse),
}
formats = pytest.mark.parametrize("wire", FORMATS.values(), ids=FORMATS.keys())
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
STATUSES = st.sampled_from([200, 302, 400, 401, 403, 404, 422, 424, 429, 500, 529])


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


@formats
def test_the_whole_reply_is_read(wire: Format) -> None:
    """So that the changed ones below begin from a sound one."""
    reply = wire.reply(200, json.dumps(wire.whole).encode())

    assert reply is not None
    first = reply.items[0]
    assert first == Embedding((1.0, 2.0)) or isinstance(first, Completion)
    if isinstance(first, Completion):
        assert (first.text, first.finish_reason) == ("Paris", "stop")
        assert (reply.usage.input_tokens, reply.usage.output_tokens) == (3, 4)


@formats
@given(data=st.data(), value=anything)
def test_a_near_valid_reply_is_read_or_refused(
    wire: Format, data: st.DataObject, value: Json
) -> None:
    """Whatever stands at any place, what comes out is a sound record or one of our errors."""
    place = data.draw(st.sampled_from(places(wire.whole)))
    wire.reply(200, json.dumps(changed(wire.whole, place, value)).encode())


@formats
@given(data=st.data(), status=STATUSES, value=anything)
def test_a_near_valid_error_is_an_error(
    wire: Format, data: st.DataObject, status: int, value: Json
) -> None:
    """Whatever an endpoint says, its status decides; a gateway may say it with a 200 as well."""
    place = data.draw(st.sampled_from(places(ERROR)))
    body = json.dumps(changed(ERROR, place, value)).encode()

    assert wire.reply(status, body) is None


@formats
@given(status=STATUSES, body=st.binary() | anything.map(lambda one: json.dumps(one).encode()))
def test_any_bytes_are_read_or_refused(wire: Format, status: int, body: bytes) -> None:
    """No reply makes a decoder fail in another way."""
    wire.reply(status, body)


HEADERS = ("Retry-After", "retry-after-ms", "Date", "x-amzn-errortype")
DATES = st.datetimes().map(lambda one: one.strftime("%a, %d %b %Y %H:%M:%S GMT"))


@formats
@given(
    headers=st.dictionaries(
        st.sampled_from(HEADERS),
        st.text() | DATES | st.floats().map(str) | st.integers().map(str),
    ),
    status=STATUSES,
    delay=st.text() | st.from_regex(r"-?\d+(\.\d+)?s", fullmatch=True),
)
def test_whatever_hint_is_a_number_of_seconds_or_none(
    wire: Format, headers: dict[str, str], status: int, delay: str
) -> None:
    """From 0, and no endless one: in headers, and where Google puts it."""
    place = ("error", "details", 0, "retryDelay")
    body = json.dumps(changed(ERROR, place, delay)).encode()

    assert wire.reply(max(status, 300), body, headers) is None


DEPTHS = (253, 300, 1000, 5000)


@formats
@pytest.mark.parametrize(
    "text",
    [
        '"\\ud83d"',
        "NaN",
        "1e999",
        "1" * 5000,
        '"\\u0000"',
        *("[" * depth + "]" * depth for depth in DEPTHS),
        *('{"a":' * depth + "1" + "}" * depth for depth in DEPTHS),
        "[" * 2**20,
        '{"a":' * (2**20 // 5),
    ],
    ids=lambda text: f"{text[:8]} {len(text)}",
)
def test_json_that_is_hardly_any_is_refused(wire: Format, text: str) -> None:
    """Half an emoji, nesting without end, what is no number: as a reply, and as an error."""
    bodies = (text, f'{{"error":{{"message":{text}}}}}', f'{{"message":{text}}}')
    for body, status in product(bodies, (200, 400, 429)):
        assert wire.reply(status, body.encode()) is None


@formats
@given(data=st.data(), depth=st.integers(1, 1100))
def test_any_nesting_anywhere_is_read_or_refused(
    wire: Format, data: st.DataObject, depth: int
) -> None:
    """Parsers and writers of JSON have limits of their own."""
    status = data.draw(st.sampled_from([200, 400]))
    whole = wire.whole if status == 200 else ERROR
    marked = json.dumps(changed(whole, data.draw(st.sampled_from(places(whole))), "here"))
    wire.reply(status, marked.replace('"here"', "[" * depth + "]" * depth).encode())


@pytest.mark.parametrize("wire", [ANTHROPIC, GEMINI, BEDROCK])
@given(
    content=st.text(st.characters()) | st.just("\ud83d"),
    role=st.sampled_from(["system", "user", "assistant"]),
)
def test_every_text_can_be_sent(wire: Wire, content: str, role: str) -> None:
    """And comes out at the other end as the message has it; the order of turns is kept."""
    chat = (Message(role, content), Message("user", "?"))
    content = chat[0].text  # whole: no API takes half of a character
    body = json.loads(dump(wire.encode(Request(chat, temperature=0.0, max_tokens=9)).body))

    turns = [
        row.get("content", row.get("parts")) for row in body.get("messages", body.get("contents"))
    ]
    assert texts(turns) == (["?"] if role == "system" else [content, "?"])
    assert not content or content in texts(body)


def texts(data: Json) -> list[str]:
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data] if isinstance(data, str) else [text for one in values for text in texts(one)]


def large_error(size: int) -> Json:
    return {"message": "temperature " * (size // 24), "error": {"message": "temperature" * size}}


def steps(wire: Format, status: int, body: bytes) -> int:
    """How many functions are called, those in C included, while a reply is read."""
    return calls_of(lambda: wire.reply(status, body))


@formats
@pytest.mark.parametrize(
    ("make", "status"),
    [(None, 200), (None, 400), (large_error, 400)],
    ids=["reply", "refused reply", "error"],
)
@pytest.mark.parametrize("broken", [False, True], ids=["", "half an emoji"])
def test_steps_are_linear_in_the_size(
    wire: Format, make: Callable[[int], Json] | None, status: int, broken: bool
) -> None:
    """Eight times the bytes, up to a megabyte and more, take eight times the steps at most."""
    emoji = {"half": "\ud83d"} if broken else {}
    small, large = (
        steps(wire, status, json.dumps((make or wire.large)(size) | emoji).encode())
        for size in (2**17, 2**20)
    )
    assert large <= 8.5 * small
