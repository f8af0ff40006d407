"""Labels: however they are written, and never another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.labels.reading import LabelReader

SETS = [
    ["positive", "negative", "neutral"],
    ["spam", "not spam"],
    ["billing", "technical issue", "account access", "other"],
    ["1", "2", "3", "4", "5"],
    ["yes", "no", "unsure"],
    ["A+", "A", "B", "C"],
    ["C", "C++", "C#", "Python"],
    ["very_negative", "negative", "positive", "very_positive"],
    ["relevant", "irrelevant"],
    ["toxic", "non-toxic"],
    ["Sport", "Politik", "Wirtschaft"],
    ["A+", "A", "A-", "B"],
    ["refund", "partial refund", "no refund", "other"],
    ["bug", "bug report", "feature request", "not a bug"],
    ["high (urgent)", "medium", "low (can wait)"],
    ["hate/threatening", "hate", "self-harm"],
    ["да", "нет", "не знаю"],
    ["مشكلة تقنية", "فواتير", "أخرى"],
    ["ポジティブ", "ネガティブ"],
]
WAYS = [
    "{label}",
    "**{label}**",
    '"{label}"',
    "{label}.",
    "Label: {label}",
    "The answer is {label}.",
    "Category: **{label}**",
    '{{"label": "{label}"}}',
    "<label>{label}</label>",
    "I would classify this as {label}.",
    "```\n{label}\n```",
    "The user wrote at length.\n\nFinal answer: {label}",
    "It is not {other}, it is {label}.",
    "{label}\n\nExplanation: the text does not look like {other}.",
]


@pytest.mark.parametrize("labels", SETS, ids="/".join)
@pytest.mark.parametrize("way", WAYS)
def test_a_label_is_read_however_it_is_written(labels: list[str], way: str) -> None:
    """Every label of the set, and none of the others."""
    reader = LabelReader(labels)
    for place, label in enumerate(labels):
        found = reader.read(way.format(label=label, other=labels[place - 1]))
        assert label == found.label
        assert found.matched in {"exact", "read"}


FALLBACK = [
    (["spam", "ham", "unknown"], "It could be spam or ham."),
    (["spam", "ham", "unknown"], "This is not spam."),
    (["spam", "ham", "unknown"], "The word spammer is in it."),
    (["spam", "ham", "unknown"], ""),
    (["a", "b", "neither"], "This is a long text about I."),
    (["positive", "negative", "neither"], "Nothing of the kind."),
    (["art", "science", "other"], "It is about artists and partial results."),
]


@pytest.mark.parametrize(("labels", "text"), FALLBACK)
def test_what_names_no_label_or_several_is_the_fallback(labels: list[str], text: str) -> None:
    """The last label stands for what was not read."""
    found = LabelReader(labels).read(text)
    assert (labels[-1], "fallback") == (found.label, found.matched)


MEANT = [
    (["spam", "not spam"], "This isn't spam.", "not spam"),
    (["toxic", "non-toxic"], "The comment is not toxic at all.", "non-toxic"),
    (["1", "2", "3", "4", "5"], "I rate it 4 out of 5.", "4"),
    (["1", "2", "3", "4", "5"], "3/5", "3"),
    (["good", "bad"], "Das ist nicht bad, sondern good.", "good"),
    (["credit card", "card", "other"], "It is about a credit-card.", "credit card"),
    (["negative", "very negative", "other"], "Very Negative", "very negative"),
]


@pytest.mark.parametrize(("labels", "text", "label"), MEANT)
def test_negation_scales_and_longer_labels(labels: list[str], text: str, label: str) -> None:
    """What is taken back is not named, and a part of a label is not that label."""
    assert label == LabelReader(labels).read(text).label


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=8), min_size=2, unique=True))
def test_the_label_is_always_one_of_them(text: str, labels: list[str]) -> None:
    """Whatever the text and the labels are."""
    found = LabelReader(labels).read(text)
    assert found.label in labels
    assert found.matched != "fallback" or found.label == labels[-1]


def test_a_long_text_is_read_from_both_ends() -> None:
    """A megabyte is no reason to wait."""
    reader = LabelReader(["spam", "ham"])
    assert "spam" == reader.read("x " * 500_000 + "\nFinal answer: spam").label
    assert "ham" == reader.read("not " * 300_000 + "spam").label
