"""Evaluations by name, as tables and as records."""

from __future__ import annotations

import re
from typing import Any

import pytest

from trustcore import Eval, Question
from trustcore.errors import InputError
from trustcore.records.evals import READS, builtin_evals, evals_of, joined

NAMES = ["context_sufficiency", "response_groundedness", "response_helpfulness", "query_ease"]


def test_four_evaluations_come_along() -> None:
    """Each says in words what it rates, and what it reads for that."""
    assert NAMES == list(builtin_evals())
    assert {"query_ease": ("question",), "context_sufficiency": ("question", "context")} == {
        name: one.reads for name, one in builtin_evals().items() if "answer" not in one.reads
    }
    assert [True, True, False, False] == [one.needs_context for one in builtin_evals().values()]
    assert all(len(one.criteria.split()) > 30 for one in builtin_evals().values())


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (None, []),
        ([], []),
        ("query_ease", ["query_ease"]),
        (NAMES, NAMES),
        ([{"name": "x", "criteria": "y"}], ["x"]),
        ({"name": "x", "criteria": "y"}, ["x"]),
        (["query_ease", Eval("x", "y")], ["query_ease", "x"]),
    ],
)
def test_evaluations_are_named_or_brought_along(given: Any, names: list[str]) -> None:  # noqa: ANN401  (anything)
    assert names == [one.name for one in evals_of(given)]
    assert names == [one.name for one in Question("q", evals=given).evals]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["query_eas"], "evals[0]: unknown evaluation 'query_eas'; did you mean 'query_ease'?"),
        (["nothing like it"], "one of your own is an Eval(name, criteria)"),
        ([{"name": "x"}], "evals[0] needs criteria"),
        ([{}], "evals[0] needs name and criteria"),
        ([{"name": "x", "criterion": "y"}], "evals[0]: unknown key 'criterion'"),
        ([{"name": "x", "criteria": " "}], "criteria of an Eval must be a text that is not empty"),
        ([{"name": "", "criteria": "y"}], "name of an Eval must be a text that is not empty"),
        ([{"name": "x", "criteria": "y", "reads": ["prompt"]}], "reads of an Eval must be some of"),
        ([{"name": "x", "criteria": "y", "reads": []}], "reads of an Eval must be some of"),
        (["query_ease", "query_ease"], "two have the name 'query_ease'"),
        ([3], "evals[0] must be a name, a table or an Eval, not int"),
        (3, "evals must be a list of names, tables or Evals, not int"),
    ],
)
def test_what_is_no_evaluation_is_refused(given: Any, said: str) -> None:  # noqa: ANN401  (anything)
    """Before any call, naming the place, the rule and the way out."""
    with pytest.raises(InputError, match=re.escape(said)):
        Question("q", evals=given)


def test_reads_have_one_order() -> None:
    """Equal evaluations are equal, however their reads were listed."""
    assert Eval("x", "y", ("answer", "question")) == Eval("x", "y", ["question", "answer"])
    assert READS == Eval("x", "y").reads


@pytest.mark.parametrize(
    ("reads", "needed"),
    [
        (READS, False),
        (("context",), True),
        (("context", "answer"), True),
        (("question", "answer"), False),
    ],
)
def test_who_reads_the_context_alone_needs_one(reads: tuple[str, ...], *, needed: bool) -> None:
    """Who reads all three takes what there is."""
    assert needed == Eval("x", "y", reads).needs_context


def test_of_two_with_one_name_the_second_stands() -> None:
    first, second = Eval("x", "one"), Eval("x", "two")
    assert (Eval("y", "z"), second) == joined((first, Eval("y", "z")), (second,))
