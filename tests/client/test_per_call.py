"""Settings of one call, and questions that have their own."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

from trustcore import (
    TLM,
    Absent,
    Completion,
    Evidence,
    Image,
    Message,
    Question,
    Request,
    Signal,
    Text,
    Tool,
    ToolCall,
)
from trustcore.errors import BatchError, DeadlineExceeded, InputError, OptionError
from trustcore.plugins.protocols import Feature
from trustcore.records.question import SETTINGS
from trustcore.testing import After, ScriptedProvider, run_virtual

WEATHER = Tool("weather", "Of a city.", {"type": "object"})
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}
ALL: tuple[Feature, ...] = (
    "n",
    "logprobs",
    "seed",
    "temperature",
    "tools",
    "schema",
    "choices",
    "images",
)
ANSWERS: dict[str, Any] = {"num_consistency_samples": 2, "num_self_reflections": 0}
GIVEN: Any = {
    "tools": (WEATHER,),
    "tool_choice": "auto",
    "response_format": SCHEMA,
    "max_tokens": 7,
    "temperature": 0.5,
    "seed": 3,
    "stop": "END",
    "top_p": 0.9,
    "reasoning_effort": "low",
    "extra": {"top_k": 4},
}


def client(model: ScriptedProvider, *, options: Any = None, **settings: Any) -> TLM:  # noqa: ANN401  (a client's)
    given = {**ANSWERS, "log": ["evidence"], **(options or {})}
    return TLM("medium", model=model, options=given, **settings)


def answers(model: ScriptedProvider) -> list[Request]:
    """The requests for answers and samples, whose draws are counted apart."""
    return [one for one in model.requests if "Paris?" in one.messages[-1].text]


async def test_settings_reach_the_answer_and_its_samples() -> None:
    """Each of them; a temperature is the answer's, as the option's is."""
    model = ScriptedProvider("true", features=ALL)
    await client(model).aprompt("Paris?", **GIVEN)

    for request in answers(model):
        assert request.tools == (WEATHER,)
        assert (request.tool_choice, request.max_tokens) == ("auto", 7)
        assert request.schema == '{"type":"object","properties":{"city":{"type":"string"}}}'
        assert (request.stop, request.top_p, request.reasoning_effort) == (("END",), 0.9, "low")
        assert request.extra == '{"top_k":4}'
    first = answers(model)[0]
    assert (first.temperature, first.seed) == (0.5, 3)


async def test_a_question_of_its_own_comes_before_keywords() -> None:
    """Keywords hold for all items of a sequence that say nothing else."""
    model = ScriptedProvider("true", features=ALL)
    await client(model).aprompt(["Paris? 1", Question("Paris? 2", max_tokens=2)], max_tokens=9)

    found = {one.messages[-1].text: one.max_tokens for one in answers(model)}
    assert found == {"Paris? 1": 9, "Paris? 2": 2}


async def test_a_plain_prompt_is_asked_as_before() -> None:
    """What nobody sets is in no request."""
    model = ScriptedProvider("true", features=ALL)
    result = await client(model).aprompt("Paris?")

    assert [] == [one for one in model.requests if one.special]
    assert result.evidence is not None
    assert result.evidence.asked == Question("Paris?")


async def test_evidence_tells_what_was_asked() -> None:
    """Recorded and read again, and copied."""
    result = await client(ScriptedProvider("true", features=ALL)).aprompt("Paris?", **GIVEN)
    evidence = result.evidence
    assert evidence is not None

    assert evidence.asked == Question("Paris?", **GIVEN)
    assert Evidence.from_dict(evidence.to_dict()).asked == evidence.asked
    assert evidence.to_dict()["schema"] == 2


def test_evidence_of_schema_1_is_read() -> None:
    """Recordings of before have no settings."""
    data = Evidence.of("Paris?", "true").to_dict() | {"schema": 1}
    assert Evidence.from_dict(data).asked == Question("Paris?")


@pytest.mark.parametrize(
    "method",
    ["aprompt", "prompt", "atry_prompt", "try_prompt", "amap", "get_trustworthiness_score"],
)
def test_help_names_every_setting(method: str) -> None:
    function = getattr(TLM, method)
    assert set(SETTINGS) <= set(inspect.signature(function).parameters)
    assert "InputError: " in function.__doc__
    assert all(f"`{name}`" in function.__doc__ for name in SETTINGS)


async def test_a_setting_that_is_none_is_told_so() -> None:
    """With the nearest; nothing has been asked."""
    model = ScriptedProvider("true")
    with pytest.raises(OptionError, match="did you mean 'temperature'"):
        await client(model).aprompt("Paris?", temprature=0)  # type: ignore[call-overload]
    assert not model.requests


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"max_tokens": 0}, "max_tokens must be a whole number from 1"),
        ({"temperature": 3}, "temperature must be a number from 0 to 2"),
        ({"timeout": 0}, "timeout must be a number of seconds above 0"),
        ({"top_p": 0}, "top_p must be a number above 0"),
        ({"stop": [""]}, "stop must be a text"),
        ({"tools": "weather"}, "tools must be a list"),
        ({"tools": [{"type": "web_search"}]}, "tool 0"),
        ({"tool_choice": "weather"}, "tool_choice must be one of auto, none, required"),
        ({"tool_choice": "required"}, "give tools="),
        ({"tools": [WEATHER, WEATHER]}, "rename it"),
        ({"response_format": 3}, "response_format must be a pydantic model"),
        ({"response_format": {"colour": 3}}, "no JSON schema"),
        ({"extra": {"stream": True}}, "which the client sets itself"),
        ({"extra": {"max_completion_tokens": 3}}, "max_tokens="),
        ({"extra": {"extra_headers": {"Authorization": "x"}}}, "api_key="),
        ({"extra": {"extra_headers": {"X-Team": "a\nX-Other: b"}}}, "no header can be"),
        ({"extra": {"extra_headers": {"X Team": "a"}}}, "no header can be"),
        ({"extra": {"extra_headers": {"X-Team": "\u2603"}}}, "no header can be"),
        ({"extra": {"extra_query": {"a": "b"}}}, "base_url="),
        ({"extra": {"timeout": 3}}, "timeout="),
        ({"extra": {"x": float("nan")}}, "no form in JSON"),
        ({"extra": [1]}, "extra must be a mapping"),
    ],
)
async def test_a_wrong_setting_is_refused_before_any_call(settings: Any, words: str) -> None:  # noqa: ANN401
    """By name and rule, as a keyword and in a question."""
    model = ScriptedProvider("true", features=ALL)
    with pytest.raises(InputError, match=words):
        await client(model).aprompt("Paris?", **settings)
    with pytest.raises(InputError, match=words):
        Question("Paris?", **settings)
    assert not model.requests


@pytest.mark.parametrize(
    ("prompt", "feature"),
    [
        (Question("Paris?", tools=[WEATHER]), "tools"),
        ([Message("user", (Text("Paris?"), Image("https://host/a.png")))], "images"),
    ],
)
async def test_what_a_model_lacks_is_refused_before_any_call(prompt: Any, feature: str) -> None:  # noqa: ANN401
    """Tools and images cannot be said in words; model and feature are named."""
    model = ScriptedProvider("true", name="scripted/blind")
    tlm = client(model)
    with pytest.raises(InputError, match=f"scripted/blind .*'{feature}'"):
        await tlm.aprompt(prompt)
    with pytest.raises(InputError, match=f"prompt 1: .*'{feature}'"):
        await tlm.aprompt(["Paris?", prompt])
    assert not model.requests
    one, other = await tlm.atry_prompt(["Paris?", prompt])
    assert one is not None
    assert other is None


async def test_a_sampler_that_calls_no_tools_is_named_by_its_role() -> None:
    with pytest.raises(InputError, match="the sampler model scripted/blind"):
        await client(
            ScriptedProvider("true", features=ALL),
            sampler=ScriptedProvider("true", name="scripted/blind"),
        ).aprompt("Paris?", tools=[WEATHER])


@pytest.mark.parametrize("chat", ["Paris?", [Message("system", "Be brief."), Message("user", "?")]])
async def test_a_schema_that_a_model_lacks_is_asked_for_in_words(chat: Any) -> None:  # noqa: ANN401
    """At the head of the chat, in one message of instructions."""
    model = ScriptedProvider('{"city": "Paris"}')
    await client(model).aprompt(chat, response_format=SCHEMA)
    asked = model.requests[0]

    assert asked.schema is None
    assert [one.role for one in asked.messages] == ["system", "user"]
    assert '"properties":{"city"' in asked.messages[0].text


def test_a_timeout_of_its_own_ends_an_item() -> None:
    """Where the client has none."""

    async def ask() -> None:
        with pytest.raises(DeadlineExceeded, match="10 s"):
            await client(ScriptedProvider(After(60, "true"))).aprompt("Paris?", timeout=10)

    run_virtual(ask)


def test_timeouts_of_a_sequence_are_each_items_own() -> None:
    async def ask() -> None:
        tlm = client(ScriptedProvider(After(60, "true")))
        with pytest.raises(BatchError) as caught:
            await tlm.aprompt([Question("a", timeout=10), Question("b", timeout=1000)])
        assert [one.error is None for one in caught.value.outcomes] == [False, True]

    run_virtual(ask)


@pytest.mark.parametrize("kind", ["schema", "calls"])
@pytest.mark.parametrize("measure", ["answer", "string"])
async def test_a_measure_of_texts_compares_no_calls_and_no_fields(kind: str, measure: str) -> None:
    """Words that they share say nothing; no sample is bought for a schema."""
    calls = Completion("", tool_calls=(ToolCall("weather", {"city": "Paris"}),))
    model = ScriptedProvider(calls if kind == "calls" else '{"city":"Paris"}', features=ALL)
    settings: Any = {"tools": [WEATHER]} if kind == "calls" else {"response_format": SCHEMA}
    tlm = client(model, options={"similarity_measure": measure})
    result = await tlm.aprompt("Paris?", **settings)

    (found,) = [one for one in result.signals if one.name == "consistency"]
    assert isinstance(found, Absent)
    assert "not compared" in found.reason
    if kind == "schema":
        assert len(answers(model)) == 1


@pytest.mark.parametrize("kind", ["schema", "calls"])
async def test_calls_and_fields_are_compared_as_what_they_are(kind: str) -> None:
    """The order of arguments and fields makes no difference, another value does."""

    def script(request: Request) -> Completion | str:
        city = "Rome" if request.draw % 4 == 3 else "Paris"
        row = {"city": city, "days": 3} if request.draw % 2 else {"days": 3, "city": city}
        if kind == "calls":
            return Completion("", tool_calls=(ToolCall("weather", row),))
        return json.dumps(row, indent=request.draw % 3)

    settings: Any = {"tools": [WEATHER]} if kind == "calls" else {"response_format": SCHEMA}
    model = ScriptedProvider(script, features=ALL[1:])
    tlm = client(model, options={"num_consistency_samples": 8})
    result = await tlm.aprompt("Paris?", **settings)

    (found,) = [one for one in result.signals if one.name == "consistency"]
    assert isinstance(found, Signal)
    assert 0.7 < found.value < 0.9


async def test_an_answer_beside_calls_is_another_answer() -> None:
    """A text and a call never agree."""

    def script(request: Request) -> Completion:
        calls = (ToolCall("weather", {}),) if request.draw else ()
        return Completion("Sunny", tool_calls=calls)

    result = await client(ScriptedProvider(script, features=ALL)).aprompt("Paris?", tools=[WEATHER])
    (found,) = [one for one in result.signals if one.name == "consistency"]
    assert getattr(found, "value", None) == 0.0


async def test_a_call_is_the_response_in_its_canonical_text() -> None:
    calls = (ToolCall("weather", {"b": 1, "a": [2]}, "call_9"),)
    model = ScriptedProvider(Completion("", tool_calls=calls), features=ALL)
    result = await client(model).aprompt("Paris?", tools=[WEATHER])

    assert result.response == '[{"arguments":{"a":[2],"b":1},"name":"weather"}]'


async def test_an_estimate_is_made_with_the_settings_of_each_question() -> None:
    """A limit of its own bounds what is written; tools and images are read."""
    tlm = client(ScriptedProvider("true", features=ALL))
    plain = tlm.estimate([Question("Paris?", max_tokens=10)] * 2)
    both = tlm.estimate([Question("Paris?", max_tokens=10), Question("Paris?", max_tokens=20)])
    tools = tlm.estimate([Question("Paris?", max_tokens=10, tools=[WEATHER])] * 2)
    image = [Message("user", (Text("Paris?"), Image("https://host/a.png")))]

    assert plain.output_tokens.most is not None
    assert both.output_tokens.most is not None
    assert plain.output_tokens.most < both.output_tokens.most
    assert (plain.prompts, both.prompts) == (2, 2)
    assert tools.input_tokens.expected > plain.input_tokens.expected
    seen, read = tlm.estimate(image).input_tokens, tlm.estimate("Paris?").input_tokens
    assert seen.expected >= read.expected + 1000
