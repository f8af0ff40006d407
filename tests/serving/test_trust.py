"""How a request says how its trust is to be told, and what is refused of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.serving.helpers import CHAT, Reply, Visitor, ask, client, post, script, visiting
from trustcore import TLM, Completion
from trustcore.errors import ConfigurationError
from trustcore.serving import ServeSettings, app
from trustcore.testing import After, ScriptedProvider, is_sample

SECRET = "hostile words of a prompt"


def test_later_gives_the_answer_at_once_and_the_score_by_its_id() -> None:
    """`wait` waits for a score on its way; without it the state is told."""

    async def run(to: Visitor) -> tuple[Reply, Reply, Reply]:
        answer = await to("POST", CHAT, ask(), {"x-trust-mode": "later"})
        place = f"/v1/trust/{answer.json['id']}"
        return answer, await to("GET", place), await to("GET", f"{place}?wait=30")

    answer, early, late = visiting(client("Paris", After(5, "Paris")), run)

    assert "trust" not in answer.json
    assert "x-trust-score" not in answer.headers
    assert ("pending", None) == (early.json["state"], early.json["score"])
    assert ("done", 5) == (late.json["state"], late.events[0][0])
    assert late.json["score"] > 0.5


def test_later_ends_a_stream_with_its_text() -> None:
    """And its score is made all the same, once its client is gone."""

    async def run(to: Visitor) -> tuple[Reply, Reply]:
        answer = await to("POST", CHAT, ask(stream=True, trust={"mode": "later"}))
        return answer, await to("GET", f"/v1/trust/{answer.rows[0]['id']}?wait=30")

    answer, late = visiting(client("Paris", After(5, "Paris")), run)

    assert (0.0, "data: [DONE]") == answer.events[-1]
    assert all("trust" not in row for row in answer.rows)
    assert "done" == late.json["state"]


@pytest.mark.parametrize("stream", [False, True])
def test_off_makes_no_call_but_the_answers(stream: bool) -> None:
    """And nothing is kept of it."""
    model = ScriptedProvider(script("Paris"))

    async def run(to: Visitor) -> tuple[Reply, Reply]:
        answer = await to("POST", CHAT, ask(stream=stream, trust={"mode": "off"}))
        id_ = answer.headers["x-trust-id"]
        return answer, await to("GET", f"/v1/trust/{id_}")

    answer, kept = visiting(client(model=model), run)

    assert b'"trust"' not in answer.body
    assert 1 == model.started
    assert 404 == kept.status


@pytest.mark.parametrize(
    ("samples", "said", "decision"),
    [("Paris", "Paris", "accept"), ("Lyon", "I am not sure.", "escalate")],
)
def test_a_gate_replaces_what_is_not_trusted(samples: str, said: str, decision: str) -> None:
    """By the replacement of the settings; a trusted answer passes."""
    settings = ServeSettings(threshold=0.5, replacement="I am not sure.")
    reply = post(ask(), client("Paris", samples), settings, headers={"x-trust-mode": "gate"})

    assert said == reply.json["choices"][0]["message"]["content"]
    assert decision == reply.json["trust"]["decision"]


def test_nothing_of_a_replaced_answer_is_told() -> None:
    """Neither its log-probabilities nor its calls of tools."""
    settings = ServeSettings(threshold=0.99, replacement="no")
    said = Completion("Paris", finish_reason="length")

    reply = post(ask(trust={"mode": "gate"}, logprobs=True), client(said, "Lyon"), settings)

    assert b"Paris" not in reply.body
    choice = reply.json["choices"][0]
    assert (None, "stop") == (choice["logprobs"], choice["finish_reason"])


def test_a_gate_without_a_replacement_tells_the_decision_alone() -> None:
    """The answer stays, for an application that decides by itself."""
    reply = post(ask(trust={"mode": "gate", "threshold": 0.6}), client("Paris", "Lyon"))

    assert "Paris" == reply.json["choices"][0]["message"]["content"]
    assert ("escalate", 0.6) == (reply.json["trust"]["decision"], reply.json["trust"]["threshold"])


def test_headers_come_before_the_body() -> None:
    """Where both say something."""
    reply = post(ask(trust={"threshold": 0.2}), headers={"x-trust-threshold": "0.3"})

    assert 0.3 == reply.json["trust"]["threshold"]


def test_the_preset_may_be_named() -> None:
    """It is checked, not chosen: one server scores with one preset."""
    assert 200 == post(ask(trust={"preset": "custom"})).status
    refused = post(ask(trust={"preset": "best"}))
    assert (400, "trust.preset") == (refused.status, refused.json["error"]["param"])


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"trust": [1]}, "trust"),
    ({"trust": {"mode": "loud"}}, "trust.mode"),
    ({"trust": {"mode": ["gate"]}}, "trust.mode"),
    ({"trust": {"treshold": 0.5}}, "trust.treshold"),
    ({"trust": {"threshold": 1.5}}, "trust.threshold"),
    ({"trust": {"threshold": True}}, "trust.threshold"),
    ({"trust": {"threshold": "NaN"}}, "trust.threshold"),
    ({"trust": {"deadline_ms": -1}}, "trust.deadline_ms"),
    ({"trust": {"deadline_ms": {}}}, "trust.deadline_ms"),
    ({"trust": {"mode": "gate"}}, "trust.threshold"),
    ({"trust": {"mode": "gate", "threshold": 0.5}, "stream": True}, "stream"),
    ({"stream": "yes"}, "stream"),
    ({"stream": 1}, "stream"),
    ({"stream_options": True}, "stream_options"),
    ({"stream_options": {"include_usage": "yes"}}, "stream_options.include_usage"),
    ({"n": 0}, "n"),
    ({"n": 17}, "n"),
    ({"n": True}, "n"),
    ({"n": "2"}, "n"),
    ({"model": ""}, "model"),
    ({"model": 5}, "model"),
    ({"messages": []}, "messages"),
    ({"messages": 5}, "messages"),
    ({"messages": [{"role": "wizard", "content": SECRET}]}, "messages"),
    ({"temperature": 9}, "temperature"),
    ({"max_tokens": 0}, "max_tokens"),
    ({"max_completion_tokens": "x"}, "max_completion_tokens"),
    ({"top_p": "x"}, "top_p"),
    ({"stop": [1]}, "stop"),
    ({"seed": 1.5}, "seed"),
    ({"logprobs": 3}, "logprobs"),
    ({"logprobs": True, "top_logprobs": "3"}, "top_logprobs"),
    ({"logprobs": True, "top_logprobs": 21}, "top_logprobs"),
    ({"top_logprobs": 3}, "top_logprobs"),
    ({"tools": "x"}, "tools"),
    ({"tools": [{"type": "web_search"}]}, "tools"),
    ({"tool_choice": "sometimes"}, "tool_choice"),
    ({"response_format": 5}, "response_format"),
    ({"extra_headers": {"x-debug": "1"}}, "extra_headers"),
    ({"extra_body": {"model": "other"}}, "extra_body"),
    ({"input": "x"}, "input"),
]


@pytest.mark.parametrize(("changes", "param"), WRONG)
def test_what_is_wrong_is_refused_by_name_before_any_call(
    changes: dict[str, Any], param: str
) -> None:
    """With the status 400 and the parameter, as the API has it, and without the prompt's words."""
    model = ScriptedProvider("Paris")

    reply = post({**ask(SECRET), **changes}, client(model=model))

    error = reply.json["error"]
    assert (400, param) == (reply.status, error["param"])
    assert ("invalid_request_error", 0) == (error["type"], model.started)
    assert SECRET not in error["message"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("mode", "loud"), ("threshold", "x"), ("deadline-ms", "0"), ("treshold", "0.5")],
)
def test_headers_are_checked_alike(name: str, value: str) -> None:
    """A header that is misspelled would guard nothing."""
    reply = post(ask(), headers={f"x-trust-{name}": value})

    assert (400, f"trust.{name.replace('-', '_')}") == (reply.status, reply.json["error"]["param"])


@pytest.mark.parametrize("body", [b"", b"no", b"[1]", b"5", b'{"a":', b"[" * 5000])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    """As an error of the API."""
    reply = post(body)

    assert (400, "invalid_request_error") == (reply.status, reply.json["error"]["type"])


@pytest.mark.parametrize("name", ["high", "best"])
def test_a_preset_of_several_candidates_is_refused_at_the_start(name: str) -> None:
    """With the way out."""
    with pytest.raises(ConfigurationError, match='"low" or "medium"'):
        app(TLM(name, model=ScriptedProvider("Paris")))


def test_answers_that_exist_are_scored() -> None:
    """By prompt and response, or by a finished ChatCompletion, whose keywords count."""
    model = ScriptedProvider({is_sample: "Paris"})

    async def run(to: Visitor) -> list[Reply]:
        finished = {"choices": [{"message": {"content": "Paris"}, "finish_reason": "stop"}]}
        bodies: list[Any] = [
            {"prompt": "Capital?", "response": "Paris", "trust": {"threshold": 0.5}},
            {"prompt": "Capital?", "response": "Lyon", "trust": {"threshold": 0.5}},
            {"messages": ask()["messages"], "response": finished},
            {"response": "Paris"},
            {"prompt": "Capital?"},
            {"prompt": "Capital?", "response": 5},
            {"prompt": "Capital?", "response": "Paris", "trust": {"mode": "later"}},
        ]
        return [await to("POST", "/v1/score", body) for body in bodies]

    right, wrong, finished, *refused = visiting(client(model=model), run)

    assert ("accept", "escalate") == (right.json["decision"], wrong.json["decision"])
    assert right.json["score"] == finished.json["score"]
    assert [400, 400, 400, 400] == [one.status for one in refused]
    assert ["prompt", "response"] == [one.json["error"]["param"] for one in refused[:2]]


def test_a_score_has_a_deadline_and_an_id() -> None:
    """It is kept like that of an answer."""

    async def run(to: Visitor) -> tuple[Reply, Reply]:
        body = {"prompt": "Capital?", "response": "Paris", "trust": {"deadline_ms": 1500}}
        made = await to("POST", "/v1/score", body)
        return made, await to("GET", f"/v1/trust/{made.json['id']}")

    made, kept = visiting(client(model=ScriptedProvider(After(50, "Paris"))), run)

    assert made.json["partial"]
    assert 1500 == made.json["latency_ms"]["score"]
    assert made.json == kept.json


@pytest.mark.parametrize("wait", ["x", "-1", "301", "nan", "inf"])
def test_a_wait_out_of_range_is_refused(wait: str) -> None:
    """Nothing waits for ever."""
    reply = visiting(client(), lambda to: to("GET", f"/v1/trust/x?wait={wait}"))

    assert (400, "wait") == (reply.status, reply.json["error"]["param"])


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"prompt": ["a"], "response": ["b"]}, "response"),
        ({"prompt": "a", "response": []}, "response"),
        ({"prompt": "a", "response": "b", "contxt": "c"}, "contxt"),
        ({"prompt": "a", "messages": [], "response": "b"}, "messages"),
    ],
)
def test_what_would_be_ignored_is_refused(body: dict[str, Any], param: str) -> None:
    found = post(body, client(), path="/v1/score")
    assert (400, param) == (found.status, found.json["error"]["param"])


def test_the_form_of_an_answer_counts() -> None:
    form = {"type": "object", "required": ["total"]}
    body = {"prompt": "a", "response": '{"a": 1}', "response_format": form}
    found = post(body, client(preset="low"), path="/v1/score")
    names = [one["name"] for one in found.json["signals"]]
    assert "schema" in names


@pytest.mark.parametrize("settings", [{"threshold": 0.7}, [], 5, "low"])
def test_settings_of_another_kind_are_refused(settings: Any) -> None:  # noqa: ANN401  (what it must not be)
    """With the way out."""
    with pytest.raises(ConfigurationError, match=r"ServeSettings\(\*\*mapping\)"):
        app(client(), settings)
