"""A plan is the same graph, fed with stand-ins; what it promises is what is called."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
import pytest
from attrs import frozen

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Embeddings,
    Evidence,
    Message,
    Need,
    Request,
    Samples,
    Signal,
    dumps,
)
from trustcore.graph.graph import MAX_ROUNDS
from trustcore.planning.plan import make_plan
from trustcore.testing import Script, ScriptedProvider, run_virtual, with_probability

TABLE = [("base", 1, 2), ("low", 7, 7), ("medium", 12, 12), ("high", 15, 24), ("best", 17, 32)]
"""Least and most calls. In `high` and `best` candidates that are all equal are judged once."""

QUESTION = "What is the capital of France?"


def judge_or_answer(request: Request) -> str:
    """Every answer is another one."""
    if request.messages[-1].content == QUESTION:
        return f"city number {request.draw}"
    return "A"


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


@pytest.mark.parametrize(("preset", "least", "most"), TABLE[1:])
def test_equal_answers_take_as_many_calls_as_the_plan_says_at_least(
    preset: str, least: int, most: int
) -> None:
    assert least == calls(preset, model("A"))


def test_base_needs_one_call_where_the_api_has_token_probabilities() -> None:
    assert 1 == calls("base", model(with_probability("Paris", 0.9), logprobs=True))


def test_a_plan_names_nodes_and_holds_no_stand_in_text() -> None:
    plain = {"extends": "low", "strategies": {"consistency": {"arguments": {"asks": 0}}}}
    plan = TLM(plain, model=model()).plan()
    assert [
        ("answer", ("candidate", 0)),
        *(("sampler", ("sample", 1.0, index)) for index in range(4)),
    ] == list(plan.nodes[:5])
    assert ["judge", "judge"] == [role for role, _ in plan.nodes[5:]]
    assert {2} == {len(node) for _, node in plan.nodes[5:]}


def test_a_plan_of_a_given_answer_does_not_generate_it() -> None:
    plan = make_plan("toy", [Toy((Answer(), Samples(2)))], 4, given=True)
    assert (2, 2) == (plan.least, plan.most)


def test_a_plan_counts_each_text_that_is_embedded() -> None:
    """How many requests that takes hangs on the order of arrival; how many texts does not."""
    plan = make_plan("toy", [Toy((Embeddings(("a", "b")),))], 1, given=False)
    assert 3 == plan.most


def test_a_plan_of_a_strategy_without_end_ends() -> None:
    """It asks by what it has found, which nobody can foresee, and so has no most."""
    plan = make_plan("toy", [Endless()], 1, given=False)
    assert (1, 1 + MAX_ROUNDS, None) == (plan.least, plan.expected, plan.most)


def test_a_plan_is_plain_data() -> None:
    plan = make_plan("toy", [], 1, given=False)
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
