"""A client's budget, ledger and estimate: nothing is sent beyond, nothing is lost, all is told."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import anyio
import pytest

from trustcore import TLM, Completion, Outcome, Reply, Request, Result, Usage
from trustcore.errors import (
    BatchError,
    BudgetExceeded,
    ConfigurationError,
    DeadlineExceeded,
    ParameterRefusedError,
    RateLimitError,
    ScoreUnavailable,
    ServerError,
    StaleConnectionError,
)
from trustcore.ledger import Budget, Range, Totals
from trustcore.plugins.protocols import Feature
from trustcore.testing import After, Script, ScriptedProvider, run_virtual

SAMPLED = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
PLAIN: dict[str, Any] = {"strategies": {"logprobs": {}}}
JUDGED = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
PLAIN_API: tuple[Feature, ...] = ("temperature",)
PRICES = {"scripted/*": {"input": 1.0, "output": 2.0, "max_output": 4}}
PROMPTS = [f"What is {number} + {number}?" for number in range(100)]


def model(script: Script = "4", name: str = "scripted/model") -> ScriptedProvider:
    """One completion per request, so that a call is a request."""
    return ScriptedProvider(After(1.0, script), name=name, features=PLAIN_API)


def client(preset: Any, provider: Any, **settings: Any) -> TLM:
    return TLM(preset, model=provider, verbose=False, **{"prices": PRICES, **settings})


def spent(tlm: TLM, limit: str) -> float:
    total = tlm.ledger.total
    tokens = total.usage.input_tokens + total.usage.output_tokens
    return {"calls": total.attempts, "tokens": tokens, "usd": total.cost or 0.0}[limit]


@pytest.mark.parametrize(("limit", "most"), [("calls", 40), ("tokens", 1000), ("usd", 0.001)])
@pytest.mark.parametrize("at_once", [1, 7, 100])
def test_a_budget_is_never_exceeded(limit: str, most: Any, at_once: int) -> None:
    """The ledger stays within each limit, and counts what the provider counts."""
    budget = Budget(**{limit: most})
    provider = model()
    tlm = client(SAMPLED, provider, budget=budget, options={"max_concurrency": at_once})
    with pytest.raises(BudgetExceeded) as caught:
        run_virtual(tlm.aprompt, PROMPTS * 3)
    assert 0.5 * most < spent(tlm, limit) <= most
    assert provider.started == provider.finished == tlm.ledger.total.attempts
    assert [] != [one for one in caught.value.outcomes if one.value is not None]


def test_every_call_of_the_budget_is_used() -> None:
    """What is left when a batch stops is less than one call."""
    provider = model()
    tlm = client(SAMPLED, provider, budget=Budget(calls=40), options={"max_concurrency": 100})
    with pytest.raises(BudgetExceeded, match="40 calls"):
        run_virtual(tlm.aprompt, PROMPTS)
    assert 40 == provider.started


def test_a_budget_that_suffices_is_not_noticed() -> None:
    """Exactly as many calls as are needed: every item has its result."""
    tlm = client(SAMPLED, model(), budget=Budget(calls=300))
    assert 100 == len(run_virtual(tlm.aprompt, PROMPTS))
    assert 300 == tlm.ledger.total.attempts


def test_calls_wait_for_what_others_give_back() -> None:
    """Worst cases of all at once do not fit; what they take in the end does."""
    tlm = client(SAMPLED, model(), budget=Budget(tokens=3000))
    one = run_virtual(tlm.aprompt, PROMPTS[0]).attempts
    tokens = tlm.estimate(PROMPTS[:20]).input_tokens
    assert tokens.most is not None
    assert tokens.least < 3000 < tokens.most
    assert 20 == len(run_virtual(tlm.aprompt, PROMPTS[:20]))
    assert 21 * len(one) == tlm.ledger.total.attempts


def test_results_so_far_are_kept() -> None:
    """The error has a result or an error for each item that was begun, in order, and no other."""
    tlm = client(SAMPLED, model(), budget=Budget(calls=10), options={"max_concurrency": 2})
    with pytest.raises(BudgetExceeded) as caught:
        run_virtual(tlm.aprompt, PROMPTS)
    outcomes = caught.value.outcomes
    assert list(range(len(outcomes))) == [one.index for one in outcomes]
    assert len(outcomes) < 20
    assert ["4"] * 3 == [one.value.response for one in outcomes[:3] if one.value is not None]
    assert 10 == sum(len(one.value.attempts) for one in outcomes if one.value is not None)
    assert isinstance(outcomes[-1].error, BudgetExceeded)


def test_what_runs_finishes() -> None:
    """An item whose last call has no room comes back with what it has, never cancelled."""
    provider = model()
    tlm = client(SAMPLED, provider, budget=Budget(calls=2))
    with pytest.raises(BudgetExceeded) as caught:
        run_virtual(tlm.aprompt, "What is 2 + 2?")
    (outcome,) = caught.value.outcomes
    assert (2, 2, 0) == (provider.started, provider.finished, provider.cancelled)
    assert isinstance(outcome.value, Result)
    assert ("4", 2) == (outcome.value.response, len(outcome.value.attempts))


def test_a_prompt_without_room_has_no_answer() -> None:
    """The error is the budget's, and nothing was sent."""
    provider = model()
    tlm = client(PLAIN, provider, budget=Budget(tokens=10))
    with pytest.raises(BudgetExceeded, match="10 tokens") as caught:
        run_virtual(tlm.aprompt, "What is 2 + 2?")
    assert (0, ()) == (provider.started, caught.value.outcomes)


def test_nothing_is_sent_once_the_budget_is_spent() -> None:
    """The budget is the client's, not a batch's."""
    provider = model()
    tlm = client(SAMPLED, provider, budget=Budget(calls=3))
    run_virtual(tlm.aprompt, "What is 2 + 2?")
    with pytest.raises(BudgetExceeded):
        run_virtual(tlm.atry_prompt, ["What is 2 + 2?"])
    assert 3 == provider.started


async def _stream(tlm: TLM, prompts: Any) -> tuple[list[Outcome[Result]], BudgetExceeded | None]:
    outcomes: list[Outcome[Result]] = []
    async with tlm:
        try:
            async for outcome in tlm.amap(prompts):
                outcomes.append(outcome)  # noqa: PERF401  (kept when the loop raises)
        except BudgetExceeded as error:
            return outcomes, error
    return outcomes, None


def test_a_stream_raises_after_the_outcomes() -> None:
    """All items under way are delivered, then the loop raises."""
    tlm = client(SAMPLED, model(), budget=Budget(calls=30), options={"max_concurrency": 8})
    outcomes, error = run_virtual(_stream, tlm, PROMPTS)
    assert error is not None
    assert 30 == sum(len(one.value.attempts) for one in outcomes if one.value is not None)
    assert list(range(len(outcomes))) == [one.index for one in outcomes]


async def _slowly() -> AsyncIterator[str]:
    yield "What is 2 + 2?"
    yield "What is 3 + 3?"
    await anyio.sleep_forever()


def test_a_stream_does_not_wait_for_prompts_that_it_could_not_send() -> None:
    """A source that never ends is left when the budget is spent."""
    outcomes, error = run_virtual(
        _stream, client(SAMPLED, model(), budget=Budget(calls=3)), _slowly()
    )
    assert error is not None
    assert 2 == len(outcomes)


@pytest.mark.parametrize(
    ("budget", "prices", "match"),
    [
        (Budget(usd=1), None, r"price of scripted/second \(role answer\)"),
        (Budget(tokens=100), None, "max_tokens"),
        (Budget(usd=1), {"scripted/*": {"input": 1, "output": 1}}, "max_tokens"),
        ({"calls": 3}, None, "must be a trustcore.ledger.Budget"),
    ],
)
def test_a_budget_that_could_not_be_kept_is_refused(budget: Any, prices: Any, match: str) -> None:
    """Before any call, for models that would take over too."""
    first = {"scripted/first": PRICES["scripted/*"]}
    models = [model(name="scripted/first"), model(name="scripted/second")]
    with pytest.raises(ConfigurationError, match=match):
        client(SAMPLED, models, budget=budget, prices={**first, **(prices or {})})
    assert [0, 0] == [one.started for one in models]


@pytest.mark.parametrize("preset", ["base", "low", "medium", "high", "best", SAMPLED, JUDGED])
def test_an_estimate_has_the_calls_of_the_plan(preset: Any) -> None:
    """Where an endpoint gives one completion a request, requests are the plan's calls."""
    tlm = client(preset, model())
    plan, one, many = tlm.plan(), tlm.estimate("2 + 2?"), tlm.estimate(["2 + 2?"] * 10)
    assert plan.most is not None
    assert Range(plan.least, plan.expected, plan.most) == one.calls
    assert Range(10 * plan.least, 10 * plan.expected, 10 * plan.most) == many.calls
    assert 10 == many.prompts


@pytest.mark.parametrize("preset", [SAMPLED, JUDGED])
def test_what_was_spent_is_within_the_estimate(preset: Any) -> None:
    """Calls and dollars of a run without failures."""
    tlm = client(preset, model("true"))
    estimate = tlm.estimate(PROMPTS)
    run_virtual(tlm.aprompt, PROMPTS)
    assert estimate.usd is not None
    assert estimate.usd.most is not None
    assert estimate.calls.most is not None
    total = tlm.ledger.total
    assert estimate.calls.least <= total.attempts <= estimate.calls.most
    assert (total.cost or 0.0) <= estimate.usd.most


class Flaky:
    """Every fifth call is refused, every seventh fails."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, _: Request) -> str | Exception:
        self.calls += 1
        if self.calls % 5 == 0:
            return RateLimitError("slow down", status=429)
        return ServerError("down", status=500) if self.calls % 7 == 0 else "4"


def test_retries_and_failures_are_attempts() -> None:
    """The ledger has as many attempts as the provider has seen, and as many failures."""
    provider = model(Flaky())
    tlm = client(SAMPLED, provider, options={"max_attempts": 20})
    results = run_virtual(tlm.aprompt, PROMPTS)
    total = tlm.ledger.total
    assert (provider.started, provider.failed) == (total.attempts, total.failures)
    assert total.failures > 0
    assert total == sum((Totals.of(one.attempts) for one in results), Totals())


class Moody:
    """One of several completions comes back, and of four requests two are made again at once."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, _: Request) -> Any:
        self.calls += 1
        if self.calls % 4 == 0:
            return ParameterRefusedError("no", status=400)
        if self.calls % 4 == 1:
            return StaleConnectionError("hung up")
        return Reply((Completion("4"),), Usage(1, 5, 1))


@pytest.mark.parametrize(("limit", "most"), [("calls", 150), ("tokens", 9000), ("usd", 0.012)])
@pytest.mark.parametrize("at_once", [1, 7, 100])
def test_what_is_made_again_at_once_counts_too(limit: str, most: Any, at_once: int) -> None:
    """Every request is an attempt, and all of them together stay within the budget."""
    provider = ScriptedProvider(After(1.0, Moody()))
    budget = Budget(**{limit: most})
    tlm = client(SAMPLED, provider, budget=budget, options={"max_concurrency": at_once})
    with pytest.raises(BudgetExceeded):
        run_virtual(tlm.aprompt, PROMPTS)
    total = tlm.ledger.total
    spent = tlm._engine.meter.account._spent  # type: ignore[union-attr]
    assert provider.started == total.attempts
    assert total.attempts > total.failures > 0
    assert spent.beyond(budget) is None


def test_a_whole_run_of_moods_loses_nothing() -> None:
    """And takes no attempt of the policy: each call is made again at once, twice."""
    requests = Counter[Request]()

    def moody(request: Request) -> Any:
        requests[request] += 1
        refusals = [ParameterRefusedError("no", status=400), StaleConnectionError("hung up")]
        return [*refusals, "4"][requests[request] - 1]

    provider = ScriptedProvider(moody, features=PLAIN_API)
    tlm = client(SAMPLED, provider, options={"max_attempts": 1, "max_concurrency": 1})
    results = run_virtual(tlm.aprompt, PROMPTS)
    assert {"4"} == {one.response for one in results}
    assert all(len(one.candidates) == 1 for one in results)
    assert 900 == provider.started == tlm.ledger.total.attempts
    assert 300 == sum(one.usage.calls for one in results)


def test_retries_count_against_the_budget() -> None:
    """A call that is refused again and again takes a call of the budget each time."""
    provider = model(RateLimitError("slow down", status=429))
    tlm = client(PLAIN, provider, budget=Budget(calls=3), options={"max_attempts": 20})
    with pytest.raises(BudgetExceeded):
        run_virtual(tlm.aprompt, "2 + 2?")
    assert (3, 3) == (provider.started, tlm.ledger.total.failures)


def test_cancelled_attempts_are_told_and_take_their_worst_case() -> None:
    """When an item's time is up, what was in flight is in its result."""
    provider = ScriptedProvider(
        lambda request: "4" if request.draw == 0 and not request.temperature else After(60, "4"),
        features=PLAIN_API,
    )
    tlm = client(SAMPLED, provider, timeout=5, budget=Budget(calls=3))
    result = run_virtual(tlm.aprompt, "2 + 2?")
    assert provider.started == len(result.attempts) == tlm.ledger.total.attempts == 3
    assert ["cancelled", "cancelled", "ok"] == sorted(one.outcome for one in result.attempts)
    assert [None, None] == [one.cost for one in result.attempts if one.outcome == "cancelled"]


def test_a_deadline_without_an_answer_is_in_the_ledger() -> None:
    """There is no result, but the attempt was made."""
    tlm = client(PLAIN, ScriptedProvider(After(60, "4")), timeout=5)
    with pytest.raises((DeadlineExceeded, ScoreUnavailable)):
        run_virtual(tlm.aprompt, "2 + 2?")
    assert (1, 1, 1) == (
        tlm.ledger.total.attempts,
        tlm.ledger.total.failures,
        tlm.ledger.total.unpriced,
    )


def test_costs_by_role_and_model() -> None:
    """The judge's tokens at the judge's price, the answer's at the answer's."""
    prices = {"scripted/a": {"input": 1, "output": 10}, "scripted/j": {"input": 2, "output": 0}}
    tlm = client(JUDGED, model("4", "scripted/a"), judge=model("true", "scripted/j"), prices=prices)
    result = run_virtual(tlm.aprompt, "2 + 2?")
    answered, judged = tlm.ledger.by_role["answer"], tlm.ledger.by_role["judge"]
    assert (3 * 1 + 1 * 10) / 1e6 == answered.cost == tlm.ledger.by_model["scripted/a"].cost
    assert judged.usage.input_tokens * 2 / 1e6 == judged.cost
    assert judged == tlm.ledger.by_model["scripted/j"]
    assert answered.cost is not None
    assert judged.cost is not None
    assert result.cost == pytest.approx(answered.cost + judged.cost) == tlm.ledger.total.cost
    assert ["answer", "judge"] == [one.role for one in result.attempts]


def test_what_attempts_tell() -> None:
    """When, how long, of which model, and what came of it: as plain data too."""
    result = run_virtual(client(PLAIN, model(Completion("4"))).aprompt, "2 + 2?")
    (attempt,) = result.attempts
    assert ("answer", "scripted/model", "ok", 1.0) == (
        attempt.role,
        attempt.model,
        attempt.outcome,
        attempt.seconds,
    )
    assert attempt.usage == result.usage
    written = result.to_dict()
    assert ([attempt.to_dict()], result.cost) == (written["attempts"], written["cost"])


def test_an_unknown_price_is_no_cost() -> None:
    """Tokens are counted all the same."""
    result = run_virtual(client(PLAIN, model(), prices=None).aprompt, "2 + 2?")
    assert (None, 3) == (result.cost, result.attempts[0].usage.input_tokens)


def test_attempts_at_every_model_of_a_role() -> None:
    """The one that failed, and the one that took over."""
    first = model(ServerError("down", status=500), "scripted/first")
    models = [first, model("4", "scripted/second")]
    result = run_virtual(client(PLAIN, models, options={"max_attempts": 1}).aprompt, "2 + 2?")
    assert [("scripted/first", "ServerError"), ("scripted/second", "ok")] == [
        (one.model, one.outcome) for one in result.attempts
    ]


def test_a_spent_budget_does_not_fail_over() -> None:
    """It is everybody's: no other model is asked, and no endpoint is to blame."""
    first, second = model(name="scripted/first"), model(name="scripted/second")
    tlm = client(PLAIN, [first, second], budget=Budget(calls=1))
    run_virtual(tlm.aprompt, "2 + 2?")
    with pytest.raises(BudgetExceeded):
        run_virtual(tlm.aprompt, "2 + 2?")
    assert (1, 0) == (first.started, second.started)


def test_loops_in_threads_share_one_budget() -> None:
    """Two event loops wait for each other's reservations, and together stay within."""
    provider = ScriptedProvider(After(0.005, "4"), features=PLAIN_API)
    tlm = client(SAMPLED, provider, budget=Budget(tokens=1500, calls=120))

    async def both() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(anyio.to_thread.run_sync, run)

    def run() -> None:
        with pytest.raises((BudgetExceeded, BatchError)):
            anyio.run(tlm.aprompt, PROMPTS)

    anyio.run(both)
    assert provider.started == tlm.ledger.total.attempts <= 120
    assert spent(tlm, "tokens") <= 1500
