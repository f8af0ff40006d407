from __future__ import annotations

import math
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio import from_thread
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from trustcore import (
    TLM,
    Completion,
    ConfigurationError,
    Message,
    Provider,
    Reply,
    Request,
    TokenLogprobs,
)
from trustcore.errors import ContextLengthError
from trustcore.ledger import Prices
from trustcore.plugins.protocols import Receive
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.plugins.registry import providers
from trustcore.testing import check_provider, forbid_network
from trustcore_providers.embedded import Embedded, EmbeddedSession
from trustcore_providers.embedded.bundled import language_model
from trustcore_providers.embedded.language_model import LanguageModel
from trustcore_providers.embedded.tokenizer import Tokenizer

Write = Callable[..., Path]
Value = Any  # a field's

ASKED = Request((Message("user", "What is 12 + 3?"),), max_tokens=12, seed=1)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    with forbid_network():
        yield


@pytest.fixture
def provider(folder: Path) -> Embedded:
    return Embedded("random", folder=folder)


async def ask(provider: Provider, **changes: Value) -> Reply:
    async with provider.open() as session:
        return await session.complete(evolve(ASKED, **changes))


def completions(reply: Reply) -> list[Completion]:
    return [item for item in reply.items if isinstance(item, Completion)]


async def test_it_conforms(write_model: Write) -> None:
    """The suite that every provider passes; it fails where a prompt has no room."""
    folder = write_model(scale=20.0)  # so sure of itself that no draw is empty
    provider, twin = (Embedded("random", folder=folder) for _ in range(2))
    failing = Embedded("random", folder=write_model(max_position_embeddings=8))

    await check_provider(provider, twin=twin, failing=failing)


def test_what_it_can() -> None:
    """All but embeddings."""
    provider = providers.create("embedded", {"model": "primer"})

    assert "embedded/primer" == provider.model
    assert all(
        provider.supports(one) for one in ("n", "logprobs", "seed", "temperature", "sampling")
    )
    assert not provider.supports("embeddings")


@pytest.mark.parametrize("name", ["primmer", "gpt", ""])
def test_an_unknown_name(name: str) -> None:
    """The error has the names that there are."""
    with pytest.raises(ConfigurationError, match=r"unknown embedded model.*'?primer'?"):
        Embedded(name)


def test_a_folder_without_a_model(folder: Path, tmp_path: Path) -> None:
    """What is missing is said when the client is made; a path may be a text."""
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    message = "the folder of embedded/own has no model.safetensors and no tokenizer.json"

    with pytest.raises(ConfigurationError, match=message):
        Embedded("own", folder=tmp_path)
    assert Embedded("own", folder=folder) == providers.create(
        "embedded", {"model": "own", "folder": str(folder)}
    )


@pytest.mark.parametrize("module", ["numpy", "threadpoolctl"])
def test_without_the_extra(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says how to install it, before anything is asked."""
    monkeypatch.setitem(sys.modules, module, None)
    message = rf'provider .embedded. needs {module}: pip install "trustcore\[embedded\]"'

    with pytest.raises(ConfigurationError, match=message):
        TLM(model="embedded/primer")


def test_making_one_is_light() -> None:
    """The first call brings numpy, not the import and not the client."""
    program = (
        "import sys\nfrom trustcore import TLM\nTLM(model='embedded/primer')\n"
        "print({'numpy', 'aiohttp'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert "set()" == done.stdout.strip()


def test_it_costs_nothing() -> None:
    """And the most that a reply may have is known, so budgets can be kept."""
    price = Prices.of().price_of("embedded/primer")
    assert price is not None

    assert (0.0, 0.0, 256) == (price.input, price.output, price.max_output)


def test_its_identity_is_that_of_its_files(folder: Path, write_model: Write) -> None:
    """The same weights are the same model to everybody; others are not."""
    same, other = write_model(), write_model(rope_theta=100.0)
    one, twin, another = (
        endpoint_of(Embedded("random", folder=folder)) for folder in (folder, same, other)
    )

    assert one is not None
    assert one.startswith("sha256:")
    assert one == twin != another


def test_it_is_read_once(write_model: Write) -> None:
    """By whoever asks first; others wait for it, in whatever thread."""
    folder = write_model()
    together = threading.Barrier(8)
    found: list[LanguageModel] = []

    def read() -> None:
        together.wait(timeout=60)
        found.append(language_model(folder))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [found[0]] * 8 == found


async def test_a_seed_repeats_draws(provider: Embedded) -> None:
    """Those of another seed are others, and so are those without a seed."""
    one = await ask(provider, n=4)

    assert one == await ask(provider, n=4)
    assert one != await ask(provider, n=4, seed=2)
    assert await ask(provider, n=4, seed=None) != await ask(provider, n=4, seed=None)


async def test_a_draw_is_the_same_alone_and_in_a_request_for_several(provider: Embedded) -> None:
    """Draw i is made with seed + i, whatever it is asked for with."""
    together = completions(await ask(provider, n=4, draw=1000, seed=1001))
    alone = [
        completions(await ask(provider, draw=1000 + nth, seed=1001 + nth))[0] for nth in range(4)
    ]

    assert [one.text for one in together] == [one.text for one in alone]
    assert 4 == len({one.text for one in alone})


async def test_the_draws_of_different_questions_have_nothing_in_common(provider: Embedded) -> None:
    """A seed that is unlucky with one is not so with all."""
    blank = Message("system", "")
    one = completions(await ask(provider, n=8, temperature=2.0))
    other = completions(
        await ask(provider, n=8, temperature=2.0, messages=(blank, *ASKED.messages))
    )

    firsts = [{item.text[0] for item in items} for items in (one, other)]
    assert firsts[0] != firsts[1]


async def test_temperature_zero_needs_no_seed(provider: Embedded) -> None:
    """Its draws are all the same."""
    reply = completions(await ask(provider, n=3, temperature=0.0, seed=None))

    assert 1 == len({one.text for one in reply})
    assert reply == completions(await ask(provider, n=3, temperature=0.0, seed=5))


async def test_tokens_are_counted(provider: Embedded) -> None:
    """The prompt once, and those of all draws together."""
    reply = await ask(provider, n=3, logprobs=0)
    written = [one.logprobs for one in completions(reply)]

    assert len(
        Tokenizer.load(provider.folder / "tokenizer.json").chat([("user", "What is 12 + 3?")])
    ) == (reply.usage.input_tokens)
    assert sum(len(one.logprobs) for one in written if one) == reply.usage.output_tokens
    assert 1 == reply.usage.calls


@pytest.mark.parametrize("seed", range(8))
async def test_a_streamed_answer_is_the_same_and_comes_in_pieces(
    seed: int, provider: Embedded
) -> None:
    """Together they are how its text begins: a number at its end is told with the whole."""
    asked, pieces = evolve(ASKED, seed=seed), list[str]()
    async with provider.open() as session:
        whole = await session.complete(asked)
        streamed = await session.stream(asked, pieces.append)

    (item,) = whole.items
    assert whole == streamed
    assert isinstance(item, Completion)
    assert item.text.startswith("".join(pieces))
    assert "" == item.text.removeprefix("".join(pieces)).strip("0123456789")


async def test_a_sentence_of_the_model_comes_word_by_word() -> None:
    """Each as soon as it is there; a number turns up whole."""
    pieces: list[str] = []
    chat = (Message("user", "What is the capital of France?"),)
    async with Embedded("primer").open() as session:
        reply = await session.stream(Request(chat, max_tokens=24, temperature=0), pieces.append)

    (item,) = reply.items
    assert isinstance(item, Completion)
    assert len(pieces) > 1, item.text
    assert item.text.startswith("".join(pieces))


async def test_a_limit_cuts(provider: Embedded) -> None:
    """The request's, or else the model's own."""
    (cut,) = completions(await ask(provider, max_tokens=2))
    whole = await ask(provider, max_tokens=None, n=20)

    assert cut.truncated
    assert 96 >= whole.usage.input_tokens + whole.usage.output_tokens // 20


def known(completion: Completion) -> TokenLogprobs:
    assert completion.logprobs is not None
    return completion.logprobs


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), top=st.integers(0, 25))
def test_log_probabilities(seed: int, top: int, folder: Path) -> None:
    """Of the tokens of the text, in its order; at most 20 alternatives, of sum 1 at most."""
    provider = Embedded("random", folder=folder)
    for one in completions(anyio.run(lambda: ask(provider, seed=seed, logprobs=top, n=3))):
        found = known(one)
        assert one.text == "".join(found.tokens)
        assert all(one <= 0 for one in found.logprobs)
        if not top:
            assert () == found.top
        for token, logprob, row in zip(found.tokens, found.logprobs, found.top, strict=bool(top)):
            assert min(top, 20) == len(row)
            assert sorted(row, key=lambda one: -one[1]) == list(row)
            total = math.fsum(math.exp(one) for _, one in row)
            assert total + math.exp(logprob) * ((token, logprob) not in row) <= 1 + 1e-9


async def test_without_log_probabilities(provider: Embedded) -> None:
    """None are made when none are wanted."""
    assert [None] == [one.logprobs for one in completions(await ask(provider))]


async def test_log_probabilities_do_not_depend_on_the_temperature(provider: Embedded) -> None:
    """They are the model's own, not those of the draw."""
    found = []
    for temperature in (0.0, 0.7, 2.0):
        reply = await ask(provider, logprobs=20, temperature=temperature, max_tokens=1, n=5)
        found += [known(item).top for item in reply.items if isinstance(item, Completion)]

    assert [found[0]] * len(found) == found


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_a_text_scores_what_it_was_drawn_with(seed: int, folder: Path) -> None:
    """`score` finds the log-probabilities of a completion again, numbers turned round or not."""
    provider = Embedded("random", folder=folder)

    async def both() -> list[tuple[TokenLogprobs, TokenLogprobs]]:
        async with provider.open() as session:
            reply = await session.complete(evolve(ASKED, seed=seed, logprobs=3, n=3))
            return [
                (known(one), await session.score(ASKED.messages, one.text, top=3))
                for one in completions(reply)
            ]

    for drawn, scored in anyio.run(both):
        if drawn.tokens == scored.tokens:  # else the text has another spelling in tokens
            assert drawn.logprobs == pytest.approx(scored.logprobs, abs=1e-9)
            assert [[text for text, _ in row] for row in drawn.top] == [
                [text for text, _ in row] for row in scored.top
            ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", ()), ("12Mars", ("1", "2", "Mars")), ("é", ()), ("a\n", ("a", "\n"))],
)
async def test_any_text_can_be_scored(
    text: str, tokens: tuple[str, ...], provider: Embedded
) -> None:
    """Where a token is only a part of a character, the tokens have no texts."""
    async with provider.open() as session:
        found = await session.score(ASKED.messages, text)

    assert tokens == found.tokens
    assert len(text.replace("Mars", "M").encode()) == len(found.logprobs)


async def test_a_prompt_that_is_too_long(provider: Embedded) -> None:
    """The error says how many tokens there may be, and shows none of them."""
    long = (Message("user", "x" * 200),)
    async with provider.open() as session:
        with pytest.raises(ContextLengthError, match="reads 96 tokens") as caught:
            await session.complete(Request(long))
        with pytest.raises(ContextLengthError):
            await session.score((Message("user", "x" * 80),), "y" * 20)

    assert "203" in str(caught.value)
    assert "xx" not in str(caught.value)


async def test_the_last_place_of_the_context_can_be_written(provider: Embedded) -> None:
    """A prompt that leaves room for one token gets one."""
    prompt = "x" * (96 - 3 - 1)
    reply = await ask(provider, messages=(Message("user", prompt),), max_tokens=None)

    assert 1 == reply.usage.output_tokens


@pytest.mark.parametrize("temperature", [0.0, 1.0])
async def test_a_reply_is_never_empty(temperature: float, write_model: Write) -> None:
    """Where the likeliest token is the end, and all are alike: it begins with something to see."""
    even = Embedded("even", folder=write_model(scale=0.0))
    reply = await ask(even, temperature=temperature, n=100, max_tokens=3)

    texts = [item.text for item in reply.items if isinstance(item, Completion)]
    assert 100 == len(texts)
    assert all(text.strip() for text in texts)


async def test_the_first_token_is_as_probable_as_the_model_finds_it(write_model: Write) -> None:
    """What it would rather have done, end, is not taken out of the log-probability."""
    even = Embedded("even", folder=write_model(scale=0.0))
    reply = await ask(even, n=1, max_tokens=1, logprobs=0)
    (item,) = reply.items

    assert isinstance(item, Completion)
    assert item.logprobs is not None
    size = language_model(even.folder).llama.config.vocab_size
    assert item.logprobs.logprobs == pytest.approx([-math.log(size)])


async def test_a_cancelled_call_stops_between_tokens(provider: Embedded) -> None:
    """What has begun is not brought to its end, and the worker is free for the next call."""
    begun, cancelled = anyio.Event(), threading.Event()
    finished: list[Reply] = []

    class Watched(EmbeddedSession):
        def _reply(self, request: Request, receive: Receive | None = None) -> Reply:
            from_thread.run_sync(begun.set)
            cancelled.wait(60)
            finished.append(super()._reply(request, receive))
            return finished[-1]

    async with anyio.create_task_group() as group:
        group.start_soon(Watched(provider.folder, provider._known).complete, ASKED)
        await begun.wait()
        group.cancel_scope.cancel()
        cancelled.set()

    assert [] == finished
    assert completions(await ask(provider))


def test_one_processor_is_enough(model: LanguageModel) -> None:
    """While it computes, products of matrices are not spread; afterwards they are as before."""

    def threads() -> set[int]:
        return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}

    before, meanwhile = threads(), set[int]()
    model.reply(ASKED, lambda: meanwhile.update(threads()))

    assert {1} == meanwhile
    assert before == threads()


async def test_sessions_share_one_worker(provider: Embedded) -> None:
    """Calls run one after the other, off the event loop, however many sessions there are."""
    threads: list[int] = []
    running = threading.Lock()

    class Watched(EmbeddedSession):
        def _reply(self, request: Request, receive: Receive | None = None) -> Reply:
            assert running.acquire(blocking=False)
            threads.append(threading.get_ident())
            try:
                return super()._reply(request, receive)
            finally:
                running.release()

    async with anyio.create_task_group() as group:
        for _ in range(10):
            session = Watched(provider.folder, provider._known)
            group.start_soon(session.complete, ASKED)

    assert 10 == len(threads)
    assert threading.get_ident() not in threads


async def test_a_score_for_nonsense(provider: Embedded, write_model: Write) -> None:
    """The whole way: samples, judges, log-probabilities; the same for the same seed."""
    roomy = Embedded("random", folder=write_model(max_position_embeddings=1024))
    options = {"max_tokens": 8}
    results = []
    for _ in range(2):
        async with TLM("medium", model=roomy, options=options, seed=1) as tlm:
            results.append(await tlm.aprompt("yes or no?"))

    one, same = results
    assert (one.response, one.trustworthiness_score) == (same.response, same.trustworthiness_score)
    assert one.signals == same.signals
    assert 0.0 == one.cost
