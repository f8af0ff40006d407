"""Dear patterns with cues: where no cue stands in a text, the pattern matches nothing."""

from __future__ import annotations

import re
from importlib import import_module
from operator import itemgetter
from pkgutil import walk_packages

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trustcore_strategies import answers
from trustcore_strategies.answers import code, identifiers, refusal, rivals
from trustcore_strategies.answers.cued import Begun, Cued

MODULES = [
    import_module(found.name) for found in walk_packages(answers.__path__, f"{answers.__name__}.")
]
FEW = settings(max_examples=10, deadline=None)
CUED = {
    id(value): (f"{module.__name__.partition('answers.')[2]}.{name}", value)
    for module in reversed(MODULES)
    for name, value in vars(module).items()
    if isinstance(value, Cued)
}
"""Each of them once, by where it is defined or used."""

BEGUN = {
    f"{module.__name__.partition('answers.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Begun)
}


@pytest.mark.parametrize(
    "cued", [pytest.param(cued, id=name) for name, cued in sorted(CUED.values(), key=itemgetter(0))]
)
@FEW
@given(data=st.data())
def test_what_a_pattern_matches_has_a_cue(cued: Cued, data: st.DataObject) -> None:
    """No text that a pattern with cues matches is one in which it is not looked for."""
    text = data.draw(st.from_regex(cued.pattern, fullmatch=True))
    assume(cued.pattern.search(text))
    assert cued.may_match(text)


@FEW
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
@FEW
@given(data=st.data())
def test_what_offers_another_value_has_a_word_for_it(
    pattern: re.Pattern[str], some: frozenset[str], data: st.DataObject
) -> None:
    """A text in which nothing is looked for for want of words has nothing to be found."""
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assume(pattern.search(text))
    assert rivals._may_say(text, some)


@FEW
@given(st.from_regex(code._LOOKS))
def test_what_looks_like_code_may_look_like_it(text: str) -> None:
    """The check in front of the pattern for code refuses nothing that the pattern finds."""
    assume(code._LOOKS.search(text))
    assert code._may_look(text)


@FEW
@given(st.from_regex(identifiers._SIGNS))
def test_what_shows_an_address_has_a_mark_of_one(text: str) -> None:
    """Where the check in front of addresses and paths says no, there are none."""
    assert identifiers._MARKS.search(text) is not None or identifiers._shown(text) is None


@FEW
@given(st.from_regex(refusal._REFUSES, fullmatch=True))
def test_what_says_that_it_does_not_know_begins_with_a_word_for_it(text: str) -> None:
    """No reply that refuses is one whose first word says that it does not."""
    assume(refusal._REFUSES.match(text))
    assert refusal._refusal(text) is not None


@pytest.mark.parametrize("begun", [pytest.param(one, id=name) for name, one in BEGUN.items()])
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_what_a_pattern_matches_has_its_beginning(begun: Begun, data: st.DataObject) -> None:
    """A text that a pattern matches at its front is found there."""
    text = data.draw(st.from_regex(begun.pattern, fullmatch=True))
    found = begun.pattern.match(text)
    assume(found is not None)
    assert found is not None
    assert next(begun.finditer(text)).span() == found.span()


@given(st.text("ab c"))
def test_a_pattern_is_looked_for_where_it_begins(text: str) -> None:
    """All places are found in their order, each behind the one before."""
    begun = Begun(r"a+(?:b|(?=c))", r"a(?<!b.)")
    plain = re.compile(r"(?<!b)a+(?:b|(?=c))")
    assert [one.span() for one in begun.finditer(text)] == [
        one.span() for one in plain.finditer(text)
    ]
