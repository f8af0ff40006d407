"""Opening, closing, and what goes wrong in between."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from textwrap import dedent
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from trustcore import TLM, Request
from trustcore.errors import ActorCrashed, AuthenticationError, ClientStateError
from trustcore.testing import After, ScriptedProvider, VirtualTimeLoop

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset of one answer and one judge's call."""


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


@pytest.fixture
def model() -> ScriptedProvider:
    return ScriptedProvider(After(1, "true"))


@pytest.fixture
def tlm(model: ScriptedProvider) -> TLM:
    return TLM(ONE_JUDGE, model=model)


async def test_entered(tlm: TLM, model: ScriptedProvider) -> None:
    """An entered client keeps one session open to the end of the block."""
    before = set(anyio.get_running_tasks())
    async with tlm as same:
        assert tlm is same
        for _ in range(3):
            await tlm.aprompt("?")
        assert 1 == model.open_sessions

    assert 0 == model.open_sessions
    assert before == set(anyio.get_running_tasks())


async def test_not_entered(tlm: TLM, model: ScriptedProvider) -> None:
    """A client that was not entered leaves nothing behind after each call."""
    before = set(anyio.get_running_tasks())
    await tlm.aprompt("?")

    assert 0 == model.open_sessions
    assert before == set(anyio.get_running_tasks())


async def test_nothing_is_opened_for_nothing(tlm: TLM, model: ScriptedProvider) -> None:
    """Entering opens no connection: the first call does."""
    async with tlm:
        await anyio.wait_all_tasks_blocked()
        assert 0 == model.open_sessions


async def test_closed(tlm: TLM, model: ScriptedProvider) -> None:
    """After its block a client refuses every call, and being entered again."""
    async with tlm:
        pass

    for call in (tlm.aprompt, tlm.atry_prompt):
        with pytest.raises(ClientStateError, match="make a new one"):
            await call("?")
    with pytest.raises(ClientStateError):
        tlm.prompt("?")
    with pytest.raises(ClientStateError):
        await tlm.__aenter__()
    assert 0 == model.started


async def test_entered_once(tlm: TLM) -> None:
    """Whoever enters it again is told so, and the client stays as it is."""
    async with tlm:
        with pytest.raises(ClientStateError, match="entered already: enter it once"):
            async with tlm:
                raise AssertionError
        with pytest.raises(ClientStateError, match="entered already"), tlm.with_preset("base"):
            raise AssertionError
        assert "?" != (await tlm.aprompt("?")).response


async def test_entered_by_two_tasks_at_once(model: ScriptedProvider) -> None:
    """The first one has it; the other does not end it."""
    tlm, entered, refused = TLM(ONE_JUDGE, model=model), [], []

    async def handle(number: int) -> None:
        try:
            async with tlm:
                entered.append(number)
                await tlm.aprompt("?")
        except ClientStateError:
            refused.append(number)

    async with anyio.create_task_group() as group:
        for number in range(3):
            group.start_soon(handle, number)
    assert [0] == entered
    assert [1, 2] == refused
    assert 0 == model.open_sessions


def test_entered_once_in_sync_code(tlm: TLM) -> None:
    with tlm:
        with pytest.raises(ClientStateError, match="entered already"), tlm:
            raise AssertionError
        assert "?" != tlm.prompt("?").response


def test_closed_sync(tlm: TLM) -> None:
    """The same after a sync block."""
    with tlm:
        tlm.plan()

    with pytest.raises(ClientStateError):
        tlm.prompt("?")


def test_close(tlm: TLM, model: ScriptedProvider) -> None:
    """`close` ends what sync calls started; the next one starts anew."""
    model.script = "true"
    tlm.prompt("?")
    assert 1 == model.open_sessions
    tlm.close()
    assert 0 == model.open_sessions
    tlm.prompt("?")
    tlm.close()


def printed(program: str) -> str:
    """What a program of its own prints: here a client that another test has left may be alive."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROLOGUE + dedent(program)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


PROLOGUE = """
import gc, threading, weakref
from trustcore import TLM
from trustcore.testing import ScriptedProvider

model = ScriptedProvider("true")

def threads():
    return [one for one in threading.enumerate() if one.name == "trustcore"]
"""


def test_portal_thread_is_shared_and_ends() -> None:
    """All clients use one thread; it ends with the last of them."""
    program = """
    before = threading.active_count()
    clients = [TLM("base", model=model) for _ in range(3)]
    for client in clients:
        client.prompt("?")
    print(len(threads()), threading.active_count() - before)
    for client in clients:
        client.close()
    print(len(threads()), threading.active_count() - before)
    """
    assert "1 1\n0 0\n" == printed(program)


@pytest.fixture
def handle_interrupt() -> Iterator[Callable[[Any], None]]:
    """Sets the handler of SIGINT for one test."""
    before = signal.getsignal(signal.SIGINT)

    def handle(handler: Any) -> None:
        signal.signal(signal.SIGINT, handler)

    yield handle
    signal.signal(signal.SIGINT, before)


class OwnError(Exception):
    pass


@pytest.mark.parametrize("error", [OwnError, SystemExit, KeyboardInterrupt])
@pytest.mark.parametrize("called", [True, False], ids=["after a call", "before any"])
def test_own_error(error: type[BaseException], called: bool, tlm: TLM) -> None:
    """The user's own error leaves the block as it is, in no exception group."""

    async def main() -> None:
        async with tlm:
            if called:
                await tlm.aprompt("?")
            raise error

    with pytest.raises(error):
        anyio.run(main, backend_options={"loop_factory": VirtualTimeLoop})


async def test_closing_fails_what_is_pending(tlm: TLM, model: ScriptedProvider) -> None:
    """Who still waits when the block ends gets a clear error, not silence."""
    errors: list[Exception] = []

    async def ask() -> None:
        try:
            await tlm.aprompt("?")
        except ClientStateError as error:
            errors.append(error)

    async with anyio.create_task_group() as group, tlm:
        group.start_soon(ask)
        await anyio.sleep(0.5)

    assert ["the client was closed while calls were pending"] == [str(one) for one in errors]
    assert (1, 0) == (model.cancelled, model.open_sessions)


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
@pytest.mark.parametrize("seconds", [0, 0.5, 1, 1.5, 1.9])
async def test_cancelled(seconds: float, entered: bool, tlm: TLM, model: ScriptedProvider) -> None:
    """Cancelling one call, at whatever moment, cancels its own calls and nobody else's."""
    others: list[str] = []

    async def other() -> None:
        others.append((await tlm.aprompt("other")).response)

    async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
        group.start_soon(other)
        with anyio.move_on_after(seconds) as scope:
            await tlm.aprompt("?")
        assert scope.cancelled_caught
        await anyio.wait_all_tasks_blocked()
        assert model.in_flight <= 1

    assert ["true"] == others
    assert 0 == model.in_flight == model.open_sessions


@pytest.mark.parametrize("seconds", [0, 0.1, 0.5, 1, 1.1, 2, 2.5, 3])
async def test_cancelled_calls_give_their_slots_back(seconds: float) -> None:
    """After a cancellation the limit of one call is free again, in the same event loop."""
    model = ScriptedProvider(After(1, "true"))
    tlm = TLM(ONE_JUDGE, model=model, options={"max_concurrency": 1})
    with anyio.move_on_after(seconds):
        await tlm.aprompt(["a", "b", "c"])

    with anyio.fail_after(10):
        assert "true" == (await tlm.aprompt("?")).response


async def test_provider_that_does_not_open() -> None:
    """A provider that cannot be opened fails the calls, with its reason as the cause."""

    class Broken(ScriptedProvider):
        def open(self) -> Any:
            raise OwnError

    tlm = TLM(ONE_JUDGE, model=Broken("true"))
    with pytest.raises(ActorCrashed, match="OwnError") as caught:
        await tlm.aprompt("?")

    assert isinstance(caught.value.__cause__, OwnError)


async def test_entered_in_a_fixture_and_used_in_another_task(
    tlm: TLM, model: ScriptedProvider
) -> None:
    """A web backend enters the client in one task and calls it in others."""
    answers: list[str] = []
    ready, over = anyio.Event(), anyio.Event()

    async def lifespan() -> None:
        async with tlm:
            ready.set()
            await over.wait()

    async def request() -> None:
        answers.append((await tlm.aprompt("?")).response)

    async with anyio.create_task_group() as group:
        group.start_soon(lifespan)
        await ready.wait()
        async with anyio.create_task_group() as requests:
            requests.start_soon(request)
            requests.start_soon(request)
        over.set()

    assert ["true", "true"] == answers
    assert 0 == model.open_sessions


def test_a_dropped_client_is_collected() -> None:
    """A client of async calls alone needs no closing: nothing keeps it alive."""
    model = ScriptedProvider("true")
    tlm = TLM(ONE_JUDGE, model=model)
    anyio.run(tlm.aprompt, "?")
    gone = weakref.ref(tlm)
    del tlm
    gc.collect()

    assert gone() is None


def test_a_dropped_client_of_sync_calls_is_closed() -> None:
    """Nor does one of sync calls: it goes at once, without the garbage collector.

    What it held open is closed, and the thread ends.
    """
    program = """
    gc.disable()
    tlm = TLM("base", model=model)
    tlm.prompt("?")
    (thread,) = threads()
    gone = weakref.ref(tlm)
    del tlm
    print(gone())
    thread.join(timeout=60)
    print(thread.is_alive(), model.open_sessions)
    """
    assert "None\nFalse 0\n" == printed(program)


DROPS = """
import gc, json, resource, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from trustcore import TLM

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        message = {"role": "assistant", "content": "true"}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps({"model": "m", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))  # the server's own end of each may be late
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/v1"
objects = []
for number in range(120):
    TLM("base", model="openai/m", api_key="k", base_url=url).prompt("?")
    if number % 40 == 39:
        gc.collect()
        objects.append(len(gc.get_objects()))
print(objects[-1] - objects[0] < 2000)
"""


def test_dropped_clients_leave_no_sockets() -> None:
    """120 clients, neither entered nor closed, where a process may open 100 files."""
    done = subprocess.run(
        [sys.executable, "-c", DROPS], capture_output=True, text=True, timeout=100, check=False
    )

    assert (0, "True\n", "") == (done.returncode, done.stdout, done.stderr)


PROGRAM = """
import trustcore
def model(prompt):
    return "true"
tlm = trustcore.TLM("base", model=model)
print(tlm.prompt("?").response)
"""


def test_exit_without_closing() -> None:
    """A program that never closes its client ends, quietly."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", PROGRAM],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (0, "true\n", "") == (done.returncode, done.stdout, done.stderr)


def test_interrupt(handle_interrupt: Callable[[Any], None]) -> None:
    """Ctrl-C in a sync call comes up as KeyboardInterrupt, and cancels the calls under way."""
    running, cancelled = threading.Event(), threading.Event()

    async def slow(request: Request) -> str:
        running.set()
        try:
            await anyio.sleep_forever()
        finally:
            cancelled.set()
        return "never"

    model = ScriptedProvider(slow)

    def interrupt() -> None:
        running.wait()
        os.kill(os.getpid(), signal.SIGINT)

    # A shell that starts its jobs with `&` or under `nohup` has the signal ignored.
    handle_interrupt(signal.default_int_handler)
    with TLM(ONE_JUDGE, model=model) as tlm:
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            tlm.prompt(["a", "b"])
        thread.join()
        assert cancelled.wait(timeout=60)
        model.script = "true"
        assert "true" == tlm.prompt("?").response


def test_a_client_whose_calls_are_refused_for_good_goes_as_well() -> None:
    """What is remembered of the refusal holds no frame of whoever made the call."""
    model = ScriptedProvider(lambda _: AuthenticationError("HTTP 401", status=401))

    def ask() -> weakref.ref[TLM]:
        tlm = TLM(ONE_JUDGE, model=model)
        with pytest.raises(AuthenticationError):
            tlm.prompt("?")
        return weakref.ref(tlm)

    gone = ask()
    gc.collect()  # the error and its frames are a circle of their own
    assert gone() is None


def test_a_dropped_client_leaves_no_circle() -> None:
    """What it is made of goes at once: collected later, it may swallow a Ctrl-C."""
    tlm = TLM(ONE_JUDGE, model=ScriptedProvider("true"))
    engine = weakref.ref(tlm._engine)
    del tlm
    assert engine() is None
