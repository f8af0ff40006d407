"""Any function from a string to a string, as a language model."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager, closing
from functools import partial
from typing import Any

from attrs import field, frozen

from trustcore import Completion, Message, ProviderError, Reply, Request
from trustcore.errors import EmptyReplyError, InputError
from trustcore.plugins.protocols import Feature, Receive
from trustcore.provider_kit import Capabilities
from trustcore.vendors import completion_of
from trustcore_providers._foreign import ForeignErrors, texts_of
from trustcore_providers._openai_chat import messages
from trustcore_providers._signature import (
    is_async,
    must_be_a_model,
    name_of,
    taken_by,
    yields,
    yields_async,
)
from trustcore_providers._threads import TellingThread, WorkerThreads

_ANY_MODEL = Capabilities()

_HINTS = {
    "NoneType": "does it lack a `return`?",
    "bytes": "decode them",
    "coroutine": "await it in the function",
    "generator": "join what it yields",
    "async_generator": "join what it yields",
}


def _identity(function: Callable[..., object]) -> tuple[int, ...]:
    """What makes two functions the same: a bound method is a new object at each access."""
    if inspect.ismethod(function):
        return id(function.__self__), id(function.__func__)
    return (id(function),)


@frozen
class CallableProvider:
    """A sync or async function `str -> str` as a model, or a generator of the pieces of its text.

    It is given one string: the message itself where the chat has only one, else a transcript that
    ends where the assistant is to speak. One with a parameter `messages` is given the chat there,
    as dicts that OpenAI's SDK takes, or as objects of `Message` where its annotation says so. It
    returns a string, a `Completion`, or a response of a vendor's SDK or a framework. Sync functions
    run in worker threads, as many at a time as the engine makes calls; one that is cancelled runs
    to its end unheeded. What a function raises becomes one of our errors, which is tried again
    where the HTTP status or the class of a vendor's SDK says that it passes.

    Args:
        function: The function, or any object that can be called.
        varies: Whether it gives different answers to the same prompt. None for what is not known:
            then equal samples count for little, and for nothing where they are long. With False
            they are no sign of certainty at all.
        name: Its name for records; the function's own by default.
        endpoint: Any text that stays the same from run to run and means this very function with
            what it calls. Without it nothing is cached: nobody can tell when a function changed.

    Raises:
        ConfigurationError: When it can be seen that the function takes something else than one
            string or messages, or returns what is no answer.
    """

    function: Callable[..., Any] = field(eq=_identity, validator=must_be_a_model, repr=name_of)
    varies: bool | None = None
    name: str | None = None
    endpoint: str | None = None

    @property
    def model(self) -> str:
        return f"callable/{self.name or name_of(self.function)}"

    def supports(self, feature: Feature, /) -> bool:
        return feature == "sampling" and self.varies is not False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[CallableSession]:
        kind = GeneratorSession if yields(self.function) else CallableSession
        with WorkerThreads(self.model) as threads:
            yield kind(self.function, self.model, threads)


class CallableSession:
    """An open `CallableProvider`."""

    def __init__(self, function: Callable[..., Any], model: str, threads: WorkerThreads) -> None:
        self._function = function
        self._model = model
        self._is_async = is_async(function)
        self._takes = taken_by(function)
        self._threads = threads
        self._errors = ForeignErrors(model)

    async def complete(self, request: Request, /) -> Reply:
        """Call the function.

        Raises:
            ProviderError: When it raised, by the HTTP status or the class of what it raised; or
                when it returned what is no answer.
            EmptyReplyError: When it returned nothing but white space.
        """
        return await self._reply(request, self._call(self._bound(request.messages)))

    async def _reply(self, request: Request, said: Awaitable[object]) -> Reply:
        """The reply of what the function says, checked."""
        try:
            found = await said
        except Exception as error:  # a user's function may raise anything: this call only
            raise self._errors.error(error, texts_of(request)) from error
        completion = self._completion(found)
        if not completion.text.strip():
            raise EmptyReplyError(f"{self._model} returned an empty string")
        return Reply((completion,))

    def _bound(self, chat: Sequence[Message]) -> Callable[[], Any]:
        """The function with what it asks for."""
        takes = self._takes
        prompt = (prompt_of(chat),) if takes.prompt else ()
        if not takes.messages:
            return partial(self._function, *prompt)
        rows = tuple(chat) if takes.records else messages(_ANY_MODEL, chat)
        return partial(self._function, *prompt, messages=rows)

    async def _call(self, function: Callable[[], Any]) -> object:
        if self._is_async:
            return await function()
        result = await self._threads.run(function)
        return await result if inspect.isawaitable(result) else result

    def _completion(self, found: object) -> Completion:
        """What the function returned, as a completion."""
        if isinstance(found, str | Completion):
            return Completion(found) if isinstance(found, str) else found
        try:
            said = completion_of(found, f"what {self._model} returned")
        except InputError as error:
            raise ProviderError(str(error)) from error
        if said is None:
            raise ProviderError(self._no_text(found))
        return said

    def _no_text(self, found: object) -> str:
        if inspect.iscoroutine(found):
            found.close()  # else Python warns that it was never awaited
        name = type(found).__name__
        hint = _HINTS.get(name, "convert what it returns")
        return f"{self._model} must return a string, but returned {name}; {hint}"


class GeneratorSession(CallableSession):
    """An open `CallableProvider` whose function yields the pieces of its text."""

    async def complete(self, request: Request, /) -> Reply:
        """Join what the function yields; it raises what `CallableSession` raises."""
        return await self.stream(request, lambda _: None)

    async def stream(self, request: Request, receive: Receive, /) -> Reply:
        """Tell of what the function yields, piece by piece."""
        said = self._bound(request.messages)
        return await self._reply(request, self._collected(said, receive))

    async def _collected(self, function: Callable[[], Any], receive: Receive) -> str:
        pieces: list[str] = []
        if yields_async(self._function):
            async with aclosing(function()) as said:
                async for piece in said:
                    pieces.append(self._text(piece))
                    receive(piece)
        else:
            with TellingThread(receive) as telling:
                await self._threads.run(partial(self._collect, function, pieces, telling))
        return "".join(pieces)

    def _collect(
        self, function: Callable[[], Any], pieces: list[str], telling: TellingThread
    ) -> None:
        """Collect what a sync generator yields, in its thread."""
        with closing(function()) as said:
            for piece in said:
                if telling.over:
                    break
                pieces.append(self._text(piece))
                telling.tell(piece)

    def _text(self, piece: object) -> str:
        if isinstance(piece, str):
            return piece
        raise ProviderError(
            f"{self._model} must yield strings, but yielded {type(piece).__name__}; convert it"
        )


def prompt_of(messages: Sequence[Message]) -> str:
    """A chat as one string: the only message itself, else a transcript."""
    if len(messages) == 1:
        return messages[0].text
    turns = (f"{message.role.capitalize()}: {message.text}" for message in messages)
    return "\n\n".join((*turns, "Assistant:"))
