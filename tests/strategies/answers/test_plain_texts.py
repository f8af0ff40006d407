"""Plain texts, which are read in a short way: it finds what the long way does."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trustcore_strategies.answers.core import core
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.words import words

KNOWN = frozenset(("capital", "river"))
SAID = st.lists(
    st.sampled_from("The the a is of in I V Marie Paris capital river lead King not s".split()),
    min_size=1,
    max_size=6,
).map(" ".join)
MONTHS = (
    "January",
    "february",
    "MARCH",
    "Apr",
    "May",
    "sept",
    "Okt",
    "diciembre",
    "Summer",
    "Noon",
)


@given(st.text("ab5 .,-/(_'$\n"))
def test_words_are_split_as_they_are_searched_for(text: str) -> None:
    """A sign behind a text, with which no text is merely split, makes no other words of it."""
    assume(not {"a"}.issuperset(words(text)))
    assume(text.rstrip()[-1:] not in {"-", "/"})  # between two signs a letter is a symbol
    assert words(f"{text} %") == (*words(text), "%")


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("day", ["0", "1", "09", "31", "32"])
@pytest.mark.parametrize(
    "form", ["{month} {day}, 1901", "{month} {day} 1901", "{day} {month} 1901"]
)
def test_a_full_day_is_read_as_one_behind_a_preposition(month: str, day: str, form: str) -> None:
    """Behind a word every form of a date is tried."""
    text = form.format(month=month, day=day)
    assert dates(text) == dates(f"on {text}")


def test_a_full_day_is_one_date() -> None:
    """In both orders, with the month in short."""
    for text in ("March 12, 1901", "12 Mar 1901"):
        assert dates(text) == dates("1901-03-12") != ()


@given(SAID)
def test_the_core_of_words_is_that_of_a_sentence(text: str) -> None:
    """A full stop, which is no word, belongs to no core."""
    assert core(text, KNOWN) == core(f"{text}.", KNOWN).removesuffix(".")
