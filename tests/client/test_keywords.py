"""Keywords that the client does not have."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from attrs import fields_dict

from trustcore import TLM, ConfigurationError
from trustcore.client.keywords import CLIENT_KEYWORDS
from trustcore.client.options import Options
from trustcore.errors import OptionError
from trustcore.records.question import SETTINGS
from trustcore.testing import ScriptedProvider

ONLY_OPTIONS = sorted(fields_dict(Options).keys() - inspect.signature(TLM).parameters.keys())


ONLY_KEYWORDS = sorted(inspect.signature(TLM).parameters.keys() - fields_dict(Options).keys())


def made(**keywords: Any) -> TLM:  # noqa: ANN401  (what a newcomer tries)
    return TLM("base", **{"model": str, **keywords})


@pytest.mark.parametrize("name", ONLY_OPTIONS)
def test_an_option_as_a_keyword(name: str) -> None:
    """Every option that is given as a keyword says where it belongs, with its number."""
    with pytest.raises(ConfigurationError) as caught:
        made(**{name: 5})

    assert f'TLM(options={{"{name}": 5}})' in str(caught.value)


@pytest.mark.parametrize("name", ONLY_KEYWORDS)
def test_a_keyword_as_an_option(name: str) -> None:
    """Every keyword that is given as an option says where it belongs; a text is not shown."""
    for value, shown in ((5, "5"), ("sk-secret", "...")):
        with pytest.raises(ConfigurationError) as caught:
            made(options={name: value})

        assert f"{name} is no option but a keyword: write TLM({name}={shown})" == str(caught.value)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("max_token", "did you mean 'max_tokens'?"),
        ("modle", "did you mean 'model'?"),
        ("api_ky", "did you mean 'api_key'?"),
        ("whatever", "known: "),
    ],
)
def test_an_unknown_keyword(name: str, says: str) -> None:
    """So does a name that is nearly one; a value that may be a key is never shown."""
    with pytest.raises(ConfigurationError) as caught:
        made(**{name: "sk-secret"})

    assert f"unknown keyword of TLM {name!r}; {says}" in str(caught.value)
    assert "sk-secret" not in str(caught.value)


ONLY_SETTINGS = sorted(set(SETTINGS) - fields_dict(Options).keys() - set(CLIENT_KEYWORDS))


def test_the_keywords_that_methods_know_are_those_of_the_client() -> None:
    """They are written down once more, since methods are checked before there is a client."""
    assert CLIENT_KEYWORDS == tuple(inspect.signature(TLM).parameters)


@pytest.mark.parametrize("name", ONLY_SETTINGS)
def test_a_setting_of_a_call_given_to_the_client(name: str) -> None:
    """As a keyword and as an option it says that it belongs to a call; a text is not shown."""
    for given in ({name: "planted"}, {"options": {name: "planted"}}):
        with pytest.raises(OptionError) as caught:
            made(**given)

        says = f"{name} is a setting of a call: write tlm.prompt(..., {name}=...)"
        assert says == str(caught.value)


@pytest.mark.parametrize("name", sorted(set(CLIENT_KEYWORDS) - set(SETTINGS) - {"quality_preset"}))
def test_a_setting_of_the_client_given_to_a_call(name: str) -> None:
    """It says where it belongs, before any call is made."""
    ask: Any = made().get_trustworthiness_score
    with pytest.raises(OptionError) as caught:
        ask("Capital of France?", "Paris", **{name: 3})

    assert f"{name} is a setting of the client: write TLM({name}=3)" == str(caught.value)


def test_a_second_argument_without_a_name() -> None:
    """The preset alone goes without one; the rest is named."""
    two: Any = TLM
    with pytest.raises(OptionError, match=r'TLM\("low", model="provider/model"\)'):
        two("low", "embedded/primer")


@pytest.mark.parametrize("name", ["stream", "frequency_penalty", "system", "logprobs"])
def test_what_other_clients_have_given_as_an_option(name: str) -> None:
    """It is answered with ours as well, and not with the list of all options."""
    with pytest.raises(OptionError, match=f"there is no keyword '{name}' here; "):
        made(options={name: "planted"})


def test_a_text_as_an_option_is_not_shown() -> None:
    """Only numbers are."""
    with pytest.raises(ConfigurationError) as caught:
        made(similarity_measure="secret")

    assert "secret" not in str(caught.value)


def test_the_signature_stays() -> None:
    """Editors, `help` and type checkers see every keyword."""
    assert {"quality_preset", "model", "options", "cache"} <= inspect.signature(
        TLM
    ).parameters.keys()


@pytest.mark.parametrize(
    ("keyword", "way"),
    [
        ("max_usd", r"budget=Budget\(usd=5\)"),
        ("proxy", "HTTPS_PROXY"),
        ("preset", r"TLM\(\"low\"\)"),
        ("n", "num_candidate_responses"),
        ("headers", "extra_headers"),
        ("max_retries", "max_attempts"),
    ],
)
def test_what_other_clients_call_it_is_answered_with_ours(keyword: str, way: str) -> None:
    """Nothing of its value is shown: it may be a key."""
    with pytest.raises(OptionError, match=way) as error:
        made(**{keyword: "sk-planted"})

    assert "sk-planted" not in str(error.value)


@pytest.mark.parametrize(
    ("keyword", "way"),
    [
        ("stream", r"tlm.stream\(prompt\)"),
        ("model", r"write TLM\(model=2\)"),
        ("log", r"TLM\(options="),
        ("messages", "the prompt is the first argument"),
        ("system_prompt", "a system message is part of the chat"),
        ("n", "num_candidate_responses"),
    ],
)
def test_what_a_call_does_not_take_is_answered_with_where_it_is_said(
    keyword: str, way: str
) -> None:
    """Before any call is made."""
    provider = ScriptedProvider("Paris")
    ask: Any = TLM("base", model=provider).prompt
    with pytest.raises(OptionError, match=way):
        ask("Capital of France?", **{keyword: 2})

    assert provider.requests == []


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"verbose": "no"}, "verbose must be True or False, or None for yes on a terminal"),
        ({"verbose": 1}, "verbose must be True or False"),
        ({"quality_preset": 3}, "preset int: must be a name, a table, a TOML file or a Preset"),
        ({"quality_preset": None}, "preset NoneType: must be a name"),
        ({"quality_preset": ["low"]}, "preset list: must be a name"),
    ],
)
def test_a_setting_of_another_type_is_refused_by_it(settings: dict[str, Any], problem: str) -> None:
    """A text that says no would count as yes."""
    with pytest.raises(ConfigurationError, match=problem):
        TLM(model=ScriptedProvider(""), **settings)


@pytest.mark.parametrize("provider", ["openai", "anthropic", "gemini", "azure", "ollama"])
@pytest.mark.parametrize("base_url", [3, b"http://127.0.0.1", ["http://127.0.0.1"]])
def test_a_base_url_that_is_no_text_is_refused_as_such(provider: str, base_url: object) -> None:
    """Not as a fault of the provider."""
    with pytest.raises(ConfigurationError, match="base_url must be a text, not "):
        TLM(model=f"{provider}/m", api_key="k", base_url=base_url)  # type: ignore[arg-type]
