from __future__ import annotations

import contextlib
import errno
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from functools import partial
from types import SimpleNamespace
from typing import Any, get_args

import anyio
import pytest

from trustcore import (
    TLM,
    Completion,
    ConfigurationError,
    Message,
    Provider,
    ProviderError,
    Request,
)
from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    ConnectError,
    EmptyReplyError,
    LocalResourceError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore.plugins.protocols import Feature
from trustcore.plugins.provider_attributes import varies
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


async def number() -> int:
    return 3


@pytest.mark.parametrize(
    ("returned", "hint"),
    [
        (None, "does it lack a `return`?"),
        (3, "convert what it returns"),
        (b"swordfish", "decode them"),
        (["swordfish"], "convert what it returns"),
        ((one for one in "swordfish"), "join what it yields"),
        (number, "convert what it returns"),
    ],
)
async def test_what_is_no_string_is_refused(returned: object, hint: str) -> None:
    """The error names the function, the rule, the type and the way out, not the text."""
    awaited = callable(returned)

    def model(_: str) -> object:
        return number() if awaited else returned

    with pytest.raises(ProviderError) as caught:
        await answer_of(CallableProvider(model, name="mine"))

    assert not caught.value.retryable
    assert (
        str(caught.value) == f"callable/mine must return a string, but returned "
        f"{'int' if awaited else type(returned).__name__}; {hint}"
    )


@pytest.mark.parametrize("text", ["", " \n"])
async def test_no_text_is_an_empty_reply(text: str) -> None:
    """As with any other provider."""
    with pytest.raises(EmptyReplyError):
        await answer_of(CallableProvider(lambda _: text))


async def test_a_coroutine_in_a_coroutine_is_refused() -> None:
    """Without a warning that it was never awaited."""

    async def model(_: str) -> object:
        return number()

    with pytest.raises(ProviderError, match="returned coroutine; await it in the function"):
        await answer_of(CallableProvider(model))


class FailedError(Exception):
    """As libraries keep a response in their errors."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"Error code: {status}")
        self.response = SimpleNamespace(status_code=status, headers=headers or {}, content=b"{}")


class VendorError(FailedError):
    __module__ = "openai._exceptions"


class RateLimitedError(VendorError):
    """Of a class that extends a known one."""


def own(name: str, *, vendor: bool = False) -> Exception:
    """An error of a class with a name."""
    body = {"__module__": "anthropic._exceptions" if vendor else "mine"}
    error: Exception = type(name, (Exception,), body)("no luck")
    return error


def caused_by(cause: Exception) -> Exception:
    """As wrappers raise what was given up."""
    error = RuntimeError("gave up")
    error.__cause__ = cause
    return error


def botocore_error(status: int) -> Exception:
    error = own("ClientError")
    error.response = {  # type: ignore[attr-defined]
        "Error": {"Code": "ThrottlingException", "Message": "slow"},
        "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": {"retry-after": "3s"}},
    }
    return error


@pytest.mark.parametrize(
    ("raised", "kind", "retryable"),
    [
        (KeyError("own"), ProviderError, False),
        (FailedError(503), ServerError, True),
        (FailedError(429), RateLimitError, True),
        (FailedError(408), CallTimeout, True),
        (FailedError(400), RequestError, False),
        (FailedError(501), RequestError, False),
        (FailedError(404), RequestError, False),
        (FailedError(401), RequestError, False),
        (VendorError(401), AuthenticationError, False),
        (VendorError(404), ModelNotFoundError, False),
        (RateLimitedError(429), RateLimitError, True),
        (botocore_error(429), RateLimitError, True),
        (TimeoutError(), CallTimeout, True),
        (own("ReadTimeoutError"), CallTimeout, True),
        (ConnectionResetError("by peer"), ConnectError, True),
        (own("APIConnectionError"), ConnectError, True),
        (own("AuthenticationError", vendor=True), AuthenticationError, False),
        (own("NotFoundError"), RequestError, False),
        (OSError(errno.EMFILE, "Too many open files"), LocalResourceError, True),
        (EmptyReplyError("one of ours"), EmptyReplyError, True),
        (FailedError(307), RequestError, False),
        (ExceptionGroup("tasks", [FailedError(503)]), ServerError, True),
        (caused_by(VendorError(429)), RateLimitError, True),
        (caused_by(caused_by(ConnectionResetError())), ConnectError, True),
        (caused_by(KeyError("own")), ProviderError, False),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else "",
)
async def test_what_a_function_raises_is_one_of_our_errors(
    raised: Exception, kind: type[ProviderError], *, retryable: bool
) -> None:
    """By its status, else by its class; a batch is stopped by what a vendor's SDK says alone."""

    def fail(_: str) -> str:
        raise raised

    with pytest.raises(ProviderError) as caught:
        await answer_of(CallableProvider(fail, name="mine"))

    assert type(caught.value) is kind
    assert caught.value.retryable == retryable
    assert raised in (caught.value, caught.value.__cause__)


async def test_the_wait_that_an_error_tells_is_kept() -> None:
    """From the headers of the response that it holds."""

    def fail(_: str) -> str:
        raise FailedError(429, {"Retry-After": "7s"})

    with pytest.raises(RateLimitError) as caught:
        await answer_of(CallableProvider(fail))

    assert caught.value.retry_after == 7


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("no such table", "callable/mine raised ValueError: no such table"),
        ("a\nb\x1b[31m\u202ec\u2028d", "callable/mine raised ValueError: a b[31mc d"),
        ("", "callable/mine raised ValueError"),
        ("x" * 500, "x" * 197 + "..."),
        ("key sk-planted-1234 is wrong", "key *** is wrong"),
        ("at https://me:pw@host/v1?key=abc", "at https://host/v1"),
        ("cannot answer 'the swordfish question'", "its words repeat the request"),
        ("cannot answer SWORDFISH, question", "its words repeat the request"),
        ('{"prompt": "The\\nswordfish\\u0020question"}', "its words repeat the request"),
    ],
)
async def test_the_words_of_an_error_are_shown_redacted(words: str, shown: str) -> None:
    """On one line, cut, without credentials; words that quote the request are withheld."""

    def fail(_: str) -> str:
        raise ValueError(words)

    with pytest.raises(ProviderError) as caught:
        await answer_of(
            CallableProvider(fail, name="mine"), Message("user", "The swordfish question")
        )

    assert shown in str(caught.value)
    assert len(str(caught.value)) < 260
    assert "wordfish" not in str(caught.value).lower()
    assert "planted" not in str(caught.value)


async def test_an_error_that_cannot_be_told_is_an_error() -> None:
    """Foreign code may fail at anything."""

    class OddError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

        @property
        def response(self) -> object:
            raise RuntimeError

    def fail(_: str) -> str:
        raise OddError

    with pytest.raises(ProviderError, match="raised OddError"):
        await answer_of(CallableProvider(fail))


async def test_threads_that_were_given_up_are_bounded() -> None:
    """A function that hangs takes no thread more when a hundred hang; then it goes on."""
    release, ended = threading.Event(), threading.Semaphore(0)

    def hang(_: str) -> str:
        release.wait(60)
        ended.release()
        return "late"

    async with CallableProvider(hang, name="mine").open() as session:
        request = Request((Message("user", "hi"),))
        async with anyio.create_task_group() as group:
            for _ in range(100):
                group.start_soon(session.complete, request)
            await anyio.wait_all_tasks_blocked()
            group.cancel_scope.cancel()
        with pytest.raises(LocalResourceError, match="a timeout of its own"):
            await session.complete(request)
        release.set()
        await anyio.to_thread.run_sync(lambda: [ended.acquire(timeout=60) for _ in range(100)])
        with anyio.fail_after(60):
            while True:
                with contextlib.suppress(LocalResourceError):
                    (item,) = (await session.complete(request)).items
                    break
                await anyio.lowlevel.checkpoint()

    assert item == Completion("late")


def test_a_program_ends_though_a_call_hangs() -> None:
    """A call that was given up keeps nobody waiting, in sync and in async programs."""
    program = (
        "import sys, threading, anyio, trustcore\n"
        "hang = lambda prompt: threading.Event().wait()\n"
        "options = {'call_timeout': 0.01, 'max_attempts': 1}\n"
        "tlm = trustcore.TLM('base', model=hang, options=options)\n"
        "try: anyio.run(tlm.aprompt, '?') if sys.argv[1] == 'async' else tlm.prompt('?')\n"
        "except trustcore.errors.CallTimeout: print('given up')"
    )
    for kind in ("sync", "async"):
        command = [sys.executable, "-c", program, kind]
        done = subprocess.run(command, capture_output=True, timeout=60, check=True)
        assert done.stdout == b"given up\n"


async def test_threads_end_with_the_provider() -> None:
    """Those that are idle at once, and one that is busy after its call."""
    before = set(threading.enumerate())
    async with CallableProvider(sync).open() as session:
        for _ in range(3):
            await session.complete(Request((Message("user", "hi"),)))
        (worker,) = set(threading.enumerate()) - before
    await anyio.to_thread.run_sync(worker.join, 60)

    assert not worker.is_alive()


async def test_a_function_has_the_context_of_its_call() -> None:
    """Context variables, which tracing hangs on."""
    variable: ContextVar[str] = ContextVar("variable")
    variable.set("mine")

    assert await answer_of(CallableProvider(lambda _: variable.get())) == "mine"


def test_it_is_taken_to_vary_unless_it_is_said_not_to() -> None:
    """Whether it does is known only when the user says so."""
    features: tuple[Feature, ...] = get_args(Feature)

    assert not any(map(CallableProvider(sync, varies=False).supports, features))
    for known in (None, True):
        provider = CallableProvider(sync, varies=known)
        assert [one for one in features if provider.supports(one)] == ["sampling"]
        assert varies(provider) is known
    assert varies(CallableProvider(sync, varies=False)) is False


def no_argument() -> str:
    return "x"


def two_arguments(prompt: str, context: str) -> str:
    return prompt + context


def by_name_only(*, prompt: str) -> str:
    return prompt


def generator(prompt: str) -> Iterator[str]:
    yield prompt


def returns_none(prompt: str) -> None:
    print(prompt)  # noqa: T201


def returns_bytes(prompt: str) -> bytes:
    return prompt.encode()


async def returns_list(prompt: str) -> list[str]:
    return [prompt]


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (no_argument, r"no_argument\(\) cannot be called with one string"),
        (two_arguments, r"two_arguments\(prompt, context\).*`lambda prompt: two_arguments"),
        (by_name_only, "cannot be called with one string"),
        (Model, "Model is a class; give an object of it"),
        (generator("x"), "not generator; give the function itself"),
        (returns_none, "returns None"),
        (returns_bytes, "returns bytes"),
        (returns_list, "returns list"),
        (partial(two_arguments, "a", "b"), "cannot be called with one string"),
    ],
)
@pytest.mark.parametrize("setting", ["model", "judge"])
def test_what_cannot_be_a_model_is_refused(function: object, problem: str, setting: str) -> None:
    """When the client is made, with the setting's name and the way out."""
    with pytest.raises(ConfigurationError, match=problem) as caught:
        TLM("base", **{"model": sync, setting: function})  # type: ignore[arg-type]

    assert setting in str(caught.value)


@pytest.mark.parametrize("function", ["gpt", 7, None])
def test_what_cannot_be_called_is_refused(function: Any) -> None:  # noqa: ANN401  (whatever it is)
    """At once, not at the first call."""
    with pytest.raises(ConfigurationError, match=f"not {type(function).__name__}"):
        CallableProvider(function)


@pytest.mark.parametrize(
    "function",
    [
        lambda prompt, context="": prompt + context,
        lambda *prompts: prompts[0],
        partial(two_arguments, context="b"),
        str,
        str.upper,
        "{}".format,
    ],
)
def test_what_takes_one_string_is_none_of_that(function: Callable[..., str]) -> None:
    """Further arguments may be there when they need not be given."""
    assert CallableProvider(function).model.startswith("callable/")


def test_a_function_that_always_says_the_same_gets_a_score_with_a_reason() -> None:
    """Short and equal counts little, and says why; long and equal says nothing."""

    def scored(answer: str, *, declared: bool | None = None) -> tuple[float | None, str]:
        preset = {"strategies": {"consistency": {"arguments": {"samples": 3}}}}
        model = CallableProvider(lambda _: answer, varies=declared)
        with TLM(preset, model=model) as tlm:
            (signal,) = tlm.prompt("?").signals
        return getattr(signal, "value", None), signal.reason

    short, reason = scored("Paris")
    assert short == 0.625
    assert "may not sample" in reason
    assert scored("Paris " * 50)[0] is None
    assert scored("Paris", declared=False)[0] is None
    assert scored("Paris", declared=True)[0] == 1


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
