"""Calls of tools: names, arguments, and which calls are made."""

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.calls import (
    ReadCall,
    argument_matches,
    call_agreement,
    calls_agreement,
    defaults_of,
)

WEATHER = ReadCall("get_weather", {"city": "Oslo", "days": 3, "units": "metric"})
TRAIN = ReadCall("book_train", {"from": "Oslo", "to": "Bergen", "passengers": [{"age": 30}]})
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "units": {"type": "string", "default": "metric"}},
}


def texts(one: str, other: str) -> float:
    """Read as answers are."""
    return Comparison("").agreement(one, other)


def changed(call: ReadCall, **arguments: object) -> ReadCall:
    """A call with other arguments."""
    return ReadCall(call.name, {**call.arguments, **arguments})


def test_the_order_of_arguments_and_of_calls_makes_no_difference() -> None:
    """A call is a name and a set of arguments; calls beside each other are a multiset."""
    turned = ReadCall("get_weather", dict(reversed(list(WEATHER.arguments.items()))))
    assert 1.0 == call_agreement(WEATHER, turned, texts)
    assert 1.0 == calls_agreement([WEATHER, TRAIN], [TRAIN, turned], texts)


def test_calls_one_after_the_other_have_an_order() -> None:
    """Then the first of one is compared with the first of the other."""
    assert calls_agreement([WEATHER, TRAIN], [TRAIN, WEATHER], texts, ordered=True) == 0
    assert 1.0 == calls_agreement([WEATHER, TRAIN], [WEATHER, TRAIN], texts, ordered=True)


def test_another_tool_agrees_in_nothing() -> None:
    """However alike the arguments are."""
    assert call_agreement(WEATHER, ReadCall("get_wether", WEATHER.arguments), texts) == 0


def test_one_difference_is_worth_less_than_half() -> None:
    """A changed, a missing or an extra argument; a missing, an extra or a doubled call."""
    missing = ReadCall("get_weather", {"city": "Oslo", "days": 3})
    for other in (changed(WEATHER, city="Rome"), missing, changed(WEATHER, hourly=True)):
        assert 0 < call_agreement(WEATHER, other, texts) < 0.5
        assert calls_agreement([WEATHER, TRAIN], [other, TRAIN], texts) < 0.5
    for others in ([WEATHER], [WEATHER, TRAIN, TRAIN], [TRAIN, TRAIN], []):
        assert calls_agreement([WEATHER, TRAIN], others, texts) < 0.5
    nested = changed(TRAIN, passengers=[{"age": 31}])
    assert call_agreement(TRAIN, nested, texts) < 0.5


def test_a_default_may_be_left_out() -> None:
    """The schema says which value it has; another value is another call."""
    defaults = defaults_of("get_weather", SCHEMA)
    short = ReadCall("get_weather", {"city": "Oslo", "days": 3})
    imperial = changed(WEATHER, units="imperial")
    assert 1.0 == call_agreement(WEATHER, short, texts, defaults)
    assert call_agreement(imperial, short, texts, defaults) < 0.5
    assert call_agreement(WEATHER, short, texts) < 0.5
    assert {"x": {}} == defaults_of("x", None)


def test_calls_and_no_calls_never_agree() -> None:
    """A text in place of a call does something else; two answers without a call make the same."""
    assert calls_agreement([WEATHER], [], texts) == 0
    assert 1.0 == calls_agreement([], [], texts)
    assert 1.0 == call_agreement(ReadCall("now"), ReadCall("now"), texts)


def test_each_argument_has_its_own_agreement() -> None:
    """Under the pointer of the call in the first answer."""
    found = argument_matches([TRAIN, WEATHER], [changed(WEATHER, days=4), TRAIN], texts)
    assert {
        "/call/0": 1.0,
        "/call/0/name": 1.0,
        "/call/0/arguments/from": 1.0,
        "/call/0/arguments/to": 1.0,
        "/call/0/arguments/passengers/0/age": 1.0,
        "/call/1": pytest.approx(2 / 3 * 0.4),
        "/call/1/name": 1.0,
        "/call/1/arguments/city": 1.0,
        "/call/1/arguments/days": 0.0,
        "/call/1/arguments/units": 1.0,
    } == {path: match.value for path, match in found.items()}
    assert 4 == found["/call/1/arguments/days"].partner
    alone = argument_matches([WEATHER], [TRAIN], texts)
    assert {0.0} == {match.value for match in alone.values()}
    assert 5 == len(alone)
