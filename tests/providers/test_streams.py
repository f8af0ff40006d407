"""Answers that an API streams are those that it gives as a whole, however the bytes were cut."""

from __future__ import annotations

import json
from binascii import crc32
from collections.abc import Callable, Iterator, Mapping
from struct import pack
from typing import Any

import pytest
from attrs import field, frozen
from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Message, ProviderError, Reply, Request, Secret, Tool
from trustcore.calls.streamed_text import StreamedText, said_in
from trustcore.errors import ParameterRefusedError
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import Capabilities, Encoded, ErrorMaker, HttpSession, Wire
from trustcore.provider_kit.bodies import events_in
from trustcore.records.chat import Completion
from trustcore_providers._anthropic_wire import AnthropicWire
from trustcore_providers._aws_frames import FrameReader
from trustcore_providers._bedrock_wire import BedrockWire
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._openai_responses import ResponsesWire
from trustcore_providers._openai_wire import OpenAIWire

Json = Any  # whatever JSON can hold
KEY = "sk-planted-0123456789"
KNOWN = Capabilities(max_output=99)
TOOL = Tool("look_up", "Looks up.", {"type": "object", "properties": {"of": {"type": "string"}}})
ASKED = Request((Message("user", "Capital of Freedonia?"),), logprobs=0, tools=(TOOL,))


@frozen
class Said:
    """What a model says, in pieces.

    Attributes:
        pieces: Of its text, a token each.
        call: The arguments of a call of the tool, in pieces; none for no call.
        ending: 0 where it was done, 1 where a limit cut it.
    """

    pieces: tuple[str, ...]
    call: tuple[str, ...] = ()
    ending: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def arguments(self) -> str:
        return "".join(self.call)


def entry(token: str) -> Json:
    return {"token": token, "logprob": -0.5, "top_logprobs": [{"token": token, "logprob": -0.5}]}


def chat_whole(said: Said) -> Json:
    message: Json = {"role": "assistant", "content": said.text or None}
    if said.call:
        function = {"name": "look_up", "arguments": said.arguments}
        message["tool_calls"] = [{"id": "c1", "type": "function", "function": function}]
    row = {
        "index": 0,
        "message": message,
        "finish_reason": ("tool_calls" if said.call else "stop", "length")[said.ending],
        "logprobs": {"content": list(map(entry, said.pieces))} if said.pieces else None,
    }
    return {"choices": [row], "usage": {"prompt_tokens": 3, "completion_tokens": 4}}


def chat_events(said: Said) -> Iterator[Json]:
    def chunk(delta: Json, reason: str | None = None, tokens: Json = None) -> Json:
        row = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": tokens}
        return {"object": "chat.completion.chunk", "choices": [row], "usage": None}

    yield chunk({"role": "assistant", "content": ""})
    for piece in said.pieces:
        yield chunk({"content": piece}, None, {"content": [entry(piece)]})
    for number, piece in enumerate(said.call):
        function = {"arguments": piece, **({} if number else {"name": "look_up"})}
        named = {} if number else {"id": "c1", "type": "function"}
        yield chunk({"tool_calls": [{"index": 0, "function": function, **named}]})
    yield chunk({}, chat_whole(said)["choices"][0]["finish_reason"])
    yield {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 4}}


def responses_whole(said: Said) -> Json:
    half = len(said.pieces) // 2
    halves = [part for part in (said.pieces[:half], said.pieces[half:]) if part]
    messages = [
        {"type": "message", "content": [{"type": "output_text", "text": "".join(one)}]}
        for one in halves
    ]
    call = {"type": "function_call", "name": "look_up", "call_id": "c1"}
    return {
        "status": ("completed", "incomplete")[said.ending],
        "incomplete_details": {"reason": "max_output_tokens"} if said.ending else None,
        "output": [*messages, *([{**call, "arguments": said.arguments}] if said.call else [])],
        "usage": {"input_tokens": 3, "output_tokens": 4},
    }


def responses_events(said: Said) -> Iterator[Json]:
    half = len(said.pieces) // 2
    yield {"type": "response.created", "response": {"status": "in_progress", "output": []}}
    for number, piece in enumerate(said.pieces):
        place = {"output_index": int(number >= half), "content_index": 0}
        yield {"type": "response.output_text.delta", "delta": piece, **place}
    for piece in said.call:
        yield {"type": "response.function_call_arguments.delta", "delta": piece}
    kind = ("completed", "incomplete")[said.ending]
    yield {"type": f"response.{kind}", "response": responses_whole(said)}


def anthropic_whole(said: Said) -> Json:
    content: list[Json] = [{"type": "thinking", "thinking": "Hm.", "signature": "x"}]
    if said.pieces:
        content.append({"type": "text", "text": said.text})
    if said.call:
        arguments = json.loads(said.arguments)
        content.append({"type": "tool_use", "id": "c1", "name": "look_up", "input": arguments})
    reason = ("tool_use" if said.call else "end_turn", "max_tokens")[said.ending]
    usage = {"input_tokens": 3, "cache_read_input_tokens": 2, "output_tokens": 4}
    return {"content": content, "stop_reason": reason, "usage": usage}


def anthropic_events(said: Said) -> Iterator[Json]:
    def delta(kind: str, **what: str) -> Json:
        return {"type": "content_block_delta", "index": 0, "delta": {"type": kind, **what}}

    def start(**block: Json) -> Json:
        return {"type": "content_block_start", "index": 0, "content_block": block}

    usage = {"input_tokens": 3, "cache_read_input_tokens": 2, "output_tokens": 1}
    yield {"type": "message_start", "message": {"content": [], "usage": usage}}
    yield start(type="thinking", thinking="")
    yield delta("thinking_delta", thinking="Hm.")
    yield delta("signature_delta", signature="x")
    if said.pieces:
        yield start(type="text", text="")
    yield {"type": "ping"}
    for piece in said.pieces:
        yield delta("text_delta", text=piece)
    if said.call:
        yield start(type="tool_use", id="c1", name="look_up", input={})
    for piece in said.call:
        yield delta("input_json_delta", partial_json=piece)
    reason = {"stop_reason": anthropic_whole(said)["stop_reason"]}
    yield {"type": "message_delta", "delta": reason, "usage": {"output_tokens": 4}}
    yield {"type": "message_stop"}


def gemini_whole(said: Said) -> Json:
    parts: list[Json] = [{"text": "Hm.", "thought": True}]
    if said.pieces:
        parts.append({"text": said.text})
    if said.call:
        parts.append({"functionCall": {"name": "look_up", "args": json.loads(said.arguments)}})
    row: Json = {"content": {"parts": parts}, "finishReason": ("STOP", "MAX_TOKENS")[said.ending]}
    if said.pieces:
        row["logprobsResult"] = gemini_rows(said.pieces)
    return {"candidates": [row], "usageMetadata": gemini_usage(4)}


def gemini_rows(pieces: tuple[str, ...]) -> Json:
    rows = [{"token": piece, "logProbability": -0.5} for piece in pieces]
    return {"chosenCandidates": rows, "topCandidates": [{"candidates": [row]} for row in rows]}


def gemini_usage(written: int) -> Json:
    return {"promptTokenCount": 3, "candidatesTokenCount": written}


def gemini_events(said: Said) -> Iterator[Json]:
    def piece(part: Json, **more: Json) -> Json:
        row = {"content": {"parts": [part] if part else []}, **more}
        return {"candidates": [row], "usageMetadata": gemini_usage(1)}

    yield piece({"text": "Hm.", "thought": True})
    for text in said.pieces:
        yield piece({"text": text}, logprobsResult=gemini_rows((text,)))
    if said.call:
        arguments = json.loads(said.arguments)
        yield piece({"functionCall": {"name": "look_up", "args": arguments}})
    last = piece({}, finishReason=("STOP", "MAX_TOKENS")[said.ending])
    yield {**last, "usageMetadata": gemini_usage(4)}


def body_of(events: Iterator[Json], line: str = "\n", *, before: str = "") -> bytes:
    """Events as they travel, with a comment between two, as servers keep connections alive."""
    rows = (
        f"event: x{line}data: {json.dumps(one, ensure_ascii=False)}{line * 2}" for one in events
    )
    text = f": alive{line * 2}".join(rows)
    return f"{before}{text}data: [DONE]{line * 2}".encode("utf-8", "surrogatepass")


def converse_whole(said: Said) -> Json:
    content: list[Json] = [{"reasoningContent": {"reasoningText": {"text": "Hm."}}}]
    if said.pieces:
        content.append({"text": said.text})
    if said.call:
        tool = {"toolUseId": "c1", "name": "look_up", "input": said.arguments}
        content.append({"toolUse": tool})
    reason = ("tool_use" if said.call else "end_turn", "max_tokens")[said.ending]
    usage = {"inputTokens": 3, "outputTokens": 4}
    return {"output": {"message": {"content": content}}, "stopReason": reason, "usage": usage}


def converse_events(said: Said) -> Iterator[Json]:
    def delta(block: int, what: Json) -> Json:
        return {"contentBlockDelta": {"contentBlockIndex": block, "delta": what}}

    yield {"messageStart": {"role": "assistant"}}
    yield delta(0, {"reasoningContent": {"text": "Hm."}})
    yield delta(0, {"reasoningContent": {"signature": "x"}})
    yield {"contentBlockStop": {"contentBlockIndex": 0}}
    for piece in said.pieces:
        yield delta(1, {"text": piece})
        yield delta(1, {"citation": {"title": "A book"}})
    if said.call:
        start = {"toolUse": {"toolUseId": "c1", "name": "look_up"}}
        yield {"contentBlockStart": {"contentBlockIndex": 2, "start": start}}
    for piece in said.call:
        yield delta(2, {"toolUse": {"input": piece}})
    yield {"messageStop": {"stopReason": converse_whole(said)["stopReason"]}}
    yield {"metadata": {"usage": {"inputTokens": 3, "outputTokens": 4}, "metrics": {}}}


def frames_of(events: Iterator[Json], line: str = "\n", *, before: str = "") -> bytes:
    """Events as AWS sends them, or an error; its framing knows neither lines nor blanks."""
    return b"".join(map(frame_of, events))


def frame_of(event: Json) -> bytes:
    if "error" in event:
        error = event["error"]
        headers = {":message-type": "exception", ":exception-type": "throttlingException"}
        return message_of(headers, {"message": error["message"]})
    ((kind, content),) = event.items()
    return message_of({":message-type": "event", ":event-type": kind}, content)


def message_of(headers: Mapping[str, str], content: Json) -> bytes:
    rows = [(name.encode(), value.encode()) for name, value in headers.items()]
    head = b"".join(
        bytes([len(name)]) + name + b"\x07" + pack(">H", len(value)) + value for name, value in rows
    )
    head += b"\x04when\x08" + bytes(8) + b"\x04over\x00"  # of other types
    body = json.dumps(content).encode()
    start = pack(">II", 16 + len(head) + len(body), len(head))
    whole = start + pack(">I", crc32(start)) + head + body
    return whole + pack(">I", crc32(whole))


@frozen
class Api:
    """How an API gives the same answer as a whole and as events.

    Attributes:
        wire: Its format.
        whole: The reply.
        events: The events.
        travels: How they travel.
    """

    wire: Wire
    whole: Callable[[Said], Json]
    events: Callable[[Said], Iterator[Json]]
    travels: Callable[..., bytes] = body_of


APIS = {
    "openai chat": Api(OpenAIWire("m", KNOWN), chat_whole, chat_events),
    "openai responses": Api(ResponsesWire("m", KNOWN), responses_whole, responses_events),
    "anthropic": Api(AnthropicWire("m", KNOWN), anthropic_whole, anthropic_events),
    "gemini": Api(GeminiWire("m", KNOWN), gemini_whole, gemini_events),
    "bedrock": Api(BedrockWire("m", KNOWN), converse_whole, converse_events, frames_of),
}
apis = pytest.mark.parametrize("api", APIS.values(), ids=APIS.keys())


@frozen
class Server:
    """What carries requests, and answers all of them alike: in pieces where it is to stream.

    Attributes:
        pieces: Of the body.
        status: Of the response.
        sent: What came in.
    """

    pieces: tuple[bytes, ...]
    status: int = 200
    sent: list[Encoded] = field(factory=list)

    async def __call__(self, encoded: Encoded, _: int) -> Response:
        self.sent.append(encoded)
        return Response(self.status, {}, b"".join(self.pieces))

    async def stream(
        self, encoded: Encoded, _: int, receive: Callable[[bytes], None], /
    ) -> Response:
        self.sent.append(encoded)
        if self.status < 300:
            for piece in self.pieces:
                receive(piece)
        return Response(self.status, {}, b"".join(self.pieces))


def session(wire: Wire, server: Server) -> HttpSession:
    return HttpSession(wire, server, ErrorMaker("host", "set KEY", [Secret(KEY)]))


def cut(body: bytes, places: list[int]) -> tuple[bytes, ...]:
    """A body in pieces."""
    at = sorted({place % (len(body) + 1) for place in places})
    return tuple(body[i:j] for i, j in zip([0, *at], [*at, len(body)], strict=True))


characters = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
emoji = st.sampled_from(["Par", "is", " ", "\n", "\r\n\r\n", "👍🏽", "é", "data: x", "\u2028"])
answers = st.builds(
    Said,
    st.lists(characters | emoji, max_size=8).map(tuple),
    st.sampled_from([(), ('{"of": "x"}',), ('{"of"', ': "x', '"}'), ("{", "}")]),
    st.sampled_from([0, 1]),
)


@apis
@given(
    said=answers,
    line=st.sampled_from(["\n", "\r\n", "\r"]),
    before=st.sampled_from(["", "\ufeff", "\n\n"]),
    places=st.lists(st.integers(0, 10_000), max_size=40),
)
async def test_a_streamed_answer_is_the_whole_one_however_it_was_cut(
    api: Api, said: Said, line: str, before: str, places: list[int]
) -> None:
    """Text, log-probabilities, tool calls, usage and ending; its pieces make its text."""
    pieces = cut(api.travels(api.events(said), line, before=before), places)
    told: list[str] = []
    whole = (json.dumps(api.whole(said)).encode(),)

    expected = await outcome(session(api.wire, Server(whole)).complete(ASKED))
    text = StreamedText(told.append)
    found = await outcome(session(api.wire, Server(pieces)).stream(ASKED, text.add))

    assert expected == found
    if isinstance(found, Reply):
        (item,) = found.items
        assert isinstance(item, Completion)
        assert said_in(item).strip() == "".join(told).strip()
        text.finish(item)
        assert said_in(item) == "".join(told)


async def outcome(call: Any) -> Reply | type[ProviderError]:  # noqa: ANN401  (a coroutine)
    """The reply, or the class of the error that a reply without text is."""
    try:
        reply = await call
    except ProviderError as error:
        return type(error)
    assert isinstance(reply, Reply)
    return reply


@apis
async def test_each_piece_is_told_as_soon_as_its_event_is_whole(api: Api) -> None:
    """Byte by byte: no piece waits for the event after it."""
    said = Said(("Par", "is", "."))
    told: list[str] = []
    body = api.travels(api.events(said))
    at: list[int] = []

    def receive(text: str) -> None:
        told.append(text)
        at.append(counted[0])

    counted = [0]

    class Counting(Server):
        async def stream(
            self, encoded: Encoded, limit: int, receive: Callable[[bytes], None], /
        ) -> Response:
            def count(piece: bytes) -> None:
                counted[0] += len(piece)
                receive(piece)

            return await super().stream(encoded, limit, count)

    await session(api.wire, Counting(tuple(bytes([one]) for one in body))).stream(ASKED, receive)

    assert "".join(told).replace("\n", "") == "Paris."
    for place in at:
        assert ends(api, body[:place])
    assert len(set(at)) == 3


def ends(api: Api, body: bytes) -> bool:
    """Whether a body ends where an event does."""
    if api.travels is not frames_of:
        return body.endswith(b"\n\n")
    while body:
        body = body[int.from_bytes(body[:4]) :]
    return not body


@apis
async def test_what_a_server_does_not_stream_is_one_reply(api: Api) -> None:
    """Some ignore that they are asked to."""
    told: list[str] = []
    body = json.dumps(api.whole(Said(("Paris",)))).encode()

    reply = await session(api.wire, Server((body[:9], body[9:]))).stream(ASKED, told.append)

    assert isinstance(reply.items[0], Completion)
    assert reply.items[0].text == "Paris"
    assert told == []


@apis
async def test_an_error_after_some_text_is_the_error_it_names(api: Api) -> None:
    """As it is in a reply that comes as a whole."""
    events = [*list(api.events(Said(("Par", "is"))))[:-2]]
    events.append({"error": {"code": "rate_limit_exceeded", "message": "slow down"}})
    told: list[str] = []

    with pytest.raises(ProviderError, match="host answered 429"):
        await session(api.wire, Server((api.travels(iter(events)),))).stream(ASKED, told.append)

    assert told


@apis
async def test_a_key_is_masked_in_the_pieces_too(api: Api) -> None:
    """Where a server repeats it in an event."""
    told: list[str] = []

    body = api.travels(api.events(Said(("It is ", KEY, "!"))))
    reply = await session(api.wire, Server((body,))).stream(ASKED, told.append)

    assert isinstance(reply.items[0], Completion)
    assert "".join(told) == said_in(reply.items[0])
    assert KEY not in "".join(told)


def thought(name: str) -> Json:
    """An event with a thought, which stands between two texts."""
    return {
        "anthropic": {
            "type": "content_block_start",
            "content_block": {"type": "thinking", "thinking": ""},
        },
        "gemini": {"candidates": [{"content": {"parts": [{"text": "Hm.", "thought": True}]}}]},
        "bedrock": {"contentBlockDelta": {"delta": {"reasoningContent": {"text": "Hm."}}}},
    }[name]


@pytest.mark.parametrize("name", ["anthropic", "gemini", "bedrock"])
@pytest.mark.parametrize("pieces", [("One", "two"), ("One ", "two"), ("One", "\ntwo"), ("", "two")])
async def test_what_is_thought_between_two_texts_parts_them_in_the_pieces_too(
    name: str, pieces: tuple[str, str]
) -> None:
    """As it does in the whole, which is to begin with what was told."""
    api, told = APIS[name], list[str]()
    events = list(api.events(Said(pieces)))
    first, last = json.dumps(pieces[0]), json.dumps(pieces[1])
    place = max(i for i, one in enumerate(events) if last in json.dumps(one))
    assert any(first in json.dumps(one) for one in events[:place])
    body = api.travels(iter([*events[:place], thought(name), *events[place:]]))

    reply = await session(api.wire, Server((body,))).stream(ASKED, told.append)

    assert isinstance(reply.items[0], Completion)
    assert said_in(reply.items[0]) == "".join(told)


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
async def test_a_frame_of_aws_with_a_wrong_bit_is_no_reply(place: int, bit: int) -> None:
    """Its sums tell, or its length does: then the stream was cut."""
    whole = bytearray(frames_of(converse_events(Said(("Par", "is")))))
    whole[place % len(whole)] ^= 1 << bit

    with pytest.raises(ProviderError):
        await session(APIS["bedrock"].wire, Server((bytes(whole),))).stream(ASKED, print)


async def test_botocore_reads_the_frames_as_they_are_read_here() -> None:
    """So these tests' frames are AWS's."""
    events = list(converse_events(Said(("Par", "is"), ('{"of": ', '"x"}'))))
    theirs, ours = EventStreamBuffer(), FrameReader()
    data = frames_of(iter(events))
    theirs.add_data(data)

    read = [{one.headers[":event-type"]: json.loads(one.payload)} for one in theirs]

    assert events == read == events_in(ours.feed(data))


REFUSALS = [
    ("stream_options", {"message": "Unrecognized request argument supplied: stream_options"}),
    (
        "stream",
        {
            "message": "Your organization must be verified to stream this model.",
            "param": "stream",
            "code": "unsupported_value",
        },
    ),
]


@pytest.mark.parametrize(("name", "error"), REFUSALS)
async def test_what_an_endpoint_refuses_of_streaming_is_not_sent_again(
    name: str, error: Mapping[str, str]
) -> None:
    """Without its options a stream is one; where there is none the answer comes as a whole."""
    server = Server((json.dumps({"error": error}).encode(),), status=400)
    opened = session(APIS["openai chat"].wire, server)

    with pytest.raises(ParameterRefusedError):
        await opened.stream(ASKED, print)
    with pytest.raises(ProviderError):
        await opened.stream(ASKED, print)

    assert name in server.sent[0].body
    assert name not in server.sent[1].body
    assert (name == "stream_options") == ("stream" in server.sent[1].body)
