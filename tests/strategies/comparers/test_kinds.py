"""Which comparer fits: by what was asked for, and by what came."""

from __future__ import annotations

import pytest

from trustcore import Absent, Completion, Evidence, Question, Signal, Tool, ToolCall
from trustcore_strategies.consistency import Consistency

TOOL = Tool(
    "weather",
    parameters={
        "type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer", "default": 3}},
    },
)
TOOLS = Question("Weather in Oslo?", tools=[TOOL])
FORM = Question(
    "Who was it?",
    response_format={"type": "object", "properties": {"name": {"type": "string"}}},
)


def call(**arguments: object) -> Completion:
    """An answer that calls the tool."""
    return Completion("", tool_calls=(ToolCall("weather", arguments),))


def agreement(
    question: Question, answer: Completion | str, other: Completion | str
) -> float | None:
    """What four equal samples make of an answer; None where consistency is absent."""
    found = Consistency(4).assess(Evidence.of(question, answer, samples=[other] * 4))
    return found.value if isinstance(found, Signal) else None


def test_calls_are_compared_as_calls() -> None:
    """Defaults may be left out; another value, a text and another tool are another answer."""
    assert 1.0 == agreement(TOOLS, call(city="Oslo", days=3), call(city="oslo"))
    assert 0.0 == agreement(TOOLS, "It is sunny.", call(city="Oslo"))
    assert 0.0 == agreement(TOOLS, call(city="Oslo"), "It is sunny.")
    other = agreement(TOOLS, call(city="Oslo"), call(city="Rome"))
    assert other is not None
    assert other < 0.5
    strange = Completion("", tool_calls=(ToolCall("weather", "not json"),))
    assert 1.0 == agreement(TOOLS, strange, strange)
    unlike = agreement(TOOLS, strange, call(city="Oslo"))
    assert unlike is not None
    assert unlike < 0.5


def test_two_texts_beside_tools_are_compared_as_answers() -> None:
    """Tools that nobody called change nothing."""
    assert 1.0 == agreement(TOOLS, "The answer is 5.", "5")


def test_json_of_a_given_form_is_compared_by_its_fields() -> None:
    """In a fence, with other blanks or in another order; what is no JSON agrees with nothing."""
    answer = '{"name": "Ada Lovelace", "born": "1815-12-10"}'
    assert 1.0 == agreement(
        FORM, answer, '```json\\n{"born":"10 December 1815","name":"ada lovelace"}\\n```'
    )
    other = agreement(FORM, answer, '{"name": "Ada Lovelace", "born": "1816-12-10"}')
    assert other is not None
    assert other < 0.5
    assert 0.0 == agreement(FORM, answer, '{"name": "Ada Lovelace", "born":')
    assert isinstance(Consistency(4).assess(Evidence.of(FORM, "{", samples=["["] * 4)), Absent)


def test_a_value_is_no_answer_to_the_question() -> None:
    """Where the question asks whether something is "basic", the value "basic" is no "yes"."""
    question = "Identify the RGB of Sea Green, is it in basic?"
    form = Question(question, response_format={"type": "object"})
    assert 0.0 == agreement(form, '{"standard": "basic"}', '{"standard": "yes"}')


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "weather", "arguments": {"city": "oslo"}}',
        '```json\n[{"name": "weather", "parameters": {"city": "Oslo"}}]\n```',
        '<tool_call>\n{"name": "weather", "arguments": {"city": "Oslo", "days": 3}}\n</tool_call>',
    ],
)
def test_an_alternative_may_write_its_call_down(text: str) -> None:
    """As models do whose server does not read it; the answer itself is to be a call."""
    assert 1.0 == agreement(TOOLS, call(city="Oslo"), text)
    assert 0.0 == agreement(TOOLS, text, call(city="Oslo"))
    other = agreement(TOOLS, call(city="Rome"), text)
    assert other is not None
    assert other < 0.5


@pytest.mark.parametrize(
    "text",
    [
        'I would call {"name": "weather", "arguments": {"city": "Oslo"}}',
        '{"name": "wether", "arguments": {"city": "Oslo"}}',
        '[{"name": "weather", "arguments": {"city": "Oslo"}}, 3]',
        '{"name": "weather"}',
        "[]",
    ],
)
def test_other_texts_are_no_calls(text: str) -> None:
    """Prose around it, another name, another form."""
    assert 0.0 == agreement(TOOLS, call(city="Oslo"), text)
