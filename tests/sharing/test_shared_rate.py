"""The rate limiter of an account that processes share, on a clock of its own."""

from __future__ import annotations

from typing import Any

import anyio
import pytest

from trustcore.allowance import Allowance, Allowances
from trustcore.calls import Limits
from trustcore.calls.limits.cost import CallCost
from trustcore.calls.limits.rate import Charge
from trustcore.calls.limits.shared import SharedRateLimiter
from trustcore.errors import RateLimitError
from trustcore.sharing.link import SharedLink
from trustcore.testing import SharedMemory, VirtualTimeLoop


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


async def sent(rate: SharedRateLimiter, cost: CallCost) -> Charge:
    """Wait for a call's turn, and send it."""
    await rate.acquire((0, 0), cost)
    charge = Charge(cost)
    rate.charge(charge)
    rate.send(charge, anyio.current_time())
    return charge


async def test_who_goes_in_a_pause_gives_its_tokens_back() -> None:
    """Of 100 a second: 600 go at 0, and 600 are there again at 6, whoever went meanwhile."""
    link = SharedLink(SharedMemory(), "process")
    rate = SharedRateLimiter(Limits(tokens_per_minute=6000), link, "account")
    async with link.held(), anyio.create_task_group() as group:
        group.start_soon(link.serve)
        refused = await sent(rate, CallCost(0))
        await sent(rate, CallCost(600))
        waiting = group.create_task(rate.acquire((0, 0), CallCost(50)))
        await anyio.sleep(0.2)
        nothing = Allowances(requests=Allowance(0, 60, 5))
        rate.failed(refused, RateLimitError("slow down", retry_after=5), nothing)
        await anyio.sleep(1)
        waiting.cancel()
        await sent(rate, CallCost(600))
        assert 6 == pytest.approx(anyio.current_time(), abs=0.2)
        group.cancel_scope.cancel()
