"""Anthropic's messages API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import ClassVar
from urllib.parse import urlsplit

from attrs import field, frozen

from trustcore import ConfigurationError, Secret, Transport
from trustcore.http import open_transport
from trustcore.plugins.protocols import Feature
from trustcore_providers._anthropic_wire import AnthropicWire, needed_limit
from trustcore_providers._endpoint import (
    asks_with,
    checked_key,
    checked_url,
    host,
    must_be_named,
    public,
    shown,
)
from trustcore_providers._http import HttpSend, adding
from trustcore_providers._session import WireSession
from trustcore_providers.capabilities import capabilities_of

_HOST = "api.anthropic.com"
_KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
_URL = "ANTHROPIC_BASE_URL"


def _base_url(value: str | None) -> str:
    return checked_url(value, _URL, f"https://{_HOST}")


def _api_key(value: Secret | str | None) -> Secret | None:
    return checked_key(value, _KEYS)


@frozen
class Anthropic:
    """A model behind Anthropic's API or a server that speaks it.

    Args:
        model: The model's name, as the API has it.
        base_url: Where the API is; by default `ANTHROPIC_BASE_URL`, else Anthropic itself. A user
            and password in it are sent instead of the key, and shown nowhere.
        api_key: The key; by default `ANTHROPIC_API_KEY`, else `ANTHROPIC_AUTH_TOKEN`. Anthropic
            itself needs one.
        transport: What opens the HTTP connections.

    Raises:
        ConfigurationError: When the URL or the key cannot be right.
    """

    key_variables: ClassVar[tuple[str, ...]] = _KEYS

    name: str = field(alias="model", validator=must_be_named)
    base_url: str = field(default="", converter=_base_url, repr=shown)
    api_key: Secret | None = field(default=None, converter=_api_key, repr=False)
    transport: Callable[[], AbstractAsyncContextManager[Transport]] = field(
        default=open_transport, kw_only=True, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        if urlsplit(self.base_url).hostname == _HOST and self.api_key is None:
            raise ConfigurationError(
                f"{_HOST} needs a key: set ANTHROPIC_API_KEY or pass api_key=; for another server "
                f"pass base_url= or set {_URL}"
            )

    @property
    def model(self) -> str:
        return f"anthropic/{self.name}"

    @property
    def endpoint(self) -> str:
        return public(self.base_url)

    @property
    def credential(self) -> tuple[Secret | None, ...]:
        return asks_with(self.base_url, self.api_key)

    def supports(self, feature: Feature, /) -> bool:
        return capabilities_of("anthropic", self.name).supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return needed_limit(capabilities_of("anthropic", self.name), max_tokens)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[WireSession]:
        parts = urlsplit(self.base_url)
        wire = AnthropicWire(self.name, capabilities_of("anthropic", self.name), host(parts))
        key = self.api_key if parts.username is None else None
        given = {} if key is None else {"Authorization": f"Bearer {key.reveal()}"}

        async with self.transport() as transport:
            yield WireSession(wire, HttpSend(transport, self.base_url, adding(given)))
