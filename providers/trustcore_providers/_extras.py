"""The one way to say that something optional is not installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from trustcore import ConfigurationError


def need(module: str, *, extra: str) -> ModuleType:
    """Import a module of an extra.

    Args:
        module: The module.
        extra: The extra of trustcore that installs it, named as the provider that needs it.

    Raises:
        ConfigurationError: When it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise _not_installed(module, extra) from error


def must_be_installed(module: str, *, extra: str) -> None:
    """Refuse to go on without a top-level module of an extra; it is imported later.

    Args:
        module: The module.
        extra: The extra of trustcore that installs it, named as the provider that needs it.

    Raises:
        ConfigurationError: When it is not installed.
    """
    if find_spec(module) is None:
        raise _not_installed(module, extra)


def _not_installed(module: str, extra: str) -> ConfigurationError:
    package = module.partition(".")[0]
    return ConfigurationError(
        f'the provider {extra!r} needs {package}: pip install "trustcore[{extra}]"'
    )
