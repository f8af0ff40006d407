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
    model = ScriptedProvider(lambda _: AuthenticationError("the key is refused"))
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


@pytest.mark.parametrize("wrong", [{"prompt_column": "question"}, None, "question"])
def test_settings_are_file_settings(wrong: object) -> None:
    said = f"settings must be a FileSettings.*not {type(wrong).__name__}"
    with pytest.raises(ConfigurationError, match=said):
        RowScorer(lambda: client(ScriptedProvider("A")), wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [["one"], pd.Series(["one"], name="question"), {"question": ["one"]}, pa.table({"q": ["a"]})],
    ids=lambda one: type(one).__name__,
)
def test_what_is_no_frame_is_refused(wrong: object) -> None:
    said = f"a table must be a pandas.DataFrame, not {type(wrong).__name__}"
    with pytest.raises(InputError, match=said):
        scorer().frame(wrong)


async def test_what_is_no_table_is_refused_with_the_format_of_batches() -> None:
    with pytest.raises(InputError, match=r'pyarrow\.Table, not dict; .*batch_format="pyarrow"'):
        await scorer()({"question": ["one"]})


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([0, 1], "column 0 is named by int"),
        (["question", 1], "column 1 is named by int"),
        ([("question", "a"), ("b", "c")], "column 0 is named by tuple"),
        (["question", "question"], "two columns are called 'question'"),
    ],
)
def test_columns_are_named_by_texts_each_once(names: list[Any], said: str) -> None:
    model, frame = ScriptedProvider("A"), pd.DataFrame([["one", "two"]])
    frame.columns = pd.Index(names)
    with pytest.raises(InputError, match=said):
        scorer(model).frame(frame)
    assert not model.requests


@pytest.mark.parametrize("cells", [[], ["one"], [None, None], ["one", None]], ids=repr)
def test_a_frame_gains_the_same_dtypes_whatever_its_rows(cells: list[Any]) -> None:
    """The index stays, where labels are there twice too."""
    frame = pd.DataFrame({"question": pd.Series(cells, dtype="object")}, index=None)
    frame.index = pd.Index([7] * len(cells))
    found = scorer(settings=FileSettings(explain=True)).frame(frame)
    kinds = {name: str(kind) for name, kind in found.dtypes.items() if name != "question"}
    assert kinds == {
        "response": "object",
        "trustworthiness_score": "float64",
        "error": "object",
        "explanation": "object",
    }
    assert [*frame.index] == [*found.index]
    assert [cell is None for cell in cells] == [*found["response"].isna()]


def test_ids_are_whole_where_one_is_missing() -> None:
    """Pandas makes floats of them; the missing one costs its row."""
    rows = {"id": [3, None, 4], "question": ["one", "two", "three"]}
    model, settings = ScriptedProvider("A"), FileSettings(id_column="id")
    found = scorer(model, settings).frame(pd.DataFrame(rows))
    assert [True, False, True] == [*found["error"].isna()]
    assert "column 'id': an id must be" in found["error"][1]
    whole = ScriptedProvider("A")
    kept = {"id": [3, 4], "question": ["one", "three"]}
    scorer(whole, settings).frame(pd.DataFrame(kept))
    assert seeds_of(whole.requests) == seeds_of(model.requests)


@pytest.mark.parametrize("wrong", [1.5, 2.0**53, float("inf")])
def test_a_float_that_is_no_one_number_is_no_id(wrong: float) -> None:
    frame = pd.DataFrame({"id": [wrong], "question": ["one"]})
    found = scorer(settings=FileSettings(id_column="id")).frame(frame)
    assert "an id must be" in found["error"][0]


def test_cells_that_pandas_calls_missing_are_empty() -> None:
    """Whatever it has in their place."""
    cells = pd.Series(["one", pd.NA, pd.NaT, None], dtype="object")
    found = scorer().frame(pd.DataFrame({"question": cells}))
    assert found["response"][0] == "A"
    assert all("is empty" in error for error in found["error"][1:])
    texts = pd.DataFrame({"question": pd.Series(["one", None], dtype="string")})
    assert "is empty" in scorer().frame(texts)["error"][1]
