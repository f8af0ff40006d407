"""What a provider may say of itself besides what its protocol asks for, in optional attributes."""

from __future__ import annotations

import sys
from collections.abc import Hashable

from trustcore.plugins.protocols import Provider

UNLIMITED = sys.maxsize


def endpoint_of(provider: Provider) -> str | None:
    """Where a provider's requests go, without credentials; None where it does not say.

    It says so with an attribute `endpoint`: a URL without user, password and query, or any other
    text that stays the same from run to run and means the same model to everybody.
    """
    found = getattr(provider, "endpoint", None)
    return found if isinstance(found, str) else None


def account_of(provider: Provider) -> Hashable | None:
    """Whose limits a provider's requests count against; None where each model has its own.

    It says so with an attribute `account`: anything that can be hashed and is equal for the models
    that share limits, the address and the `Secret` of the key for example. It is compared, never
    shown or written down.
    """
    found = getattr(provider, "account", None)
    return found if isinstance(found, Hashable) else None


def most_at_once(provider: Provider) -> int:
    """How many completions of one request a provider's model makes, from 1.

    A provider that supports "n" says where that ends with an attribute `max_n`; one that has none,
    or None there, takes any number.
    """
    if not provider.supports("n"):
        return 1
    most = getattr(provider, "max_n", None)
    return most if isinstance(most, int) and most > 0 else UNLIMITED


def key_variables(factory: object) -> tuple[str, ...]:
    """The environment variables that a provider reads its key from; none where it does not say.

    What makes the provider says so with an attribute `key_variables`, a tuple of their names.
    """
    found = getattr(factory, "key_variables", ())
    listed = isinstance(found, tuple) and all(isinstance(one, str) for one in found)
    return found if listed else ()
