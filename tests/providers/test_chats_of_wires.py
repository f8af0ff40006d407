"""What every wire makes of a chat is read back as the same chat; forms of answers go out."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Completion, Image, Message, Request, Text, TokenLogprobs, ToolCall
from trustcore.calls.wording import worded
from trustcore.provider_kit import (
    Capabilities,
    Wire,
    choice_schema,
    chosen,
    closed,
    identified,
    is_strict,
)
from trustcore.records.message_forms import chat_of
from trustcore.testing import ScriptedProvider
from trustcore_providers._anthropic_wire import AnthropicWire
from trustcore_providers._bedrock_wire import BedrockWire
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._openai_responses import ResponsesWire
from trustcore_providers._openai_wire import OpenAIWire

Json = Any  # whatever JSON can hold
KNOWN = Capabilities(max_output=1000)
WIRES: dict[str, tuple[Wire, str]] = {
    "openai chat": (OpenAIWire("m", KNOWN), "messages"),
    "openai responses": (ResponsesWire("m", KNOWN), "input"),
    "anthropic": (AnthropicWire("m", KNOWN), "messages"),
    "gemini": (GeminiWire("gemini-3-pro", KNOWN), "contents"),
    "bedrock": (BedrockWire("m", KNOWN), "messages"),
}
wires = pytest.mark.parametrize(("wire", "key"), WIRES.values(), ids=WIRES.keys())

words = st.text("abc é🇮\n", min_size=1, max_size=6).filter(str.strip)
names = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2),
    max_leaves=4,
)
calls = st.lists(
    st.builds(ToolCall, names, st.dictionaries(names, values, max_size=2)), min_size=1, max_size=2
).map(tuple)
images = st.binary(min_size=1, max_size=9).map(
    lambda data: Image(data=data, media_type="image/png")
)
said = words | st.lists(st.builds(Text, words) | images, min_size=2, max_size=3).map(tuple)


@st.composite
def chats(draw: st.DrawFn) -> tuple[Message, ...]:
    """Turns of the user, and of an assistant whose calls have a result each."""
    chat = [Message("user", draw(said))]
    for _ in range(draw(st.integers(0, 2))):
        found = draw(calls)
        chat.append(Message("assistant", draw(st.none() | words), found))
        chat += [Message("tool", draw(words)) for _ in found]
        chat.append(Message("user", draw(said)))
    return tuple(chat)


def spoken(chat: tuple[Message, ...]) -> list[tuple[str, object]]:
    """What is said, part by part, whatever messages it is in; calls without their identities."""
    found: list[tuple[str, object]] = []
    for one in chat:
        content = [one.content] if isinstance(one.content, str) else one.content or ()
        found += [(one.role, part) for part in (*content, *one.tool_calls)]
    return found


def flat(chat: tuple[Message, ...]) -> list[object]:
    """Texts as parts, and what tools gave as an object where it has to be one."""

    def plain(role: str, one: object) -> object:
        if isinstance(one, Text):
            one = one.text
        if isinstance(one, Image) and one.detail == "auto":  # which OpenAI's responses must have
            one = evolve(one, detail=None)
        if role == "tool" and isinstance(one, str) and one.startswith('{"result":'):
            one = json.loads(one)["result"]
        return role, one

    return [plain(role, one) for role, one in spoken(chat)]


@wires
@given(chat=chats())
def test_a_chat_is_read_back_as_it_was(wire: Wire, key: str, chat: tuple[Message, ...]) -> None:
    """Its texts, images, calls and results, in their order; all is JSON."""
    body = json.loads(json.dumps(wire.encode(Request(chat)).body))
    again = chat_of(body[key])

    assert flat(chat) == flat(again)


@given(chat=chats())
def test_results_belong_to_the_calls_in_their_order(chat: tuple[Message, ...]) -> None:
    """Where nobody has named them, each gets the identity of one call, and its name."""
    found = identified(chat)
    made = [(call.id, call.name) for one in found for call in one.tool_calls]
    given_ = [(one.tool_call_id, one.name) for one in found if one.role == "tool"]

    assert made == given_
    assert len(set(made)) == len(made)


CHOICES = ("Rome", "New York", 'a "b"', "é")


@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_is_the_text_alone(choice: str) -> None:
    """Out of the object that an API holds a model to."""
    text = json.dumps({"answer": choice})
    assert chosen(Completion(text)) == Completion(choice)


@pytest.mark.parametrize("text", ["Rome", "{", "[]", '{"answer":3}', '{"other":"Rome"}', ""])
def test_what_is_no_choice_stays_as_it_is(text: str) -> None:
    assert chosen(Completion(text)) == Completion(text)


def test_the_tokens_of_a_choice_are_those_of_its_words() -> None:
    """Trimmed where one reaches over the edge, with their alternatives."""
    tokens = ('{"', "answer", '": "New', " York", '"}')
    top = tuple(((one, -0.1), ('": "Rome', -2.0)) for one in tokens)
    logprobs = TokenLogprobs((-0.1, -0.2, -0.3, -0.4, -0.5), tokens, top)
    found = chosen(Completion("".join(tokens), logprobs))

    assert isinstance(found, Completion)
    assert found.logprobs is not None
    assert (found.text, found.logprobs.tokens) == ("New York", ("New", " York"))
    assert found.logprobs.logprobs == (-0.3, -0.4)
    assert found.logprobs.top[0] == (("New", -0.1), ("Rome", -2.0))


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        (
            OpenAIWire("m", evolve(KNOWN, choices_style="vllm")),
            {"structured_outputs": {"choice": ["a", 'b"']}},
        ),
        (
            OpenAIWire("m", evolve(KNOWN, choices_style="grammar")),
            {"grammar": 'root ::= "a" | "b\\""'},
        ),
        (
            GeminiWire("m", KNOWN),
            {
                "generationConfig": {
                    "responseMimeType": "text/x.enum",
                    "responseSchema": {"type": "STRING", "enum": ["a", 'b"']},
                }
            },
        ),
        (
            AnthropicWire("m", KNOWN),
            {
                "output_config": {
                    "format": {"type": "json_schema", "schema": choice_schema(["a", 'b"'])},
                }
            },
        ),
    ],
)
def test_choices_go_out_as_the_server_has_them(wire: Wire, expected: Json) -> None:
    body = wire.encode(Request((Message("user", "?"),), choices=("a", 'b"'))).body
    assert expected == {name: body[name] for name in expected}


def test_choices_that_a_model_lacks_are_words() -> None:
    """One on each line, and nothing of them is left in the request."""
    request = Request((Message("system", "Be brief."), Message("user", "?")), choices=("a", "b\n"))
    found = worded(request, ScriptedProvider("a"))

    assert found.choices == ()
    assert found.messages[0].text.startswith("Be brief.\n\nReply with exactly one")
    assert found.messages[0].text.endswith('\na\n"b\\n"')
    assert found.messages[1:] == request.messages[1:]


properties = st.dictionaries(names, st.just({"type": "string"}), max_size=3)


@given(properties)
def test_a_schema_that_leaves_nothing_out_is_strict(found: dict[str, Json]) -> None:
    """OpenAI holds a model to it; to one in which something may be left out it does not."""
    whole = closed({"type": "object", "properties": found, "required": list(found)})
    assert whole["additionalProperties"] is False
    assert is_strict(whole)
    assert not is_strict({**whole, "properties": {**found, "more": {}}})
    assert not is_strict(
        {**whole, "properties": {**found, "more": {"default": 3}}, "required": [*found, "more"]}
    )
    assert closed({"type": "object"}) == {"type": "object"}


@wires
def test_what_is_sent_besides_is_merged(wire: Wire, key: str) -> None:
    """Into the objects that are there; headers go as headers."""
    extra = '{"extra_headers":{"x-a":"1"},"generationConfig":{"topK":4},"inferenceConfig":{"a":1}}'
    request = Request((Message("user", "?"),), stop=("END",), extra=extra)
    encoded = wire.encode(request)

    assert encoded.headers["x-a"] == "1"
    assert "extra_headers" not in encoded.body
    assert encoded.body["generationConfig"]["topK"] == 4
    assert encoded.body[key]
    if key == "contents":
        assert encoded.body["generationConfig"]["stopSequences"] == ["END"]
    assert math.isclose(encoded.body["inferenceConfig"]["a"], 1)
