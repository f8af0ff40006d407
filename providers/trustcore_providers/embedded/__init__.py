"""A small language model in the package: no key, no network."""

from trustcore_providers.embedded.provider import Embedded, EmbeddedSession

__all__ = ["Embedded", "EmbeddedSession"]
