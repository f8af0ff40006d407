"""How long the way of a request is to the first text of its stream, in calls of functions.

As `tests/calls/test_length_of_the_way.py` has it of a call: who adds to it counts anew, and sees
with `benchmarks/serving.py` what it costs.
"""

from __future__ import annotations

import json

import anyio
import pytest
from starlette.types import Message

from tests.calls.test_length_of_the_way import SLACK
from tests.function_calls import FunctionCalls
from tests.serving.helpers import CHAT, Visitor, ask, client, visiting
from trustcore.testing import Streamed


async def way_to_the_first_text(visit: Visitor, mode: str) -> int:
    """Calls of functions from a request to the first text of its stream, once all is warm."""
    body = ask(stream=True, trust={"mode": mode})
    await visit("POST", CHAT, body)
    counter = FunctionCalls(ours=True)
    requests: list[Message] = [{"type": "http.request", "body": json.dumps(body).encode()}]

    async def receive() -> Message:
        if not requests:
            await anyio.sleep_forever()
        return requests.pop()

    async def send(message: Message) -> None:
        if b'"content":"Par' in message.get("body", b""):
            counter.__exit__()

    with counter:
        await visit.served(visit.scope("POST", CHAT, {}), receive, send)
    return counter.count


@pytest.mark.parametrize(("mode", "most"), [("off", 545), ("inline", 938)])
def test_calls_of_functions_before_the_first_text(mode: str, most: int) -> None:
    """Those of ours: what starlette and anyio do besides is theirs.

    The least of three, since what happens once in a process may fall into one of them.
    """

    async def counted(visit: Visitor) -> int:
        return min([await way_to_the_first_text(visit, mode) for _ in range(3)])

    assert visiting(client(Streamed(["Par", "is"], seconds=1)), counted) < SLACK * most
