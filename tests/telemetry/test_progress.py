"""The progress bar: on standard error, when it is wanted, with rate and failures."""

from __future__ import annotations

import pytest

from trustcore import TLM, Completion, Request
from trustcore.errors import RequestError
from trustcore.testing import ScriptedProvider

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 1}}}}


def script(request: Request) -> Completion | Exception:
    text = request.messages[-1].text
    return RequestError("refused") if text == "bad" else Completion(text)


def client(*, verbose: bool | None) -> TLM:
    return TLM(PRESET, model=ScriptedProvider(script), verbose=verbose)


def test_a_list_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Done and total, rate and failures; nothing on standard output."""
    with client(verbose=True) as tlm:
        tlm.try_prompt(["a", "bad", "b"])
    shown = capsys.readouterr()
    assert "3/3" in shown.err
    assert "/s, 1 failed" in shown.err
    assert "" == shown.out


async def test_a_stream_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """A source without a length has a count and no total."""
    async with client(verbose=True) as tlm:
        assert 2 == len([one async for one in tlm.amap(iter(["a", "b"]))])
    assert "2/?" in capsys.readouterr().err


@pytest.mark.parametrize("verbose", [None, False])
def test_nothing_is_shown_unasked(verbose: bool | None, capsys: pytest.CaptureFixture[str]) -> None:
    """Away from a terminal, and where it was declined, there is no bar."""
    with client(verbose=verbose) as tlm:
        tlm.prompt(["a", "b"])
    assert ("", "") == tuple(capsys.readouterr())
