from __future__ import annotations

import copy
import gc
import json
import subprocess
import sys
import weakref
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager

import anyio
import openai
import pytest
from aiohttp import web

from trustcore import TLM, ConfigurationError, Message, ProviderError, Request, adapt
from trustcore.errors import (
    AuthenticationError,
    ClientStateError,
    ConnectError,
    FatalError,
    LocalResourceError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore.testing import call
from trustcore_providers.callable import CallableProvider
from trustcore_providers.openai_client import OpenAIClient

Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]
NOWHERE = "http://127.0.0.1:9/v1"
QUESTION = Request((Message("user", "Capital?"),))
PARIS = json.dumps({"choices": [{"message": {"role": "assistant", "content": "Paris"}}]}).encode()


class OwnClient(openai.AsyncOpenAI):
    """As instrumentation libraries make them."""


class OwnSyncClient(openai.OpenAI):
    """The same."""


def client_at(url: str, kind: type[openai.AsyncOpenAI] = openai.AsyncOpenAI) -> openai.AsyncOpenAI:
    return kind(api_key="sk-planted", base_url=url)


def sync_client_at(url: str, kind: type[openai.OpenAI] = openai.OpenAI) -> openai.OpenAI:
    return kind(api_key="sk-planted", base_url=url)


def sync_azure_at(url: str) -> openai.AzureOpenAI:
    return openai.AzureOpenAI(api_key="sk-planted", azure_endpoint=url, api_version="v")


async def ask(provider: OpenAIClient, request: Request = QUESTION) -> None:
    async with provider.open() as session:
        await call(session, request)


def adapted(client: object, model: str = "gpt-4.1") -> OpenAIClient:
    provider = adapt(client, model)
    assert isinstance(provider, OpenAIClient)
    return provider


@pytest.mark.parametrize("kind", [openai.AsyncOpenAI, OwnClient])
async def test_a_client_answers_and_scores(record: Record, kind: type[openai.AsyncOpenAI]) -> None:
    """The whole way, with the user's own settings; classes of the user's own count too."""
    url, seen = await record(200, {"Content-Type": "application/json"}, PARIS)
    async with client_at(url, kind).with_options(default_headers={"X-Team": "7"}) as client:
        result = await TLM("base", model=adapt(client, "gpt-4.1")).aprompt("Capital?")

    assert result.response == "Paris"
    assert {"7"} == {headers["X-Team"] for _, _, headers, _ in seen}


@pytest.mark.parametrize(
    ("connect", "name"),
    [
        (sync_client_at, "openai/gpt-4.1"),
        (lambda url: sync_client_at(url, OwnSyncClient), "openai/gpt-4.1"),
        (sync_azure_at, "azure/gpt-4.1"),
    ],
)
async def test_a_sync_client_answers_and_scores(
    record: Record, connect: Callable[[str], openai.OpenAI], name: str
) -> None:
    """In worker threads, with the user's own settings; it is left as it was."""
    url, seen = await record(200, {"Content-Type": "application/json"}, PARIS)
    with connect(url).with_options(default_headers={"X-Team": "7"}) as client:
        provider = adapted(client)
        result = await TLM("base", model=provider).aprompt("Capital?")
        assert not client.is_closed()
        assert client.max_retries == 2

    assert (result.response, provider.model) == ("Paris", name)
    assert {"7"} == {headers["X-Team"] for _, _, headers, _ in seen}


def test_a_sync_client_works_in_every_loop_and_with_sync_methods() -> None:
    """It has no connections of a loop."""
    client = sync_client_at(NOWHERE)
    provider = adapted(client)

    for _ in range(2):
        with pytest.raises(ConnectError):
            anyio.run(ask, provider)
    once = TLM("base", model=provider, options={"max_attempts": 1})
    with once as tlm, pytest.raises(ConnectError):
        tlm.prompt("?")


async def test_calls_of_a_sync_client_do_not_wait_for_each_other(serve: Serve) -> None:
    """As many run at once as the engine makes; the event loop goes on meanwhile."""
    arrived, together = 0, anyio.Event()

    async def handler(_: web.Request) -> web.Response:
        nonlocal arrived
        arrived += 1
        if arrived == 50:  # more than the 40 threads of anyio's own limit
            together.set()
        await together.wait()
        return web.Response(body=PARIS, content_type="application/json")

    with sync_client_at(await serve(handler)) as client:
        async with adapted(client).open() as session, anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(call, session, QUESTION)

    assert arrived == 50


async def test_a_call_of_a_sync_client_that_is_cancelled_is_abandoned(serve: Serve) -> None:
    """Its thread runs on unheeded; the next call is answered."""
    release = anyio.Event()
    asked = 0

    async def handler(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        if asked == 1:
            group.cancel_scope.cancel()
            await release.wait()
        return web.Response(body=PARIS, content_type="application/json")

    with sync_client_at(await serve(handler)) as client:
        async with adapted(client).open() as session:
            async with anyio.create_task_group() as group:
                group.start_soon(call, session, QUESTION)
            assert asked == 1
            await call(session, QUESTION)
        release.set()

    assert asked == 2


@pytest.mark.parametrize("connect", [client_at, sync_client_at])
@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (429, {"error": {"message": "slow"}}, RateLimitError),
        (429, {"error": {"code": "insufficient_quota"}}, FatalError),
        (
            401,
            {"error": {"message": "sk-planted is wrong", "code": "sk-planted"}},
            AuthenticationError,
        ),
        (404, {"error": {"message": "no such model"}}, ModelNotFoundError),
        (503, {"error": {"message": "later"}}, ServerError),
    ],
)
async def test_errors_of_the_endpoint_are_ours(
    record: Record,
    connect: Callable[[str], openai.OpenAI | openai.AsyncOpenAI],
    status: int,
    body: object,
    kind: type[ProviderError],
) -> None:
    """Of sync and async clients alike, with the key masked everywhere."""
    url, seen = await record(status, {"Retry-After": "2s"}, json.dumps(body).encode())
    client = connect(url)
    with pytest.raises(ProviderError) as caught:
        await ask(adapted(client))
    closing = client.close()
    if closing is not None:
        await closing

    assert type(caught.value) is kind
    assert (len(seen), caught.value.retry_after) == (1, 2)
    assert "sk-planted" not in str(caught.value) + repr(caught.value) + caught.value.detail


@pytest.mark.parametrize(
    ("status", "body", "shown", "kind"),
    [
        (400, {"error": {"message": "bad 'logit_bias'"}}, "bad 'logit_bias'", RequestError),
        (400, {"error": {"message": "bad input 'Capital?'"}}, "not shown", RequestError),
        (401, {"error": {"message": "wrong key sk-planted"}}, "***", AuthenticationError),
        (429, {"error": {"code": "insufficient_quota"}}, "billing", FatalError),
        (503, {"error": {"message": "Loading model"}}, "Loading model", ServerError),
    ],
)
async def test_a_function_that_uses_the_sdk_fails_as_its_api_does(
    record: Record, status: int, body: object, shown: str, kind: type[ProviderError]
) -> None:
    """With the vendor's words, and what to do."""
    url, _ = await record(status, {"Content-Type": "application/json"}, json.dumps(body).encode())
    with openai.OpenAI(api_key="sk-planted", base_url=url, max_retries=0) as client:

        def model(prompt: str) -> str:
            reply = client.responses.create(model="gpt-4.1", input=prompt)
            return reply.output_text

        async with CallableProvider(model).open() as session:
            with pytest.raises(ProviderError) as caught:
                await call(session, QUESTION)

    assert type(caught.value) is kind
    assert shown in str(caught.value)
    assert f"its API answered {status}" in str(caught.value)
    assert "planted" not in str(caught.value)
    assert "Capital" not in str(caught.value)


class BrokenClient(openai.AsyncOpenAI):
    """Raises before anything is sent."""

    async def post(self, *_: object, **__: object) -> object:  # type: ignore[override]
        raise openai.OpenAIError("no credentials in sk-planted\nfor 'Capital of Italy'")


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Who?", "openai/gpt-4.1 raised OpenAIError: no credentials in *** for 'Capital of Italy'"),
        ("Name the capital of Italy", "its words repeat the request"),
    ],
)
async def test_the_words_of_the_sdk_are_shown_redacted(question: str, shown: str) -> None:
    """On one line, without the key; those that quote the request are withheld."""
    client = client_at(NOWHERE, BrokenClient)
    with pytest.raises(ProviderError) as caught:
        await ask(adapted(client), Request((Message("user", question),)))

    assert shown in str(caught.value)
    assert not caught.value.retryable


async def test_the_client_is_left_as_it_was(record: Record) -> None:
    """Neither its settings nor its connections are touched, and it is not closed."""
    url, _ = await record(200, {"Content-Type": "application/json"}, PARIS)
    async with client_at(url) as client:
        before = copy.copy(vars(client))
        await ask(adapted(client))

        assert before.items() <= vars(client).items()
        assert client.max_retries == 2
        assert not client.is_closed()


async def test_the_engine_alone_retries(record: Record) -> None:
    """Else every failure would be tried nine times."""
    url, seen = await record(500, {"Content-Type": "application/json"}, b"{}")
    async with client_at(url) as client:
        with pytest.raises(ProviderError):
            await ask(adapted(client))

    assert len(seen) == 1


async def test_refused_parameters_are_learned(serve: Serve) -> None:
    """As over our own connections."""
    sent: list[bool] = []

    async def handler(request: web.Request) -> web.Response:
        body = await request.json()
        sent.append("seed" in body)
        if "seed" in body:
            error = {"code": "unsupported_parameter", "param": "seed", "message": "no"}
            return web.json_response({"error": error}, status=400)
        return web.Response(body=PARIS, content_type="application/json")

    async with (
        client_at(await serve(handler)) as client,
        adapted(client).open() as session,
    ):
        for _ in range(2):
            await call(session, Request(QUESTION.messages, seed=1))

    assert sent == [True, False, False]


async def test_an_endpoint_that_is_not_there_is_a_connect_error() -> None:
    """Which may be retried."""
    async with client_at(NOWHERE) as client:
        with pytest.raises(ConnectError) as caught:
            await ask(adapted(client))

    assert caught.value.retryable
    assert "sk-planted" not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize("connect", [client_at, sync_client_at])
async def test_too_many_open_files_is_no_fault_of_the_server(
    record: Record,
    connect: Callable[[str], openai.OpenAI | openai.AsyncOpenAI],
    no_more_files: Callable[[], AbstractContextManager[None]],
) -> None:
    """Though the SDK says that the connection failed."""
    url, _ = await record(200, {"Content-Type": "application/json"}, PARIS)
    client = connect(url)
    async with adapted(client).open() as session:
        with no_more_files(), pytest.raises(LocalResourceError, match="ulimit"):
            await call(session, QUESTION)
        await call(session, QUESTION)
    closing = client.close()
    if closing is not None:
        await closing


def test_a_client_belongs_to_one_event_loop() -> None:
    """In another one it is refused with the way out, before its dead connections do harm."""
    client = client_at(NOWHERE)
    provider = adapted(client)

    async def once() -> None:
        async with provider.open():
            pass

    anyio.run(once)
    with pytest.raises(ClientStateError, match="make one client for each loop"):
        anyio.run(once)
    with TLM("base", model=provider) as tlm, pytest.raises(ClientStateError, match="another event"):
        tlm.prompt("?")


def test_nothing_keeps_a_client_alive() -> None:
    """What is known of its loop goes with it."""

    async def once() -> weakref.ref[object]:
        client = client_at(NOWHERE)
        async with adapted(client).open():
            return weakref.ref(client)

    alive = anyio.run(once)
    gc.collect()

    assert alive() is None


def test_equal_means_the_same_object_and_model() -> None:
    """Equal providers share an actor."""
    client = client_at(NOWHERE)
    one = adapted(client)

    assert one == adapted(client)
    assert hash(one) == hash(adapted(client))
    assert len({one, adapted(client, "gpt-5.5"), adapted(client_at(NOWHERE))}) == 3
    assert "sk-planted" not in repr(one)


@pytest.mark.parametrize(
    ("client", "model", "name", "n", "logprobs"),
    [
        (openai.AsyncOpenAI(api_key="k"), "gpt-4.1", "openai/gpt-4.1", True, True),
        (openai.AsyncOpenAI(api_key="k"), "gpt-6-sol", "openai/gpt-6-sol", True, False),
        (client_at("https://api.groq.com/openai/v1"), "llama", "openai/llama", False, False),
        (client_at("http://localhost:8000/v1"), "llama", "openai/llama", False, True),
        (
            openai.AsyncAzureOpenAI(
                api_key="k", azure_endpoint="https://me.openai.azure.com", api_version="v"
            ),
            "gpt-5.5",
            "azure/gpt-5.5",
            True,
            False,
        ),
    ],
)
def test_what_the_model_takes_is_known_by_the_clients_address(
    client: object, model: str, name: str, n: bool, logprobs: bool
) -> None:
    """As for models that are named by a string."""
    provider = adapted(client, model)

    assert name == provider.model
    assert (n, logprobs) == (provider.supports("n"), provider.supports("logprobs"))


@pytest.mark.parametrize(
    ("client", "way_out"),
    [
        (openai.AsyncOpenAI(api_key="k").chat, "knows the clients of .*openai"),
        (object(), "no client that trustcore can use"),
    ],
)
def test_what_is_no_client_is_refused(client: object, way_out: str) -> None:
    """With what would be one."""
    with pytest.raises(ConfigurationError, match=way_out):
        adapt(client, "gpt-4.1")


def test_a_client_alone_is_no_model() -> None:
    """It lacks the model's name; the message says how to give it."""
    with pytest.raises(ConfigurationError, match=r'write adapt\(client, "NAME"\)'):
        TLM(model=openai.AsyncOpenAI(api_key="k"))  # type: ignore[arg-type]


def test_no_sdk_is_imported() -> None:
    """A look at an object costs no import."""
    program = (
        "import sys, trustcore, trustcore_providers.openai_client\n"
        "try: trustcore.adapt(object(), 'm')\n"
        "except trustcore.ConfigurationError: pass\n"
        "assert not {'openai', 'anthropic', 'google.genai'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
