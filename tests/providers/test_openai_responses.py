from __future__ import annotations

from typing import Any

import pytest

from trustcore import Completion, Message, Reply, Request, TokenLogprobs, Usage
from trustcore.errors import EmptyReplyError, ReplyError
from trustcore.provider_kit import Capabilities, read_logprobs
from trustcore.records.chat import UNREPORTED
from trustcore_providers._openai_chat import messages
from trustcore_providers._openai_responses import ResponsesWire

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


def responses_reply(data: dict[str, Json]) -> Reply:
    return ResponsesWire("o3-pro", Capabilities()).decode(data, Request(CHAT))


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

    assert always | expected == ResponsesWire("o3-pro", known).encode(request_).body


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


REFUSED = Completion("I won't.", refusal="I won't.")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (reply({"type": "refusal", "refusal": "I won't."}), REFUSED),
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
