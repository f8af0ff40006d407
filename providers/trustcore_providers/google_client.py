"""The user's own `genai.Client` as a model. The SDK is not imported here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

import orjson
from attrs import field, frozen

from trustcore.plugins.protocols import Feature, Response
from trustcore_providers._clients import (
    Calling,
    calling,
    extends,
    masked,
    secrets_of,
)
from trustcore_providers._endpoint import must_be_named
from trustcore_providers._foreign import ForeignErrors, texts_in
from trustcore_providers._gemini_session import GeminiSession
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._json import dump
from trustcore_providers._session import Encoded
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
    async def open(self) -> AsyncIterator[GeminiSession]:
        asynchronous = extends(self.client, "AsyncClient")
        with calling(self.client, self.model, asynchronous=asynchronous) as call:
            known = capabilities_of("gemini", self.name.removeprefix("models/"))
            send = _ClientSend(
                self.client,
                self.name,
                import_module("google.genai.types"),
                call,
                ForeignErrors(self.model, secrets_of(self.client)),
            )
            yield GeminiSession(GeminiWire(self.name, known, _ENDPOINT), send)


@frozen
class _ClientSend:
    """Carries requests through the client's own methods, and reads the bytes itself."""

    client: Any
    model: str
    types: Any
    call: Calling
    errors: ForeignErrors

    async def __call__(self, encoded: Encoded) -> Response:
        body = orjson.loads(encoded.body)
        embeds = encoded.path.endswith(":batchEmbedContents")
        try:
            response = await (self._embed(body) if embeds else self._generate(body))
        except Exception as error:  # the SDK's, told by its shape: it is not imported
            answered = _answered(error)
            if answered is None:
                raise self.errors.error(error, texts_in(body)) from error
            response = answered
        return masked(response, self.client)

    async def _generate(self, body: dict[str, Any]) -> Response:
        config = self.types.GenerateContentConfig(
            **body.get("generationConfig", {}),
            system_instruction=body.get("systemInstruction"),
            should_return_http_response=True,
            http_options=_ONCE,
        )
        found = await self.call(
            self.client.models.generate_content,
            model=self.model,
            contents=body["contents"],
            config=config,
        )
        raw = found.sdk_http_response
        return Response(200, raw.headers or {}, (raw.body or "").encode())

    async def _embed(self, body: dict[str, Any]) -> Response:
        config = self.types.EmbedContentConfig(http_options=_ONCE)
        found = await self.call(
            self.client.models.embed_content,
            model=self.model,
            contents=[row["content"] for row in body["requests"]],
            config=config,
        )
        rows = [{"values": one.values} for one in found.embeddings or ()]
        return Response(200, {}, dump({"embeddings": rows}))


def _answered(error: Exception) -> Response | None:
    """The response that the SDK made an error of; None when there was none."""
    if not extends(error, "APIError") or not isinstance(getattr(error, "code", None), int):
        return None
    headers = getattr(getattr(error, "response", None), "headers", None)
    return Response(error.code, dict(headers or {}), dump({"error": _said(error)}))  # type: ignore[attr-defined]


def _said(error: Exception) -> Any:  # noqa: ANN401  (any JSON)
    match getattr(error, "details", None):
        case {"error": dict(said)}:
            return said
        case said:
            return said
