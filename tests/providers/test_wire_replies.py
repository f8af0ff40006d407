"""What replies with status 200 hold that is no plain answer, in every wire format."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio.lowlevel
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    TLM,
    Completion,
    Message,
    Missing,
    ProviderError,
    Reply,
    Request,
    Secret,
    Transport,
    Usage,
)
from trustcore.errors import (
    AuthenticationError,
    ContextLengthError,
    EmptyReplyError,
    FatalError,
    ModelNotFoundError,
    RateLimitError,
    ReplyError,
    RequestError,
    ServerError,
    UnreadableReplyError,
    WithheldReplyError,
)
from trustcore.http.reading import reply_limit
from trustcore.http.status import ApiProblem
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    Ending,
    ErrorMaker,
    HttpSession,
    ReportedProblem,
    Wire,
)
from trustcore.records.chat import UNREPORTED
from trustcore_providers._anthropic_wire import AnthropicWire
from trustcore_providers._bedrock_wire import BedrockWire
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._openai_responses import ResponsesWire
from trustcore_providers._openai_wire import OpenAIWire
from trustcore_providers.openai import OpenAI

Json = Any  # whatever JSON can hold
KEY = "sk-planted-0123456789"
PROMPT = "What-is-the-capital-of-Freedonia"
ASKED = Request((Message("user", PROMPT),), temperature=0.5, n=1)
KNOWN = Capabilities(max_output=9)


def chat(content: Json, reason: Json = "stop", **more: Json) -> Json:
    message = {"role": "assistant", "content": content, **more}
    return {"choices": [{"index": 0, "message": message, "finish_reason": reason}]}


def responses(text: str | None, reason: Json = "stop") -> Json:
    content = [] if text is None else [{"type": "output_text", "text": text}]
    ended: Json = {"status": "completed"}
    if reason != "stop":
        ended = {"status": "incomplete", "incomplete_details": {"reason": reason}}
    return {"output": [{"type": "message", "content": content}], **ended}


def anthropic(text: str | None, reason: Json = "end_turn") -> Json:
    content = [] if text is None else [{"type": "text", "text": text}]
    return {"content": content, "stop_reason": reason}


def gemini(text: str | None, reason: Json = "STOP") -> Json:
    parts = [] if text is None else [{"text": text}]
    return {"candidates": [{"content": {"parts": parts}, "finishReason": reason}]}


def bedrock(text: str | None, reason: Json = "end_turn") -> Json:
    content = [] if text is None else [{"text": text}]
    return {"output": {"message": {"content": content}}, "stopReason": reason}


OPENAI = OpenAIWire("m", KNOWN)
WIRES: dict[str, tuple[Wire, Callable[..., Json]]] = {
    "openai chat": (OPENAI, chat),
    "openai responses": (ResponsesWire("m", KNOWN), responses),
    "anthropic": (AnthropicWire("m", KNOWN), anthropic),
    "gemini": (GeminiWire("m", KNOWN), gemini),
    "bedrock": (BedrockWire("m", KNOWN), bedrock),
}
wires = pytest.mark.parametrize(("wire", "said"), WIRES.values(), ids=WIRES.keys())


def read(
    wire: Wire,
    body: Json,
    *,
    request: Request = ASKED,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """What comes of one exchange, without an event loop."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def send(_: Encoded, __: int) -> Response:
        return Response(status, headers or {}, raw)

    call = HttpSession(wire, send, ErrorMaker("host", "set KEY", [Secret(KEY)])).complete(request)
    with pytest.raises(StopIteration) as done:
        call.__await__().send(None)
    reply = done.value.value
    assert isinstance(reply, Reply)
    return reply


def only(reply: Reply) -> Completion:
    (item,) = reply.items
    assert isinstance(item, Completion)
    return item


def refusal(wire: Wire, body: Json, **how: Any) -> ProviderError:  # noqa: ANN401  (of `read`)
    with pytest.raises(ProviderError) as caught:
        read(wire, body, **how)
    shown = f"{caught.value} {caught.value!r} {caught.value.args} {caught.value.detail}"
    assert KEY not in shown
    return caught.value


FILTERED = [
    "content_filter",
    "CONTENT_FILTER",
    "safety",
    "SAFETY",
    "refusal",
    "RECITATION",
    "guardrail_intervened",
    "PROHIBITED_CONTENT",
    "finish_reason_safety",
    "moderationBlocked",
    "sensitive",
]
CUT = [
    "length",
    "LENGTH",
    "max_tokens",
    "MAX_TOKENS",
    "maxTokens",
    "max_output_tokens",
    "model_length",
    "model_context_window_exceeded",
    "FINISH_REASON_MAX_TOKENS",
    "token_limit_reached",
    "ERROR_LIMIT",
    "hit the max. number of tokens (9)",
]
BROKEN_OFF = ["OTHER", "cancelled", "repetition", "loop_detected"]
PASSING = ["stop", "OTHER", "abort", "insufficient_system_resource", "MALFORMED_RESPONSE", None, 3]


@wires
@pytest.mark.parametrize("reason", FILTERED)
def test_what_a_filter_took_away_is_settled_by_one_call(
    wire: Wire, said: Callable[..., Json], reason: str
) -> None:
    """It is paid for, and would be taken away again; the reason is told in the API's word."""
    (item,) = read(wire, said(None, reason)).items

    assert isinstance(item, Missing)
    assert reason in item.reason


@wires
@pytest.mark.parametrize("reason", [*FILTERED, *CUT, *BROKEN_OFF])
def test_a_text_that_was_cut_is_marked(wire: Wire, said: Callable[..., Json], reason: str) -> None:
    """Whatever cut it: the limit, a filter or the server; in whatever word."""
    assert only(read(wire, said("The cap", reason))).truncated


@wires
@pytest.mark.parametrize(
    "reason",
    ["stop", "STOP", "end_turn", "eos_token", "COMPLETE", "stop_token", "StopSequence", None],
)
def test_a_text_that_is_whole_is_not_marked(
    wire: Wire, said: Callable[..., Json], reason: str
) -> None:
    """Nor one whose end has no word."""
    assert only(read(wire, said("Paris", reason))).finish_reason in {"stop", "incomplete"} - (
        set() if isinstance(wire, ResponsesWire) else {"incomplete"}
    )


@wires
@pytest.mark.parametrize("reason", PASSING)
def test_no_text_for_a_passing_reason_may_be_asked_for_again(
    wire: Wire, said: Callable[..., Json], reason: object
) -> None:
    """The next reply may have one."""
    error = refusal(wire, said(None, reason))

    assert type(error) is EmptyReplyError
    assert error.retryable


@pytest.mark.parametrize(
    ("wire", "body", "why"),
    [
        (OPENAI, chat(None, None), "no finish_reason"),
        (OPENAI, chat(None), "finish_reason=stop"),
        (ResponsesWire("m", KNOWN), {"output": []}, "no status"),
        (ResponsesWire("m", KNOWN), responses(None), "status=completed"),
        (ResponsesWire("m", KNOWN), responses(None, "max_output_tokens"), "reason=max_output"),
        (AnthropicWire("m", KNOWN), anthropic(None, None), "no stop_reason"),
        (GeminiWire("m", KNOWN), gemini(None, None), "no finishReason"),
        (BedrockWire("m", KNOWN), bedrock(None, None), "no stopReason"),
    ],
)
def test_no_reason_is_made_up(wire: Wire, body: Json, why: str) -> None:
    """A message has the API's own word by the API's own name, or says that there is none."""
    assert f"the model returned no text ({why}" in str(refusal(wire, body))


@wires
@pytest.mark.parametrize("reason", CUT)
def test_a_limit_that_leaves_no_text_is_used_up_once(
    wire: Wire, said: Callable[..., Json], reason: str
) -> None:
    """Again it would be, and is paid for each time: the message says what to do."""
    error = refusal(wire, said(None, reason))

    assert type(error) is WithheldReplyError
    assert "raise max_tokens" in str(error)


CALL = {"type": "function", "function": {"name": "f", "arguments": "{}"}}


@pytest.mark.parametrize(
    ("wire", "body", "words"),
    [
        (OPENAI, chat(None, "tool_calls", tool_calls=[CALL]), "tool"),
        (OPENAI, chat("", "stop", tool_calls=[CALL]), "tool"),
        (OPENAI, chat(None, "function_call", function_call={}), "tool"),
        (OPENAI, chat(None, reasoning_content="It is Paris."), "`reasoning_content`"),
        (OPENAI, chat("", reasoning="It is Paris."), "`reasoning`"),
        (OPENAI, chat([{"type": "thinking", "thinking": "Hm."}], "tool_use"), "tool"),
        (WIRES["openai responses"][0], {"output": [{"type": "function_call"}]}, "tool"),
        (WIRES["openai responses"][0], {"output": [{"type": "reasoning"}]}, "`reasoning`"),
        (
            WIRES["anthropic"][0],
            {"content": [{"type": "thinking", "thinking": "Hm."}], "stop_reason": "end_turn"},
            "`thinking`",
        ),
        (OPENAI, chat([{"type": "thinking", "thinking": [{"text": "Hm."}]}]), "`thinking`"),
        (OPENAI, chat([{"type": "reasoning", "text": "Hm."}]), "`reasoning`"),
        (OPENAI, chat(None, thoughts="Hm."), "`thoughts`"),
        (OPENAI, chat(" \n", reasoning_text="Hm."), "`reasoning_text`"),
        (OPENAI, chat(None, thinking_blocks=[{"type": "thinking"}]), "`thinking_blocks`"),
        (WIRES["anthropic"][0], {"content": [{"type": "tool_use"}], "stop_reason": "x"}, "tool"),
        (
            WIRES["gemini"][0],
            {"candidates": [{"content": {"parts": [{"functionCall": {}}]}}]},
            "tool",
        ),
        (
            WIRES["gemini"][0],
            {"candidates": [{"content": {"parts": [{"text": "Hm.", "thought": True}]}}]},
            "`thought`",
        ),
        (WIRES["anthropic"][0], anthropic(None, "pause_turn"), "tool"),
        (WIRES["bedrock"][0], bedrock(None, "tool_use"), "tool"),
        (
            WIRES["bedrock"][0],
            {"output": {"message": {"content": [{"reasoningContent": {}}]}}},
            "`reasoningContent`",
        ),
    ],
)
def test_no_text_for_a_reason_that_lasts_is_asked_for_once(
    wire: Wire, body: Json, words: str
) -> None:
    """A tool is asked for, or all of the text stands where thoughts do: the message says it."""
    error = refusal(wire, body)

    assert type(error) is WithheldReplyError
    assert not error.retryable
    assert words in str(error)


@pytest.mark.parametrize("reason", ["tool_calls", "stop"])
async def test_a_reply_without_text_is_paid_for(reason: str) -> None:
    """The ledger has its tokens."""
    body = {**chat(None, reason), "usage": {"prompt_tokens": 3, "completion_tokens": 4}}
    transport = Fixed(json.dumps(body).encode())
    model = OpenAI("gpt", "http://host/v1", KEY, transport=transport.open)
    async with TLM("base", model=model, options={"max_attempts": 1}) as tlm:
        with pytest.raises(EmptyReplyError):
            await tlm.aprompt("Capital?")

    assert tlm.ledger.total.usage == Usage(1, 3, 4)
    assert transport.calls == 1


@pytest.mark.parametrize(
    "body",
    [
        chat(None, "content_filter"),
        chat(None, "tool_calls"),
        chat(None, "refusal"),
        chat("", reasoning="Hm."),
        chat({"answer": "Paris"}),
        {"error": {"code": "insufficient_quota", "message": "no"}},
        {"detail": "Not authenticated"},
    ],
    ids=lambda body: str(body)[:60],
)
async def test_what_lasts_takes_one_request(body: Json) -> None:
    """Through the client, with all its attempts."""
    transport = Fixed(json.dumps(body).encode())
    async with TLM(
        "base", model=OpenAI("gpt", "http://host/v1", KEY, transport=transport.open)
    ) as tlm:
        with pytest.raises(ProviderError):
            await tlm.aprompt("Capital?")

    assert transport.calls == 1


class Fixed:
    """A transport that answers everything alike, and counts."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.calls = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transport]:
        yield self

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
    ) -> Response:
        self.calls += 1
        await anyio.lowlevel.checkpoint()
        return Response(200, {}, self.body)


ERRORS = [
    ({"error": {"type": "overloaded_error", "message": "no"}}, ServerError),
    ({"type": "error", "error": {"type": "rate_limit_error", "message": "no"}}, RateLimitError),
    ([{"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "no"}}], RateLimitError),
    ({"error": [{"code": "insufficient_quota", "message": "no"}]}, FatalError),
    ({"error": {"code": "insufficient_quota", "message": "no"}}, FatalError),
    ({"error": {"code": "Insufficient-Quota", "message": "no"}}, FatalError),
    ({"error": "insufficient balance"}, FatalError),
    ({"error": {"code": 502, "message": "upstream"}}, ServerError),
    ({"error": {"code": "503", "message": "upstream"}}, ServerError),
    ({"error": {"message": "timed out"}}, ServerError),
    ({"error": "model 'm' not found"}, ModelNotFoundError),
    ({"error": {"message": "The model `m` does not exist", "code": None}}, ModelNotFoundError),
    ({"detail": "Not authenticated"}, AuthenticationError),
    ({"message": "Invalid API key"}, AuthenticationError),
    ({"errors": [{"code": 7003, "message": "no route"}], "success": False}, ServerError),
    ({"object": "error", "message": "too long: maximum context length", "code": 400}, RequestError),
    ({"error": {"code": "context_length_exceeded", "message": "no"}}, ContextLengthError),
    ({"error": {"code": "content_policy_violation", "message": "no"}}, RequestError),
    ({"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}}, FatalError),
    ({"__type": "x#ThrottlingException", "message": "slow"}, RateLimitError),
    ({"message": "something else"}, ServerError),
    ({"error": {"error": {"code": "rate_limit_exceeded", "message": "no"}}}, RateLimitError),
    ({"error": "Rate limit reached; see https://host/account/billing"}, RateLimitError),
    ({"error": "Loading model"}, ServerError),
    ({"error": True, "message": "Service Unavailable"}, ServerError),
    ({"errcode": 40001, "errmsg": "invalid credential"}, AuthenticationError),
    ({"error_code": 18, "error_msg": "Open api qps request limit: slow down"}, RateLimitError),
    ({"fault": {"faultstring": "Rate limit quota violation"}}, RateLimitError),
    (
        {"fault": {"faultstring": "Invalid ApiKey", "detail": {"errorcode": "oauth.v2.Invalid"}}},
        AuthenticationError,
    ),
    ({"error": "invalid_token", "error_description": "It has expired"}, AuthenticationError),
    ({"message": "invalid api token"}, AuthenticationError),
    ({"message": "The security token in the request is invalid."}, AuthenticationError),
    ({"error": "oops", "message": "Too many requests"}, RateLimitError),
    ({"errors": {"messages": ["field required"]}}, RequestError),
    ({"error": {"detail": {"at": 7}, "reason": "Too many requests"}}, RateLimitError),
    (
        {"ResponseMetadata": {"Error": {"Code": "AccessDenied", "Message": "no"}}},
        AuthenticationError,
    ),
    ({"header": {"code": 10013, "message": "input audit failed", "status": 2}}, ServerError),
    ({"meta": {"result": {"code": "Forbidden", "message": "no"}}}, AuthenticationError),
]


@wires
@pytest.mark.parametrize(("body", "kind"), ERRORS, ids=lambda one: str(one)[:60])
def test_an_error_with_status_200_is_the_error_it_names(
    wire: Wire, said: Callable[..., Json], body: Json, kind: type[ProviderError]
) -> None:
    """In every shape, at every vendor, also beside choices that are null or partial."""
    bodies = [body]
    if isinstance(body, dict) and "error" in body:
        bodies += [{**said(None), **body}, {"choices": None, **body}, {**said("The cap"), **body}]
    for one in bodies:
        error = refusal(wire, one)
        assert isinstance(error, kind)
        assert error.detail
        assert error.retryable is (kind in {ServerError, RateLimitError})


@pytest.mark.parametrize("content", ["", "The capital of Fra"])
@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ({"error": {"message": "upstream timed out", "code": 502}}, ServerError),
        ({"error": {"message": "no", "code": "insufficient_quota"}}, FatalError),
        ({"error": "rate limit exceeded"}, RateLimitError),
        ({"finish_reason": "error"}, ServerError),
        ({"finish_reason": "internal_error"}, ServerError),
        ({"finish_reason": "error: upstream hung up"}, ServerError),
    ],
)
def test_an_error_inside_of_a_choice_is_an_error(
    content: str, found: Json, kind: type[ProviderError]
) -> None:
    """Whatever text there is, it is not the whole."""
    choice = {"message": {"content": content}, "finish_reason": "error", **found}

    assert type(refusal(OPENAI, {"choices": [choice]})) is kind


def test_an_error_beside_the_text_of_a_message_is_an_error() -> None:
    """The brother of one inside of a choice."""
    body = chat("The ca", error={"message": "worker lost", "code": 503})

    assert type(refusal(OPENAI, body)) is ServerError


def test_of_several_choices_one_with_an_error_is_asked_for_again() -> None:
    """By the engine, which asks for what a reply lacks; the others are kept."""
    choices = [
        {"index": 0, "message": {"content": "Par"}, "error": {"code": 502}},
        {"index": 1, "message": {"content": "Paris"}, "finish_reason": "stop"},
    ]
    reply = read(OPENAI, {"choices": choices}, request=Request(ASKED.messages, n=2))

    assert (Completion("Paris"),) == reply.items


def test_no_more_completions_are_read_than_were_asked_for() -> None:
    """Whatever is wrong with the others."""
    choices = [*chat("Paris")["choices"], *[{"index": one} for one in range(1, 500)]]

    assert (Completion("Paris"),) == read(OPENAI, {"choices": choices}).items


def stream(*events: Json, end: str = "data: [DONE]\n\n", line: str = "\n") -> bytes:
    texts = "".join(f"event: x{line}data: {json.dumps(one)}{line}{line}" for one in events)
    return f": comment{line}{line}{texts}{end}".encode()


def piece(text: str, reason: str | None = None, **more: Json) -> Json:
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason, **more}]}


PIECES: dict[str, list[Json]] = {
    "openai chat": [piece("Par"), piece("is", "stop"), {"choices": [], "usage": None}],
    "openai responses": [
        {"type": "response.created", "response": {"status": "in_progress", "output": []}},
        {"type": "response.output_text.delta", "delta": "Par"},
        {"type": "response.completed", "response": responses("Paris")},
    ],
    "anthropic": [
        {"type": "message_start", "message": {"content": [], "usage": {"input_tokens": 3}}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "Par"}},
        {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "is"}},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn"},
            "usage": {"output_tokens": 4},
        },
    ],
    "gemini": [gemini("Par", None), gemini("is")],
}
streams = pytest.mark.parametrize("name", PIECES)


@streams
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_a_stream_that_nobody_asked_for_is_read_as_one(name: str, line: str) -> None:
    """With all line ends that the standard has, and with an end of its own or none."""
    for end in ("data: [DONE]\n\n", ""):
        reply = read(WIRES[name][0], stream(*PIECES[name], end=end, line=line))
        assert (Completion("Paris"),) == reply.items


@wires
def test_a_whole_reply_may_be_the_only_event(wire: Wire, said: Callable[..., Json]) -> None:
    """Some gateways wrap what they do not stream."""
    assert only(read(wire, stream(said("Paris")))).text == "Paris"


@streams
def test_lines_and_lists_of_json_are_streams_too(name: str) -> None:
    """As Ollama and Gemini have them."""
    events = PIECES[name]
    for body in ("\n".join(map(json.dumps, events)), json.dumps(events)):
        assert only(read(WIRES[name][0], body.encode())).text == "Paris"


@streams
def test_a_stream_that_was_cut_is_no_answer(name: str) -> None:
    """Nothing says that the text is whole; another attempt may be."""
    last = 1 if name in {"openai chat", "gemini"} else len(PIECES[name]) - 1
    for count in range(1, last + 1):
        assert refusal(WIRES[name][0], stream(*PIECES[name][:count], end="")).retryable


@wires
def test_an_error_inside_of_a_stream_is_the_error(wire: Wire, said: Callable[..., Json]) -> None:
    """It comes after a part of the text."""
    body = stream(said("The cap"), {"error": {"code": "insufficient_quota", "message": "no"}})

    assert type(refusal(wire, body)) is FatalError


@wires
def test_an_event_that_is_called_error_is_one(wire: Wire, said: Callable[..., Json]) -> None:
    """Whatever its data looks like, on several lines too."""
    for line in ("\n", "\r\n", "\r"):
        lines = ["event: error", 'data: {"code": 429,', 'data: "message": "no"}', "", ""]
        body = stream(said("The cap"), end=line.join(lines), line=line)

        assert type(refusal(wire, body)) is RateLimitError


@pytest.mark.parametrize("unit", ["1 ", "{} ", "[] ", "data: {}\n\n", '"a" '])
def test_a_body_of_millions_of_values_is_given_up(unit: str) -> None:
    """What is read of it has an end."""
    refusal(OPENAI, unit.encode() * 2**18)


class Streamless(Wire):
    """A format that has no streams."""

    def encode(self, _: Request, /) -> Encoded:
        return Encoded("/", {})

    def decode(self, data: dict[str, Any], _: Request, /) -> Reply:
        return Reply((Completion(str(data)),))


def test_a_stream_in_a_format_that_has_none_is_refused_once() -> None:
    """And says what to do."""
    error = refusal(Streamless(), stream({"a": 1}, {"b": 2}))

    assert type(error) is UnreadableReplyError
    assert "turn streaming off" in str(error)
    assert not error.retryable


def test_log_probabilities_and_tokens_of_a_stream_are_kept() -> None:
    """As those of a reply that is not streamed."""
    rows = [{"content": [{"token": one, "logprob": -0.5}]} for one in ("Par", "is")]
    events = [piece("Par", logprobs=rows[0]), piece("is", "stop", logprobs=rows[1])]
    usage = {"usage": {"prompt_tokens": 3, "completion_tokens": 2}, "choices": []}
    reply = read(OPENAI, stream(*events, usage))
    known = only(reply).logprobs

    assert known is not None
    assert (known.tokens, known.logprobs) == (("Par", "is"), (-0.5, -0.5))
    assert reply.usage == Usage(1, 3, 2)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ([{"type": "output_text", "text": "Paris"}], "Paris"),
        (["Par", "is"], "Paris"),
        ({"type": "text", "text": "Paris"}, "Paris"),
        ([{"text": "Paris"}], "Paris"),
        ([{"type": "text", "text": {"value": "Paris", "annotations": []}}], "Paris"),
        ([{"type": "text", "value": "Paris"}], "Paris"),
        ([{"type": "text", "content": {"text": "Paris"}}], "Paris"),
        ([{"type": "thinking", "thinking": [{"text": "Hm."}]}, {"text": "Paris"}], "Paris"),
        ([{"type": "reasoning_text", "text": "Hm."}, {"type": "text", "text": "Paris"}], "Paris"),
    ],
)
def test_content_of_any_form_is_read(content: Json, text: str) -> None:
    """A string, parts with any name for text, strings, one part alone."""
    assert only(read(OPENAI, chat(content))).text == text


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"content": None, "audio": {"id": "a", "data": "x", "transcript": "Paris"}}, "Paris"),
        ({"content": "Paris", "audio": {"id": "a", "transcript": "Rome"}}, "Paris"),
        ({"content": None, "refusal": "No.", "audio": None}, "No."),
    ],
)
def test_what_a_model_says_aloud_is_its_text(message: Json, text: str) -> None:
    """Where it writes nothing; an answer that is heard was taken for none."""
    choice = {"message": message, "finish_reason": "stop"}
    assert only(read(OPENAI, {"choices": [choice]})).text == text


@pytest.mark.parametrize("content", [{"answer": "Paris"}, 3, True, [3], [{"type": "image"}]])
def test_a_form_that_is_not_read_is_named_and_asked_for_once(content: Json) -> None:
    """To say that there is no text would be untrue."""
    error = refusal(OPENAI, chat(content))

    assert type(error) is UnreadableReplyError
    assert "form that is not read" in str(error)
    assert "Paris" not in str(error)
    assert not error.retryable


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Let me check.", "Paris"], "Let me check.\nParis"),
        (["Rome, ", "of course"], "Rome, of course"),
        (["", "Paris"], "Paris"),
    ],
)
def test_messages_are_kept_apart(texts: list[str], expected: str) -> None:
    """Two sentences must not become one word."""
    output = [responses(text)["output"][0] for text in texts]

    assert only(read(WIRES["openai responses"][0], {"output": output})).text == expected


@pytest.mark.parametrize(
    ("wire", "aside"),
    [
        ("openai chat", {"type": "thinking", "thinking": "Hm."}),
        ("anthropic", {"type": "server_tool_use", "id": "1", "name": "web_search", "input": {}}),
        ("anthropic", {"type": "thinking", "thinking": "Hm."}),
        ("gemini", {"executableCode": {"code": "1"}}),
        ("gemini", {"text": "Hm.", "thought": True}),
        ("bedrock", {"reasoningContent": {}}),
    ],
)
def test_texts_with_something_between_are_kept_apart(wire: str, aside: Json) -> None:
    """Pieces side by side are one text, as a citation cuts it; an empty piece parts nothing."""
    texts = [{"type": "text", "text": one} for one in ("Let me ", "", "check.", "Paris")]
    content = [*texts[:3], aside, texts[3]]
    body = {
        "openai chat": chat(content),
        "anthropic": {"content": content, "stop_reason": "end_turn"},
        "gemini": {"candidates": [{"content": {"parts": content}, "finishReason": "STOP"}]},
        "bedrock": {"output": {"message": {"content": content}}, "stopReason": "end_turn"},
    }[wire]

    assert only(read(WIRES[wire][0], body)).text == "Let me check.\nParis"


COUNTS = {
    "openai chat": ("usage", "prompt_tokens", "completion_tokens"),
    "openai responses": ("usage", "input_tokens", "output_tokens"),
    "anthropic": ("usage", "input_tokens", "output_tokens"),
    "gemini": ("usageMetadata", "promptTokenCount", "candidatesTokenCount"),
    "bedrock": ("usage", "inputTokens", "outputTokens"),
}


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize(
    "count", ["9" * 4000, "9" * 5000, "18446744073709551616", "-1", "NaN", "true", '"3"', "1.5"]
)
def test_what_is_no_count_is_unreported_and_the_text_is_kept(name: str, count: str) -> None:
    """It must not be added up, nor break what writes it down."""
    wire, said = WIRES[name]
    where, read_, written = COUNTS[name]
    for odd, even in ((read_, written), (written, read_)):
        body = json.dumps(said("Paris") | {where: {odd: "here", even: 1}}).replace('"here"', count)
        reply = read(wire, body.encode())
        assert (only(reply).text, reply.usage) == ("Paris", UNREPORTED)


@wires
def test_bytes_that_are_no_clean_json_are_read(wire: Wire, said: Callable[..., Json]) -> None:
    """Characters that are none are replaced, and what follows the object is passed over."""
    body = json.dumps(said("Zürich"), ensure_ascii=False)

    assert only(read(wire, body.encode("latin-1"))).text == "Z\ufffdrich"
    assert only(read(wire, b"\xef\xbb\xbf" + body.encode())).text == "Zürich"
    assert only(read(wire, body.encode("utf-16"))).text == "Zürich"
    for rest in ("\n[DONE]", "\n\n", "}", "\x00", " data: [DONE]", '{"cut'):
        assert only(read(wire, (body + rest).encode())).text == "Zürich"
    error = refusal(wire, body[:-3].encode())
    assert type(error) is ReplyError
    assert "was cut" in str(error)


@wires
@pytest.mark.parametrize("status", [200, 400, 401, 429, 500])
@pytest.mark.parametrize("place", ["code", "type", "param", "message", "status"])
@pytest.mark.parametrize("text", [KEY, PROMPT, f"prefix-{KEY}", f"{KEY}.{KEY}"])
def test_no_word_of_an_error_quotes_key_or_prompt(
    wire: Wire, said: Callable[..., Json], status: int, place: str, text: str
) -> None:
    """Only words like an API's are repeated; the key is masked in `detail` too."""
    error = refusal(wire, {"error": {"message": "no", place: text}}, status=status)

    assert PROMPT not in f"{error} {error!r}"


@wires
def test_no_reason_to_stop_quotes_the_key(wire: Wire, said: Callable[..., Json]) -> None:
    """It becomes part of results, and of messages."""
    assert KEY not in only(read(wire, said("Paris", KEY))).finish_reason
    assert KEY not in str(refusal(wire, said(None, KEY)))


def test_a_key_of_letters_is_masked_as_well() -> None:
    """Where it stands for a word of the API's."""
    errors = ErrorMaker("host", secrets=[Secret("letters_only")])
    quoting = Response(200, {}, b'{"finish_reason": "letters_only"}')

    assert b'{"finish_reason": "***"}' == errors.without_secrets(quoting).body
    assert "letters_only" not in repr(errors)
    for code in ("letters_only", "a_letters_only", "letters"):
        report = ReportedProblem(ApiProblem(code=code, message="letters_only"))
        error = errors.of_report(report, Response(200, {}, b""))
        assert "letters" not in f"{error} {error.detail}"


MODEL_N = Capabilities(n=True, counts_one=True)


@pytest.mark.parametrize(
    ("choices", "limit", "expected"),
    [
        ([("Paris", 2), ("Rome", 1)], None, 5 + 3),  # by log-probabilities, and one for the end
        ([("Paris", None), ("Rome", None)], None, 5 + 6),  # by bytes
        ([("Paris", None), ("Rome", None)], 3, 5 + 3),  # by the limit
        ([("Paris", None)], None, 5),
    ],
)
def test_where_usage_counts_one_of_several_all_are_counted(
    choices: list[tuple[str, int | None]], limit: int | None, expected: int
) -> None:
    """Never fewer than there are: a token has at least one byte."""
    rows = [
        {
            "index": index,
            "message": {"content": text},
            "logprobs": {"content": [{"token": "x", "logprob": -1}] * (count or 0)},
        }
        for index, (text, count) in enumerate(choices)
    ]
    body = {"choices": rows, "usage": {"prompt_tokens": 3, "completion_tokens": 5}}
    request = Request(ASKED.messages, n=len(rows), max_tokens=limit)

    assert read(OpenAIWire("m", MODEL_N), body, request=request).usage == Usage(1, 3, expected)


@given(said=st.text(max_size=60))
def test_any_word_has_an_ending(said: str) -> None:
    """What is no word counts as "stop"; what is one is short, and has no digit."""
    ending = Ending.of(said)

    assert not any(map(str.isdigit, ending.finish))
    assert len(ending.finish) < 60


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(KEY),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just(KEY), inner),
    max_leaves=8,
)
NAMES = ["error", "message", "choices", "content", "code", "type", "detail", "status", "output"]
shaped = st.dictionaries(st.sampled_from(NAMES), anything)


@wires
@given(
    body=anything
    | shaped
    | st.fixed_dictionaries({"error": shaped})
    | st.lists(shaped, max_size=3),
    status=st.sampled_from([200, 400, 429, 500]),
    streamed=st.booleans(),
)
def test_no_body_shows_the_key_or_fails_in_another_way(
    wire: Wire, said: Callable[..., Json], body: Json, status: int, streamed: bool
) -> None:
    """Whatever an endpoint says, and where."""
    raw = stream(body, said("Paris")) if streamed else json.dumps(body).encode()
    assert KEY not in told(wire, raw, status)


def told(wire: Wire, body: bytes, status: int) -> str:
    """All that messages, reprs and reasons of one exchange say."""
    try:
        reply = read(wire, body, status=status)
    except ProviderError as error:
        return f"{error} {error!r} {error.args} {error.detail}"
    return " ".join(one.reason for one in reply.items if isinstance(one, Missing))


@pytest.mark.parametrize("n", [1, 3])
async def test_a_reply_may_be_as_large_as_what_was_asked_for(n: int) -> None:
    """What carries the request is told how many bytes to read, by the number of completions."""
    limits: list[int] = []

    async def send(_: Encoded, limit: int) -> Response:
        limits.append(limit)
        return Response(500, {}, b"{}")

    session = HttpSession(OpenAIWire("m", KNOWN), send, ErrorMaker("host", "set KEY"))
    with pytest.raises(ServerError):
        await session.complete(evolve(ASKED, n=n))
    assert [reply_limit(completions=n)] == limits


async def test_embeddings_may_be_as_large_as_there_are_texts() -> None:
    limits: list[int] = []

    async def send(_: Encoded, limit: int) -> Response:
        limits.append(limit)
        return Response(500, {}, b"{}")

    session = HttpSession(OpenAIWire("m", KNOWN), send, ErrorMaker("host", "set KEY"))
    with pytest.raises(ServerError):
        await session.embed(["a", "b"])
    assert [reply_limit(texts=2)] == limits


def test_choices_with_indices_that_are_texts_are_put_in_order() -> None:
    """A proxy in a language without numbers of its own writes them so."""
    rows = [{"index": index, "message": {"content": index}} for index in ("1", "0", "10", "2")]
    reply = read(OPENAI, {"choices": rows}, request=evolve(ASKED, n=4))
    assert ["0", "1", "2", "10"] == [one.text for one in reply.items if isinstance(one, Completion)]


def test_a_choice_that_is_null_costs_itself() -> None:
    """The others are paid for."""
    rows = [chat("a")["choices"][0], None, {**chat("c")["choices"][0], "index": 2}]
    reply = read(OPENAI, {"choices": rows}, request=evolve(ASKED, n=3))
    assert ["a", "c"] == [one.text for one in reply.items if isinstance(one, Completion)]
    assert isinstance(refusal(OPENAI, {"choices": [None]}), ReplyError)


def test_content_of_anthropic_may_be_a_text() -> None:
    """As messages are sent, and some servers reply."""
    body = {"type": "message", "content": "Paris", "stop_reason": "end_turn"}
    assert "Paris" == only(read(WIRES["anthropic"][0], body)).text


@pytest.mark.parametrize("body", [{"message": {"content": "Paris"}}, {"choices": {"0": chat("x")}}])
def test_a_message_of_a_chat_is_no_word_about_an_error(body: Json) -> None:
    """A reply of another API is told as a form that is not this one's, not as a failed server."""
    assert ReplyError is type(refusal(OPENAI, body))
