from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from redis_server import RedisServer
from trustcore import TLM, Completion, ConfigurationError
from trustcore.cache import Cache
from trustcore.cache.async_store import AsyncStore
from trustcore.cache.remote import RemoteStore
from trustcore.cache.settings import ServerAddress
from trustcore.cache.store import Changes
from trustcore.testing import ScriptedProvider

KEY, OTHER = b"k" * 32, b"o" * 32
ROME = Completion("Rome")


def store(cache: Cache, clock: Callable[[], float] = time.time) -> RemoteStore:
    assert isinstance(cache.path, ServerAddress)
    return RemoteStore(cache, cache.path, clock)


async def test_redone_work_pays_nothing_again(redis_server: RedisServer) -> None:
    """A second process with the same cache makes no call, and gets the same."""
    first, second = ScriptedProvider("Paris"), ScriptedProvider("Paris")
    for model in (first, second):
        model.endpoint = "https://api.test"
    async with TLM("low", model=first, cache=redis_server.url, seed=1) as tlm:
        before = await tlm.aprompt(["Who?", "Where?"])
    async with TLM("low", model=second, cache=redis_server.url, seed=1) as tlm:
        after = await tlm.aprompt(["Who?", "Where?"])
    assert 0 < len(first.requests)
    assert [] == second.requests
    assert [one.response for one in before] == [one.response for one in after]


def test_entries_are_those_of_a_file(redis_server: RedisServer) -> None:
    """What is kept is found by its key alone, and a damaged entry is none."""
    kept = store(Cache(redis_server.url))
    kept.change(Changes({KEY: ROME}))
    assert ({KEY: ROME}, []) == kept.get([OTHER, KEY])
    with redis_server.client() as client:
        client.append(f"trustcore:cache:{KEY.hex()}", "x")
        client.set(f"trustcore:cache:{OTHER.hex()}", "y")
    assert ({}, [KEY, OTHER]) == kept.get([KEY, OTHER])
    kept.change(Changes(spoiled=[KEY, OTHER]))
    assert ({}, []) == kept.get([KEY, OTHER])
    kept.close()


def test_entries_grow_old(redis_server: RedisServer) -> None:
    """An entry is used up to `max_age`, whoever stored it; the server forgets it by itself."""
    store(Cache(redis_server.url), clock=lambda: 1000.0).change(Changes({KEY: ROME}))
    young = Cache(redis_server.url, max_age=50.0)
    assert {KEY: ROME} == store(young, clock=lambda: 1050.0).get([KEY])[0]
    assert {} == store(young, clock=lambda: 1051.0).get([KEY])[0]
    store(young).change(Changes({OTHER: ROME}))
    with redis_server.client() as client:
        assert 0 < client.pttl(f"trustcore:cache:{OTHER.hex()}") <= 50_000


async def test_a_server_that_goes_takes_no_run_along(own_server: RedisServer) -> None:
    """Without the server calls are made; what was answered meanwhile is kept when it is back."""
    kept: AsyncStore[object] = AsyncStore(Cache(own_server.url))
    async with kept.held(), anyio.create_task_group() as group:
        group.start_soon(kept.write_on)
        own_server.stop()
        assert {} == await kept.find([OTHER])
        kept.keep({KEY: ROME})
        assert {KEY: ROME} == await kept.find([KEY])
        own_server.start()
        group.cancel_scope.cancel()
    assert {KEY: ROME} == store(Cache(own_server.url)).get([KEY])[0]


async def test_a_server_that_is_not_there_is_said_before_any_call(own_server: RedisServer) -> None:
    """Who hopes to pay nothing again is told at the start that it would be paid."""
    own_server.stop()
    model = ScriptedProvider("Paris")
    with pytest.raises(ConfigurationError, match="cannot be reached"):
        await TLM("base", model=model, cache=own_server.url).aprompt("Who?")
    assert [] == model.requests


@pytest.mark.parametrize(
    ("url", "settings", "said"),
    [
        ("http://localhost", {}, "unknown scheme of cache"),
        ("redis://:se/cret@localhost", {}, "written as %XX"),
        ("redis://localhost/0?budget=a", {}, "unknown setting in the Redis URL"),
        ("redis://localhost/0", {"max_bytes": 10}, "maxmemory"),
    ],
)
def test_a_wrong_setting_is_refused(url: str, settings: dict[str, Any], said: str) -> None:
    """What a server cannot do, or is none, is told when the client is made."""
    pytest.importorskip("redis")
    with pytest.raises(ConfigurationError, match=said) as caught:
        Cache(url, **settings)
    assert "se/cret" not in str(caught.value)


def test_the_url_is_never_shown() -> None:
    """A cache's repr has the place, and no password."""
    pytest.importorskip("redis")
    shown = repr(Cache("redis://me:secret-word@localhost:7000/2"))
    assert "secret-word" not in shown
    assert "redis://localhost:7000/2" in shown
