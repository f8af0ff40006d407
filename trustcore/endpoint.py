"""Where a provider's requests go, for those who must tell endpoints apart."""

from __future__ import annotations

from collections.abc import Iterable

from trustcore.log import log
from trustcore.protocols import Provider


def endpoint_of(provider: Provider) -> str | None:
    """Where a provider's requests go, without credentials; None where it does not say.

    It says so with an attribute `endpoint`: a URL without user, password and query, or any other
    text that stays the same from run to run and means the same model to everybody.
    """
    found = getattr(provider, "endpoint", None)
    return found if isinstance(found, str) else None


def tell_uncached(providers: Iterable[Provider]) -> None:
    """Log whose answers no cache can keep: that of providers that do not say their endpoint."""
    for provider in providers:
        if endpoint_of(provider) is None:
            log.warning("not cached", model=provider.model, reason="its provider has no `endpoint`")
