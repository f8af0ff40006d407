"""A client in a forked process, after its parent has used it. Each test is a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks on Windows")

PROLOGUE = """
import json, os, sys, threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
import anyio
from trustcore import TLM, ConfigurationError
from trustcore.errors import ClientStateError
from trustcore.ledger import Budget

async def async_model(prompt): return "true"
def sync_model(prompt): return "true"

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    peers = set()
    def log_message(self, *_): pass
    def do_POST(self):
        Handler.peers.add(self.client_address)
        self.rfile.read(int(self.headers["content-length"]))
        message = {"role": "assistant", "content": "true"}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        body = json.dumps({"model": "m", "choices": [choice], "usage": usage}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/v1"

def client(kind, **settings):
    if kind == "http":
        return TLM("base", model="openai/m", api_key="k", base_url=server(), **settings)
    return TLM("base", model={"async": async_model, "sync": sync_model}[kind], **settings)

def say(*words):
    print(*words, flush=True)

def child(work):
    pid = os.fork()
    if pid == 0:
        work()
        sys.exit()
    say(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

def ask(): say(tlm.prompt("?").response)
"""


# Python's own word about a fork beside threads is meant for these programs, not for a client.
_WARNINGS = ("-W", "error", "-W", "ignore:This process (pid=:DeprecationWarning")


def run(program: str, *arguments: str) -> list[str]:
    """What a program and its children printed; it ends by itself, in time and without a word."""
    done = subprocess.run(
        [sys.executable, *_WARNINGS, "-c", PROLOGUE + dedent(program), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout.split("\n")[:-1]


MODELS = pytest.mark.parametrize("model", ["async", "sync", "http"])


@MODELS
@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
def test_the_child_and_the_parent_go_on(model: str, entered: bool) -> None:
    """After a call a fork has an answer in the child, in the child's child, and in the parent."""
    program = f"""
    tlm = client({model!r})
    if {entered}: tlm.__enter__()
    ask()
    child(ask)
    child(lambda: child(ask))
    ask()
    if {entered}: tlm.__exit__(None, None, None)
    """
    assert ["true", "true", "0", "true", "0", "0", "true"] == run(program)


@MODELS
def test_async_calls_in_the_child(model: str) -> None:
    """A loop of the child's own works as well."""
    program = f"""
    tlm = client({model!r})
    ask()
    child(lambda: say(anyio.run(tlm.aprompt, "?").response))
    ask()
    """
    assert ["true", "true", "0", "true"] == run(program)


@MODELS
def test_closing_in_the_child(model: str) -> None:
    """It closes what is the child's, and nothing of the parent's."""
    program = f"""
    tlm = client({model!r})
    ask()
    child(tlm.close)
    child(lambda: (ask(), tlm.close()))
    def drop():
        global tlm
        del tlm
    child(drop)
    ask()
    """
    assert ["true", "0", "true", "0", "0", "true"] == run(program)


def test_connections_are_not_shared() -> None:
    """The child connects for itself; the parent's connection stays the parent's."""
    program = """
    tlm = client("http")
    ask(); child(ask); ask()
    say(len(Handler.peers))
    """
    assert ["true", "true", "0", "true", "2"] == run(program)


@pytest.mark.parametrize("model", ["http"])
def test_a_cache(model: str, tmp_path: Path) -> None:
    """Both go on with the file: the child reads the parent's entry, the parent the child's."""
    program = f"""
    tlm = client({model!r}, cache=sys.argv[1])
    def ask(text): say("asked" if tlm.prompt(text).usage.calls else "found")
    ask("a"); child(lambda: (ask("a"), ask("b"))); ask("b"); ask("c"); ask("a")
    """
    assert ["asked", "found", "asked", "0", "found", "asked", "found"] == run(
        program, str(tmp_path / "answers.db")
    )


@pytest.mark.parametrize("model", ["http"])
def test_a_cache_in_a_worker(model: str, tmp_path: Path) -> None:
    """A worker of `multiprocessing` leaves without `atexit`; what it paid for is kept."""
    program = f"""
    tlm = client({model!r}, cache=sys.argv[1])
    tlm.prompt("a")
    def work(): tlm.prompt("b")
    worker = get_context("fork").Process(target=work)
    worker.start(); worker.join()
    say(worker.exitcode, tlm.prompt("b").usage.calls)
    """
    assert ["0 0"] == run(program, str(tmp_path / "answers.db"))


@MODELS
def test_a_pool_of_processes(model: str) -> None:
    """`ProcessPoolExecutor` forks its workers while the parent's thread runs."""
    program = f"""
    tlm = client({model!r})
    def work(text): return tlm.prompt(text).response
    ask()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        say(*pool.map(work, "abcdef"))
    ask()
    """
    assert ["true", "true true true true true true", "true"] == run(program)


def test_while_calls_are_under_way() -> None:
    """What the parent's calls hold at the fork, slots and the budget, is free in the child."""
    program = """
    from trustcore.testing import ScriptedProvider
    waiting, release = threading.Event(), threading.Event()
    async def slow(prompt):
        if prompt == "slow":
            waiting.set()
            await anyio.to_thread.run_sync(release.wait)
        return "true"
    tlm = TLM("base", model=slow, budget=Budget(calls=2), options={"max_concurrency": 1})
    thread = threading.Thread(target=tlm.prompt, args=("slow",))
    thread.start(); waiting.wait()
    child(ask)
    release.set(); thread.join()
    """
    assert ["true", "0"] == run(program)


def test_locks_are_free_in_the_child() -> None:
    """A fork waits for the ledger's lock: the child finds it free, and no half-done sum."""
    program = """
    tlm = client("async")
    ask()
    lock = tlm.ledger._lock
    taken, free = threading.Event(), threading.Event()
    def hold():
        with lock:
            taken.set(); free.wait()
    thread = threading.Thread(target=hold); thread.start(); taken.wait()
    os.register_at_fork(before=free.set)  # called before ours, which came earlier
    child(lambda: (say(tlm.ledger.total.attempts), ask()))
    """
    assert ["true", "2", "true", "0"] == run(program)


@pytest.mark.parametrize("model", ["async", "http"])
def test_inside_an_event_loop(model: str) -> None:
    """With an entered async client the child's sync calls work; the parent's loop is refused."""
    program = f"""
    tlm = client({model!r})
    def leave(work):
        work(); os._exit(0)
    async def main():
        async with tlm:
            say((await tlm.aprompt("?")).response)
            child(lambda: leave(ask))
            pid = os.fork()
            if pid == 0:
                try:
                    await tlm.aprompt("?")
                except ClientStateError as error:
                    say(error)
                os._exit(0)
            os.waitpid(pid, 0)
            say((await tlm.aprompt("?")).response)
    anyio.run(main)
    """
    says = "no event loop runs, and this is a forked process; start one in it, with anyio.run()"
    printed = run(program)
    assert ["true", "true", "0", "true"] == [*printed[:3], printed[4]]
    assert printed[3].startswith(says)


def test_an_idle_loop_of_the_parent() -> None:
    """A loop that did not run at the fork shares its selector with the parent: it is refused."""
    program = """
    import asyncio
    tlm = client("http")
    with asyncio.Runner() as runner:
        ready, over = asyncio.Event(), asyncio.Event()
        async def enter():
            async with tlm:
                ready.set()
                await over.wait()
        task = runner.get_loop().create_task(enter())
        runner.run(ready.wait())
        def in_child():
            try:
                runner.run(tlm.aprompt("?"))
            except ClientStateError as error:
                say(error)
            os._exit(0)
        child(in_child)
        say(runner.run(tlm.aprompt("?")).response)
        over.set()
        async def left(): await task
        runner.run(left())
    """
    printed = run(program)
    assert printed[0].startswith("this event loop is the parent's")
    assert ["0", "true"] == printed[1:]


def test_the_bundled_model() -> None:
    """Its lock may be held by a thread of the parent's that reads the weights."""
    program = """
    from trustcore_providers.embedded import bundled
    bundled._READING.lock.acquire()
    tlm = TLM("base", model="embedded/primer")
    child(lambda: say(tlm.prompt("What is 1 + 1?").response))
    """
    assert ["2", "0"] == run(program)
