from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    Completion,
    Embedding,
    Message,
    Missing,
    Reply,
    Request,
    TokenLogprobs,
    Usage,
)
from trustcore.errors import EmptyReplyError, ReplyError
from trustcore.provider_kit import Capabilities, dump
from trustcore.provider_kit.bodies import objects_in
from trustcore.records.chat import UNREPORTED
from trustcore_providers._openai_wire import OpenAIWire

Json = Any  # whatever JSON can hold
CHAT = (Message("system", "Be brief."), Message("user", "Capital of France?"))


WIRE = OpenAIWire("gpt", Capabilities())


def choice(content: Json = "Paris", **changes: Json) -> dict[str, Json]:
    return {
        "index": 0,
        "message": {"role": "assistant", "content": content},
        "finish_reason": "stop",
    } | changes


def token(text: Json, logprob: Json, *top: tuple[Json, Json]) -> dict[str, Json]:
    rows = [{"token": one, "logprob": number, "bytes": None} for one, number in top]
    return {"token": text, "logprob": logprob, "bytes": [80], "top_logprobs": rows}


def reply(*choices: dict[str, Json], **more: Json) -> dict[str, Json]:
    return {"id": "x", "object": "chat.completion", "choices": list(choices)} | more


def read(data: Json, n: int = 1) -> Reply:
    return decoded(json.dumps(data).encode(), n)


def decoded(body: bytes, n: int = 1) -> Reply:
    (data,) = objects_in(body)
    return WIRE.decode(data, Request(CHAT, n=n))


def completion(item: object) -> Completion:
    assert isinstance(item, Completion)
    return item


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(CHAT), {}),
        (Request(CHAT, temperature=0.0), {"temperature": 0.0}),
        (Request(CHAT, max_tokens=0), {"max_tokens": 0}),
        (Request(CHAT, logprobs=0), {"logprobs": True}),
        (Request(CHAT, logprobs=5), {"logprobs": True, "top_logprobs": 5}),
        (Request(CHAT, n=3), {"n": 3}),
        (Request(CHAT, seed=0, draw=7), {"seed": 0}),
    ],
)
def test_only_what_is_wanted_is_sent(request_: Request, expected: dict[str, Json]) -> None:
    """Zero is a value; None, one completion and the draw are not sent."""
    always = {
        "model": "gpt",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Capital of France?"},
        ],
    }
    assert WIRE.encode(request_).body == always | expected


@given(st.text(st.characters()))
def test_any_text_can_be_sent(text: str) -> None:
    """Even half an emoji, which is no Unicode."""
    assert json.loads(dump({"content": text})) == {"content": text}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"content": "Paris"}, "Paris"),
        ({"content": " Paris\n"}, " Paris\n"),
        ({"content": [{"type": "text", "text": "Pa"}, {"type": "text", "text": "ris"}]}, "Paris"),
        ({"content": [{"type": "image"}, 3, {"type": "text", "text": "Paris"}]}, "Paris"),
        ({"content": None, "refusal": "I won't."}, "I won't."),
        ({"content": [{"type": "refusal", "refusal": "I won't."}]}, "I won't."),
    ],
)
def test_the_text_is_found(message: dict[str, Json], expected: str) -> None:
    """As a string or in parts; a refusal is an answer."""
    assert completion(read(reply(choice(message=message))).items[0]).text == expected


@pytest.mark.parametrize("content", [None, "", " \n", []])
def test_no_text_is_missing_and_an_error_when_there_is_none_at_all(content: Json) -> None:
    """One empty draw of two is missing; if all are empty, the call failed."""
    items = read(reply(choice(), choice(content, index=1)), n=2).items

    assert completion(items[0]).text == "Paris"
    assert items[1] == Missing("the model returned no text (finish_reason=stop)")
    with pytest.raises(EmptyReplyError):
        read(reply(choice(content), choice(content)), n=2)


def test_a_limit_that_leaves_no_text_is_named() -> None:
    """Reasoning models spend the limit before they write."""
    with pytest.raises(EmptyReplyError, match="raise max_tokens"):
        read(reply(choice("", finish_reason="length")))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [("length", "length"), ("content_filter", "content_filter"), (None, "stop"), ("a b", "stop")],
)
def test_the_reason_to_stop_is_kept(given_: str | None, expected: str) -> None:
    """If it is an identifier."""
    assert completion(read(reply(choice(finish_reason=given_))).items[0]).finish_reason == expected


@pytest.mark.parametrize(
    ("indices", "expected"),
    [([1, 0], "ba"), ([2, 1], "ba"), ([0, 0], "ab"), ([None, 0], "ab"), ([True, False], "ab")],
)
def test_choices_are_ordered_by_their_index(indices: list[Json], expected: str) -> None:
    """If every choice has its own, else as they came."""
    choices = [choice(text, index=index) for text, index in zip("ab", indices, strict=True)]

    items = read(reply(*choices), n=2).items

    assert "".join(completion(item).text for item in items) == expected


@pytest.mark.parametrize(("n", "expected"), [(1, 1), (2, 2), (5, 3)])
def test_there_are_never_more_completions_than_asked_for(n: int, expected: int) -> None:
    """A short reply stays short: the engine asks for the rest."""
    assert len(read(reply(choice(), choice(), choice()), n).items) == expected


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}, Usage(1, 9, 3)),
        ({"prompt_tokens": 0, "completion_tokens": 0}, Usage(1, 0, 0)),
        (None, UNREPORTED),
        ({}, UNREPORTED),
        ({"prompt_tokens": 9}, UNREPORTED),
        ({"prompt_tokens": -1, "completion_tokens": 3}, UNREPORTED),
        ({"prompt_tokens": 9, "completion_tokens": 1.5}, UNREPORTED),
        ({"prompt_tokens": True, "completion_tokens": 3}, UNREPORTED),
        ("9", UNREPORTED),
    ],
)
def test_usage_is_counted_or_known_to_be_unreported(usage: Json, expected: Usage) -> None:
    """A missing count never becomes a number."""
    assert read(reply(choice(), usage=usage)).usage == expected


def test_token_logprobs_are_read() -> None:
    """Chosen tokens and, for each, its alternatives."""
    content = [
        token("Par", -0.1, ("Par", -0.1), ("Lon", -2)),
        token("is", 0, ("is", 0)),
    ]

    found = completion(read(reply(choice(logprobs={"content": content}))).items[0]).logprobs

    assert found == TokenLogprobs(
        (-0.1, 0), ("Par", "is"), ((("Par", -0.1), ("Lon", -2)), (("is", 0),))
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [(-9999.0, -9999.0), (-3.4e38, -1e4), (float("-inf"), -1e4), (1e-7, 0.0)],
)
def test_extreme_logprobs_are_kept_within_bounds(number: float, expected: float) -> None:
    """Sums and means of them stay finite, and no probability is above one."""
    content = [token("a", number, ("a", number))]

    found = completion(read(reply(choice(logprobs={"content": content}))).items[0]).logprobs

    assert found == TokenLogprobs((expected,), ("a",), ((("a", expected),),))


@pytest.mark.parametrize(
    "logprobs",
    [
        None,
        {},
        {"content": None},
        {"content": []},
        {"content": [3]},
        {"content": [{"token": "a"}]},
        {"content": [token("a", None)]},
        {"content": [token("a", "-0.1")]},
        {"content": [token("a", float("nan"))]},
        {"content": [token("a", 5.0)]},
        {"content": [token(None, -0.1)]},
        [-0.1],
    ],
)
def test_malformed_logprobs_are_dropped_and_the_text_is_kept(logprobs: Json) -> None:
    """They are a signal's loss, not the answer's."""
    assert completion(read(reply(choice(logprobs=logprobs))).items[0]) == Completion("Paris")


@pytest.mark.parametrize(
    "top", [None, [], 3, [3], [{"token": "a"}], [{"token": "a", "logprob": None}]]
)
def test_malformed_alternatives_are_dropped_and_the_chosen_tokens_kept(top: Json) -> None:
    """Mean log-probability needs no alternatives."""
    content = [token("a", -0.1) | {"top_logprobs": top}]

    found = completion(read(reply(choice(logprobs={"content": content}))).items[0]).logprobs

    assert found == TokenLogprobs((-0.1,), ("a",))


def test_half_an_emoji_in_a_token_does_no_harm() -> None:
    """Tokens may split a character; what is kept can be written down."""
    content = [{"token": "\ud83d", "logprob": -0.1, "top_logprobs": []}]

    found = read(reply(choice("\ud83d", logprobs={"content": content}))).items[0]

    assert orjson.dumps(completion(found).text)
    assert completion(found).logprobs is not None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"choices": []}',
        b'{"choices": {}}',
        b'{"choices": [null]}',
        b'{"choices": [{}]}',
        b'{"choices": [{"message": "swordfish"}]}',
    ],
)
def test_what_is_no_chat_completion_is_a_reply_error(body: bytes) -> None:
    """Another try may help; nothing of the body is shown."""
    with pytest.raises(ReplyError) as caught:
        decoded(body)

    assert caught.value.retryable
    assert caught.value.__cause__ is None
    assert "swordfish" not in str(caught.value) + repr(caught.value)


def test_embeddings_are_read_in_the_order_of_the_texts() -> None:
    """By index."""
    rows = [{"index": 1, "embedding": [2]}, {"index": 0, "embedding": [1.5]}]
    data = {"data": rows, "usage": {"prompt_tokens": 4, "total_tokens": 4}}

    assert WIRE.decode_embeddings(data, 2) == Reply(
        (Embedding((1.5,)), Embedding((2,))), Usage(1, 4, 0)
    )


@pytest.mark.parametrize(
    "rows",
    [
        None,
        [],
        [{"embedding": [1.0]}, {"embedding": [1.0]}],
        [{}],
        [3],
        [{"embedding": []}],
        [{"embedding": "AAAA"}],
        [{"embedding": [None]}],
        [{"embedding": [float("nan")]}],
    ],
)
def test_embeddings_that_do_not_fit_are_refused(rows: Json) -> None:
    """A vector must never be given to another text."""
    with pytest.raises(ReplyError):
        WIRE.decode_embeddings({"data": rows}, 1)
