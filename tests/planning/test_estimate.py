from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import ConfigurationError, Message, Preset, dumps
from trustcore.errors import OptionError
from trustcore.graph import Graph, Item
from trustcore.ledger import Budget, Price
from trustcore.ledger.budget import worst_case
from trustcore.ledger.terms import Terms
from trustcore.planning.estimate import check_budget, estimate
from trustcore.planning.plan import make_plan
from trustcore.planning.scenarios import Scenarios, scenarios
from trustcore.presets import resolve_preset
from trustcore.presets.resolve import Table
from trustcore.records.chat import Completion, Embedding, EmbeddingRequest
from trustcore.records.estimate import Estimate, Range
from trustcore.records.role import ROLES, Role

PRESETS = ["base", "low", "medium", "high", "best"]
PRICE = Price(1.0, 10.0, max_output=300)
PRICED: dict[Role, Terms] = dict.fromkeys(ROLES, Terms("lab/m", PRICE))
BARE: dict[Role, Terms] = dict.fromkeys(ROLES, Terms("lab/m"))
EMBEDDING: Table = {
    "extends": "low",
    "name": "embedding",
    "strategies": {"consistency": {"arguments": {"similarity": "embedding"}}},
}


def ways_of(
    preset: str | Table, *, max_tokens: int | None = None, max_n: dict[Role, int] | None = None
) -> tuple[Preset, Scenarios]:
    own: dict[str, Any] = {"extends": preset} if isinstance(preset, str) else dict(preset)
    plain = {"consistency": {"arguments": {"asks": 0}}}  # of answers that are short
    made = resolve_preset({**own, "strategies": {**plain, **own.get("strategies", {})}})
    item = Item((), candidates=made.candidates, max_tokens=max_tokens, max_n=max_n or {})
    return made, scenarios(item, [component.strategy for component in made.components])


def ask(text: str) -> tuple[Message, ...]:
    return (Message("user", text),)


@pytest.mark.parametrize("name", PRESETS)
def test_the_calls_are_those_of_the_plan(name: str) -> None:
    """For each prompt alike."""
    preset, found = ways_of(name)
    strategies = [component.strategy for component in preset.components]
    plan = make_plan(name, strategies, Item((), candidates=preset.candidates))
    told = estimate(found, PRICED, [ask("2 + 2?"), ask("3 + 3?")])
    assert plan.most is not None
    expected = Range(2 * plan.least, 2 * plan.expected, 2 * plan.most)
    assert (2, expected) == (told.prompts, told.calls)


def test_several_completions_in_a_request_are_one_call_at_least() -> None:
    """And as many as completions where the endpoint refuses `n`."""
    _, found = ways_of("low", max_n={"sampler": 128})
    assert Range(4, 4, 8) == estimate(found, PRICED, [ask("2 + 2?")]).calls


def test_no_prompts_take_nothing() -> None:
    """An estimate of nothing is no error."""
    _, found = ways_of("low")
    none: Range[int] = Range(0, 0, 0)
    assert Estimate(0, none, none, none, Range(0.0, 0.0, 0.0)) == estimate(found, PRICED, [])


def test_without_a_limit_the_most_is_open() -> None:
    """Judges read what models write, so the tokens that are read have no bound either."""
    _, found = ways_of("low")
    told = estimate(found, BARE, [ask("2 + 2?")])
    assert told.usd is None
    assert told.input_tokens.most is told.output_tokens.most is None
    unbounded = dict.fromkeys(ROLES, Terms("lab/m", Price(1.0, 10.0)))
    usd = estimate(found, unbounded, [ask("2 + 2?")]).usd
    assert usd is not None
    assert 0 < usd.least < usd.expected
    assert usd.most is None


def test_the_price_of_every_role_counts() -> None:
    """A judge at a tenfold price makes both bounds dearer."""
    _, found = ways_of("low")
    dear = {**PRICED, "judge": Terms("lab/judge", Price(10.0, 100.0, max_output=300))}
    cheap, costly = (estimate(found, terms, [ask("2 + 2?")]).usd for terms in (PRICED, dear))
    assert cheap is not None
    assert costly is not None
    assert None not in (cheap.most, costly.most)
    assert (cheap.least, cheap.expected) < (costly.least, costly.expected)
    assert (cheap.most or 0) < (costly.most or 0)


def test_what_judges_read_counts_in_full() -> None:
    """Each of the judge calls of "low", 3 at most, quotes one answer, as long as its limit."""
    _, found = ways_of("low")
    longer = {**PRICED, "answer": Terms("lab/m", Price(1.0, 10.0, max_output=400))}
    short, long = (estimate(found, terms, [ask("?")]).input_tokens for terms in (PRICED, longer))
    assert None not in (short.most, long.most)
    assert 3 * 100 == (long.most or 0) - (short.most or 0)
    assert (short.least, short.expected) == (long.least, long.expected)


def test_a_request_for_several_completions_may_be_read_as_often() -> None:
    """So the most does not hang on whether an endpoint takes `n`; the least does."""
    (_, apart), (_, together) = ways_of("low"), ways_of("low", max_n={"sampler": 128})
    question = [ask("a question of some length")]
    one, other = (estimate(found, PRICED, question).input_tokens for found in (apart, together))
    assert one.most == other.most
    assert one.least > other.least
    assert one.expected > other.expected


def test_the_estimate_is_plain_data() -> None:
    """It can be written as JSON."""
    told = Estimate(1, Range(1, 1, 2), Range(3, 4, None), Range(4, 5, 6), None)
    expected = {
        "prompts": 1,
        "calls": {"least": 1, "expected": 1, "most": 2},
        "input_tokens": {"least": 3, "expected": 4, "most": None},
        "output_tokens": {"least": 4, "expected": 5, "most": 6},
        "usd": None,
    }
    assert expected == orjson.loads(dumps(told)) == told.to_dict()


def test_a_judge_that_replies_with_a_letter_is_not_expected_to_write_more() -> None:
    """Five answers of the usual 200 tokens and short replies, whatever the models may write.

    At most two have the limit of a word, and one, where nothing was read, that of a thought.
    """
    _, found = ways_of("low")
    roomy = dict.fromkeys(ROLES, Terms("lab/m", Price(1.0, 10.0, max_output=32_000)))
    told = estimate(found, roomy, [ask("2 + 2?")]).output_tokens
    assert 5 * 200 < told.expected < 5 * 200 + 20
    assert 5 * 32_000 + 2 * 16 + 2048 == told.most


def test_answers_are_expected_to_be_no_longer_than_their_limit() -> None:
    """Those of `max_tokens=50` have 50 tokens."""
    _, found = ways_of("low", max_tokens=50)
    told = estimate(found, PRICED, [ask("2 + 2?")]).output_tokens
    assert 5 * 50 < told.expected < 5 * 50 + 20


@pytest.mark.parametrize(("logprobs", "calls"), [(True, 1), (False, 2)])
def test_what_is_expected_hangs_on_log_probabilities(logprobs: bool, calls: int) -> None:
    """With "base" a judge is asked only where the answering model tells none."""
    _, found = ways_of("base")
    terms = dict.fromkeys(ROLES, Terms("lab/m", PRICE, logprobs=logprobs))
    assert Range(1, calls, 3) == estimate(found, terms, [ask("2 + 2?")]).calls


def test_texts_that_are_embedded_one_by_one_are_a_request_each() -> None:
    """One request at least; five texts may be five, by order of arrival or by the endpoint."""
    _, found = ways_of(EMBEDDING)
    calls = estimate(found, PRICED, [ask("2 + 2?")]).calls
    assert (1 + 4 + 1 + 2, 1 + 4 + 5 + 3) == (calls.least, calls.most)


@settings(max_examples=40)
@given(
    st.sampled_from([*PRESETS, EMBEDDING]),
    st.lists(st.text(max_size=60), min_size=1, max_size=3),
    st.lists(st.text(max_size=120), min_size=1, max_size=4),
)
def test_what_is_asked_is_within_the_estimate(
    name: str | Table, chat: list[str], answers: list[str]
) -> None:
    """Whatever models answer: the worst cases of all requests fit in the estimated most."""
    preset, found = ways_of(name)
    question = tuple(Message("user", text) for text in chat)
    told = estimate(found, PRICED, [question])
    budget = Budget(usd=1)
    graph = Graph(
        Item(question, candidates=preset.candidates),
        [component.strategy for component in preset.components],
    )
    calls = graph.start().post
    made = tokens = units = drawn = 0
    while calls:
        arrived: list[Any] = []
        for call in calls:
            worst = worst_case(budget, PRICED[call.role], call.request, call.role)
            made, tokens, units = made + 1, tokens + worst.tokens, units + worst.units
            if isinstance(call.request, EmbeddingRequest):
                arrived.append((call, [Embedding((1.0,)) for _ in call.atoms]))
                continue
            texts = [answers[(drawn + index) % len(answers)] for index in range(len(call.atoms))]
            drawn += 1
            arrived.append((call, [Completion(text[:75]) for text in texts]))  # 300 bytes at most
        calls = graph.settle(arrived).post
    assert told.calls.most is not None
    assert told.input_tokens.most is not None
    assert told.output_tokens.most is not None
    assert told.usd is not None
    assert told.usd.most is not None
    assert made <= told.calls.most
    assert tokens <= told.input_tokens.most + told.output_tokens.most
    assert units <= told.usd.most * 10**12 + 1


@pytest.mark.parametrize("budget", [Budget(usd=1), Budget(tokens=9)], ids=["usd", "tokens"])
def test_a_budget_that_cannot_be_kept_is_refused(budget: Budget) -> None:
    """Before any call."""
    _, found = ways_of("low")
    with pytest.raises(ConfigurationError) as caught:
        check_budget(budget, found, BARE)
    assert "lab/m" in str(caught.value)
    assert not isinstance(caught.value, OptionError)
    check_budget(budget, found, PRICED)
    check_budget(Budget(calls=1), found, BARE)


def test_only_what_the_preset_asks_of_needs_a_bound() -> None:
    """A model of a role that is not used need not have a price."""
    _, found = ways_of("low", max_tokens=100)
    terms = {**PRICED, "embedder": Terms("lab/vectors")}
    check_budget(Budget(usd=1), found, terms)
    with pytest.raises(ConfigurationError, match=r"lab/vectors \(role embedder\)"):
        check_budget(Budget(usd=1), ways_of(EMBEDDING)[1], terms)
