"""What a provider may say of itself besides what its protocol asks for, in optional attributes."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Iterable
from hashlib import blake2b

from trustcore.plugins.protocols import Provider
from trustcore.secret import Secret

UNLIMITED = sys.maxsize

_ACCOUNT = b"trustcore shared: account"
"""What accounts are hashed with, so that no hash made for something else is equal to theirs."""


def endpoint_of(provider: Provider) -> str | None:
    """Where a provider's requests go, without credentials; None where it does not say.

    It says so with an attribute `endpoint`: a URL without user, password and query, or any other
    text that stays the same from run to run and means the same model to everybody.
    """
    found = getattr(provider, "endpoint", None)
    return found if isinstance(found, str) else None


def endpoints_of(providers: Iterable[Provider]) -> tuple[str, ...]:
    """The endpoints of some providers that say theirs, each once."""
    return tuple(dict.fromkeys(filter(None, map(endpoint_of, providers))))


def account_of(provider: Provider) -> Hashable | None:
    """Whose limits a provider's requests count against; None where each model has its own.

    It says so with an attribute `account`: anything that can be hashed and is equal for the models
    that share limits, the address and the `Secret` of the key for example. It is compared, never
    shown or written down.
    """
    found = getattr(provider, "account", None)
    return found if isinstance(found, Hashable) else None


def credential_of(provider: Provider) -> str | None:
    """With what a provider asks, as one text; None where it does not say.

    It says so with an attribute `credential`: a `Secret`, a text, bytes, or a tuple of these and
    None, that is another when somebody else asks. One that has none there is told apart by its
    `account`, where that is made of such parts. The text is secret: whoever asks for it hashes it
    at once.
    """
    for name in ("credential", "account"):
        parts = _revealed(getattr(provider, name, None))
        if parts is not None:
            return ascii(parts)
    return None


def account_name(provider: Provider) -> str:
    """Whose limits a provider's requests count against, as a name that is the same in each process.

    It is a hash of its `account`, else of endpoint, model and credential: nothing can be read
    from it.
    """
    parts = _revealed(getattr(provider, "account", None))
    if parts is None:
        parts = (endpoint_of(provider), provider.model, credential_of(provider))
    return blake2b(ascii(parts).encode(), key=_ACCOUNT, digest_size=16).hexdigest()


def _revealed(value: object) -> object | None:
    """The texts that a credential is made of; None where one is something else, or nothing."""
    match value:
        case Secret():
            return value.reveal()
        case str() | int() | bytes():
            return value
        case tuple():
            parts = [_revealed(part) for part in value]
            unknown = [one for one, part in zip(value, parts, strict=True) if part is None]
            return None if any(one is not None for one in unknown) else parts
        case _:
            return None


def varies(provider: Provider) -> bool | None:
    """Whether a provider's model varies between equal requests; None where nobody knows.

    One that supports neither "sampling" nor "temperature" does not. One that supports them does,
    unless it has an attribute `varies` that is None: then equal samples may be a sign of certainty,
    or of a model that always says the same.
    """
    if not (provider.supports("sampling") or provider.supports("temperature")):
        return False
    return None if getattr(provider, "varies", True) is None else True


def most_at_once(provider: Provider) -> int:
    """How many completions of one request a provider's model makes, from 1.

    A provider that supports "n" says where that ends with an attribute `max_n`; one that has none,
    or None there, takes any number.
    """
    if not provider.supports("n"):
        return 1
    most = getattr(provider, "max_n", None)
    return most if isinstance(most, int) and most > 0 else UNLIMITED


def needed_modules(factory: object) -> tuple[str, ...]:
    """The top-level modules that a provider needs besides trustcore; none where it does not say.

    What makes the provider says so with an attribute `needs`, a tuple of their names. Where it
    comes with trustcore, the extra of its name installs them.
    """
    return _names(factory, "needs")


def completed(factory: object, begun: str) -> tuple[str, ...]:
    """The models' names that begin like this, as far as they can be told without a call.

    What makes the provider knows them by a function `complete`, from what there is of a name to
    the names that it may become. One that has none, or fails, knows none.
    """
    try:
        return tuple(getattr(factory, "complete", lambda _: ())(begun))
    except Exception:  # noqa: BLE001  (a third party's: nothing is completed then)
        return ()


def key_variables(factory: object) -> tuple[str, ...]:
    """The environment variables that a provider reads its key from; none where it does not say.

    What makes the provider says so with an attribute `key_variables`, a tuple of their names.
    """
    return _names(factory, "key_variables")


def _names(factory: object, attribute: str) -> tuple[str, ...]:
    found = getattr(factory, attribute, ())
    listed = isinstance(found, tuple) and all(isinstance(one, str) for one in found)
    return found if listed else ()
