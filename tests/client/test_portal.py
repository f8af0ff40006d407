"""The thread of sync methods: what happens when code of the user's gets in its way."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

from trustcore import TLM
from trustcore.errors import ClientStateError

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 1}}}}


def run(program: str) -> tuple[str, int]:
    """What a program printed, and how it ended."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(PROLOGUE) + dedent(program)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout, done.returncode


PROLOGUE = """
    import sys
    from trustcore import TLM
    from trustcore.errors import ClientStateError, ProviderError
    preset = {"strategies": {"consistency": {"arguments": {"samples": 1}}}}
    async def answers(prompt): return "Paris"
    async def leaves(prompt): sys.exit(3)
"""


def test_a_model_that_calls_exit_ends_its_own_call_alone() -> None:
    """Neither the program nor another client: it is a failure of that model."""
    program = """
    with TLM(preset, model=answers) as one, TLM(preset, model=leaves) as other:
        print(one.prompt("Capital?").response)
        try:
            other.prompt("Capital?")
        except ProviderError as error:
            print(error)
        print(one.prompt("Capital?").response)
    """
    printed, code = run(program)
    assert 0 == code
    assert "SystemExit" in printed.splitlines()[1]
    assert printed.endswith("\nParis\n")


def test_a_sync_method_inside_the_loop_of_sync_methods() -> None:
    """It would wait for itself: the error names the method to await instead."""
    seen: list[str] = []

    async def nested(prompt: str) -> str:
        with pytest.raises(ClientStateError, match="`a` before its name"):
            tlm.prompt("inner")
        seen.append(prompt)
        return "Paris"

    with TLM(PRESET, model=nested) as tlm:
        assert "Paris" == tlm.prompt("outer").response
    assert {"outer"} == set(seen)


def test_a_program_that_forgets_its_client_ends() -> None:
    """A client that was dropped without `close` does not keep the program from ending."""
    program = """
    def ask(): return TLM(preset, model=answers).prompt("Capital?").response
    print(ask(), ask())
    """
    assert ("Paris Paris\n", 0) == run(program)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of descriptors to set")
def test_a_loop_without_descriptors_is_told_as_that() -> None:
    """The program has opened too much: the error says so, and the next call works again."""
    program = """
    import os, resource
    tlm = TLM(preset, model=answers)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = len(os.listdir("/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd")) - 1
    resource.setrlimit(resource.RLIMIT_NOFILE, (opened, hard))
    try:
        tlm.prompt("Capital?")
    except ClientStateError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    print(tlm.prompt("Capital?").response)
    """
    printed, code = run(program)
    assert 0 == code
    assert "could not be started: [Errno 24]" in printed
    assert printed.endswith("\nParis\n")
