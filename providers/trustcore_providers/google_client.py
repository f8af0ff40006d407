"""The user's own `genai.Client` as a model. The SDK is not imported here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

from attrs import field, frozen

from trustcore.errors import CallTimeout, ConnectError
from trustcore.plugins.protocols import Feature, Response
from trustcore.provider_kit import Encoded, ErrorMaker, HttpSession, dump, must_be_named
from trustcore_providers._clients import claim
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers.capabilities import capabilities_of

_ENDPOINT = "the Gemini client"
_CREDENTIALS = "the client object has a key of its own"
_ONCE = {"retry_options": {"attempts": 1}}  # the engine retries, and knows the limits


def adapt(client: Any, model: str) -> GoogleClient | None:  # noqa: ANN401  (any object)
    """A provider for a client of `google.genai`; None for any other object of `google`."""
    known = {
        one.__name__ for one in type(client).__mro__ if one.__module__ == "google.genai.client"
    }
    if "Client" in known:
        return GoogleClient(client.aio, model)
    return GoogleClient(client, model) if "AsyncClient" in known else None


@frozen
class GoogleClient:
    """A model behind the user's own client object, which is neither changed nor closed.

    Args:
        client: The async side of a `genai.Client`.
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
        claim(self.client)
        known = capabilities_of("gemini", self.name.removeprefix("models/"))
        send = _ClientSend(self.client, self.name, import_module("google.genai.types"))
        yield HttpSession(GeminiWire(self.name, known), send, ErrorMaker(_ENDPOINT, _CREDENTIALS))


@frozen
class _ClientSend:
    """Carries requests through the client's own methods, and reads the bytes itself."""

    client: Any
    model: str
    types: Any

    async def __call__(self, encoded: Encoded) -> Response:
        body = encoded.body
        try:
            if encoded.path.endswith(":batchEmbedContents"):
                return await self._embed(body)
            return await self._generate(body)
        except Exception as error:  # noqa: BLE001  (the SDK's errors, told by their shape)
            return _answered(error)

    async def _generate(self, body: dict[str, Any]) -> Response:
        config = self.types.GenerateContentConfig(
            **body.get("generationConfig", {}),
            system_instruction=body.get("systemInstruction"),
            should_return_http_response=True,
            http_options=_ONCE,
        )
        found = await self.client.models.generate_content(
            model=self.model, contents=body["contents"], config=config
        )
        raw = found.sdk_http_response
        return Response(200, raw.headers or {}, (raw.body or "").encode())

    async def _embed(self, body: dict[str, Any]) -> Response:
        config = self.types.EmbedContentConfig(http_options=_ONCE)
        found = await self.client.models.embed_content(
            model=self.model, contents=[row["content"] for row in body["requests"]], config=config
        )
        rows = [{"values": one.values} for one in found.embeddings or ()]
        return Response(200, {}, dump({"embeddings": rows}))


def _answered(error: Exception) -> Response:
    """The response that the SDK made an error of.

    Raises:
        CallTimeout: When there was none in time.
        ConnectError: When there was none.
    """
    names = {one.__name__ for one in type(error).__mro__}
    if "APIError" in names and isinstance(getattr(error, "code", None), int):
        headers = getattr(getattr(error, "response", None), "headers", None)
        return Response(error.code, dict(headers or {}), dump({"error": _said(error)}))  # type: ignore[attr-defined]
    if names & {"TimeoutException", "TimeoutError"}:
        raise CallTimeout("the client object got no reply in time") from error
    if names & {"TransportError", "ClientConnectionError"}:
        raise ConnectError("the client object could not reach its endpoint") from error
    raise error


def _said(error: Exception) -> Any:  # noqa: ANN401  (any JSON)
    match getattr(error, "details", None):
        case {"error": dict(said)}:
            return said
        case said:
            return said
