"""Keywords that the client does not have."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from attrs import fields_dict

from trustcore import TLM, ConfigurationError
from trustcore.client.options import Options

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
