"""Gemini's API for developers, at generativelanguage.googleapis.com."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import ClassVar
from urllib.parse import urlsplit

from attrs import field, frozen

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
from trustcore_providers._gemini_session import GeminiSession
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._http import HttpSend, adding
from trustcore_providers.capabilities import capabilities_of

_HOST = "generativelanguage.googleapis.com"
_KEYS = ("GOOGLE_API_KEY", "GEMINI_API_KEY")  # in this order, as Google's own clients have them
_URL = "GOOGLE_GEMINI_BASE_URL"


def _base_url(value: str | None) -> str:
    return checked_url(value, _URL, f"https://{_HOST}")


def _api_key(value: Secret | str | None) -> Secret | None:
    return checked_key(value, _KEYS)


@frozen
class Gemini:
    """A Gemini model, or an embedding model, behind Google's API for developers.

    Args:
        model: The model's name, as the API has it, with or without "models/".
        base_url: Where the API is; by default `GOOGLE_GEMINI_BASE_URL`, else Google itself. A user
            and password in it are sent as well as the key, and shown nowhere.
        api_key: The key; by default `GOOGLE_API_KEY`, else `GEMINI_API_KEY`. Google itself needs
            one. It travels in a header, never in a URL.
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
                f"{_HOST} needs a key: set GEMINI_API_KEY or GOOGLE_API_KEY, or pass api_key=; for "
                f"another server pass base_url= or set {_URL}"
            )

    @property
    def model(self) -> str:
        return f"gemini/{self.name}"

    @property
    def endpoint(self) -> str:
        return public(self.base_url)

    @property
    def credential(self) -> tuple[Secret | None, ...]:
        return asks_with(self.base_url, self.api_key)

    def supports(self, feature: Feature, /) -> bool:
        return capabilities_of("gemini", self.name.removeprefix("models/")).supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return capabilities_of("gemini", self.name.removeprefix("models/")).limit(max_tokens)

    @property
    def max_n(self) -> int | None:
        return capabilities_of("gemini", self.name.removeprefix("models/")).max_n

    @asynccontextmanager
    async def open(self) -> AsyncIterator[GeminiSession]:
        known = capabilities_of("gemini", self.name.removeprefix("models/"))
        wire = GeminiWire(self.name, known, host(urlsplit(self.base_url)))
        given = {} if self.api_key is None else {"x-goog-api-key": self.api_key.reveal()}

        async with self.transport() as transport:
            yield GeminiSession(wire, HttpSend(transport, self.base_url, adding(given)))
