"""Several answers to one request: each has its trust."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving.helpers import CHAT, Reply, Visitor, ask, client, post, script, visiting
from trustcore.errors import ServerError
from trustcore.serving import ServeSettings
from trustcore.testing import ScriptedProvider, Streamed
from trustcore.testing.scripted import Script


def test_each_choice_has_its_answer_and_its_trust() -> None:
    """In their order; the usage is that of all answers."""
    one, three = (post(ask(n=n), client("Paris")).json for n in (1, 3))

    assert [0, 1, 2] == [choice["index"] for choice in three["choices"]]
    assert ["Paris"] * 3 == [choice["message"]["content"] for choice in three["choices"]]
    assert ["done"] * 3 == [trust["state"] for trust in three["trust"]]
    assert 3 * one["usage"]["completion_tokens"] == three["usage"]["completion_tokens"]
    assert "done" == one["trust"]["state"]


def test_each_trust_is_found_by_its_id() -> None:
    """The first one by that of the response."""

    async def run(to: Visitor) -> tuple[Reply, list[Reply]]:
        answer = await to("POST", CHAT, ask(n=3))
        ids = [answer.json["id"], *(f"{answer.json['id']}-{number}" for number in (1, 2))]
        return answer, [await to("GET", f"/v1/trust/{one}") for one in ids]

    answer, found = visiting(client(), run)

    assert answer.json["trust"] == [one.json for one in found]
    assert 3 == len(answer.headers["x-trust-score"].split(", "))


def test_choices_are_streamed_one_after_the_other() -> None:
    """And told of as a whole answer is."""
    said = Streamed(["Par", "is"], seconds=1)

    reply = post(ask(n=2, stream=True, stream_options={"include_usage": True}), client(said))

    texts = {0: "", 1: ""}
    for row in reply.rows:
        for choice in row["choices"]:
            texts[choice["index"]] += choice["delta"].get("content") or ""
    ends = [c["index"] for row in reply.rows for c in row["choices"] if c["finish_reason"]]
    assert ({0: "Paris", 1: "Paris"}, [0, 1]) == (texts, ends)
    assert [] == reply.rows[-1]["choices"]
    assert ["done", "done"] == [trust["state"] for trust in reply.rows[-1]["trust"]]
    assert reply.rows[-1]["usage"]["total_tokens"] > 0


def test_an_answer_that_fails_fails_the_request_and_ends_the_others() -> None:
    """No call is left."""
    answers: Iterator[Script] = iter([Streamed(["Par", "is"], seconds=60), ServerError("broken")])
    model = ScriptedProvider(script(lambda _: next(answers), "Paris"))

    async def run(to: Visitor) -> tuple[int, int]:
        reply = await to("POST", CHAT, ask(n=2))
        return reply.status, model.in_flight

    assert (502, 0) == visiting(client(model=model, options={"max_attempts": 1}), run)


@pytest.mark.parametrize(("room", "status"), [(3, 200), (2, 503)])
def test_each_choice_takes_room(room: int, status: int) -> None:
    """Of the answers that may be under way."""
    reply = post(ask(n=3), settings=ServeSettings(max_inflight=room))

    assert status == reply.status


def test_the_gate_replaces_those_choices_alone_that_are_not_trusted() -> None:
    """Here all of them."""
    samples = iter(f"city {number}" for number in range(99))
    body = ask(n=2, trust={"mode": "gate", "threshold": 0.99})

    reply = post(
        body, client("Paris", lambda _: next(samples)), ServeSettings(replacement="not sure")
    )

    assert ["not sure"] * 2 == [one["message"]["content"] for one in reply.json["choices"]]
    assert ["escalate"] * 2 == [one["decision"] for one in reply.json["trust"]]
