from __future__ import annotations

from pathlib import Path

import anyio
import pytest
from anyio.abc import SocketAttribute, SocketStream

from redis_server import RedisServer
from tests.distributed.helpers import started
from trustcore.distributed.redis import Redis
from trustcore.errors import ConfigurationError, SharedLostError
from trustcore.plugins.shared import Claim, Rates, shared_of
from trustcore.records.budget import Amount, Budget
from trustcore.testing import check_shared

ONE = Amount(calls=1)
NEEDED = ("@scripting", "@hash", "@sortedset", "expire", "exists", "time", "ping")


async def test_it_passes_the_suite(redis_server: RedisServer) -> None:
    """A real server keeps every promise of the protocol."""
    await check_shared(Redis(redis_server.url))


async def test_a_password_is_used_and_not_shown(own_server: RedisServer) -> None:
    """A user's password is part of the URL, and of nothing else."""
    with own_server.client() as client:
        client.acl_setuser(
            "tester",
            enabled=True,
            passwords=["+p%40ss-word"],
            keys=["trustcore:*"],
            commands=[f"+{one}" for one in NEEDED],
        )
    url = own_server.url.replace("redis://", "redis://tester:p%2540ss-word@")
    await check_shared(Redis(url), secrets=["ss-word"])
    wrong = own_server.url.replace("redis://", "redis://tester:not-this-one@")
    with pytest.raises(ConfigurationError, match="refuses the login") as caught:
        async with Redis(wrong).open("one") as session:
            await session.check()
    assert "not-this-one" not in f"{caught.value!r} {caught.value.__cause__!r}"


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        (["CONFIG SET requirepass secret-word"], "refuses the login"),
        (["REPLICAOF 127.0.0.1 1"], "is a replica"),
        (["ACL SETUSER default -@scripting"], "does not allow this user to run scripts"),
    ],
)
async def test_a_server_that_refuses_is_told_with_the_way_out(
    own_server: RedisServer, commands: list[str], said: str
) -> None:
    """What a server refuses for good is found out at the start, and said in our words."""
    with own_server.client() as client:
        for command in commands:
            client.execute_command(*command.split(" "))
    with pytest.raises(ConfigurationError, match=said):
        async with Redis(own_server.url).open("one") as session:
            await session.check()


async def test_a_part_of_a_cluster_is_refused(tmp_path: Path) -> None:
    """A server that has only some of the keys cannot count for all processes."""
    with started(tmp_path, "--cluster-enabled", "yes") as server:
        async with Redis(server.url).open("one") as session:
            with pytest.raises(ConfigurationError, match="is one of a cluster"):
                await session.check()


async def test_a_server_of_another_kind_is_refused() -> None:
    """Whatever else answers at the port is no Redis server."""
    pytest.importorskip("redis")

    async def answer(stream: SocketStream) -> None:
        async with stream:
            await stream.receive()
            await stream.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        port = listener.extra(SocketAttribute.local_port)  # noqa: S610  (not of Django)
        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, answer)
            with pytest.raises(ConfigurationError, match="is no Redis server"):
                async with Redis(f"redis://127.0.0.1:{port}/0").open("one") as session:
                    await session.check()
            group.cancel_scope.cancel()


async def test_a_missing_database_is_a_setting(redis_server: RedisServer) -> None:
    """A number beyond those that the server has is said to be one."""
    with pytest.raises(ConfigurationError, match="no database of that number"):
        async with Redis(redis_server.url.replace("/0", "/99")).open("one") as session:
            await session.check()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("localhost:6379", "must be a URL"),
        ("http://localhost:6379", "unknown scheme of shared"),
        ("rediss:/localhost", "must be a URL"),
        ("redis://", "names a host"),
        ("redis://localhost:port/0", "a port from 1 to 65535"),
        ("redis://localhost:99999/0", "a port from 1 to 65535"),
        ("redis://localhost/first", "the number of a database"),
        ("redis://:se/cret@localhost/0", "written as %XX"),
        ("redis://localhost/0?on_lost=go", "'own', 'stop'"),
        ("redis://localhost/0?buget=x", "did you mean 'budget'"),
        ("redis://localhost/0?budget={a}", "without braces"),
    ],
)
def test_a_wrong_url_is_refused_and_never_quoted(url: str, said: str) -> None:
    """Each mistake in a URL has its own words; the URL may hold a password, so it is not shown."""
    with pytest.raises(ConfigurationError, match=said) as caught:
        shared_of(url)
    assert "se/cret" not in str(caught.value)


def test_settings_may_stand_in_the_url() -> None:
    """A command line has only the URL to say them in."""
    pytest.importorskip("redis")
    made = shared_of("rediss://localhost/3?budget=nightly&on_lost=stop")
    assert made is not None
    assert "nightly" == made.budget
    assert "stop" == made.on_lost
    assert "rediss://localhost:6379/3" == made.place


async def test_a_server_that_is_gone_is_lost(own_server: RedisServer) -> None:
    """Calls to a server that stopped fail within seconds, and go on when it is back."""
    async with Redis(own_server.url).open("one") as session:
        await session.pace("account", 1, 0, Rates(requests=1000.0), Rates())
        own_server.stop()
        with pytest.raises(SharedLostError):
            await session.pace("account", 1, 0, Rates(), Rates())
        own_server.start()
        found = await session.pace("account", 1, 0, Rates(requests=1000.0), Rates())
        assert 0 == found.wait


async def test_a_server_that_forgot_grants_nothing_until_all_have_told(
    own_server: RedisServer,
) -> None:
    """Where the count is lost, those who hold something say so before anything is granted."""
    budget = Budget(calls=100)
    async with Redis(own_server.url).open("one") as one, Redis(own_server.url).open("two") as two:
        first = await one.lease("n", Claim(Amount(), ONE, Amount(calls=90), budget))
        assert first.granted is not None
        with own_server.client() as client:
            client.flushall()
        claim = Claim(first.granted, ONE, ONE, budget)
        again = await one.lease("n", claim)
        new = await two.lease("n", Claim(Amount(), ONE, ONE, budget))
        assert (None, None) == (again.granted, new.granted)
        assert first.granted == new.total


async def test_the_server_keeps_no_secret(redis_server: RedisServer) -> None:
    """Neither key nor address of an account is among what the server has."""
    from trustcore import TLM
    from trustcore.testing import ScriptedProvider

    model = ScriptedProvider("Paris")
    model.account = ("https://api.example", "sk-very-secret")  # type: ignore[attr-defined]
    async with TLM("base", model=model, shared=redis_server.url) as tlm:
        await tlm.aprompt("What is the capital of France?")
    with redis_server.client() as client:
        kept = [f"{key} {client.type(key)}" for key in client.keys("*")]
        kept += [str(client.hgetall(one)) for one in client.keys("*:pace")]
        assert [] == [one for one in kept if "secret" in one or "example" in one or "Paris" in one]
        assert all(0 < client.ttl(key) <= 24 * 3600 for key in client.keys("*"))
