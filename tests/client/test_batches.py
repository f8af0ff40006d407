"""Sequences: order, what fails, and what stops everything."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

import anyio
import pytest
from attrs import frozen

from trustcore import (
    TLM,
    BatchError,
    FatalError,
    ProviderError,
    Request,
    Score,
    TrustcoreError,
)
from trustcore.errors import (
    AuthenticationError,
    ModelNotFoundError,
    RequestError,
    ScoreUnavailable,
    ServerError,
)
from trustcore.presets import Preset, resolve_preset
from trustcore.scoring import Combination, Part
from trustcore.testing import After, Script, ScriptedProvider, VirtualTimeLoop, says

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset in which "true", correct, is a score of 1."""

PROMPTS = ["1st prompt", "2nd prompt", "3rd prompt"]


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


def question(request: Request) -> str:
    return request.messages[-1].text


def answering(script: Callable[[str], Any], judge: Any = "true", **settings: Any) -> TLM:
    model = ScriptedProvider(lambda request: script(question(request)))
    return TLM(ONE_JUDGE, model=model, judge=ScriptedProvider(judge), **settings)


async def test_order() -> None:
    """Results come in the order of the prompts, whatever the order of the replies."""
    seconds = {"1st prompt": 3, "2nd prompt": 1, "3rd prompt": 2}
    tlm = answering(lambda asked: After(seconds[asked], f"to the {asked}"))

    assert [f"to the {one}" for one in PROMPTS] == [
        one.response for one in await tlm.aprompt(PROMPTS)
    ]
    assert 3 == anyio.current_time()


async def test_score_order() -> None:
    """Scores come in the order of the responses."""
    model = ScriptedProvider({says("Rome"): "false", says("Oslo"): "true", says("Bern"): "C"})
    tlm = TLM(ONE_JUDGE, model=model)
    scores = await tlm.aget_trustworthiness_score(PROMPTS, ["Rome", "Oslo", "Bern"])

    assert scores[0] < scores[2] < scores[1]


def second_fails(asked: str) -> Any:
    return RequestError("refused", status=400, detail=asked) if "2nd" in asked else "an answer"


async def test_one_fails() -> None:
    """When an item fails, all are settled, and the error has every outcome."""
    with pytest.raises(BatchError) as caught:
        await answering(second_fails).aprompt(PROMPTS)

    outcomes = caught.value.outcomes
    assert [0, 1, 2] == [one.index for one in outcomes]
    assert ["an answer", None, "an answer"] == [
        one.value and one.value.response for one in outcomes
    ]
    assert [type(None), RequestError, type(None)] == [type(one.error) for one in outcomes]


async def test_one_fails_message() -> None:
    """The message counts, names the first, says the way out, and quotes no text."""
    with pytest.raises(BatchError) as caught:
        await answering(second_fails).aprompt(PROMPTS)

    assert str(caught.value).startswith("1 of 3 items failed; the first is item 1: RequestError:")
    assert "try_" in str(caught.value)
    assert "prompt" not in repr(caught.value) + str(caught.value)


async def test_try_one_fails() -> None:
    """`try_` has None where an item failed."""
    found = await answering(second_fails).atry_prompt(PROMPTS)

    assert ["an answer", None, "an answer"] == [one and one.response for one in found]


async def test_try_single() -> None:
    """`try_` of one prompt is None, or its result."""
    tlm = answering(second_fails)

    assert await tlm.atry_prompt("2nd") is None
    one = await tlm.atry_prompt("1st")
    assert one is not None
    assert "an answer" == one.response


async def test_single_fails() -> None:
    """Of one prompt the error comes up as it is."""
    with pytest.raises(RequestError, match="refused"):
        await answering(second_fails).aprompt("2nd prompt")


def second_unjudged(request: Request) -> str:
    return "hm" if "2nd" in question(request) else "true"


async def test_one_unscored() -> None:
    """A response that cannot be scored loses only its own score."""
    tlm = answering(str, second_unjudged)
    with pytest.raises(BatchError) as caught:
        await tlm.aget_trustworthiness_score(PROMPTS, ["a", "b", "c"])

    assert [True, False, True] == [one.value is not None for one in caught.value.outcomes]
    assert isinstance(caught.value.outcomes[1].error, ScoreUnavailable)
    scores = await tlm.atry_get_trustworthiness_score(PROMPTS, ["a", "b", "c"])
    assert [one.value for one in caught.value.outcomes] == scores


async def test_unscored_prompt_is_no_failure() -> None:
    """An answer without a score is an answer: nothing is raised, the score is None."""
    found = await answering(str, second_unjudged).aprompt(PROMPTS)

    assert [False, True, False] == [one.trustworthiness_score is None for one in found]


@frozen
class Zero:
    """A combination that trusts nothing."""

    name: str = "zero"

    def combine(self, present: Sequence[Part], absent: Mapping[str, float]) -> Combination:
        return Combination(0.0)


async def test_no_zero_for_false() -> None:
    """A score of 0 is a score, not a failure; a combination that can give none is its own."""
    (judge,) = resolve_preset(ONE_JUDGE).components
    tlm = TLM(Preset("zero", 1, (judge,), combiner=Zero()), model=ScriptedProvider("false"))

    assert [0.0] == await tlm.aget_trustworthiness_score(["?"], ["x"])
    assert 0.0 == await tlm.atry_get_trustworthiness_score("?", "x")


methods: list[Callable[[TLM, list[str]], Any]] = [
    lambda tlm, prompts: tlm.aprompt(prompts),
    lambda tlm, prompts: tlm.atry_prompt(prompts),
    lambda tlm, prompts: tlm.aget_trustworthiness_score(prompts, prompts),
    lambda tlm, prompts: tlm.atry_get_trustworthiness_score(prompts, prompts),
]


@pytest.mark.parametrize("error", [AuthenticationError, ModelNotFoundError])
@pytest.mark.parametrize("method", methods, ids=["ask", "try ask", "score", "try score"])
async def test_fatal(error: type[FatalError], method: Any) -> None:
    """Wrong credentials or an unknown model stop a batch at once, `try_` or not."""
    refused = repeat(error("refused", status=401))
    replies: Iterator[Script] = chain(["true", "true", "true", "true"], refused)
    model = ScriptedProvider(lambda _: After(1, next(replies)))
    tlm = TLM(ONE_JUDGE, model=model, options={"max_concurrency": 1})
    with pytest.raises(error) as caught:
        await method(tlm, [f"prompt {number}" for number in range(1000)])

    assert 5 <= model.started <= 8  # those whose turn had come already
    assert 5 == anyio.current_time()
    assert 0 == model.in_flight == model.open_sessions
    outcomes = caught.value.outcomes
    assert error is type(outcomes[-1].error)
    assert len(outcomes) > 2
    assert all(type(one.error) in {type(None), error} for one in outcomes)
    assert any(one.error is None for one in outcomes)


async def test_fatal_has_scores() -> None:
    """What was settled before a fatal error is what the method gives: scores, where it scores."""
    replies: Iterator[Script] = iter(["true", AuthenticationError("refused")])
    model = ScriptedProvider(lambda _: After(1, next(replies)))
    tlm = TLM(ONE_JUDGE, model=model, options={"max_concurrency": 1})
    with pytest.raises(AuthenticationError) as caught:
        await tlm.atry_get_trustworthiness_score(PROMPTS, PROMPTS)

    assert isinstance(caught.value.outcomes[0].value, Score)


async def test_fatal_judge() -> None:
    """A judge's wrong credentials stop a batch too: no later item would be scored."""
    judge = ScriptedProvider(AuthenticationError("refused"))
    with pytest.raises(AuthenticationError):
        await TLM(ONE_JUDGE, model=ScriptedProvider("x"), judge=judge).atry_prompt(["a"] * 100)

    assert judge.started < 10


async def test_fatal_single() -> None:
    """A single prompt's fatal error is the error, `try_` or not."""
    tlm = answering(lambda _: AuthenticationError("refused"))
    with pytest.raises(AuthenticationError):
        await tlm.aprompt("?")
    with pytest.raises(AuthenticationError):
        await tlm.atry_prompt("?")


@pytest.mark.parametrize(
    ("raised", "error"),
    [(ServerError("down"), ServerError), (ValueError("a prompt"), ProviderError)],
)
async def test_all_fail(raised: Exception, error: type[TrustcoreError]) -> None:
    """When all items fail, each has its own error."""
    with pytest.raises(BatchError) as caught:
        await answering(lambda _: raised).aprompt(PROMPTS)

    assert str(caught.value).startswith("3 of 3 items failed")
    assert "a prompt" not in str(caught.value)
    assert all(isinstance(one.error, error) for one in caught.value.outcomes)


async def test_long_batch() -> None:
    """A thousand prompts keep their order and never exceed the limit."""
    model = ScriptedProvider(lambda request: After(len(question(request)) % 3, question(request)))
    judge = ScriptedProvider("true")
    prompts = [f"{number:b}" for number in range(1000)]
    options = {"max_concurrency": 16}
    found = await TLM(ONE_JUDGE, model=model, judge=judge, options=options).aprompt(prompts)

    assert prompts == [one.response for one in found]
    assert 16 == model.max_in_flight
