"""A call on its way, as stages and item see it: what bounds its waiting."""

from __future__ import annotations

from math import inf

import anyio
from hypothesis import given
from hypothesis import strategies as st

from trustcore.calls import PendingCall
from trustcore.testing import run_virtual

STEPS = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=12)
"""Seconds that pass, and whether a request is sent then; else one returns, if any is under way."""


@given(STEPS)
def test_waiting_is_the_time_in_which_no_request_is_under_way(
    steps: list[tuple[int, bool]],
) -> None:
    """However many are: a call may be several requests, and join those of others."""

    async def run() -> None:
        waited, under_way, most = 0, 0, 1000
        pending = PendingCall((0, 0))
        with anyio.CancelScope() as scope:
            pending.bound(scope, most)
            for seconds, sends in steps:
                await anyio.sleep(seconds)
                waited += 0 if under_way else seconds
                if sends:
                    under_way += 1
                    pending.sent()
                elif under_way:
                    under_way -= 1
                    pending.returned()
                left = inf if under_way else most - waited
                assert left == scope.deadline - anyio.current_time()

    run_virtual(run)
