"""Against a real server that we did not write: llama.cpp's own, with a model of random weights.

`make test-llamacpp` installs it and runs this file; pytest alone does not.
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import openai
import pytest
from attrs import evolve

from llama_server import llama_server
from trustcore import TLM, Completion, Message, Missing, Provider, Request, adapt
from trustcore.errors import ConnectError, ContextLengthError, ModelNotFoundError
from trustcore.plugins.registry import providers
from trustcore.testing import call, check_provider
from trustcore_providers.openai import OpenAI

PYTHON = os.environ.get("LLAMACPP_PYTHON", "python")
QUESTION = Request((Message("user", "the capital is"),), max_tokens=8)
Json = Any  # a field's value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server; its base URL."""
    model = tmp_path_factory.mktemp("llamacpp") / "tiny.gguf"
    maker = Path(__file__).with_name("make_model.py")
    subprocess.run([PYTHON, str(maker), str(model)], check=True)
    with llama_server(model, PYTHON) as address:
        yield f"{address}/v1"


@pytest.fixture
def model(url: str) -> Provider:
    return providers.create("llamacpp", {"model": "tiny", "base_url": url})


async def ask(provider: Provider, **changes: Json) -> list[Completion | Missing]:
    async with provider.open() as session:
        reply = await call(session, evolve(QUESTION, **changes))
    return [item for item in reply.items if isinstance(item, Completion | Missing)]


async def text(provider: Provider, **changes: Json) -> str:
    (item,) = await ask(provider, **changes)
    assert isinstance(item, Completion)
    return item.text


async def test_it_conforms(url: str, model: Provider) -> None:
    """The suite that every provider passes."""
    twin = providers.create("llamacpp", {"model": "tiny", "base_url": url})
    failing = providers.create("llamacpp", {"model": "tiny", "base_url": f"{url}/nowhere"})

    await check_provider(model, twin=twin, failing=failing)


async def test_a_client_object_conforms(url: str) -> None:
    """The official SDK in between."""
    async with openai.AsyncOpenAI(api_key="unused", base_url=url) as client:
        await check_provider(adapt(client, "tiny"), twin=adapt(client, "tiny"))


async def test_log_probabilities(model: Provider) -> None:
    """None above zero; tokens that are parts of one character have one together."""
    (item,) = await ask(model, logprobs=3)
    assert isinstance(item, Completion)
    assert item.logprobs is not None

    assert 1 <= len(item.logprobs.logprobs) == len(item.logprobs.top) <= 8
    assert all(-1e4 <= one <= 0 for one in item.logprobs.logprobs)
    assert all(1 <= len(row) <= 4 for row in item.logprobs.top)


async def test_several_completions(model: Provider) -> None:
    """They are of one request, up to the slots of the server, whose counts are those of one."""
    async with model.open() as session:
        reply = await call(session, evolve(QUESTION, n=3, temperature=1.0))

    assert 3 == len(reply.items)
    assert 3 * 8 <= reply.usage.output_tokens


async def test_a_seed_repeats_a_draw(model: Provider) -> None:
    """And other seeds are other draws."""
    draws = [await text(model, temperature=1.0, seed=seed) for seed in (1, 1, 2, 3, 4)]

    assert draws[0] == draws[1]
    assert len(set(draws)) >= 3


async def test_draws_without_a_seed_vary(model: Provider) -> None:
    """So equal samples mean something."""
    assert len({await text(model, temperature=1.5) for _ in range(5)}) > 1


async def test_at_temperature_zero_nothing_varies(model: Provider) -> None:
    """Zero is sent, not left out."""
    draws = [await text(model, temperature=0.0) for _ in range(3)]

    assert all(one == other for one, other in pairwise(draws))


async def test_an_answer_is_cut_by_its_limit(model: Provider) -> None:
    """And says so."""
    (item,) = await ask(model, max_tokens=3)
    assert isinstance(item, Completion)

    assert item.truncated


async def test_a_prompt_that_is_too_long(model: Provider) -> None:
    """Is told apart from other refusals."""
    with pytest.raises(ContextLengthError, match="shorten the prompt"):
        await ask(model, messages=(Message("user", "x" * 600),))


async def test_a_wrong_address(url: str) -> None:
    """No such path; no such server."""
    with pytest.raises(ModelNotFoundError):
        await ask(OpenAI("tiny", f"{url}/nowhere"))
    with pytest.raises(ConnectError):
        await ask(OpenAI("tiny", f"http://localhost:{free_port()}/v1"))


async def test_a_score_for_nonsense(model: Provider) -> None:
    """The whole way, with samples, judges and log-probabilities of a model that knows nothing."""
    options = {"num_consistency_samples": 3, "max_tokens": 8}
    async with TLM("medium", model=model, options=options, seed=1) as tlm:
        result = await tlm.aprompt("yes or no?")

    assert result.response
    assert result.trustworthiness_score is None or 0 <= result.trustworthiness_score <= 1
