"""The event loops that trustcore runs in."""

from __future__ import annotations

import random
from asyncio import (
    AbstractEventLoop,
    current_task,
    get_running_loop,
    sleep,  # noqa: TID251  (for turns of the loop alone: anyio's finds out first whose loop it is)
)

from trustcore.errors import ClientStateError


def require_asyncio(native: object) -> None:
    """Refuse an event loop that is none of asyncio's, before anything is opened in it.

    Args:
        native: The `native_token` of anyio's token of the running loop.

    Raises:
        ClientStateError: Naming the library whose loop it is, and the ways out.
    """
    if not isinstance(native, AbstractEventLoop):
        library = type(native).__module__.partition(".")[0]
        raise ClientStateError(
            f"trustcore runs in asyncio, and this event loop is {library}'s: start the program "
            "with asyncio.run(main()) or anyio.run(main), or call the sync methods in a worker "
            f"thread (`await {library}.to_thread.run_sync(tlm.prompt, ...)`)"
        )


def loop_time() -> float:
    """The clock of the running event loop, in seconds, as `anyio.current_time` has it.

    That one finds out first which library's loop runs, at every look; a call looks five times.
    """
    return get_running_loop().time()


async def let_others_send() -> None:
    """Two turns of the event loop, in which whoever has just got a slot sends its request.

    It is woken in the first, and the HTTP client writes in the second, in a task of its own. What
    is computed before that lets a slot of the endpoint lie idle.
    """
    await sleep(0)
    await sleep(0)


def is_being_cancelled() -> bool:
    """Whether somebody cancels the running task, a cancel scope for one.

    Foreign code may raise `CancelledError` of its own, of a future that it cancelled: then not.
    """
    task = current_task()
    return task is not None and task.cancelling() > 0


def loop_random() -> random.Random:
    """What spreads retries in the running event loop: its attribute `random`, else one of our own.

    A loop of virtual time has one, so that a test is the same in each run.
    """
    found = getattr(get_running_loop(), "random", None)
    return found if isinstance(found, random.Random) else random.Random()  # noqa: S311  (no secret)
