"""Whether a plug-in has what its protocol says, told when it is made and not when it is used."""

from __future__ import annotations

import inspect
from typing import get_args

from trustcore.errors import ConfigurationError, TrustcoreError
from trustcore.plugins.protocols import Measure
from trustcore.suggest import unknown


def check_strategy(strategy: object) -> None:
    """Check that an object can be a strategy.

    Raises:
        ConfigurationError: Naming what it lacks, or what must not be async.
    """
    why = "a strategy does no I/O; the engine gets what `needs` asks for"
    tuned = ("tuned",) if hasattr(strategy, "tuned") else ()
    _check(strategy, "strategy", "name", ("needs", "assess", *tuned), why)
    measured = getattr(strategy, "measures", None)
    if measured not in (None, *get_args(Measure)):
        who = f"the strategy {type(strategy).__name__}: `measures`"
        raise ConfigurationError(unknown(f"value of {who}", str(measured), get_args(Measure)))


def check_combiner(combiner: object) -> None:
    """Check that an object can be a combiner.

    Raises:
        ConfigurationError: Naming what it lacks, or what must not be async.
    """
    _check(combiner, "combiner", "name", ("combine",), "a combination is arithmetic on signals")


def check_provider(provider: object) -> None:
    """Check that an object can be a provider.

    Raises:
        ConfigurationError: Naming what it lacks, or what must not be async; or when it has no hash.
    """
    why = "it is not awaited; an async `open` goes under @asynccontextmanager"
    _check(provider, "provider", "model", ("supports", "open"), why)
    try:
        hash(provider)
    except TypeError:
        who = f"the provider {type(provider).__name__}"
        msg = (
            f"{who} must be hashable: its limits and connections are kept by it; write its class "
            "with frozen=True, or with eq=False where no two are equal"
        )
        raise ConfigurationError(msg) from None


def check_session(session: object) -> None:
    """Check that the optional `stream` of a session is what the engine calls.

    Raises:
        ConfigurationError: Naming what is wrong with it.
    """
    stream = getattr(session, "stream", None)
    who = f"the session {type(session).__name__}: `stream`"
    if inspect.isasyncgenfunction(stream) or inspect.isgeneratorfunction(stream):
        raise ConfigurationError(
            f"{who} must not be a generator: it gives each piece to `receive` and returns a Reply"
        )
    if stream is not None and not _takes_two(stream):
        raise ConfigurationError(f"{who} must be a method of a request and of `receive`")


def _takes_two(method: object) -> bool:
    if not callable(method):
        return False
    try:
        inspect.signature(method).bind(None, None)
    except TypeError:
        return False
    except ValueError:  # of what is written in C it cannot always be known
        return True
    return True


def _check(plugin: object, kind: str, text: str, methods: tuple[str, ...], why: str) -> None:
    who = f"the {kind} {type(plugin).__name__}"
    if not isinstance(_attribute(plugin, text, who), str):
        msg = f"{who} must have an attribute `{text}`, a string"
        raise ConfigurationError(msg)
    for name in methods:
        method = _attribute(plugin, name, who)
        if not callable(method):
            msg = f"{who} must have a method `{name}`"
            raise ConfigurationError(msg)
        if inspect.iscoroutinefunction(method) or inspect.isasyncgenfunction(method):
            msg = f"{who}: `{name}` must not be async: {why}"
            raise ConfigurationError(msg)


def _attribute(plugin: object, name: str, who: str) -> object:
    """An attribute; None where there is none."""
    try:
        return getattr(plugin, name, None)
    except TrustcoreError:
        raise
    except Exception as error:  # a third party's property may raise anything
        msg = f"{who}: its `{name}` raised {type(error).__name__}"
        raise ConfigurationError(msg) from error
