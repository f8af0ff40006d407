"""Ctrl-C at any moment of a client's life: the program ends, soon, and not otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks for speed")

HARNESS = """
import os, select, signal, sys, time
import anyio
from trustcore import TLM

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored

async def quick(prompt): return "A"
async def slow(prompt): await anyio.sleep_forever()
def blocking(prompt): signal.sigwait([signal.SIGUSR1])

def cycles(model):
    while True:
        with TLM("base", model=model) as tlm:
            tlm.prompt("?")

def drops(model):
    while True:
        TLM("base", model=model).prompt("?")

def asks(model):
    TLM("base", model=model).prompt("?")

def asks_inside(model):
    with TLM("base", model=model) as tlm:
        tlm.prompt(["?"] * 20)

def awaits(model):
    async def main():
        async with TLM("base", model=model) as tlm:
            await tlm.aprompt("?")
    anyio.run(main)

def interrupt(work, model, seconds):
    # How a child ends that is interrupted so long after it has begun.
    begun, begins = os.pipe()
    ended, ends = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(begins, b"!")
            work(model)
        except KeyboardInterrupt:
            sys.exit(130)
    os.close(ends)
    os.read(begun, 1)
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        pass
    os.kill(pid, signal.SIGINT)
    in_time = select.select([ended], [], [], PATIENCE)[0]
    while not in_time and work is drops and time.perf_counter() - start < 60:
        os.kill(pid, signal.SIGINT)  # Python ignores what is raised while an object goes
        in_time = select.select([ended], [], [], PATIENCE)[0]
    if not in_time:
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    for file in (begun, begins, ended):
        os.close(file)
    return code if in_time else "hangs"

PATIENCE = 15 if sys.argv[1] == "drops" else 60  # a machine that others use too is slow
work, model = (globals()[name] for name in sys.argv[1:3])
TLM("base", model=quick).preset  # what is imported late is imported here, once
anyio.run(anyio.sleep, 0)  # an interrupt of an import may end as another error
for ms in range(0, 51, int(sys.argv[3])):
    code = interrupt(work, model, ms / 1000)
    if code != 130:
        print(f"after {ms} ms: {code}")
"""


def interrupted(work: str, model: str, step: int = 5) -> str:
    """What did not end as it should when interrupted after 0 to 50 ms."""
    done = subprocess.run(
        [sys.executable, "-c", HARNESS, work, model, str(step)],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("work", "model"),
    [
        ("asks", "slow"),
        ("asks", "blocking"),
        ("asks_inside", "slow"),
        ("asks_inside", "blocking"),
        ("cycles", "quick"),
        ("drops", "quick"),
        ("awaits", "slow"),
    ],
)
def test_ctrl_c_ends_the_program(work: str, model: str) -> None:
    """While a client is entered, asks, is closed or dropped: KeyboardInterrupt, and no hang."""
    assert "" == interrupted(work, model)


def test_any_exception_of_a_signal_handler() -> None:
    """A handler that raises something else, as of an alarm, gives up the call just as well."""
    program = """
    import signal
    import anyio
    from trustcore import TLM
    begun, ended = [], []
    async def model(prompt):
        begun.append(prompt)
        if len(begun) > 1:
            return "A"
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.001)
            await anyio.sleep_forever()
        finally:
            ended.append(prompt)
    def alarm(*_): raise TimeoutError("alarm")
    signal.signal(signal.SIGALRM, alarm)
    with TLM("base", model=model) as tlm:
        try:
            tlm.prompt("first")
        except TimeoutError as error:
            print(error)
        print(tlm.prompt("second").response)
    print(ended)
    """
    done = subprocess.run(
        [sys.executable, "-c", dedent(program)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ("alarm\nA\n['first']\n", "") == (done.stdout, done.stderr)
