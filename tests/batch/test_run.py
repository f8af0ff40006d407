"""Runs over files."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.batch.helpers import client, table
from trustcore.batch import FileSettings, StopRequest, arun_file, assemble_file, run_file
from trustcore.batch.entry import Entry
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.rows import RowFile
from trustcore.errors import (
    AuthenticationError,
    ConfigurationError,
    InputError,
    JournalDiffersError,
    RequestError,
)
from trustcore.ledger import Budget
from trustcore.records.chat import Request

Questions = Callable[..., Path]


def said(request: Request) -> str:
    return request.messages[-1].text.removeprefix("question ")


async def test_each_row_gets_its_own_answer(questions: Questions, tmp_path: Path) -> None:
    """In the order of the input, beside what the row had."""
    tlm, _ = client(said)
    async with tlm:
        done = await arun_file(tlm, questions(100), tmp_path / "out.csv")
    rows = table(tmp_path / "out.csv")
    assert (100, 100, 0, 0, "") == (done.rows, done.done, done.failed, done.open, done.stopped)
    assert [str(number) for number in range(100)] == [row["response"] for row in rows]
    assert [f"id{number}" for number in range(100)] == [row["id"] for row in rows]
    assert all(0 <= float(row["trustworthiness_score"]) <= 1 for row in rows)


def test_a_second_run_asks_nothing(questions: Questions, tmp_path: Path) -> None:
    """What is settled is settled; the output is the same."""
    tlm, model = client(said)
    with tlm:
        run_file(tlm, questions(), tmp_path / "out.csv", quiet=True)
        first, calls = (tmp_path / "out.csv").read_bytes(), model.started
        done = run_file(tlm, questions(), tmp_path / "out.csv", quiet=True)
    assert (calls, 0) == (model.started, done.asked)
    assert first == (tmp_path / "out.csv").read_bytes()


@pytest.mark.parametrize("name", ["out.csv", "out.tsv", "out.jsonl", "out.csv.gz", "out.jsonl.gz"])
def test_the_output_is_derived(name: str, questions: Questions, tmp_path: Path) -> None:
    """It can be made again at any time, byte for byte, in each format."""
    tlm, model = client(said)
    out = tmp_path / name
    with tlm:
        run_file(tlm, questions(), out, quiet=True)
    written, calls = out.read_bytes(), model.started
    out.unlink()
    assert 3 == assemble_file(questions(), out)
    assert (written, calls) == (out.read_bytes(), model.started)
    assert not out.with_name(name + ".part").exists()


def test_a_blank_prompt_costs_its_row(tmp_path: Path) -> None:
    """And no call: spaces, and what only looks like nothing."""
    (tmp_path / "in.csv").write_text('prompt\n1\n"  "\n\u200b\n', encoding="utf-8")
    tlm, model = client("A")
    with tlm:
        run_file(tlm, tmp_path / "in.csv", tmp_path / "alone.csv", FileSettings(limit=1))
        alone = model.started
        done = run_file(tlm, tmp_path / "in.csv", tmp_path / "out.csv", quiet=True)
    errors = [row["error"] for row in table(tmp_path / "out.csv")]
    assert (1, 2, 2 * alone) == (done.done, done.failed, model.started)
    assert ["", True, True] == [error and "prompt is blank" in error for error in errors]


def asking_for_context(request: Request) -> str:
    """Which of the documents a prompt shows; judges choose the first option."""
    text = request.messages[-1].text
    if "You judge" in text:
        return "A"
    return "Oslo" if "Norway" in text else "Bern" if "Switzerland" in text else "other"


@pytest.mark.parametrize("name", ["in.csv", "in.jsonl"])
def test_context_and_labels_come_from_columns(name: str, tmp_path: Path) -> None:
    """An empty cell sets nothing, a wrong one costs its row."""
    table_of = [
        ("Capital?", "Norway has Oslo.", "Oslo,Bern,other", ""),
        ("Capital?", "", '["Bern", "other"]', ""),
        ("Capital?", "Switzerland.", "", ""),
        ("Capital?", "Norway.", "Oslo;Bern", "column 'set': labels must be a list of two"),
    ]
    path = tmp_path / name
    if name.endswith("csv"):
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([("prompt", "about", "set"), *(one[:3] for one in table_of)])
    else:
        rows = [dict(zip(("prompt", "about", "set"), one, strict=False)) for one in table_of]
        rows[1]["set"] = ["Bern", "other"]  # type: ignore[assignment]
        path.write_text("\n".join(map(json.dumps, rows)))
    tlm, _ = client(asking_for_context)
    settings = FileSettings(context_column="about", labels_column="set")
    with tlm:
        run_file(tlm, path, tmp_path / "out.csv", settings, quiet=True)
    found = table(tmp_path / "out.csv")
    assert ["Oslo", "other", "Bern", ""] == [row["response"] for row in found]
    assert [one[3] in row["error"] for one, row in zip(table_of, found, strict=True)] == [True] * 4


def test_labels_hold_for_all_rows(questions: Questions, tmp_path: Path) -> None:
    """Other labels are another run."""
    settings = FileSettings(labels=("yes", "no"))
    tlm, _ = client("yes")
    with tlm:
        run_file(tlm, questions(3), tmp_path / "out.csv", settings, quiet=True)
        assert ["yes"] * 3 == [row["response"] for row in table(tmp_path / "out.csv")]
        with pytest.raises(JournalDiffersError, match="labels"):
            run_file(tlm, questions(3), tmp_path / "out.csv", FileSettings(), quiet=True)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"labels": ["yes"]}, InputError, "^labels must be a list of two or more"),
        ({"labels": ["a", "b"], "labels_column": "set"}, ConfigurationError, "labels_column"),
    ],
    ids=range(2),
)
def test_labels_are_checked(settings: dict[str, Any], error: type[Exception], words: str) -> None:
    """Before the file is opened."""
    with pytest.raises(error, match=words):
        FileSettings(**settings)


@pytest.mark.parametrize(
    "settings",
    [FileSettings(context_column="wrong"), FileSettings(labels_column="wrong")],
    ids=["context", "labels"],
)
def test_a_column_that_is_not_there_is_refused(
    settings: FileSettings, questions: Questions, tmp_path: Path
) -> None:
    """Before the first call."""
    tlm, model = client("A")
    with tlm, pytest.raises(InputError, match="unknown column 'wrong'"):
        run_file(tlm, questions(3), tmp_path / "o.csv", settings)
    assert 0 == model.started


def test_existing_answers_are_scored(tmp_path: Path) -> None:
    """The answers stay as they are; an answer that is missing costs its row."""
    (tmp_path / "in.csv").write_text("question,reply\n1,A\n2,B\n3,\n")
    tlm, _ = client("A")
    with tlm:
        settings = FileSettings(response_column="reply", explain=True)
        done = run_file(tlm, tmp_path / "in.csv", tmp_path / "out.csv", settings, quiet=True)
    rows = table(tmp_path / "out.csv")
    assert (2, 1) == (done.done, done.failed)
    assert ["A", "B", ""] == [row["reply"] for row in rows]
    assert float(rows[0]["trustworthiness_score"]) > float(rows[1]["trustworthiness_score"])
    assert "row 3: column 'reply' is empty; fill it in" == rows[2]["error"]
    assert rows[1]["explanation"]


def test_a_bad_row_costs_itself(tmp_path: Path) -> None:
    """Cells of wrong types in JSON; chats are prompts too."""
    cells: list[object] = ["a", None, 5, [{"role": "user", "content": "b"}], [{"role": "x"}], []]
    cells += [["a", "b"], {"role": "user", "content": "c"}]
    lines = "".join(json.dumps({"prompt": cell}) + "\n" for cell in cells)
    (tmp_path / "in.jsonl").write_text(lines + '{"prompt": NaN}\n')
    tlm, _ = client(said)
    with tlm:
        run_file(tlm, tmp_path / "in.jsonl", tmp_path / "out.jsonl", quiet=True)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert ["a", None, None, "b", *[None] * 5] == [row["response"] for row in rows]
    assert [False, True, True, False, *[True] * 5] == [bool(row["error"]) for row in rows]


def test_failed_rows_are_asked_again_on_request(questions: Questions, tmp_path: Path) -> None:
    """And only then."""
    broken = True

    def say(request: Request) -> str | RequestError:
        return RequestError("refused") if broken and said(request) == "1" else "A"

    tlm, model = client(say)
    out = tmp_path / "out.csv"
    with tlm:
        assert 1 == run_file(tlm, questions(), out, quiet=True).failed
        assert "RequestError: refused" == table(out)[1]["error"]
        broken, calls = False, model.started
        assert 0 == run_file(tlm, questions(), out, quiet=True).asked
        assert calls == model.started
        done = run_file(tlm, questions(), out, FileSettings(retry_failed=True), quiet=True)
    assert (3, 0, 1) == (done.done, done.failed, done.asked)
    assert ["", "", ""] == [row["error"] for row in table(out)]


def test_a_stop_leaves_the_rest_for_the_next_run(questions: Questions, tmp_path: Path) -> None:
    """What was in flight is kept; the two runs together are the undisturbed one."""
    stop = StopRequest()

    def say(request: Request) -> str:
        if said(request) == "5":
            stop.set()
        return said(request)

    tlm, _ = client(say)
    out, settings = tmp_path / "out.csv", FileSettings(rows_at_once=2)
    with tlm:
        job = tlm.run(lambda: arun_file(tlm, questions(20), out, settings, stop=stop))
        assert "interrupt" == job.stopped
        assert job.open == 20 - len(table(out)) > 0
        done = run_file(tlm, questions(20), out, settings, quiet=True)
        whole = run_file(tlm, questions(20), tmp_path / "whole.csv", quiet=True)
    assert (20, 0) == (done.done, whole.open)
    assert (tmp_path / "whole.csv").read_bytes() == out.read_bytes()


def test_a_budget_ends_a_run(questions: Questions, tmp_path: Path) -> None:
    """With what was paid for in the output."""
    tlm, model = client(said, budget=Budget(calls=30))
    with tlm:
        done = run_file(tlm, questions(50), tmp_path / "out.csv", quiet=True)
    assert "budget" == done.stopped
    assert model.started <= 30
    assert done.done == len(table(tmp_path / "out.csv")) > 0


def test_what_every_row_would_meet_ends_a_run(questions: Questions, tmp_path: Path) -> None:
    """It is raised, and no row is marked as failed for it."""
    tlm, _ = client(AuthenticationError("no"))
    with tlm, pytest.raises(AuthenticationError):
        run_file(tlm, questions(), tmp_path / "out.csv", quiet=True)
    assert not (tmp_path / "out.csv").exists()


def test_seeds_of_a_resumed_run_are_those_of_an_undisturbed_one(
    questions: Questions, tmp_path: Path
) -> None:
    """They hang on row and run, and not on what was asked before."""

    def seeds(limit: int | None) -> dict[str, int | None]:
        tlm, model = client(said)
        with tlm:
            run_file(tlm, questions(), tmp_path / "a.csv", FileSettings(limit=limit), quiet=True)
        return {said(one): one.seed for one in model.requests if not one.draw}

    parts = seeds(1) | seeds(None)
    journal_of(tmp_path / "a.csv").unlink()
    assert parts == seeds(None)
    assert 3 == len(set(parts.values()))


def test_shards_share_the_rows(questions: Questions, tmp_path: Path) -> None:
    """Each row is in one of them."""
    tlm, _ = client(said)
    found: list[list[str]] = []
    with tlm:
        for number in (1, 2, 3):
            out = tmp_path / f"{number}.csv"
            run_file(tlm, questions(7), out, FileSettings(shard=f"{number}/3"), quiet=True)
            found.append([row["response"] for row in table(out)])
    assert [["0", "3", "6"], ["1", "4"], ["2", "5"]] == found


def test_another_input_is_told_from_the_journals(questions: Questions, tmp_path: Path) -> None:
    """What differs is named; where that is accepted, rows go by their ids and their content."""
    tlm, model = client(said)
    out, settings = tmp_path / "out.csv", FileSettings(id_column="id")
    with tlm:
        run_file(tlm, questions(), out, settings, quiet=True)
        path = questions()
        path.write_text("id,question\nid2,question 2\nid0,question 7\nid9,question 9\n")
        with pytest.raises(JournalDiffersError) as caught:
            run_file(tlm, path, out, settings, quiet=True)
        assert ["digest of the input"] == list(caught.value.differences)
        before = len(model.requests)
        settings = FileSettings(id_column="id", accept_changes=True)
        done = run_file(tlm, path, out, settings, quiet=True)
    assert (3, 2) == (done.done, done.asked)
    assert {"7", "9"} == {said(one) for one in model.requests[before:]}
    assert ["2", "7", "9"] == [row["response"] for row in table(out)]


def test_ids_that_repeat_are_refused(tmp_path: Path) -> None:
    """Before any call, naming both rows."""
    (tmp_path / "in.csv").write_text("id,question\na,1\nb,2\na,3\n")
    tlm, model = client()
    with tlm, pytest.raises(InputError, match=r"row 3 \(line 4\), column 'id': the id of row 1"):
        run_file(tlm, tmp_path / "in.csv", tmp_path / "out.csv", FileSettings(id_column="id"))
    assert 0 == model.started


def test_a_column_of_the_input_is_never_overwritten(tmp_path: Path) -> None:
    """The way out is a prefix."""
    (tmp_path / "in.csv").write_text("question,error\n1,mine\n")
    tlm, _ = client("A")
    with tlm:
        with pytest.raises(InputError, match="'error' already; give a prefix"):
            run_file(tlm, tmp_path / "in.csv", tmp_path / "out.csv", quiet=True)
        settings = FileSettings(prefix="new_")
        run_file(tlm, tmp_path / "in.csv", tmp_path / "out.csv", settings, quiet=True)
    (row,) = table(tmp_path / "out.csv")
    assert ("mine", "", "A") == (row["error"], row["new_error"], row["new_response"])


@pytest.mark.parametrize("answer", ["a\rb", "\r", "a\r\nb", "\n", '"', 'a,"b\r'])
@pytest.mark.parametrize("kind", ["csv", "tsv", "csv.gz", "jsonl"])
def test_an_answer_with_any_end_of_line_is_one_cell(
    answer: str, kind: str, questions: Questions, tmp_path: Path
) -> None:
    """What models write ends no row of the output, which is read as it was written."""
    tlm, _ = client(f"A{answer}B")
    out = tmp_path / f"out.{kind}"
    with tlm:
        run_file(tlm, questions(), out, quiet=True)
    assert {f"A{answer}B"} == {row.cells["response"] for row in RowFile(out).rows()}


@given(
    st.sets(st.integers(0, 5000), max_size=20),
    st.sets(st.integers(0, 5000), max_size=20),
    st.integers(1, 5000),
)
@settings(max_examples=20)
def test_a_journal_tells_which_rows_are_settled(
    open_: set[int], failed: set[int], rows: int
) -> None:
    """Of any number, with gaps anywhere; a row that failed counts where it is asked to."""
    with TemporaryDirectory() as name, Journal.write_to(Path(name, "x.journal")) as journal:
        journal.write(
            [
                Entry(row, str(row), b"", "failed" if row in failed else "done", "{}")
                for row in range(5000)
                if row not in open_
            ]
        )
        for count_failed in (True, False):
            left = open_ if count_failed else open_ | failed
            expected = bytearray(row not in left for row in range(rows))
            assert expected == journal.settled(rows, failed=count_failed)


def test_a_second_process_is_refused(questions: Questions, tmp_path: Path) -> None:
    """With the number of the first."""
    tlm, _ = client()
    out = tmp_path / "out.csv"
    refused = pytest.raises(ConfigurationError, match=f"pid {os.getpid()}")
    with Journal.write_to(journal_of(out)), tlm, refused:
        run_file(tlm, questions(), out, quiet=True)
    assert 0o600 == stat.S_IMODE(journal_of(out).stat().st_mode)


@pytest.mark.parametrize("column", ["body", "state", "key", "content"])
def test_a_damaged_entry_is_asked_again(column: str, questions: Questions, tmp_path: Path) -> None:
    """It is counted, and never an answer."""
    tlm, _ = client(said)
    out = tmp_path / "out.csv"
    with tlm:
        run_file(tlm, questions(), out, quiet=True)
        first = out.read_bytes()
        with sqlite3.connect(journal_of(out)) as file:
            file.execute(f"UPDATE item SET {column} = 'x' || {column} WHERE row = 1")  # noqa: S608
        file.close()
        done = run_file(tlm, questions(), out, quiet=True)
    assert (1, 1, first) == (done.dropped, done.asked, out.read_bytes())


def test_without_texts_the_journal_holds_none(questions: Questions, tmp_path: Path) -> None:
    """Neither prompts nor answers nor what quotes them."""
    tlm, _ = client("SECRET")
    out = tmp_path / "out.csv"
    with tlm:
        run_file(tlm, questions(), out, FileSettings(texts=False), quiet=True)
    data = b"".join(one.read_bytes() for one in tmp_path.glob("out.csv*"))
    assert (False, False) == (
        b"SECRET" in data,
        b"question 1" in out.with_name("out.csv.journal").read_bytes(),
    )
    assert all(row["trustworthiness_score"] for row in table(out))


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", ""])
def test_a_shard_that_is_none(shard: str) -> None:
    """The rule and an example are told."""
    with pytest.raises(ConfigurationError, match='for example "1/4"'):
        FileSettings(shard=shard)
