"""What comes back: results, scores, and their written forms."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import copy
import json
import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import pytest
from attrs import frozen

from trustcore import (
    TLM,
    Absent,
    Answer,
    Completion,
    Evidence,
    Message,
    Need,
    Reply,
    Request,
    Result,
    Score,
    Signal,
    TokenLogprobs,
    Usage,
    dumps,
)
from trustcore.errors import (
    ProviderError,
    RateLimitError,
    RequestError,
    ScoreUnavailable,
    ServerError,
)
from trustcore.presets import Preset
from trustcore.records.uncertainty import Uncertainty
from trustcore.scoring import Component
from trustcore.testing import ScriptedProvider, VirtualTimeLoop, anything, by_draw, is_sample

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset in which "true", correct, is a score of 1, and "false" is 0."""


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


async def result(
    log: list[str] | None = None, answer: Any = "Paris", judge: Any = "true"
) -> Result:
    models: dict[str, Any] = {"model": ScriptedProvider(answer), "judge": ScriptedProvider(judge)}
    return await TLM(ONE_JUDGE, **models, options={"log": log}).aprompt("Capital of France?")


@pytest.mark.parametrize(
    ("log", "keys"),
    [
        (None, ["response", "trustworthiness_score"]),
        ([], ["response", "trustworthiness_score"]),
        (["explanation"], ["response", "trustworthiness_score", "log"]),
        (["explanation", "evidence"], ["response", "trustworthiness_score", "log"]),
    ],
)
async def test_keys(log: list[str] | None, keys: list[str]) -> None:
    """As a mapping a result has two keys, and a third where `log` was asked for."""
    found = await result(log)

    assert isinstance(found, Mapping)
    assert keys == list(found)
    assert len(keys) == len(found)
    assert {key: found[key] for key in keys} == dict(found)
    assert "Paris" == found["response"] == found.get("response") == found.response
    assert set(log or ()) == set(found.get("log") or {})


@pytest.mark.parametrize("key", ["score", "usage", "signals", "log", "_returned", 0, None])
async def test_no_other_key(key: Any) -> None:
    """Everything else is an attribute and no key."""
    found = await result()

    assert key not in found
    assert found.get(key) is None
    with pytest.raises(
        KeyError, match="known: response, trustworthiness_score; all else is an attr"
    ):
        found[key]


async def test_attributes() -> None:
    """A result knows its signals, its usage, its preset and its fingerprint."""
    found = await result()

    (signal,) = found.signals
    assert isinstance(signal, Signal)
    assert ("reflection", 1.0) == (signal.name, signal.value)
    assert "called it correct" in signal.reason
    assert (2, 0) == (found.usage.calls, found.usage.unreported)
    assert ("custom", 16) == (found.preset, len(found.fingerprint))
    assert not found.truncated
    assert found.evidence is None
    assert 1 == len(found.candidates)


async def test_written_form() -> None:
    """`to_dict` and `dumps` have all of it, and the evidence can be read back and scored again."""
    found = await result(["evidence"])
    written = json.loads(dumps(found))

    assert written == json.loads(dumps(found.to_dict()))
    assert "Paris" == written["response"]
    assert found.trustworthiness_score == written["trustworthiness_score"]
    assert found.fingerprint == written["fingerprint"]
    assert 0 == written["chosen"]
    assert {"calls", "input_tokens", "output_tokens", "unreported"} == written["usage"].keys()
    evidence = Evidence.from_dict(written["evidence"])
    again = TLM(ONE_JUDGE, model=str).rescore(evidence)
    assert found.trustworthiness_score == again.trustworthiness_score


TWO_SAMPLES = {
    "strategies": {
        "consistency": {"arguments": {"samples": 2}},
        "reflection": {"arguments": {"ratings": 1}},
    }
}


@pytest.mark.parametrize(
    ("samples", "judge", "parts"),
    [
        (["Europa", "Callisto"], "true", (1.0, 0.0)),  # many right answers
        (["Europa", "Callisto"], "false", (0.0, 1.0)),  # made up
        (["Io", "Io"], "true", (0.0, 0.0)),
        (["Io", "Europa"], "C", (0.125, 0.5)),
    ],
)
async def test_uncertainty(
    samples: list[str], judge: str, parts: tuple[float | None, float | None]
) -> None:
    """It comes from a question with many right answers, or from a model that does not know."""
    model = ScriptedProvider({is_sample: by_draw(*samples), anything: "Io"})
    tlm = TLM(TWO_SAMPLES, model=model, judge=ScriptedProvider(judge))
    found = await tlm.aprompt("Name a moon of Jupiter.")

    assert parts == (found.aleatoric, found.epistemic)
    assert Uncertainty(*parts) == found.uncertainty
    assert found.uncertainty.to_dict() == found.to_dict()["uncertainty"]


async def test_uncertainty_that_cannot_be_told() -> None:
    """Without a judge or without samples there is no number, but a reason."""
    unrated = await result(judge=ServerError("down"))
    alone = await result()

    assert (None, None) == (unrated.aleatoric, unrated.epistemic)
    assert "no rating of the answer" in unrated.uncertainty.reason
    assert (None, 0.0) == (alone.aleatoric, alone.epistemic)
    assert "no strategy of the preset measures agreement" == alone.uncertainty.reason


@pytest.mark.parametrize(
    "text",
    [
        "Zürich, 東京, Ελλάδα",
        "👩\u200d👧 — „quoted“",
        "a\u0000b",
        "<b>&amp;</b>",
        "line\r\nline\u2028",
        " x ",
    ],
)
async def test_text_unchanged(text: str) -> None:
    """Whatever the text, question and answer come through unchanged, also as JSON."""
    model = ScriptedProvider(text)
    found = await TLM(ONE_JUDGE, model=model, judge=model).aprompt(text)

    assert text == model.requests[0].messages[0].content
    assert text == found.response
    assert text == json.loads(dumps(found))["response"]


async def test_score() -> None:
    """A score is a float that knows its signals and its reason."""
    tlm = TLM(ONE_JUDGE, model=ScriptedProvider("false"))
    score = await tlm.aget_trustworthiness_score("Capital of France?", "Lyon")

    assert isinstance(score, float)
    assert 0 <= score < 0.5
    assert score.result.signals == score.signals
    assert score.result.reason == score.reason
    assert "called it incorrect" in score.reason
    assert "Lyon" == score.result.response
    assert repr(float(score)) == repr(score) == json.dumps(score) == dumps(score).decode()


@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))],  # noqa: S301
    ids=["copy", "deepcopy", "pickle"],
)
async def test_copies(duplicate: Any) -> None:
    """Results and scores can be copied, and sent to another process."""
    found = await result(["explanation"])
    score = Score(found.trustworthiness_score or 0, found)
    twin = duplicate(score)

    assert (score, found) == (twin, twin.result)
    assert found.signals == twin.signals


async def test_no_score() -> None:
    """An answer without any signal is a result without a score, which says why."""
    found = await result(judge="I would rather not say.")

    assert "Paris" == found.response
    assert found.trustworthiness_score is None
    assert isinstance(found.signals[0], Absent)
    assert "replies held no option" in found.reason


async def test_score_unavailable() -> None:
    """Asking for the score of a response, no signal is an error that says why, once."""
    tlm = TLM(ONE_JUDGE, model=ScriptedProvider("hm"))

    with pytest.raises(ScoreUnavailable, match="replies held no option") as caught:
        await tlm.aget_trustworthiness_score("?", "Lyon")
    assert 1 == str(caught.value).lower().count("no signal could be computed")
    assert ("Lyon", None) == (caught.value.result.response, caught.value.result.log)
    assert caught.value.result.signals == caught.value.missing
    assert not caught.value.retryable
    assert caught.value.__cause__ is None
    assert await tlm.atry_get_trustworthiness_score("?", "Lyon") is None


@pytest.mark.parametrize(
    ("error", "retryable"),
    [
        (ServerError("down"), True),
        (RateLimitError("slow down"), True),
        (RequestError("request refused (400): `detail` of this error has the API's words"), False),
    ],
)
async def test_a_score_that_a_failed_call_costs(error: ProviderError, retryable: bool) -> None:
    """The error is there to look at, and whether to ask again is told; the result has it too."""
    judge = ScriptedProvider(error)
    tlm = TLM(ONE_JUDGE, model=ScriptedProvider("true"), judge=judge, options={"max_attempts": 1})

    with pytest.raises(ScoreUnavailable, match=re.escape(str(error))) as caught:
        await tlm.aget_trustworthiness_score("?", "Lyon")
    assert retryable is caught.value.retryable
    assert isinstance(caught.value.__cause__, type(error))
    assert (caught.value.__cause__,) == caught.value.result.errors
    assert ["reflection"] == [one.name for one in caught.value.missing]
    found = await tlm.aprompt("?")
    assert [type(error)] == [type(one) for one in found.errors]
    copies = [copy.deepcopy(caught.value), pickle.loads(pickle.dumps(caught.value))]  # noqa: S301
    assert [retryable] * 2 == [one.retryable for one in copies]


REPORTED = {
    "strategies": {
        "reflection": {"arguments": {"ratings": 1}, "weight": 0},
        "consistency": {"arguments": {"samples": 0}, "weight": 0},
    }
}


@pytest.mark.parametrize("judge", ["true", ServerError("down")])
async def test_signals_that_are_only_reported(judge: Any) -> None:
    """A preset of weight 0 alone computes its signals and makes no score of them."""
    tlm = TLM(REPORTED, model=ScriptedProvider("Io"), judge=ScriptedProvider(judge))
    found = await tlm.aprompt("?")

    assert found.trustworthiness_score is None
    assert ["reflection", "consistency"] == [one.name for one in found.signals]
    assert () == found.contributions
    assert found.reason.startswith("No signal")
    with pytest.raises(ScoreUnavailable) as caught:
        await tlm.aget_trustworthiness_score("?", "Io")
    assert found.reason == str(caught.value)
    assert ((), False) == (caught.value.missing, caught.value.retryable)


async def test_a_reported_signal_is_what_it_is_with_a_weight() -> None:
    """Weight 0 changes the score alone."""
    weighted = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
    found = [
        await TLM(one, model=ScriptedProvider("true")).aprompt("?") for one in (REPORTED, weighted)
    ]
    assert found[0].signals[0] == found[1].signals[0]
    assert (0.0, 0.0) == (found[0].epistemic, found[1].epistemic)


@pytest.mark.parametrize("preset", ["high", "best"])
async def test_the_best_candidate_is_returned(preset: str) -> None:
    """Of several candidates the one with the highest score is returned, the first among equals."""
    answers = by_draw("Lyon", "Paris", "Lyon", "Nice")
    judged = {
        "Lyon": "Final choice: (C)",
        "Paris": "Final choice: (A)",
        "Nice": "Final choice: (C)",
    }
    judge = ScriptedProvider(lambda request: judged[_judged(request.messages)])
    table = {"extends": preset, "strategies": {"reflection": {"arguments": {"ratings": 1}}}}
    options = {"num_consistency_samples": 0, "num_candidate_responses": 4}
    tlm = TLM(table, model=ScriptedProvider(answers), judge=judge, options=options)
    found = await tlm.aprompt("Capital of France?")

    scores = [one.score or 0 for one in found.candidates]
    assert ["Lyon", "Paris", "Lyon", "Nice"] == [one.response for one in found.candidates]
    assert max(scores) == found.trustworthiness_score == scores[found.chosen]
    assert scores.index(max(scores)) == found.chosen


def _judged(messages: tuple[Message, ...]) -> str:
    """The answer under judgement: it stands on the line after its mark."""
    return messages[-1].text.partition("<<answer ")[2].splitlines()[1]


async def test_truncated() -> None:
    """A result says when the token limit cut the answer."""
    found = await result(answer=Completion("Par", finish_reason="length"))

    assert found.truncated
    assert found.to_dict()["truncated"]


async def test_fingerprints() -> None:
    """A fingerprint stands for preset, options and models; it is the same in every process."""
    one = ScriptedProvider("true", name="scripted/one")
    other = ScriptedProvider("true", name="scripted/other")
    marks = {
        TLM("low", model=one).fingerprint,
        TLM("medium", model=one).fingerprint,
        TLM("low", model=other).fingerprint,
        TLM("low", model=one, judge=other).fingerprint,
        TLM("low", model=one, options={"num_consistency_samples": 5}).fingerprint,
    }

    assert 5 == len(marks)
    twin = ScriptedProvider("false", name="scripted/one")
    assert TLM("low", model=twin).fingerprint == TLM("low", model=one).fingerprint


async def test_usage_counts_all_calls() -> None:
    """Usage is that of all calls of the item; a call that failed is no call that was answered."""
    model, judge = ScriptedProvider("one two"), ScriptedProvider(["true", ServerError("x"), "true"])
    options = {"num_consistency_samples": 0}
    found = await TLM("low", model=model, judge=judge, options=options).aprompt("three words here")

    assert 1 + 2 == found.usage.calls
    assert 2 + 1 + 1 == found.usage.output_tokens


class Nonsense(ScriptedProvider):
    """A model behind an endpoint that tells whatever JSON can hold, and more."""

    async def complete(self, request: Request) -> Reply:
        half = "\ud83d"
        texts = [
            Completion("Paris" + half, TokenLogprobs((-0.1,), (half,), (((half, -1.0),),)), half)
        ]
        return Reply(texts * request.n, Usage(1, 10**4000, -(10**4000)))

    def open(self) -> Any:
        return nullcontext(self)


async def test_a_result_can_be_written_whatever_an_endpoint_told() -> None:
    """And added to what others took, for as long as the client lives."""
    prices = {"*": {"input": 10**9, "output": 0}}
    settings: dict[str, Any] = {"options": {"log": ["evidence", "explanation"]}, "prices": prices}
    judge = ScriptedProvider("true")
    tlm = TLM("low", model=Nonsense(""), judge=judge, **settings)
    results = await tlm.aprompt(["?\ud83d", "!"])

    written = json.loads(dumps(results))
    assert ["Paris\ufffd"] * 2 == [one["response"] for one in written]
    assert [2**53 - 1] * 2 == [one["usage"]["input_tokens"] for one in written]
    assert json.loads(dumps(tlm.ledger.total))["usage"]["input_tokens"] == 2**53 - 1
    again = Evidence.from_dict(written[0]["evidence"])
    assert results[0].trustworthiness_score == tlm.rescore(again).trustworthiness_score


@frozen
class Reading:
    """A strategy that reads the answer twice, by what notes each reading."""

    read: Callable[[str], None]
    name: str = "reading"

    def needs(self, _: Evidence) -> Sequence[Need]:
        return (Answer(),)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        evidence.once(self.read, "the answer")
        evidence.once(self.read, "the answer")
        return Signal(self.name, 0.5)


def test_what_strategies_made_does_not_stay_with_kept_evidence() -> None:
    """Nor does scoring again leave anything in the evidence that it is given."""
    read: list[str] = []
    preset = Preset("reading", 1, (Component(Reading(read.append)),))
    tlm = TLM(preset, model=ScriptedProvider("Paris"), options={"log": ["evidence"]})
    kept = tlm.prompt("Capital of France?").evidence
    assert kept is not None
    tlm.rescore(kept)
    tlm.rescore(kept)
    assert ["the answer"] * 3 == read
    kept.once(read.append, "the answer")
    assert ["the answer"] * 4 == read
