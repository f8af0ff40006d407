"""The part of a provider that is the same for all HTTP APIs: where it is, and who asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, ClassVar
from urllib.parse import urlsplit

from attrs import Factory, field, fields, frozen

from trustcore.errors import ConfigurationError
from trustcore.http import open_transport
from trustcore.plugins.protocols import Feature, FileTransport, Transport
from trustcore.provider_kit.capabilities import Capabilities
from trustcore.provider_kit.error_maker import ErrorMaker
from trustcore.provider_kit.files import EndpointFiles
from trustcore.provider_kit.session import Authorize, HttpSend, HttpSession, adding
from trustcore.provider_kit.settings import (
    asks_with,
    checked_key,
    checked_url,
    host_of,
    must_be_named,
    public_url,
    secrets_in,
)
from trustcore.provider_kit.wire import Wire
from trustcore.secret import Secret


def _names(value: Sequence[str]) -> tuple[str, ...]:
    return tuple(value)


@frozen
class Vendor:
    """Who runs an API, where it is, and how one gets in.

    Attributes:
        name: As in "provider/model".
        base_url: Where the API is; empty where the user must say it.
        keys: The environment variables of the key, the first that is set counts.
        needs_key: Whether nothing works there without a key, as is taken for granted where `keys`
            names a variable; other servers may do without.
        header: The header that the key travels in.
        scheme: What stands before the key in that header.
        url_variable: The environment variable of another address; by default NAME_BASE_URL.
        credentials: How to give the right credentials, for messages; by default the first variable
            of `keys` is named.
    """

    name: str
    base_url: str = ""
    keys: tuple[str, ...] = field(default=(), converter=_names)
    needs_key: bool = field(
        default=Factory(lambda self: bool(self.keys), takes_self=True), kw_only=True
    )
    header: str = field(default="Authorization", kw_only=True)
    scheme: str = field(default="Bearer ", kw_only=True)
    url_variable: str = field(default="", kw_only=True)
    credentials: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        variable = self.name.upper().replace("-", "_") + "_BASE_URL"
        way = f"set {self.keys[0]} or pass api_key=" if self.keys else "pass api_key="
        object.__setattr__(self, "url_variable", self.url_variable or variable)
        object.__setattr__(self, "credentials", self.credentials or way)


class _KeyVariables:
    """Reads a provider's `key_variables` off its vendor, as class and as object."""

    def __get__(self, provider: HttpProvider | None, owner: type[HttpProvider]) -> tuple[str, ...]:
        vendor = fields(owner).vendor.default if provider is None else provider.vendor
        return vendor.keys if isinstance(vendor, Vendor) else ()


def _text(value: str | None) -> str:
    return value or ""


def _secret(value: Secret | str | None) -> Secret | None:
    return Secret(value) if isinstance(value, str) else value


def _shown(url: str) -> str:
    return repr(url and public_url(url))


@frozen
class HttpProvider:
    """A model behind an HTTP API. A subclass says which vendor it is, and makes the wire format.

    Args:
        model: The model's name, as the API has it.
        base_url: Where the API is; by default the vendor's variable, else the vendor's own. A user
            and password in it are sent instead of the key, and shown nowhere.
        api_key: The key; by default the vendor's variable.
        transport: What opens the HTTP connections.
        vendor: Who runs the API.

    Raises:
        ConfigurationError: When the name, the URL or the key cannot be right, or the subclass makes
            no wire format.
    """

    key_variables: ClassVar[Any] = _KeyVariables()
    """The environment variables of the key."""

    name: str = field(alias="model", validator=must_be_named)
    base_url: str = field(default="", converter=_text, repr=_shown)
    api_key: Secret | None = field(default=None, converter=_secret, repr=False)
    transport: Callable[[], AbstractAsyncContextManager[Transport]] = field(
        default=open_transport, kw_only=True, eq=False, repr=False
    )
    vendor: Vendor = field(kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        vendor = self.vendor
        if type(self).wire is HttpProvider.wire:
            raise ConfigurationError(
                f"the provider {type(self).__name__} must have a method `wire` that makes the "
                "format of its requests and replies, a `Wire` of trustcore.provider_kit"
            )
        object.__setattr__(self, "base_url", self.address())
        object.__setattr__(self, "api_key", checked_key(self.api_key, vendor.keys))
        there = urlsplit(self.base_url)
        keyless = self.api_key is None and there.username is None
        if vendor.needs_key and self.at_home and keyless:
            raise ConfigurationError(
                f"{there.hostname or vendor.name} needs a key: {vendor.credentials}; for "
                f"another server pass base_url= or set {vendor.url_variable}"
            )

    def address(self) -> str:
        """The base URL: as given, from the vendor's variable, or the vendor's own."""
        return checked_url(self.base_url, self.vendor.url_variable, self.vendor.base_url)

    def wire(self) -> Wire:
        """The format of requests and replies for this model. A subclass has to say."""
        raise NotImplementedError

    @property
    def capabilities(self) -> Capabilities:
        """What the model takes, as far as is known before it is asked."""
        return Capabilities()

    @property
    def model(self) -> str:
        """Name for records: "vendor/name"."""
        return f"{self.vendor.name}/{self.name}"

    @property
    def endpoint(self) -> str | None:
        """Where requests go, without credentials."""
        return public_url(self.base_url)

    @property
    def credential(self) -> tuple[object, ...]:
        """What requests are sent with: a cache keeps apart what was asked with another."""
        return asks_with(self.base_url, self.api_key)

    @property
    def at_home(self) -> bool:
        """Whether this is the vendor's own API and not another server that speaks its format."""
        home = urlsplit(self.vendor.base_url).hostname
        return not home or urlsplit(self.base_url).hostname == home

    def supports(self, feature: Feature, /) -> bool:
        """Whether requests may use a feature."""
        return self.capabilities.supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        """The limit that is sent for the user's own; None where none is sent."""
        return self.capabilities.limit(max_tokens)

    @property
    def max_n(self) -> int | None:
        """How many completions of one request the model makes; None where that is unlimited."""
        return self.capabilities.max_n

    def key_headers(self) -> Mapping[str, str]:
        """The header with the key; none where there is no key, or a user in the URL instead."""
        header = self.vendor.header
        taken = header == "Authorization" and urlsplit(self.base_url).username is not None
        if self.api_key is None or taken:
            return {}
        return {header: self.vendor.scheme + self.api_key.reveal()}

    async def connect(self) -> tuple[str, Authorize]:
        """Find out where requests go and what adds their credentials, when a session opens."""
        return self.base_url, adding(self.key_headers())

    @asynccontextmanager
    async def open(self) -> AsyncIterator[HttpSession]:
        """Open connections of our own in the running event loop."""
        base_url, authorize = await self.connect()
        async with self.transport() as transport:
            send = HttpSend(transport, base_url, authorize)
            yield HttpSession(self.wire(), send, self._errors(base_url))

    @asynccontextmanager
    async def open_files(self) -> AsyncIterator[EndpointFiles]:
        """Open connections for files, in the running event loop.

        Raises:
            ConfigurationError: When the transport carries none.
        """
        base_url, authorize = await self.connect()
        async with self.transport() as transport:
            if not isinstance(transport, FileTransport):
                msg = f"the transport of {self.model} carries no files; give it the usual one"
                raise ConfigurationError(msg)
            yield EndpointFiles(transport, base_url, authorize, self._errors(base_url))

    def _errors(self, base_url: str) -> ErrorMaker:
        secrets = secrets_in(base_url, self.api_key)
        return ErrorMaker(host_of(base_url), self.vendor.credentials, secrets)
