"""A question takes its critical path, not the sum of its calls: proved on a clock of our own."""

from __future__ import annotations

from collections.abc import Sequence

import anyio
import pytest
from attrs import frozen

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Completion,
    Evidence,
    Message,
    Need,
    Preset,
    Request,
    Result,
    Samples,
    Signal,
    Strategy,
)
from trustcore.plugins.protocols import Feature
from trustcore.scoring import Component
from trustcore.testing import After, ScriptedProvider, anything, is_sample, run_virtual, says

QUESTION = "What is the capital of France?"
ONE_BY_ONE: tuple[Feature, ...] = ("temperature",)


@frozen
class ThreeRounds:
    """A third-party strategy: each round of questions builds on the replies to the last."""

    name: str = "three rounds"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        if answer is None:
            return (Answer(),)
        said = len(evidence.replies("round/"))
        return [_ask(f"round/{number + 1}", answer.text) for number in range(min(said + 1, 3))]

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Signal(self.name, len(evidence.replies("round/")) / 3)


@frozen
class OneJudge:
    name: str = "one judge"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        return (Answer(),) if answer is None else (_ask("judge", answer.text),)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        replies = evidence.replies("judge").values()
        return Signal(self.name, sum(isinstance(one, Completion) for one in replies))


@frozen
class EachJudged(OneJudge):
    """The last character of what is asked is the candidate's number."""

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        if answer is None:
            return (Answer(),)
        asked = Request((Message("user", answer.text),))
        return (Ask("judge", answer.text, asked),)


@frozen
class Sampling:
    n: int = 4
    name: str = "sampling"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return (Answer(), Samples(self.n))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Signal(self.name, len(evidence.alternatives) / self.n)


def _ask(kind: str, about: str) -> Ask:
    return Ask(kind, about, Request((Message("user", f"<{kind}>"),)))


def took(
    model: ScriptedProvider, *strategies: Strategy, candidates: int = 1
) -> tuple[float, Result]:
    """The virtual seconds that one question takes."""
    parts = tuple(Component(one, one.name, {}) for one in strategies)
    tlm = TLM(Preset("toys", candidates, parts), model=model)

    async def main() -> tuple[float, Result]:
        result = await tlm.aprompt(QUESTION)
        return anyio.current_time(), result

    return run_virtual(main)


def test_three_dependent_rounds_overlap_with_samples_and_other_judges() -> None:
    """4 + 3 + 2 + 1 seconds, whatever runs beside them."""
    model = ScriptedProvider(
        {
            is_sample: After(6.0, "Paris"),
            says("<judge>"): After(5.0, "true"),
            says("<round/1>"): After(3.0, "true"),
            says("<round/2>"): After(2.0, "true"),
            says("<round/3>"): After(1.0, "true"),
            anything: After(4.0, "Paris"),
        },
        features=ONE_BY_ONE,
    )
    seconds, result = took(model, ThreeRounds(), OneJudge(), Sampling())
    assert 10.0 == seconds
    assert [1.0, 1.0, 1.0] == [one.value for one in result.signals if isinstance(one, Signal)]
    assert 1 + 3 + 1 + 4 == model.started


@pytest.mark.parametrize(
    ("answer", "sample", "judge", "path"),
    [(4.0, 6.0, 1.0, 6.0), (4.0, 1.0, 3.0, 7.0), (0.0, 2.5, 2.5, 2.5), (4.0, 0.0, 0.0, 4.0)],
)
def test_samples_run_beside_the_answer_and_the_judge_starts_when_the_answer_lands(
    answer: float, sample: float, judge: float, path: float
) -> None:
    model = ScriptedProvider(
        {
            is_sample: After(sample, "Paris"),
            says("<judge>"): After(judge, "true"),
            anything: After(answer, "Paris"),
        }
    )
    seconds, _ = took(model, OneJudge(), Sampling())
    assert path == seconds


def test_candidates_run_side_by_side_and_each_is_judged_as_soon_as_it_is_there() -> None:
    """Candidate i takes i + 1 seconds and its judge 4 - i: all end together."""

    def reply(request: Request) -> After:
        asked = request.messages[-1].text
        if asked == QUESTION:
            return After(request.draw + 1.0, f"city {request.draw}")
        return After(4.0 - int(asked[-1]), "true")

    seconds, result = took(ScriptedProvider(reply, features=()), EachJudged(), candidates=4)
    assert 5.0 == seconds
    assert 4 == len(result.candidates)


def test_a_failed_judge_does_not_hold_up_the_others() -> None:
    model = ScriptedProvider(
        {
            is_sample: After(1.0, "Paris"),
            says("<judge>"): After(1.0, RuntimeError("a bug of the provider's")),
            anything: After(2.0, "Paris"),
        }
    )
    seconds, result = took(model, OneJudge(), Sampling())
    assert 3.0 == seconds
    assert [0.0, 1.0] == [one.value for one in result.signals if isinstance(one, Signal)]
