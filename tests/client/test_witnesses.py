"""`TLM(witness=)`: another model answers too, and how far it agrees is one signal more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import TLM, Absent, ConfigurationError, Preset, ProviderError, Result, Signal
from trustcore.errors import BudgetExceeded, PresetError, ScoreUnavailable
from trustcore.ledger import Budget
from trustcore.presets import builtin_presets
from trustcore.scoring import Component
from trustcore.testing import ScriptedProvider, anything, by_draw, is_sample, says
from trustcore_strategies.witness import Witness

JUDGED: dict[Any, Any] = {says("(A)"): "A", anything: "Paris"}


def model(said: Any = "Paris", name: str = "scripted/gpt-9") -> ScriptedProvider:  # noqa: ANN401  (a script)
    return ScriptedProvider(said, name=name)


def answered(preset: Any = "low", script: Any = None, **settings: Any) -> Result:  # noqa: ANN401  (of TLM)
    with TLM(preset, model=model(script or JUDGED), **settings) as tlm:
        return tlm.prompt("Capital of France?")


def signal(result: Result, name: str = "witness") -> Signal | Absent:
    return next(one for one in result.signals if one.name == name)


@pytest.mark.parametrize("preset", sorted(builtin_presets()))
def test_without_a_witness_there_is_no_signal(preset: str) -> None:
    with TLM(preset, model=model()) as tlm:
        assert all(not one.name.startswith("witness") for one in tlm.preset.components)
        assert all(not role.startswith("witness") for role, _ in tlm.plan().nodes)


@pytest.mark.parametrize("preset", sorted(builtin_presets()))
def test_a_witness_is_one_call_more_in_the_plan(preset: str) -> None:
    """One call for an item, however many candidates there are; with two witnesses two."""
    alone = TLM(preset, model=model()).plan()
    one = TLM(preset, model=model(), witness=model("Lyon", "w/claude")).plan()
    two = TLM(preset, model=model(), witness={"a": model("1"), "b": model("2", "w/b")}).plan()
    for more, plan in ((1, one), (2, two)):
        assert (alone.least + more, alone.expected + more) == (plan.least, plan.expected)
        assert alone.most is not None
        assert alone.most + more == plan.most
    assert ("witness", ("witness", "witness")) in one.nodes


def test_an_estimate_counts_a_witness_at_its_own_price() -> None:
    prices = {"scripted/*": {"input": 0, "output": 0, "max_output": 10}}
    dear = {**prices, "w/*": {"input": 0, "output": 1_000_000, "max_output": 7}}
    options = {"max_tokens": 10}
    given_as: dict[str, Any] = {"model": model(), "prices": dear, "options": options}
    alone = TLM("low", **given_as).estimate("?")
    both = TLM("low", **given_as, witness=model("Lyon", "w/claude")).estimate("?")
    assert both.usd is not None
    assert both.usd.most is not None
    assert alone.usd is not None
    assert 0 == alone.usd.most
    assert 7.0 == pytest.approx(both.usd.most)
    assert alone.calls.expected + 1 == both.calls.expected


def test_a_budget_holds_for_a_witness() -> None:
    """A price that is not known is refused before any call, and calls of a witness count."""
    witness = model("Lyon", "w/claude")
    with pytest.raises(ConfigurationError, match="price of w/claude"):
        TLM(
            "base",
            model=model(),
            witness=witness,
            budget=Budget(usd=1),
            prices={"scripted/*": {"input": 0, "output": 0, "max_output": 10}},
        )
    with (
        TLM(
            "base",
            model=ScriptedProvider("Paris", features=("n", "temperature")),
            witness=witness,
            budget=Budget(calls=1),
        ) as tlm,
        pytest.raises(BudgetExceeded),
    ):
        tlm.prompt("?")


def test_a_witness_gets_the_request_of_the_first_candidate() -> None:
    answering, witness = model(JUDGED), model("Lyon", "w/claude")
    options = {"temperature": 0.3, "max_tokens": 50}
    with TLM("low", model=answering, witness=witness, options=options, seed=7) as tlm:
        tlm.prompt([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "?"}])
    (asked,) = witness.requests
    first = answering.requests[0]
    assert (first.messages, 0.3, 50, 7) == (
        asked.messages,
        asked.temperature,
        asked.max_tokens,
        asked.seed,
    )


def test_candidates_share_one_answer_of_the_witness() -> None:
    """Best of several: the witness sides with one of them, and is asked once."""
    script = {says("(A)"): "A", is_sample: by_draw("Rome", "Lyon", "Oslo"), anything: "Paris"}
    witness = model("Lyon", "w/claude")
    preset = {
        "extends": "low",
        "candidates": 3,
        "strategies": {"consistency": {"arguments": {"samples": 0}}},
    }
    found = answered(preset, script, witness=witness)
    assert 1 == len(witness.requests)
    values = {
        one.response: next(s.value for s in one.signals if s.name == "witness")
        for one in found.candidates
    }
    assert 3 == len(found.candidates)
    assert {text: float(text == "Lyon") for text in values} == values
    assert "Lyon" == found.response


def test_an_answer_that_exists_is_scored_with_a_witness_and_never_replaced() -> None:
    witness = model("Lyon", "w/claude")
    with TLM("low", model=model(JUDGED), witness=witness) as tlm:
        score = tlm.get_trustworthiness_score("Capital of France?", "Paris")
        result = tlm.prompt("Capital of France?")
    assert "Paris" == result.response
    assert 'the witness disagrees: it says "Lyon"' == signal(score.result).reason
    assert 'disagrees: it says "Lyon"' in score.result.reason


@pytest.mark.parametrize("said", [ProviderError("HTTP 500"), "", "I cannot help with that."])
def test_a_witness_that_could_not_be_had_does_not_raise_the_score(said: object) -> None:
    """Its weight goes to the prior, so the score is below what an agreeing witness gives."""
    absent = answered(witness=model(said, "w/claude"), options={"max_attempts": 1})
    agrees = answered(witness=model("Paris", "w/claude"))
    alone = answered()
    assert isinstance(signal(absent), Absent)
    for other in (agrees, alone):
        assert absent.trustworthiness_score is not None
        assert other.trustworthiness_score is not None
        assert absent.trustworthiness_score < other.trustworthiness_score


@settings(max_examples=25)
@given(
    samples=st.lists(st.sampled_from(["Paris", "Lyon", "Rome"]), min_size=4, max_size=4),
    verdict=st.sampled_from("ABC"),
    candidates=st.integers(1, 3),
)
def test_a_witness_that_agrees_is_never_worse_than_one_that_disagrees(
    samples: list[str], verdict: str, candidates: int
) -> None:
    script = {says("(A)"): verdict, is_sample: by_draw(*samples), anything: "Paris"}
    preset = {"extends": "low", "candidates": candidates}

    def score(witness: object) -> float:
        found = answered(preset, script, witness=model(witness, "w/claude"))
        of_paris = next(one for one in found.candidates if one.response == "Paris")
        assert of_paris.score is not None
        return of_paris.score

    failed = ProviderError("HTTP 500")
    assert score("Oslo") < score("Paris")
    assert score(failed) < score("Paris")


def test_a_list_is_failover() -> None:
    witness = [model(ProviderError("HTTP 500"), "w/claude"), model("Paris", "w/other")]
    found = answered(witness=witness, options={"max_attempts": 1})
    assert 1.0 == signal(found).value
    assert ["witness"] == [one.role for one in found.failovers]


def test_several_witnesses_have_a_signal_each() -> None:
    witness = {"second": model("Paris", "w/claude"), "third": [model("Lyon", "w/other")]}
    found = answered(witness=witness)
    values = {one.name: one.value for one in found.signals if one.name.startswith("witness")}
    assert {"witness/second": 1.0, "witness/third": 0.0} == values


def test_what_a_witness_said_is_evidence_and_can_be_scored_again() -> None:
    given_as: dict[str, Any] = {
        "witness": model("Lyon", "w/claude"),
        "options": {"log": ["evidence"]},
    }
    with TLM("low", model=model(JUDGED), **given_as) as tlm:
        found = tlm.prompt("Capital of France?")
        assert found.evidence is not None
        assert found.trustworthiness_score == tlm.rescore(found.evidence).trustworthiness_score
    said = found.evidence.witness()
    assert "Lyon" == getattr(said, "text", None)


def test_a_cache_keeps_what_a_witness_said(tmp_path: Path) -> None:
    witness = ScriptedProvider("Lyon", name="w/claude", endpoint="http://w")
    for _ in range(2):
        answered(witness=witness, cache=tmp_path / "cache.db")
    assert 1 == witness.started


def test_the_ledger_tells_what_a_witness_took() -> None:
    with TLM("low", model=model(JUDGED), witness={"b": model("Lyon", "w/claude")}) as tlm:
        tlm.prompt("?")
        assert ["answer", "sampler", "judge", "witness/b"] == list(tlm.ledger.by_role)
        assert 1 == tlm.ledger.by_role["witness/b"].attempts


@pytest.mark.parametrize(
    ("threshold", "samples", "asked"),
    [(0.7, "Paris", 1), (0.6, "Paris", 0), (0.5, "Lyon", 0), (0.3, "Lyon", 1)],
)
def test_with_a_threshold_a_witness_is_asked_only_where_it_can_decide(
    threshold: float, samples: str, asked: int
) -> None:
    """Of .98 no witness makes less than .66, and of .02 no more than .34."""
    preset = {
        "extends": "base",
        "strategies": {
            "reflection": False,
            "logprobs": False,
            "consistency": {"arguments": {"samples": 4}},
        },
    }
    witness = model("Paris", "w/claude")
    found = answered(
        preset, {is_sample: samples, anything: "Paris"}, witness=witness, threshold=threshold
    )
    assert asked == witness.started
    assert (asked == 1) == isinstance(signal(found), Signal)


@settings(max_examples=25)
@given(
    samples=st.lists(st.sampled_from(["Paris", "Lyon"]), min_size=4, max_size=4),
    threshold=st.floats(0.02, 0.98),
    said=st.sampled_from(["Paris", "Lyon"]),
)
def test_decisions_are_those_of_asking_always(
    samples: list[str], threshold: float, said: str
) -> None:
    """Where a witness is not asked, its answer would have changed nothing."""
    consistency = {"arguments": {"samples": 0}}
    preset = {
        "extends": "base",
        "candidates": 3,
        "strategies": {"reflection": False, "logprobs": False, "consistency": consistency},
    }
    script = {is_sample: by_draw(*samples), anything: "Paris"}
    asking = answered(preset, script, witness=model(said, "w/claude"))
    deciding = answered(preset, script, witness=model(said, "w/claude"), threshold=threshold)
    always = asking.candidates[0].score
    found = deciding.candidates[0].score
    assert always is not None
    assert found is not None
    assert (always >= threshold) == (found >= threshold)


def test_a_preset_names_a_witness() -> None:
    """By its role, like all models; a keyword of the client goes before it."""
    preset = {"extends": "low", "roles": {"witness": "embedded/primer"}}
    assert "witness" in [one.name for one in TLM(preset, model=model()).preset.components]
    given_ = TLM(preset, model=model(), witness={"b": model("Lyon", "w/b")})
    assert ["witness/b"] == [one.name for one in given_.preset.components if "witness" in one.name]
    with pytest.raises(PresetError, match="roles"):
        Preset.from_dict("p", {"strategies": {"consistency": {}}, "roles": {"witness/": "a/b"}})


def test_a_preset_has_weights_of_its_own_for_witnesses() -> None:
    preset = {"extends": "low", "strategies": {"witness": {"weight": 1.5}}}
    alone = TLM(preset, model=model())
    both = TLM(preset, model=model(), witness=model("Lyon", "w/claude"))
    assert "witness" not in [one.name for one in alone.preset.components]
    assert [1.5] == [one.weight for one in both.preset.components if one.name == "witness"]


def test_similarity_is_that_of_the_options() -> None:
    options = {"similarity_measure": lambda one, other: 0.25}
    assert 0.25 == signal(answered(witness=model("Paris", "w/c"), options=options)).value


@pytest.mark.parametrize(
    ("witness", "problem"),
    [
        ({}, "witness is an empty mapping"),
        ([], "witness is an empty list"),
        ({"": str.upper}, "a name of a witness must be"),
        ({3: str.upper}, "a name of a witness must be"),
        ({"b": None}, "has no model"),
        ({"b": 3}, "witness/b must be a name"),
        (3, "witness must be a name"),
    ],
)
def test_what_is_no_witness_is_refused(witness: Any, problem: str) -> None:  # noqa: ANN401  (whatever was given)
    with pytest.raises(ConfigurationError, match=problem):
        TLM(model=model(), witness=witness)


def test_a_model_is_no_witness_of_itself() -> None:
    """It would agree with itself by the cache, or be one more sample; nor is one of failover's."""
    one, other = model(name="a/one"), model(name="b/other")
    for answering, witness in ((one, one), ([one, other], other), (one, [other, one])):
        with pytest.raises(ConfigurationError, match="is the answering model as well"):
            TLM(model=answering, witness=witness)
    with pytest.raises(ConfigurationError, match="is the witness/a as well"):
        TLM(model=one, witness={"a": other, "b": other})


@pytest.mark.parametrize(
    ("answering", "witness", "warned"),
    [
        ("openai/gpt-4.1", "openai/gpt-4.1-mini", True),
        ("openai/gpt-4.1", "azure/o3", True),
        ("openai/gpt-4.1", "anthropic/claude-4", False),
        ("together/meta-llama/Llama-3.1-8B", "llamacpp/deepseek-r1-distill-llama-8b", True),
        ("together/Qwen/Qwen2.5-7B", "together/meta-llama/Llama-3.1-8B", False),
        ("gemini/gemini-3", "ollama/gemma3:4b", True),
        ("callable/one", "callable/two", False),
    ],
)
def test_a_witness_of_the_same_family_is_warned_of(
    answering: str,
    witness: str,
    warned: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    TLM(model=model(name=answering), witness=model(name=witness))
    assert warned == ("witness of the same family" in caplog.text)


def test_a_strategy_that_wants_a_witness_where_there_is_none_is_absent() -> None:
    preset = Preset("own", 1, (Component(Witness(), name="second opinion"),))
    with TLM(preset, model=model()) as tlm, pytest.raises(ScoreUnavailable) as caught:
        tlm.get_trustworthiness_score("?", "Paris")
    assert "witness without a model" in str(caught.value)
