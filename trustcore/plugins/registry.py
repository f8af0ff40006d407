"""Plug-ins by name: found when asked for, loaded when used, made again from name and arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from importlib import metadata
from typing import Any, Generic, TypeVar

from attrs import Attribute

from trustcore.checks import shown
from trustcore.errors import ArgumentError, RegistryError, TrustcoreError
from trustcore.plugins.contracts import check_provider, check_strategy
from trustcore.plugins.protocols import Provider, Strategy
from trustcore.suggest import unknown

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


class Registry(Generic[T]):
    """The plug-ins of one kind: those of installed distributions and those registered here.

    Args:
        kind: What they are, in words.
        group: Their entry points.
        check: Refuses what has been made and is no such plug-in.
        built_in: Those that come along, by name.
        wrong_with: Says what is wrong with a function or class that is registered or loaded; empty
            where nothing is.
    """

    def __init__(
        self,
        kind: str,
        group: str,
        check: Callable[[T], None] = lambda _: None,
        built_in: Mapping[str, Callable[..., T]] | None = None,
        wrong_with: Callable[[Callable[..., Any]], str] = lambda _: "",
    ) -> None:
        self.kind = kind
        self.group = group
        self._check = check
        self._wrong_with = wrong_with
        self._registered: dict[str, Callable[..., T]] = dict(built_in or {})
        self._loaded: dict[str, Callable[..., T]] = {}

    def register(self, name: str) -> Callable[[F], F]:
        """Register a class or function of your own program under a name.

        Raises:
            RegistryError: When the name is taken, or is none; or what is registered makes nothing.
        """
        if not isinstance(name, str):
            msg = f'a {self.kind} is registered under a name: write @register_{self.kind}("NAME")'  # type: ignore[unreachable]
            raise RegistryError(msg)
        if not _is_name(name):
            msg = (
                f"a {self.kind} cannot be named {shown(name)}: a name is printable, without a "
                "slash and without spaces around it"
            )
            raise RegistryError(msg)

        def keep(factory: F) -> F:
            problem = self._problem_of(factory)
            if problem:
                raise RegistryError(f"the {self.kind} {name!r} cannot be registered: {problem}")
            if self._registered.get(name, factory) is not factory or self._entries(name):
                msg = f"the {self.kind} name {name!r} is taken; choose another name"
                raise RegistryError(msg)
            self._registered[name] = factory
            return factory

        return keep

    def names(self) -> tuple[str, ...]:
        """All names that can be used, sorted. Loads nothing."""
        found = {entry.name for entry in metadata.entry_points(group=self.group)}
        return tuple(sorted(found | self._registered.keys()))

    def factory(self, name: str) -> Callable[..., T]:
        """What makes the plug-in.

        Raises:
            RegistryError: When no plug-in has the name, or it could not be loaded.
        """
        if name in self._registered:
            return self._registered[name]
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def create(self, name: str, arguments: Mapping[str, Any]) -> T:
        """Make a plug-in from its name and arguments.

        Raises:
            RegistryError: See `factory`; or what makes it raised something else.
            ArgumentError: When it does not take the arguments.
            ConfigurationError: When what it makes lacks something that the protocol has.
        """
        factory = self.factory(name)
        self._check_arguments(name, factory, arguments)
        try:
            made = factory(**arguments)
        except (TypeError, ValueError) as error:
            problem, blamed = _blame(error)
            msg = f"{self.kind} {name!r}: {problem}"
            raise ArgumentError(msg, blamed) from error
        except (TrustcoreError, KeyboardInterrupt):
            raise
        except BaseException as error:  # a third party's code may raise anything, SystemExit too
            msg = f"the {self.kind} {name!r} could not be made: it raised {type(error).__name__}"
            raise RegistryError(msg) from error
        self._check(made)
        return made

    def _check_arguments(
        self, name: str, factory: Callable[..., T], arguments: Mapping[str, Any]
    ) -> None:
        try:
            parameters = inspect.signature(factory).parameters
        except ValueError:  # of a class in C, which tells when it is called
            return
        takes_any = any(one.kind is one.VAR_KEYWORD for one in parameters.values())
        for argument in arguments:
            if argument not in parameters and not takes_any:
                msg = unknown(f"argument of {self.kind} {name!r}:", str(argument), parameters)
                raise ArgumentError(msg, argument)

    def _entries(self, name: str) -> tuple[metadata.EntryPoint, ...]:
        return tuple(metadata.entry_points(group=self.group, name=name))

    def _load(self, name: str) -> Callable[..., T]:
        entries = self._entries(name)
        if not entries:
            own = (
                f"one of your own has to be registered first, by @register_{self.kind}({name!r}) "
                f"or an entry point of {self.group}"
            )
            raise RegistryError(unknown(self.kind, name, self.names(), own))
        if len(entries) > 1:
            owners = " and ".join(sorted(map(_distribution, entries)))
            msg = f"the {self.kind} name {name!r} is claimed by {owners}; uninstall one of them"
            raise RegistryError(msg)
        failed = f"the {self.kind} {name!r} of {_distribution(entries[0])} could not be loaded: "
        try:
            loaded: Callable[..., T] = entries[0].load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a third-party module may raise anything, SystemExit too
            raise RegistryError(f"{failed}{type(error).__name__}: {_words(error)}") from error
        problem = self._problem_of(loaded)
        if problem:
            raise RegistryError(f"{failed}{problem}")
        return loaded

    def _problem_of(self, factory: object) -> str:
        """What is wrong with what is to make plug-ins; empty where nothing is."""
        if not callable(factory):
            return f"it is {shown(factory)}, which cannot be called"
        if inspect.iscoroutinefunction(factory):
            return "it is an async function, and is called where nothing can be awaited"
        return self._wrong_with(factory)


def _is_name(text: str) -> bool:
    return bool(text) and text.isprintable() and text == text.strip() and "/" not in text


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  (a third party's `__str__`)
        return "it cannot say why"


def _distribution(entry: metadata.EntryPoint) -> str:
    return f"distribution {entry.dist.name!r}" if entry.dist else f"module {entry.module!r}"


def _blame(error: Exception) -> tuple[str, str | None]:
    """The message of a refusal, and the argument when an attrs validator tells which."""
    match error.args:
        case (str(message), Attribute() as attribute, *_):
            return message, attribute.name
        case _:
            return str(error), None


strategies: Registry[Strategy] = Registry("strategy", "trustcore.strategies", check_strategy)
providers: Registry[Provider] = Registry("provider", "trustcore.providers", check_provider)
adapters: Registry[Provider | None] = Registry("adapter", "trustcore.adapters")
"""By the package of the client's class: functions of a client object and a model's name. None is
said of an object that the adapter does not know."""
model_names: Registry[str | None] = Registry("model name hint", "trustcore.model_names")
"""Functions of a model's name that is not "provider/model", or whose provider is not known: what to
write instead. None is said of a name that the function knows nothing about."""
