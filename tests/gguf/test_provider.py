"""Models in GGUF files, over a stand-in for the library."""

from __future__ import annotations

import os
import threading
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

import anyio
import pytest
from attrs import evolve

from trustcore import TLM, Completion, ConfigurationError, Message, Reply, Request
from trustcore.cli.arguments import complete_model
from trustcore.errors import ArgumentError, ClientStateError, ContextLengthError, RequestError
from trustcore.plugins.registry import providers
from trustcore.testing import check_provider
from trustcore_providers.gguf import GGUF
from trustcore_providers.gguf.llamacpp import Settings
from trustcore_providers.gguf.loaded import LOADED, LoadedModels
from trustcore_providers.names import hint

Write = Any
Loader = Any
Json = Any
ASKED = Request((Message("user", "What is it?"),))


async def ask(provider: GGUF, **changes: Json) -> Reply:
    async with provider.open() as session:
        return await session.complete(evolve(ASKED, **changes))


async def test_it_conforms(write: Write, loader: Loader) -> None:
    """The suite that every provider passes; it fails where a prompt has no room."""
    path = write()
    failing = GGUF(path, context=64, load=loader.load)
    question = "word " * 70
    await check_provider(GGUF(path, load=loader.load), twin=GGUF(path, load=loader.load))
    with pytest.raises(ContextLengthError, match="shorten the prompt"):
        await ask(failing, messages=(Message("user", question),))


async def test_a_prompt_without_room_names_the_setting_and_both_lengths(
    write: Write, loader: Loader
) -> None:
    """Whole and streamed; the words of llama.cpp are the detail, and the prompt is in neither."""
    provider = GGUF(write(), context=64, load=loader.load)
    long = evolve(ASKED, messages=(Message("user", "planted " * 1070),))
    async with provider.open() as session:
        for asked in (session.complete(long), session.stream(long, lambda _: None)):
            with pytest.raises(ContextLengthError) as caught:
                await asked
            assert "the prompt has 1,070 tokens, the context 64: shorten" in str(caught.value)
            assert "GGUF(path, context=...)" in str(caught.value)
            assert (400, True) == (caught.value.status, "1070 tokens" in caught.value.detail)
            assert "planted" not in f"{caught.value} {caught.value.detail}"


async def test_draws_are_one_request(write: Write, loader: Loader) -> None:
    """Up to as many as there are slots; the tokens of all are counted, and the prompt once."""
    reply = await ask(GGUF(write(), load=loader.load), n=3, seed=7, logprobs=1)
    texts = [item.text for item in reply.items if isinstance(item, Completion)]

    assert [f"draw {seed} one two" for seed in (7, 8, 9)] == texts
    assert (1, 3, 12) == (reply.usage.calls, reply.usage.input_tokens, reply.usage.output_tokens)
    assert all(
        ((("draw 7", -0.5),),) == item.logprobs.top[:1]
        for item in reply.items[:1]
        if isinstance(item, Completion) and item.logprobs is not None
    )
    (body,) = loader.servers[0].bodies
    assert (3, 7, True) == (body["n"], body["seed"], body["stream"])


@pytest.mark.parametrize("seed", [2**31 - 1, 2**32 - 1, 2**40, 2**63 - 1])
async def test_every_seed_is_one(write: Write, loader: Loader, seed: int) -> None:
    """llama.cpp takes one of 32 bits for none at all, and has no larger ones."""
    provider = GGUF(write(), load=loader.load)
    await ask(provider, seed=seed, n=4)

    assert 0 <= loader.servers[0].bodies[0]["seed"] < 2**31


async def test_a_text_comes_piece_by_piece(write: Write, loader: Loader) -> None:
    """The pieces are those of the text, and the reply is that of a call."""
    provider = GGUF(write(), load=loader.load)
    pieces: list[str] = []
    async with provider.open() as session:
        reply = await session.stream(ASKED, pieces.append)

    assert ["draw 0", " one", " two"] == pieces
    assert (await ask(provider)).items == reply.items


async def test_a_cancelled_call_ends_at_its_next_token(write: Write, loader: Loader) -> None:
    """Nothing goes on to be computed for nobody."""
    gate = Event()
    loader.changes["gate"] = gate
    async with GGUF(write(), load=loader.load).open() as session:
        with anyio.CancelScope() as scope:
            await session.stream(ASKED, lambda _: scope.cancel())
        gate.set()
        ended = loader.servers[0].ended
        assert await anyio.to_thread.run_sync(ended.wait, 10)


async def test_one_model_for_all_who_ask_the_same(write: Write, loader: Loader) -> None:
    """Shared by sessions and event loops, kept apart by options, closed with the last."""
    path = write()
    same = GGUF(path, load=loader.load)
    async with same.open(), same.open():
        async with GGUF(path, slots=2, load=loader.load).open():
            assert 2 == len(LOADED)
        thread = threading.Thread(target=anyio.run, args=(ask, same))
        thread.start()
        await anyio.to_thread.run_sync(thread.join)
        assert 1 == len(LOADED)
    assert 0 == len(LOADED)
    assert 2 == len(loader.servers)


async def test_roles_share_it(write: Write, loader: Loader) -> None:
    """Answer, samples, judge and embeddings of a client are of one loaded model."""
    model = GGUF(write(), load=loader.load)
    async with TLM("low", model=model, embedder=model, seed=1) as tlm:
        result = await tlm.aprompt("What is it?")

    assert "draw 1 one two" == result.response
    assert 1 == len(loader.servers)
    assert result.usage.output_tokens == tlm.ledger.total.usage.output_tokens


async def test_what_cannot_be_loaded(write: Write, loader: Loader) -> None:
    """Is said, and leaves nothing behind; the next attempt begins anew."""
    loader.problem = ConfigurationError("xllamacpp cannot load it")
    provider = GGUF(write(), load=loader.load)
    async with TLM("base", model=provider) as tlm:
        with pytest.raises(ConfigurationError, match="cannot load"):
            await tlm.aprompt("What is it?")
    assert 0 == len(LOADED)

    loader.problem = None
    assert (await ask(provider)).items


async def test_embeddings(write: Write, loader: Loader) -> None:
    """Of any model; a text that is longer than it takes at once is one that is too long."""
    async with GGUF(write(), load=loader.load).open() as session:
        reply = await session.embed(["a", "bcd"])
        assert [(1.0, 1.0), (3.0, 1.0)] == [getattr(one, "vector", None) for one in reply.items]
        with pytest.raises(ContextLengthError):
            await session.embed(["word " * 600])


async def test_a_text_that_is_too_long_is_told_the_way_out_that_there_is(
    write: Write, loader: Loader
) -> None:
    """More context for a model that only embeds; one that writes takes no more at once for it."""
    embeds = write("embeds.gguf", llama__pooling_type=1, tokenizer__chat_template=None)
    for path, words in (
        (embeds, "700 tokens, the context 512: shorten it, or give GGUF"),
        (write(), "shorten it, or name a model that only embeds as embedder="),
    ):
        async with GGUF(path, load=loader.load).open() as session:
            with pytest.raises(ContextLengthError, match=f"{path.name}: a text .*{words}"):
                await session.embed(["word " * 600])


async def test_more_draws_than_slots_are_refused_as_such(write: Write, loader: Loader) -> None:
    """The engine never asks for more: it is told how many there may be."""
    provider = GGUF(write(), slots=2, load=loader.load)

    assert (2, True) == (provider.max_n, provider.supports("n"))
    assert not GGUF(write(), slots=1, load=loader.load).supports("n")
    with pytest.raises(RequestError):
        await ask(provider, n=3)


async def test_what_embeds_alone_writes_nothing(write: Write, loader: Loader) -> None:
    """It needs no template, and is no model that answers."""
    path = write(llama__pooling_type=1, tokenizer__chat_template=None)
    provider = GGUF(path, load=loader.load)

    assert provider.supports("embeddings")
    assert not provider.supports("n")
    assert not provider.supports("logprobs")
    assert not provider.supports("temperature")
    assert not provider.supports("schema")
    with pytest.raises(ConfigurationError, match="name it as embedder="):
        await TLM("base", model=provider).aprompt("What is it?")


@pytest.mark.parametrize("template", [None, "", "  \n"])
def test_what_was_not_taught_to_answer(write: Write, loader: Loader, template: str | None) -> None:
    """Has no chat template, and is refused with a way out."""
    with pytest.raises(ConfigurationError, match="take an instruct or chat model"):
        GGUF(write(tokenizer__chat_template=template), load=loader.load)


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"slots": 0}, "slots must be a whole number from 1 to 256"),
        ({"slots": True}, "slots must be a whole number"),
        ({"slots": 2.0}, "slots must be a whole number"),
        ({"context": 63}, "context must be a whole number from 64 up, or None"),
        ({"context": 513}, "at most the 512 tokens that model.gguf was made to read, not 513"),
        ({"threads": 0}, "threads must be a whole number from 1 to 512, or None"),
        ({"gpu_layers": -1}, "gpu_layers must be a whole number from 0 up, or None"),
    ],
)
def test_options_out_of_range(write: Write, loader: Loader, options: Json, rule: str) -> None:
    """The option, the rule and the value are named."""
    with pytest.raises(ConfigurationError, match=rule):
        GGUF(write(), load=loader.load, **options)


async def test_what_a_model_is_loaded_with(write: Write, loader: Loader) -> None:
    """The options; by default no more context than the model was made to read."""
    path = write()
    await ask(GGUF(path, slots=2, threads=1, gpu_layers=0, context=100, load=loader.load))
    await ask(GGUF(path, load=loader.load))
    await ask(GGUF(write("long.gguf", llama__context_length=131072), load=loader.load))
    first, second, third = (server.settings for server in loader.servers)

    assert Settings(path, 2, 100, 1, 0, pools=False, writes=True) == first
    assert (4, 512, None) == (second.slots, second.context, second.threads)
    assert 4096 == third.context


@pytest.mark.parametrize("path", ["", " ", "a\0b", 3, None])
def test_what_is_no_path(path: Json) -> None:
    """A path is written after the slash."""
    with pytest.raises(ConfigurationError, match=r"the path of a \.gguf file"):
        GGUF(path)


def test_paths_by_name(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Absolute ones have two slashes, relative ones may begin with a dot, `~` is the home."""
    path = write()
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("HOME", str(path.parent))
    (path.parent / "sub").mkdir()
    (path.parent / "link").symlink_to(path.parent / "sub")
    names = [str(path), "./model.gguf", "model.gguf", "~/model.gguf", "link/../model.gguf"]
    made = [GGUF(name, load=lambda _: None) for name in names]  # type: ignore[arg-type, return-value]

    assert [path] * 5 == [one.path for one in made]
    assert {"gguf/model.gguf"} == {one.model for one in made}


@pytest.mark.skipif(find_spec("xllamacpp") is not None, reason="it is installed")
def test_without_the_library(write: Write) -> None:
    """The way out is said before anything is loaded."""
    with pytest.raises(ConfigurationError, match=r'pip install "trustcore\[gguf\]"'):
        providers.create("gguf", {"model": str(write())})


def test_an_address_is_no_setting_of_it(write: Write) -> None:
    """It has none."""
    with pytest.raises(ArgumentError, match="base_url"):
        TLM(model=f"gguf/{write()}", base_url="http://localhost")


@pytest.mark.parametrize("name", ["/models/a.gguf", "./a.gguf", "a.GGUF", "models/a.gguf"])
def test_a_file_without_its_provider(name: str) -> None:
    """What to write is said."""
    assert f'write "gguf/{name}"' in (hint(name) or "")


def test_completion_of_paths(write: Write) -> None:
    """Folders and GGUF files; nothing else, and nothing where there is no such folder."""
    path = write()
    (path.parent / "more").mkdir()
    (path.parent / "mine.txt").write_text("")

    assert [f"gguf/{path.parent}/{one}" for one in ("model.gguf", "more/")] == list(
        complete_model(f"gguf/{path.parent}/m")
    )
    assert [] == list(complete_model("gguf//nowhere/at/all"))
    assert ["gguf/"] == list(complete_model("ggu"))


async def test_a_closed_session(write: Write, loader: Loader) -> None:
    """Says that it is closed, and loads nothing."""
    async with GGUF(write(), load=loader.load).open() as session:
        pass
    with pytest.raises(ClientStateError, match="closed"):
        await session.complete(ASKED)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks on Windows")
async def test_a_forked_process_leaves_the_model_to_its_parent(
    write: Write, loader: Loader
) -> None:
    """What was loaded then is gone there, and says why; nothing is loaded anew beside it."""
    settings = Settings(Path("x"), 1, 64, None, None, pools=False, writes=True)
    models = LoadedModels()
    async with models.held(settings, loader.load) as model:
        models.after_fork()
        with pytest.raises(ClientStateError, match="spawn"):
            _ = model.server
        with pytest.raises(ClientStateError, match="spawn"):
            async with models.held(settings, loader.load):
                pass


async def test_a_forked_process_that_found_nothing_loaded(loader: Loader) -> None:
    """Loads its own."""
    settings = Settings(Path("x"), 1, 64, None, None, pools=False, writes=True)
    models = LoadedModels()
    models.after_fork()
    async with models.held(settings, loader.load) as model:
        assert loader.servers == [model.server]
