"""Worker threads of functions that block: none is left when nobody waits for it."""

from __future__ import annotations

import threading

from trustcore_providers._threads import WorkerThreads


async def test_a_call_that_is_thrown_away_leaves_no_thread() -> None:
    """As by an event loop that is closed in its midst: the thread ends with its function."""
    before, gate = {*threading.enumerate()}, threading.Event()
    with WorkerThreads("model") as workers:
        call = workers.run(gate.wait)
        call.send(None)
        call.close()
    gate.set()
    started = {*threading.enumerate()} - before
    for one in started:
        one.join(60)
    assert [] == [one for one in started if one.is_alive()]
