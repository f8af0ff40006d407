"""The services that speak OpenAI's format: data of `services.toml`, and a user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve, field, fields, frozen

from trustcore import ConfigurationError
from trustcore.provider_kit import Capabilities, Vendor
from trustcore.suggest import unknown
from trustcore_providers.capabilities import capabilities_of


@frozen
class Service(Vendor):
    """A vendor whose API is OpenAI's.

    Attributes:
        elsewhere: The capabilities' table for servers at another address; its own by default.
        shared_limits: Whether its limits are for all models of a key together.
        known: What is known of all of its models, over what `capabilities.toml` has.
    """

    elsewhere: str = field(default="", kw_only=True)
    shared_limits: bool = field(default=False, kw_only=True)
    known: Mapping[str, Any] = field(factory=dict, eq=False, kw_only=True)

    def capabilities_of(self, model: str, *, at_home: bool = True) -> Capabilities:
        """What a model takes.

        Args:
            model: Its name, as the API has it.
            at_home: Whether the server is the service itself.
        """
        table = self.name if at_home or not self.elsewhere else self.elsewhere
        return evolve(capabilities_of(table, model), **self.known)


def own_service(
    name: str,
    base_url: str,
    key: str,
    capabilities: Mapping[str, Any],
    *,
    shared_limits: bool = False,
) -> Service:
    """A user's own service.

    Raises:
        ConfigurationError: When a capability has a name that none has.
    """
    known = [one.name for one in fields(Capabilities)]
    for capability in capabilities:
        if capability not in known:
            msg = unknown(f"capability of service {name!r}:", capability, known)
            raise ConfigurationError(msg)
    keys = [key] if key else []
    return Service(name, base_url, keys, shared_limits=shared_limits, known=dict(capabilities))


@cache
def known_services() -> Mapping[str, Service]:
    """The services that come with trustcore, by name."""
    text = files("trustcore_providers").joinpath("services.toml").read_text(encoding="utf-8")
    return {name: Service(name, **row) for name, row in tomllib.loads(text).items()}
