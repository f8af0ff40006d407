"""Anthropic's messages API."""

from __future__ import annotations

from attrs import field, frozen

from trustcore.provider_kit import Capabilities, HttpProvider, Vendor
from trustcore_providers._anthropic_wire import AnthropicWire, needed_limit
from trustcore_providers.capabilities import capabilities_of

VENDOR = Vendor(
    "anthropic",
    "https://api.anthropic.com",
    keys=("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
)


@frozen(cache_hash=True)  # it is looked up at every call
class Anthropic(HttpProvider):
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

    vendor: Vendor = field(default=VENDOR, kw_only=True, repr=False)

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of("anthropic", self.name)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return needed_limit(self.capabilities, max_tokens)

    def wire(self) -> AnthropicWire:
        return AnthropicWire(self.name, self.capabilities)
