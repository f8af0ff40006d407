"""Cache, failover, budget, observer, limits, short replies, deadlines and cancellations at once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import define, evolve, field

from trustcore import (
    TLM,
    Absent,
    Answer,
    Completion,
    Embedding,
    Evidence,
    Missing,
    Need,
    Preset,
    Reply,
    Request,
    Result,
    Samples,
    Usage,
)
from trustcore.allowance import Allowance, Allowances
from trustcore.errors import (
    BudgetExceeded,
    ConnectError,
    ParameterRefusedError,
    RateLimitError,
    RequestError,
    ServerError,
    StaleConnectionError,
)
from trustcore.graph.call import SAMPLE_DRAWS
from trustcore.ledger import Attempt, Budget
from trustcore.observer import AttemptBegun, ItemBegun, ItemEnded
from trustcore.plugins.protocols import Feature
from trustcore.presets import resolve_preset
from trustcore.records.budget import Amount
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId
from trustcore.scoring import Component
from trustcore.testing import Script, ScriptedProvider, is_sample

HOUR = 3600
PRESET = {
    "extends": "high",
    "candidates": 2,
    "strategies": {"consistency": {"arguments": {"samples": 5, "similarity": "embedding"}}},
}

OPTIONS: dict[str, Any] = {"max_tokens": 9, "log": ["evidence"]}
PRICES = {"test/*": {"input": 1, "output": 1, "max_output": 400}}
SAMPLED = {"strategies": {"consistency": {"arguments": {"samples": 5}}}}


class Hasty:
    """A strategy that withdraws what it wants as soon as the answer is there."""

    name = "hasty"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return (Answer(),) if evidence.answer else (Answer(), Samples(3, temperature=0.5))

    def assess(self, _: Evidence) -> Absent:
        return Absent(self.name, "never mind")


def everything() -> Preset:
    """Candidates, samples, a judge, embeddings, and what is withdrawn."""
    preset = resolve_preset(PRESET)
    return evolve(preset, components=(*preset.components, Component(Hasty(), "hasty", {})))


def says(question: str, draw: int) -> str:
    return f"{len(question)}.{draw % 3}"


def vector(text: str) -> tuple[float, ...]:
    return (1.0, float(text))


def is_right(question: str, atom: NodeId, finding: Finding) -> bool:
    """Whether what was found is what was asked for, or is missing."""
    match atom, finding:
        case ("candidate", int(index)), Completion(text):
            return says(question, index) == text
        case ("sample", _, int(index)), Completion(text):
            return says(question, SAMPLE_DRAWS + index) == text
        case ("embed", str(text)), Embedding(found):
            return vector(text) == found
        case _:
            return atom[0] == "ask" or isinstance(finding, Missing)


class Endpoint:
    """A model that replies with less than it was asked for, late, or not at all.

    What it says hangs on the question and the draw alone; how a request goes is drawn by lot.

    Attributes:
        requests: How many came in.
        most_under_way: The most that ran at once.
    """

    def __init__(
        self, name: str, chance: random.Random, *, health: float, filtered: float = 0.05
    ) -> None:
        self.model = f"test/{name}"
        self.endpoint = f"test://{name}"
        self.account = "one account"
        self.requests = self.under_way = 0
        self.most_under_way = 0
        self._chance = chance
        self._health = health
        self._filtered = filtered

    def supports(self, _: Feature, /) -> bool:
        return True

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Endpoint]:
        yield self

    async def complete(self, request: Request, /) -> Reply:
        asked = request.messages[-1].text
        found = [Completion(says(asked, request.draw + index)) for index in range(request.n)]
        return await self._reply(found, len(asked))

    async def embed(self, texts: Sequence[str], /) -> Reply:
        return await self._reply([Embedding(vector(one)) for one in texts], len(texts))

    async def _reply(self, whole: Sequence[Any], read: int) -> Reply:
        self.requests += 1
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await anyio.sleep(self._chance.choice([0, 0.1, 1, 3]))
        finally:
            self.under_way -= 1
        told = Allowances(requests=Allowance(self._chance.randint(0, 9), 60, 5))
        if self._chance.random() > self._health:
            raise self._fault(told)
        items = whole[: self._chance.randint(1, len(whole))]
        items = [
            Missing("filter") if self._chance.random() < self._filtered else one for one in items
        ]
        return Reply(items, Usage(1, read, len(items)), self._chance.choice([told, None]))

    def _fault(self, told: Allowances) -> Exception:
        slow_down = RateLimitError("slow", retry_after=self._chance.choice([None, 0, 1]))
        slow_down.allowances = self._chance.choice([told, None])
        faults = [
            slow_down,
            ServerError("down", status=503),
            ConnectError("nobody there"),
            StaleConnectionError("hung up"),
            ParameterRefusedError("no", status=400),
            RequestError("refused", status=400),
            ValueError("a bug"),
        ]
        return self._chance.choice(faults)


@define(eq=False)
class Notebook:
    """Counts what has begun, and what of it has ended."""

    items: Counter[str] = field(factory=Counter)
    attempts: Counter[str] = field(factory=Counter)

    def item(self, _: ItemBegun, /) -> Callable[[ItemEnded], None]:
        self.items["begun"] += 1
        return lambda _: self.items.update(["ended"])

    def attempt(self, _: AttemptBegun, /) -> Callable[[Attempt], None]:
        self.attempts["begun"] += 1
        return lambda _: self.attempts.update(["ended"])


class World:
    """Two endpoints of which the second takes over, and a client with everything switched on."""

    def __init__(self, seed: int, file: Path) -> None:
        self.chance = chance = random.Random(seed)  # noqa: S311  (repeatable, and nothing secret)
        self.endpoints = [
            Endpoint("first", chance, health=chance.choice([0.2, 0.6, 0.95])),
            Endpoint("second", chance, health=0.8),
        ]
        self.limit = chance.choice([1, 3, 20])
        self.told = Notebook()
        self.results: list[Result | None] = []
        self.budget = chance.choice(
            [None, Budget(calls=chance.randint(5, 99)), Budget(tokens=chance.randint(9, 90) * 1000)]
        )
        self.tlm = TLM(
            everything(),
            model=self.endpoints,
            cache=chance.choice([None, file, file]),
            budget=self.budget,
            observer=self.told,
            timeout=chance.choice([None, 5, 60]),
            options={
                **OPTIONS,
                "max_concurrency": self.limit,
                "requests_per_minute": chance.choice([None, 600]),
                "tokens_per_minute": chance.choice([None, 100_000]),
                "max_attempts": chance.choice([1, 5]),
            },
            prices=PRICES,
        )

    async def user(self, *, entered: bool) -> None:
        patience = self.chance.choice([0.05, 2, 10, HOUR])
        with anyio.move_on_after(patience) as scope:
            await anyio.sleep(3 * self.chance.random())
            prompts = ["?" * self.chance.randint(1, 4) for _ in range(self.chance.randint(1, 5))]
            try:
                if entered and self.chance.random() < 0.5:
                    stream = self.tlm.amap(prompts, ordered=self.chance.random() < 0.5)
                    self.results += [one.value async for one in stream]
                else:
                    self.results += await self.tlm.atry_prompt(prompts)
            except BudgetExceeded as error:
                self.results += [one.value for one in error.outcomes]
        assert not scope.cancelled_caught or patience < HOUR

    def findings(self) -> Iterator[tuple[str, NodeId, Finding]]:
        """Whatever the results are built on, with the question."""
        for result in filter(None, self.results):
            assert result.evidence is not None
            for atom, finding in result.evidence.findings.items():
                yield result.evidence.question[-1].text, atom, finding


@pytest.mark.parametrize("seed", range(60))
async def test_nothing_is_lost_and_nothing_left(seed: int, tmp_path: Path) -> None:
    """Attempts are requests, the budget holds, and whatever was held has been given back."""
    world = World(seed, tmp_path / "cache.db")
    entered = seed % 2 == 1
    before = set(anyio.get_running_tasks())
    async with world.tlm if entered else nullcontext():
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(lambda: world.user(entered=entered))
        if entered:
            await anyio.sleep(HOUR)  # what nobody wants any more, but was paid for, runs on

    assert before == set(anyio.get_running_tasks())
    assert all(is_right(*one) for one in world.findings())
    engine = world.tlm._engine
    sent = sum(one.requests for one in world.endpoints)
    assert sent == engine.meter.ledger.total.attempts
    assert {"begun": sent, "ended": sent} == world.told.attempts or sent == 0
    assert world.told.items["begun"] == world.told.items["ended"]
    assert {} == engine.meter.ledger._items
    assert all(one.most_under_way <= world.limit for one in world.endpoints)
    if engine.meter.account is not None:
        assert world.budget is not None
        assert engine.meter.account._spent.beyond(world.budget) is None
        assert Amount() == engine.meter.account._reserved
    (loop,) = engine.runtimes._loops.values()
    limits = loop.limits.values()
    assert all(0 == one.mailbox.taken == one.rate._turn.taken for one in limits)
    assert loop.store is None or ({}, {}) == (loop.store.shared, loop.store._kept)


SWITCHES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a budget": {"budget": Budget(tokens=10**9, calls=10**6)},
    "an observer": {"observer": Notebook()},
    "a time limit": {"timeout": HOUR},
    "one at a time": {"options": OPTIONS | {"max_concurrency": 1}},
    "limits": {"options": OPTIONS | {"requests_per_minute": 60, "tokens_per_minute": 9000}},
}


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_switched_on_changes_no_result(seed: int, tmp_path: Path) -> None:
    """However short and late the replies, with a cache or without: the same evidence and score."""
    found = []
    for name, settings in SWITCHES.items():
        for file in (None, tmp_path / f"{name}.db", tmp_path / f"{name}.db"):
            chance = random.Random(f"{seed} {name}")  # noqa: S311
            steady = Endpoint("steady", chance, health=1.0, filtered=0.0)
            client: dict[str, Any] = {"options": OPTIONS, "prices": PRICES} | settings
            tlm = TLM(PRESET, model=steady, cache=file, **client)
            results = await tlm.aprompt(["?" * length for length in (1, 2, 3, 2)])
            found.append([(one.candidates, one["log"]["evidence"].findings) for one in results])
    assert [found[0]] * len(found) == found


class Fading(ScriptedProvider):
    """Draws two samples of a question, and then nothing."""

    def __init__(self) -> None:
        super().__init__(self.reply, name="test/fading", endpoint="fading")
        self.faded = False

    def reply(self, request: Request) -> Script:
        if not is_sample(request):
            return "Paris"
        if self.faded:
            return RequestError("refused")
        self.faded = True
        return Reply((Completion("Lyon"), Completion("Nice")))


@pytest.mark.parametrize("cached", [True, False])
async def test_what_was_paid_for_before_a_model_failed_is_kept(
    cached: bool, tmp_path: Path
) -> None:
    """Another model draws the other samples only, with a cache and without."""
    fading, steady = Fading(), ScriptedProvider("Brest", name="test/steady", endpoint="steady")
    file = tmp_path / "cache.db" if cached else None
    result = await TLM(
        SAMPLED, model=[fading, steady], cache=file, options={"log": ["evidence"]}
    ).aprompt("?")
    assert result.evidence is not None
    found = [getattr(one, "text", "") for one in result.evidence.samples(5) or ()]
    assert ["Lyon", "Nice", "Brest", "Brest", "Brest"] == found
    assert 3 == sum(one.n for one in steady.requests)
    assert {"test/fading"} == {one.model for one in result.failovers}
