"""OpenAI's API, and every server that speaks it: vLLM, Ollama, llama.cpp, OpenRouter and so on."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property

from attrs import evolve, field, frozen

from trustcore.provider_kit import Capabilities, HttpProvider
from trustcore_providers._openai_responses import wire_of
from trustcore_providers._openai_wire import OpenAIWire
from trustcore_providers._services import Service, known_services


@frozen(cache_hash=True)  # it is looked up at every call
class OpenAI(HttpProvider):
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
        vendor: Which service it is: its variables, its address and what its models take.

    Raises:
        ConfigurationError: When the URL or the key cannot be right.
    """

    n: bool | None = field(default=None, kw_only=True)
    vendor: Service = field(default=known_services()["openai"], kw_only=True, repr=False)

    @cached_property
    def capabilities(self) -> Capabilities:
        known = self.vendor.capabilities_of(self.name, at_home=self.at_home)
        return known if self.n is None else evolve(known, n=self.n)

    @property
    def account(self) -> Hashable | None:
        """Whose limits the requests count against, where all models of a key share them."""
        return (self.base_url, self.api_key) if self.vendor.shared_limits else None

    def wire(self) -> OpenAIWire:
        return wire_of(self.name, self.capabilities)
