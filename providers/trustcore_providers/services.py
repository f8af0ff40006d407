"""OpenAI-compatible services as providers: `ollama`, `vllm`, `groq` and so on, and your own.

Each is a row of `services.toml` and one entry point, which names an attribute of this module.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from trustcore import register_provider
from trustcore_providers._services import Service, known_services, own_service
from trustcore_providers.openai import OpenAI


def __getattr__(name: str) -> Callable[..., OpenAI]:
    service = known_services().get(name)
    if service is None:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return _provider(service)


def register_service(
    name: str,
    base_url: str,
    *,
    key: str = "",
    shared_limits: bool = False,
    **capabilities: Any,  # noqa: ANN401  (each field of the record has its own type)
) -> Service:
    """Give a service of your own a name: `register_service("mine", "https://host/v1")`.

    From then on `TLM(model="mine/some-model")` works in this program.

    Args:
        name: As in "provider/model".
        base_url: Where its API is; `NAME_BASE_URL` in the environment says otherwise.
        key: The environment variable of the key, which is then needed.
        shared_limits: Whether its limits are for all models of a key together, not for each.
        capabilities: What is known of its models, see `Capabilities`; what is not is negotiated.

    Raises:
        ConfigurationError: When the name is taken or no such capability exists.
    """
    service = own_service(name, base_url, key, capabilities, shared_limits=shared_limits)
    register_provider(name)(_provider(service))
    return service


def _provider(service: Service) -> Callable[..., OpenAI]:
    made = partial(OpenAI, vendor=service)
    made.__dict__["key_variables"] = service.keys
    return made
