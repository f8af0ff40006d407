"""A custom provider as a user writes it: checked by mypy and pyright, run by nobody."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from attrs import frozen

from trustcore import (
    TLM,
    Completion,
    Embedding,
    Provider,
    ProviderError,
    Reply,
    Request,
    Secret,
    Session,
    Usage,
    register_provider,
)
from trustcore.errors import RateLimitError
from trustcore.plugins.protocols import EmbeddingSession, Feature


class Connection:
    """What belongs to one event loop."""

    async def complete(self, request: Request, /) -> Reply:
        if request.temperature is None:
            raise RateLimitError("slow down", retry_after=1.5)
        if not request.messages:
            raise ProviderError("no messages", status=400)
        return Reply([Completion("text")], Usage(calls=1, input_tokens=3, output_tokens=1))

    async def embed(self, texts: Sequence[str], /) -> Reply:
        return Reply([Embedding((1.0, 0.0)) for _ in texts])


@register_provider("typing-mine")
@frozen
class Mine:
    """A provider with a model's name and a key."""

    model: str
    api_key: Secret | None = None

    def supports(self, feature: Feature, /) -> bool:
        return feature in {"temperature", "embeddings"}

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Connection, None]:
        yield Connection()


session: Session = Connection()
embedder: EmbeddingSession = Connection()
provider: Provider = Mine("a-model", Secret("key"))
tlm = TLM("low", model=Mine("a-model"), judge=provider, embedder="openai/text-embedding-3-small")
