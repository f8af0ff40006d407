"""Azure OpenAI: OpenAI's format with Azure's own addresses and its own header for the key."""

from __future__ import annotations

import os
from functools import cached_property
from urllib.parse import quote, urlencode, urlsplit

from attrs import evolve, field, frozen

from trustcore import ConfigurationError
from trustcore.provider_kit import Authorize, Capabilities, HttpProvider, Vendor
from trustcore_providers._openai_responses import wire_of
from trustcore_providers._openai_wire import OpenAIWire
from trustcore_providers.capabilities import capabilities_of

VENDOR = Vendor(
    "azure",
    keys=["AZURE_OPENAI_API_KEY"],
    header="api-key",
    scheme="",
    url_variable="AZURE_OPENAI_ENDPOINT",
)


def _api_version(value: str | None) -> str | None:
    return value or os.environ.get("OPENAI_API_VERSION") or None


@frozen(cache_hash=True)  # it is looked up at every call
class Azure(HttpProvider):
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

    api_version: str | None = field(default=None, converter=_api_version, kw_only=True)
    n: bool | None = field(default=None, kw_only=True)
    vendor: Vendor = field(default=VENDOR, kw_only=True, repr=False)

    def address(self) -> str:
        if not (self.base_url or os.environ.get(self.vendor.url_variable)):
            raise ConfigurationError(
                f"Azure needs your resource's address: set {self.vendor.url_variable} or pass "
                "base_url=, like https://NAME.openai.azure.com"
            )
        return super().address()

    @cached_property
    def capabilities(self) -> Capabilities:
        known = capabilities_of("azure", self.name)
        return known if self.n is None else evolve(known, n=self.n)

    async def connect(self) -> tuple[str, Authorize]:
        base_url, authorize = await super().connect()
        parts = urlsplit(base_url)
        root = parts.path.rstrip("/").removesuffix("/openai/v1")
        version = urlencode({"api-version": self.api_version}) if self.api_version else ""
        query = "&".join(filter(None, (parts.query, version)))
        return parts._replace(path=root, query=query).geturl(), authorize

    def wire(self) -> OpenAIWire:
        known, root = self.capabilities, "/openai"
        if self.api_version is None:
            root += "/v1"
        elif known.api == "chat":
            root += f"/deployments/{quote(self.name, safe='')}"
        return wire_of(self.name, known, root)
