"""Every way to name a model."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from trustcore import TLM, ConfigurationError, Result, Secret
from trustcore.errors import OptionError, RegistryError
from trustcore.testing import ScriptedProvider

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset in which "true", correct, is a score of 1."""


def answered(tlm: TLM) -> Result:
    with tlm:
        return tlm.prompt("?")


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRUSTCORE_MODEL", raising=False)


def said(_: str) -> str:
    return "true"


async def said_later(_: str) -> str:
    return "true"


class Speaker:
    def __call__(self, _: str) -> str:
        return "true"

    async def later(self, _: str) -> str:
        return "true"


@pytest.mark.parametrize(
    "model",
    [
        said,
        said_later,
        lambda _: "true",
        Speaker(),
        Speaker().later,
        ScriptedProvider("true"),
        "scripted/one",
        "scripted/org/one:8b",
    ],
    ids=["sync", "async", "lambda", "object", "method", "provider", "name", "name with slash"],
)
@pytest.mark.parametrize(
    "make",
    [
        lambda model: TLM(ONE_JUDGE, model=model),
        lambda model: TLM(ONE_JUDGE, options={"model": model}),
    ],
    ids=["model=", "options"],
)
@pytest.mark.usefixtures("named")
def test_every_kind(model: Any, make: Callable[[Any], TLM]) -> None:
    """A model is a name, a provider, or any sync or async callable; in `model` or in `options`."""
    result = answered(make(model))

    assert "true" == result.response
    assert result.trustworthiness_score is not None


@pytest.mark.usefixtures("named")
def test_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model in the program, `TRUSTCORE_MODEL` names it."""
    monkeypatch.setenv("TRUSTCORE_MODEL", "scripted/one")

    assert "true" == answered(TLM("base")).response


@pytest.mark.parametrize("value", [None, ""], ids=["unset", "empty"])
def test_no_model(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any model the error lists the three ways to name one."""
    if value is not None:
        monkeypatch.setenv("TRUSTCORE_MODEL", value)

    with pytest.raises(ConfigurationError) as caught:
        TLM("base")

    for way in ("model=", 'options={"model"', "TRUSTCORE_MODEL"):
        assert way in str(caught.value)


@pytest.mark.usefixtures("named")
def test_contradiction() -> None:
    """`model` and `options["model"]` may say the same, but not two things."""
    TLM("base", model="scripted/one", options={"model": "scripted/one"})

    with pytest.raises(OptionError, match="contradict"):
        TLM("base", model="scripted/one", options={"model": "scripted/two"})


@pytest.mark.parametrize(
    ("model", "rule"),
    [
        ("gpt-5.5-mini", '"provider/model"'),
        ("scripted/", '"provider/model"'),
        ("", '"provider/model"'),
        ("callable/mine", "a function is given itself"),
        (7, "not int"),
    ],
)
@pytest.mark.parametrize("role", ["model", "judge", "sampler", "embedder"])
def test_no_such_model(model: Any, rule: str, role: str) -> None:
    """What is no model is refused with the setting's name and the rule."""
    with pytest.raises(ConfigurationError) as caught:
        TLM("base", **{"model": said, role: model})

    assert role in str(caught.value)
    assert rule in str(caught.value)


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("model", "meant"),
    [
        ("scriptd/one", "'scripted'"),
        ("opnai/gpt-4.1", "'openai'"),
        ("google/gemini-2.5-flash", '"gemini/gemini-2.5-flash"'),
        ("vertex_ai/gemini-2.5-flash", '"gemini/gemini-2.5-flash"'),
        ("Azure_OpenAI/mine", '"azure/mine"'),
        ("grok/grok-4", '"xai/grok-4"'),
        ("llama.cpp/qwen", '"llamacpp/qwen"'),
        ("perplexity/sonar", 'model="openai/sonar" with base_url="https://api.perplexity.ai"'),
        ("meta-llama/Llama-3-8B", '"vllm/meta-llama/Llama-3-8B"'),
    ],
)
def test_no_such_provider(model: str, meant: str) -> None:
    """The provider that was meant is named: a near one, another library's name, a known service."""
    with pytest.raises(RegistryError) as caught:
        TLM("base", model=model)

    assert meant in str(caught.value)


@pytest.mark.parametrize(
    ("model", "meant"),
    [
        ("gpt-4.1-mini", '"openai/gpt-4.1-mini"'),
        ("o3", '"openai/o3"'),
        ("chatgpt-4o-latest", '"openai/chatgpt-4o-latest"'),
        ("claude-haiku-4-5", '"anthropic/claude-haiku-4-5"'),
        ("gemini-2.5-flash", '"gemini/gemini-2.5-flash"'),
        ("mistral-large-latest", '"mistral/mistral-large-latest"'),
        ("grok-4", '"xai/grok-4"'),
        ("llama3:8b", '"ollama/llama3:8b"'),
        ("us.anthropic.claude-haiku-4-5-v1:0", '"bedrock/us.anthropic.claude-haiku-4-5-v1:0"'),
        ("openai:gpt-4.1", '"openai/gpt-4.1"'),
        ("openai", '"openai/NAME"'),
        ("something-else", "providers: anthropic, azure"),
    ],
)
def test_a_name_without_a_provider(model: str, meant: str) -> None:
    """The way to write it is told, for the models that are known by their names."""
    with pytest.raises(ConfigurationError) as caught:
        TLM("base", model=said, judge=model)

    assert meant in str(caught.value)
    assert str(caught.value).startswith("judge")


@pytest.mark.parametrize(
    "model", ["sk-proj-planted1", "sk-planted/gpt", "https://me:sk-planted@host/v1"]
)
def test_a_key_in_place_of_a_name_is_not_quoted(model: str) -> None:
    """Nor is a URL, which may hold one."""
    with pytest.raises(ConfigurationError) as caught:
        TLM("base", model=model)

    assert "planted" not in str(caught.value)


def test_each_role_has_its_model() -> None:
    """Each role's calls go to that role's model, and to no other."""
    answer = ScriptedProvider("Paris", name="scripted/answer")
    judge = ScriptedProvider("true", name="scripted/judge")
    sampler = ScriptedProvider("Lyon", name="scripted/sampler")
    embedder = ScriptedProvider("never", name="scripted/embedder")
    options = {"similarity_measure": "embedding", "num_consistency_samples": 2}
    with TLM(
        "low", model=answer, judge=judge, sampler=sampler, embedder=embedder, options=options
    ) as tlm:
        tlm.prompt("?")

    assert [0] == [request.draw for request in answer.requests]
    assert 2 == len(judge.requests)
    assert 2 == sum(request.n for request in sampler.requests)
    assert [("Paris", "Lyon")] == embedder.embedded
    assert [] == embedder.requests


def test_roles_of_a_preset(named: Any) -> None:
    """A preset may name the model of a role; an argument overrides it."""
    table = {"extends": "base", "roles": {"judge": "scripted/judge", "answer": "scripted/answer"}}

    TLM(table)
    assert {"judge", "answer"} == named.made.keys()

    named.made.clear()
    TLM(table, model="scripted/other", judge=said)
    assert {"other"} == named.made.keys()


def test_credentials_stay_with_their_provider(named: Any) -> None:
    """The answer's key and URL go to roles of the same provider only, and as a secret."""
    other = ScriptedProvider("true")
    TLM("base", model="scripted/a", sampler="scripted/b", judge=other, api_key="k", base_url="u")

    connection = {"api_key": Secret("k"), "base_url": "u"}
    assert {"a": connection, "b": connection} == named.made


@pytest.mark.parametrize("setting", [{"api_key": "k"}, {"base_url": "u"}], ids=["key", "url"])
def test_credentials_without_a_name(setting: dict[str, Any]) -> None:
    """A key or a URL beside a callable would be ignored, so it is refused."""
    with pytest.raises(ConfigurationError, match="model's name"):
        TLM("base", model=said, **setting)
