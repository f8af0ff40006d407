"""The user's own `genai.Client` as a model. The SDK is not imported here."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import Any, Self

from attrs import field, frozen

from trustcore.plugins.protocols import Feature, Response
from trustcore.provider_kit import Encoded, HttpSession, dump, must_be_named
from trustcore_providers._client_calls import Calling, Told
from trustcore_providers._clients import ClientSend, calling, errors_of, extends
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers.capabilities import capabilities_of

_ENDPOINT = "the Gemini client"
_ONCE = {"retry_options": {"attempts": 1}}  # the engine retries, and knows the limits


def adapt(client: Any, model: str) -> GoogleClient | None:  # noqa: ANN401  (any object)
    """A provider for a client of `google.genai`; None for any other object of `google`."""
    known = {
        one.__name__ for one in type(client).__mro__ if one.__module__ == "google.genai.client"
    }
    return GoogleClient(client, model) if known & {"Client", "AsyncClient"} else None


@frozen
class GoogleClient:
    """A model behind the user's own client object, which is neither changed nor closed.

    Args:
        client: A `genai.Client`, whose calls are made in worker threads, or its async side,
            `client.aio`.
        model: The model's name, as the API has it.
    """

    client: Any = field(eq=id, repr=lambda client: type(client).__name__)
    name: str = field(alias="model", validator=must_be_named)

    @property
    def model(self) -> str:
        return f"gemini/{self.name}"

    def supports(self, feature: Feature, /) -> bool:
        return capabilities_of("gemini", self.name.removeprefix("models/")).supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return capabilities_of("gemini", self.name.removeprefix("models/")).limit(max_tokens)

    @property
    def max_n(self) -> int | None:
        return capabilities_of("gemini", self.name.removeprefix("models/")).max_n

    @asynccontextmanager
    async def open(self) -> AsyncIterator[HttpSession]:
        wire = GeminiWire(self.name, capabilities_of("gemini", self.name.removeprefix("models/")))
        errors = errors_of(self.client, _ENDPOINT)
        with calling(self.client, self.model, asynchronous="AsyncClient") as call:
            yield HttpSession(wire, _ClientSend(self.client, self.name, call), errors)


_OWN_PLACE = ("generationConfig", "systemInstruction", "contents")
"""Fields of a body that the SDK has in another place than the rest, which is in its config."""


class _ClientSend(ClientSend):
    def __init__(self, client: Any, model: str, call: Calling) -> None:  # noqa: ANN401  (the SDK's)
        super().__init__(client, f"gemini/{model}", call)
        self._model = model
        self._types = import_module("google.genai.types")

    async def exchange(self, encoded: Encoded) -> Response:
        embeds = encoded.path.endswith(":batchEmbedContents")
        return await (self._embed(encoded.body) if embeds else self._generate(encoded.body))

    async def streamed(self, encoded: Encoded, receive: Told) -> Response:
        begin = partial(self.client.models.generate_content_stream, **self._arguments(encoded.body))
        return await self.call.collect(partial(_Chunks, begin), receive)

    async def _generate(self, body: dict[str, Any]) -> Response:
        arguments = self._arguments(body, should_return_http_response=True)
        found = await self.call(self.client.models.generate_content, **arguments)
        raw = found.sdk_http_response
        return Response(200, raw.headers or {}, (raw.body or "").encode())

    def _arguments(self, body: Mapping[str, Any], **more: bool) -> dict[str, Any]:
        config = self._types.GenerateContentConfig(
            **body.get("generationConfig", {}),
            **{name: value for name, value in body.items() if name not in _OWN_PLACE},
            **more,
            system_instruction=body.get("systemInstruction"),
            http_options=_ONCE,
        )
        return {"model": self._model, "contents": body["contents"], "config": config}

    async def _embed(self, body: dict[str, Any]) -> Response:
        config = self._types.EmbedContentConfig(http_options=_ONCE)
        found = await self.call(
            self.client.models.embed_content,
            model=self._model,
            contents=[row["content"] for row in body["requests"]],
            config=config,
        )
        rows = [{"values": one.values} for one in found.embeddings or ()]
        return Response(200, {}, dump({"embeddings": rows}))

    def answered(self, error: Exception) -> Response | None:
        if not extends(error, "APIError") or not isinstance(getattr(error, "code", None), int):
            return None
        headers = getattr(getattr(error, "response", None), "headers", None)
        return Response(error.code, dict(headers or {}), dump({"error": _said(error)}))  # type: ignore[attr-defined]


class _Chunks:
    """The chunks of a stream of the SDK, which keeps their bytes to itself, as events again."""

    status_code = 200
    headers: Mapping[str, str] = MappingProxyType({})

    def __init__(self, begin: Callable[[], Any]) -> None:
        self._begin = begin
        self._chunks: Any = None

    def __enter__(self) -> Self:
        self._chunks = self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._chunks.close()

    async def __aenter__(self) -> Self:
        self._chunks = await self._begin()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._chunks.aclose()

    def iter_bytes(self) -> Any:  # noqa: ANN401  (an iterator, async where the client is)
        chunks = self._chunks
        return _later(chunks) if isinstance(chunks, AsyncIterable) else map(_event, chunks)


async def _later(chunks: AsyncIterable[Any]) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        yield _event(chunk)


def _event(chunk: Any) -> bytes:  # noqa: ANN401  (the SDK's)
    said = chunk.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude={"sdk_http_response"}
    )
    return b"data: " + dump(said) + b"\n\n"


def _said(error: Exception) -> Any:  # noqa: ANN401  (any JSON)
    match getattr(error, "details", None):
        case {"error": dict(said)}:
            return said
        case said:
            return said
