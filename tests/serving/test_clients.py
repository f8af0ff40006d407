"""OpenAI's own client on a real server: where it finds the trust, and what it raises."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from pydantic import BaseModel

from tests.serving.helpers import client, script
from tests.serving.running import TOKEN, answering, running
from trustcore.serving import ServeSettings
from trustcore.testing import After, ScriptedProvider, Streamed


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with answering() as address:
        yield address


@pytest.fixture
def sync_client(base_url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=base_url, api_key=TOKEN, max_retries=0) as made:
        yield made


def chat_of(made: openai.OpenAI | openai.AsyncOpenAI) -> Any:  # noqa: ANN401  (fields that it has no types for)
    return made.chat.completions


def messages(text: str) -> Any:  # noqa: ANN401  (of its own unions)
    return [{"role": "user", "content": text}]


def test_an_answer_has_a_trust(sync_client: openai.OpenAI) -> None:
    """At its top level; and it is no part of the message that goes back as history."""
    made = chat_of(sync_client).create(model="m", messages=messages("a?"))

    assert "Paris" == made.choices[0].message.content
    assert 0.5 < made.trust["score"] <= 1
    assert {"role", "content"} == made.choices[0].message.model_dump(exclude_none=True).keys()


def test_the_score_stands_in_a_header_too(sync_client: openai.OpenAI) -> None:
    """For clients that lose what they do not know."""
    raw = chat_of(sync_client).with_raw_response.create(
        model="m",
        messages=messages("a?"),
        extra_body={"trust": {"threshold": 0.5}},
    )

    trust = raw.parse().trust
    assert f"{trust['score']:.4f}" == raw.headers["x-trust-score"]
    assert "accept" == trust["decision"]


def test_a_stream_has_its_trust_in_the_last_chunk(sync_client: openai.OpenAI) -> None:
    """Which has no choices."""
    stream = chat_of(sync_client).create(model="m", messages=messages("a?"), stream=True)
    chunks = list(stream)

    texts = [one.choices[0].delta.content or "" for one in chunks if one.choices]
    assert "Paris" == "".join(texts)
    assert ([], "done") == (chunks[-1].choices, chunks[-1].trust["state"])


def test_the_streaming_helper_reads_a_stream_to_its_end(sync_client: openai.OpenAI) -> None:
    """It drops the trust; the header's id finds it."""
    with chat_of(sync_client).stream(model="m", messages=messages("a?")) as stream:
        events = [event.type for event in stream]
        final = stream.get_final_completion()

    assert "Paris" == final.choices[0].message.content
    assert "content.done" in events
    found = sync_client.get(f"/trust/{final.id}?wait=10", cast_to=dict[str, object])
    assert (final.id, "done") == (found["id"], found["state"])


def test_a_structured_answer_is_parsed(sync_client: openai.OpenAI) -> None:
    """By the client's own `parse`, and scored as one."""

    class City(BaseModel):
        city: str

    made = chat_of(sync_client).parse(
        model="m",
        messages=messages("a city?"),
        response_format=City,
    )

    assert City(city="Paris") == made.choices[0].message.parsed
    assert made.trust["state"] == "done"


async def test_the_async_client_reads_both(base_url: str) -> None:
    """Whole and streamed."""
    async with openai.AsyncOpenAI(base_url=base_url, api_key=TOKEN) as made:
        whole = await chat_of(made).create(model="m", messages=messages("a?"))
        stream = await chat_of(made).create(model="m", messages=messages("a?"), stream=True)
        chunks = [chunk async for chunk in stream]

    assert whole.trust["score"] == chunks[-1].trust["score"]


@pytest.mark.parametrize("stream", [False, True])
def test_errors_are_the_clients_own(sync_client: openai.OpenAI, stream: bool) -> None:
    """Before the text by their status, streamed or not."""
    create = chat_of(sync_client).create

    with pytest.raises(openai.RateLimitError):
        create(model="m", messages=messages("limit?"), stream=stream)
    with pytest.raises(openai.BadRequestError) as caught:
        create(model="m", messages=messages("a?"), n=99, stream=stream)
    assert "n" == caught.value.param
    wrong = chat_of(sync_client.with_options(api_key="wrong"))
    with pytest.raises(openai.AuthenticationError):
        wrong.create(model="m", messages=messages("a?"), stream=stream)


def test_an_error_in_mid_stream_is_the_clients_own(sync_client: openai.OpenAI) -> None:
    """After the text that came."""
    stream = chat_of(sync_client).create(model="m", messages=messages("break?"), stream=True)
    assert ["", "Par"] == [next(stream).choices[0].delta.content for _ in range(2)]

    with pytest.raises(openai.APIError, match="broke off"):
        next(stream)


def test_models_are_listed(sync_client: openai.OpenAI) -> None:
    """Under the names that the client has for them."""
    assert ["scripted/model"] == [one.id for one in sync_client.models.list()]


def test_a_client_that_leaves_a_stream_frees_its_room() -> None:
    """Its connection is closed, and the calls are cancelled long before they would end."""
    model = ScriptedProvider(script(Streamed(["Par"], script=After(300, "Paris")), "Paris"))
    with (
        running(client(model=model), ServeSettings(max_inflight=1)) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="x", max_retries=0) as made,
    ):
        stream = chat_of(made).create(model="m", messages=messages("a?"), stream=True)
        assert next(iter(stream)).choices
        stream.close()
        deadline = time.monotonic() + 100
        while model.in_flight and time.monotonic() < deadline:
            made.get("/models", cast_to=object)  # the server's turn
    assert (0, 1) == (model.in_flight, model.cancelled)
