"""The user's own `AsyncAnthropic` as a model. The SDK is not imported here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import orjson
from attrs import field, frozen

from trustcore import ConfigurationError, Secret
from trustcore.plugins.protocols import Feature, Response
from trustcore_providers._anthropic_wire import AnthropicWire, needed_limit
from trustcore_providers._clients import answered, asks_with, claim
from trustcore_providers._endpoint import host, must_be_named, public
from trustcore_providers._session import Encoded, WireSession
from trustcore_providers.capabilities import capabilities_of

_SDK_ARGUMENTS = frozenset(("model", "messages", "max_tokens", "system"))


def adapt(client: Any, model: str) -> AnthropicClient | None:  # noqa: ANN401  (any object)
    """A provider for a client of the `anthropic` package; None for any other object.

    Raises:
        ConfigurationError: When it is a sync client.
    """
    names = {one.__name__ for one in type(client).__mro__}
    if "AsyncAnthropic" in names:
        return AnthropicClient(client, model)
    if "Anthropic" in names:
        msg = f"{type(client).__name__} waits for one call at a time; use its async twin"
        raise ConfigurationError(msg)
    return None


@frozen
class AnthropicClient:
    """A model behind the user's own client object, which is neither changed nor closed.

    Args:
        client: An `AsyncAnthropic`.
        model: The model's name, as the API has it.
    """

    client: Any = field(eq=id, repr=lambda client: type(client).__name__)
    name: str = field(alias="model", validator=must_be_named)

    @property
    def model(self) -> str:
        return f"anthropic/{self.name}"

    @property
    def endpoint(self) -> str:
        return public(str(self.client.base_url))

    @property
    def credential(self) -> tuple[Secret | None, ...]:
        return asks_with(self.client, "api_key", "auth_token")

    def supports(self, feature: Feature, /) -> bool:
        return capabilities_of("anthropic", self.name).supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return needed_limit(capabilities_of("anthropic", self.name), max_tokens)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[WireSession]:
        claim(self.client)
        endpoint = host(urlsplit(str(self.client.base_url)))
        wire = AnthropicWire(self.name, capabilities_of("anthropic", self.name), endpoint)
        # A copy that shares the connections: the engine retries, and knows the limits.
        yield WireSession(wire, _ClientSend(self.client.with_options(max_retries=0)))


@frozen
class _ClientSend:
    """Carries requests through the client's own method, and reads the bytes itself."""

    client: Any

    async def __call__(self, encoded: Encoded) -> Response:
        body = orjson.loads(encoded.body)
        arguments = {key: body[key] for key in body if key in _SDK_ARGUMENTS}
        # What this version of the SDK has no argument for, its API may have all the same.
        rest = {key: body[key] for key in body if key not in _SDK_ARGUMENTS}
        try:
            raw = await self.client.messages.with_raw_response.create(
                **arguments,
                extra_body=rest,
                extra_headers={"anthropic-version": encoded.headers["anthropic-version"]},
                timeout=self.client.timeout,  # else the SDK refuses limits that may take long
            )
        except Exception as error:  # noqa: BLE001  (the SDK's errors, told by their shape)
            return answered(error)
        response = raw.http_response
        return Response(response.status_code, response.headers, response.content)
