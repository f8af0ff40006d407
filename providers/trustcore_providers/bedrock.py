"""Amazon Bedrock: every model that its Converse API has."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import ClassVar
from urllib.parse import urlsplit

from anyio import to_thread
from attrs import field, frozen

from trustcore import ConfigurationError, Secret, Transport
from trustcore.http import open_transport
from trustcore.plugins.protocols import Feature
from trustcore_providers import _aws as aws
from trustcore_providers._bedrock_wire import BedrockWire
from trustcore_providers._endpoint import (
    asks_with,
    checked_key,
    checked_url,
    host,
    must_be_named,
    public,
    shown,
)
from trustcore_providers._extras import need
from trustcore_providers._http import Authorize, HttpSend, adding
from trustcore_providers._session import WireSession
from trustcore_providers.capabilities import capabilities_of

_KEYS = ("AWS_BEARER_TOKEN_BEDROCK",)
_URL = "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")


def _region(value: str | None) -> str:
    found = (os.environ.get(variable) for variable in _REGIONS)
    region = (value or next(filter(None, found), "")).strip()
    if region and not (region.isascii() and region.replace("-", "").isalnum()):
        raise ConfigurationError(
            "region (or AWS_REGION or AWS_DEFAULT_REGION) must be like eu-central-1"
        )
    return region


def _base_url(value: str | None) -> str:
    """An endpoint of one's own, or nothing for that of the region."""
    given = value or os.environ.get(_URL) or os.environ.get("AWS_ENDPOINT_URL")
    return checked_url(given, _URL, "") if given else ""


def _api_key(value: Secret | str | None) -> Secret | None:
    return checked_key(value, _KEYS)


@frozen
class Bedrock:
    """A model behind Amazon Bedrock's Converse API.

    Requests are signed with the credentials that botocore finds: variables, profiles, roles of a
    container or an instance. A Bedrock API key is sent instead where there is one.

    Args:
        model: The model's ID, or that of an inference profile, or the ARN of either.
        base_url: An endpoint of your own; by default `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, else
            `AWS_ENDPOINT_URL`, else that of the region.
        api_key: A Bedrock API key; by default `AWS_BEARER_TOKEN_BEDROCK`.
        region: The region; by default `AWS_REGION`, else `AWS_DEFAULT_REGION`, else the profile's.
        profile: The profile in AWS's configuration files; by default `AWS_PROFILE`.
        transport: What opens the HTTP connections.

    Raises:
        ConfigurationError: When a setting cannot be right, or botocore is not installed.
    """

    key_variables: ClassVar[tuple[str, ...]] = (
        "AWS_BEARER_TOKEN_BEDROCK",
        "AWS_ACCESS_KEY_ID",
        "AWS_PROFILE",
    )

    name: str = field(alias="model", validator=must_be_named)
    base_url: str = field(default="", converter=_base_url, repr=lambda url: url and shown(url))
    api_key: Secret | None = field(default=None, converter=_api_key, repr=False)
    region: str = field(default="", converter=_region, kw_only=True)
    profile: str | None = field(factory=lambda: os.environ.get("AWS_PROFILE"), kw_only=True)
    transport: Callable[[], AbstractAsyncContextManager[Transport]] = field(
        default=open_transport, kw_only=True, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        if self.api_key is None or not self.region:
            need("botocore", extra="bedrock")

    @property
    def model(self) -> str:
        return f"bedrock/{self.name}"

    @property
    def endpoint(self) -> str | None:
        """None where the region is the profile's, which is known once a session is open."""
        if self.base_url:
            return public(self.base_url)
        return _endpoint(self.region) if self.region else None

    @property
    def credential(self) -> tuple[object, ...]:
        """Without a key the names of profile and access key: a role's keys change by the hour."""
        known = (self.profile, os.environ.get("AWS_ACCESS_KEY_ID"))
        return (*asks_with(self.base_url, self.api_key), *(known if self.api_key is None else ()))

    def supports(self, feature: Feature, /) -> bool:
        return capabilities_of("bedrock", self.name).supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return capabilities_of("bedrock", self.name).limit(max_tokens)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[WireSession]:
        # Files and metadata services are read: not in the event loop.
        region, authorize = await to_thread.run_sync(self._prepare)
        base_url = self.base_url or _endpoint(region)
        known = capabilities_of("bedrock", self.name)
        wire = BedrockWire(self.name, known, host(urlsplit(base_url)))
        async with self.transport() as transport:
            yield WireSession(wire, HttpSend(transport, base_url, authorize))

    def _prepare(self) -> tuple[str, Authorize]:
        region = self.region or _region(aws.region_of(self.profile))
        if not region:
            raise ConfigurationError(
                "Bedrock needs a region: set AWS_REGION, pass region=, or give the profile one"
            )
        if self.api_key is not None:
            return region, adding({"Authorization": f"Bearer {self.api_key.reveal()}"})
        return region, aws.signer(self.profile, "bedrock", region)


def _endpoint(region: str) -> str:
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://bedrock-runtime.{region}.{suffix}"
