from __future__ import annotations

import pytest
from anyio.lowlevel import current_token

from trustcore import TLM
from trustcore.errors import ClientStateError
from trustcore.event_loop import require_asyncio
from trustcore.testing import ScriptedProvider


class Token:
    """As trio's, whose class lives in a module of trio."""

    __module__ = "trio._core._entry_queue"


def test_the_loop_of_another_library_is_refused_by_name() -> None:
    """With the ways out."""
    with pytest.raises(ClientStateError) as caught:
        require_asyncio(Token())

    for word in ("trio's", "asyncio.run", "trio.to_thread.run_sync"):
        assert word in str(caught.value)


async def test_asyncio_is_not() -> None:
    """Whatever class its loop is of."""
    require_asyncio(current_token().native_token)


def test_a_client_says_so_under_trio() -> None:
    """Before anything is opened."""
    trio = pytest.importorskip("trio")
    tlm = TLM("base", model=ScriptedProvider("true"))

    with pytest.raises(ClientStateError, match="trio's"):
        trio.run(tlm.aprompt, "?")
