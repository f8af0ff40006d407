"""Dear patterns with cues: where no cue stands in a text, the pattern matches nothing."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trustcore_strategies import answers
from trustcore_strategies.answers import code, identifiers, rivals
from trustcore_strategies.answers.cued import Cued

MODULES = [
    import_module(f"{answers.__name__}.{found.name}") for found in iter_modules(answers.__path__)
]
CUED = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Cued)
}


@pytest.mark.parametrize("name", sorted(CUED))
@given(data=st.data())
def test_what_a_pattern_matches_has_a_cue(name: str, data: st.DataObject) -> None:
    """No text that a pattern with cues matches is one in which it is not looked for."""
    cued = CUED[name]
    text = data.draw(st.from_regex(cued.pattern))
    assume(cued.pattern.search(text))
    assert cued.may_match(text)


@given(st.text("ab c,."))
def test_without_a_cue_nothing_is_looked_for(text: str) -> None:
    """A text of ASCII without cues and endings is not searched, one of other letters is."""
    cued = Cued(r"x+|ends$", cues=("x",), endings=("ends",))
    assert cued.search(text) is None
    assert cued.search(f"{text}X") is None
    assert cued.search(f"{text}x") is not None
    assert cued.search(f"{text} ends") is not None
    assert cued.may_match(f"{text}\u00e9")
    assert not cued.may_match(text)


@pytest.mark.parametrize(
    ("pattern", "some"),
    [(rivals._OR, rivals._OFFERS), (rivals._UNLESS, rivals._CONDITIONS)],
    ids=["or", "unless"],
)
@given(data=st.data())
def test_what_offers_another_value_has_a_word_for_it(
    pattern: re.Pattern[str], some: frozenset[str], data: st.DataObject
) -> None:
    """A text in which nothing is looked for for want of words has nothing to be found."""
    text = data.draw(st.from_regex(pattern))
    assume(pattern.search(text))
    assert rivals._may_say(text, some)


@given(st.from_regex(code._LOOKS))
def test_what_looks_like_code_may_look_like_it(text: str) -> None:
    """The check in front of the pattern for code refuses nothing that the pattern finds."""
    assume(code._LOOKS.search(text))
    assert code._may_look(text)


@given(st.from_regex(identifiers._SIGNS))
def test_what_shows_an_address_has_a_mark_of_one(text: str) -> None:
    """Where the check in front of addresses and paths says no, there are none."""
    assert identifiers._MARKS.search(text) is not None or identifiers._shown(text) is None
