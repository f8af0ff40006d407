"""The user's own client of the `anthropic` package as a model. The SDK is not imported here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from attrs import field, frozen

from trustcore import Secret
from trustcore.plugins.protocols import Feature
from trustcore.provider_kit import Encoded, HttpSession, host_of, must_be_named, public_url
from trustcore_providers._anthropic_wire import AnthropicWire, needed_limit
from trustcore_providers._clients import SdkSend, asks_with, calling, errors_of, extends
from trustcore_providers.capabilities import capabilities_of

_SDK_ARGUMENTS = frozenset(("model", "messages", "max_tokens", "system"))


def adapt(client: Any, model: str) -> AnthropicClient | None:  # noqa: ANN401  (any object)
    """A provider for a client of the `anthropic` package; None for any other object."""
    if extends(client, "AsyncAnthropic", "Anthropic"):
        return AnthropicClient(client, model)
    return None


@frozen
class AnthropicClient:
    """A model behind the user's own client object, which is neither changed nor closed.

    Args:
        client: An `AsyncAnthropic`, or an `Anthropic`, whose calls are made in worker threads.
        model: The model's name, as the API has it.
    """

    client: Any = field(eq=id, repr=lambda client: type(client).__name__)
    name: str = field(alias="model", validator=must_be_named)

    @property
    def model(self) -> str:
        return f"anthropic/{self.name}"

    @property
    def endpoint(self) -> str:
        return public_url(str(self.client.base_url))

    @property
    def credential(self) -> tuple[Secret | None, ...]:
        return asks_with(self.client, "api_key", "auth_token")

    def supports(self, feature: Feature, /) -> bool:
        return capabilities_of("anthropic", self.name).supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return needed_limit(capabilities_of("anthropic", self.name), max_tokens)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[HttpSession]:
        wire = AnthropicWire(self.name, capabilities_of("anthropic", self.name))
        errors = errors_of(self.client, host_of(str(self.client.base_url)))
        with calling(self.client, self.model, asynchronous="AsyncAnthropic") as call:
            # A copy that shares the connections: the engine retries, and knows the limits.
            send = _ClientSend(self.client.with_options(max_retries=0), self.model, call)
            yield HttpSession(wire, send, errors)


class _ClientSend(SdkSend):
    def resource(self, encoded: Encoded) -> Any:  # noqa: ANN401  (the SDK's)
        return self.client.messages

    def arguments(self, encoded: Encoded) -> Mapping[str, Any]:
        body = encoded.body
        return {
            **{key: body[key] for key in body if key in _SDK_ARGUMENTS},
            # What this version of the SDK has no argument for, its API may have all the same.
            "extra_body": {key: body[key] for key in body if key not in _SDK_ARGUMENTS},
            "extra_headers": {"anthropic-version": encoded.headers["anthropic-version"]},
            "timeout": self.client.timeout,  # else the SDK refuses limits that may take long
        }
