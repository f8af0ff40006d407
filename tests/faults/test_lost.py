"""Faults in every phase: only what must be lost is lost, nothing is made up, nothing is left."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest

from trustcore import TLM, Absent, Missing, ProviderError, Reply, Request, Result, Signal
from trustcore.errors import EmptyReplyError, RequestError, ServerError
from trustcore.plugins.protocols import Feature
from trustcore.testing import After, ScriptedProvider

PRESETS = ["base", "low", "medium", "high", "best"]
WITH_SAMPLES = PRESETS[1:]
WITH_CANDIDATES = PRESETS[3:]

FAULTS = [
    pytest.param(RequestError("refused", status=400), id="refused"),
    pytest.param(ServerError("down", status=503), id="down, also when tried again"),
    pytest.param(EmptyReplyError("nothing"), id="empty"),
    pytest.param(ValueError("a bug of the provider"), id="foreign exception"),
    pytest.param(Missing("content filter"), id="no completion"),
    pytest.param(Reply(()), id="short reply"),
    pytest.param(After(10_000, "late"), id="no reply in time"),
]
"""What a call can come to. Every one of these is this call's business alone."""


def correct(request: Request) -> str:
    """A judge's reply that says that the answer is right, or the first of several."""
    text = request.messages[-1].text
    return "Final choice: true" if "true" in text else f"Final choice: {_FIRST.findall(text)[0]}"


_FIRST = re.compile(r"^\((\w)\) ", re.MULTILINE)


class Models:
    """One provider for each role."""

    def __init__(self, answer: Any = "Paris", sample: Any = "Paris", judge: Any = correct) -> None:
        features: tuple[Feature, ...] = (
            "temperature",
            "logprobs",
            "seed",
        )  # each draw is a call of its own
        self.answer = ScriptedProvider(answer, name="scripted/answer", features=features)
        self.sampler = ScriptedProvider(sample, name="scripted/sampler", features=features)
        self.judge = ScriptedProvider(judge, name="scripted/judge", features=features)

    @asynccontextmanager
    async def client(self, preset: Any, **settings: Any) -> AsyncIterator[TLM]:
        """A client that has to leave nothing behind."""
        before = set(anyio.get_running_tasks())
        async with TLM(
            preset, model=self.answer, sampler=self.sampler, judge=self.judge, **settings
        ) as tlm:
            yield tlm
        for provider in (self.answer, self.sampler, self.judge):
            assert 0 == provider.in_flight == provider.open_sessions
        assert before == set(anyio.get_running_tasks())

    async def result(self, preset: Any, **settings: Any) -> Result:
        async with self.client(preset, **settings) as tlm:
            return await tlm.aprompt("Capital of France?")


def signal(result: Result, name: str) -> Signal | Absent:
    return next(one for one in result.signals if one.name == name)


def draws(*failing: int, fault: Any) -> Callable[[Request], Any]:
    """A script that fails some draws of a question."""
    return lambda request: fault if request.draw % 1000 in failing else "Paris"


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("fault", FAULTS)
async def test_every_answer_fails(preset: str, fault: Any) -> None:
    """Without an answer there is an error, and no judge was paid for."""
    models = Models(answer=fault)
    with pytest.raises(ProviderError):
        await models.result(preset)

    assert 0 == models.judge.started


@pytest.mark.parametrize("preset", WITH_CANDIDATES)
@pytest.mark.parametrize("fault", FAULTS)
async def test_one_candidate_fails(preset: str, fault: Any) -> None:
    """A candidate that fails, even the first, is not among the competitors; the others are."""
    whole = await Models().result(preset)
    found = await Models(answer=draws(0, fault=fault)).result(preset)

    assert "Paris" == found.response
    assert len(whole.candidates) - 1 == len(found.candidates)
    assert whole.trustworthiness_score == found.trustworthiness_score


@pytest.mark.parametrize("preset", WITH_SAMPLES)
@pytest.mark.parametrize("fault", FAULTS)
async def test_some_samples_fail(preset: str, fault: Any) -> None:
    """Samples that fail count neither for nor against the answer, and make its score less sure."""
    whole = await Models().result(preset)
    found = await Models(sample=draws(0, 2, fault=fault)).result(preset)

    assert signal(whole, "consistency").value == signal(found, "consistency").value
    assert 0.5 < found["trustworthiness_score"] < whole["trustworthiness_score"]
    assert "(2 failed)" in getattr(signal(found, "consistency"), "reason", "")
    assert signal(whole, "reflection") == signal(found, "reflection")


@pytest.mark.parametrize("preset", ["low", "medium"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_all_samples_fail(preset: str, fault: Any) -> None:
    """Without samples there is no consistency, neither 0 nor 0.5; the judge's word remains."""
    found = await Models(sample=fault).result(preset)

    consistency = signal(found, "consistency")
    assert isinstance(consistency, Absent)
    assert "samples failed" in consistency.reason
    whole, alone = (signal(one, "reflection") for one in (await Models().result(preset), found))
    assert whole.value == alone.value
    assert found.trustworthiness_score is not None


@pytest.mark.parametrize("preset", WITH_CANDIDATES)
async def test_all_samples_fail_with_candidates(preset: str) -> None:
    """Other candidates are alternatives too: consistency remains when all samples fail."""
    found = await Models(sample=RequestError("refused")).result(preset)

    assert isinstance(signal(found, "consistency"), Signal)


RUBBISH = ["", " \n", "???", "0.5", "NaN", "nan%", "null", "(A) and (B)", "A B C D E", "🙂" * 999]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("reply", [*RUBBISH, *(one.values[0] for one in FAULTS)])
async def test_no_judge(preset: str, reply: Any) -> None:
    """A judge that says nothing is no judge: its signal is absent, and never 0.5."""
    whole = await Models().result(preset)
    found = await Models(judge=reply).result(preset)

    assert "Paris" == found.response
    assert isinstance(signal(found, "reflection"), Absent)
    assert signal(whole, "consistency") == signal(found, "consistency")
    if preset == "base":
        assert found.trustworthiness_score is None
    else:
        assert found.trustworthiness_score is not None
        assert not math.isnan(found.trustworthiness_score)


async def test_one_of_two_judgements_fails() -> None:
    """A framing without a clear reply leaves the word to the others, which are less sure alone."""

    def half(request: Request) -> Any:
        turned = "false or true?" in request.messages[-1].text
        return RequestError("refused") if turned else correct(request)

    whole, found = await Models().result("low"), await Models(judge=half).result("low")

    reflection = signal(found, "reflection")
    assert isinstance(reflection, Signal)
    assert 1.0 == reflection.value
    assert "1 call failed" in reflection.reason
    assert 0.5 < found["trustworthiness_score"] < whole["trustworthiness_score"]


@pytest.mark.parametrize("preset", PRESETS)
async def test_everything_but_the_answer_fails(preset: str) -> None:
    """Then there is the answer, no score, and every reason."""
    models = Models(sample=RequestError("refused"), judge=RequestError("refused"))
    found = await models.result(preset, options={"num_candidate_responses": 1})

    assert "Paris" == found.response
    assert found.trustworthiness_score is None
    assert all(isinstance(one, Absent) for one in found.signals)
    for one in found.signals:
        assert one.name in found.reason


@pytest.mark.parametrize("preset", PRESETS)
async def test_deadline_before_the_answer(preset: str) -> None:
    """A deadline before the answer is an error, and no judge was paid for."""
    models = Models(answer=After(100, "Paris"))
    with pytest.raises(ProviderError, match="time of 10 s was up"):
        await models.result(preset, timeout=10)

    assert 10 == anyio.current_time()
    assert 0 == models.judge.started


@pytest.mark.parametrize("preset", WITH_SAMPLES)
async def test_deadline_while_sampling(preset: str) -> None:
    """A deadline before the samples leaves what the judge said of the answer itself."""
    whole = signal(await Models().result(preset), "reflection")
    found = await Models(sample=After(100, "Paris")).result(preset, timeout=10)

    reflection = signal(found, "reflection")
    assert isinstance(whole, Signal)
    assert isinstance(reflection, Signal)
    assert whole.value == reflection.value
    assert isinstance(signal(found, "consistency"), Signal if preset in WITH_CANDIDATES else Absent)


@pytest.mark.parametrize("preset", PRESETS)
async def test_deadline_while_judging(preset: str) -> None:
    """A deadline before the judge's replies leaves the consistency, and no word of the judge."""
    whole = await Models().result(preset)
    found = await Models(judge=After(100, "A")).result(preset, timeout=10)

    assert "Paris" == found.response
    assert signal(whole, "consistency") == signal(found, "consistency")
    assert isinstance(signal(found, "reflection"), Absent)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("seconds", [0, 0.5, 1, 1.5, 2, 2.3])
async def test_cancelled_in_every_phase(preset: str, seconds: float) -> None:
    """A cancellation, at whatever moment, takes all calls of its item along."""
    models = Models(
        answer=After(1, "Paris"),
        sample=After(1.7, "Paris"),
        judge=lambda request: After(1.4, correct(request)),
    )
    async with models.client(preset) as tlm:
        with anyio.move_on_after(seconds) as scope:
            await tlm.aprompt("Capital of France?")
        assert scope.cancelled_caught
        await anyio.wait_all_tasks_blocked()
        assert [0, 0, 0] == [one.in_flight for one in (models.answer, models.sampler, models.judge)]


@pytest.mark.parametrize("preset", WITH_SAMPLES)
async def test_faults_of_one_item_are_its_own(preset: str) -> None:
    """In a batch in which every third item loses its samples and judge, the others lose nothing."""

    def broken(request: Request) -> bool:
        return "broken" in request.messages[-1].text

    models = Models(
        sample=lambda request: RequestError("x") if broken(request) else "Paris",
        judge=lambda request: RequestError("x") if broken(request) else correct(request),
    )
    prompts = ["broken" if number % 3 == 0 else "whole" for number in range(30)]
    async with models.client(preset, options={"num_candidate_responses": 1}) as tlm:
        found = await tlm.aprompt(prompts)

    scores = {prompt: set[Any]() for prompt in prompts}
    for prompt, one in zip(prompts, found, strict=True):
        scores[prompt].add(one.trustworthiness_score)
    assert {None} == scores["broken"]
    assert 1 == len(scores["whole"] - {None}) == len(scores["whole"])


async def test_provider_cancels_itself() -> None:
    """A provider that lets a cancellation of its own out fails its call; nobody waits for ever."""
    models = Models(judge=asyncio.CancelledError())
    found = await models.result("base", timeout=60)

    assert isinstance(signal(found, "reflection"), Absent)
    assert anyio.current_time() < 60
