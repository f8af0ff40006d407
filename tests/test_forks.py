"""What a process keeps and leaves when it is forked, and what other threads do meanwhile."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import pytest

from trustcore import forks
from trustcore.errors import ClientStateError


def is_in_forks(thread: threading.Thread) -> bool:
    """Whether a thread is at work there, or waits."""
    frame = sys._current_frames().get(thread.ident or 0)
    return frame is not None and frame.f_code.co_filename == forks.__file__


def started(work: Callable[[], object]) -> threading.Thread:
    """A thread that has come to what it waits for."""
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive() and not is_in_forks(thread):
        pass
    return thread


def test_a_lock_that_is_made_while_another_thread_forks_waits_for_it() -> None:
    """Of the locks that are held in a fork none is left out, and none is added meanwhile."""
    known = forks._Forks()
    kept = [known.lock() for _ in range(3)]
    made: list[threading.Lock] = []
    known.before()
    thread = started(lambda: made.append(known.lock()))
    assert ([], [True] * 3) == (made, [one.locked() for one in kept])
    known.in_parent()
    thread.join(60)
    assert [False] * 4 == [one.locked() for one in (*kept, *made)]


async def test_of_two_threads_that_fork_each_knows_its_own_event_loop() -> None:
    """One forks out of a running loop while another, without one, is about to."""
    known = forks._Forks()

    def fork() -> None:
        known.before()
        known.in_parent()

    known.before()
    thread = started(fork)
    known.in_child()
    with pytest.raises(ClientStateError, match="this event loop is the parent's"):
        known.check_loop()
    thread.join(60)
