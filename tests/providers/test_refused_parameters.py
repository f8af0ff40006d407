from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Message, Reply, Request
from trustcore.errors import ParameterRefusedError
from trustcore.http.status import ApiProblem
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    ErrorMaker,
    HttpSession,
    LearnedParameters,
    Wire,
    completion,
    reply_of,
)
from trustcore.provider_kit.parameter_names import own_names
from trustcore.records.chat import UNREPORTED
from trustcore_providers._openai_responses import ResponsesWire

ASKED = Request((Message("user", "?"),), temperature=1.0, logprobs=5, n=8, seed=3)
BODY = {"max_tokens": 9}


def after(problem: ApiProblem, asked: Request = ASKED, **body: object) -> Request:
    learned = LearnedParameters()
    assert learned.learn(400, problem, asked, body)
    return learned.fit(asked)


@pytest.mark.parametrize(
    ("problem", "left"),
    [
        (ApiProblem(code="unsupported_parameter", param="temperature"), {"temperature": None}),
        (ApiProblem(code="unsupported_value", param="temperature"), {"temperature": None}),
        (ApiProblem(code="unsupported_parameter", param="logprobs"), {"logprobs": None}),
        (ApiProblem(code="unsupported_parameter", param="top_logprobs"), {"logprobs": 0}),
        (ApiProblem(param="seed", message="Unsupported"), {"seed": None}),
        (ApiProblem(message="logprobs are not allowed with it"), {"logprobs": None}),
        (ApiProblem(code="400", message="Logprobs is not enabled"), {"logprobs": None}),
        (ApiProblem(message='Unknown name "seed": Cannot find field.'), {"seed": None}),
        (ApiProblem(message="random_seed: Extra inputs are not permitted"), {"seed": None}),
        (ApiProblem(message="'n' is not supported; only 1"), {"n": 1}),
        (ApiProblem(message="Multiple candidates is not enabled for this model"), {"n": 1}),
        (ApiProblem(message="`temperature` is deprecated for this model."), {"temperature": None}),
        (
            ApiProblem(
                code="invalid_request_error",
                type="invalid_request_error",
                message="temperature is not supported",
            ),
            {"temperature": None},
        ),
    ],
)
def test_a_refused_parameter_is_left_out(problem: ApiProblem, left: dict[str, Any]) -> None:
    """However the endpoint names it: by parameter and code, or in words."""
    assert evolve(ASKED, **left) == after(problem)


@pytest.mark.parametrize(
    ("problem", "most"),
    [
        (ApiProblem(message="n must be at most 4"), 4),
        (ApiProblem(message="Only n=1 is supported"), 1),
        (ApiProblem(message="Got n = 8, though n <= 2 here"), 2),
        (ApiProblem(message="Invalid value for 'n': 8"), 4),
        (ApiProblem(message="This model gives only one choice per request"), 4),
        (ApiProblem(message="A single completion is the limit"), 4),
        (ApiProblem(message="num_return_sequences > 1 unsupported"), 1),
        (ApiProblem(message="The number of generations exceeds 3"), 3),
        (ApiProblem(message="'n' must be less than or equal to 4"), 4),
        (ApiProblem(message="n should be between 1 and 5, got 8"), 5),
        (ApiProblem(param="n", message="Number of choices must be less than 5"), 4),
        (ApiProblem(param="n", message="too many"), 4),
        (ApiProblem(message="n_cmpl cannot be greater than the number of slots"), 4),
        (
            ApiProblem(
                code="integer_above_max_value",
                type="invalid_request_error",
                param="n",
                message="Invalid 'n': expected a value <= 2, but got 8 instead.",
            ),
            2,
        ),
        (
            ApiProblem(
                message="[{'type': 'less_than_equal', 'loc': ['body', 'n'], 'msg': 'Input should "
                "be less than or equal to 3', 'input': 8, 'ctx': {'le': 3}, 'url': "
                "'https://errors.pydantic.dev/2.11/v/less_than_equal'}]"
            ),
            3,
        ),
        (ApiProblem(message="candidateCount must be 1 but the entered value was 8."), 1),
        (
            ApiProblem(
                type="INVALID_ARGUMENT",
                code="400",
                message="The candidateCount value 8 is out of the supported range: 1 (inclusive) "
                "to 5 (exclusive).",
            ),
            4,
        ),
        (ApiProblem(message="maximum value for n is 6"), 6),
    ],
)
def test_the_range_of_n_is_learned(problem: ApiProblem, most: int) -> None:
    """How many completions one request asks for is the engine's choice: nothing is lost by less."""
    assert evolve(ASKED, n=most) == after(problem)
    assert LearnedParameters().learn(500, problem, ASKED, BODY) is None


@pytest.mark.parametrize(
    ("problem", "most"),
    [
        (ApiProblem(message="top_logprobs must be between 0 and 2"), 2),
        (ApiProblem(param="top_logprobs", code="invalid_value", message="at most 3"), 3),
        (ApiProblem(param="top_logprobs", code="invalid_value", message="too large"), 0),
        (ApiProblem(message="logprobs must be less than or equal to 4"), 4),
    ],
)
def test_the_range_of_alternatives_is_learned(problem: ApiProblem, most: int) -> None:
    """The log-probabilities of the tokens themselves are still asked for."""
    assert evolve(ASKED, logprobs=most) == after(problem)


@given(
    n=st.integers(2, 200),
    numbers=st.lists(st.integers(0, 300), max_size=4),
    words=st.sampled_from(["n must be at most", "'n' is out of range", "n must be 1"]),
)
def test_every_lesson_asks_for_less(n: int, numbers: list[int], words: str) -> None:
    """Whatever numbers a refusal names: so there is an end to the repetitions."""
    learned, asked = LearnedParameters(), evolve(ASKED, n=n)
    said = ApiProblem(param="n", message=f"{words} {' '.join(map(str, numbers))}")
    for _ in range(n):
        fitted = learned.fit(asked)
        if learned.learn(400, said, fitted, BODY) is None:
            break
        assert 1 <= learned.fit(asked).n < fitted.n
    assert learned.fit(asked).n == 1 or learned.learn(400, said, learned.fit(asked), BODY) is None


@pytest.mark.parametrize(
    ("refused", "other"),
    [("max_tokens", "max_completion_tokens"), ("max_completion_tokens", "max_tokens")],
)
def test_the_token_limit_goes_by_its_other_name(refused: str, other: str) -> None:
    """It is never dropped; when both names are refused, that is the user's to know."""
    learned = LearnedParameters()
    body = {refused: 9}
    message = f"Unsupported parameter: '{refused}' is not supported. Use '{other}' instead."

    assert learned.learn(400, ApiProblem(message=message), ASKED, body)
    learned.rename(body)
    assert body == {other: 9}
    again = ApiProblem(code="unsupported_parameter", param=other)
    assert not learned.learn(400, again, ASKED, body)


@pytest.mark.parametrize(
    "problem",
    [
        ApiProblem(code="context_length_exceeded", param="messages", message="not supported"),
        ApiProblem(code="decimal_above_max_value", param="temperature", message="not supported"),
        ApiProblem(code="invalid_value", message="max_tokens: the model supports at most 9"),
        ApiProblem(param="temperature", message="must be at most 2"),
        ApiProblem(code="unsupported_parameter", param="tools", message="no tools"),
        ApiProblem(message="Images are not supported in a sentence with n in it"),
        ApiProblem(message="maximum context length is 4096 tokens; at most 1 image"),
        ApiProblem(),
    ],
)
def test_other_refusals_teach_nothing(problem: ApiProblem) -> None:
    """A user's value out of range is the user's mistake: to drop it would hide that."""
    assert not LearnedParameters().learn(400, problem, ASKED, BODY)


def test_what_was_not_sent_cannot_be_at_fault() -> None:
    """So every repetition sends less, and there is an end to them."""
    problem = ApiProblem(code="unsupported_parameter", param="seed")

    assert not LearnedParameters().learn(400, problem, evolve(ASKED, seed=None), BODY)


def test_a_call_under_way_is_repeated_though_the_lesson_is_known() -> None:
    """Two calls were sent before either was refused."""
    learned = LearnedParameters()
    problem = ApiProblem(code="unsupported_parameter", param="temperature")

    assert all(learned.learn(400, problem, ASKED, BODY) for _ in range(2))
    assert evolve(ASKED, temperature=None) == learned.fit(ASKED)


@pytest.mark.parametrize(
    "problem",
    [
        ApiProblem(message="logprobs are not supported with reasoning models."),
        ApiProblem(param="include", code="unsupported_parameter", message="no"),
        ApiProblem(message="Unsupported value: 'include[0]' is not supported with this model."),
    ],
)
def test_log_probabilities_go_by_another_name_in_responses(problem: ApiProblem) -> None:
    """And the number of alternatives goes with them. What goes with them is found by itself."""
    wire = ResponsesWire("gpt-9-pro", Capabilities())
    own = own_names(lambda request: wire.encode(request).body, ASKED)
    learned = LearnedParameters()

    assert learned.learn(400, problem, ASKED, BODY, lambda: own)
    assert evolve(ASKED, logprobs=None) == learned.fit(ASKED)


@frozen
class OddWire(Wire):
    """A format that has a name of its own for everything."""

    def encode(self, request: Request, /) -> Encoded:
        scores = request.logprobs
        sampling = {"heat": request.temperature, "nucleus_mass": request.top_p}
        body = {
            "question": request.messages[-1].text,
            "sampling": {key: value for key, value in sampling.items() if value is not None},
            "num_generations": request.n if request.n > 1 else None,
            "entropy": request.seed,
            "token_scores": None if scores is None else True,
            "runners_up": scores or None,
        }
        return Encoded("/ask", {key: value for key, value in body.items() if value is not None})

    def decode(self, data: dict[str, Any], request: Request, /) -> Reply:
        return reply_of([completion("Paris", "stop")], UNREPORTED)


SAYINGS = [
    "{} is not supported by this model",
    "Unknown field: sampling.{}",
    "extra inputs are not permitted: '{}'",
]
ODD = {
    "heat": {"temperature": None},
    "nucleus_mass": {"top_p": None},
    "num_generations": {"n": 1},
    "entropy": {"seed": None},
    "token_scores": {"logprobs": None},
    "runners_up": {"logprobs": 0},
}


@pytest.mark.parametrize("said", SAYINGS)
@pytest.mark.parametrize(("name", "left"), ODD.items(), ids=ODD)
def test_the_names_of_a_format_need_not_be_told(said: str, name: str, left: dict[str, Any]) -> None:
    """What an endpoint refuses under a name of its own is left out of the next request."""
    asked = evolve(ASKED, top_p=0.5)
    bodies: list[dict[str, Any]] = []

    async def send(encoded: Encoded, _: int) -> Response:
        bodies.append(encoded.body)
        error = json.dumps({"error": {"message": said.format(name)}}).encode()
        return Response(400, {}, error) if len(bodies) == 1 else Response(200, {}, b"{}")

    session = HttpSession(OddWire(), send, ErrorMaker("host"))
    for kind in (ParameterRefusedError, StopIteration):
        with pytest.raises(kind):
            session.complete(asked).__await__().send(None)

    assert bodies == [OddWire().encode(one).body for one in (asked, evolve(asked, **left))]


def test_the_range_of_a_format_s_own_name_is_kept_to() -> None:
    """As that of `n`."""
    own = own_names(lambda request: OddWire().encode(request).body, ASKED)
    learned = LearnedParameters()
    problem = ApiProblem(message="num_generations must be at most 4")

    assert learned.learn(400, problem, ASKED, BODY, lambda: own)
    assert learned.fit(ASKED).n == 4
