"""Clients that we did not write on our server: where each of them sees the score.

`make test-clients` makes the environment that has them all, and runs this file; pytest alone does
not. The table of `docs/serving.md` says what is tested here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import openai
import pytest

from tests.serving.running import TOKEN, answering

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # it would fetch its prices

Json = Any  # fields of clients that have no types for them
CHAT: Json = [{"role": "user", "content": "a?"}]
NODE = Path(os.environ.get("NODE_CLIENTS", "build/clients"))


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with answering() as address:
        yield address


def looked_up(base_url: str, id_: str) -> Json:
    """What the server tells of an id, which survives every client."""
    with openai.OpenAI(base_url=base_url, api_key=TOKEN, max_retries=0) as made:
        return made.get(f"/trust/{id_}?wait=10", cast_to=dict[str, object])


# ---- LangChain ------------------------------------------------------------------------------


def test_langchain_has_the_header_and_the_id(base_url: str) -> None:
    """The header where it is told to keep headers; the id always."""
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="m", base_url=base_url, api_key=TOKEN, include_response_headers=True)
    message: Json = model.invoke("a?")

    assert "Paris" == message.content
    header = float(message.response_metadata["headers"]["x-trust-score"])
    found = looked_up(base_url, message.response_metadata["id"])
    assert header == pytest.approx(found["score"], abs=1e-4)


def test_langchain_streams_and_keeps_the_id(base_url: str) -> None:
    """It loses the trust of the last chunk."""
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="m", base_url=base_url, api_key=TOKEN)
    chunks: list[Json] = list(model.stream("a?"))

    assert "Paris" == "".join(one.content for one in chunks)
    assert not any("trust" in str(one.response_metadata) for one in chunks)
    ids = {one.id for one in chunks if one.id and one.id.startswith("chatcmpl-")}
    for id_ in ids:
        assert "done" == looked_up(base_url, id_)["state"]


# ---- LiteLLM --------------------------------------------------------------------------------


def litellm_asked(base_url: str, **rest: Json) -> Json:
    import litellm

    return litellm.completion(
        model="openai/m", messages=CHAT, api_base=base_url, api_key=TOKEN, num_retries=0, **rest
    )


def test_litellm_has_the_trust_and_the_header(base_url: str) -> None:
    """The header under a name of its own."""
    made = litellm_asked(base_url)

    assert "Paris" == made.choices[0].message.content
    assert "done" == made.trust["state"]
    headers = made._hidden_params["additional_headers"]
    assert f"{made.trust['score']:.4f}" == headers["llm_provider-x-trust-score"]


def test_litellm_streams(base_url: str) -> None:
    """It loses the trust of the last chunk."""
    chunks = list(litellm_asked(base_url, stream=True))

    texts = [one.choices[0].delta.content or "" for one in chunks if one.choices]
    assert "Paris" == "".join(texts)
    assert not any(getattr(one, "trust", None) for one in chunks)


# ---- pydantic-ai ----------------------------------------------------------------------------


def pydantic_agent(base_url: str) -> Json:
    from pydantic_ai import Agent
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    provider = OpenAIProvider(base_url=base_url, api_key=TOKEN)
    return Agent(OpenAIChatModel("m", provider=provider))


def test_pydantic_ai_has_the_id(base_url: str) -> None:
    """The trust is looked up by it."""
    done = pydantic_agent(base_url).run_sync("a?")

    assert "Paris" == done.output
    assert "done" == looked_up(base_url, done.response.provider_response_id)["state"]


def test_pydantic_ai_streams(base_url: str) -> None:
    """To the end, and it has the id."""

    async def run() -> tuple[str, str]:
        async with pydantic_agent(base_url).run_stream("a?") as stream:
            text = await stream.get_output()
            return text, stream.response.provider_response_id

    text, id_ = anyio.run(run)

    assert ("Paris", "done") == (text, looked_up(base_url, id_)["state"])


# ---- curl -----------------------------------------------------------------------------------


def curl(base_url: str, body: Json, *flags: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    done = subprocess.run(
        [
            *("curl", "--silent", "--show-error", "--no-buffer", "--max-time", "30", *flags),
            *("-H", f"Authorization: Bearer {TOKEN}", "-H", "Content-Type: application/json"),
            *("-d", json.dumps(body), f"{base_url}/chat/completions"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_curl_sees_all(base_url: str) -> None:
    """The header, the JSON, and the last chunk before the end."""
    said = curl(base_url, {"model": "m", "messages": CHAT}, "--include")
    head, _, body = said.replace("\r\n", "\n").partition("\n\n")
    trust = json.loads(body)["trust"]
    assert f"x-trust-score: {trust['score']:.4f}" in head

    events = curl(base_url, {"model": "m", "messages": CHAT, "stream": True}).split("\n\n")
    assert ["data: [DONE]", ""] == events[-2:]
    last = json.loads(events[-3].removeprefix("data: "))
    assert ([], "done") == (last["choices"], last["trust"]["state"])


# ---- npm ------------------------------------------------------------------------------------


def node(name: str, base_url: str) -> Json:
    """What a client of npm sees; see `clients.mjs`."""
    if not (NODE / "node_modules").is_dir():
        pytest.skip("there is no npm here, or it could not install the clients")
    command = ["node", "clients.mjs", name, base_url, TOKEN]
    done = subprocess.run(
        command, cwd=NODE, capture_output=True, text=True, timeout=120, check=False
    )
    assert 0 == done.returncode, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_openai_node_has_trust_header_and_id(base_url: str) -> None:
    """As OpenAI's client for Python has."""
    seen = node("openai", base_url)

    assert ("Paris", "done") == (seen["text"], seen["trust"]["state"])
    assert f"{seen['trust']['score']:.4f}" == seen["header"]
    assert seen["trust"] == seen["found"]


@pytest.mark.parametrize("name", ["openai_stream", "openai_helper", "openai_responses_stream"])
def test_openai_node_has_the_trust_of_a_stream(name: str, base_url: str) -> None:
    """With its helper as well."""
    seen = node(name, base_url)

    assert ("Paris", "done") == (seen["text"], seen["trust"]["state"])


@pytest.mark.parametrize("name", ["openai_responses", "openai_responses_helper"])
def test_openai_node_has_the_trust_of_a_response(name: str, base_url: str) -> None:
    """Beside its metadata."""
    seen = node(name, base_url)

    assert ("Paris", "done") == (seen["text"], seen["trust"]["state"])
    assert f"{seen['trust']['score']:.4f}" == seen["metadata"]["trust_score"]


def test_openai_node_throws_its_own_error_where_a_stream_breaks(base_url: str) -> None:
    """And nothing else."""
    seen = node("openai_error", base_url)

    assert seen["own"]
    assert "broke off" in seen["message"]


@pytest.mark.parametrize("name", ["ai_sdk", "ai_sdk_stream"])
def test_the_ai_sdk_extracts_the_trust(name: str, base_url: str) -> None:
    """By a `metadataExtractor`, streamed and not."""
    seen = node(name, base_url)

    assert ("Paris", "done") == (seen["text"], seen["trust"]["state"])
    if name == "ai_sdk":
        assert f"{seen['trust']['score']:.4f}" == seen["header"]
