"""Amazon Bedrock: every model that its Converse API has."""

from __future__ import annotations

import os
from typing import Any, ClassVar

from anyio import to_thread
from attrs import field, frozen

from trustcore import ConfigurationError
from trustcore.provider_kit import (
    Authorize,
    Capabilities,
    HttpProvider,
    Vendor,
    adding,
    checked_url,
)
from trustcore_providers import _aws as aws
from trustcore_providers._bedrock_wire import BedrockWire
from trustcore_providers._extras import need
from trustcore_providers.capabilities import capabilities_of

VENDOR = Vendor(
    "bedrock",
    keys=["AWS_BEARER_TOKEN_BEDROCK"],
    needs_key=False,
    url_variable="AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
    credentials="see that the AWS credentials are right and may call bedrock:InvokeModel (and for "
    "streams bedrock:InvokeModelWithResponseStream), and that the account has access to the model",
)
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")


def _region(value: str | None) -> str:
    found = (os.environ.get(variable) for variable in _REGIONS)
    region = (value or next(filter(None, found), "")).strip()
    if region and not (region.isascii() and region.replace("-", "").isalnum()):
        raise ConfigurationError(
            "region (or AWS_REGION or AWS_DEFAULT_REGION) must be like eu-central-1"
        )
    return region


@frozen(cache_hash=True)  # it is looked up at every call
class Bedrock(HttpProvider):
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

    key_variables: ClassVar[Any] = (*VENDOR.keys, "AWS_ACCESS_KEY_ID", "AWS_PROFILE")
    needs: ClassVar[tuple[str, ...]] = ("botocore",)
    """The module that finds credentials and signs with them; a Bedrock API key does without."""

    vendor: Vendor = field(default=VENDOR, kw_only=True, repr=False)
    region: str = field(default="", converter=_region, kw_only=True)
    profile: str | None = field(factory=lambda: os.environ.get("AWS_PROFILE"), kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.api_key is None or not self.region:
            need("botocore", extra="bedrock")

    def address(self) -> str:
        """An endpoint of one's own, or nothing for that of the region."""
        variable = self.vendor.url_variable
        given = self.base_url or os.environ.get(variable) or os.environ.get("AWS_ENDPOINT_URL")
        return checked_url(given, variable) if given else ""

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of("bedrock", self.name)

    @property
    def endpoint(self) -> str | None:
        """None where the region is the profile's, which is known once a session is open."""
        if self.base_url:
            return super().endpoint
        return _endpoint(self.region) if self.region else None

    @property
    def credential(self) -> tuple[object, ...]:
        """Without a key the names of profile and access key: a role's keys change by the hour."""
        known = (self.profile, os.environ.get("AWS_ACCESS_KEY_ID"))
        return (*super().credential, *(known if self.api_key is None else ()))

    def wire(self) -> BedrockWire:
        return BedrockWire(self.name, self.capabilities)

    async def connect(self) -> tuple[str, Authorize]:
        # Files and metadata services are read: not in the event loop.
        return await to_thread.run_sync(self._prepare)

    def _prepare(self) -> tuple[str, Authorize]:
        region = self.region or _region(aws.region_of(self.profile))
        if not region:
            raise ConfigurationError(
                "Bedrock needs a region: set AWS_REGION, pass region=, or give the profile one"
            )
        base_url = self.base_url or _endpoint(region)
        if self.api_key is not None:
            return base_url, adding(self.key_headers())
        return base_url, aws.signer(self.profile, "bedrock", region)


def _endpoint(region: str) -> str:
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://bedrock-runtime.{region}.{suffix}"
