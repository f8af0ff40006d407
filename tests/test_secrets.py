"""Plant secrets everywhere, then search everything that could show one."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trustcore import TLM, BatchError, Secret, TrustcoreError, dumps, register_strategy
from trustcore.errors import (
    AuthenticationError,
    ConfigurationError,
    ModelNotFoundError,
    RequestError,
    ServerError,
)
from trustcore.plugins.registry import strategies
from trustcore.testing import ScriptedProvider, VirtualTimeLoop, forbid_network, says

PROMPT = "tell-me-the-prompt-secret"
ANSWER = "the-answer-secret"
SAMPLE = "the-sample-secret"
REPLY = "the-judges-secret"
KEY = "sk-key-secret"
USER = "user-secret"
PASSWORD = "password-secret"
QUERY = "query-secret"
EXCEPTION = "exception-secret"
DETAIL = "detail-secret"
PLANTED = "secret"
"""In every one of them."""

BASE_URL = f"http://{USER}:{PASSWORD}@127.0.0.1:9/v1?token={QUERY}"


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def shown(error: BaseException | None) -> str:
    """All that our own errors show of themselves: the message, the repr, the arguments."""
    if not isinstance(error, TrustcoreError):
        return ""
    parts = [str(error), repr(error), repr(error.args)]
    if isinstance(error, BatchError):
        parts += [shown(one.error) + repr(one) for one in error.outcomes]
    return "\n".join(parts)


def call(prompt: str) -> str:
    raise ValueError(EXCEPTION + prompt)


async def call_later(prompt: str) -> str:
    raise ValueError(EXCEPTION + prompt)


FAILING = [
    pytest.param(call, id="callable"),
    pytest.param(call_later, id="async callable"),
    pytest.param(ScriptedProvider(ValueError(EXCEPTION)), id="foreign"),
    pytest.param(ScriptedProvider(RequestError("refused", detail=DETAIL)), id="detail"),
    pytest.param(ScriptedProvider(ServerError("down", detail=DETAIL)), id="detail, retried"),
    pytest.param(ScriptedProvider(AuthenticationError("refused", detail=DETAIL)), id="fatal"),
    pytest.param(ScriptedProvider(ModelNotFoundError("no", detail=DETAIL)), id="no model"),
    pytest.param(lambda _: 5, id="no text"),
]


@pytest.mark.parametrize("model", FAILING)
@pytest.mark.parametrize("prompt", [PROMPT, [PROMPT, PROMPT]], ids=["one", "several"])
async def test_errors(model: Any, prompt: Any, caplog: pytest.LogCaptureFixture) -> None:
    """An error of a call says what kind it was; no log line and no error quotes anything."""
    with pytest.raises(TrustcoreError) as caught:
        await TLM("low", model=model, sampler=model).aprompt(prompt)

    assert shown(caught.value)
    assert PLANTED not in shown(caught.value)
    assert PLANTED not in caplog.text
    assert caplog.records or not isinstance(caught.value, ServerError)


@pytest.mark.parametrize("model", FAILING[:5])
async def test_missing_things(model: Any, caplog: pytest.LogCaptureFixture) -> None:
    """What is missing for a failed call says why without a quotation, also in its written form."""
    answer = ScriptedProvider("an answer")
    tlm = TLM("low", model=answer, sampler=model, judge=model, options={"log": ["evidence"]})
    found = await tlm.aprompt("a question")

    assert found.trustworthiness_score is None
    assert PLANTED not in dumps(found).decode()
    assert PLANTED not in caplog.text


@pytest.mark.parametrize("preset", ["base", "low", "medium", "high", "best"])
async def test_reprs(preset: str, caplog: pytest.LogCaptureFixture) -> None:
    """No repr of a client, a provider, a result or its parts shows a text, and no log line does."""
    model = ScriptedProvider(ANSWER, name="scripted/model")
    models: dict[str, Any] = {
        "model": model,
        "sampler": ScriptedProvider(SAMPLE, name="scripted/sampler"),
        "judge": ScriptedProvider(REPLY, name="scripted/judge"),
    }
    tlm = TLM(preset, **models, options={"log": ["evidence"]})
    found = await tlm.aprompt(PROMPT)
    evidence = found.evidence
    assert evidence is not None

    for one in (tlm, model, found, evidence, evidence.question, evidence.alternatives):
        assert PLANTED not in repr(one)
    assert PLANTED not in repr([model.requests, found.candidates, found.signals, found.usage])
    assert PLANTED not in repr(list(evidence.findings.values())) + repr(evidence.missing())
    assert PLANTED not in caplog.text


@pytest.mark.parametrize(
    ("prompt", "response"),
    [
        ([PROMPT, None], [ANSWER, ANSWER]),
        ([PROMPT, PROMPT], [ANSWER, None]),
        ([PROMPT], [ANSWER, ANSWER]),
        (PROMPT, [ANSWER]),
        ([{"role": PROMPT, "content": PROMPT}], ANSWER),
        ([{"role": "user", "content": [{"type": PROMPT}]}], ANSWER),
    ],
)
async def test_input_errors(prompt: Any, response: Any) -> None:
    """An input error names places and lengths, never the text."""
    with pytest.raises(ConfigurationError) as caught:
        await TLM("base", model=ScriptedProvider("A")).aget_trustworthiness_score(prompt, response)

    assert PLANTED not in shown(caught.value)


async def test_broken_strategy(caplog: pytest.LogCaptureFixture) -> None:
    """A strategy that fails with a text in its exception loses its signal, and shows no text."""

    class Broken:
        name = "broken"

        def needs(self, evidence: Any) -> Any:
            return ()

        def assess(self, evidence: Any) -> Any:
            raise ValueError(evidence.answer.text + EXCEPTION)

    register_strategy("broken")(Broken)
    try:
        tlm = TLM({"strategies": {"broken": {}}}, model=ScriptedProvider(ANSWER))
        found = await tlm.aprompt(PROMPT)
    finally:
        del strategies._registered["broken"]

    place = Path(__file__).name
    assert "strategy failed" in caplog.text
    assert place in found.reason
    assert PLANTED not in (found.reason + caplog.text).replace(place, "")


make: list[Callable[[], TLM]] = [
    lambda: TLM("base", model="openai/gpt", api_key=KEY, base_url=BASE_URL),
    lambda: TLM("base", model="openai/gpt", api_key=Secret(KEY), base_url=BASE_URL),
    lambda: TLM("base", model="openai/gpt"),
]


@pytest.mark.parametrize("make", make, ids=["text", "secret", "variables"])
async def test_credentials(
    make: Callable[[], TLM], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key and no part of the user info or query of a URL is shown, in whatever goes wrong."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", BASE_URL)
    tlm = make()
    with forbid_network(), pytest.raises(TrustcoreError) as caught:
        await tlm.aprompt("?")

    provider = tlm._engine.setup.chains["answer"]
    for text in (repr(tlm), repr(provider), provider.model, tlm.fingerprint, caplog.text):
        assert PLANTED not in text
    assert PLANTED not in shown(caught.value)


@pytest.mark.parametrize(
    "setting",
    [
        {"base_url": f"{PASSWORD}@host", "api_key": KEY},
        {"base_url": BASE_URL, "api_key": f"{KEY}\n{KEY}"},
        {"base_url": BASE_URL, "api_key": KEY, "timeout": -1},
        {"base_url": BASE_URL, "api_key": KEY, "options": {"max_tokens": 0}},
        {"base_url": f"http://{PASSWORD}:{PASSWORD}@host:{PASSWORD}/v1"},
        {"model": f"opnai/{KEY}"},
    ],
    ids=["url", "key", "timeout", "option", "port", "provider"],
)
def test_wrong_settings(setting: dict[str, Any]) -> None:
    """A setting that is refused is named and not quoted where it may hold a credential."""
    with pytest.raises(ConfigurationError) as caught:
        TLM("base", **{"model": "openai/gpt", **setting})

    assert PLANTED not in shown(caught.value)


def test_a_secret_is_never_written_down() -> None:
    """A key has no written form: neither as JSON, nor as a pickle, nor in a text."""
    secret = Secret(KEY)

    assert PLANTED not in f"{secret} {secret!r} {[secret]}".lower().replace("secret('***')", "")
    for write in (dumps, pickle.dumps):
        with pytest.raises(TypeError) as caught:
            write({"key": secret})
        assert KEY not in str(caught.value)


async def test_evidence_is_kept_only_when_asked_for() -> None:
    """Without `log` a result holds the answers alone, and not the question."""
    judge = ScriptedProvider({says(PROMPT): REPLY})
    found = await TLM("base", model=ScriptedProvider("x"), judge=judge).aprompt(PROMPT)

    assert PROMPT not in dumps(found).decode()
    assert REPLY not in dumps(found).decode()
