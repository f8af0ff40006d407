"""The user's own client of the `openai` package as a model. The SDK is not imported here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

from trustcore import Secret
from trustcore.plugins.protocols import Feature, Response
from trustcore_providers._clients import (
    Calling,
    asks_with,
    calling,
    extends,
    masked,
    secrets_of,
)
from trustcore_providers._endpoint import host, must_be_named, public
from trustcore_providers._foreign import ForeignErrors, response_of, texts_in
from trustcore_providers._openai_session import CHAT, EMBEDDINGS, RESPONSES, OpenAISession
from trustcore_providers._services import known_services
from trustcore_providers.capabilities import Capabilities, capabilities_of

_CREDENTIALS = "the client object has a key of its own"
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
        return public(str(self.client.base_url))

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
    async def open(self) -> AsyncIterator[OpenAISession]:
        asynchronous = extends(self.client, "AsyncOpenAI")
        with calling(self.client, self.model, asynchronous=asynchronous) as call:
            yield OpenAISession(
                self.name,
                self.capabilities,
                _ClientPost(
                    # A copy that shares the connections: the engine retries, and knows the limits.
                    self.client.with_options(max_retries=0),
                    call,
                    ForeignErrors(self.model, secrets_of(self.client), _CREDENTIALS),
                ),
                endpoint=host(urlsplit(str(self.client.base_url))),
                credentials=_CREDENTIALS,
            )

    @property
    def _vendor(self) -> str:
        return "azure" if extends(self.client, "AsyncAzureOpenAI", "AzureOpenAI") else "openai"


@frozen
class _ClientPost:
    """Carries calls through the client's own methods, and reads the bytes itself."""

    client: Any
    call: Calling
    errors: ForeignErrors

    async def __call__(self, path: str, body: Mapping[str, Any]) -> Response:
        arguments = {key: body[key] for key in body if key in _SDK_ARGUMENTS}
        # What this version of the SDK has no argument for, its API may have all the same.
        rest = {key: body[key] for key in body if key not in _SDK_ARGUMENTS}
        create = self._resource(path).with_raw_response.create
        try:
            raw = await self.call(create, **arguments, extra_body=rest)
        except Exception as error:  # the SDK's, told by its shape: it is not imported
            response = response_of(error)
            if response is None:
                raise self.errors.error(error, texts_in(body)) from error
        else:
            response = Response(raw.status_code, raw.headers, raw.content)
        return masked(response, self.client)

    def _resource(self, path: str) -> Any:  # noqa: ANN401  (the SDK's)
        return attrgetter(_RESOURCES[path])(self.client)
