"""Gemini's API for developers, at generativelanguage.googleapis.com."""

from __future__ import annotations

from attrs import field, frozen

from trustcore.provider_kit import Capabilities, HttpProvider, Vendor
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers.capabilities import capabilities_of

VENDOR = Vendor(
    "gemini",
    "https://generativelanguage.googleapis.com",
    keys=("GOOGLE_API_KEY", "GEMINI_API_KEY"),  # in this order, as Google's own clients have them
    header="x-goog-api-key",
    scheme="",
    url_variable="GOOGLE_GEMINI_BASE_URL",
    credentials="set GEMINI_API_KEY or GOOGLE_API_KEY, or pass api_key=",
)


@frozen(cache_hash=True)  # it is looked up at every call
class Gemini(HttpProvider):
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

    vendor: Vendor = field(default=VENDOR, kw_only=True, repr=False)

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of("gemini", self.name.removeprefix("models/"))

    def wire(self) -> GeminiWire:
        return GeminiWire(self.name, self.capabilities)
