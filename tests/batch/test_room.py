"""Rows under a budget: what is paid for is in the output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.helpers import client, table
from trustcore import TLM
from trustcore.batch import FileSettings, run_file
from trustcore.batch.items import RowItem
from trustcore.batch.room import BudgetRoom
from trustcore.errors import BudgetExceeded, ConfigurationError
from trustcore.ledger import Budget, Price
from trustcore.testing import ScriptedProvider

CALLS = 2
"""What a row takes with `client`."""


@pytest.mark.parametrize("budget", [2, 7, 30, 100])
@pytest.mark.parametrize("rows_at_once", [1, 8, 64])
def test_a_budget_of_calls_ends_with_whole_rows(
    questions: Callable[..., Path], tmp_path: Path, budget: int, rows_at_once: int
) -> None:
    tlm, model = client(budget=Budget(calls=budget))
    with tlm:
        settings = FileSettings(rows_at_once=rows_at_once)
        done = run_file(tlm, questions(60), tmp_path / "out.csv", settings, quiet=True)
    each = len(model.requests) // max(1, done.done)
    assert "budget" == done.stopped
    assert done.calls <= len(model.requests) <= budget
    assert len(model.requests) - done.calls < each
    assert budget - len(model.requests) < each
    assert done.done == len(table(tmp_path / "out.csv"))


def test_a_budget_of_dollars_or_tokens_loses_a_row_at_most(
    questions: Callable[..., Path], tmp_path: Path
) -> None:
    prices = {"*": Price(10.0, 10.0, max_output=8)}
    for budget in (Budget(usd=0.01), Budget(tokens=1000)):
        tlm, model = client(budget=budget, prices=prices)
        output = tmp_path / f"{budget.usd}.csv"
        with tlm:
            done = run_file(tlm, questions(200), output, quiet=True)
        assert "budget" == done.stopped
        assert done.done > 3
        assert len(model.requests) - done.calls < 64


def test_a_budget_that_suffices_stops_nothing(
    questions: Callable[..., Path], tmp_path: Path
) -> None:
    tlm, _ = client(budget=Budget(calls=1000))
    with tlm:
        done = run_file(tlm, questions(40), tmp_path / "out.csv", quiet=True)
    assert (40, "") == (done.done, done.stopped)


def test_a_refused_run_leaves_the_output_and_a_journal_for_others(
    questions: Callable[..., Path], tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"
    output.write_text("precious\n", "utf-8")
    source = questions(2)
    with TLM("low", model=ScriptedProvider("A")) as tlm, pytest.raises(ConfigurationError):
        run_file(tlm, source, output, FileSettings(vendor_batch="openai"), quiet=True)
    assert "precious\n" == output.read_text("utf-8")
    tlm, _ = client()  # of another fingerprint
    with tlm:
        assert 2 == run_file(tlm, source, output, quiet=True).done


async def test_what_is_foreseen_is_what_is_asked() -> None:
    """A context counts; a row that cannot be asked takes nothing, and the next one tells."""
    long = RowItem(0, "1", "q", settings={"context": "It says so. " * 400})
    short, wrong = RowItem(1, "2", "q"), RowItem(2, "3", "q", settings={"context": [1]})
    tlm, _ = client(budget=Budget(tokens=1000), prices={"*": Price(10.0, 10.0, max_output=8)})
    async with tlm:
        for first in ((), (wrong,)):
            room = BudgetRoom(tlm)
            for item in first:
                async with room.held(item):
                    pass
            with pytest.raises(BudgetExceeded):
                async with room.held(long):
                    pass
        async with BudgetRoom(tlm).held(short):
            pass


def test_given_answers_have_room_without_the_call_that_would_make_them(
    tmp_path: Path,
) -> None:
    source = tmp_path / "in.csv"
    source.write_text("question,answer\nq,A\nr,A\n")
    tlm, model = client(budget=Budget(calls=1))
    with tlm:
        settings = FileSettings(response_column="answer")
        done = run_file(tlm, source, tmp_path / "out.csv", settings, quiet=True)
    assert ("budget", 1, 1) == (done.stopped, done.done, len(model.requests))


def test_a_question_that_is_none_costs_its_own_row(tmp_path: Path) -> None:
    """Whatever a row has besides its prompt is read when the row is asked, budget or none."""
    source = tmp_path / "in.csv"
    source.write_text('question,labels\nq,"A,B"\nr,"A,A"\ns,"A,B"\n')
    for budget in (None, Budget(calls=100)):
        tlm, _ = client(budget=budget)
        output = tmp_path / f"{budget is None}.csv"
        with tlm:
            done = run_file(tlm, source, output, FileSettings(labels_column="labels"), quiet=True)
        assert (2, 1, "") == (done.done, done.failed, done.stopped)
