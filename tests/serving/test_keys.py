"""Keys that are passed on: who asks pays, and reads what is theirs alone."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

from tests.serving.helpers import CHAT, PRESET, Opened, Reply, Visitor, ask, client, post, script
from trustcore import TLM
from trustcore.errors import (
    AuthenticationError,
    ConfigurationError,
    ProviderError,
    RateLimitError,
    ServerError,
    SharedLostError,
)
from trustcore.secret import Secret
from trustcore.serving import ServeSettings, app
from trustcore.serving.clients import MOST_KEYS, MakeClient, owner_of
from trustcore.testing import After, ScriptedProvider, Streamed, run_virtual
from trustcore.testing.scripted import Script

TOKEN = "a-token-of-32-characters-at-least"
KEYS = [f"sk-secret-{name}" for name in ("anna", "bert")]
ANNA, BERT = ({"authorization": f"Bearer {key}"} for key in KEYS)


class Keys:
    """Makes the client of each key, and keeps what it made."""

    def __init__(self, answer: Script = "Paris", samples: Script = "Paris") -> None:
        self.made: dict[str, Opened] = {}
        self.asked: list[str] = []
        self.script = script(answer, samples)

    def __call__(self, key: Secret) -> TLM:
        self.asked.append(key.reveal())
        model = self.made[key.reveal()] = Opened(self.script)
        return client(model=model, options={"max_attempts": 1})


def passing(
    keys: MakeClient,
    run: object,
    settings: ServeSettings | None = None,
    upstream: str | None = None,
    preset: object = PRESET,
) -> object:
    async def visit() -> object:
        own = client(model=ScriptedProvider("Paris", endpoint=upstream), preset=preset)
        served = app(own, settings, for_key=keys)
        async with served.router.lifespan_context(served):
            return await run(Visitor(served))  # type: ignore[operator]

    return run_virtual(visit)


def test_each_key_has_a_client_of_its_own() -> None:
    """Which is kept, and counted by the hash of its key."""
    keys = Keys()

    async def run(to: Visitor) -> str:
        for headers in (ANNA, BERT, ANNA):
            assert 200 == (await to("POST", CHAT, ask(), headers)).status
        return (await to("GET", "/metrics")).body.decode()

    metrics = passing(keys, run)

    assert [4, 2] == [keys.made[key].started for key in KEYS]
    assert [1, 1] == [keys.made[key].opened for key in KEYS]
    for key, calls in zip(KEYS, (4, 2), strict=True):
        assert f'trustcore_calls_total{{key="{owner_of(Secret(key))}"}} {calls}\n' in str(metrics)
        assert key not in str(metrics)


@pytest.mark.parametrize("path", [CHAT, "/v1/responses", "/v1/score", "/v1/trust/x", "/v1/models"])
@pytest.mark.parametrize(
    "given", [{}, {"authorization": "Basic abc"}, {"authorization": "Bearer "}]
)
def test_a_key_is_needed(path: str, given: dict[str, str]) -> None:
    """Whatever is asked of the API."""
    keys = Keys()
    body = {**ask(), "prompt": "a", "response": "b"} if path == "/v1/score" else ask()
    if path == "/v1/score":
        del body["messages"], body["model"]
    if path == "/v1/responses":
        body["input"] = body.pop("messages")
    method = "GET" if path in {"/v1/trust/x", "/v1/models"} else "POST"

    reply = passing(keys, lambda to: to(method, path, body, given))

    assert isinstance(reply, Reply)
    assert (401, {}) == (reply.status, keys.made)
    assert "pass" in reply.json["error"]["message"]


@pytest.mark.parametrize("mode", ["inline", "later"])
def test_a_score_is_read_with_the_same_key_alone(mode: str, tmp_path: Path) -> None:
    """From memory and from the store; to others it is not there."""
    settings = ServeSettings(store=tmp_path / "scores.db")
    found: list[str] = []

    async def first(to: Visitor) -> list[int]:
        answer = await to("POST", CHAT, ask(trust={"mode": mode}), ANNA)
        found.append(f"/v1/trust/{answer.json['id']}?wait=9")
        return [(await to("GET", found[0], headers=one)).status for one in (ANNA, BERT)]

    async def second(to: Visitor) -> list[int]:
        return [(await to("GET", found[0], headers=one)).status for one in (ANNA, BERT)]

    assert [200, 404] == passing(Keys(), first, settings)
    assert [200, 404] == passing(Keys(), second, settings)
    assert not any(key.encode() in (tmp_path / "scores.db").read_bytes() for key in KEYS)


def test_a_wrong_key_is_the_clients_own_error() -> None:
    """And not the server's, whose log does not name it."""
    keys = Keys(AuthenticationError("Incorrect API key provided"))

    reply = passing(keys, lambda to: to("POST", CHAT, ask(), ANNA))

    assert isinstance(reply, Reply)
    assert (401, "invalid_api_key") == (reply.status, reply.json["error"]["code"])


UPSTREAM = "http://10.1.2.3:8470/v1"


def answered(error: type[ProviderError], words: str) -> Script:
    return error(f"10.1.2.3:8470 answered so ({words}): set OPENAI_API_KEY or pass api_key=")


@pytest.mark.parametrize("path", [CHAT, "/v1/responses"])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("script", "words"),
    [
        (answered(AuthenticationError, "refused"), "the upstream API refused this key"),
        (answered(ServerError, "failed"), "the upstream API answered so (failed)"),
        (answered(RateLimitError, "limit"), "the upstream API answered so (limit)"),
        (Streamed(["Par"], script=answered(AuthenticationError, "x")), "the upstream API refused"),
        (Streamed(["Par"], script=answered(ServerError, "cut")), "the upstream API answered"),
    ],
)
def test_no_address_of_the_api_behind_it_is_told(
    path: str, stream: bool, script: Script, words: str
) -> None:
    """Whole or streamed, before the first piece or after it."""
    body = ask(stream=stream)
    if path == "/v1/responses":
        body["input"] = body.pop("messages")

    reply = passing(Keys(script), lambda to: to("POST", path, body, ANNA), upstream=UPSTREAM)

    assert isinstance(reply, Reply)
    assert words in reply.body.decode()
    assert "10.1.2.3" not in reply.body.decode()


@pytest.mark.parametrize("path", [CHAT, "/v1/score"])
@pytest.mark.parametrize("error", [AuthenticationError, ServerError])
def test_nor_is_it_told_where_the_score_alone_fails(path: str, error: type[ProviderError]) -> None:
    """In the reasons of what the score lacks."""
    body = ask() if path == CHAT else {"prompt": "a", "response": "b"}
    keys = Keys(samples=answered(error, "failed"))

    reply = passing(keys, lambda to: to("POST", path, body, ANNA), upstream=UPSTREAM)

    assert isinstance(reply, Reply)
    assert "the upstream API" in reply.body.decode()
    assert "10.1.2.3" not in reply.body.decode()


@pytest.mark.parametrize("path", [CHAT, "/v1/responses"])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("role", ["judge", "witness"])
@pytest.mark.parametrize("seconds", [0, 5])
def test_a_refused_key_of_the_servers_own_is_not_told_as_the_clients(
    path: str, stream: bool, role: str, seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    """It fails the score and no answer, be that slower, and says whose key it is."""
    other: dict[str, Any] = {
        role: ScriptedProvider(AuthenticationError("nope"), name="other/model")
    }

    def for_key(_: Secret) -> TLM:
        model = ScriptedProvider(lambda _: After(seconds, "Paris"))
        return client(model=model, preset=preset, **other)

    body, preset = ask(stream=stream), "base" if role == "judge" else PRESET
    if path == "/v1/responses":
        body["input"] = body.pop("messages")

    reply = passing(for_key, lambda to: to("POST", path, body, ANNA), preset=preset)

    assert isinstance(reply, Reply)
    assert 200 == reply.status
    told = reply.body.decode()
    assert "Paris" in told
    assert "the server's own key for other/model was refused" in told
    assert "refused this key" not in told
    assert "other/model" in caplog.text


def test_who_has_the_servers_key_is_told_the_address() -> None:
    """It is the administrator's own."""
    model = ScriptedProvider(answered(ServerError, "failed"), endpoint=UPSTREAM)
    reply = post(ask(), client(model=model, options={"max_attempts": 1}))
    assert "10.1.2.3:8470 answered so" in reply.json["error"]["message"]


def test_a_key_of_which_no_client_can_be_made_is_the_clients_own_error() -> None:
    """And nothing of it is told."""

    def refuse(_: Secret) -> TLM:
        raise ConfigurationError("api_key (or OPENAI_API_KEY) has a character that no key has")

    async def visit() -> Reply:
        served = app(client(), for_key=refuse)
        async with served.router.lifespan_context(served):
            return await Visitor(served)("POST", CHAT, ask(), ANNA)

    reply = run_virtual(visit)

    assert (401, "invalid_api_key") == (reply.status, reply.json["error"]["code"])
    assert "OPENAI_API_KEY" not in reply.json["error"]["message"]


def test_a_token_guards_the_page_and_what_it_shows() -> None:
    """Who asks the API pays with a key of their own, and needs none."""

    async def run(to: Visitor) -> list[int]:
        paths = ("/metrics", "/events", "/openapi.json")
        answered = await to("POST", CHAT, ask(), ANNA)
        with_token = await to("GET", "/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        return [answered.status, with_token.status] + [
            (await to("GET", path, headers=ANNA)).status for path in paths
        ]

    assert [200, 200, 401, 401, 401] == passing(Keys(), run, ServeSettings(token=TOKEN))


def test_requests_that_come_at_once_with_a_new_key_share_its_client() -> None:
    """Its budget and its limits hold for all of them, and all of its spend is told."""
    keys = Keys()

    async def run(to: Visitor) -> str:
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(to, "POST", CHAT, ask(), ANNA)
        return (await to("GET", "/metrics")).body.decode()

    metrics = str(passing(keys, run))

    assert [KEYS[0]] == keys.asked
    assert f'trustcore_calls_total{{key="{owner_of(Secret(KEYS[0]))}"}} 10\n' in metrics


class Unreachable:
    """Makes clients whose connections cannot be opened the first time."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, key: Secret) -> TLM:
        self.made += 1
        shared = Closed() if self.made == 1 else None
        return client(model=Opened(script("Paris", "Paris")), shared=shared)


class Closed:
    """What nobody reaches."""

    place, budget, on_lost = "nowhere", "default", "own"

    @asynccontextmanager
    async def open(self, _: str) -> AsyncGenerator[Any]:
        await anyio.sleep(1)
        yield self

    async def check(self) -> None:
        raise SharedLostError("nobody is there")


def test_a_client_that_cannot_be_opened_fails_the_requests_that_wait_for_it() -> None:
    """The server goes on, and the next request with the same key makes another."""
    keys = Unreachable()
    found: list[int] = []

    async def run(to: Visitor) -> list[int]:
        async def ask_once() -> None:
            found.append((await to("POST", CHAT, ask(), ANNA)).status)

        async with anyio.create_task_group() as group:
            group.start_soon(ask_once)
            group.start_soon(ask_once)
        await ask_once()
        return found

    assert [500, 500, 200] == passing(keys, run)
    assert 2 == keys.made


def test_keys_are_kept_up_to_a_number() -> None:
    """Then the connections of the least recent one are closed; what it spent is still told."""
    keys = Keys()

    async def run(to: Visitor) -> str:
        for number in range(MOST_KEYS + 3):
            await to("POST", CHAT, ask(), {"authorization": f"Bearer sk-{number}"})
        await to("POST", CHAT, ask(), {"authorization": "Bearer sk-0"})
        closed.extend(number for number in range(MOST_KEYS + 3) if keys.made[f"sk-{number}"].closed)
        return (await to("GET", "/metrics")).body.decode()

    closed: list[int] = []
    metrics = str(passing(keys, run))

    assert f'trustcore_calls_total{{key="{owner_of(Secret("sk-0"))}"}} 4\n' in metrics
    assert [1, 2, 3] == closed


def test_no_key_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Nor a text, whatever goes wrong."""
    caplog.set_level(logging.DEBUG)
    broken = Keys(lambda _: ZeroDivisionError("sk-secret-anna"))

    passing(broken, lambda to: to("POST", CHAT, ask("a secret question"), ANNA))

    assert not any(word in caplog.text for word in ("sk-secret", "a secret question"))
