"""Rows scored in somebody else's workers; here the tables are made by hand, and no cluster runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anyio
import pandas as pd
import pyarrow as pa
import pytest

from trustcore import TLM
from trustcore.batch import FileSettings
from trustcore.distributed.rows import RowScorer, client_of
from trustcore.errors import AuthenticationError, ConfigurationError, InputError
from trustcore.records.chat import Request
from trustcore.testing import ScriptedProvider


def seeds_of(requests: Sequence[Request]) -> list[int]:
    return sorted({request.seed or 0 for request in requests})


def client(model: ScriptedProvider) -> TLM:
    return TLM("low", model=model, options={"num_self_reflections": 0})


def scorer(
    model: ScriptedProvider | None = None, settings: FileSettings | None = None
) -> RowScorer:
    said = model or ScriptedProvider("A")
    return RowScorer(lambda: client(said), settings or FileSettings())


async def scored(table: pa.Table, settings: FileSettings) -> list[dict[str, Any]]:
    found = await scorer(settings=settings)(table)
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


async def test_a_table_keeps_its_columns_and_types_and_gains_those_of_a_file() -> None:
    table = pa.table({"question": ["one", "two"], "more": [1, None], "list": [[1.5], []]})
    found = await scorer()(table)
    added = ["response", "trustworthiness_score", "error"]
    assert [*table.schema.names, *added] == found.schema.names
    assert found.select(table.schema.names).equals(table)
    assert ["A", "A"] == found["response"].to_pylist()
    assert pa.float64() == found.schema.field("trustworthiness_score").type
    assert all(score > 0.8 for score in found["trustworthiness_score"].to_pylist())


async def test_a_table_without_rows_gains_the_same_columns() -> None:
    table = pa.table({"question": pa.array([], type=pa.string())})
    found = await scorer()(table)
    added = ["response", "trustworthiness_score", "error"]
    assert ["question", *added] == found.schema.names
    assert pa.float64() == found.schema.field("trustworthiness_score").type


@pytest.mark.parametrize(
    ("cell", "words"),
    [(None, "is empty"), ("", "is empty"), (float("nan"), "is empty"), (5, "no text")],
)
async def test_a_bad_row_costs_itself_alone(cell: object, words: str) -> None:
    table = pd.DataFrame({"question": ["good", cell, "good"]})
    found = scorer().frame(table)
    assert [True, False, True] == [*found["error"].isna()]
    assert words in found["error"][1]
    assert found["response"][0] == "A"


async def test_chats_of_numpy_are_chats() -> None:
    chat = [{"role": "user", "content": "one"}]
    frame = pa.table({"messages": [chat, chat]}).to_pandas()
    assert type(frame["messages"][0]) is not list
    found = scorer().frame(frame)
    assert ["A", "A"] == [*found["response"]]


def test_frames_come_one_after_the_other() -> None:
    frames = [pd.DataFrame({"question": ["one"]}), pd.DataFrame({"question": ["two"]})]
    found = scorer(settings=FileSettings(explain=True, prefix="x_")).frames(iter(frames))
    columns = ["question", "x_response", "x_trustworthiness_score", "x_error", "x_explanation"]
    assert [columns, columns] == [list(frame.columns) for frame in found]


async def test_answers_that_exist_are_scored() -> None:
    table = pa.table({"question": ["one", "two"], "answer": ["A", "B"]})
    first, second = await scored(table, FileSettings(response_column="answer"))
    assert "response" not in first
    assert first["trustworthiness_score"] > second["trustworthiness_score"]


async def test_after_an_error_that_all_rows_would_meet_no_more_is_asked() -> None:
    model = ScriptedProvider([AuthenticationError("the key is refused")] * 100)
    settings = FileSettings(rows_at_once=1)
    found = await scorer(model, settings)(pa.table({"question": list("abcdef")}))
    assert all("the key is refused" in error for error in found["error"].to_pylist())
    assert len(model.requests) < 6


async def test_a_rows_seed_is_of_its_id_else_of_its_content_and_not_of_its_place() -> None:
    def asked(rows: list[dict[str, Any]], settings: FileSettings) -> list[int]:
        model = ScriptedProvider("A")
        scorer(model, settings).score(list(rows[0]), rows)
        return seeds_of(model.requests)

    one, two = {"id": "a", "question": "one"}, {"id": "b", "question": "two"}
    for settings in (FileSettings(id_column="id"), FileSettings()):
        alone = {*asked([one], settings), *asked([two], settings)}
        assert alone == {*asked([two, one], settings)}
        assert len(alone) > len(asked([one], settings))


async def test_no_more_rows_are_under_way_than_the_settings_say() -> None:
    most = now = 0

    async def reply(request: Request) -> str:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await anyio.lowlevel.checkpoint()
        now -= 1
        return "A"

    with_two = RowScorer(
        lambda: TLM("base", model=reply, options={"num_self_reflections": 0}),
        FileSettings(rows_at_once=2),
    )
    with_two.score(["question"], [{"question": str(one)} for one in range(20)])
    assert 0 < most <= 4


def test_a_missing_column_is_named_before_anything_is_asked() -> None:
    model = ScriptedProvider("A")
    with pytest.raises(InputError, match="unknown column 'prompt'"):
        scorer(model, FileSettings(prompt_column="prompt")).frame(pd.DataFrame({"text": ["a"]}))
    assert not model.requests


@pytest.mark.parametrize("wrong", [5, None, "openai/gpt", lambda: "no client"])
def test_a_client_is_made_of_keywords_or_by_a_function(wrong: object) -> None:
    with pytest.raises(ConfigurationError, match="the keywords of a TLM"):
        client_of(wrong)


def test_a_client_itself_cannot_be_sent() -> None:
    with (
        TLM(model=ScriptedProvider("A")) as tlm,
        pytest.raises(ConfigurationError, match="not TLM"),
    ):
        client_of(tlm)


def test_keywords_are_checked_where_they_are_given() -> None:
    with pytest.raises(ConfigurationError, match="threshold"):
        RowScorer({"model": ScriptedProvider("A"), "threshold": 5})
