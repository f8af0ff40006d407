"""Cheap looks in front of the reader of quantities: where one says no, the reader finds none."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from trustcore_strategies.answers import bounds, quantity, rivals, units
from trustcore_strategies.answers.around_numbers import goes_on, may_open
from trustcore_strategies.answers.cued import Cued

FRONTS = (
    bounds.ABOUT,
    bounds.ROUNDED,
    bounds.BOUND,
    bounds.SIGN,
    bounds.CURRENCY,
    bounds.NUMBERED,
)
BEHIND = (bounds.AFTER_BOUND, bounds.IDLE_AFTER)
WORDS = st.sampled_from(
    "the a an it is about at least no. 5 5km km 3 feet two and half hour hours total or more in all"
    " , ; ( ) three quarters Paris US$ twenty-one minus once upon XIV inches , dozen to of".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


def read(text: str) -> quantity.Quantity | None:
    """A quantity as it is found without any look in front."""
    return quantity._bare(trimmed(text))


def trimmed(text: str) -> str:
    """A text without the marks around it, in which the looks are taken."""
    return " ".join(text.split()).lstrip(quantity._FRONT).rstrip(quantity.EDGES)


@pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.pattern[:12])
@given(data=st.data())
def test_what_stands_in_front_of_a_number_may_open_a_quantity(
    front: re.Pattern[str], data: st.DataObject
) -> None:
    """A text is looked at that begins with any of the patterns in front of numbers."""
    assert may_open(f"{data.draw(st.from_regex(front, fullmatch=True))}5 km")


@pytest.mark.parametrize("behind", BEHIND, ids=lambda behind: behind.pattern.pattern[:12])
@given(data=st.data())
def test_what_may_stand_behind_a_quantity_is_no_clause(behind: Cued, data: st.DataObject) -> None:
    """Behind a comma, too, a text may say that a number is a bound, or how sure it is."""
    text = f"5 km{data.draw(st.from_regex(behind.pattern, fullmatch=True))}"
    assume(behind.pattern.search(text))
    assert not goes_on(text)


@given(TEXTS)
@example("a pound and a half")
@example("5 feet, three inches")
@example("at least, 5")
@example("The distance is 5 km")
@example(", an an")
@example("approximately XIV")
def test_a_text_that_does_not_open_a_quantity_or_goes_on_is_none(text: str) -> None:
    """Where a look says no, the reader of quantities finds nothing."""
    bare = trimmed(text)
    if not may_open(bare) or goes_on(bare):
        assert read(text) is None


@given(TEXTS)
def test_a_text_with_a_mark_that_no_unit_has_is_no_unit(text: str) -> None:
    """Where a mark says no, the reader of units finds nothing."""
    if units._NO_UNIT.search(text):
        assert units._units.__wrapped__(text) is None


def test_a_whole_number_with_a_unit_is_read_as_by_all_readers() -> None:
    """The quick reader finds what the others find, for every unit that is known."""
    told = 0
    for unit in units._symbols():
        text = f"23 {unit}"
        plain = quantity._plain(text)
        if plain is not None:
            told += 1
            assert plain == (quantity._spoken(text) or quantity._quantity(text)), unit
    assert told > 500


@pytest.mark.parametrize("text", ["7", "007", "1234567", "23 km", "60 km/h", "5 mi", "2 h"])
def test_a_whole_number_is_read_quickly(text: str) -> None:
    """So is one alone."""
    assert quantity._plain(text) == quantity._quantity(text)


@pytest.mark.parametrize("text", ["5 feet", "5 million", "5 apples", "3 squared", "5 k", "2 dozen"])
def test_what_other_readers_read_otherwise_is_left_to_them(text: str) -> None:
    """A word that makes another number, may have parts behind or is no unit is no matter of it."""
    assert quantity._plain(text) is None


@given(st.text("aB ,;|&.()'\n\t"))
def test_a_list_of_names_ends_in_a_name(text: str) -> None:
    """Where the last word has no capital, the last of several things is no name."""
    bare = text.strip(" .!\"'")
    values = [value for piece in rivals._LISTED.split(bare) if (value := rivals._value(piece))]
    if len(values) > 1 and not rivals._may_end_in_name(bare):
        assert not rivals._is_name(values[-1])
