"""The reference system's quickstart from end to end, on the model that comes along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from trustcore import TLM
from trustcore.batch import batch_prompt

PROMPTS = [
    "What's the third month of the year alphabetically?",
    "What's the first month of the year?",
    "What is the capital of France?",
    "How many planets are there in the solar system?",
    "What is 57834849 + 38833747?",
    "How many times does the letter i occur in the word Mississippi?",
]


@pytest.mark.parametrize("preset", ["base", "best"])
def test_each_question_has_an_answer_and_a_score(preset: str) -> None:
    """Of a model that knows few of them: none of the replies is empty, whatever is drawn."""
    for seed in (None, 1):
        with TLM(quality_preset=preset, model="embedded/primer", seed=seed) as tlm:
            for output in tlm.prompt(PROMPTS):
                assert output["response"].strip()
                assert 0 <= output["trustworthiness_score"] <= 1


def test_lists_fill_a_data_frame() -> None:
    """Answers with scores, and scores of answers."""
    results = pd.DataFrame({"prompt": PROMPTS})
    with TLM(model="embedded/primer") as tlm:
        outputs = tlm.prompt(results["prompt"].to_list())
        results[["response", "trustworthiness_score"]] = pd.DataFrame(outputs)
        results["again"] = tlm.get_trustworthiness_score(
            results["prompt"].to_list(), results["response"].to_list()
        )
    assert not results.isna().to_numpy().any()


def test_a_file_is_asked_in_batches_and_gone_on_with(tmp_path: Path) -> None:
    """`batch_prompt`, from the rows on that an earlier call, of whatever program, had written."""
    table = pd.DataFrame({"prompt": PROMPTS, "note": range(len(PROMPTS))})
    table.to_csv(tmp_path / "in.csv", index=False)
    half = table.iloc[:2].assign(response="Mine", trustworthiness_score=0.25)
    half.to_csv(tmp_path / "out.csv", index=False)
    with TLM(model="embedded/primer") as tlm:
        batch_prompt(
            tlm, tmp_path / "in.csv", tmp_path / "out.csv", prompt_col_name="prompt", batch_size=2
        )
    found = pd.read_csv(tmp_path / "out.csv")
    assert PROMPTS == found["prompt"].to_list()
    assert ["Mine", "Mine"] == found["response"].to_list()[:2]
    assert found["trustworthiness_score"].between(0, 1).all()
    assert found["error"].isna().all()


def test_bad_data_costs_itself() -> None:
    """`try_prompt` gives None for what is no prompt or too long, and keeps the order."""
    bad: list[Any] = [*PROMPTS[:2], "a " * 100_000, None, float("nan"), PROMPTS[2]]
    with TLM(model="embedded/primer") as tlm:
        outputs = tlm.try_prompt(bad)
        scores = tlm.try_get_trustworthiness_score(bad, ["January"] * len(bad))
    missing = [False, False, True, True, True, False]
    assert missing == [one is None for one in outputs]
    assert missing == [one is None for one in scores]
    frame = pd.DataFrame([one or {} for one in outputs])
    assert missing == frame["trustworthiness_score"].isna().to_list()
