"""What a preset has for questions of one kind: strategies of its own, on the way of a call too."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import frozen

from trustcore import TLM, Answer, Ask, Evidence, Message, Need, Preset, Question, Request, Signal
from trustcore.errors import ConfigurationError, PresetError
from trustcore.ledger import Budget, Price
from trustcore.presets import resolve_preset
from trustcore.presets.fingerprint import fingerprint_of
from trustcore.scoring import Component
from trustcore.scoring.kinds import kind_of
from trustcore.testing import ScriptedProvider
from trustcore_strategies.consistency import Consistency

PROMPT = "Capital of France?"
FORM = {"type": "object", "properties": {"city": {"type": "string"}}}
STRUCTURED = Question(PROMPT, response_format=FORM)
TOOLS = Question(PROMPT, tools=[{"name": "find", "description": "", "parameters": {}}])


@frozen
class Checked:
    """A strategy that asks one thing of a judge."""

    name: str = "checked"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        if answer is None:
            return (Answer(),)
        return (Answer(), Ask("checked", answer.text, Request((Message("user", "Right?"),))))

    def assess(self, evidence: Evidence) -> Signal:
        return Signal(self.name, 0.5)


def preset(**kinds: object) -> Preset:
    base = resolve_preset({"strategies": {"consistency": {"arguments": {"samples": 1}}}})
    own = {kind: {"checked": Component(Checked())} for kind in kinds}
    return Preset(base.name, 1, base.components, kinds=own)


def model() -> ScriptedProvider:
    return ScriptedProvider('{"city": "Paris"}')


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (Question(PROMPT), "default"),
        (Question(PROMPT, temperature=0), "default"),
        (Question("Which? A) one B) two"), "choice"),
        (STRUCTURED, "structured"),
        (TOOLS, "tools"),
    ],
)
def test_the_kind_of_a_question_is_told_by_its_settings(asked: Question, kind: str) -> None:
    assert kind == kind_of(asked.prompt, asked)


def test_a_strategy_of_a_kind_asks_for_questions_of_that_kind_alone() -> None:
    tlm = TLM(preset(structured=1), model=model())
    plain, structured = tlm.prompt(PROMPT), tlm.prompt(STRUCTURED)
    assert ["consistency"] == [one.name for one in plain.signals]
    assert ["consistency", "checked"] == [one.name for one in structured.signals]
    assert plain.usage.calls + 1 == structured.usage.calls


def test_an_estimate_counts_the_calls_of_each_kind() -> None:
    tlm = TLM(preset(structured=1), model=model())
    plain, structured = tlm.estimate(PROMPT).calls, tlm.estimate(STRUCTURED).calls
    prompts: list[str | Question] = [PROMPT, STRUCTURED, TOOLS]
    both = tlm.estimate(prompts).calls
    assert plain.expected + 1 == structured.expected
    assert 2 * plain.expected + structured.expected == both.expected


def test_evidence_is_scored_again_as_its_kind() -> None:
    own = preset(structured=1)
    tlm = TLM(own, model=model(), options={"log": ["evidence"]})
    result = tlm.prompt(STRUCTURED)
    assert result.evidence is not None
    again = own.assess(Evidence.from_dict(result.evidence.to_dict()))
    assert again.signals == result.signals
    assert again.score == result.trustworthiness_score


def client(kinds: dict[str, object]) -> TLM:
    """One with a budget in USD, and a judge whose price nobody knows."""
    return TLM(
        {"strategies": {"logprobs": {}}, "kinds": kinds},
        model=ScriptedProvider("Paris"),
        judge=ScriptedProvider("Right.", name="rare/model"),
        budget=Budget(usd=1),
        prices={"scripted/model": Price(1, 1)},
        options={"max_tokens": 9},
    )


def test_a_budget_is_checked_with_what_kinds_ask_for() -> None:
    client({})
    with pytest.raises(ConfigurationError, match="price"):
        client({"tools": {"strategies": {"checked": {"strategy": "reflection"}}}})


def test_an_option_sets_the_strategies_of_kinds_too() -> None:
    table = {
        "extends": "low",
        "kinds": {
            "tools": {"strategies": {"consistency": {"arguments": {"samples": 2}, "weight": 1}}}
        },
    }
    tlm = TLM(table, model=model(), options={"num_consistency_samples": 3})
    strategies = [one.strategy for one in tlm.preset.for_kind("tools").components]
    assert Consistency(3) in strategies


def test_a_kind_may_leave_a_strategy_out() -> None:
    table = {"extends": "low", "kinds": {"tools": {"strategies": {"reflection": False}}}}
    found = resolve_preset(table)
    names = [one.name for one in found.for_kind("tools").components]
    assert ["consistency", "logprobs"] == names
    assert found == resolve_preset({"name": "custom", **found.to_dict()})
    assert fingerprint_of(found) != fingerprint_of(resolve_preset({"extends": "low"}))


def test_a_preset_is_made_once_for_each_kind() -> None:
    found = resolve_preset("low")
    assert found.for_kind("choice") is found.for_kind("choice")
    assert found.for_kind("tools") is found


def test_a_strategy_that_only_a_kind_has_must_be_known() -> None:
    table = {"extends": "low", "kinds": {"tools": {"strategies": {"cheked": {"weight": 1}}}}}
    with pytest.raises(PresetError, match="unknown strategy") as refused:
        resolve_preset(table)
    assert "custom.kinds.tools.strategies.cheked" == refused.value.path
