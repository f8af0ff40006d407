"""What providers say of where their requests go: caches tell models apart by it."""

from __future__ import annotations

import pytest
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI

from trustcore import Provider, adapt
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.plugins.registry import providers
from trustcore_providers.callable import CallableProvider

NAMED = ["openai", "azure", "anthropic", "gemini", "bedrock", "groq", "vllm"]
ADDRESSES = [
    ("https://host/v1", "https://host/v1"),
    ("https://host/v1/", "https://host/v1"),
    ("http://host:8080", "http://host:8080"),
    ("https://user:planted@host/v1?key=planted#planted", "https://host/v1"),
]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", raising=False)


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize(("base_url", "expected"), ADDRESSES)
def test_it_is_the_address_without_credentials(name: str, base_url: str, expected: str) -> None:
    """User, password, query and fragment are left out, and a slash at the end means nothing."""
    made = providers.create(name, {"model": "m", "base_url": base_url, "api_key": "planted"})
    assert expected == endpoint_of(made)


def test_the_vendors_own_address_is_the_default() -> None:
    """Who names none means the vendor."""
    made = providers.create("openai", {"model": "m", "api_key": "planted"})
    assert "https://api.openai.com/v1" == endpoint_of(made)


def test_bedrock_has_one_in_each_region() -> None:
    """Where the region is that of a profile, it is not known before the first call."""
    known = {"model": "m", "api_key": "planted", "region": "eu-central-1"}
    found = endpoint_of(providers.create("bedrock", known))
    assert "https://bedrock-runtime.eu-central-1.amazonaws.com" == found
    assert endpoint_of(providers.create("bedrock", {"model": "m", "api_key": "planted"})) is None


@pytest.mark.parametrize(
    "provider",
    [
        adapt(AsyncOpenAI(api_key="planted", base_url="https://host/v1/?a=planted"), "m"),
        adapt(AsyncAnthropic(api_key="planted", base_url="https://host/v1"), "m"),
    ],
    ids=["openai", "anthropic"],
)
def test_a_client_object_has_its_own(provider: Provider) -> None:
    """It is that of the user's client."""
    assert "https://host/v1" == endpoint_of(provider)


def test_a_function_has_none() -> None:
    """Unless its user says what stands for it."""
    assert endpoint_of(CallableProvider(str)) is None
    assert "v1" == endpoint_of(CallableProvider(str, endpoint="v1"))
