"""Options and settings: what is refused, and what they change."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import math
from typing import Any

import pytest

from trustcore import TLM, ConfigurationError, Question, Request
from trustcore.errors import OptionError, PresetError
from trustcore.testing import ScriptedProvider

WRONG = [
    ("max_tokens", 0, "from 1"),
    ("max_tokens", -1, "from 1"),
    ("max_tokens", 1.5, "whole number"),
    ("max_tokens", "128", "whole number"),
    ("max_tokens", True, "whole number"),
    ("temperature", -0.1, "from 0 to 2"),
    ("temperature", 2.1, "from 0 to 2"),
    ("temperature", math.nan, "from 0 to 2"),
    ("temperature", "hot", "number"),
    ("temperature", False, "number"),
    ("num_candidate_responses", 0, "from 1 to 20"),
    ("num_candidate_responses", 21, "from 1 to 20"),
    ("num_consistency_samples", -1, "from 0 to 20"),
    ("num_consistency_samples", 21, "from 0 to 20"),
    ("num_self_reflections", -1, "from 0 to 3"),
    ("num_self_reflections", 4, "from 0 to 3"),
    ("use_self_reflection", 0, "True or False"),
    ("similarity_measure", "anwser", "'answer'"),
    ("similarity_measure", 5, "a name or a function"),
    ("similarity_measure", lambda text: 1.0, "a function of two texts"),
    ("max_concurrency", 0, "from 1"),
    ("max_concurrency", math.inf, "whole number"),
    ("requests_per_minute", 0, "from 0.001"),
    ("requests_per_minute", math.inf, "number"),
    ("burst", 0, "from 1"),
    ("tokens_per_minute", 0, "from 1"),
    ("tokens_per_minute", "60k", "number"),
    ("max_attempts", 0, "from 1 to 20"),
    ("call_timeout", 0, "from 0.001"),
    ("call_timeout", 10**400, "from 0.001"),
    ("temperature", 10**400, "from 0 to 2"),
    ("max_concurrency", 10**400, "from 1"),
    ("log", "explanation", "list"),
    ("log", ["explanatoin"], "'explanation'"),
    ("log", [1], "list"),
    ("log", 5, "list"),
    ("max_token", 5, "'max_tokens'"),
    ("frequency", 5, "known: "),
]


@pytest.fixture
def model() -> ScriptedProvider:
    return ScriptedProvider("true")


@pytest.mark.parametrize(("name", "value", "rule"), WRONG)
def test_refused(name: str, value: Any, rule: str, model: ScriptedProvider) -> None:
    """An unknown or out-of-range option is refused before any call, with its name and the rule."""
    with pytest.raises(OptionError) as caught:
        TLM(model=model, options={name: value})

    assert name in str(caught.value)
    assert rule in str(caught.value)
    assert 0 == model.started


@pytest.mark.parametrize("options", [["max_tokens"], "max_tokens", 5])
def test_no_mapping(options: Any, model: ScriptedProvider) -> None:
    """Options are a mapping."""
    with pytest.raises(OptionError, match="mapping"):
        TLM(model=model, options=options)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("timeout", 0),
        ("timeout", -1),
        ("timeout", math.nan),
        ("timeout", math.inf),
        ("timeout", "10"),
        ("timeout", True),
        ("seed", 1.5),
        ("seed", "7"),
        ("seed", True),
        ("task", "code_generation"),
    ],
)
def test_wrong_setting(setting: str, value: Any, model: ScriptedProvider) -> None:
    """A setting of the wrong type or out of its range is refused with its name."""
    with pytest.raises(ConfigurationError, match=setting):
        TLM(model=model, **{setting: value})


@pytest.mark.parametrize("preset", ["mediun", {"extends": "mediun"}, "no-such-file.toml"])
def test_wrong_preset(preset: Any, model: ScriptedProvider) -> None:
    """A preset that does not exist is refused."""
    with pytest.raises(PresetError):
        TLM(preset, model=model)


@pytest.mark.parametrize(
    ("preset", "options", "most"),
    [
        ("medium", {}, 13),
        ("medium", {"num_consistency_samples": 0}, 4),
        ("medium", {"num_self_reflections": 0}, 9),
        ("medium", {"use_self_reflection": False}, 9),
        ("medium", {"use_self_reflection": True}, 13),
        ("medium", {"num_self_reflections": 1, "num_consistency_samples": 20}, 23),
        ("medium", {"num_candidate_responses": 2}, 18),
        ("base", {"num_self_reflections": 3}, 4),
        ("low", dict.fromkeys(("num_consistency_samples", "temperature", "log")), 8),
    ],
)
def test_calls(preset: str, options: dict[str, Any], most: int, model: ScriptedProvider) -> None:
    """Options override the preset key by key; None leaves the preset's own."""
    plain = {"strategies": {"consistency": {"arguments": {"asks": 0}}}}
    tlm = TLM({"extends": preset, **plain}, model=model, options=options)
    assert most == tlm.plan().most


def test_contradiction(model: ScriptedProvider) -> None:
    """No self-reflection and a number of self-reflections contradict each other."""
    with pytest.raises(OptionError, match="contradict"):
        TLM(model=model, options={"use_self_reflection": False, "num_self_reflections": 1})


ONLY_CONSISTENCY = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
NO_REFLECTION = {"extends": "medium", "strategies": {"reflection": False}}


@pytest.mark.parametrize("preset", [ONLY_CONSISTENCY, NO_REFLECTION], ids=["without", "removed"])
def test_options_bring_in_no_strategy(preset: dict[str, Any], model: ScriptedProvider) -> None:
    """An option about samples does not make the judge calls of a strategy that is not there."""
    tlm = TLM(preset, model=model, options={"num_consistency_samples": 5})

    nodes = [node for _, node in tlm.plan().nodes if "consistency/" not in str(node)]
    assert {"sample": 5, "candidate": 1} == {
        kind: sum(node[0] == kind for node in nodes) for kind in {node[0] for node in nodes}
    }


@pytest.mark.parametrize(
    ("measure", "options"),
    [
        ("correctness", {"num_self_reflections": 2}),
        ("agreement", {"num_consistency_samples": 2}),
        ("agreement", {"similarity_measure": "string"}),
    ],
)
def test_option_of_an_absent_strategy(
    measure: str, options: dict[str, Any], model: ScriptedProvider
) -> None:
    """An option about a strategy that the preset does not have would do nothing: refused."""
    with pytest.raises(OptionError, match=f"measure {measure}, of which this preset has none"):
        TLM({"strategies": {"logprobs": {}}}, model=model, options=options)


@pytest.mark.parametrize(
    "options",
    [{"num_self_reflections": 0}, {"use_self_reflection": False}, {"num_consistency_samples": 0}],
)
def test_none_of_an_absent_strategy(options: dict[str, Any], model: ScriptedProvider) -> None:
    """None of what is not there anyway is fine."""
    assert 1 == TLM({"strategies": {"logprobs": {}}}, model=model, options=options).plan().most


def test_options_reach_the_calls() -> None:
    """Temperature and token limit are those of the answers; nothing is sent by default."""
    plain, set_ = ScriptedProvider("true"), ScriptedProvider("true")
    judge, sampler = ScriptedProvider("true"), ScriptedProvider("true")
    with TLM("base", model=plain, judge=judge) as tlm:
        tlm.prompt("?")
    options = {"temperature": 0.0, "max_tokens": 9}
    with TLM("low", model=set_, judge=judge, sampler=sampler, options=options, seed=5) as tlm:
        tlm.prompt("?")

    (default,), (own,) = plain.requests, set_.requests
    assert (None, None, None) == (default.temperature, default.max_tokens, default.seed)
    assert (0.0, 9, 5) == (own.temperature, own.max_tokens, own.seed)
    assert {1.0} == {request.temperature for request in sampler.requests}


def test_seeds_differ_by_draw() -> None:
    """With a seed no two draws of a question share theirs, and a second run has the same ones."""
    options = {"num_candidate_responses": 3, "num_consistency_samples": 4}
    runs = []
    for _ in range(2):
        model = ScriptedProvider("true", features=("seed", "temperature"))
        judge = ScriptedProvider("true")
        with TLM("low", model=model, judge=judge, options=options, seed=7) as tlm:
            tlm.prompt("?")
        runs.append(sorted(request.seed or 0 for request in model.requests))

    assert 7 == len(set(runs[0]))
    assert runs[0] == runs[1]


SETTINGS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"stop": "\n"}, {"stop": ("\n",)}),
    ({"top_p": 0.5}, {"top_p": 0.5}),
    ({"reasoning_effort": "low"}, {"reasoning_effort": "low"}),
    ({"extra": {"top_k": 3}}, {"extra": '{"top_k":3}'}),
]


@pytest.mark.parametrize(
    ("options", "sent"), SETTINGS, ids=[next(iter(one)) for one, _ in SETTINGS]
)
def test_settings_of_questions_may_be_options(
    options: dict[str, Any], sent: dict[str, Any]
) -> None:
    """They go with answers and samples, not with what a judge is asked; a question's own win."""
    model = ScriptedProvider(lambda request: "A" if judges(request) else "Paris")
    tlm = TLM("low", model=model, options=options)
    tlm.prompt("Capital of France?")
    tlm.get_trustworthiness_score("Capital of France?", "Paris")
    (name, value), *_ = sent.items()
    for request in model.requests:
        assert (None if judges(request) else value) == (getattr(request, name) or None)
    model.requests.clear()
    own = {"stop": "x", "top_p": 0.1, "reasoning_effort": "high", "extra": {"top_k": 9}}[name]
    tlm.prompt(Question("Capital of France?", **{name: own}))  # type: ignore[arg-type]
    assert value not in [getattr(one, name) for one in model.requests]


@pytest.mark.parametrize(
    "options", [{"stop": 3}, {"top_p": 2}, {"reasoning_effort": ""}, {"extra": {"model": "x"}}]
)
def test_settings_of_questions_are_checked_as_options(options: dict[str, Any]) -> None:
    """By name, when the client is made."""
    with pytest.raises(OptionError, match=f"option {next(iter(options))}"):
        TLM(model=ScriptedProvider("A"), options=options)


def judges(request: Request) -> bool:
    return "You judge" in request.messages[-1].text
