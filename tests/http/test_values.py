from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trustcore.http.values import duration, number, seconds_until

DATE = {"date": "Wed, 18 Feb 2026 08:48:40 GMT"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30", 30),
        (" 30 ", 30),
        ('"30"', 30),
        ("0.5", 0.5),
        ("30s", 30),
        ("30S", 30),
        ("1m30s", 90),
        ("500ms", 0.5),
        ("250µs", 0.00025),
        ("20 seconds", 20),
        ("1 minute", 60),
        ("1 minute and 30 seconds", 90),
        ("2 hours, 5 min", 7500),
        ("1d", 86400),
        ("PT20S", 20),
        ("pt1m30s", 90),
        ("PT0.5S", 0.5),
        ("PT1,5S", 1.5),
        ("P1DT2H", 93600),
        ("P1W", 604800),
        ("1771404540", 20),
        ("1771404540.5", 20.5),
        ("1771404540000", 20),
        ("1771404540000000", 20),
        ("1771404500", 0),
        ("Wed, 18 Feb 2026 08:49:00 GMT", 20),
        ("Wednesday, 18-Feb-26 08:49:00 GMT", 20),
        ("Wed Feb 18 08:49:00 2026", 20),
        ("Wed, 18 Feb 2026 08:48:00 GMT", 0),
        ("2026-02-18T08:49:00Z", 20),
        ("2026-02-18T09:49:00+01:00", 20),
        ("30, 60", 60),
        ("30, 30s", 30),
    ],
)
def test_every_way_to_write_a_wait_is_read(value: str, expected: float) -> None:
    """Numbers, units, durations of ISO 8601, times since 1970 and dates, by the server's clock."""
    assert pytest.approx(expected, abs=1e-3) == seconds_until(value, DATE)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        "-5",
        "-5s",
        "PT-5S",
        "PT",
        "P",
        "P1Y",
        "nan",
        "inf",
        "1e400",
        "1_000",
        "٣",
        "30 bananas",
        "1.2.3s",
        "99999999",
        "9" * 30,
        "9" * 400,
        "1000 days",
        "2026-02-18T08:49:00",
        "2026-02-18",
        "Wed, 99 Feb 2026 08:49:00 GMT",
        "8000000000",
    ],
)
def test_what_is_no_time_to_wait(value: str | None) -> None:
    """Garbage, negative values and waits of more than a year say nothing."""
    assert seconds_until(value, DATE) is None


def test_without_a_date_our_own_clock_counts() -> None:
    """Also where the server's is garbage."""
    later = str(time.time() + 100)

    for headers in ({}, {"Date": "yesterday"}):
        assert pytest.approx(100, abs=5) == seconds_until(later, headers)


@given(
    st.text(max_size=40) | st.from_regex(r"[0-9.]{1,6} ?(ms|s|m|h)([0-9]{1,4}s)?", fullmatch=True)
)
@example("1" * 39 + "s")
@example("0001-01-01T00:00:00+23:59")
def test_no_value_is_too_strange(value: str) -> None:
    """It is None or a number of seconds from 0 to a year."""
    seconds = seconds_until(value, DATE)

    assert seconds is None or 0 <= seconds <= 366 * 86400


@given(
    st.integers(0, 99),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from(
        [("h", "m", "s"), (" hours ", " minutes ", " seconds"), (" hr, ", "min ", "sec")]
    ),
)
def test_parts_of_a_duration_add_up(h: int, m: int, s: int, units: tuple[str, str, str]) -> None:
    """However they are written, as ISO 8601 too."""
    text = "".join(f"{amount}{unit}" for amount, unit in zip((h, m, s), units, strict=True))

    assert h * 3600 + m * 60 + s == duration(text) == duration(f"PT{h}H{m}M{s}S")


@given(st.floats(0, 1e18).map(str) | st.floats().map(str))
def test_a_number_is_finite_and_from_0(value: str) -> None:
    """Whatever Python would make of it."""
    found = number(value)

    assert found is None or 0 <= found < float("inf")
