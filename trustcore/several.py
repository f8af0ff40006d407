"""How many completions one request may ask for."""

from __future__ import annotations

import sys

from trustcore.protocols import Provider

UNLIMITED = sys.maxsize


def most_at_once(provider: Provider) -> int:
    """How many completions of one request a provider's model makes, from 1.

    A provider that supports "n" says where that ends with an attribute `max_n`; one that has none,
    or None there, takes any number.
    """
    if not provider.supports("n"):
        return 1
    most = getattr(provider, "max_n", None)
    return most if isinstance(most, int) and most > 0 else UNLIMITED
