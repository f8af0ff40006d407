"""Questions whose answer is one of given labels, on the whole way of a call."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import pytest

from trustcore import TLM, Completion, Evidence, Question, Request, TokenLogprobs
from trustcore.errors import InputError
from trustcore.plugins.protocols import Feature
from trustcore.testing import ScriptedProvider

LABELS = ["negative", "positive", "neutral"]
PROMPT = "How does this sound: a great film?"


def model(
    says: str = "positive",
    finds: str = "positive",
    features: tuple[Feature, ...] = ("temperature",),
) -> ScriptedProvider:
    """A model that answers in a certain way, and as a judge finds a label right."""

    def script(request: Request) -> str:
        text = request.messages[-1].text
        found = re.search(rf"\(([A-Z])\) {finds}\n", text)
        if found is not None:
            return f"Final choice: ({found[1]})"
        return "A" if "<<answer" in text else says

    return ScriptedProvider(script, features=features)


@pytest.mark.parametrize(
    ("says", "response", "matched"),
    [
        ("positive", "positive", "exact"),
        ("  positive\n", "positive", "exact"),
        ("It is **Positive**.", "positive", "read"),
        ('{"sentiment": "positive", "why": "nothing negative"}', "positive", "read"),
        ("It is positive or negative.", "neutral", "fallback"),
        ("It is not positive.", "neutral", "fallback"),
        ("I have not seen it.", "neutral", "fallback"),
        ("", "neutral", "fallback"),
    ],
)
@pytest.mark.parametrize("preset", ["base", "medium", "best"])
def test_the_response_is_always_one_of_the_labels(
    preset: str, says: str, response: str, matched: str
) -> None:
    """Of every candidate, whatever the preset; where none can be read, it is the last one."""
    result = TLM(preset, model=model(says)).prompt(PROMPT, constrain_outputs=LABELS)
    assert result.label is not None
    assert (response, matched) == (result.response, result.label.matched)
    assert {response} == {one.response for one in result.candidates}
    assert response == result.label.value
    assert result.to_dict()["label"]["value"] == response


def test_it_holds_for_a_preset_of_the_users_own() -> None:
    """Even one that knows nothing of labels."""
    tlm = TLM(
        {"strategies": {"consistency": {"arguments": {"samples": 1}}}}, model=model("Positive!")
    )
    assert "positive" == tlm.prompt(PROMPT, constrain_outputs=LABELS).response


@pytest.mark.parametrize("preset", ["base", "low", "medium", "high", "best"])
@pytest.mark.parametrize("says", ["positive", "It is positive."])
def test_labels_cost_no_calls_of_their_own(preset: str, says: str) -> None:
    """What a judge is asked stands in for what it is asked about a plain question."""
    tlm = TLM(preset, model=model(says))
    plain = tlm.prompt(PROMPT).usage.calls
    assert tlm.prompt(PROMPT, constrain_outputs=LABELS).usage.calls <= plain


@pytest.mark.parametrize("preset", ["low", "medium", "best"])
def test_the_wrong_label_scores_lower(preset: str) -> None:
    tlm = TLM(preset, model=model())
    right, wrong = tlm.get_trustworthiness_score(
        [PROMPT, PROMPT], ["positive", "negative"], constrain_outputs=LABELS
    )
    assert right > 0.7
    assert wrong < 0.3


def test_samples_agree_that_name_the_same_label() -> None:
    """However they put it, and where none can be read there is nothing to agree with."""
    samples = ["It is positive.", "**Positive**", '{"label": "positive"}', "negative", "Who knows?"]
    evidence = Evidence.of(Question(PROMPT, constrain_outputs=LABELS), "positive", samples)
    found = {
        one.name: one.value for one in TLM("medium", model=model()).preset.assess(evidence).signals
    }
    assert 0.6 == pytest.approx(found["consistency"])


def test_log_probabilities_make_a_signal_and_the_labels_probabilities() -> None:
    """In the place of those of all tokens."""
    row = tuple((one, math.log(p)) for one, p in (("positive", 0.6), ("negative", 0.2), ("I", 0.2)))
    answer = Completion("positive", TokenLogprobs((math.log(0.6),), ("positive",), (row,)))
    result = TLM("base", model=ScriptedProvider(answer)).prompt(PROMPT, constrain_outputs=LABELS)
    found = {one.name: one.value for one in result.signals}
    assert result.label is not None
    assert result.label.probabilities is not None
    assert [0.25, 0.75, 0.0] == [round(one, 6) for one in result.label.probabilities.values()]
    assert 0.75 == pytest.approx(found["label_probability"])
    assert "logprobs" not in found


def test_a_model_that_can_be_held_to_labels_is() -> None:
    """Answers and samples alike; another one is asked for them in words."""
    held, told = model(features=("temperature", "choices")), model()
    for provider in (held, told):
        TLM("low", model=provider).prompt(PROMPT, constrain_outputs=LABELS)
    assert tuple(LABELS) == held.requests[0].choices
    assert PROMPT == held.requests[0].messages[-1].text
    assert () == told.requests[0].choices
    assert "positive\nneutral" in told.requests[0].messages[0].text


def test_a_given_answer_that_is_no_label_is_refused_by_index() -> None:
    """Before any call, and without its text."""
    provider = model()
    tlm = TLM("low", model=provider)
    with pytest.raises(
        InputError, match=r"prompt 1: the response \(8 characters\) is none of the 3"
    ) as refused:
        tlm.get_trustworthiness_score(
            [PROMPT] * 2, ["positive", "Possibly"], constrain_outputs=LABELS
        )
    assert "Possibly" not in str(refused.value)
    with pytest.raises(InputError, match="constrain_outputs"):
        tlm.get_trustworthiness_score(PROMPT, "", constrain_outputs=LABELS)
    assert [] == list(provider.requests)
    found = tlm.try_get_trustworthiness_score(
        [PROMPT] * 2, ["positive", "?"], constrain_outputs=LABELS
    )
    assert [False, True] == [one is None for one in found]


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        (["one"], "not one alone"),
        (["a", "b", "a"], "label 2 is the same as label 0"),
        (["a", " a"], "label 1 is the same as label 0"),
        (["a", ""], "label 1 is blank"),
        (["a", "\n"], "label 1 is blank"),
        (["a", None], "label 1 is None"),
        (["a", 1], "label 1 is int"),
        ("ab", "not str"),
        ({"a", "b"}, "not set"),
        ({"a": "b"}, "not dict"),
        (7, "not int"),
    ],
)
def test_labels_that_are_none_are_refused(labels: object, problem: str) -> None:
    """Naming the setting, the rule and the label by its index."""
    provider = model()
    with pytest.raises(
        InputError, match=f"constrain_outputs must be a list of two or more.*{problem}"
    ):
        TLM(model=provider).prompt(PROMPT, constrain_outputs=labels)  # type: ignore[call-overload]
    assert [] == list(provider.requests)


def test_no_labels_are_no_setting() -> None:
    assert Question(PROMPT) == Question(PROMPT, constrain_outputs=[])
    assert Question(PROMPT) == Question(PROMPT, constrain_outputs=None)


@pytest.mark.parametrize(
    "other",
    [
        {"response_format": {"type": "object"}},
        {"tools": [{"name": "find", "description": "", "parameters": {}}]},
    ],
)
def test_an_answer_has_one_form(other: Mapping[str, Any]) -> None:
    with pytest.raises(InputError, match="give one of constrain_outputs and"):
        Question(PROMPT, constrain_outputs=LABELS, **other)


def test_each_question_may_have_labels_of_its_own() -> None:
    own = Question("Spam?", constrain_outputs=["positive", "spam"])
    tlm = TLM("base", model=model("positive, or spam"))
    first, second = tlm.prompt([own, PROMPT], constrain_outputs=LABELS)
    assert ("spam", "positive") == (first.response, second.response)


def test_labels_are_part_of_recorded_evidence() -> None:
    """So that the same result comes of it."""
    tlm = TLM("medium", model=model("It is positive."), options={"log": ["evidence"]})
    result = tlm.prompt(PROMPT, constrain_outputs=LABELS)
    assert result.evidence is not None
    again = Evidence.from_dict(result.evidence.to_dict())
    assert tuple(LABELS) == again.asked.constrain_outputs
    assert result.trustworthiness_score == tlm.preset.assess(again).score


def test_a_completion_may_bring_its_log_probabilities() -> None:
    score = TLM("base", model=model()).get_trustworthiness_score(
        PROMPT, Completion(" positive"), constrain_outputs=LABELS
    )
    assert score.result.label is not None
    assert "exact" == score.result.label.matched
    assert "positive" == score.result.response


def test_the_names_of_labels_are_in_no_repr() -> None:
    result = TLM("base", model=model()).prompt(PROMPT, constrain_outputs=LABELS)
    assert "positive" not in repr(result) + repr(result.label) + repr(result.candidates)
