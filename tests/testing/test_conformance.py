from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from attrs import evolve, field, frozen

from trustcore import (
    Completion,
    Embedding,
    Missing,
    Provider,
    ProviderError,
    Reply,
    Request,
    TokenLogprobs,
    Usage,
)
from trustcore.plugins.protocols import Feature, Receive
from trustcore.testing import ConformanceError, ScriptedProvider, check_provider, with_probability

Json = Any  # whatever is wrong
GOOD = with_probability("Paris", 0.9)
ONE_CALL = Usage(calls=1)


@frozen
class Model:
    """A provider that can be made wrong in any one way."""

    name: str = "test/model"
    features: tuple[str, ...] = ("n", "logprobs", "embeddings")
    item: Any = GOOD
    count: int | None = None
    usage: Any = ONE_CALL
    error: BaseException | None = None
    vectors: tuple[tuple[float, ...], ...] = ((1.0,), (2.0,))
    reply: Any = None
    shown: str = field(default="", eq=False)

    def __repr__(self) -> str:
        return f"Model({self.shown})"

    @property
    def model(self) -> str:
        return self.name

    def supports(self, feature: Feature, /) -> bool:
        return feature in self.features

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Model]:
        yield self

    async def complete(self, request: Request, /) -> Reply:
        await anyio.lowlevel.checkpoint()
        if self.error is not None:
            raise self.error
        if self.reply is not None:
            return self.reply  # type: ignore[no-any-return]
        return Reply((self.item,) * (request.n if self.count is None else self.count), self.usage)

    async def embed(self, texts: Sequence[str], /) -> Reply:
        await anyio.lowlevel.checkpoint()
        return Reply(tuple(map(Embedding, self.vectors)), ONE_CALL)


class WithoutEmbed(Model):
    embed = None  # type: ignore[assignment]


@frozen(eq=False)
class Unequal(Model):
    """Two of the same arguments differ."""


class Streaming(Model):
    """Tells of pieces."""

    pieces: tuple[Any, ...] = ("Par", "is")

    async def stream(self, request: Request, receive: Receive, /) -> Reply:
        for piece in self.pieces:
            receive(piece)
        return await self.complete(request)


class StreamingAnother(Streaming):
    pieces = ("Lyon",)


class StreamingBytes(Streaming):
    pieces = (b"Par",)


class StreamingGenerator(Model):
    async def stream(self, request: Request) -> AsyncIterator[str]:
        yield "Paris"


class StreamingOtherwise(Model):
    async def stream(self, request: Request) -> Reply:
        return await self.complete(request)


class Unhashable(Model):
    """As mutable classes are."""

    __hash__ = None  # type: ignore[assignment]


class Once(Model):
    """Can be opened once only."""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Model]:
        opened.append(self)
        if len(opened) > 1:
            raise RuntimeError("it is open")
        yield self


class Leaking(Model):
    """Leaves a task behind when a call is cancelled."""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Model]:
        yield self

    async def complete(self, request: Request, /) -> Reply:
        import asyncio

        leaked.append(asyncio.ensure_future(asyncio.sleep(60)))  # noqa: TID251  (the vice itself)
        return await super().complete(request)


@frozen
class Telling(Model):
    """Says more about itself than it must."""

    endpoint: Any = None
    max_n: Any = None
    account: Any = None
    credential: Any = None
    limit: Any = 100

    def token_limit(self, max_tokens: int | None, /) -> Json:
        return None if max_tokens is None else self.limit


opened: list[Model] = []
leaked: list[Any] = []


@pytest.fixture(autouse=True)
async def nothing_left(anyio_backend: str) -> AsyncIterator[None]:
    opened.clear()
    yield
    while leaked:
        leaked.pop().cancel()


async def violations(provider: Provider, **arguments: Json) -> str:
    with pytest.raises(ConformanceError) as caught:
        await check_provider(provider, **arguments)
    assert all(one in str(caught.value) for one in caught.value.violations)
    return "; ".join(caught.value.violations)


async def test_a_sound_provider_passes() -> None:
    """Ours and a stranger's."""
    await check_provider(Model(), twin=Model(), secrets=["sk-1"])
    await check_provider(Model(), failing=Model(error=ProviderError("no")), secrets=["sk-1"])
    await check_provider(ScriptedProvider(GOOD))
    await check_provider(Model(features=()))
    await check_provider(Streaming())
    await check_provider(
        Telling(endpoint="https://host/v1", max_n=8, account="us", credential="k"), secrets=["sk-1"]
    )
    assert isinstance(Model(), Provider)


@pytest.mark.parametrize(
    ("provider", "violation"),
    [
        (Model(name="model"), '"provider/model"'),
        (Unhashable(), "cannot be hashed"),
        (WithoutEmbed(), "no `embed`"),
        (Model(vectors=((1.0,),)), "two embeddings of the same length"),
        (Model(vectors=((1.0,), (1.0, 2.0))), "two embeddings of the same length"),
        (Model(item=Completion(" ")), "without text"),
        (Model(item=Completion("Paris", None, "")), "finish_reason"),
        (Model(item=Missing("no")), "has no completion"),
        (Model(item=Embedding((1.0,))), "is a Embedding"),
        (Model(item="Paris"), "is a str"),
        (Model(count=0), "has 0 items"),
        (Model(count=4), "to 1 draws has 4 items"),
        (Model(reply="Paris"), "must return a Reply, not str"),
        (Model(usage=Usage()), "at least one call"),
        (Model(item=Completion("Paris", TokenLogprobs((0.1,)))), "not above 0"),
        (Model(item=Completion("Paris", TokenLogprobs((-0.1,), ("Lyon",)))), "do not concatenate"),
        (
            Model(item=Completion("a", TokenLogprobs((-1.0,), ("a",), ((("a", -1.0),) * 9,)))),
            "which were not asked for",
        ),
        (Model(error=KeyError("x")), "it raised KeyError"),
        (Telling(endpoint=7), "`endpoint` must be a URL"),
        (Telling(endpoint="https://sk-planted@host"), "`endpoint` shows a secret"),
        (Telling(account=("https://host", ["sk-1"])), "`account` must be something that can be"),
        (
            Telling(credential=("sk-1", object())),
            "`credential` must be a Secret, a text, bytes, or",
        ),
        (Telling(max_n=0), "`max_n` must be a whole number"),
        (Telling(max_n=True), "`max_n` must be a whole number"),
        (Telling(limit=63), "leave the answer"),
        (Telling(limit=100.5), "`token_limit` must give a whole number"),
        (Once(), "it raised RuntimeError: it is open"),
        (StreamingAnother(), "not how the text of its reply begins"),
        (StreamingBytes(), "must be strings"),
        (StreamingGenerator(), "must not be a generator"),
        (StreamingOtherwise(), "must be a method of a request and of `receive`"),
        (Leaking(), "tasks are left behind"),
        (evolve(Model(), shown="key=sk-planted"), "shows secret 0"),
    ],
)
async def test_each_violation_is_found(provider: Provider, violation: str) -> None:
    """By name, and without showing the secret."""
    found = await violations(provider, secrets=["sk-planted"])

    assert violation in found
    assert "sk-planted" not in found


@pytest.mark.parametrize(
    ("arguments", "violation"),
    [
        ({"twin": Model(name="test/other")}, "are not equal"),
        ({"twin": Unequal()}, "are not equal"),
        ({"failing": Model()}, "was to fail"),
        ({"failing": Model(error=OSError("no"))}, "must be a ProviderError, not OSError"),
        ({"failing": Model(error=ProviderError("sk-planted"))}, "ProviderError shows secret 0"),
    ],
)
async def test_each_violation_of_its_likes_is_found(
    arguments: dict[str, Any], violation: str
) -> None:
    """Twins and failures."""
    assert violation in await violations(Model(), secrets=["sk-planted"], **arguments)


async def test_all_violations_are_told_at_once() -> None:
    """One run, one list."""
    found = await violations(Model(name="x", item=Completion(" "), usage=Usage()))

    assert found.count(";") == 2
