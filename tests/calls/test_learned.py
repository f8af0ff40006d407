from __future__ import annotations

import pytest
from attrs import define, field

from trustcore.allowance import Allowance
from trustcore.calls.limits.cost import TokenBucket
from trustcore.calls.limits.learned import ServerQuota


@define(eq=False)
class Windows:
    """An endpoint that counts to a limit and begins anew at each full window."""

    limit: int
    window: float
    used: dict[int, int] = field(factory=dict)

    def request(self, now: float) -> Allowance | None:
        """What is left after a request; None when it was refused."""
        window = int(now // self.window)
        if self.used.get(window, 0) >= self.limit:
            return None
        self.used[window] = self.used.get(window, 0) + 1
        return Allowance(self.limit - self.used[window], self.limit, self.hint(now))

    def hint(self, now: float) -> float:
        """Seconds until requests are taken again."""
        return self.window * (now // self.window + 1) - now


@define(eq=False)
class Filling:
    """An endpoint whose bucket fills all the time; what it tells is rounded, as it is by APIs."""

    bucket: TokenBucket
    limit: int

    def request(self, now: float) -> Allowance | None:
        """What is left after a request; None when it was refused."""
        if self.bucket.wait(1, now) > 0:
            return None
        self.bucket.take(1, now)
        left = self.bucket.left(now)
        missing = self.bucket.capacity - left
        return Allowance(int(left + 1e-6), self.limit, round(missing / self.bucket.rate, 3))

    def hint(self, now: float) -> float:
        """Seconds until requests are taken again."""
        return self.bucket.wait(1, now)


def flood(endpoint: Windows | Filling, seconds: float) -> tuple[int, int]:
    """How many requests are answered and refused when one follows the other as a quota says."""
    now, answered, refused = 0.0, 0, 0
    told = endpoint.request(now)
    assert told is not None
    quota = ServerQuota(told.remaining + 1, now)
    quota.update(told, number=0, since=0, sent=now, now=now)
    for number in range(1, 100_000):
        now += quota.wait(1, now)
        if now >= seconds:
            break
        quota.take(1, now)
        told = endpoint.request(now)
        if told is None:
            refused += 1
            now += endpoint.hint(now) + 1e-6
        else:
            answered += 1
            quota.update(told, number=number, since=0, sent=now, now=now)
    return answered, refused


@pytest.mark.parametrize("limit", [60, 600, 6000])
def test_a_limit_by_the_minute_is_used_to_the_full(limit: int) -> None:
    """A minute's worth at once, then as much as comes back."""
    endpoint = Filling(TokenBucket(limit / 60, limit, limit, 0.0), limit)
    answered, refused = flood(endpoint, 120.0)
    assert 3 * limit == pytest.approx(answered, rel=0.05)
    assert refused <= 0.01 * answered


@pytest.mark.parametrize("burst", [2, 10, 50])
def test_a_bucket_that_is_smaller_than_the_limit(burst: int) -> None:
    """Many APIs keep to a limit by the second, and tell it by the minute."""
    answered, refused = flood(Filling(TokenBucket(10.0, burst, burst, 0.0), 600), 60.0)
    assert 600 == pytest.approx(answered, rel=0.1)
    assert refused <= 0.01 * answered


@pytest.mark.parametrize(("rate", "limit"), [(1 / 6, 200), (20.0, 30)])
def test_a_limit_by_another_time_than_the_minute(rate: float, limit: int) -> None:
    """The pace is seen when half of it is gone: a day's worth and a second's, both called limit."""
    seconds = 4 * limit / rate
    answered, refused = flood(Filling(TokenBucket(rate, limit, limit, 0.0), limit), seconds)
    assert limit + rate * seconds == pytest.approx(answered, rel=0.05)
    assert refused <= 0.02 * answered


@pytest.mark.parametrize(("limit", "window"), [(100, 60.0), (20, 10.0), (10, 1.0)])
def test_an_endpoint_that_counts_in_windows(limit: int, window: float) -> None:
    """All is back at the reset; few requests find out that nothing is until then."""
    answered, refused = flood(Windows(limit, window), 10 * window)
    assert 10 * limit == pytest.approx(answered, rel=0.1)
    assert refused <= 0.3 * answered


def test_what_was_sent_later_was_not_counted_yet() -> None:
    """Of 10 that were left 4 are gone, and half a second's worth of 120 a minute has come back.

    But for the hundredth of a second in which the request was on its way.
    """
    quota = ServerQuota(120.0, 0.0)
    quota.update(Allowance(10, 120, 55), number=1, since=4, sent=0.0, now=0.5)
    assert 0.01 == pytest.approx(quota.wait(7, 0.5))
    assert 0.51 == pytest.approx(quota.wait(8, 0.5))


def test_older_news_are_no_news() -> None:
    """Responses come in any order; the one to the latest request knows best."""
    quota = ServerQuota(120.0, 0.0)
    quota.update(Allowance(0, 120, 60), number=2, since=0, sent=1.0, now=1.0)
    quota.update(Allowance(100, 120, 10), number=1, since=1, sent=0.0, now=1.0)
    assert 0.51 == quota.wait(1, 1.0)


def test_at_the_reset_all_is_back() -> None:
    """But for what was sent since."""
    quota = ServerQuota(60.0, 0.0)
    quota.update(Allowance(0, 60, 5), number=1, since=0, sent=0.0, now=0.0)
    assert 5.0 == quota.wait(50, 0.0)
    quota.take(20, 4.0)
    assert 0.0 == quota.wait(40, 5.0)
    assert 1.0 == pytest.approx(quota.wait(41, 5.0))


def test_a_debt_is_no_larger_than_all_there_is() -> None:
    """Whatever was in flight when little was left: the next response tells what is left."""
    quota = ServerQuota(10.0, 0.0)
    quota.update(Allowance(1, 600, 60), number=1, since=5000, sent=0.0, now=0.0)
    assert 1.1 == pytest.approx(quota.wait(1, 0.0))


def test_an_amount_larger_than_all_there_is_is_not_waited_for_without_end() -> None:
    quota = ServerQuota(60.0, 0.0)
    quota.update(Allowance(30, 60, 30), number=1, since=0, sent=0.0, now=0.0)
    assert 30.0 == quota.wait(5000, 0.0)
