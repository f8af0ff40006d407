"""The services that speak OpenAI's format: data of `services.toml`, and a user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve, field, fields, frozen

from trustcore import ConfigurationError
from trustcore.suggest import unknown
from trustcore_providers.capabilities import Capabilities, capabilities_of


@frozen
class Service:
    """Where a service is, and how one gets in.

    Attributes:
        name: As in "provider/model".
        base_url: Where it is by default.
        key: The environment variable of the key.
        needs_key: Whether nothing works without a key.
        elsewhere: The capabilities' table for servers at another address; its own by default.
        shared_limits: Whether its limits are for all models of a key together.
        capabilities: What is known of all of its models, over what `capabilities.toml` has.
    """

    name: str
    base_url: str
    key: str = ""
    needs_key: bool = False
    elsewhere: str = ""
    shared_limits: bool = False
    capabilities: Mapping[str, Any] = field(factory=dict, eq=False)

    @property
    def url_variable(self) -> str:
        """The environment variable of another address."""
        return self.name.upper().replace("-", "_") + "_BASE_URL"

    def capabilities_of(self, model: str, *, at_home: bool = True) -> Capabilities:
        """What a model takes.

        Args:
            model: Its name, as the API has it.
            at_home: Whether the server is the service itself.
        """
        table = self.name if at_home or not self.elsewhere else self.elsewhere
        return evolve(capabilities_of(table, model), **self.capabilities)


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
    return Service(
        name, base_url, key, shared_limits=shared_limits, capabilities=dict(capabilities)
    )


@cache
def known_services() -> Mapping[str, Service]:
    """The services that come with trustcore, by name."""
    text = files("trustcore_providers").joinpath("services.toml").read_text(encoding="utf-8")
    return {name: Service(name, **row) for name, row in tomllib.loads(text).items()}
