"""With what providers ask: a cache tells them apart by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import frozen

from trustcore import TLM
from trustcore.errors import ConfigurationError
from trustcore.plugins.provider_attributes import credential_of
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.anthropic_client import AnthropicClient
from trustcore_providers.azure import Azure
from trustcore_providers.bedrock import Bedrock
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI
from trustcore_providers.openai_client import OpenAIClient

Make = Callable[..., Any]
HTTP = [OpenAI, Anthropic, Gemini, Azure, Bedrock]


@frozen
class Client:
    """What is looked at of a vendor's client object."""

    api_key: str | None
    base_url: str = "https://host/v1"


def asking(provider: Make, key: str, url: str = "https://host/v1") -> str:
    region = {"region": "eu-central-1"} if provider is Bedrock else {}
    found = credential_of(provider("m", base_url=url, api_key=key, **region))
    assert found is not None
    return found


@pytest.mark.parametrize("provider", HTTP)
def test_another_key_is_another_credential(provider: Make) -> None:
    assert asking(provider, "sk-1") == asking(provider, "sk-1")
    assert asking(provider, "sk-1") != asking(provider, "sk-2")


@pytest.mark.parametrize("provider", HTTP)
def test_what_stands_in_the_url_is_part_of_it(provider: Make) -> None:
    """User and password, or a key in the query; the host is no secret, and not part of it."""
    urls = ["https://a:b@host/v1", "https://a:c@host/v1", "https://host/v1?key=1", "https://host"]
    assert 4 == len({asking(provider, "sk-1", url) for url in urls})
    assert asking(provider, "sk-1", "https://one") == asking(provider, "sk-1", "https://two")


@pytest.mark.parametrize("provider", HTTP)
def test_no_repr_shows_it(provider: Make) -> None:
    region = {"region": "eu-central-1"} if provider is Bedrock else {}
    found = provider("m", base_url="https://a:b-1@host", api_key="sk-1", **region)
    assert not any(part in repr(found.credential) for part in ("sk-1", "b-1"))


@pytest.mark.parametrize("provider", [OpenAIClient, AnthropicClient])
def test_a_client_object_asks_with_its_key(provider: Make) -> None:
    found = [credential_of(provider(Client(key), "m")) for key in ("sk-1", "sk-2", None)]
    assert 3 == len(set(found))


def test_aws_credentials_are_told_apart_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of roles change by the hour, and what was cached with them would be lost."""
    pytest.importorskip("botocore")
    for variable in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_BEARER_TOKEN_BEDROCK"):
        monkeypatch.delenv(variable, raising=False)
    found = [credential_of(Bedrock("m", region="r", profile=name)) for name in (None, "a", "b")]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIA1")
    found.append(credential_of(Bedrock("m", region="r")))
    assert 4 == len(set(found))


@pytest.mark.parametrize(
    "key", [5, b"sk-planted", ["sk-planted"], 1.5], ids=["int", "bytes", "list", "float"]
)
@pytest.mark.parametrize("model", ["openai/m", "anthropic/m", "gemini/m", "mistral/m"])
def test_a_key_that_is_no_text_is_refused_by_what_it_is(key: object, model: str) -> None:
    """And is not shown, since it may be the key all the same."""
    refused = f"api_key must be .*not {type(key).__name__}"
    with pytest.raises(ConfigurationError, match=refused) as no:
        TLM(model=model, api_key=key)  # type: ignore[arg-type]
    assert "planted" not in str(no.value)
