"""What strategies look at decides what can be foreseen; what is foreseen holds."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from attrs import evolve, field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Completion,
    Embedding,
    Embeddings,
    Evidence,
    EvidenceMissing,
    Message,
    Missing,
    Need,
    Request,
    Samples,
    TokenLogprobs,
)
from trustcore.graph import Call, Graph, Item
from trustcore.ledger import Budget, Price
from trustcore.ledger.budget import worst_case
from trustcore.ledger.terms import Terms
from trustcore.planning.estimate import estimate
from trustcore.planning.plan import make_plan
from trustcore.planning.scenarios import scenarios
from trustcore.plugins.protocols import Bounded, Strategy
from trustcore.presets import resolve_preset
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId
from trustcore.records.role import ROLES, Role
from trustcore.testing import ScriptedProvider

QUESTION = (Message("user", "?"),)
SAMPLES = 2

Sight = Callable[[Evidence, Completion], bool]
"""One look at the evidence that a strategy may decide by."""


def texts(evidence: Evidence) -> list[str]:
    drawn = evidence.samples(SAMPLES) or ()
    return [one.text for one in drawn if isinstance(one, Completion)]


def reply(evidence: Evidence, kind: str = "0") -> Completion | None:
    found = evidence.replies(kind).get(kind)
    return found if isinstance(found, Completion) else None


def mean(answer: Completion) -> float:
    known = answer.logprobs
    return sum(known.logprobs) / len(known.logprobs) if known else 0.0


def cosine(evidence: Evidence, answer: Completion) -> bool:
    try:
        vector = evidence.embedding(answer.text)
    except EvidenceMissing:
        return False
    return vector is not None and vector[0] > 0.5


def always(_: Evidence, __: Completion) -> bool:
    return True


FORESEEN: dict[str, Sight] = {
    "nothing": always,
    "token log-probabilities": lambda _, answer: answer.logprobs is not None,
    "no token log-probabilities": lambda _, answer: answer.logprobs is None,
    "the samples are there": lambda evidence, _: evidence.samples(SAMPLES) is not None,
    "the samples are not there": lambda evidence, _: evidence.samples(SAMPLES) is None,
    "a sample failed": lambda evidence, _: len(texts(evidence)) < SAMPLES,
    "the first sample failed": lambda evidence, _: isinstance(
        (evidence.samples(SAMPLES) or (None,))[0], Missing
    ),
    "samples are equal": lambda evidence, _: any(
        one == other for one, other in zip(texts(evidence), texts(evidence)[1:], strict=False)
    ),
    "a sample is the answer": lambda evidence, answer: any(
        one == answer.text for one in texts(evidence)
    ),
    "a reply is there": lambda evidence, _: "0" in evidence.replies("0"),
    "a reply failed": lambda evidence, _: isinstance(evidence.replies("0").get("0"), Missing),
    "one reply came before another": lambda evidence, _: (
        "0" in evidence.replies("0") and "1" not in evidence.replies("1")
    ),
}
"""What a dry run can try in full."""

EQUALITY = {"samples are equal", "a sample is the answer"}

UNFORESEEN: dict[str, Sight] = {
    "a word": lambda _, answer: "no" in answer.text,
    "a pattern": lambda _, answer: re.search(r"\d", answer.text) is not None,
    "a pattern at the start": lambda _, answer: re.match(r"\W*[A-E]\b", answer.text) is not None,
    "the length": lambda _, answer: len(answer.text) > 10,
    "emptiness": lambda _, answer: not answer.text,
    "the whole text": lambda _, answer: answer.text == "A",
    "a table": lambda _, answer: answer.text in {"A", "B"},
    "lower case": lambda _, answer: answer.text.lower() == "yes",
    "a joined text": lambda evidence, answer: "A" in " ".join([answer.text, *texts(evidence)]),
    "a formatted text": lambda _, answer: f"{answer.text}".startswith("A"),
    "the mean log-probability": lambda _, answer: mean(answer) < -1,
    "the commonest text": lambda evidence, _: (
        (Counter(texts(evidence)) or Counter("a")).most_common(1)[0][1] > 1
    ),
    "different texts": lambda evidence, _: len(set(texts(evidence))) > 1,
    "the finish": lambda _, answer: answer.truncated,
    "a judge's letter": lambda evidence, _: (
        (found := reply(evidence)) is not None and found.text.strip() == "A"
    ),
    "why something failed": lambda evidence, _: any(
        "time" in one.reason for _, one in evidence.missing()
    ),
    "the question": lambda evidence, _: "?" in evidence.question[-1].text,
    "the length of the chat": lambda evidence, _: len(evidence.question) > 1,
    "an embedding": cosine,
    "how much is there": lambda evidence, _: len(evidence.findings) > 2,
    "a gap": lambda evidence, _: bool(evidence.missing()),
    "other answers": lambda evidence, _: bool(evidence.alternatives),
    "a number in the text": lambda _, answer: float("0" + answer.text + "7") > 0,
    "its own repr": lambda evidence, _: len(repr(dict(evidence.findings))) % 2 == 0,
}
"""What hangs on what is said."""

SIGHTS = FORESEEN | UNFORESEEN

WAVERING = "its own repr"
"""The sight that may be there, gone, and there again."""


@frozen
class Adaptive:
    """Asks for the first of its asks at once, and for each other when its sight says so.

    With `drops` it no longer wants what its sight does not say.
    """

    sights: tuple[str, ...] = ()
    samples: bool = True
    drops: bool = False
    embeds: bool = False
    name: str = "adaptive"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        drawn: tuple[Need, ...] = (Samples(SAMPLES),) if self.samples else ()
        answer = evidence.answer
        if answer is None:
            return (Answer(), *drawn)
        vectors = (Embeddings((answer.text,)),) if self.embeds else ()
        seen = [SIGHTS[one](evidence, answer) for one in self.sights]
        wanted = [self._ask(0, answer.text)]
        wanted += [self._ask(place, answer.text) for place, one in enumerate(seen, 1) if one]
        return (*(() if self.drops and any(seen) else drawn), *vectors, *wanted)

    def assess(self, evidence: Evidence) -> Absent:
        return Absent(self.name, "a toy")

    def _ask(self, place: int, about: str) -> Ask:
        return Ask(str(place), about, Request((Message("user", f"{place}: {about}"),)))


@frozen
class Declared(Adaptive):
    """The same, which declares its bounds: whatever texts say, it has so many asks.

    It wants nothing again that it took back: that is asked twice.
    """

    drops: bool = field(default=False, init=False)

    def least(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        return (Answer(),) if answer is None else (self._ask(0, answer.text),)

    def most(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        if answer is None:
            return (Answer(), Samples(SAMPLES))
        asks = [self._ask(place, answer.text) for place in range(len(self.sights) + 1)]
        return (Samples(SAMPLES), Embeddings((answer.text,)), *asks)


@frozen
class World:
    """A deterministic way that things go, drawn by hypothesis."""

    data: st.DataObject
    failing: bool
    saying: tuple[str, ...] = ("A", "no", "7 and a half, or so", "")
    failed: list[NodeId] = field(factory=list)

    def finding(self, node: NodeId) -> Finding:
        if self.failing and self.data.draw(st.integers(0, 3)) == 0:
            self.failed.append(node)
            return Missing(self.data.draw(st.sampled_from(["time was up", "gone"])))
        if node[0] == "embed":
            return Embedding((self.data.draw(st.floats(0, 1)),))
        known = self.data.draw(st.sampled_from([None, -0.1, -5.0]))
        text = self.data.draw(st.sampled_from(self.saying))
        finish = self.data.draw(st.sampled_from(["stop", "length"]))
        return Completion(text, None if known is None else TokenLogprobs((known,)), finish)

    def run(self, item: Item, strategies: Sequence[Strategy]) -> tuple[list[Call], list[Call]]:
        """All calls, and those of them that were not given up while they were waited for."""
        graph = Graph(item, strategies)
        steps = graph.start()
        made, sent, waiting = list(steps.post), list(steps.post), list(steps.post)
        while waiting:
            call = waiting.pop(self.data.draw(st.integers(0, len(waiting) - 1)))
            steps = graph.settle([(call, [self.finding(node) for node in call.atoms])])
            for given_up in steps.withdraw:
                waiting.remove(given_up)
                sent.remove(given_up)
            made += steps.post
            sent += steps.post
            waiting += steps.post
        return made, sent


def _toy(
    kind: type[Adaptive], sights: tuple[str, ...], *, samples: bool, drops: bool, embeds: bool
) -> Adaptive:
    if kind is Declared:
        lasting = tuple(one for one in sights if one != WAVERING)
        return Declared(lasting, samples=samples, embeds=embeds)
    return kind(sights, samples=samples, embeds=embeds, drops=drops)


def toys(*kinds: type[Adaptive]) -> st.SearchStrategy[list[Adaptive]]:
    one = st.builds(
        _toy,
        st.sampled_from(kinds),
        st.lists(st.sampled_from(sorted(SIGHTS)), max_size=3).map(tuple),
        samples=st.booleans(),
        drops=st.booleans(),
        embeds=st.booleans(),
    )
    return st.lists(one, min_size=1, max_size=2).map(
        lambda found: [evolve(toy, name=f"toy {place}") for place, toy in enumerate(found)]
    )


PRICE = Price(1.0, 10.0, max_output=20)
TERMS: dict[Role, Terms] = dict.fromkeys(ROLES, Terms("lab/m", PRICE))


@settings(max_examples=40)
@given(st.data(), toys(Adaptive, Declared), st.integers(1, 2), st.booleans(), st.booleans())
def test_what_is_foreseen_holds(
    data: st.DataObject, strategies: list[Adaptive], candidates: int, given: bool, failing: bool
) -> None:
    """No run takes more than the most, nor less than the least unless a call or strategy fails."""
    item = Item(
        QUESTION, candidates=1 if given else candidates, given=Completion("A") if given else None
    )
    plan = make_plan("toy", strategies, item)
    told = estimate(scenarios(item, strategies), TERMS, [QUESTION])
    world = World(data, failing)
    made, sent = world.run(item, strategies)

    assert (plan.least, plan.most) == (told.calls.least, told.calls.most)
    assert plan.least <= plan.expected
    if not (world.failed or any("a number in the text" in toy.sights for toy in strategies)):
        assert plan.least <= sum(len(call.atoms) for call in sent)
    if plan.most is not None:
        assert plan.expected <= plan.most
        assert sum(len(call.atoms) for call in made) <= plan.most
    if plan.most is not None and not given:  # an estimate knows the lengths of prompts alone
        assert told.usd is not None
        assert told.usd.most is not None
        budget = Budget(usd=1)
        worst = [worst_case(budget, TERMS[one.role], one.request, one.role) for one in made]
        assert sum(one.units for one in worst) <= told.usd.most * 10**12 + 1


@pytest.mark.parametrize("sight", FORESEEN)
@pytest.mark.parametrize("candidates", [1, 3])
def test_what_can_be_tried_is_foreseen(sight: str, candidates: int) -> None:
    """A strategy of several steps that decides by it has a most, and it is reached."""
    plan = make_plan("toy", [Adaptive((sight,))], Item((), candidates=candidates))
    if candidates > 1 and sight in EQUALITY:
        assert plan.most is None  # which of five texts are equal is too much to try
    else:
        assert SAMPLES + 3 * candidates == plan.most
        assert plan.least in (SAMPLES + candidates + 1, SAMPLES + candidates + 2)


@pytest.mark.parametrize("sight", UNFORESEEN)
@pytest.mark.parametrize("name", ["low", None])
def test_what_hangs_on_what_is_said_is_not_told(sight: str, name: str | None) -> None:
    """The most is None, and the least is what the other strategies take."""
    others = resolve_preset(name).components if name else ()
    strategies = [*(one.strategy for one in others), Adaptive((sight,), embeds=True)]
    plan = make_plan("toy", strategies, Item(()))
    assert (7 if name else 1, None) == (plan.least, plan.most)
    told = estimate(scenarios(Item(QUESTION), strategies), TERMS, [QUESTION])
    assert told.calls.most is told.input_tokens.most is told.output_tokens.most is None
    assert told.usd is not None
    assert told.usd.most is None
    assert told.usd.least < told.usd.expected


@pytest.mark.parametrize("sight", SIGHTS)
def test_what_is_declared_is_told(sight: str) -> None:
    """Whatever the strategy decides by."""
    toy = Declared((sight, sight))
    assert isinstance(toy, Bounded)
    plan = make_plan("toy", [toy], Item(()))
    assert (2, 1 + SAMPLES + 1 + 3) == (plan.least, plan.most)


@frozen
class EachSample:
    """Judges each sample that came."""

    samples: int
    name: str = "each sample"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        drawn = evidence.samples(self.samples) or ()
        found = [one.text for one in drawn if isinstance(one, Completion)]
        return [
            Samples(self.samples),
            *(Ask("fair", text, Request((Message("user", text),))) for text in found),
        ]

    def assess(self, evidence: Evidence) -> Absent:
        return Absent(self.name, "a toy")


@pytest.mark.parametrize(("samples", "most"), [(3, 7), (30, None)])
def test_what_takes_too_much_trying_is_not_told(samples: int, most: int | None) -> None:
    """Any of three samples may fail; any of thirty is too much. What is certain is the answer."""
    plan = make_plan("toy", [EachSample(samples)], Item(()))
    assert (1 if most is None else 1 + samples + 1, most) == (plan.least, plan.most)


def test_a_strategy_that_fails_on_a_stand_in_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing is wrong with it: it has not seen a real text yet."""
    caplog.set_level(logging.DEBUG, "trustcore")
    make_plan("toy", [Adaptive(("a number in the text",))], Item(()))
    assert [] == caplog.messages


def test_a_client_tells_the_same_in_plan_and_estimate() -> None:
    """A strategy that is not foreseen leaves a budget in calls as good as it was."""
    preset: Any = evolve(resolve_preset("low"), components=resolve_preset("low").components[:1])
    tlm = TLM(preset, model=ScriptedProvider("A"), budget=Budget(calls=3))
    plan, told = tlm.plan(), tlm.estimate("?")
    assert plan.most == told.calls.most
