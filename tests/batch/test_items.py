"""What a row asks for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.batch.items import Columns, RowItem
from trustcore.batch.rows import Row
from trustcore.errors import InputError


def columns(*known: str, **given: str | None) -> Columns:
    names: dict[str, Any] = {"prompt": None, "response": None, "id_": None, "template": None}
    return Columns.of(known, **{**names, **given})


@pytest.mark.parametrize(
    ("known", "column"),
    [
        (("id", "prompt", "question"), "prompt"),
        (("question", "x"), "question"),
        (("text",), "text"),
        (("ID", "Question"), "Question"),
        (("PROMPT",), "PROMPT"),
        (("customer_question",), "customer_question"),
        (("Frage",), "Frage"),
    ],
)
def test_the_prompt_column_is_found(known: tuple[str, ...], column: str) -> None:
    """By its usual names, or because there is no other."""
    assert column == columns(*known).prompt


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"prompt": "qestion"}, ["'qestion'", "question"]),
        ({"template": "{a} {nothing}"}, ["'nothing'"]),
        ({"template": "{a"}, ["template", "twice"]),
        ({"template": "{}"}, ["template", "name of a column"]),
        ({"template": "{a!r}"}, ["template", "name of a column"]),
        ({"template": "{a:>9}"}, ["template", "name of a column"]),
        ({"template": "{a}", "prompt": "a"}, ["not both"]),
        ({"template": "Q: question"}, ["names no column", "{question}"]),
        ({"template": "{{question}}"}, ["names no column", "{question}"]),
        ({"template": ""}, ["names no column", "{question}"]),
        ({"response": "answer"}, ["'answer'"]),
    ],
)
def test_wrong_columns_are_refused(given: dict[str, str], words: list[str]) -> None:
    """Before any row is read."""
    with pytest.raises(InputError) as caught:
        columns("a", "question", **given)
    assert [] == [one for one in words if one not in str(caught.value)]


def test_nobody_knows_the_prompts() -> None:
    """Several columns, none of a usual name."""
    with pytest.raises(InputError, match="--prompt-column\\): 'a', 'b'"):
        columns("a", "b")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("question;answer", "semicolons"),
        ("id\tquestion", "tabs"),
        ("id|question", "bars"),
        ("id, question", "commas"),
        ("What is 1 + 1?", "looks like a prompt"),
        ("Name the capital of France", "looks like a prompt"),
        ("Summarise this", "looks like a prompt"),
        ("Hello!", "looks like a prompt"),
        ("Wie hei\u00dft du\u00a0?", "looks like a prompt"),
        ("\u4f60\u597d\uff1f", "looks like a prompt"),
        ("\u4f60" * 41, "looks like a prompt"),
    ],
)
def test_a_first_line_that_names_no_column_is_refused(name: str, words: str) -> None:
    """No prompt is taken for a name, and the other way round; who means it says so."""
    with pytest.raises(InputError, match=words) as caught:
        columns(name)
    assert "--prompt-column" in str(caught.value)
    assert name not in str(caught.value)
    assert name == columns(name, prompt=name).prompt


@pytest.mark.parametrize("given", [{"prompt": "question"}, {"response": "answer"}, {"id_": "id"}])
def test_a_named_column_of_an_unseparated_file(given: dict[str, str]) -> None:
    """It is not suggested to name the whole line."""
    with pytest.raises(InputError, match="semicolons"):
        columns("id;question;answer", **given)


def test_a_template_makes_a_prompt_of_several_columns() -> None:
    """Numbers can be in it; doubled braces are braces."""
    made = columns("a", "b", template="{{{a}}} and {b}?")
    assert "{x} and 7?" == made.item(Row(0, 2, {"a": "x", "b": 7})).prompt


@pytest.mark.parametrize("cell", [None, "", float("nan"), 7, True, {"role": "user"}], ids=repr)
def test_a_bad_cell_costs_its_row(cell: object) -> None:
    """The problem names row and column, and not what is in it."""
    problem = columns("question").item(Row(4, 9, {"question": cell})).problem
    assert problem is not None
    assert problem.startswith("row 5: column 'question'")


@pytest.mark.parametrize("cell", [None, "", 1.5, [1]], ids=repr)
def test_a_row_without_an_id_is_refused(cell: object) -> None:
    """Nothing could be known of it."""
    with pytest.raises(InputError, match=r"row 1 \(line 2\), column 'id'"):
        columns("id", "question", id_="id").key(Row(0, 2, {"id": cell}))


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_a_whole_float_is_the_id_that_it_was(number: int) -> None:
    """Where an id is missing, tables of numbers are written with floats."""
    made = columns("id", "question", id_="id")
    assert str(number) == made.key(Row(0, 2, {"id": float(number)}))


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), min_size=2, unique=True))
def test_content_tells_rows_apart(pairs: list[tuple[str, str]]) -> None:
    """Prompt and response, and where one ends and the other begins."""
    items = [RowItem(0, "1", prompt, response) for prompt, response in pairs]
    assert len(pairs) == len({one.content for one in items})


@given(st.integers(0, 2**31), st.text())
def test_a_seed_hangs_on_run_and_id_alone(run: int, key: str) -> None:
    """And leaves room for the draws that are added to it."""
    seeds: list[Any] = [RowItem(index, key, "p").seed(run) for index in (0, 5)]
    assert seeds[0] == seeds[1]
    assert 0 <= seeds[0] < 2**30
