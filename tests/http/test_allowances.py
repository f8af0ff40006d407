from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trustcore.allowance import Allowance, Allowances
from trustcore.http.allowances import allowances

DATE = {"Date": "Thu, 21 Aug 2025 12:41:00 GMT"}


def x(kind: str, limit: str, remaining: str, reset: str | None = None) -> dict[str, str]:
    found = {f"x-ratelimit-limit-{kind}": limit, f"x-ratelimit-remaining-{kind}": remaining}
    return found if reset is None else {**found, f"x-ratelimit-reset-{kind}": reset}


def anthropic(kind: str, limit: str, remaining: str, reset: str) -> dict[str, str]:
    values = {"limit": limit, "remaining": remaining, "reset": reset}
    return {f"anthropic-ratelimit-{kind}-{name}": value for name, value in values.items()}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param(
            x("requests", "5000", "4999", "12ms") | x("tokens", "160000", "159976", "250ms"),
            Allowances(Allowance(4999, 5000, 0.012), Allowance(159976, 160000, 0.25)),
            id="OpenAI",
        ),
        pytest.param(
            x("requests", "14400", "14370", "2m59.56s") | x("tokens", "18000", "0", "1h0m7.5s"),
            Allowances(Allowance(14370, 14400, 179.56), Allowance(0, 18000, 3607.5)),
            id="Groq",
        ),
        pytest.param(
            x("requests", "120", "19") | x("tokens", "20000", "19913", "1"),
            Allowances(tokens=Allowance(19913, 20000, 1)),
            id="Azure",
        ),
        pytest.param(
            x("requests-day", "14400", "14399", "33011.38")
            | x("tokens-minute", "60000", "58000", "11.38"),
            Allowances(tokens=Allowance(58000, 60000, 11.38)),
            id="Cerebras",
        ),
        pytest.param(
            x("req-minute", "60", "59", "1"),
            Allowances(requests=Allowance(59, 60, 1)),
            id="Mistral",
        ),
        pytest.param(
            {
                "X-RateLimit-Limit": "20",
                "X-RateLimit-Remaining": "0",
                "X-RateLimit-Reset": "1755780090000",
            },
            Allowances(requests=Allowance(0, 20, 30)),
            id="OpenRouter",
        ),
        pytest.param(
            {"RateLimit-Limit": "60", "RateLimit-Remaining": "0", "RateLimit-Reset": "12"},
            Allowances(Allowance(0, 60, 12)),
            id="IETF, to draft 06",
        ),
        pytest.param(
            {
                "RateLimit-Limit": "100, 100;w=60, 1000;w=3600",
                "RateLimit-Remaining": "5",
                "RateLimit-Reset": "PT12S",
            },
            Allowances(Allowance(5, 100, 12)),
            id="IETF, with policies in the limit",
        ),
        pytest.param(
            {"RateLimit": "limit=100, remaining=50, reset=5", "RateLimit-Policy": "100;w=60"},
            Allowances(Allowance(50, 100, 5)),
            id="IETF, draft 07",
        ),
        pytest.param(
            {"RateLimit": '"default";r=0;t=12'},
            Allowances(Allowance(0, 1, 12)),
            id="IETF, without a quota",
        ),
        pytest.param(
            {"RateLimit": '"one";r=50;t=20', "RateLimit-Policy": '"one";q=100;w=30;pk="a,b;c"'},
            Allowances(Allowance(50, 200, 20)),
            id="IETF, quota of half a minute",
        ),
        pytest.param(
            {
                "RateLimit": '"burst";r=9;t=1, "hour";r=3;t=900, "text";r=500;t=2',
                "RateLimit-Policy": '"burst";q=10;w=1, "hour";q=600;w=3600, '
                '"text";q=900;qu="tokens"',
            },
            Allowances(Allowance(3, 10, 900), Allowance(500, 900, 2)),
            id="IETF, several policies",
        ),
        pytest.param(
            {"X-Rate-Limit-Limit": "9", "X-Rate-Limit-Remaining": "1", "X-Rate-Limit-Reset": "2s"},
            Allowances(Allowance(1, 9, 2)),
            id="with one more hyphen",
        ),
        pytest.param(
            anthropic("requests", "1000", "999", "2025-08-21T12:40:59Z")
            | anthropic("tokens", "96000", "0", "2025-08-21T12:41:40Z")
            | anthropic("input-tokens", "80000", "80000", "2025-08-21T14:41:00+02:00")
            | anthropic("output-tokens", "16000", "8000", "2025-08-21T12:41:30.5Z"),
            Allowances(
                Allowance(999, 1000, 0),
                Allowance(0, 96000, 40),
                Allowance(80000, 80000, 0),
                Allowance(8000, 16000, 30.5),
            ),
            id="Anthropic",
        ),
    ],
)
def test_what_each_api_says(headers: dict[str, str], expected: Allowances) -> None:
    """Resets come as durations, as seconds, as Unix times and as dates, by the server's clock."""
    assert expected == allowances(DATE | headers)
    assert expected == allowances({name.upper(): value for name, value in (DATE | headers).items()})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "application/json", "retry-after": "1"},
        x("tokens", "-1", "-1", "0"),
        x("requests", "0", "0", "1s"),
        x("requests", "many", "few", "soon"),
        x("requests", "nan", "5", "1s"),
        x("requests", "inf", "5", "1s"),
        x("requests", "50", "-5", "1s"),
        x("requests", "50", "49"),
        x("tokens-prompt", "60000", "59000"),
        x("images", "50", "49", "1s"),
        {"x-ratelimit-limit-requests": "50"},
        {"x-ratelimit-reset-requests": "1s"},
        {"x-ratelimit-over-limit": "yes"},
        {"RateLimit": "all is well"},
        {"RateLimit": '"default";r=5'},
        {"RateLimit": '"default";r=-1;t=5'},
        {"RateLimit": '"default";r=5;t=5;qu="content-bytes"'},
        {"RateLimit-Policy": '"default";q=100;w=60'},
        {"x-ratelimit-bucket": "one"},
    ],
)
def test_what_says_nothing(headers: dict[str, str]) -> None:
    """Some send -1 where there is no limit; the rest is no measure of anything."""
    assert allowances(headers) is None


@pytest.mark.parametrize(
    "reset",
    ["", "soon", "-5", "nan", "1e400", "5 bananas", "2025-08-21", "2025-08-21T12:41:00", "s"],
)
def test_without_an_intelligible_reset_nothing_is_said(reset: str) -> None:
    """A date without an offset means another time to everybody."""
    assert allowances(DATE | x("requests", "50", "49", reset)) is None


def test_of_two_headers_of_the_same_meaning_the_first_counts() -> None:
    headers = x("requests", "50", "49", "1s") | x("requests-minute", "9", "8", "2s")
    assert Allowances(Allowance(49, 50, 1)) == allowances(headers)


NAMES = st.sampled_from(["RateLimit", "RateLimit-Policy"]) | st.from_regex(
    r"(?i)(x-ratelimit-|anthropic-ratelimit-|ratelimit-)"
    r"(limit|remaining|reset|tokens|requests|policy)?(-(limit|remaining|reset|tokens|requests)){0,2}",
    fullmatch=True,
)
VALUES = (
    st.text(max_size=30)
    | st.floats().map(str)
    | st.integers().map(str)
    | st.from_regex(r'"[a-z]{0,2}"(;[rtqw]=[0-9a.-]{0,4}){0,4}(, ?"b";r=1;t=2)?', fullmatch=True)
    | st.datetimes(timezones=st.none() | st.timezones()).map(lambda date: date.isoformat())
    | st.from_regex(r"([0-9.]{1,12}(h|m|s|ms|µs|d)){1,4}", fullmatch=True)
)


@given(st.dictionaries(NAMES | st.just("Date") | st.text(max_size=20), VALUES, max_size=8))
@example({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "0001-01-01T00:00:00+23:59"})
@example({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "9" * 400})
@example({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "1.2.3s"})
def test_any_headers_give_allowances_or_none(headers: dict[str, str]) -> None:
    """Whatever a server sends, a reply that is there is not lost for it."""
    found = allowances(headers)
    assert found is None or isinstance(found, Allowances)
