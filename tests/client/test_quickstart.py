"""The reference system's quickstart, word for word but for the line that makes the client."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from trustcore import TLM, Request, Result
from trustcore.errors import RequestError
from trustcore.testing import ScriptedProvider

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset in which "true", correct, is a score of 1."""

PROMPTS = [
    "What's the third month of the year alphabetically?",
    "What is the capital of France?",
]


def answer(request: Request) -> str | RequestError:
    asked = request.messages[-1].text
    if "broken" in asked:
        return RequestError("refused")
    return {PROMPTS[0]: "March", PROMPTS[1]: "Paris"}.get(asked, "An answer")


@pytest.fixture
def model() -> ScriptedProvider:
    return ScriptedProvider(answer)


@pytest.fixture
def judge() -> ScriptedProvider:
    return ScriptedProvider("true")


@pytest.fixture
def tlm(model: ScriptedProvider, judge: ScriptedProvider) -> Iterator[TLM]:
    with TLM(ONE_JUDGE, model=model, judge=judge) as tlm:
        yield tlm


def test_prompt(tlm: TLM) -> None:
    """A prompt gives an answer and its score, by key."""
    output = tlm.prompt("What's the third month of the year alphabetically?")

    assert "March" == output["response"]
    assert 0.5 < output["trustworthiness_score"] <= 1


def test_score_in_a_text(tlm: TLM) -> None:
    """A score is a float, also for a format string."""
    trustworthiness_score = tlm.get_trustworthiness_score(
        "What's the first month of the year?", response="January"
    )

    assert f"{float(trustworthiness_score):.3f}" == f"{trustworthiness_score:.3f}"
    assert 0.5 < trustworthiness_score <= 1


def test_prompts_into_a_data_frame(tlm: TLM) -> None:
    """Results fill two columns of a data frame."""
    results = pd.DataFrame({"prompt": PROMPTS})
    outputs = tlm.prompt(results["prompt"].to_list())
    results[["response", "trustworthiness_score"]] = pd.DataFrame(outputs)

    assert ["prompt", "response", "trustworthiness_score"] == list(results.columns)
    assert ["March", "Paris"] == results["response"].to_list()
    assert results["trustworthiness_score"].between(0.5, 1).all()


def test_scores_into_a_data_frame(tlm: TLM) -> None:
    """Scores fill a column of floats."""
    results = pd.DataFrame({"prompt": PROMPTS, "response": ["May", "Paris"]})
    results["trustworthiness_score"] = tlm.get_trustworthiness_score(
        results["prompt"].to_list(), results["response"].to_list()
    )

    assert results["trustworthiness_score"].between(0.5, 1).all()
    assert "float64" == results["trustworthiness_score"].dtype


def test_series(tlm: TLM) -> None:
    """A column of a data frame is a sequence, whatever its index."""
    results = pd.DataFrame({"prompt": PROMPTS, "response": ["May", "Paris"]}, index=[7, 3])

    assert ["March", "Paris"] == [one.response for one in tlm.prompt(results["prompt"])]
    scores = tlm.get_trustworthiness_score(results["prompt"], results["response"])
    assert [True, True] == [isinstance(one, float) for one in scores]


def test_best_preset(model: ScriptedProvider, judge: ScriptedProvider) -> None:
    """`quality_preset="best"` has six answers compete."""
    with TLM(quality_preset="best", model=model, judge=judge) as tlm:
        output = tlm.prompt("What's the third month of the year alphabetically?")

    assert 6 == len(output.candidates)


def test_options(judge: ScriptedProvider) -> None:
    """`options` name the model and the limit on its tokens, which the judge's calls don't get."""
    model = ScriptedProvider("March")
    with TLM("base", judge=judge, options={"model": model, "max_tokens": 128}) as tlm:
        tlm.prompt("What's the third month of the year alphabetically?")

    assert [128] == [request.max_tokens for request in model.requests]
    assert [16] == [request.max_tokens for request in judge.requests]


@pytest.fixture
def outputs(tlm: TLM) -> list[Result | None]:
    return tlm.try_prompt(["A broken one", *PROMPTS])


def test_try_prompt(outputs: list[Result | None]) -> None:
    """`try_prompt` gives None where an item failed, and keeps the order."""
    assert [None, "March", "Paris"] == [one and one["response"] for one in outputs]


def test_try_prompt_into_a_data_frame(outputs: list[Result | None]) -> None:
    """A None is no row for pandas; an empty mapping in its place is a row of missing values."""
    results = pd.DataFrame([one or {} for one in outputs])

    assert [True, False, False] == results["response"].isna().to_list()
    assert [True, False, False] == results["trustworthiness_score"].isna().to_list()
