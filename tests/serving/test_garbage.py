"""What a request leaves behind: nothing that waits for a collection of garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import anyio
import pytest

from tests.serving.helpers import CHAT, Visitor, ask, client, visiting
from trustcore import TLM, Evidence, Result
from trustcore.engine.answer_reader import AnswerReader
from trustcore.serving.job import Job
from trustcore.testing import Streamed, run_virtual

_OF_AN_ITEM = (Job, AnswerReader, Evidence, Result)


def _there() -> dict[int, str]:
    """Records of items that are there, though nobody may have them any more."""
    return {id(one): type(one).__name__ for one in gc.get_objects() if isinstance(one, _OF_AN_ITEM)}


@pytest.fixture
def before() -> Iterator[dict[int, str]]:
    """What was there before; nothing is collected meanwhile."""
    gc.collect()
    gc.disable()
    yield _there()
    gc.enable()


@pytest.mark.parametrize("mode", ["inline", "later", "off"])
@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
def test_a_request_leaves_no_cycle_of_references(
    before: dict[int, str],
    mode: str,
    stream: bool,
) -> None:
    """Else each keeps its evidence, and collections of garbage hold all requests up."""

    async def asked(visit: Visitor) -> list[str]:
        reply = await visit("POST", CHAT, ask(stream=stream, trust={"mode": mode}))
        assert 200 == reply.status
        await anyio.sleep(9)  # until its score is there as well
        return [name for key, name in _there().items() if key not in before]

    assert [] == visiting(client(Streamed(["Par", "is"])), asked)


def test_a_stream_of_the_sdk_leaves_none_either(before: dict[int, str]) -> None:
    """Nor does an item that nobody streams."""

    async def asked(tlm: TLM) -> list[str]:
        async with tlm:
            await tlm.aprompt("Capital?")
            await _streamed(tlm)
            return [name for key, name in _there().items() if key not in before]

    assert [] == run_virtual(asked, client(Streamed(["Par", "is"])))


async def _streamed(tlm: TLM) -> None:
    async with tlm.astream("Capital?") as stream:
        assert ["Par", "is"] == [text async for text in stream]
