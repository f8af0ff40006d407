"""Any function from a string to a string, as a language model."""

from __future__ import annotations

import inspect
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread
from attrs import field, frozen

from trustcore import Completion, ConfigurationError, Message, ProviderError, Reply, Request
from trustcore.errors import EmptyReplyError
from trustcore.plugins.protocols import Feature


def _name_of(function: Callable[..., object]) -> str:
    while isinstance(function, partial):
        function = function.func
    return getattr(function, "__qualname__", type(function).__qualname__)


def _identity(function: Callable[[str], object]) -> tuple[int, ...]:
    """What makes two functions the same: a bound method is a new object at each access."""
    if inspect.ismethod(function):
        return id(function.__self__), id(function.__func__)
    return (id(function),)


def _must_be_callable(_: object, __: object, function: Callable[[str], Any]) -> None:
    if not callable(function):
        raise ConfigurationError(
            f"the model must be a function from a string to a string, not {type(function).__name__}"
        )


@frozen
class CallableProvider:
    """A sync or async function `str -> str` as a model.

    It is given one string: the message itself where the chat has only one, else a transcript that
    ends where the assistant is to speak. Sync functions run in worker threads, as many at a time
    as the engine makes calls; one that is cancelled runs to its end unheeded.

    Args:
        function: The function, or any object that can be called.
        varies: Whether it gives different answers to the same prompt. Unless it does, equal
            samples are no sign of certainty.
        name: Its name for records; the function's own by default.
        endpoint: Any text that stays the same from run to run and means this very function with
            what it calls. Without it nothing is cached: nobody can tell when a function changed.
    """

    function: Callable[[str], Any] = field(eq=_identity, validator=_must_be_callable, repr=_name_of)
    varies: bool | None = None
    name: str | None = None
    endpoint: str | None = None

    @property
    def model(self) -> str:
        return f"callable/{self.name or _name_of(self.function)}"

    def supports(self, feature: Feature, /) -> bool:
        return feature == "sampling" and self.varies is True

    @asynccontextmanager
    async def open(self) -> AsyncIterator[CallableSession]:
        yield CallableSession(self.function, self.model)


class CallableSession:
    """An open `CallableProvider`."""

    def __init__(self, function: Callable[[str], Any], model: str) -> None:
        self._function = function
        self._model = model
        self._is_async = _is_async(function)
        # Not anyio's 40 threads, which a web framework may be using up: the engine has its limits.
        self._threads = CapacityLimiter(math.inf)

    async def complete(self, request: Request, /) -> Reply:
        """Call the function.

        Raises:
            ProviderError: When it returned something else than a string.
            EmptyReplyError: When it returned nothing but white space.
        """
        text = await self._call(prompt_of(request.messages))
        if not isinstance(text, str):
            raise ProviderError(
                f"{self._model} must return a string, but returned {type(text).__name__}; "
                "convert what it returns"
            )
        if not text.strip():
            raise EmptyReplyError(f"{self._model} returned an empty string")
        return Reply((Completion(text),))

    async def _call(self, prompt: str) -> object:
        if self._is_async:
            return await self._function(prompt)
        result = await to_thread.run_sync(
            self._function, prompt, abandon_on_cancel=True, limiter=self._threads
        )
        return await result if inspect.isawaitable(result) else result


def prompt_of(messages: Sequence[Message]) -> str:
    """A chat as one string: the only message itself, else a transcript."""
    if len(messages) == 1:
        return messages[0].content
    turns = (f"{message.role.capitalize()}: {message.content}" for message in messages)
    return "\n\n".join((*turns, "Assistant:"))


def _is_async(function: Callable[..., object]) -> bool:
    while isinstance(function, partial):
        function = function.func
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(type(function), "__call__", None)  # noqa: B004  (the method, not whether there is one)
    )
