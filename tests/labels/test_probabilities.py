"""Probabilities of labels, by the alternatives to the tokens of the one that was written."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Completion, Question, TokenLogprobs
from trustcore.labels import label_of

Row = Mapping[str, float]


def answer(*tokens: tuple[str, Row]) -> Completion:
    """An answer of some tokens, each with the probabilities of what might stand there."""
    texts = tuple(text for text, _ in tokens)
    rows = tuple(tuple((one, math.log(p)) for one, p in row.items()) for _, row in tokens)
    chosen = tuple(math.log(row[text]) for text, row in tokens)
    return Completion("".join(texts).strip(), TokenLogprobs(chosen, texts, rows))


def probabilities(labels: Sequence[str], completion: Completion) -> list[float] | None:
    found = label_of(completion, Question("Which?", constrain_outputs=labels))
    assert found is not None
    if found.probabilities is None:
        return None
    assert tuple(labels) == tuple(found.probabilities)
    return [round(one, 4) for one in found.probabilities.values()]


SURE: Row = {"negative": 0.7, "positive": 0.2, "neutral": 0.1}


@pytest.mark.parametrize(
    ("labels", "tokens", "expected"),
    [
        # Variants of one label count together, and what is no label counts for nothing.
        (
            ["yes", "no", "unsure"],
            [("yes", {"yes": 0.3, "Yes": 0.2, " YES": 0.1, "no": 0.2, "Maybe": 0.2})],
            [0.75, 0.25, 0.0],
        ),
        # A part of a word stands for the only label that begins so.
        (["billing", "technical"], [("tech", {"tech": 0.6, "bill": 0.2}), ("nical", {"nical": 1})], [0.25, 0.75]),
        # Labels that begin alike are told apart where they part.
        (
            ["very_negative", "negative", "positive", "very_positive"],
            [
                ("very", {"very": 0.8, "negative": 0.1, "positive": 0.1}),
                ("_", {"_": 1.0}),
                ("positive", {"positive": 0.75, "negative": 0.25}),
            ],
            [0.2, 0.1, 0.1, 0.6],
        ),
        # One that is the beginning of another ends where anything else might follow.
        (["A+", "A", "B"], [("A", {"A": 0.8, "B": 0.2}), ("\n", {"\n": 0.5, "+": 0.5})], [0.4, 0.4, 0.2]),
        (["A+", "A", "B"], [("A", {"A": 0.8, "B": 0.2})], [0.0, 0.8, 0.2]),
        (["A+", "A", "B"], [("A", {"A": 0.8, "B": 0.2}), ("+", {"+": 0.5, ".": 0.5})], [0.4, 0.4, 0.2]),
        (["C", "C++", "C#"], [("C", {"C": 0.4, "C++": 0.4, "C#": 0.2})], [0.4, 0.4, 0.2]),
        # What stands in front belongs to the token, not to the label.
        (
            ["positive", "negative", "neutral"],
            [("Label", {"Label": 1}), (":", {":": 1}), (" **negative", {" **negative": 0.6, " positive": 0.4}), ("**", {"**": 1})],
            [0.4, 0.6, 0.0],
        ),
        (["-1", "0", "1"], [("-", {"-": 0.6, "1": 0.3, "0": 0.1}), ("1", {"1": 1})], [0.6, 0.1, 0.3]),
        (["Yes", "yes", "no"], [("yes", {"yes": 0.5, "Yes": 0.3, "no": 0.2})], [0.3, 0.5, 0.2]),
    ],
)  # fmt: skip
def test_probabilities_are_renormalised_over_the_labels(
    labels: list[str], tokens: list[tuple[str, Row]], expected: list[float]
) -> None:
    assert expected == probabilities(labels, answer(*tokens))


def test_without_alternatives_nothing_is_known() -> None:
    """Neither without tokens, nor where none begins as a label does, nor of the one denied."""
    labels = ["toxic", "non-toxic"]
    assert probabilities(labels, Completion("toxic")) is None
    assert probabilities(labels, Completion("toxic", TokenLogprobs((-0.1,), ("toxic",)))) is None
    assert probabilities(labels, Completion("toxic", TokenLogprobs((-0.1,)))) is None
    assert probabilities(labels, answer(("Hm", {"Hm": 0.9, "Well": 0.1}))) is None
    denied = answer(("not", {"not": 1}), (" toxic", {" toxic": 1}))
    assert probabilities(labels, denied) is None


def test_tokens_of_another_text_say_nothing() -> None:
    logprobs = answer(("negative", SURE)).logprobs
    assert probabilities(["positive", "negative"], Completion("positive", logprobs)) is None


@given(
    st.lists(
        st.text("ab -+#", min_size=1, max_size=5), min_size=2, max_size=5, unique_by=str.strip
    ),
    st.data(),
)
def test_probabilities_are_in_range_and_add_up(labels: list[str], data: st.DataObject) -> None:
    """Whatever the labels, and however a label is cut into tokens."""
    labels = [one for one in labels if one.strip()]
    if len(labels) < 2:
        return
    label = data.draw(st.sampled_from(labels)).strip()
    cut = data.draw(st.integers(1, len(label)))
    alternatives = st.dictionaries(
        st.text("ab -+#", min_size=1, max_size=3), st.just(0.1), max_size=4
    )
    tokens = [
        (one, {**data.draw(alternatives), one: 0.5}) for one in (label[:cut], label[cut:]) if one
    ]
    found = probabilities(labels, answer(*tokens))
    if found is not None:
        assert all(0 <= one <= 1 for one in found)
        assert sum(found) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("labels", "tokens", "expected"),
    [
        # What might have stood in the place of the first word, marks in front of it aside.
        (["toxic", "fine"], [("Hm", {"Hm": 0.8, "toxic": 0.15, "fine": 0.05})], [0.75, 0.25]),
        (
            ["toxic", "fine"],
            [("**", {"**": 0.9, "toxic": 0.1}), ("Hard", {"Hard": 0.8, "fine": 0.2}), ("**", {"**": 1})],
            [0.0, 1.0],
        ),
        # The thinking is no part of the reply.
        (
            ["toxic", "fine"],
            [("<think>", {"<think>": 1}), ("a", {"a": 0.5, "toxic": 0.5}), ("</think>", {"</think>": 1}),
             ("\n\n", {"\n\n": 1}), ("Unsure", {"Unsure": 0.6, "fine": 0.4})],
            [0.0, 1.0],
        ),
        # A word that begins as a label and goes on otherwise is none.
        (
            ["negative", "positive"],
            [("Neg", {"Neg": 0.8, "positive": 0.1}), ("ligible", {"ligible": 0.75, "ative": 0.25})],
            [2 / 3, 1 / 3],
        ),
        (["I", "II"], [("It", {"It": 0.9, "I": 0.1})], [0.5, 0.5]),
        # Where two labels are named, the first one was begun.
        (
            ["cats", "dogs", "birds"],
            [("cats", {"cats": 0.6, "dogs": 0.3, "birds": 0.1}), (" and", {" and": 1}), (" dogs", {" dogs": 1})],
            [0.6, 0.3, 0.1],
        ),
    ],
)  # fmt: skip
def test_where_no_label_was_read_the_first_tokens_tell(
    labels: list[str], tokens: list[tuple[str, Row]], expected: list[float]
) -> None:
    """The fallback stands in, and how near the model was to each label is known all the same."""
    completion = answer(*tokens)
    found = label_of(completion, Question("Which?", constrain_outputs=labels))
    assert found is not None
    assert found.matched == "fallback"
    assert [round(one, 4) for one in expected] == probabilities(labels, completion)
