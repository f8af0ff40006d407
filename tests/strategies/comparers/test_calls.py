"""Calls of tools: names, arguments, and which calls are made."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.calls import (
    Defaults,
    ReadCall,
    argument_matches,
    call_agreement,
    calls_agreement,
    defaults_of,
)
from trustcore_strategies.comparers.data import values_of
from trustcore_strategies.comparers.values import TextAgreement

WEATHER = ReadCall("get_weather", {"city": "Oslo", "days": 3, "units": "metric"})
TRAIN = ReadCall("book_train", {"from": "Oslo", "to": "Bergen", "passengers": [{"age": 30}]})
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "units": {"type": "string", "default": "metric"}},
}


def texts(one: str, other: str) -> float:
    """Read as answers are."""
    return Comparison("").agreement(one, other)


def one_call(
    one: ReadCall, other: ReadCall, texts: TextAgreement, defaults: Defaults | None = None
) -> float:
    """The agreement of two calls of which something can be told."""
    found = call_agreement(one, other, texts, defaults)
    assert found is not None
    return found


def all_calls(
    ones: Sequence[ReadCall],
    others: Sequence[ReadCall],
    texts: TextAgreement,
    *,
    ordered: bool = False,
) -> float:
    """The agreement of the calls of two answers."""
    found = calls_agreement(ones, others, texts, ordered=ordered)
    assert found is not None
    return found


def changed(call: ReadCall, **arguments: object) -> ReadCall:
    """A call with other arguments."""
    return ReadCall(call.name, {**call.arguments, **arguments})


def test_the_order_of_arguments_and_of_calls_makes_no_difference() -> None:
    """A call is a name and a set of arguments; calls beside each other are a multiset."""
    turned = ReadCall("get_weather", dict(reversed(list(WEATHER.arguments.items()))))
    assert 1.0 == one_call(WEATHER, turned, texts)
    assert 1.0 == all_calls([WEATHER, TRAIN], [TRAIN, turned], texts)


def test_calls_one_after_the_other_have_an_order() -> None:
    """Then the first of one is compared with the first of the other."""
    assert all_calls([WEATHER, TRAIN], [TRAIN, WEATHER], texts, ordered=True) == 0
    assert 1.0 == all_calls([WEATHER, TRAIN], [WEATHER, TRAIN], texts, ordered=True)


def test_another_tool_agrees_in_nothing() -> None:
    """However alike the arguments are."""
    assert one_call(WEATHER, ReadCall("get_wether", WEATHER.arguments), texts) == 0


def test_one_difference_is_worth_less_than_half() -> None:
    """A changed, a missing or an extra argument; a missing, an extra or a doubled call."""
    missing = ReadCall("get_weather", {"city": "Oslo", "days": 3})
    for other in (changed(WEATHER, city="Rome"), missing, changed(WEATHER, hourly=True)):
        assert 0 < one_call(WEATHER, other, texts) < 0.5
        assert all_calls([WEATHER, TRAIN], [other, TRAIN], texts) < 0.5
    for others in ([WEATHER], [WEATHER, TRAIN, TRAIN], [TRAIN, TRAIN], []):
        assert all_calls([WEATHER, TRAIN], others, texts) < 0.5
    nested = changed(TRAIN, passengers=[{"age": 31}])
    assert one_call(TRAIN, nested, texts) < 0.5


def test_a_default_may_be_left_out() -> None:
    """The schema says which value it has; another value is another call."""
    defaults = defaults_of("get_weather", SCHEMA)
    short = ReadCall("get_weather", {"city": "Oslo", "days": 3})
    imperial = changed(WEATHER, units="imperial")
    assert 1.0 == one_call(WEATHER, short, texts, defaults)
    assert one_call(imperial, short, texts, defaults) < 0.5
    assert one_call(WEATHER, short, texts) < 0.5
    assert {"x": {}} == defaults_of("x", None)


def test_calls_and_no_calls_never_agree() -> None:
    """A text in place of a call does something else; two answers without a call make the same."""
    assert all_calls([WEATHER], [], texts) == 0
    assert 1.0 == all_calls([], [], texts)
    assert 1.0 == one_call(ReadCall("now"), ReadCall("now"), texts)


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


MAIL = (
    "Dear Ms Hansen, thank you for your message of last week; we have looked into it and will send "
    "the goods again on Monday, at no cost to you. Kind regards, the shop."
)


def test_an_argument_of_long_prose_is_left_out() -> None:
    """Words do not tell whether two mails say the same; the other arguments do."""
    values = values_of(Comparison(""))
    send = ReadCall("send_mail", {"to": "hansen@example.org", "body": MAIL})
    other = changed(send, body=MAIL.replace("at no cost to you", "and you pay for it"))
    assert 1.0 == calls_agreement([send], [other], values)
    assert all_calls([send], [changed(other, to="olsen@example.org")], values) < 0.5
    alone = ReadCall("post", {"body": MAIL})
    assert calls_agreement([alone], [changed(alone, body=f"{MAIL} Bye.")], values) is None
    found = argument_matches([send], [other], values)
    assert found["/call/0/arguments/body"].value is None
    assert 1.0 == found["/call/0/arguments/to"].value
