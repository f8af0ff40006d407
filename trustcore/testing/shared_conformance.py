"""One suite that everything passes which processes share limits and budgets through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

from trustcore.errors import ConfigurationError
from trustcore.plugins.shared import Claim, Rates, Shared, SharedSession, check_shared_object
from trustcore.records.budget import Amount, Budget
from trustcore.testing.conformance import ConformanceError

_RATE = 0.05
"""Requests a second of the limits that are tried: so slow that no trial sees one come back."""

_SLACK = 2.0
"""Seconds that a trial may take."""

_NO_RATES = Rates()


async def check_shared(shared: Shared, *, secrets: Sequence[str] = ()) -> None:
    """Try what processes share as the engine uses it: about thirty calls, which wait for nothing.

    Checked are: that all processes together keep to a limit, the smallest that any of them was
    given or told; that a call takes both of its parts or nothing; corrections and pauses; that
    budgets are granted, given back and claimed again to the last call and never beyond; that no
    repr shows a secret.

    Args:
        shared: What processes share. Accounts and budgets of new names are made in it.
        secrets: Texts that no repr may hold, a password for example.

    Raises:
        ConformanceError: With everything that is wrong.
    """
    found = [*_said(shared, secrets)]
    if not found:
        async with _sessions(shared) as (one, two):
            limits, budgets = _Limits(one, two), _Budgets(one, two)
            found += await limits.rates()
            found += await limits.ahead()
            found += await limits.told()
            found += await limits.all_or_nothing()
            found += await limits.corrections()
            found += await limits.pauses()
            found += await budgets.to_the_last()
            found += await budgets.lost_replies()
            found += await budgets.given_back()
    if found:
        raise ConformanceError(type(shared).__name__, found, "shared store")


def _said(shared: Shared, secrets: Sequence[str]) -> list[str]:
    try:
        check_shared_object(shared)
    except ConfigurationError as error:
        return [str(error)]
    shown = f"{shared!r} {shared.place}"
    return (
        ["its repr or its `place` shows a secret"] if any(one in shown for one in secrets) else []
    )


@asynccontextmanager
async def _sessions(shared: Shared) -> AsyncIterator[tuple[SharedSession, SharedSession]]:
    async with shared.open(uuid4().hex) as one, shared.open(uuid4().hex) as two:
        await one.check()
        await two.check()
        yield one, two


class _Limits:
    """Trials of the limits of accounts, by two processes."""

    def __init__(self, one: SharedSession, two: SharedSession) -> None:
        self._one, self._two = one, two

    async def rates(self) -> list[str]:
        account, given = uuid4().hex, Rates(requests=_RATE, burst=2)
        waits = [
            (await session.pace(account, 1, 0, given, _NO_RATES)).wait
            for session in (self._one, self._two, self._one)
        ]
        last = await self._two.pace(account, 1, 0, _NO_RATES, _NO_RATES)
        return _wrong(
            ("a burst of 2 is not there for two processes", waits[:2] == [0, 0]),
            ("a third call in a burst of 2 does not wait", _near(waits[2], 1 / _RATE)),
            ("a process without limits does not keep to those of another", last.wait > 0),
            ("it does not say how many processes there are", last.processes == 2),
            ("it does not say which limit holds", last.rates.requests == _RATE),
        )

    async def ahead(self) -> list[str]:
        account, given = uuid4().hex, Rates(requests=2.0, burst=1)
        found = [
            await session.pace(account, 1, 0, given, _NO_RATES)
            for session in (self._one, self._two, self._one, self._two)
        ]
        return _wrong(
            ("a turn within a second is not taken ahead", all(one.taken for one in found[:2])),
            ("turns are taken ahead without end", not found[3].taken),
            ("turns that are taken ahead are not in order", found[1].wait < found[2].wait),
        )

    async def told(self) -> list[str]:
        account = uuid4().hex
        await self._one.pace(account, 1, 0, Rates(requests=1000.0), Rates(requests=_RATE))
        found = await self._two.pace(account, 1, 0, Rates(requests=1000.0), Rates(requests=50.0))
        return _wrong(("a smaller limit that was told does not hold", found.wait > 1))

    async def all_or_nothing(self) -> list[str]:
        account, given = uuid4().hex, Rates(requests=_RATE, tokens=1.0, burst=1)
        first = await self._one.pace(account, 0, 100, given, _NO_RATES)
        second = await self._two.pace(account, 1, 1, given, _NO_RATES)
        third = await self._one.pace(account, 1, 0, Rates(requests=_RATE, burst=1), _NO_RATES)
        return _wrong(
            ("a call that is larger than the burst never gets its turn", first.wait == 0),
            ("a debt of tokens is not waited for", second.wait > 60 and not second.taken),
            ("a call that waits for tokens took its request", _near(third.wait, second.wait)),
        )

    async def corrections(self) -> list[str]:
        account, given = uuid4().hex, Rates(tokens=1.0)
        await self._one.pace(account, 1, 3, given, _NO_RATES)
        await self._one.correct(account, 50)
        owed = await self._two.pace(account, 1, 1, given, _NO_RATES)
        await self._two.correct(account, -50)
        back = await self._two.pace(account, 1, 1, given, _NO_RATES)
        return _wrong(
            ("tokens that were taken besides are not counted", owed.wait > 40),
            ("tokens that were given back are not there", back.wait == 0),
        )

    async def pauses(self) -> list[str]:
        account = uuid4().hex
        await self._one.pause(account, 30)
        await self._one.pause(account, 5)
        found = await self._two.pace(account, 1, 0, _NO_RATES, _NO_RATES)
        return _wrong(
            ("a pause is not kept by all, or was shortened", _near(found.wait, 30)),
            ("a turn is taken in a pause", not found.taken),
        )


class _Budgets:
    """Trials of budgets, by two processes."""

    def __init__(self, one: SharedSession, two: SharedSession) -> None:
        self._one, self._two = one, two

    async def to_the_last(self) -> list[str]:
        name, budget, held = uuid4().hex, Budget(calls=10, usd=1.0), [Amount(), Amount()]
        for turn in range(20):
            session = (self._one, self._two)[turn % 2]
            claim = Claim(held[turn % 2], Amount(calls=1), Amount(calls=64), budget)
            lease = await session.lease(name, claim)
            held[turn % 2] += lease.granted or Amount()
        total = sum(held, Amount())
        more = await self._one.lease(name, Claim(held[0], Amount(calls=1), Amount(calls=1), budget))
        return _wrong(
            (f"of a budget of 10 calls {total.calls} were granted", total.calls == 10),
            ("one process got all of a budget at once", held[1].calls > 0),
            ("it grants of a budget that is used up", more.granted is None),
            ("it does not say what is held", more.total.calls == 10),
            ("it does not say who else may give back", more.others == 1),
        )

    async def lost_replies(self) -> list[str]:
        name, budget = uuid4().hex, Budget(calls=2)
        claim = Claim(Amount(), Amount(calls=2), Amount(calls=2), budget)
        await self._one.lease(name, claim)  # whose reply is lost
        again = await self._one.lease(name, claim)
        return _wrong(
            ("a grant whose reply was lost is not undone", again.granted == Amount(calls=2))
        )

    async def given_back(self) -> list[str]:
        name, budget = uuid4().hex, Budget(calls=8)
        all_of_it = Claim(Amount(), Amount(calls=8), Amount(calls=8), budget)
        await self._one.lease(name, all_of_it)
        refused = await self._two.lease(name, all_of_it)
        await self._one.release(name, Amount(calls=3), active=False)
        rest = Claim(Amount(), Amount(calls=5), Amount(calls=5), budget)
        granted = await self._two.lease(name, rest)
        return _wrong(
            ("it grants what another process holds", refused.granted is None),
            ("what was given back is not granted", granted.granted == Amount(calls=5)),
            ("who gave back for good counts among the others", granted.others == 0),
        )


def _wrong(*trials: tuple[str, bool]) -> list[str]:
    return [words for words, holds in trials if not holds]


def _near(seconds: float, expected: float) -> bool:
    return expected - _SLACK <= seconds <= expected + _SLACK
