"""OpenAI's API, and every server that speaks it: vLLM, Ollama, llama.cpp, OpenRouter and so on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import ClassVar
from urllib.parse import urlsplit

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
from trustcore_providers._services import Service, known_services
from trustcore_providers.capabilities import Capabilities


def _text(value: str | None) -> str:
    return value or ""


def _secret(value: Secret | str | None) -> Secret | None:
    return Secret(value) if isinstance(value, str) else value


@frozen
class OpenAI:
    """A model behind OpenAI's API or a server that speaks it.

    Args:
        model: The model's name, as the API has it.
        base_url: Where the API is; by default `OPENAI_BASE_URL`, else OpenAI itself. A user and
            password in it are sent instead of the key, and shown nowhere.
        api_key: The key; by default `OPENAI_API_KEY`. OpenAI itself needs one.
        n: Whether one request may ask for several completions. OpenAI can; many servers that speak
            its format ignore `n`, so for others it is used only if they are known for it or you say
            so.
        transport: What opens the HTTP connections.
        service: Which service it is: its variables, its address and what its models take.

    Raises:
        ConfigurationError: When the URL or the key cannot be right.
    """

    key_variables: ClassVar[tuple[str, ...]] = ("OPENAI_API_KEY",)

    service: Service = field(factory=lambda: known_services()["openai"], kw_only=True)
    name: str = field(alias="model", validator=must_be_named)
    base_url: str = field(default="", converter=_text, repr=shown)
    api_key: Secret | None = field(default=None, converter=_secret, repr=False)
    n: bool | None = field(default=None, kw_only=True)
    transport: Callable[[], AbstractAsyncContextManager[Transport]] = field(
        default=open_transport, kw_only=True, eq=False, repr=False
    )

    capabilities: Capabilities = field(init=False, eq=False, repr=False)
    """What the model takes, as far as is known before it is asked."""

    def __attrs_post_init__(self) -> None:
        service = self.service
        url = checked_url(self.base_url, service.url_variable, service.base_url)
        object.__setattr__(self, "base_url", url)
        key = checked_key(self.api_key, [service.key])
        object.__setattr__(self, "api_key", key)
        known = service.capabilities_of(self.name, at_home=self.at_home)
        known = known if self.n is None else evolve(known, n=self.n)
        object.__setattr__(self, "capabilities", known)
        if service.needs_key and self.at_home and self.api_key is None:
            raise ConfigurationError(
                f"{urlsplit(self.base_url).hostname} needs a key: {self._credentials}; for another "
                f"server pass base_url= or set {service.url_variable}"
            )

    @property
    def model(self) -> str:
        return f"{self.service.name}/{self.name}"

    @property
    def account(self) -> Hashable | None:
        """Whose limits the requests count against, where all models of a key share them."""
        return (self.base_url, self.api_key) if self.service.shared_limits else None

    @property
    def at_home(self) -> bool:
        """Whether this is the service itself and not another server that speaks its format."""
        return urlsplit(self.base_url).hostname == urlsplit(self.service.base_url).hostname

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
        urls = {path: joined(self.base_url, path) for path in (CHAT, RESPONSES, EMBEDDINGS)}
        async with self.transport() as transport:
            yield OpenAISession(
                self.name,
                self.capabilities,
                HttpPost(transport, urls, self._headers()),
                endpoint=host(urlsplit(self.base_url)),
                credentials=self._credentials,
            )

    @property
    def _credentials(self) -> str:
        variable = self.service.key
        return f"set {variable} or pass api_key=" if variable else "pass api_key="

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json"}
        if self.api_key is not None and urlsplit(self.base_url).username is None:
            headers["Authorization"] = f"Bearer {self.api_key.reveal()}"
        return headers
