"""Azure OpenAI: OpenAI's format with Azure's own addresses and its own header for the key."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import ClassVar
from urllib.parse import quote, urlsplit

from attrs import evolve, field, frozen

from trustcore import ConfigurationError, Secret, Transport
from trustcore.http import open_transport
from trustcore.plugins.protocols import Feature
from trustcore_providers._endpoint import (
    asks_with,
    checked_key,
    checked_url,
    host,
    must_be_named,
    public,
    shown,
)
from trustcore_providers._openai_http import HttpPost, joined
from trustcore_providers._openai_session import CHAT, EMBEDDINGS, RESPONSES, OpenAISession
from trustcore_providers.capabilities import Capabilities, capabilities_of

_URL, _KEY, _VERSION = "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "OPENAI_API_VERSION"
_CREDENTIALS = f"set {_KEY} or pass api_key="


def _endpoint(value: str | None) -> str:
    if not (value or os.environ.get(_URL)):
        raise ConfigurationError(
            f"Azure needs your resource's address: set {_URL} or pass base_url=, "
            "like https://NAME.openai.azure.com"
        )
    return checked_url(value, _URL, "")


def _api_key(value: Secret | str | None) -> Secret | None:
    return checked_key(value, [_KEY])


def _api_version(value: str | None) -> str | None:
    return value or os.environ.get(_VERSION) or None


@frozen
class Azure:
    """A deployment of a model in Azure OpenAI (Microsoft Foundry).

    Without an `api_version` the v1 API is used, which needs none; with one, the older API.

    Args:
        model: The deployment's name. What the model takes is known if the deployment is called like
            its model, else it is negotiated.
        base_url: The resource's address, like https://NAME.openai.azure.com; by default
            `AZURE_OPENAI_ENDPOINT`.
        api_key: The key; by default `AZURE_OPENAI_API_KEY`.
        api_version: Like 2024-10-21; by default `OPENAI_API_VERSION`.
        n: Whether one request may ask for several completions; by default what is known of the
            model.
        transport: What opens the HTTP connections.

    Raises:
        ConfigurationError: When the address or the key is missing or cannot be right.
    """

    key_variables: ClassVar[tuple[str, ...]] = (_KEY,)

    name: str = field(alias="model", validator=must_be_named)
    base_url: str = field(default="", converter=_endpoint, repr=shown)
    api_key: Secret | None = field(default=None, converter=_api_key, repr=False)
    api_version: str | None = field(default=None, converter=_api_version, kw_only=True)
    n: bool | None = field(default=None, kw_only=True)
    transport: Callable[[], AbstractAsyncContextManager[Transport]] = field(
        default=open_transport, kw_only=True, eq=False, repr=False
    )

    capabilities: Capabilities = field(init=False, eq=False, repr=False)
    """What the model takes, as far as is known before it is asked."""

    @capabilities.default
    def _known(self) -> Capabilities:
        known = capabilities_of("azure", self.name)
        return known if self.n is None else evolve(known, n=self.n)

    def __attrs_post_init__(self) -> None:
        if self.api_key is None:
            raise ConfigurationError(f"Azure needs a key: {_CREDENTIALS}")

    @property
    def model(self) -> str:
        return f"azure/{self.name}"

    @property
    def endpoint(self) -> str:
        return public(self.base_url)

    @property
    def credential(self) -> tuple[Secret | None, ...]:
        return asks_with(self.base_url, self.api_key)

    def supports(self, feature: Feature, /) -> bool:
        return self.capabilities.supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return self.capabilities.limit(max_tokens)

    @property
    def max_n(self) -> int | None:
        return self.capabilities.max_n

    @asynccontextmanager
    async def open(self) -> AsyncIterator[OpenAISession]:
        async with self.transport() as transport:
            yield OpenAISession(
                self.name,
                self.capabilities,
                HttpPost(transport, self._urls(), self._headers()),
                endpoint=host(urlsplit(self.base_url)),
                credentials=_CREDENTIALS,
            )

    def _urls(self) -> dict[str, str]:
        root = self.base_url.rstrip("/").removesuffix("/openai/v1")
        if self.api_version is None:
            return {
                path: joined(root, f"/openai/v1{path}") for path in (CHAT, RESPONSES, EMBEDDINGS)
            }
        deployment = f"/openai/deployments/{quote(self.name, safe='')}"
        paths = {CHAT: deployment + CHAT, EMBEDDINGS: deployment + EMBEDDINGS}
        paths[RESPONSES] = f"/openai{RESPONSES}"
        version = f"?api-version={quote(self.api_version, safe='')}"
        return {path: joined(root, url) + version for path, url in paths.items()}

    def _headers(self) -> dict[str, str]:
        key = "" if self.api_key is None else self.api_key.reveal()
        return {"Content-Type": "application/json", "api-key": key}
