"""A plan is the same graph, fed with stand-ins; what it promises is what is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

import orjson
import pytest
from attrs import frozen

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Completion,
    Embeddings,
    Evidence,
    Message,
    Need,
    Request,
    Samples,
    Signal,
    dumps,
)
from trustcore.graph import Item
from trustcore.graph.graph import MAX_ROUNDS
from trustcore.planning.plan import make_plan
from trustcore.plugins.protocols import Feature
from trustcore.testing import Script, ScriptedProvider, run_virtual, with_probability

TABLE = [("base", 1, 3), ("low", 7, 8), ("medium", 10, 13), ("high", 13, 28), ("best", 15, 38)]
"""Least and most calls. In `high` and `best` candidates that are all equal are judged once, and
nothing is compared where all samples agree; at most a reply that nobody can read comes last."""

QUESTION = "What is the capital of France?"


def judge_or_answer(request: Request) -> str:
    """Every answer is another one, and no reply of the judge can be read."""
    if request.messages[-1].content == QUESTION:
        return f"city number {request.draw}"
    return "hm"


def judge_replies(request: Request) -> str:
    """Every answer is another one, and each reply of the judge is in the form that it asks for."""
    said = judge_or_answer(request)
    if said != "hm":
        return said
    text = request.messages[-1].text
    option = re.search(r"^\(([A-Z])\) ", text, re.MULTILINE)
    choice = "true" if option is None else option[1]
    return f"Final choice: {choice}" if "Final choice:" in text else choice


def model(script: Script = judge_or_answer, *, logprobs: bool = False) -> ScriptedProvider:
    return ScriptedProvider(script, features=("temperature", "logprobs") if logprobs else ())


def calls(preset: str, provider: ScriptedProvider) -> int:
    async def main() -> int:
        result = await TLM(preset, model=provider).aprompt(QUESTION)
        return result.usage.calls

    made = run_virtual(main)
    assert provider.started == made
    return made


@pytest.mark.parametrize(("preset", "least", "most"), TABLE)
def test_the_presets_make_the_calls_that_the_table_promises(
    preset: str, least: int, most: int
) -> None:
    """Four more at most, where answers are programs or long prose."""
    plan = TLM(preset, model=model()).plan()
    asks = 0 if preset == "base" else 4
    assert (preset, least, most + asks) == (plan.preset, plan.least, plan.most)


@pytest.mark.parametrize(("preset", "least", "most"), TABLE)
def test_distinct_answers_take_as_many_calls_as_the_plan_says_at_most(
    preset: str, least: int, most: int
) -> None:
    assert most == calls(preset, model())


@pytest.mark.parametrize("preset", [preset for preset, *_ in TABLE])
def test_distinct_answers_take_the_expected_calls_where_replies_can_be_read(preset: str) -> None:
    """The question that is asked again after an unreadable reply counts in `most` alone."""
    plan = TLM(preset, model=model()).plan()
    assert plan.expected == calls(preset, model(judge_replies))
    assert plan.most is not None
    assert plan.expected < plan.most


@pytest.mark.parametrize("preset", [preset for preset, *_ in TABLE])
def test_what_is_expected_is_the_same_for_plans_and_estimates(preset: str) -> None:
    tlm = TLM(preset, model=model())
    assert tlm.plan().expected == tlm.estimate([QUESTION]).calls.expected


@pytest.mark.parametrize(("preset", "least", "most"), TABLE[1:])
def test_equal_answers_take_as_many_calls_as_the_plan_says_at_least(
    preset: str, least: int, most: int
) -> None:
    assert least == calls(preset, model("true"))


def test_base_needs_one_call_where_the_api_has_token_probabilities() -> None:
    assert 1 == calls("base", model(with_probability("Paris", 0.9), logprobs=True))


@pytest.mark.parametrize("name", ["base", "low", "medium", "high"])
@pytest.mark.parametrize("features", [(), ("n",), ("n", "logprobs", "temperature")])
def test_a_plan_and_an_estimate_say_the_same(name: str, features: tuple[Feature, ...]) -> None:
    """Of calls, which are requests: what the client's models do in one is one."""
    tlm = TLM(name, model=ScriptedProvider(judge_or_answer, features=features))
    plan, told = tlm.plan(), tlm.estimate(QUESTION).calls

    assert (plan.least, plan.expected, plan.most) == (told.least, told.expected, told.most)


def test_a_plan_of_another_preset_knows_what_the_models_do_in_one_request() -> None:
    several = ScriptedProvider(judge_or_answer, features=("n", "temperature"))

    assert TLM("base", model=several).plan("low") == TLM("low", model=several).plan()


def test_a_plan_names_nodes_and_holds_no_stand_in_text() -> None:
    plain = {"extends": "low", "strategies": {"consistency": {"arguments": {"asks": 0}}}}
    plan = TLM(plain, model=model()).plan()
    assert [
        ("answer", ("candidate", 0)),
        *(("sampler", ("sample", 1.0, index)) for index in range(4)),
    ] == list(plan.nodes[:5])
    assert ["judge"] * 3 == [role for role, _ in plan.nodes[5:]]
    assert {2} == {len(node) for _, node in plan.nodes[5:]}


def test_a_plan_of_a_given_answer_does_not_generate_it() -> None:
    plan = make_plan("toy", [Toy((Answer(), Samples(2)))], Item((), given=Completion("given")))
    assert (2, 2) == (plan.least, plan.most)


def test_a_plan_counts_each_text_that_is_embedded() -> None:
    """How many requests that takes hangs on the order of arrival; how many texts does not."""
    plan = make_plan("toy", [Toy((Embeddings(("a", "b")),))], Item(()))
    assert 3 == plan.most


def test_a_plan_of_a_strategy_without_end_ends() -> None:
    """It asks by what it has found, which nobody can foresee, and so has no most."""
    plan = make_plan("toy", [Endless()], Item(()))
    assert (1, 1 + MAX_ROUNDS, None) == (plan.least, plan.expected, plan.most)


def test_a_plan_is_plain_data() -> None:
    plan = make_plan("toy", [], Item(()))
    assert {
        "preset": "toy",
        "least": 1,
        "expected": 1,
        "most": 1,
        "nodes": [["answer", ["candidate", 0]]],
    } == orjson.loads(dumps(plan))


@frozen
class Toy:
    wanted: tuple[Need, ...]
    name: str = "toy"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return self.wanted

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Absent(self.name, "a toy")


@frozen
class Endless:
    name: str = "endless"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        done = sum(atom[0] == "ask" for atom in evidence.findings)
        request = Request((Message("user", "?"),))
        return [Ask(f"round {index}", "", request) for index in range(done + 1)]

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Absent(self.name, "a toy")
