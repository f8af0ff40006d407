"""The one way to say that something optional is not installed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from trustcore import ConfigurationError


def need(module: str, *, extra: str) -> ModuleType:
    """Import a module of an extra.

    Args:
        module: The module.
        extra: The extra of trustcore that installs it.

    Raises:
        ConfigurationError: When it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ConfigurationError(
            f'{package} is not installed: pip install "trustcore[{extra}]"'
        ) from error
