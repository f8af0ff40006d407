from __future__ import annotations

import threading

import pytest

from trustcore.errors import NetworkForbiddenError
from trustcore.http import open_transport
from trustcore.http.network import NETWORK
from trustcore.testing import forbid_network


async def test_a_request_raises_before_a_socket_is_touched() -> None:
    """Nothing listens at the address, and yet it is no `ConnectError`."""
    async with open_transport() as transport:
        with forbid_network(), pytest.raises(NetworkForbiddenError, match="forbid_network"):
            await transport.post("http://127.0.0.1:1/", {}, b"")


def test_blocks_can_be_nested() -> None:
    """Only the end of the outermost block allows requests again."""
    with forbid_network():
        with forbid_network():
            pass
        with pytest.raises(NetworkForbiddenError):
            NETWORK.check()
    NETWORK.check()


def test_an_exception_ends_the_block() -> None:
    """What a test raises does not forbid the network to the next one."""
    with pytest.raises(KeyError), forbid_network():
        raise KeyError
    NETWORK.check()


def test_all_threads_are_meant() -> None:
    """The switch is the process's, not a context's."""
    depths: list[int] = []
    with forbid_network():
        thread = threading.Thread(target=lambda: depths.append(NETWORK.depth))
        thread.start()
        thread.join()

    assert depths == [1]
