"""Log lines: silent by default, with the item's number, and without anybody's text."""

from __future__ import annotations

import logging

import pytest

from trustcore import TLM, Request
from trustcore.errors import ServerError
from trustcore.testing import ScriptedProvider, run_virtual

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 0}}, "reflection": {}}}


def script(request: Request) -> Exception:
    return ServerError("it broke", status=500, detail=request.messages[-1].text)


async def ask(prompts: list[str]) -> None:
    async with TLM(PRESET, model=ScriptedProvider(script), verbose=False) as tlm:
        await tlm.atry_prompt(prompts)


def test_nothing_is_logged_by_default(caplog: pytest.LogCaptureFixture) -> None:
    """At the level that Python starts with, failed calls leave no line."""
    run_virtual(ask, ["planted-prompt"])
    assert [] == caplog.messages


def test_lines_carry_the_number_of_their_item(caplog: pytest.LogCaptureFixture) -> None:
    """Each attempt of each item can be told apart, and no line holds a text."""
    caplog.set_level(logging.DEBUG, "trustcore")
    run_virtual(ask, ["planted-prompt"] * 3)
    lines = [message for message in caplog.messages if "call failed" in message]
    assert {"item=0", "item=1", "item=2"} == {
        word for line in lines for word in line.split() if word.startswith("item=")
    }
    assert "planted" not in caplog.text
