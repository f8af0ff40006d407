# ruff: noqa: ANN401  (any JSON; tables are read by the line)

from __future__ import annotations

from typing import Any

import pytest

from trustcore import Absent, Completion, Evidence, Missing, Question, Signal, Tool, ToolCall
from trustcore.errors import ArgumentError
from trustcore_strategies.structured.call_valid import CallValid
from trustcore_strategies.structured.schema import Schema

FORM = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "items": {"type": "array", "items": {"type": "object", "required": ["price"]}},
    },
    "required": ["name"],
}
ASKED = Question("Who?", response_format=FORM)
WEATHER = Tool(
    "weather",
    "The weather of a city.",
    {
        "type": "object",
        "properties": {
            "city": {"type": "string"},
            "days": {"type": "integer", "minimum": 1},
            "unit": {"type": "string", "default": None},
        },
        "required": ["city"],
    },
)


def schema(answer: str | Completion) -> Signal:
    found = Schema().assess(Evidence.of(ASKED, answer))
    assert isinstance(found, Signal)
    return found


def test_an_answer_as_the_schema_wants_it_is_valid() -> None:
    """It has no parts: there is no place to tell of."""
    found = schema('{"name": "Ada", "items": [{"price": 1}]}')
    assert (1.0, ()) == (found.value, found.parts)


@pytest.mark.parametrize(
    ("answer", "path", "there"),
    [
        ('{"name": 3}', "/name", "3"),
        ('{"items": []}', "/name", None),
        ('{"name": "Ada", "items": [{"price": 1}, {}]}', "/items/1/price", None),
        ('{"name": "Ada", "items": [{"pri', "/items/0", None),
        ("I do not know.", "", None),
        ("[]", "", "[]"),
        ("", "", None),
    ],
)
def test_what_is_not_valid_is_0_and_the_place(answer: str, path: str, there: str | None) -> None:
    """Never an exception, whatever the text."""
    found = schema(answer)
    (part,) = found.parts
    assert (0.0, path, 0.0) == (found.value, part.path, part.value)
    assert there == (None if part.span is None else answer[slice(*part.span)])


def test_an_answer_that_was_cut_says_so() -> None:
    """That is another thing than a model that writes no JSON."""
    found = schema(Completion('{"name": "A', finish_reason="length"))
    assert "cut off" in found.reason


@pytest.mark.parametrize("asked", [Question("Who?"), Question("Who?", tools=[WEATHER])])
def test_without_a_form_there_is_nothing_to_check(asked: Question) -> None:
    """By design, so that it costs no score."""
    found = Schema().assess(Evidence.of(asked, "Ada"))
    assert isinstance(found, Absent)
    assert found.by_design


def test_a_missing_answer_is_an_absent_signal() -> None:
    """As for every strategy."""
    with pytest.raises(Exception, match="is missing"):
        Schema().assess(Evidence.of(ASKED, Missing("it failed")))


def calls(*made: tuple[str, Any]) -> Evidence:
    answer = Completion("", tool_calls=tuple(ToolCall(name, given) for name, given in made))
    return Evidence.of(Question("Rain?", tools=[WEATHER]), answer)


def test_calls_that_can_be_made_are_valid() -> None:
    """An argument that has its default is as good as left out, whatever its type."""
    found = CallValid().assess(
        calls(("weather", {"city": "Oslo"}), ("weather", {"city": "Bonn", "unit": None}))
    )
    assert 1.0 == found.value


@pytest.mark.parametrize(
    ("call", "path", "there"),
    [
        (("wether", {"city": "Oslo"}), "/call/0/name", '"wether"'),
        (("weather", {"days": 2}), "/call/0/arguments/city", None),
        (("weather", {"city": "Oslo", "days": 0}), "/call/0/arguments/days", "0"),
        (("weather", "{city: Oslo"), "/call/0/arguments/", '"{city: Oslo"'),
    ],
)
def test_a_call_that_cannot_be_made_is_0_and_the_place(
    call: tuple[str, Any], path: str, there: str | None
) -> None:
    """An unknown name, an argument that is missing or wrong, or none that can be read."""
    evidence = calls(call)
    found = CallValid().assess(evidence)
    assert isinstance(found, Signal)
    (part,) = found.parts
    assert (0.0, path, 0.0) == (found.value, part.path, part.value)
    answer = evidence.answer
    assert answer is not None
    assert there == (None if part.span is None else answer.text[slice(*part.span)])


def test_without_calls_there_is_nothing_to_check() -> None:
    """A text is an answer too; and of tools that are not known nothing can be said."""
    for asked, answer in (
        (Question("Rain?", tools=[WEATHER]), Completion("No.")),
        (Question("Rain?"), Completion("", tool_calls=(ToolCall("weather", {}),))),
    ):
        found = CallValid().assess(Evidence.of(asked, answer))
        assert isinstance(found, Absent)
        assert found.by_design


TRAIN = Tool("train")
RAIN = Completion("", tool_calls=(ToolCall("weather", {"city": "Oslo"}),))
GOING = Completion("", tool_calls=(ToolCall("train", {}),))
BOTH = Completion("", tool_calls=(*RAIN.tool_calls, *GOING.tool_calls))


@pytest.mark.parametrize(
    ("choice", "answer", "paths"),
    [
        ("none", RAIN, ["/call/0/name"]),
        ("none", BOTH, ["/call/0/name", "/call/1/name"]),
        ("required", Completion("It rains."), []),
        ("required", Completion("I cannot.", refusal="I cannot."), []),
        ("weather", Completion("It rains."), []),
        ("weather", GOING, ["/call/0/name"]),
        ("weather", BOTH, ["/call/1/name"]),
    ],
    ids=range(7),
)
def test_what_goes_against_the_choice_of_tools_is_not_valid(
    choice: str, answer: Completion, paths: list[str]
) -> None:
    """The signal says why, and its parts where."""
    asked = Question("Rain?", tools=[WEATHER, TRAIN], tool_choice=choice)
    found = CallValid().assess(Evidence.of(asked, answer))
    assert isinstance(found, Signal)
    assert (0.0, paths) == (found.value, [part.path for part in found.parts])
    assert "was to be called" in found.reason


@pytest.mark.parametrize(
    ("choice", "answer"),
    [("auto", RAIN), (None, BOTH), ("required", GOING), ("train", GOING)],
    ids=range(4),
)
def test_what_was_chosen_is_valid(choice: str | None, answer: Completion) -> None:
    """Any call where any may be made, or one must."""
    asked = Question("Rain?", tools=[WEATHER, TRAIN], tool_choice=choice)
    assert 1.0 == getattr(CallValid().assess(Evidence.of(asked, answer)), "value", None)


@pytest.mark.parametrize("choice", [None, "auto", "none"])
def test_a_text_has_no_calls_to_check(choice: str | None) -> None:
    """Where none had to be made."""
    asked = Question("Rain?", tools=[WEATHER], tool_choice=choice)
    found = CallValid().assess(Evidence.of(asked, "It rains."))
    assert isinstance(found, Absent)
    assert found.by_design


@pytest.mark.parametrize("strategy", [Schema, CallValid])
def test_names_are_checked(strategy: Any) -> None:
    """As everywhere."""
    with pytest.raises(ArgumentError, match="name must be a string"):
        strategy(name="")
