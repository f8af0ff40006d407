"""The user's own client of the `openai` package as a model. The SDK is not imported here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

from trustcore import Secret
from trustcore.plugins.protocols import Feature
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    HttpSession,
    host_of,
    must_be_named,
    public_url,
)
from trustcore_providers._clients import SdkSend, asks_with, calling, errors_of, extends
from trustcore_providers._openai_responses import wire_of
from trustcore_providers._openai_wire import CHAT, EMBEDDINGS, RESPONSES
from trustcore_providers._services import known_services
from trustcore_providers.capabilities import capabilities_of

_RESOURCES = {CHAT: "chat.completions", RESPONSES: "responses", EMBEDDINGS: "embeddings"}
_SDK_ARGUMENTS = frozenset(("model", "messages", "input", "encoding_format"))


def adapt(client: Any, model: str) -> OpenAIClient | None:  # noqa: ANN401  (any object)
    """A provider for a client of the `openai` package; None for any other object."""
    return OpenAIClient(client, model) if extends(client, "AsyncOpenAI", "OpenAI") else None


@frozen
class OpenAIClient:
    """A model behind the user's own client object, which is neither changed nor closed.

    Args:
        client: An `AsyncOpenAI` or `AsyncAzureOpenAI`, or a sync one, whose calls are made in
            worker threads.
        model: The model's name, or the deployment's at Azure.
    """

    client: Any = field(eq=id, repr=lambda client: type(client).__name__)
    name: str = field(alias="model", validator=must_be_named)
    capabilities: Capabilities = field(init=False, eq=False, repr=False)

    @capabilities.default
    def _known(self) -> Capabilities:
        if self._vendor == "azure":
            return capabilities_of("azure", self.name)
        here = urlsplit(str(self.client.base_url)).hostname
        for service in known_services().values():
            if urlsplit(service.base_url).hostname == here and service.needs_key:
                return service.capabilities_of(self.name)
        return capabilities_of("compatible", self.name)

    @property
    def model(self) -> str:
        return f"{self._vendor}/{self.name}"

    @property
    def endpoint(self) -> str:
        return public_url(str(self.client.base_url))

    @property
    def credential(self) -> tuple[Secret | None, ...]:
        return asks_with(self.client, "api_key", "organization", "project")

    def supports(self, feature: Feature, /) -> bool:
        return self.capabilities.supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return self.capabilities.limit(max_tokens)

    @property
    def max_n(self) -> int | None:
        return self.capabilities.max_n

    @asynccontextmanager
    async def open(self) -> AsyncIterator[HttpSession]:
        errors = errors_of(self.client, host_of(str(self.client.base_url)))
        with calling(self.client, self.model, asynchronous="AsyncOpenAI") as call:
            # A copy that shares the connections: the engine retries, and knows the limits.
            send = _ClientSend(self.client.with_options(max_retries=0), self.model, call)
            yield HttpSession(wire_of(self.name, self.capabilities), send, errors)

    @property
    def _vendor(self) -> str:
        return "azure" if extends(self.client, "AsyncAzureOpenAI", "AzureOpenAI") else "openai"


class _ClientSend(SdkSend):
    def resource(self, encoded: Encoded) -> Any:  # noqa: ANN401  (the SDK's)
        return attrgetter(_RESOURCES[encoded.path])(self.client)

    def arguments(self, encoded: Encoded) -> Mapping[str, Any]:
        body = encoded.body
        return {
            **{key: body[key] for key in body if key in _SDK_ARGUMENTS},
            # What this version of the SDK has no argument for, its API may have all the same.
            "extra_body": {key: body[key] for key in body if key not in _SDK_ARGUMENTS},
        }
