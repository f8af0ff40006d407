from __future__ import annotations

import contextlib
import copy
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Completion, Message, ProviderError, Reply, Request, TokenLogprobs, Usage
from trustcore.errors import EmptyReplyError, ReplyError
from trustcore.records.chat import UNREPORTED
from trustcore_providers._json import load
from trustcore_providers._openai_logprobs import read_logprobs
from trustcore_providers._openai_responses import responses_body, responses_reply
from trustcore_providers._openai_wire import chat_reply, messages
from trustcore_providers.capabilities import Capabilities

Json = Any  # whatever JSON can hold
CHAT = (Message("system", "Be brief."), Message("user", "Capital of France?"))
ENTRIES = [
    {"token": "Pa", "logprob": -0.1, "top_logprobs": [{"token": "Pa", "logprob": -0.1}]},
    {"token": "ris", "logprob": -0.2, "top_logprobs": []},
]
LEGACY = {
    "tokens": ["Pa", "ris"],
    "token_logprobs": [-0.1, -0.2],
    "top_logprobs": [{"Pa": -0.1, "Lo": -3.0}, {"ris": -0.2}],
}


def text(value: str, **changes: Json) -> dict[str, Json]:
    return {"type": "output_text", "text": value, "annotations": []} | changes


def reply(*parts: Json, **changes: Json) -> dict[str, Json]:
    return {"status": "completed", "output": [{"type": "message", "content": [*parts]}]} | changes


def only(data: dict[str, Json]) -> Completion:
    (item,) = responses_reply(data).items
    assert isinstance(item, Completion)
    return item


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(CHAT), {}),
        (Request(CHAT, temperature=0.0), {"temperature": 0.0}),
        (Request(CHAT, max_tokens=9), {"max_output_tokens": 109}),
        (Request(CHAT, logprobs=0), {"include": ["message.output_text.logprobs"]}),
        (
            Request(CHAT, logprobs=50),
            {"include": ["message.output_text.logprobs"], "top_logprobs": 20},
        ),
        (Request(CHAT, seed=1, draw=7), {}),
    ],
)
def test_only_what_is_wanted_is_sent(request_: Request, expected: dict[str, Json]) -> None:
    """There is no seed, and OpenAI is to keep no copy."""
    known = Capabilities(reasoning_room=100, system_role="developer")
    rows = [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": "Capital of France?"},
    ]
    always = {"model": "o3-pro", "input": rows, "store": False}

    assert always | expected == responses_body("o3-pro", known, request_)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ("su", [("user", "s0\n\nu1")]),
        ("ssu", [("user", "s0\n\ns1\n\nu2")]),
        ("sua", [("user", "s0\n\nu1"), ("assistant", "a2")]),
        ("uasu", [("user", "u0"), ("assistant", "a1"), ("user", "s2\n\nu3")]),
        ("s", [("user", "s0")]),
        ("ua", [("user", "u0"), ("assistant", "a1")]),
    ],
)
def test_instructions_go_to_the_user_where_the_model_has_no_role_for_them(
    roles: str, expected: list[tuple[str, str]]
) -> None:
    """None is lost."""
    names = {"s": "system", "u": "user", "a": "assistant"}
    chat = [Message(names[one], f"{one}{index}") for index, one in enumerate(roles)]
    rows = messages(Capabilities(system_role="none"), chat)

    assert expected == [(row["role"], row["content"]) for row in rows]


def test_log_probabilities_of_all_parts_are_joined() -> None:
    """Token by token, as the text."""
    found = only(reply(text("Pa", logprobs=ENTRIES[:1]), text("ris", logprobs=ENTRIES[1:])))

    assert found.text == "Paris"
    assert found.logprobs == TokenLogprobs((-0.1, -0.2), ("Pa", "ris"), ((("Pa", -0.1),), ()))


@pytest.mark.parametrize(
    "parts",
    [
        [text("Pa", logprobs=ENTRIES[:1]), text("ris")],
        [text("Paris", logprobs=[])],
        [text("Paris", logprobs=3)],
        [text("Paris", logprobs=[{"token": "a", "logprob": "no"}])],
    ],
)
def test_incomplete_log_probabilities_are_none(parts: list[Json]) -> None:
    """Half of them would be taken for the whole."""
    assert only(reply(*parts)) == Completion("Paris")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (reply({"type": "refusal", "refusal": "I won't."}), Completion("I won't.")),
        (reply(text("Paris"), status="incomplete"), Completion("Paris", None, "incomplete")),
        (
            reply(
                text("Par"), status="incomplete", incomplete_details={"reason": "max_output_tokens"}
            ),
            Completion("Par", None, "length"),
        ),
        (reply(3, None, {"type": "image"}, text("Paris")), Completion("Paris")),
    ],
)
def test_texts_and_ends_are_read(data: dict[str, Json], expected: Completion) -> None:
    """A refusal is an answer; one that was cut is one too."""
    assert expected == only(data)


@pytest.mark.parametrize("data", [{}, {"output": None}, {"output": {}}, {"choices": []}])
def test_what_is_no_response_is_a_reply_error(data: dict[str, Json]) -> None:
    """Another try may help."""
    with pytest.raises(ReplyError):
        responses_reply(data)


def test_thoughts_alone_are_no_answer() -> None:
    """The limit that cut them is named."""
    details = {"reason": "max_output_tokens"}
    data = {
        "output": [{"type": "reasoning"}],
        "status": "incomplete",
        "incomplete_details": details,
    }
    with pytest.raises(EmptyReplyError, match="raise max_tokens"):
        responses_reply(data)


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        ({"input_tokens": 9, "output_tokens": 3}, Usage(1, 9, 3)),
        ({"input_tokens": 9}, UNREPORTED),
        ({"input_tokens": -1, "output_tokens": 3}, UNREPORTED),
        (None, UNREPORTED),
    ],
)
def test_usage_is_counted_or_known_to_be_unreported(usage: Json, expected: Usage) -> None:
    """A missing count never becomes a number."""
    assert expected == responses_reply(reply(text("Paris"), usage=usage)).usage


def test_log_probabilities_of_old_are_read() -> None:
    """Some services have them in the shape of the old completions API."""
    expected = TokenLogprobs(
        (-0.1, -0.2), ("Pa", "ris"), ((("Pa", -0.1), ("Lo", -3.0)), (("ris", -0.2),))
    )
    assert expected == read_logprobs(LEGACY)
    assert TokenLogprobs((-0.1, -0.2), ("Pa", "ris")) == read_logprobs(
        {**LEGACY, "top_logprobs": None}
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"tokens": ["Paris"]},
        {"tokens": None},
        {"tokens": [1, 2]},
        {"token_logprobs": [None, -0.1]},
        {"token_logprobs": [-0.1, 5.0]},
        {"token_logprobs": []},
    ],
)
def test_log_probabilities_of_old_that_do_not_fit_are_none(changes: dict[str, Json]) -> None:
    """They are a signal's loss, not the answer's."""
    assert read_logprobs({**LEGACY, **changes}) is None


numbers = st.integers() | st.floats()
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
WHOLE = reply(
    text("Paris", logprobs=ENTRIES),
    usage={"input_tokens": 3, "output_tokens": 4},
    incomplete_details={"reason": "max_output_tokens"},
)
OLD = {"choices": [{"message": {"content": "Paris"}, "logprobs": LEGACY}]}


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


@pytest.mark.parametrize(("whole", "decode"), [(WHOLE, responses_reply), (OLD, chat_reply)])
@given(data=st.data())
def test_a_near_valid_reply_is_read_or_refused(
    whole: Json, decode: Callable[[Json], Reply], data: st.DataObject
) -> None:
    """Whatever stands at any place, what comes out is a sound record or one of our errors."""
    place, value = data.draw(st.sampled_from(places(whole))), data.draw(anything)
    try:
        found = decode(load(json.dumps(changed(whole, place, value)).encode()))
    except ProviderError:
        return
    for item in found.items:
        if isinstance(item, Completion):
            assert item.text.strip()
            assert item.logprobs is None or all(-1e4 <= one <= 0 for one in item.logprobs.logprobs)


@given(st.binary() | anything.map(lambda data: json.dumps(data).encode()))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """No reply makes the decoder fail in another way."""
    with contextlib.suppress(ProviderError):
        assert isinstance(responses_reply(load(body)), Reply)


def large(size: int) -> list[bytes]:
    """Replies with about `size` bytes of each kind that a parser might be slow with."""
    words = "x" * size
    entries = [ENTRIES[0]] * (size // 100)
    old = {"tokens": ["x"] * (size // 20), "token_logprobs": [-0.1] * (size // 20)}
    choice = {"message": {"content": words}}
    kinds: list[Json] = [
        reply(text(words)),
        reply(*[text("x")] * (size // 60)),
        reply(text(words, logprobs=entries)),
        {"choices": [choice]},
        {"choices": [{"message": {"content": [{"type": "text", "text": "x"}] * (size // 30)}}]},
        {"choices": [{**choice, "logprobs": {"content": entries}}]},
        {"choices": [{**choice, "logprobs": old}]},
        {"choices": [{"message": {"content": "x"}, "index": 1}] * (size // 50)},
        {"output": [[]] * (size // 4)},
    ]
    bodies = [json.dumps(one).encode() for one in kinds]
    return [*bodies, b"[" * size, b'{"a":' * (size // 5), b'"' + b"\\ud83d" * (size // 6) + b'"']


@pytest.mark.parametrize("body", large(2**20), ids=lambda body: repr(body[:24]))
def test_reading_takes_linear_time(body: bytes) -> None:
    """A megabyte is read in a moment; what went over it again and again would take minutes."""
    start = time.process_time()
    for decode in (chat_reply, responses_reply):
        with contextlib.suppress(ProviderError):
            decode(load(body))

    assert time.process_time() - start < 3
