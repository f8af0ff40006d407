from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    ContextLengthError,
    FatalError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore.http.meanings import meaning_of
from trustcore.http.status import ApiProblem, identifier, retry_after
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import status_error
from trustcore.provider_kit.problems import status_meant

CREDENTIALS = "set OPENAI_API_KEY or pass api_key="


def error_of(
    status: int, body: object = b"", headers: dict[str, str] | None = None
) -> ProviderError:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = Response(status, headers or {}, raw)
    return status_error(response, endpoint="api.test", credentials=CREDENTIALS)


@pytest.mark.parametrize(
    ("status", "kind", "retryable"),
    [
        (301, RequestError, False),
        (307, RequestError, False),
        (400, RequestError, False),
        (401, AuthenticationError, False),
        (402, FatalError, False),
        (403, AuthenticationError, False),
        (404, ModelNotFoundError, False),
        (408, CallTimeout, True),
        (405, RequestError, False),
        (407, FatalError, False),
        (409, RateLimitError, True),
        (410, ModelNotFoundError, False),
        (413, RequestError, False),
        (418, RequestError, False),
        (422, RequestError, False),
        (424, ServerError, True),
        (425, ServerError, True),
        (429, RateLimitError, True),
        (451, FatalError, False),
        (498, ServerError, True),
        (499, ServerError, True),
        (500, ServerError, True),
        (501, RequestError, False),
        (502, ServerError, True),
        (504, ServerError, True),
        (505, RequestError, False),
        (508, RequestError, False),
        (511, FatalError, False),
        (520, ServerError, True),
        (526, RequestError, False),
        (503, ServerError, True),
        (529, ServerError, True),
        (599, ServerError, True),
    ],
)
def test_each_status_is_one_of_our_errors(
    status: int, kind: type[ProviderError], retryable: bool
) -> None:
    """The class says whose fault it is and whether a retry helps; the message has the status."""
    error = error_of(status)

    assert type(error) is kind
    assert (error.status, error.retryable) == (status, retryable)
    assert meaning_of(status).passes == retryable
    assert f"api.test answered {status} (" in str(error)


@pytest.mark.parametrize(
    ("status", "way_out"),
    [
        (401, CREDENTIALS),
        (302, "correct base_url"),
        (404, "model's name"),
        (429, "max_concurrency"),
    ],
)
def test_the_message_tells_the_way_out(status: int, way_out: str) -> None:
    """A user knows what to do next."""
    assert way_out in str(error_of(status))


def test_a_spent_account_is_no_rate_limit() -> None:
    """To wait does not help against `insufficient_quota`: a batch stops at once."""
    error = error_of(429, {"error": {"code": "insufficient_quota", "message": "You exceeded"}})

    assert (type(error), error.retryable) == (FatalError, False)


PAGES = [
    b"<html><title>Attention Required! | Cloudflare</title></html>",
    b"<!DOCTYPE html>\n<html lang='en'>",
    b"\n <!-- made by a proxy -->\n<HTML>",
    b"<head><title>403 Forbidden</title></head>",
    b"error code: 1020",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_comes_from_something_in_front_of_the_api(page: bytes) -> None:
    """A firewall's 403 says nothing about credentials, and costs its own item alone."""
    error = error_of(403, page)

    assert type(error) is RequestError
    assert "something in front of the API answered" in str(error)
    assert CREDENTIALS not in str(error)
    assert "something in front" in str(error_of(404, page))
    assert (type(error_of(401, page)), CREDENTIALS in str(error_of(401, page))) == (
        AuthenticationError,
        False,
    )


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_page_of_a_gateway_passes_as_its_status_does(status: int) -> None:
    """Gateways send pages while the server behind them is away."""
    assert error_of(status, PAGES[0]).retryable


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (429, {"error": {"code": "insufficient_quota"}}, FatalError),
        (403, {"error": {"type": "insufficient_quota"}}, FatalError),
        (
            400,
            {"error": {"message": "Your credit balance is too low to access the API"}},
            FatalError,
        ),
        (400, {"error": {"message": "Incorrect API key provided: xa***Yz"}}, AuthenticationError),
        (403, {"error": {"code": "model_not_found"}}, ModelNotFoundError),
        (403, {"error": {"code": "unsupported_country_region_territory"}}, FatalError),
        (400, {"error": {"type": "rate_limit_error"}}, RateLimitError),
        (500, {"error": {"type": "overloaded_error"}}, ServerError),
        (500, {"error": {"code": "content_policy_violation"}}, RequestError),
        (429, {"error": {"message": "Request too large for m on tokens per min"}}, RequestError),
        (413, {"error": {"code": "rate_limit_exceeded"}}, RequestError),
        (503, {"error": {"code": "slow_down"}}, ServerError),
        (400, {"error": {"message": "x" * 300 + "invalid api key"}}, RequestError),
    ],
)
def test_words_that_say_more_than_the_status(
    status: int, body: object, kind: type[ProviderError]
) -> None:
    """What lasts is not asked again, what passes is; words far down may be the prompt's."""
    assert type(error_of(status, body)) is kind


def test_a_status_of_200_is_told_by_its_words() -> None:
    """For wires whose errors come with a success."""
    assert status_meant(ApiProblem(code="insufficient_quota")) == 402
    assert status_meant(ApiProblem(code="one_of_its_own")) is None


@pytest.mark.parametrize(
    "value",
    [
        "sk-planted",
        "sk-proj-aB3dE",
        "AIzaSyD4x",
        "AKIAX1",
        "deadbeef0123456789abcdef",
        "two words",
        True,
        10**30,
    ],
)
def test_what_may_be_a_credential_is_no_identifier(value: object) -> None:
    """An endpoint may put the key where a code belongs."""
    assert identifier(value) == ""


@pytest.mark.parametrize(
    "value",
    [
        "unsupported_country_region_territory",
        "messages[0].content",
        "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
        "gpt-4.1-mini-2025-04-14",
        "skip_it",
        "400",
    ],
)
def test_an_identifier_is_shown(value: str) -> None:
    """Long words, places and names of models are none."""
    assert identifier(value) == value


def test_identifiers_are_shown_and_free_text_is_not() -> None:
    """Free text may quote the prompt: only `detail` has it."""
    body = {
        "error": {
            "message": "sk-planted said swordfish",
            "type": "invalid_request_error",
            "param": "messages.0.content: swordfish",
            "code": "context_length_exceeded",
        }
    }
    error = error_of(400, body)

    assert "code=context_length_exceeded, type=invalid_request_error)" in str(error)
    assert "swordfish" not in str(error) + repr(error)
    assert error.detail == "sk-planted said swordfish"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"error": {"code": 400, "message": "m"}}', ApiProblem(code="400", message="m")),
        (b'[{"error": {"code": "c", "message": "m"}}]', ApiProblem(code="c", message="m")),
        (b'{"error": "m"}', ApiProblem(message="m")),
        (b'{"message": "m", "type": "t"}', ApiProblem(type="t", message="m")),
        (b'{"detail": [{"loc": 1}]}', ApiProblem(message='[{"loc":1}]')),
        (b"<html>", ApiProblem(message="<html>", page=True)),
        (b"<tea>", ApiProblem(message="<tea>")),
        (b"\xff", ApiProblem(message="\ufffd")),
        (b"[]", ApiProblem(message="[]")),
        (b'{"error": {"code": "a b", "param": true}}', None),
    ],
)
def test_many_shapes_of_errors_are_read(body: bytes, expected: ApiProblem | None) -> None:
    """Servers differ in how they describe an error."""
    problem = ApiProblem.parse(body)

    if expected is None:
        assert (problem.code, problem.type) == ("", "")
    else:
        assert expected == problem


@given(st.binary() | st.from_type(type(None)).map(lambda _: b"null"))
def test_no_body_is_too_strange(body: bytes) -> None:
    """Whatever comes with an error status, it is one of our errors."""
    assert isinstance(error_of(500, body), ServerError)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"Retry-After": "7", "Retry-After-Ms": "1500"}, 1.5),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After-Ms": "x", "Retry-After": "3"}, 3.0),
        ({"Retry-After-Ms": "-1", "Retry-After": "3s"}, 3.0),
        ({"x-ms-retry-after-ms": "250"}, 0.25),
        ({"Retry-After-Ms": "9" * 20, "Retry-After": "3"}, 3.0),
        ({"Retry-After": "1m30s"}, 90.0),
        ({"Date": "Wed, 18 Feb 2026 08:48:40 GMT", "Retry-After": "1771404540"}, 20.0),
        (
            {
                "Date": "Wed, 21 Oct 2026 07:28:00 GMT",
                "Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT",
            },
            30.0,
        ),
        ({"Retry-After": "Wed, 21 Oct 1999 07:28:30 GMT"}, 0.0),
        ({"Retry-After": "Wed, 99 Oct 2026 07:28:30 GMT"}, None),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], expected: float | None) -> None:
    """Seconds, milliseconds and dates are understood; nonsense is no wait."""
    assert expected == retry_after(headers)
    assert expected == error_of(503, headers=headers).retry_after


@given(st.text())
def test_no_retry_after_is_too_strange(value: str) -> None:
    """It is None or a number of seconds from 0."""
    found = retry_after({"Retry-After": value})

    assert found is None or 0 <= found < float("inf")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, {"code": "context_length_exceeded", "message": "no"}),
        (400, {"message": "This model's maximum context length is 64 tokens. However, ..."}),
        (400, {"message": "prompt is too long: 214315 tokens > 200000 maximum"}),
        (400, {"message": "This model's maximum prompt length is 64 but the request contains 70"}),
        (400, {"message": "input length and `max_tokens` exceed context limit: 9 + 8 > 16"}),
        (
            400,
            {"message": "The input token count (9) exceeds the maximum number of tokens allowed"},
        ),
        (400, {"type": "exceed_context_size_error", "message": "the available context size is 64"}),
        (413, {"message": "Input is too long for requested model."}),
        (422, {"message": "exceeds the context window of this model"}),
    ],
)
def test_a_context_that_is_too_long_is_told_apart(status: int, error: dict[str, str]) -> None:
    """However the API words it; the message names the ways out."""
    found = error_of(status, {"error": error})

    assert type(found) is ContextLengthError
    assert not found.retryable
    for way in ("shorten the prompt", "max_tokens", "smaller preset"):
        assert way in str(found)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "max_tokens is too large: 9. This model supports at most 8 completion tokens"),
        (429, "context length"),
        (413, "Request too large for model in organization on tokens per minute (TPM)"),
    ],
)
def test_other_limits_are_no_context_length(status: int, message: str) -> None:
    """A rate limit goes away; a context does not grow."""
    assert type(error_of(status, {"error": {"message": message}})) is not ContextLengthError
