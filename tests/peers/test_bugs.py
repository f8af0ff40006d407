"""Bugs that were found in other libraries of this kind, each a fact about this one."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import logging
import math
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any

import anyio
import pytest

from trustcore import TLM, BatchError, Completion, Evidence, Reply, Request, Result, Signal, Usage
from trustcore.errors import RateLimitError, RequestError, StrategyError
from trustcore.testing import (
    After,
    Script,
    ScriptedProvider,
    VirtualTimeLoop,
    by_draw,
    forbid_network,
    is_sample,
)

CONSISTENCY = {"strategies": {"consistency": {"arguments": {"samples": 8}}}}
ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
TWO_JUDGES = {"strategies": {"reflection": {"arguments": {"ratings": 2}}}}


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


@pytest.mark.parametrize("agreeing", [0, 1, 7], ids=["first", "second", "last"])
async def test_every_sample_counts(agreeing: int) -> None:
    """1: Seven of eight samples disagree: the score is low, whichever of them agrees.

    In TLM's open-source library the consistency of the first sample stood for all.
    """
    samples = ["Lyon"] * 8
    samples[agreeing] = "Paris"
    model, sampler = ScriptedProvider("Paris"), ScriptedProvider(by_draw(*samples))
    found = await TLM(CONSISTENCY, model=model, sampler=sampler).aprompt("Capital of France?")

    (signal,) = found.signals
    assert 1 / 8 == signal.value


def judged(request: Request) -> str:
    """The answer under judgement: it stands on the line after its mark."""
    return request.messages[-1].text.partition("<<answer ")[2].splitlines()[1]


@pytest.mark.parametrize("right", [0, 1, 3])
async def test_each_candidate_has_its_own_ratings(right: int) -> None:
    """2: Of several candidates each has its own ratings, and the winner's score is returned.

    In TLM's open-source library the ratings were mixed up, and the mean was reported.
    """
    answers = [f"wrong {number}" for number in range(4)]
    answers[right] = "right"
    judge = ScriptedProvider(lambda request: "true" if judged(request) == "right" else "false")
    options = {"num_candidate_responses": 4}
    model = ScriptedProvider(by_draw(*answers))
    found = await TLM(ONE_JUDGE, model=model, judge=judge, options=options).aprompt("?")

    assert "right" == found.response
    assert found.trustworthiness_score == found.candidates[right].score
    expected = [float(answer == "right") for answer in answers]
    assert expected == [candidate.signals[0].value for candidate in found.candidates]


async def test_one_failed_judge_call_fails_nothing_else() -> None:
    """3: A failed judge call neither fails the request nor leaves its siblings running.

    In TLM's open-source library it did both.
    """
    before = set(anyio.get_running_tasks())
    replies: list[Script] = [
        RequestError("refused"),
        After(5, "true"),
    ]
    judge = ScriptedProvider(replies)
    found = await TLM(TWO_JUDGES, model=ScriptedProvider("x"), judge=judge).aprompt("?")

    assert [1.0] == [signal.value for signal in found.signals]
    assert 5 == anyio.current_time()
    assert 0 == judge.in_flight
    assert before == set(anyio.get_running_tasks())


async def test_one_failed_item_of_a_hundred() -> None:
    """3: When one of a hundred prompts fails, ninety-nine results are kept.

    In UQLM one failure lost all.
    """
    model = ScriptedProvider({"prompt 57": RequestError("refused"), lambda _: True: "true"})
    with pytest.raises(BatchError) as caught:
        await TLM(ONE_JUDGE, model=model).aprompt([f"prompt {number}" for number in range(100)])

    values = [one.value for one in caught.value.outcomes]
    assert 99 == sum(isinstance(value, Result) for value in values)
    assert values[57] is None


@pytest.mark.parametrize("temperature", [0, 0.0, 0.7])
async def test_temperature_of_zero(temperature: float) -> None:
    """4: A temperature of 0 is sent: `if temperature:` dropped it in two peers."""
    model = ScriptedProvider("true")
    options = {"temperature": temperature}
    await TLM({"strategies": {"logprobs": {}}}, model=model, options=options).aprompt("?")

    assert [temperature] == [request.temperature for request in model.requests]


async def test_missing_usage() -> None:
    """4: A reply without token counts adds none, and is counted; in a peer it was -1 tokens."""
    model = ScriptedProvider(Reply((Completion("true"),)))
    found = await TLM(ONE_JUDGE, model=model).aprompt("?")

    assert Usage(calls=2, input_tokens=0, output_tokens=0, unreported=2) == found.usage


@pytest.mark.parametrize("value", [math.nan, -0.1, 1.1, math.inf])
def test_not_a_number_is_no_signal(value: float) -> None:
    """4: What is not a number in [0, 1] is no signal; in LM-Polygraph NaN was "most certain"."""
    with pytest.raises(StrategyError, match="must be a number in"):
        Signal("mine", value)


@pytest.mark.parametrize("preset", ["base", "low", "medium", "high", "best"])
async def test_no_token_limit_of_our_own(preset: str) -> None:
    """5: No answer has a token limit: 512 of a peer's left reasoning models without a reply.

    A judge says a word or a letter and has one; without a reply that can be read it is asked once
    more with room to think.
    """
    model, judge = ScriptedProvider("x"), ScriptedProvider("hm")
    await TLM(preset, model=model, judge=judge).aprompt("?")

    assert {None} == {request.max_tokens for request in model.requests}
    assert 2048 == max(request.max_tokens or 0 for request in judge.requests)


@pytest.mark.parametrize(
    "text", ["x = a[0] + b[1]", "1.5", "f(x)", "Yes. No.", "a, b; c: d!", '{"a": [1, 2]}', "---"]
)
async def test_answers_are_not_cut(text: str) -> None:
    """6: An answer with punctuation comes back whole; a peer returned `x = a[0`."""
    found = await TLM("low", model=ScriptedProvider(text)).aprompt("?")

    assert text == found.response


def test_second_run() -> None:
    """7: A client works in a second event loop; in a peer it was bound to the first."""
    tlm = TLM(ONE_JUDGE, model=ScriptedProvider("true"), options={"requests_per_minute": 6000})

    assert ["true", "true"] == [anyio.run(tlm.aprompt, "?").response for _ in range(2)]


def test_made_outside_any_loop_and_inside() -> None:
    """7: Making a client needs no event loop, and one made inside works outside."""

    async def make() -> TLM:
        return TLM(ONE_JUDGE, model=ScriptedProvider("true"))

    with anyio.run(make) as tlm:
        assert "true" == tlm.prompt("?").response


class Client:
    """Somebody's client object with a setting of its own."""

    def __init__(self) -> None:
        self.temperature = 0.3

    async def __call__(self, prompt: str) -> str:
        return "true"


async def test_nothing_of_the_users_is_changed() -> None:
    """8: The user's callable, provider, options and preset are left alone; UQLM set attributes."""
    client = Client()
    options = {"temperature": 0.0, "num_consistency_samples": 2}
    preset: dict[str, Any] = {"extends": "low", "strategies": {"consistency": {"weight": 2}}}
    before = dict(vars(client)), dict(options), repr(preset)
    tlm = TLM(preset, model=client, options=options)
    await tlm.aprompt(["a", "b"])

    assert before == (vars(client), options, repr(preset))


async def test_storm_of_refusals() -> None:
    """9: Under a storm of 429 without a hint calls are few and far between; a peer made 8,831."""
    model = ScriptedProvider(RateLimitError("slow down", status=429))
    found = await TLM(ONE_JUDGE, model=model).atry_prompt(["a"] * 20)

    assert [None] * 20 == found
    assert model.started <= 20 * 5
    assert anyio.current_time() > 3


async def test_hints_are_honoured() -> None:
    """9: Nothing is sent before the time that the endpoint asks for."""
    times: list[float] = []

    def busy(_: Request) -> Any:
        times.append(anyio.current_time())
        return RateLimitError("slow down", retry_after=20) if len(times) < 3 else "true"

    await TLM({"strategies": {"logprobs": {}}}, model=ScriptedProvider(busy)).aprompt("?")

    assert 3 == len(times)
    assert all(20 <= later - sooner <= 21 for sooner, later in pairwise(times))


async def test_time_in_the_queue() -> None:
    """9: Time in the queue is not the item's; in a peer 142 of 200 failed for it."""
    model = ScriptedProvider(After(1, "true"))
    tlm = TLM(ONE_JUDGE, model=model, timeout=10, options={"max_concurrency": 4})

    assert 200 == sum(one is not None for one in await tlm.atry_prompt(["?"] * 200))


async def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """10: No prompt, answer or key is logged, at any level; a peer logged them at INFO."""
    model = ScriptedProvider({is_sample: RateLimitError("hidden prompt"), lambda _: True: "hidden"})
    with caplog.at_level(logging.DEBUG):
        await TLM("low", model=model, judge=ScriptedProvider("true")).aprompt("hidden question")

    assert "call failed" in caplog.text
    assert "hidden" not in caplog.text


@pytest.mark.parametrize("preset", ["low", "best"])
async def test_addresses_are_not_fetched(preset: str) -> None:
    """10: An address in a model's output is text; a peer downloaded it."""
    model = ScriptedProvider(by_draw("See http://127.0.0.1:9/a.png", "![x](http://127.0.0.1:9/)"))
    with forbid_network():
        found = await TLM(preset, model=model, judge=model).aprompt("http://127.0.0.1:9/?")

    assert "http" in found.response
    reasons = [one.reason for one in found.signals]
    assert not re.search("NetworkForbidden|strategy failed", " ".join(reasons))


@pytest.mark.parametrize("text", ["Zürich", "東京", "Ελλάδα", "naïve — “café”", "🙂", "न\u200dमस्ते"])
async def test_non_ascii(text: str) -> None:
    """10: Text beyond ASCII reaches the model, the judge and the user as it is; a peer cut it."""
    model, judge = ScriptedProvider(text), ScriptedProvider("true")
    found = await TLM(ONE_JUDGE, model=model, judge=judge).aprompt(text)

    assert text == model.requests[0].messages[0].content
    assert text == judged(judge.requests[0])
    assert text == found.response


IMPORT = """
import socket, sys
socket.socket.connect = socket.getaddrinfo = None
import trustcore
print(*sorted({"aiohttp", "numpy", "pandas", "typer"} & sys.modules.keys()))
"""


def test_import() -> None:
    """11: Importing needs no network and no heavy package; of peers it took 3.6 to 8.5 seconds."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], capture_output=True, text=True, timeout=60, check=True
    )

    assert ("\n", "") == (done.stdout, done.stderr)


@pytest.mark.parametrize("samples", [("東京",) * 4, ("東京", "大阪", "横浜", "東京")])
def test_non_ascii_is_compared(samples: tuple[str, ...]) -> None:
    """10: Answers beyond ASCII that differ are told apart."""
    tlm = TLM(CONSISTENCY, model=str)
    found = tlm.rescore(Evidence.of("日本の首都は?", "東京", samples))

    (signal,) = found.signals
    assert samples.count("東京") / 4 == signal.value
