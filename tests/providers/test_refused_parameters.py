from __future__ import annotations

from typing import Any

import pytest

from trustcore.http.status import ApiProblem
from trustcore_providers.refused_parameters import Learned


def sent(**changes: object) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": "m",
        "temperature": 1.0,
        "max_tokens": 9,
        "logprobs": True,
        "top_logprobs": 5,
        "n": 4,
        "seed": 3,
    }
    return {key: value for key, value in (body | changes).items() if value is not None}


def after(problem: ApiProblem, body: dict[str, Any]) -> dict[str, Any]:
    learned = Learned()
    assert learned.learn(problem, body)
    learned.apply(body)
    return body


@pytest.mark.parametrize(
    ("problem", "gone"),
    [
        (ApiProblem(code="unsupported_parameter", param="temperature"), ["temperature"]),
        (ApiProblem(code="unsupported_value", param="temperature"), ["temperature"]),
        (ApiProblem(code="unsupported_parameter", param="logprobs"), ["logprobs", "top_logprobs"]),
        (ApiProblem(code="unsupported_parameter", param="top_logprobs"), ["top_logprobs"]),
        (ApiProblem(param="seed", message="Unsupported"), ["seed"]),
        (
            ApiProblem(message="logprobs are not allowed with it"),
            ["logprobs", "top_logprobs"],
        ),
        (ApiProblem(code="400", message="Logprobs is not enabled"), ["logprobs", "top_logprobs"]),
        (ApiProblem(message='Unknown name "seed": Cannot find field.'), ["seed"]),
        (ApiProblem(message="'n' is not supported; only 1"), ["n"]),
        (
            ApiProblem(
                code="invalid_request_error",
                type="invalid_request_error",
                message="temperature is not supported",
            ),
            ["temperature"],
        ),
    ],
)
def test_a_refused_parameter_is_left_out(problem: ApiProblem, gone: list[str]) -> None:
    """However the endpoint names it: by parameter and code, or in words."""
    expected = {key: value for key, value in sent().items() if key not in gone}

    assert expected == after(problem, sent())


@pytest.mark.parametrize(
    ("refused", "other"),
    [("max_tokens", "max_completion_tokens"), ("max_completion_tokens", "max_tokens")],
)
def test_the_token_limit_goes_by_its_other_name(refused: str, other: str) -> None:
    """It is never dropped; when both names are refused, that is the user's to know."""
    learned = Learned()
    body = sent(max_tokens=None) | {refused: 9}
    message = f"Unsupported parameter: '{refused}' is not supported. Use '{other}' instead."

    assert learned.learn(ApiProblem(message=message), body)
    learned.apply(body)
    assert body == sent(max_tokens=None) | {other: 9}
    assert not learned.learn(ApiProblem(code="unsupported_parameter", param=other), body)


@pytest.mark.parametrize(
    "problem",
    [
        ApiProblem(code="context_length_exceeded", param="messages", message="not supported"),
        ApiProblem(code="decimal_above_max_value", param="temperature", message="not supported"),
        ApiProblem(code="invalid_value", message="max_tokens: the model supports at most 9"),
        ApiProblem(param="temperature", message="must be at most 2"),
        ApiProblem(code="unsupported_parameter", param="tools", message="no tools"),
        ApiProblem(message="Images are not supported in a sentence with n in it"),
        ApiProblem(),
    ],
)
def test_other_refusals_teach_nothing(problem: ApiProblem) -> None:
    """A value out of range is the user's mistake: to drop it would hide that."""
    assert not Learned().learn(problem, sent())


def test_what_was_not_sent_cannot_be_at_fault() -> None:
    """So every repetition sends less, and there is an end to them."""
    problem = ApiProblem(code="unsupported_parameter", param="seed")

    assert not Learned().learn(problem, sent(seed=None))


def test_a_call_under_way_is_repeated_though_the_lesson_is_known() -> None:
    """Two calls were sent before either was refused."""
    learned = Learned()
    problem = ApiProblem(code="unsupported_parameter", param="temperature")

    assert [learned.learn(problem, sent()) for _ in range(2)] == ["temperature"] * 2
    assert not learned.supports("temperature")
    assert learned.supports("seed")


@pytest.mark.parametrize(
    "problem",
    [
        ApiProblem(message="logprobs are not supported with reasoning models."),
        ApiProblem(param="include", code="unsupported_parameter", message="no"),
        ApiProblem(message="Unsupported value: 'include[0]' is not supported with this model."),
    ],
)
def test_log_probabilities_go_by_another_name_in_responses(problem: ApiProblem) -> None:
    """And the number of alternatives goes with them."""
    learned = Learned()
    body = {"model": "o3", "include": ["message.output_text.logprobs"], "top_logprobs": 5}

    assert learned.learn(problem, body)
    learned.apply(body)
    assert body == {"model": "o3"}


def test_what_is_deprecated_is_refused() -> None:
    """So Anthropic says it of the temperature."""
    learned = Learned()
    problem = ApiProblem(
        type="invalid_request_error", message="`temperature` is deprecated for this model."
    )

    assert learned.learn(problem, {"temperature": 1.0})
    assert not learned.supports("temperature")
