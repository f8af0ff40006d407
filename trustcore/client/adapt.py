"""From a client object of the user's own to a provider."""

from __future__ import annotations

from trustcore.errors import ConfigurationError
from trustcore.plugins.protocols import Provider
from trustcore.plugins.registry import adapters


def adapt(client: object, model: str) -> Provider:
    """Use a client object that you have already, with its settings, as a model.

    ::

        tlm = TLM(model=adapt(AsyncOpenAI(), "gpt-4.1-mini"))

    The client is neither changed nor closed. Its own retries are off for our calls, since the
    engine has its own. The calls of a sync client are made in worker threads, as many at a time as
    `max_concurrency` allows; one that is cancelled runs on unheeded to the client's own timeout.
    An async client belongs to the event loop in which it is used first, here and anywhere else: one
    that was used in another loop before is refused where that can be known.

    Args:
        client: A client of a vendor's SDK, sync or async, for example `OpenAI` or `AsyncOpenAI`.
        model: The model's name, as the API has it.

    Raises:
        ConfigurationError: When no adapter knows the object.
    """
    package = package_of(client)
    provider = None if package is None else adapters.factory(package)(client, model)
    if provider is None:
        msg = (
            f"{type(client).__name__} is no client that trustcore can use; it knows the "
            f"clients of {', '.join(adapters.names())}. "
            "Any function from text to text is a model too"
        )
        raise ConfigurationError(msg)
    return provider


def package_of(client: object) -> str | None:
    """The package of the client's class, or of a class that it extends, if an adapter knows it.

    Told by the names of modules: no SDK is imported for it.
    """
    known = adapters.names()
    packages = (one.__module__.partition(".")[0] for one in type(client).__mro__)
    return next((package for package in packages if package in known), None)
