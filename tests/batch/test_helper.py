"""`batch_prompt`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.helpers import client, table
from trustcore.batch import batch_prompt
from trustcore.errors import InputError
from trustcore.records.chat import Request

Questions = Callable[..., Path]


def said(request: Request) -> str:
    return request.messages[-1].text.removeprefix("question ")


def test_one_column_in_one_call(questions: Questions, tmp_path: Path) -> None:
    """And the second call asks nothing."""
    tlm, model = client(said)
    with tlm:
        batch_prompt(tlm, questions(5), tmp_path / "out.csv", "question", batch_size=2)
        calls = model.started
        assert 0 == batch_prompt(tlm, questions(5), tmp_path / "out.csv", "question").asked
    assert calls == model.started
    assert ["0", "1", "2", "3", "4"] == [row["response"] for row in table(tmp_path / "out.csv")]


def test_rows_that_another_program_wrote_are_taken_over(
    questions: Questions, tmp_path: Path
) -> None:
    """Those with a score; the others are asked."""
    out = tmp_path / "out.csv"
    out.write_text(
        "id,question,response,trustworthiness_score\nid0,question 0,mine,0.25\nid1,question 1,,\n"
    )
    tlm, _ = client(said)
    with tlm:
        done = batch_prompt(tlm, questions(4), out, "question")
    assert (4, 3) == (done.done, done.asked)
    assert ["mine", "1", "2", "3"] == [row["response"] for row in table(out)]
    assert "0.25" == table(out)[0]["trustworthiness_score"]


def test_rows_of_another_input_are_refused(questions: Questions, tmp_path: Path) -> None:
    """Before any call, and the output stays as it is."""
    out = tmp_path / "out.csv"
    out.write_text("question,response,trustworthiness_score\nother,mine,0.25\n")
    tlm, model = client(said)
    with tlm, pytest.raises(InputError, match="row 1, column 'question'"):
        batch_prompt(tlm, questions(), out, "question")
    assert (0, True) == (model.started, "mine" in out.read_text())
    assert not (tmp_path / "out.csv.journal").exists()
