"""Limits and a budget that processes share through a Redis server, or one of Valkey."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import asynccontextmanager
from hashlib import sha1
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
from attrs import field, frozen

from trustcore import checks
from trustcore.distributed.redis_errors import problem_of, redis_library, words_of
from trustcore.distributed.redis_url import RedisUrl
from trustcore.errors import ConfigurationError, SharedLostError
from trustcore.plugins.shared import AHEAD, Claim, Lease, OnLost, Pace, Rates
from trustcore.records.budget import Amount, Budget
from trustcore.records.money import units
from trustcore.sharing.state import LEASE_SECONDS

if TYPE_CHECKING:
    from redis.asyncio import Redis as Client

T = TypeVar("T")

_KEPT = 120
"""Seconds for which an account's limits are kept after its last call."""

_KEPT_BUDGET = 24 * 3600
"""Seconds for which a budget is kept after it was last used."""

_SECONDS = 2.0
"""Seconds in which the server has to answer."""

_LONGEST_NAME = 100
_NO_AMOUNT = Amount()
_NO_LIMIT = -1
_NOTHING = Rates()

_name = checks.Rule(
    f"1 to {_LONGEST_NAME} printable characters without braces",
    lambda one: (
        isinstance(one, str)
        and 0 < len(one) <= _LONGEST_NAME
        and one.isprintable()
        and not set("{}") & set(one)
    ),
)


@frozen(init=False)
class Redis:
    """A Redis server that processes share limits and a budget through.

    ``TLM(shared=Redis("redis://localhost:6379/0", budget="nightly"), budget=Budget(usd=5))``

    The limits of an account are those that any of the processes was given or told, the smallest of
    each; all calls together keep to them. A `Budget` is what all processes may spend together.
    What the server keeps are numbers, under a hash of the account: no prompt, no answer, no key.

    Args:
        url: redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], rediss:// with TLS. The other
            settings may stand in it too: ?budget=nightly&on_lost=stop.
        on_lost: What calls do while the server cannot be reached: with "own" they go on, at their
            process's part of the limits; with "stop" they wait, up to `patience`. What a budget
            has not granted is never spent, so that is waited for in either case.
        budget: The name of the budget. It is kept for a day after it was last used; under another
            name a new one begins.

    Raises:
        ConfigurationError: When a setting is wrong, or the package redis is missing.
    """

    on_lost: OnLost
    budget: str
    _url: RedisUrl = field(repr=False)

    def __init__(
        self, url: str, *, on_lost: OnLost | None = None, budget: str | None = None
    ) -> None:
        parsed = RedisUrl.parse(url, ("budget", "on_lost"))
        lost: Any = on_lost or parsed.settings.get("on_lost", "own")
        name = budget or parsed.settings.get("budget", "default")
        self.__attrs_init__(
            checks.one_of("own", "stop").check("shared: on_lost", lost),
            _name.check("shared: budget", name),
            parsed,
        )
        redis_library("shared")

    @property
    def place(self) -> str:
        """Scheme, host, port and number of the database."""
        return self._url.place

    @asynccontextmanager
    async def open(self, process: str, /) -> AsyncGenerator[RedisSession, None]:
        """Make a session for the running event loop. It connects when it is first used."""
        redis = redis_library("shared")
        client = redis.asyncio.Redis.from_url(
            self._url.url.reveal(),
            protocol=2,
            socket_timeout=_SECONDS,
            socket_connect_timeout=_SECONDS,
            retry=redis.asyncio.retry.Retry(redis.backoff.NoBackoff(), 1),
        )
        try:
            yield RedisSession(client, self, process)
        finally:
            with anyio.move_on_after(_SECONDS, shield=True):
                await client.aclose()


class RedisSession:
    """Connections to a Redis server, in one event loop."""

    def __init__(self, client: Client, redis: Redis, process: str) -> None:
        self._client = client
        self._redis = redis
        self._process = process
        self._pace, self._lease = _script("pace.lua"), _script("lease.lua")

    async def check(self) -> None:
        """Try whether the server can be used, by what it will be asked.

        Raises:
            ConfigurationError: When it cannot, and waiting would not help.
            SharedLostError: When it cannot be reached.
        """
        try:
            await self._answer(
                self._client.ping()
            )  # a short command: who may not log in is told so
            await self._paced("check", forced=True)
        except SharedLostError as error:
            problem = problem_of(error.__cause__)
            if problem:
                raise ConfigurationError(f"shared: {self._redis.place} {problem}") from error
            raise

    async def pace(
        self, account: str, requests: float, tokens: float, given: Rates, told: Rates, /
    ) -> Pace:
        """Take a call's requests and tokens of an account's limits: both of them, or nothing."""
        taken, wait, processes, *holding = await self._paced(
            account, requests=requests, tokens=tokens, given=given, told=told
        )
        return Pace(bool(taken), float(wait), Rates(*map(_number, holding)), max(1, processes))

    async def correct(self, account: str, tokens: float, /) -> None:
        """Take tokens that nobody waits for, since they are spent; a negative number gives back."""
        await self._paced(account, forced=True, tokens=tokens)

    async def pause(self, account: str, seconds: float, /) -> None:
        """Let no call be sent for some seconds; a pause is never shortened."""
        await self._paced(account, forced=True, pause=seconds)

    async def lease(self, budget: str, claim: Claim, /) -> Lease:
        """Grant a part of a budget. Together processes never get more than it has."""
        amounts = (claim.held, claim.needed, claim.most)
        found = await self._leased(budget, "lease", amounts, _limits(claim.budget))
        granted = _amount(found[1:4]) if found[0] else None
        return Lease(granted, _amount(found[4:7]), int(found[7]))

    async def release(self, budget: str, held: Amount, /, *, active: bool) -> None:
        """Say what a process holds now, less than before where it gives something back."""
        amounts = (held, _NO_AMOUNT, _NO_AMOUNT)
        await self._leased(budget, "active" if active else "done", amounts, (_NO_LIMIT,) * 3)

    async def _paced(
        self,
        account: str,
        *,
        forced: bool = False,
        requests: float = 0.0,
        tokens: float = 0.0,
        pause: float = 0.0,
        given: Rates = _NOTHING,
        told: Rates = _NOTHING,
    ) -> Sequence[Any]:
        rates = (given.requests, given.tokens, given.burst, told.requests, told.tokens)
        keys = (f"trustcore:{{{account}}}:pace", f"trustcore:{{{account}}}:live")
        return await self._run(
            self._pace,
            keys,
            self._process,
            int(forced),
            requests,
            tokens,
            pause,
            *("" if one is None else one for one in rates),
            _KEPT,
            LEASE_SECONDS,
            AHEAD,
        )

    async def _leased(
        self, budget: str, does: str, amounts: Sequence[Amount], limits: Sequence[int]
    ) -> Sequence[Any]:
        keys = (f"trustcore:{{budget {budget}}}:held", f"trustcore:{{budget {budget}}}:live")
        numbers = [part for one in amounts for part in (one.calls, one.tokens, one.units)]
        return await self._run(
            self._lease, keys, self._process, does, *numbers, *limits, LEASE_SECONDS, _KEPT_BUDGET
        )

    async def _run(self, script: _Script, keys: Sequence[str], *arguments: Any) -> Sequence[Any]:  # noqa: ANN401  (texts and numbers)
        """Run a script on the server, which may know it already."""
        given = (len(keys), *keys, *arguments)
        return await self._answer(self._evaluated(script, given))

    async def _evaluated(self, script: _Script, given: Sequence[Any]) -> Sequence[Any]:
        found: Sequence[Any]
        try:
            found = await self._client.evalsha(script.sha, *given)
        except redis_library("shared").exceptions.NoScriptError:
            found = await self._client.eval(script.text, *given)
        return found

    async def _answer(self, asked: Awaitable[T]) -> T:
        """What the server answers.

        Raises:
            SharedLostError: When it cannot be reached, or refused; its cause says why.
        """
        try:
            return await asked
        except (redis_library("shared").exceptions.RedisError, OSError) as error:
            raise SharedLostError(words_of(error)) from error


@frozen
class _Script:
    text: str
    sha: str


def _script(name: str) -> _Script:
    text = files("trustcore.distributed").joinpath(name).read_text("utf-8")
    return _Script(text, sha1(text.encode(), usedforsecurity=False).hexdigest())


def _number(text: bytes) -> float | None:
    return float(text) if text else None


def _amount(parts: Sequence[bytes]) -> Amount:
    return Amount(*map(int, parts))


def _limits(budget: Budget) -> tuple[int, int, int]:
    """Calls, tokens, units; below 0 for no limit."""
    return (
        _NO_LIMIT if budget.calls is None else budget.calls,
        _NO_LIMIT if budget.tokens is None else budget.tokens,
        _NO_LIMIT if budget.usd is None else units(budget.usd),
    )
