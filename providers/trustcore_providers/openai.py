"""OpenAI's API, and every server that speaks it: vLLM, Ollama, llama.cpp, OpenRouter and so on."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from urllib.parse import SplitResult, urlsplit

from attrs import field, frozen

from trustcore import ConfigurationError, ProviderError, Reply, Request, Secret, Transport
from trustcore.http import open_transport
from trustcore.http.status import ApiProblem, problem_error, status_error
from trustcore.protocols import Feature, Response
from trustcore_providers import _openai_wire as wire
from trustcore_providers.learned import Learned

OPENAI = "https://api.openai.com/v1"
_HOST = "api.openai.com"
_CREDENTIALS = "set OPENAI_API_KEY or pass api_key="


def _base_url(value: str | None) -> str:
    """The URL as given or from the environment, checked."""
    given = (value or os.environ.get("OPENAI_BASE_URL") or OPENAI).strip()
    try:
        parts = urlsplit(given)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:
        usable = False
    if not usable:
        # Not quoted: a URL may hold a password, and a key may have been pasted here.
        raise ConfigurationError(
            "base_url (or OPENAI_BASE_URL) must be like https://host/v1 or http://host:port/v1"
        )
    return given


def _api_key(value: Secret | str | None) -> Secret | None:
    """The key as given or from the environment, checked."""
    given = value.reveal() if isinstance(value, Secret) else value
    key = (given or os.environ.get("OPENAI_API_KEY") or "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigurationError(
            "api_key (or OPENAI_API_KEY) has a character that no key has; was it copied whole?"
        )
    return Secret(key) if key else None


def _must_be_named(_: object, __: object, name: Any) -> None:  # noqa: ANN401  (whatever the user gave)
    if not isinstance(name, str) or not name.strip():
        raise ConfigurationError("the model must be a name such as gpt-5.5-mini")


def _shown(url: str) -> str:
    """A base URL without user, password and query."""
    parts = urlsplit(url)
    return repr(f"{parts.scheme}://{_host(parts)}{parts.path}")


def _host(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]


@frozen
class OpenAI:
    """A model behind OpenAI's API or a server that speaks it.

    Args:
        model: The model's name, as the API has it.
        base_url: Where the API is; by default `OPENAI_BASE_URL`, else OpenAI itself. A user and
            password in it are sent instead of the key, and shown nowhere.
        api_key: The key; by default `OPENAI_API_KEY`. OpenAI itself needs one.
        n: Whether one request may ask for several completions. OpenAI can; many servers that speak
            its format ignore `n`, so for others it is used only if you say so.
        transport: What opens the HTTP connections.

    Raises:
        ConfigurationError: When the URL or the key cannot be right.
    """

    name: str = field(alias="model", validator=_must_be_named)
    base_url: str = field(default="", converter=_base_url, repr=_shown)
    api_key: Secret | None = field(default=None, converter=_api_key, repr=False)
    n: bool | None = field(default=None, kw_only=True)
    transport: Callable[[], AbstractAsyncContextManager[Transport]] = field(
        default=open_transport, kw_only=True, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        if self.is_openai and self.api_key is None:
            raise ConfigurationError(
                f"{_HOST} needs a key: {_CREDENTIALS}; for another server pass base_url= or set "
                "OPENAI_BASE_URL"
            )

    @property
    def model(self) -> str:
        return f"openai/{self.name}"

    @property
    def is_openai(self) -> bool:
        """Whether this is OpenAI itself and not a server that speaks its format."""
        return urlsplit(self.base_url).hostname == _HOST

    def supports(self, feature: Feature, /) -> bool:
        if feature == "n":
            return self.is_openai if self.n is None else self.n
        return True

    @asynccontextmanager
    async def open(self) -> AsyncIterator[OpenAISession]:
        async with self.transport() as transport:
            yield OpenAISession(self, transport)


class OpenAISession:
    """An open `OpenAI`: its connections, and what was learned about the endpoint."""

    def __init__(self, provider: OpenAI, transport: Transport) -> None:
        parts = urlsplit(provider.base_url)
        self._provider = provider
        self._name = provider.name
        self._transport = transport
        self._endpoint = _host(parts)
        self._chat_url = _url(parts, "/chat/completions")
        self._embeddings_url = _url(parts, "/embeddings")
        self._limit_name = "max_completion_tokens" if provider.is_openai else "max_tokens"
        self._headers = {"Content-Type": "application/json"}
        if provider.api_key is not None and parts.username is None:
            self._headers["Authorization"] = f"Bearer {provider.api_key.reveal()}"
        self._learned = Learned()

    def supports(self, feature: Feature, /) -> bool:
        """Whether the provider supports it and the endpoint has not refused it so far."""
        return self._provider.supports(feature) and self._learned.supports(feature)

    async def complete(self, request: Request, /) -> Reply:
        """Ask for completions; optional parameters that the endpoint refuses are left out."""
        while True:
            body = wire.chat_body(self._name, self._limit_name, request)
            self._learned.apply(body)
            response = await self._post(self._chat_url, body)
            if response.status < 300:
                return wire.chat_reply(self._load(response), request.n)
            if not self._teaches(response, body):
                raise self._error(response)

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Ask for the embeddings of texts, one request for all."""
        body = wire.embedding_body(self._name, texts)
        response = await self._post(self._embeddings_url, body)
        if response.status >= 300:
            raise self._error(response)
        return wire.embedding_reply(self._load(response), len(texts))

    async def _post(self, url: str, body: dict[str, Any]) -> Response:
        return await self._transport.post(url, self._headers, wire.dump(body))

    def _load(self, response: Response) -> dict[str, Any]:
        data = wire.load(response.body)
        error = data.get("error")
        if isinstance(error, dict):  # some gateways answer 200 and put the status inside
            problem = ApiProblem.of(error)
            status = int(problem.code) if problem.code.isdecimal() else 500
            raise problem_error(problem, status, endpoint=self._endpoint, credentials=_CREDENTIALS)
        return data

    def _teaches(self, response: Response, body: dict[str, Any]) -> bool:
        if response.status not in {400, 403, 422}:
            return False
        return self._learned.learn(ApiProblem.parse(response.body), body)

    def _error(self, response: Response) -> ProviderError:
        return status_error(response, endpoint=self._endpoint, credentials=_CREDENTIALS)


def _url(parts: SplitResult, path: str) -> str:
    return parts._replace(path=parts.path.rstrip("/") + path, fragment="").geturl()
