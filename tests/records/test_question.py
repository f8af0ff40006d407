"""Parts, tools, questions: what equals what, what can be written and read, what vendors write."""

from __future__ import annotations

import json
import pickle
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    Completion,
    Evidence,
    File,
    Image,
    Message,
    Question,
    Text,
    Tool,
    ToolCall,
    dumps,
)
from trustcore.errors import InputError
from trustcore.records.message_forms import chat_of
from trustcore.records.reading import finding_from_dict
from trustcore.records.serialise import finding_to_dict
from trustcore.records.tools import calls_text

Json = Any  # whatever JSON can hold

texts = st.text(max_size=8)
names = st.text(min_size=1, max_size=8)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=5
)
arguments = st.dictionaries(texts, values, max_size=4)
calls = st.builds(ToolCall, names, arguments, st.none() | names)
parts = st.one_of(
    st.builds(Text, texts),
    st.builds(Image, st.just("https://host/a.png"), detail=st.none() | st.just("low")),
    st.builds(Image, data=st.binary(), media_type=st.none() | st.just("image/webp")),
    st.builds(File, st.none() | names, data=st.binary()),
    st.builds(File, names, id=names),
)
contents = texts | st.lists(parts, min_size=1, max_size=3).map(tuple)
messages = st.one_of(
    st.builds(Message, st.sampled_from(["system", "user"]), contents),
    st.builds(Message, st.just("assistant"), st.none(), st.lists(calls, min_size=1).map(tuple)),
    st.builds(Message, st.just("assistant"), contents, st.lists(calls, max_size=2).map(tuple)),
    st.builds(Message, st.just("tool"), texts, tool_call_id=names, name=st.none() | names),
)
chats = st.lists(messages, min_size=1, max_size=3).map(tuple)
tool_names = st.from_regex(r"[A-Za-z0-9_.:-]{1,64}", fullmatch=True).filter(
    lambda name: name not in ("auto", "none", "required")
)
tools = st.lists(
    st.builds(Tool, tool_names, texts, st.just({"type": "object"})),
    max_size=2,
    unique_by=lambda it: it.name,
)
questions = st.builds(
    Question,
    chats,
    tools=tools,
    response_format=st.none() | st.just({"type": "object", "properties": {"b": {}, "a": {}}}),
    max_tokens=st.none() | st.integers(1, 9),
    temperature=st.none() | st.floats(0, 2),
    seed=st.none() | st.integers(-9, 9),
    timeout=st.none() | st.floats(0.1, 9),
    stop=st.lists(names, max_size=2),
    top_p=st.none() | st.floats(0.1, 1),
    reasoning_effort=st.none() | st.just("low"),
    extra=st.none() | st.just({"top_k": 3}),
)


@given(questions)
def test_what_was_asked_can_be_read_back(question: Question) -> None:
    """From JSON, and from pickles; it can be hashed."""
    evidence = Evidence.of(question, "A")
    read = Evidence.from_dict(orjson.loads(dumps(evidence)))

    assert question == read.asked == pickle.loads(pickle.dumps(evidence)).asked  # noqa: S301
    assert hash(question) == hash(read.asked)


@given(questions)
def test_no_repr_shows_what_is_asked(question: Question) -> None:
    """Neither texts nor data, which may end up in a log."""
    planted = Question(
        (Message("user", (Text("planted"), Image(data=b"planted"))),), extra={"a": "planted"}
    )
    assert "planted" not in repr(planted)
    assert "top_k" not in repr(question)


@given(texts, st.lists(calls, min_size=1, max_size=3).map(tuple))
def test_a_completion_with_calls_is_read_back(text: str, found: tuple[ToolCall, ...]) -> None:
    """Its text ends with the calls, once; what it said is there as well."""
    one = Completion(text, tool_calls=found)
    data = orjson.loads(dumps(finding_to_dict(one)))
    ends = calls_text(found)

    assert one == finding_from_dict(data)
    assert [call.id for call in found] == [row.get("id") for row in data["tool_calls"]]
    assert one.text.endswith(ends)
    assert json.loads(ends) == [{"name": it.name, "arguments": it.values} for it in found]


@given(arguments, names)
def test_calls_are_equal_whatever_the_order_and_the_identity(
    given_: dict[str, Json], id_: str
) -> None:
    backwards = dict(reversed(given_.items()))
    assert ToolCall("f", given_) == ToolCall("f", json.dumps(backwards), id_)


@pytest.mark.parametrize("written", ["{", "[1]", '"Paris"', "3", "NaN", '{"a": NaN}', "{'a': 1}"])
def test_arguments_that_are_no_object_stay_as_they_are(written: str) -> None:
    """A model wrote them; whoever judges it has to see what."""
    call = ToolCall("f", written)
    assert call.values is None or written == '{"a": NaN}'
    assert json.loads(calls_text([call]))[0]["name"] == "f"


def test_a_plain_completion_is_written_as_before() -> None:
    """Nothing is written of what few completions have."""
    assert {"kind", "text", "logprobs", "finish_reason"} == set(finding_to_dict(Completion("A")))
    (row,) = Evidence.of("?", "A").to_dict()["question"]
    assert row == {"role": "user", "content": "?"}


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"type": "text", "text": "a"}, Text("a")),
        ({"text": "a"}, Text("a")),
        ("a", Text("a")),
        (Text("a"), Text("a")),
        ({"type": "input_image", "image_url": "https://h/a"}, Image("https://h/a")),
        ({"type": "input_file", "file_url": "https://h/a"}, File(None, id="https://h/a")),
        (
            {"inline_data": {"mime_type": "application/pdf", "data": b"%PDF-1"}},
            File(None, b"%PDF-1"),
        ),
        ({"image": {"format": "gif", "source": {"bytes": b"GIF89a"}}}, Image(data=b"GIF89a")),
        ({"type": "document", "source": {"type": "text", "data": "a"}}, Text("a")),
    ],
)
def test_parts_of_every_vendor_are_read(part: Json, expected: Json) -> None:
    (message,) = chat_of([{"role": "user", "content": [{"type": "text", "text": "b"}, part]}])
    assert message.content == (Text("b"), expected)


class Dumped:
    """A vendor's object: it has `model_dump`."""

    role = "assistant"

    def model_dump(self, **_: object) -> dict[str, Json]:
        call = {
            "id": "c1",
            "type": "function",
            "function": {"name": "f", "arguments": '{"b":1,"a":2}'},
        }
        return {"role": "assistant", "tool_calls": [call], "annotations": []}


def test_a_vendor_s_message_is_taken_as_it_is() -> None:
    chat = chat_of(["?", Dumped(), {"role": "tool", "tool_call_id": "c1", "content": "3"}][1:])
    assert chat == (
        Message("assistant", None, (ToolCall("f", {"a": 2, "b": 1}),)),
        Message("tool", "3", (), "c1"),
    )


@pytest.mark.parametrize(
    "message",
    [
        {"role": "user", "content": None},
        {"role": "user", "content": []},
        {"role": "user", "content": 3},
        {"role": "user", "content": [{"type": "video", "video": "planted"}]},
        {"role": "user", "content": [{"type": "image_url"}]},
        {"role": "user", "content": [3]},
        {"role": "assistant", "tool_calls": [{"planted": 1}]},
        {"role": "wizard", "content": "planted"},
        Message("user", ("planted",)),  # type: ignore[arg-type]
        Message("user", None),
        3,
    ],
)
def test_what_is_no_message_is_refused_by_its_place(message: Json) -> None:
    """Nothing of it is quoted."""
    with pytest.raises(InputError, match="message 1 of prompt 4") as caught:
        chat_of([{"role": "user", "content": "planted"}, message], "prompt 4")
    assert "planted" not in str(caught.value)


@given(chats)
def test_what_can_be_read_of_a_message_is_a_text(chat: tuple[Message, ...]) -> None:
    """For whoever is typed for a string; a plain message's is its content."""
    for message in chat:
        assert isinstance(message.text, str)
        if isinstance(message.content, str) and not message.tool_calls:
            assert message.text == message.content
        for part in message.content if isinstance(message.content, tuple) else ():
            assert not isinstance(part, Text) or part.text in message.text
