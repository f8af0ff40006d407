"""The docs' FastAPI and Starlette services under a real server: what they answer, and how."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import aiohttp
import fastapi_app
import pytest
from starlette.applications import Starlette

from trustcore import TLM, Missing
from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore.testing import After, Script, ScriptedProvider

CreateApp = Callable[[Callable[[], TLM]], Starlette]
Serving = Callable[..., AbstractAsyncContextManager[aiohttp.ClientSession]]
Reply = tuple[int, dict[str, object]]

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset in which the judge's letter is the score, by half: it is given at the second try."""

PROMPT = "What is the capital of France?"
LATER = 200.0
"""Seconds that an endpoint asks us to wait: so many that the call fails instead."""


def client(answer: Script = "Paris", letter: Script = "A") -> Callable[[], TLM]:
    model, judge = ScriptedProvider(answer), ScriptedProvider(letter)
    return lambda: TLM(ONE_JUDGE, model=model, judge=judge)


def near(expected: float | None, score: object) -> bool:
    """Whether a score is about what is expected: what is made of it is what matters here."""
    if expected is None or not isinstance(score, float):
        return expected is score
    return abs(expected - score) < 0.15


async def post(session: aiohttp.ClientSession, path: str, body: object) -> Reply:
    async with session.post(path, json=body) as response:
        return response.status, await response.json()


@pytest.mark.parametrize(
    ("letter", "decision", "score", "response"),
    [
        ("A", "answer", 0.75, "Paris"),
        ("C", "warn", 0.5, "Paris"),
        ("B", "escalate", 0.25, None),
        (Missing("no reply"), "escalate", None, None),
    ],
)
async def test_a_score_decides(
    create_app: CreateApp,
    serving: Serving,
    letter: Script,
    decision: str,
    score: float | None,
    response: str | None,
) -> None:
    """A service answers, warns or escalates; an answer that goes to a person is withheld."""
    async with serving(create_app(client(letter=letter))) as session:
        status, said = await post(session, "/ask", {"prompt": PROMPT})

    assert said.pop("reason")
    assert near(score, said.pop("score"))
    assert (200, {"decision": decision, "response": response}) == (status, said)


@pytest.mark.parametrize(
    ("letter", "decision", "score"),
    [
        ("A", "answer", 0.75),
        ("C", "warn", 0.5),
        (Missing("no reply"), "escalate", None),
    ],
)
async def test_an_answer_that_exists_is_scored(
    serving: Serving, letter: Script, decision: str, score: float | None
) -> None:
    """`/score` judges somebody else's answer; without a signal a person has to."""
    async with serving(fastapi_app.create_app(client(letter=letter))) as session:
        status, said = await post(session, "/score", {"prompt": PROMPT, "response": "Paris"})

    assert said.pop("reason")
    assert near(score, said.pop("score"))
    assert (200, {"decision": decision}) == (status, said)


async def test_health_makes_no_call(serving: Serving) -> None:
    """`/health` tells the fingerprint that the thresholds are for."""
    model = ScriptedProvider("Paris")
    tlm = TLM(ONE_JUDGE, model=model)
    app = fastapi_app.create_app(lambda: tlm)
    async with serving(app) as session, session.get("/health") as response:
        said = await response.json()

    assert {"status": "ok", "fingerprint": tlm.fingerprint} == said
    assert 0 == model.started


@pytest.mark.parametrize(
    ("error", "statuses"),
    [
        (RateLimitError("busy", retry_after=LATER, detail=PROMPT), (503, 503)),
        (ServerError("down", retry_after=LATER, detail=PROMPT), (503, 503)),
        (CallTimeout("slow", retry_after=LATER, detail=PROMPT), (504, 503)),
        (RequestError("refused", detail=PROMPT), (502, 502)),
        (AuthenticationError("wrong key", detail=PROMPT), (502, 502)),
        (ZeroDivisionError(PROMPT), (502, 502)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
async def test_failed_calls_are_bad_gateways(
    create_app: CreateApp,
    serving: Serving,
    error: Exception,
    statuses: tuple[int, int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The status says whether again may help; neither reply nor log says what was asked."""
    expected = statuses[0 if create_app is fastapi_app.create_app else 1]
    with caplog.at_level(logging.INFO):
        async with serving(create_app(client(error))) as session:
            status, said = await post(session, "/ask", {"prompt": PROMPT})

    assert expected == status
    assert ["error"] == list(said)
    assert "capital" not in f"{said}{caplog.text}"


@pytest.mark.parametrize(("retry_after", "header"), [(200.0, "200"), (200.2, "201")])
async def test_rate_limits_are_handed_on(serving: Serving, retry_after: float, header: str) -> None:
    """What the endpoint asks us to wait, we ask our caller to wait, in whole seconds."""
    app = fastapi_app.create_app(client(RateLimitError("busy", retry_after=retry_after)))
    async with serving(app) as session, session.post("/ask", json={"prompt": PROMPT}) as response:
        assert (503, header) == (response.status, response.headers["Retry-After"])


async def test_time_up_is_a_gateway_timeout(serving: Serving) -> None:
    """An item whose `timeout` strikes before there is an answer is a 504."""

    def make_client() -> TLM:
        return TLM(ONE_JUDGE, model=ScriptedProvider(After(60, "Paris")), timeout=0.01)

    async with serving(fastapi_app.create_app(make_client)) as session:
        status, _ = await post(session, "/ask", {"prompt": PROMPT})

    assert 504 == status


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"prompt": ""},
        {"prompt": None},
        {"prompt": []},
        {"prompt": 15121988},
        {"prompt": [{"role": "oracle", "content": "secret 15121988"}]},
        {"prompt": [{"role": "user", "content": 15121988}]},
        {"prompt": "secret 15121988" * 2000},
    ],
    ids=["nothing", "empty", "null", "no messages", "number", "role", "content", "long"],
)
async def test_wrong_input_is_not_quoted(serving: Serving, body: object) -> None:
    """What is wrong with a prompt is said with a 422, without a word of the prompt."""
    async with serving(fastapi_app.create_app(client())) as session:
        status, said = await post(session, "/ask", body)

    assert 422 == status
    assert said["error"]
    assert "15121988" not in str(said)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"prompt": ["a", "b"]}'])
async def test_a_body_without_one_question_is_refused(
    create_app: CreateApp, serving: Serving, body: bytes
) -> None:
    """What is not JSON with one prompt is a 422, whatever the framework checks by itself."""
    async with serving(create_app(client())) as session:
        headers = {"Content-Type": "application/json"}
        async with session.post("/ask", data=body, headers=headers) as response:
            assert 422 == response.status
