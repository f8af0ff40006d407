from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, get_args

import anyio
import pytest

from trustcore import Completion, ConfigurationError, Message, Provider, ProviderError, Request
from trustcore.errors import EmptyReplyError
from trustcore.plugins.protocols import Feature
from trustcore.testing import run_virtual
from trustcore_providers.callable import CallableProvider


def sync(prompt: str) -> str:
    return f"<{prompt}>"


async def asynchronous(prompt: str) -> str:
    await anyio.lowlevel.checkpoint()
    return f"<{prompt}>"


def awaitable(prompt: str) -> Awaitable[str]:
    return asynchronous(prompt)


def prefixed(prefix: str, prompt: str) -> str:
    return f"{prefix}{prompt}>"


async def prefixed_async(prefix: str, prompt: str) -> str:
    return f"{prefix}{prompt}>"


class Model:
    def answer(self, prompt: str) -> str:
        return f"<{prompt}>"

    async def answer_async(self, prompt: str) -> str:
        return f"<{prompt}>"

    def __call__(self, prompt: str) -> str:
        return f"<{prompt}>"


class AsyncModel:
    async def __call__(self, prompt: str) -> str:
        return f"<{prompt}>"


async def answer_of(provider: CallableProvider, *messages: Message) -> str:
    chat = messages or (Message("user", "hi"),)
    async with provider.open() as session:
        (item,) = (await session.complete(Request(chat))).items
    assert isinstance(item, Completion)
    return item.text


@pytest.mark.parametrize(
    "function",
    [
        sync,
        asynchronous,
        awaitable,
        partial(prefixed, "<"),
        partial(prefixed_async, "<"),
        partial(partial(prefixed_async), "<"),
        Model(),
        Model().answer,
        Model().answer_async,
        AsyncModel(),
        lambda prompt: f"<{prompt}>",
    ],
)
async def test_whatever_can_be_called_is_a_model(function: Callable[[str], Any]) -> None:
    """Sync or async, function, method, partial or object."""
    assert await answer_of(CallableProvider(function)) == "<hi>"


async def test_sync_functions_run_in_threads_and_async_ones_do_not() -> None:
    """A blocking function does not stop the event loop."""
    here = threading.get_ident()

    def where(_: str) -> str:
        return str(threading.get_ident() == here)

    async def where_async(_: str) -> str:
        return str(threading.get_ident() == here)

    assert await answer_of(CallableProvider(where)) == "False"
    assert await answer_of(CallableProvider(where_async)) == "True"


async def test_more_calls_run_at_once_than_anyio_has_threads() -> None:
    """The engine's limits hold, not those that a web framework shares."""
    together = threading.Barrier(50)  # anyio's own limit is 40

    def wait(_: str) -> str:
        together.wait(timeout=60)
        return "x"

    async with (
        CallableProvider(wait).open() as session,
        anyio.create_task_group() as group,
    ):
        for _ in range(50):
            group.start_soon(session.complete, Request((Message("user", "hi"),)))

    assert not together.broken


def test_a_thread_that_hangs_is_abandoned() -> None:
    """Cancelling a call does not wait for the function."""
    release = threading.Event()

    def hang(_: str) -> str:
        release.wait(60)
        return "late"

    async def main() -> bool:
        with anyio.move_on_after(1) as scope:
            await answer_of(CallableProvider(hang))
        release.set()
        return scope.cancelled_caught

    assert run_virtual(main)


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([Message("user", "hi")], "<hi>"),
        ([Message("system", "hi")], "<hi>"),
        (
            [Message("system", "Be brief."), Message("user", "hi")],
            "<System: Be brief.\n\nUser: hi\n\nAssistant:>",
        ),
    ],
)
async def test_a_chat_becomes_one_string(messages: list[Message], expected: str) -> None:
    """A single message is passed as it is, several as a transcript."""
    assert await answer_of(CallableProvider(sync), *messages) == expected


@pytest.mark.parametrize("returned", [None, 3, b"swordfish", ["swordfish"]])
async def test_what_is_no_string_is_refused(returned: object) -> None:
    """The error names the function, the rule and the type, not the text."""

    def model(_: str) -> object:
        return returned

    with pytest.raises(ProviderError) as caught:
        await answer_of(CallableProvider(model, name="mine"))

    assert not caught.value.retryable
    assert (
        str(caught.value)
        == f"callable/mine must return a string, but returned {type(returned).__name__}; "
        "convert what it returns"
    )


@pytest.mark.parametrize("text", ["", " \n"])
async def test_no_text_is_an_empty_reply(text: str) -> None:
    """As with any other provider."""
    with pytest.raises(EmptyReplyError):
        await answer_of(CallableProvider(lambda _: text))


async def test_the_functions_own_errors_pass_through() -> None:
    """They fail this call, unchanged."""

    def fail(_: str) -> str:
        raise KeyError("own")

    with pytest.raises(KeyError, match="own"):
        await answer_of(CallableProvider(fail))


def test_it_supports_sampling_only_if_its_answers_vary() -> None:
    """Unless the user says so, equal samples are no sign of certainty."""
    features: tuple[Feature, ...] = get_args(Feature)

    assert not any(map(CallableProvider(sync).supports, features))
    assert not any(map(CallableProvider(sync, varies=False).supports, features))
    assert [one for one in features if CallableProvider(sync, varies=True).supports(one)] == [
        "sampling"
    ]


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        (CallableProvider(sync), "callable/sync"),
        (CallableProvider(partial(prefixed, "<")), "callable/prefixed"),
        (CallableProvider(Model()), "callable/Model"),
        (CallableProvider(Model().answer), "callable/Model.answer"),
        (CallableProvider(sync, name="mine"), "callable/mine"),
    ],
)
def test_it_is_named_for_its_function(provider: CallableProvider, expected: str) -> None:
    """Records need a name."""
    assert provider.model == expected
    assert isinstance(provider, Provider)


class Unhashable(Model):
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


def test_equal_means_the_same_function() -> None:
    """A method of one object is the same each time; two lambdas never are."""
    model = Model()

    assert CallableProvider(model.answer) == CallableProvider(model.answer)
    assert hash(CallableProvider(model.answer)) == hash(CallableProvider(model.answer))
    assert CallableProvider(model.answer) != CallableProvider(Model().answer)
    assert CallableProvider(sync) != CallableProvider(asynchronous)
    assert CallableProvider(sync) != CallableProvider(sync, varies=True)
    assert CallableProvider(Unhashable()) != CallableProvider(Unhashable())
    assert len({CallableProvider(Unhashable())}) == 1


def test_what_cannot_be_called_is_refused() -> None:
    """At once, not at the first call."""
    with pytest.raises(ConfigurationError, match="not str"):
        CallableProvider("gpt")  # type: ignore[arg-type]
