"""What the graph of one item asks for, in which order, and what it makes of what comes back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from inspect import getsourcelines

import pytest
from attrs import evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
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
    Signal,
)
from trustcore.errors import StrategyError
from trustcore.graph import Call, Graph, GraphActions, Item
from trustcore.graph.call import SAMPLE_DRAWS, Rank
from trustcore.graph.graph import EMPTY_REPLY, MAX_ROUNDS
from trustcore.records.chat import EmbeddingRequest
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId
from trustcore.records.role import Role
from trustcore.scoring import Component, assess

QUESTION = (Message("user", "What is the capital of France?"),)
ITEM = Item(QUESTION)
FAILED = Missing("the call failed")


@frozen
class Toy:
    """A strategy made of a function; it remembers when it was asked."""

    asked: Callable[[Evidence], Sequence[Need]]
    name: str = "toy"
    times: list[int] = field(factory=list)

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        self.times.append(evidence.judged)
        return self.asked(evidence)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Signal(self.name, 1.0)


def wants(*needs: Need, name: str = "toy") -> Toy:
    return Toy(lambda _: needs, name)


def ask(kind: str, about: str = "Paris", role: Role = "judge") -> Ask:
    return Ask(kind, about, Request((Message("user", kind),)), role)


def candidate(index: int = 0) -> NodeId:
    return ("candidate", index)


def sample(index: int, temperature: float | None = 1.0) -> NodeId:
    return ("sample", temperature, index)


def atoms(calls: Iterable[Call]) -> list[NodeId]:
    return [atom for call in calls for atom in call.atoms]


def by_atom(*steps: GraphActions) -> dict[NodeId, Call]:
    return {atom: call for step in steps for call in step.post for atom in call.atoms}


def text(call: Call, *texts: str) -> tuple[Call, Sequence[Finding]]:
    return call, [Completion(one) for one in texts]


def requests(calls: Iterable[Call]) -> list[Request]:
    return [call.request for call in calls if isinstance(call.request, Request)]


def finish(graph: Graph, steps: GraphActions, say: str = "Paris") -> list[NodeId]:
    """Answer everything until the graph is done; all nodes, in the order of their start."""
    started = atoms(steps.post)
    while steps.post:
        steps = graph.settle([(call, [Completion(say)] * len(call.atoms)) for call in steps.post])
        started += atoms(steps.post)
    return started


# Nodes


def test_equal_needs_are_one_node() -> None:
    """What several strategies want is called once."""
    graph = Graph(ITEM, [wants(Answer(), Samples(2), ask("a")), wants(ask("a"), Samples(2))])
    assert [candidate(), sample(0), sample(1), ("ask", "a", "Paris")] == atoms(graph.start().post)


def test_fewer_samples_are_a_prefix_of_more() -> None:
    """`Samples(4)` shares its nodes with `Samples(8)`."""
    graph = Graph(ITEM, [wants(Samples(4)), wants(Samples(8))])
    assert [candidate(), *map(sample, range(8))] == atoms(graph.start().post)


def test_samples_of_another_temperature_are_other_nodes() -> None:
    graph = Graph(ITEM, [wants(Samples(1)), wants(Samples(1, temperature=0.0))])
    steps = graph.start()
    assert [candidate(), sample(0), sample(0, 0.0)] == atoms(steps.post)
    assert [None, 1.0, 0.0] == [request.temperature for request in requests(steps.post)]


def test_each_draw_is_a_call_of_its_own_identity() -> None:
    """No two draws share a request: a cache or an in-flight share would make them one."""
    item = Item(QUESTION, candidates=3)
    found = requests(Graph(item, [wants(Samples(8))]).start().post)
    assert 11 == len(set(found))


def test_asks_with_other_wording_are_one_node_and_the_first_wording_stands() -> None:
    first = Ask("a", "Paris", Request((Message("user", "first"),)))
    second = Ask("a", "Paris", Request((Message("user", "second"),)))
    steps = Graph(ITEM, [wants(first), wants(second)]).start()
    assert first.request == by_atom(steps)["ask", "a", "Paris"].request


def test_texts_to_embed_are_a_node_each_and_one_call() -> None:
    graph = Graph(ITEM, [wants(Embeddings(("a", "b"))), wants(Embeddings(("b", "c", "b")))])
    call = by_atom(graph.start())["embed", "a"]
    assert (("embed", "a"), ("embed", "b"), ("embed", "c")) == call.atoms
    assert EmbeddingRequest(("a", "b", "c")) == call.request
    graph.settle([(call, [Embedding((1.0,)), Embedding((2.0,)), FAILED])])
    assert (2.0,) == graph.evidence().embedding("b")


@pytest.mark.parametrize(
    ("wishes", "merged"),
    [
        ((None, None), None),
        ((None, 0), 0),
        ((0, None), 0),
        ((0, 5), 5),
        ((5, 0), 5),
        ((5, None, 2), 5),
    ],
)
def test_features_are_merged_over_a_round(wishes: Sequence[int | None], merged: int | None) -> None:
    """One call serves all who want the node; 0 alternatives is a wish, None is not."""
    strategies = [wants(Answer(logprobs=one), Samples(1, logprobs=one)) for one in wishes]
    found = requests(Graph(ITEM, strategies).start().post)
    assert [merged, merged] == [request.logprobs for request in found]


def test_roles_and_ranks_of_calls() -> None:
    """The answer goes before judges, judges before samples."""
    needs = (Samples(1), ask("a"), ask("b", role="answer"), Embeddings(("t",)))
    found = by_atom(Graph(ITEM, [wants(*needs)]).start())
    assert {
        candidate(): ("answer", Rank.ANSWER),
        sample(0): ("sampler", Rank.SAMPLE),
        ("ask", "a", "Paris"): ("judge", Rank.ASK),
        ("ask", "b", "Paris"): ("answer", Rank.ASK),
        ("embed", "t"): ("embedder", Rank.ASK),
    } == {atom: (call.role, call.rank) for atom, call in found.items()}
    assert sorted(Rank) == [Rank.ANSWER, Rank.ASK, Rank.SAMPLE]


# Draws in one request


def test_draws_alike_go_in_one_request_for_roles_that_take_n_the_first_candidate_alone() -> None:
    max_n: dict[Role, int] = {"answer": 128, "sampler": 128}
    item = Item(QUESTION, candidates=4, temperature=1.0, max_n=max_n)
    calls = Graph(item, [wants(Samples(3), Samples(2, temperature=0.5))]).start().post
    assert [
        (candidate(0),),
        (candidate(1), candidate(2), candidate(3)),
        (sample(0), sample(1), sample(2)),
        (sample(0, 0.5), sample(1, 0.5)),
    ] == [call.atoms for call in calls]
    assert [1, 3, 3, 2] == [request.n for request in requests(calls)]
    first = [0, 1, SAMPLE_DRAWS, SAMPLE_DRAWS]
    assert first == [request.draw for request in requests(calls)]


def test_only_roles_that_take_n_have_several_draws_in_one_request() -> None:
    item = Item(QUESTION, candidates=3, max_n={"sampler": 128})
    calls = Graph(item, [wants(Samples(3))]).start().post
    assert [1, 1, 1, 3] == [len(call.atoms) for call in calls]


@pytest.mark.parametrize(
    ("most", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (8, [7]), (2, [2, 2, 2, 1])]
)
def test_no_request_asks_for_more_draws_than_the_model_makes(most: int, sizes: list[int]) -> None:
    """The rest goes in further requests, each with the draws that follow."""
    graph = Graph(Item(QUESTION, max_n={"sampler": most}), [wants(Samples(7))])
    calls = graph.start().post[1:]
    assert sizes == [one.n for one in requests(calls)]
    assert [sample(index) for index in range(7)] == [atom for one in calls for atom in one.atoms]
    first = [SAMPLE_DRAWS + sum(sizes[:index]) for index in range(len(sizes))]
    assert first == [one.draw for one in requests(calls)]


def test_draws_with_other_features_go_in_other_requests() -> None:
    item = Item(QUESTION, max_n={"sampler": 128})
    strategies = [wants(Samples(2, logprobs=0)), wants(Samples(4))]
    calls = Graph(item, strategies).start().post[1:]
    assert [(2, 0), (2, None)] == [(one.n, one.logprobs) for one in requests(calls)]


@pytest.mark.parametrize(("held", "again"), [(1, [1, 1, 1, 1]), (2, [2, 1]), (4, [1])])
def test_what_a_short_reply_lacks_is_asked_for_in_calls_as_large_as_it(
    held: int, again: list[int]
) -> None:
    """Each draw keeps its number and its seed, and what came is kept."""
    item = Item(QUESTION, max_n={"sampler": 128}, seed=7)
    graph = Graph(item, [wants(Samples(5))])
    call = by_atom(graph.start())[sample(0)]
    steps = graph.settle([text(call, *["Paris"] * held)])
    draws = [(one.draw, one.seed, one.n) for one in requests(steps.post)]

    assert again == [len(one.atoms) for one in steps.post] == [n for _, _, n in draws]
    assert [sample(index) for index in range(held, 5)] == atoms(steps.post)
    assert all(seed == 7 + draw for draw, seed, _ in draws)
    assert SAMPLE_DRAWS + held == draws[0][0]
    assert not graph.done
    graph.settle([text(one, *["Lyon"] * len(one.atoms)) for one in steps.post])
    found = [graph.findings[sample(index)] for index in range(5)]
    assert [Completion("Paris")] * held + [Completion("Lyon")] * (5 - held) == found


@given(n=st.integers(1, 20), data=st.data())
def test_however_short_the_replies_each_draw_is_made_once(n: int, data: st.DataObject) -> None:
    """In as many requests as there are draws at most."""
    graph = Graph(Item(QUESTION, max_n={"sampler": 128}), [wants(Samples(n))])
    calls = [call for call in graph.start().post if call.role == "sampler"]
    made = 0
    while calls:
        call = calls.pop(data.draw(st.integers(0, len(calls) - 1)))
        held = data.draw(st.integers(1, len(call.atoms)))
        (request,) = requests([call])
        draws = range(request.draw, request.draw + held)
        calls += graph.settle([text(call, *map(str, draws))]).post
        made += 1
    expected = {sample(index): Completion(str(SAMPLE_DRAWS + index)) for index in range(n)}
    assert expected == {atom: graph.findings[atom] for atom in expected}
    assert made <= n


def test_embeddings_that_a_reply_lacks_are_asked_for() -> None:
    graph = Graph(ITEM, [wants(Embeddings(tuple("abcde")))])
    call = by_atom(graph.start())["embed", "a"]
    steps = graph.settle([(call, [Embedding((1.0,))] * 2)])
    assert [("c", "d"), ("e",)] == [
        one.request.texts for one in steps.post if isinstance(one.request, EmbeddingRequest)
    ]


def test_a_draw_that_fails_loses_only_itself() -> None:
    """What was drawn before it was paid for."""
    graph = Graph(Item(QUESTION, max_n={"sampler": 128}), [wants(Samples(2))])
    first = graph.start().post[1]
    (second,) = graph.settle([text(first, "Paris")]).post
    graph.settle([(second, [FAILED])])
    assert [Completion("Paris"), FAILED] == [graph.findings[sample(index)] for index in range(2)]


def test_a_reply_of_nothing_is_missing_for_each_draw() -> None:
    """To ask for all of it again could go on for ever."""
    graph = Graph(Item(QUESTION, max_n={"sampler": 128}), [wants(Samples(2))])
    assert () == graph.settle([(graph.start().post[1], [])]).post
    assert [EMPTY_REPLY] * 2 == [graph.findings[sample(index)] for index in range(2)]


def test_what_nobody_wants_any_more_is_not_asked_for_again() -> None:
    """A strategy that gave its samples up while they were drawn."""

    def asked(evidence: Evidence) -> Sequence[Need]:
        return (Answer(), Samples(3)) if evidence.answer is None else (Answer(),)

    graph = Graph(Item(QUESTION, max_n={"sampler": 128}), [Toy(asked)])
    answer, samples = graph.start().post
    graph.settle([text(answer, "Paris")])
    assert () == graph.settle([text(samples, "Paris")]).post


def test_a_reply_with_too_many_completions_settles_what_was_asked_for() -> None:
    graph = Graph(ITEM, [wants(Samples(2))])
    calls = by_atom(graph.start())
    graph.settle([text(calls[sample(0)], "one", "two", "three")])
    assert {sample(0): Completion("one")} == dict(graph.findings)


# Parameters of draws


def test_each_draw_has_a_seed_of_its_own() -> None:
    item = Item(QUESTION, candidates=2, seed=7)
    graph = Graph(item, [wants(Samples(2), ask("a"))])
    seeds = {atom: _seed(call) for atom, call in by_atom(graph.start()).items()}
    assert {
        candidate(0): 7,
        candidate(1): 8,
        sample(0): 7 + SAMPLE_DRAWS,
        sample(1): 8 + SAMPLE_DRAWS,
        ("ask", "a", "Paris"): 7,
    } == seeds


def _seed(call: Call) -> int | None:
    assert isinstance(call.request, Request)
    return call.request.seed


def test_a_strategys_own_seed_stands() -> None:
    mine = Ask("a", "Paris", Request((Message("user", "?"),), seed=1))
    call = by_atom(Graph(Item(QUESTION, seed=7), [wants(mine)]).start())["ask", "a", "Paris"]
    assert 1 == _seed(call)


def test_without_a_seed_none_is_sent() -> None:
    found = requests(Graph(ITEM, [wants(Samples(2), ask("a"))]).start().post)
    assert {None} == {request.seed for request in found}


def test_temperature_and_token_limit_of_an_item() -> None:
    """The first candidate is the very answer the user would have got; the others must differ."""
    item = Item(QUESTION, candidates=2, temperature=0.0, max_tokens=9)
    found = requests(Graph(item, [wants(Samples(1, temperature=0.7))]).start().post)
    assert [(0.0, 9), (1.0, 9), (0.7, 9)] == [(one.temperature, one.max_tokens) for one in found]


# When strategies are asked


def test_samples_start_beside_the_answer_and_a_judge_when_the_answer_is_there() -> None:
    toy = Toy(lambda seen: (Answer(), Samples(2), *_judge(seen)))
    graph = Graph(ITEM, [toy])
    steps = graph.start()
    assert [candidate(), sample(0), sample(1)] == atoms(steps.post)
    after = graph.settle([text(by_atom(steps)[candidate()], "Paris")])
    assert [("ask", "a", "Paris")] == atoms(after.post)


def _judge(evidence: Evidence) -> Sequence[Need]:
    return () if evidence.answer is None else (ask("a", evidence.answer.text),)


def test_a_strategy_is_asked_again_only_when_one_of_its_own_needs_has_settled() -> None:
    """Another strategy's arrivals, and parts of its own round, leave it asleep."""
    sampler, judge = wants(Samples(3), name="sampler"), wants(Answer(), ask("a"), name="judge")
    graph = Graph(ITEM, [sampler, judge])
    calls = by_atom(graph.start())
    counts = []
    for atom in (candidate(), sample(2), ("ask", "a", "Paris"), sample(0), sample(1)):
        graph.settle([text(calls[atom], "Paris")])
        counts.append((len(sampler.times), len(judge.times)))
    assert [(1, 2), (1, 2), (1, 3), (1, 3), (2, 3)] == counts


def test_what_arrives_together_wakes_a_strategy_once() -> None:
    toy = wants(Answer(), Samples(2), ask("a"))
    graph = Graph(ITEM, [toy])
    graph.settle([text(call, "Paris") for call in graph.start().post])
    assert 2 == len(toy.times)


def test_an_adaptive_strategy_sees_whole_rounds() -> None:
    """`samples(n)` is None until all n have settled, whatever else woke the strategy."""
    seen: list[object] = []

    def adaptive(evidence: Evidence) -> Sequence[Need]:
        drawn = evidence.samples(2)
        seen.append(drawn and tuple(one.text for one in drawn if isinstance(one, Completion)))
        more = Samples(4) if drawn and drawn[0] != drawn[1] else Samples(2)
        return (Answer(), more)

    graph = Graph(ITEM, [Toy(adaptive)])
    calls = by_atom(graph.start())
    graph.settle([text(calls[sample(1)], "Lyon")])
    graph.settle([text(calls[candidate()], "Paris")])
    steps = graph.settle([text(calls[sample(0)], "Paris")])
    assert [None, None, ("Paris", "Lyon")] == seen
    assert [sample(2), sample(3)] == atoms(steps.post)


def test_a_failed_sample_settles_its_round() -> None:
    toy = Toy(lambda seen: (Samples(2), *([ask("more")] if seen.samples(2) else [])))
    graph = Graph(ITEM, [toy])
    calls = by_atom(graph.start())
    graph.settle([text(calls[sample(0)], "Paris")])
    steps = graph.settle([(calls[sample(1)], [FAILED])])
    assert [("ask", "more", "Paris")] == atoms(steps.post)


def test_asking_again_for_what_failed_gives_the_same_failure_without_a_call() -> None:
    toy = wants(ask("a"))
    graph = Graph(ITEM, [toy])
    calls = by_atom(graph.start())
    graph.settle([text(calls[candidate()], "Paris")])
    steps = graph.settle([(calls["ask", "a", "Paris"], [FAILED])])
    assert GraphActions() == steps
    assert graph.done
    assert 2 == len(toy.times)
    assert FAILED == graph.findings["ask", "a", "Paris"]


def test_no_strategies_still_give_the_answer() -> None:
    graph = Graph(ITEM, [])
    assert [candidate()] == finish(graph, graph.start())
    assert graph.done


def test_a_given_answer_is_not_asked_for() -> None:
    """It is there from the start, and there is one candidate whatever the preset says."""
    given = Completion("Paris")
    graph = Graph(Item(QUESTION, candidates=4, given=given), [Toy(_judge)])
    assert [("ask", "a", "Paris")] == finish(graph, graph.start())
    assert given == graph.evidence().answer


def test_evidence_is_a_window_and_not_a_copy() -> None:
    graph = Graph(ITEM, [])
    evidence = graph.evidence()
    calls = graph.start().post
    graph.settle([text(calls[0], "Paris")])
    assert Completion("Paris") == evidence.answer


# Several candidates


def test_equal_candidates_share_their_judge_calls() -> None:
    """Judge calls are keyed by the text that is judged: two texts, two calls, six candidates."""
    toy = Toy(lambda seen: (Answer(), *_judge(seen)))
    graph = Graph(Item(QUESTION, candidates=6), [toy])
    texts = ["Paris", "Lyon", "Paris", "Paris", "Lyon", "Paris"]
    steps = graph.settle(
        [text(call, said) for call, said in zip(graph.start().post, texts, strict=True)]
    )
    assert [("ask", "a", "Paris"), ("ask", "a", "Lyon")] == atoms(steps.post)
    finish(graph, steps, "A")
    replies = [dict(graph.evidence(index).replies("a")) for index in range(6)]
    assert [{"a": Completion("A")}] * 6 == replies


def test_a_candidate_that_arrives_later_shares_what_is_there_already() -> None:
    toy = Toy(lambda seen: (Answer(), *_judge(seen)))
    graph = Graph(Item(QUESTION, candidates=2), [toy])
    calls = by_atom(graph.start())
    steps = graph.settle([text(calls[candidate(0)], "Paris")])
    finish(graph, steps, "A")
    assert GraphActions() == graph.settle([text(calls[candidate(1)], "Paris")])
    assert graph.done


def test_nothing_more_is_bought_for_a_candidate_that_failed() -> None:
    """Its own wishes go; those that other candidates share stay."""
    toy = Toy(lambda seen: (Answer(), Samples(1), ask("own", str(seen.judged)), *_judge(seen)))
    graph = Graph(Item(QUESTION, candidates=2), [toy])
    calls = by_atom(graph.start())
    steps = graph.settle([(calls[candidate(1)], [FAILED])])
    assert [("ask", "own", "1")] == atoms(steps.withdraw)
    assert [] == list(steps.post)
    asked = toy.times.count(1)
    graph.settle([text(calls[sample(0)], "Paris"), text(calls["ask", "own", "1"], "A")])
    assert asked == toy.times.count(1)


def test_everything_is_withdrawn_when_the_only_candidate_fails() -> None:
    graph = Graph(ITEM, [wants(Answer(), Samples(2), ask("a"))])
    calls = by_atom(graph.start())
    steps = graph.settle([(calls[candidate()], [FAILED])])
    assert {sample(0), sample(1), ("ask", "a", "Paris")} == set(atoms(steps.withdraw))
    assert graph.done
    assert {candidate(): FAILED} == dict(graph.findings)


def test_a_failed_candidate_is_noticed_by_strategies_that_never_asked_for_the_answer() -> None:
    graph = Graph(ITEM, [wants(Samples(1))])
    calls = by_atom(graph.start())
    assert [sample(0)] == atoms(graph.settle([(calls[candidate()], [FAILED])]).withdraw)


# Giving up


def only_before_the_answer(evidence: Evidence) -> Sequence[Need]:
    return (Answer(), Samples(2)) if evidence.answer is None else (Answer(), Samples(1))


def test_what_nobody_wants_any_more_is_withdrawn_and_forgotten() -> None:
    """Given up is not missing: it leaves no trace."""
    graph = Graph(ITEM, [Toy(only_before_the_answer)])
    calls = by_atom(graph.start())
    steps = graph.settle([text(calls[candidate()], "Paris")])
    assert [calls[sample(1)]] == list(steps.withdraw)
    graph.settle([text(calls[sample(0)], "Paris")])
    assert graph.done
    assert {candidate(), sample(0)} == set(graph.findings)


def test_what_another_strategy_still_wants_is_kept() -> None:
    graph = Graph(ITEM, [Toy(only_before_the_answer), wants(Samples(2))])
    calls = by_atom(graph.start())
    assert GraphActions() == graph.settle([text(calls[candidate()], "Paris")])


def test_a_late_outcome_of_what_was_given_up_is_ignored() -> None:
    """It is paid for, but a score must not depend on which of two replies was quicker."""
    graph = Graph(ITEM, [Toy(only_before_the_answer)])
    calls = by_atom(graph.start())
    graph.settle([text(calls[candidate()], "Paris")])
    assert GraphActions() == graph.settle([text(calls[sample(1)], "Lyon")])
    assert sample(1) not in graph.findings


def test_a_call_with_several_draws_is_withdrawn_when_none_of_them_is_wanted() -> None:
    item = Item(QUESTION, max_n={"sampler": 128})
    graph = Graph(item, [Toy(only_before_the_answer)])
    calls = by_atom(graph.start())
    assert GraphActions() == graph.settle([text(calls[candidate()], "Paris")])
    graph.settle([text(calls[sample(0)], "one", "two")])
    assert {candidate(), sample(0)} == set(graph.findings)


def test_what_is_wanted_again_is_called_again() -> None:
    """The outcome of the call that was given up does not count for the one that came after."""
    toggled = Toy(
        lambda seen: (
            Answer(),
            *([] if seen.answer and seen.samples(1, 0.0) is None else [ask("a")]),
            Samples(1, 0.0),
        )
    )
    graph = Graph(ITEM, [toggled])
    first = by_atom(graph.start())
    graph.settle([text(first[candidate()], "Paris")])
    second = by_atom(graph.settle([text(first[sample(0, 0.0)], "Paris")]))
    graph.settle([text(first["ask", "a", "Paris"], "old")])
    assert not graph.done
    graph.settle([text(second["ask", "a", "Paris"], "new")])
    assert Completion("new") == graph.findings["ask", "a", "Paris"]


def test_the_answer_is_never_withdrawn() -> None:
    graph = Graph(ITEM, [Toy(lambda seen: (Samples(1),) if seen.samples(1) is None else ())])
    calls = by_atom(graph.start())
    assert GraphActions() == graph.settle([text(calls[sample(0)], "Paris")])
    assert not graph.done


# Closing


def test_close_makes_open_nodes_missing_and_names_them() -> None:
    why = Missing("the time was up", "deadline")
    item = Item(QUESTION, max_n={"sampler": 128})
    graph = Graph(item, [wants(Answer(), Samples(2), ask("a"))])
    calls = by_atom(graph.start())
    graph.settle([text(calls[candidate()], "Paris")])
    assert (sample(0), sample(1), ("ask", "a", "Paris")) == graph.close(why)
    assert graph.done
    assert {
        candidate(): Completion("Paris"),
        sample(0): why,
        sample(1): why,
        ("ask", "a", "Paris"): why,
    } == dict(graph.findings)


def test_close_says_nothing_of_what_was_given_up() -> None:
    """Also when the request that would have drawn it is still under way for another node."""
    item = Item(QUESTION, max_n={"sampler": 128})
    graph = Graph(item, [Toy(only_before_the_answer)])
    graph.settle([text(by_atom(graph.start())[candidate()], "Paris")])
    assert (sample(0),) == graph.close(Missing("the time was up", "deadline"))
    assert sample(1) not in graph.findings


def test_nothing_counts_after_close() -> None:
    why = Missing("the time was up", "deadline")
    toy = wants(Answer(), Samples(1))
    graph = Graph(ITEM, [toy])
    calls = graph.start().post
    graph.close(why)
    assert GraphActions() == graph.settle([text(call, "Paris") for call in calls])
    assert {candidate(): why, sample(0): why} == dict(graph.findings)
    assert 1 == len(toy.times)


# Strategies that misbehave


def signals(graph: Graph, *toys: Toy) -> list[Signal | Absent]:
    parts = [Component(toy, toy.name, {}) for toy in toys]
    return list(assess(graph.evidence(), parts).signals)


def test_a_strategy_that_asks_without_end_is_stopped_and_costs_only_its_signal() -> None:
    def endless(evidence: Evidence) -> Sequence[Need]:
        done = sum(atom[0] == "ask" for atom in evidence.findings)
        return [ask(f"round {index}") for index in range(done + 1)]

    bad, good = Toy(endless, "bad"), wants(Answer(), name="good")
    graph = Graph(ITEM, [bad, good])
    started = finish(graph, graph.start())
    assert 1 + MAX_ROUNDS == len(started)
    absent = signals(graph, bad, good)
    reason = f"the strategy failed: it asked for something new more than {MAX_ROUNDS} times"
    assert [Absent("bad", reason), Signal("good", 1.0)] == absent


def test_a_strategy_may_ask_for_something_new_as_often_as_the_limit_says() -> None:
    def steady(evidence: Evidence) -> Sequence[Need]:
        done = sum(atom[0] == "ask" for atom in evidence.findings)
        return [ask(f"round {index}") for index in range(min(done + 1, MAX_ROUNDS))]

    toy = Toy(steady)
    graph = Graph(ITEM, [toy])
    assert 1 + MAX_ROUNDS == len(finish(graph, graph.start()))
    assert [Signal("toy", 1.0)] == signals(graph, toy)


def test_many_needs_that_arrive_one_by_one_are_no_endless_strategy() -> None:
    """Only what is new counts, so that the limit does not hang on how replies are batched."""
    several = 2 * MAX_ROUNDS
    toy = wants(*(ask(f"claim {index}") for index in range(several)))
    graph = Graph(ITEM, [toy])
    for call in graph.start().post:
        graph.settle([text(call, "A")])
    assert graph.done
    assert 1 + several == len(toy.times)
    assert [Signal("toy", 1.0)] == signals(graph, toy)


def raising(error: Exception) -> Callable[[Evidence], Sequence[Need]]:
    def needs(evidence: Evidence) -> Sequence[Need]:
        if evidence.answer is not None:
            raise error
        return (Answer(), Samples(1))

    return needs


RAISED = f"test_graph.py, line {getsourcelines(raising)[1] + 3}"
"""Where `raising` raises."""


def test_a_foreign_exception_in_needs_costs_only_its_signal() -> None:
    """What the strategy still had under way is given back; the text of the error is not shown."""
    bad, good = Toy(raising(RuntimeError("Paris")), "bad"), wants(Answer(), name="good")
    graph = Graph(ITEM, [bad, good])
    calls = by_atom(graph.start())
    steps = graph.settle([text(calls[candidate()], "Paris")])
    assert [sample(0)] == atoms(steps.withdraw)
    assert graph.done
    reason = f"the strategy failed: RuntimeError ({RAISED})"
    assert [Absent("bad", reason), Signal("good", 1.0)] == signals(graph, bad, good)


def test_a_strategys_own_error_is_told() -> None:
    bad = Toy(raising(StrategyError("it needs two answers")), "bad")
    graph = Graph(ITEM, [bad])
    finish(graph, graph.start())
    reason = f"the strategy failed: it needs two answers ({RAISED})"
    assert [Absent("bad", reason)] == signals(graph, bad)


def test_evidence_that_is_missing_ends_a_strategys_wishes_and_is_no_failure() -> None:
    toy = Toy(raising(EvidenceMissing("no answer")))
    graph = Graph(ITEM, [toy])
    finish(graph, graph.start())
    assert [] == list(graph.evidence().missing())
    assert [Signal("toy", 1.0)] == signals(graph, toy)


NO_NEEDS: Sequence[tuple[object, str]] = [
    ("Samples(8)", "something that is not a need: str"),
    (None, "something that is not a need: NoneType"),
    (8, "something that is not a need: int"),
    (Answer, r"the class Answer; ask for an object, Answer\(...\)"),
    (Answer(logprobs="5"), "Answer.logprobs must be a whole number from 0 up, or None, not str"),  # type: ignore[arg-type]
    (Samples("8"), "Samples.n must be a whole number from 0 up, not str"),  # type: ignore[arg-type]
    (Samples(-1), "Samples.n must be a whole number from 0 up, not -1"),
    (Samples(2.0), "Samples.n must be a whole number from 0 up, not 2.0"),  # type: ignore[arg-type]
    (Samples(1, temperature="hot"), "Samples.temperature must be a number from 0 up, or None"),  # type: ignore[arg-type]
    (Samples(1, temperature=math.nan), "Samples.temperature must be a number from 0 up"),
    (Samples(1, logprobs=-2), "Samples.logprobs must be a whole number from 0 up, or None, not -2"),
    (Ask("a", "Paris", Request(()), role="poet"), "Ask.role must be one of 'answer', .*, not str"),
    (Ask("a", ["Paris"], Request(())), "Ask.about must be a string, not list"),  # type: ignore[arg-type]
    (Ask("a", "Paris", "Is it right?"), "Ask.request must be a Request, not str"),  # type: ignore[arg-type]
    (Embeddings((1, 2)), "Embeddings.texts must be a tuple of texts, not tuple"),  # type: ignore[arg-type]
    (Embeddings("Paris"), "Embeddings.texts must be a tuple of texts, not str"),  # type: ignore[arg-type]
    (Embeddings(None), "Embeddings.texts must be a tuple of texts, not NoneType"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("need", "problem"), NO_NEEDS)
def test_what_is_no_need_costs_only_the_signal_of_who_asked_for_it(
    need: object, problem: str
) -> None:
    """The field, the rule and the value are told, but no text."""
    bad = Toy(lambda _: [need], "bad")  # type: ignore[list-item]
    good = wants(Answer(), name="good")
    graph = Graph(ITEM, [bad, good])
    assert [candidate()] == finish(graph, graph.start())
    absent, present = signals(graph, bad, good)
    assert isinstance(absent, Absent)
    assert re.search(problem, absent.reason)
    assert "Paris" not in absent.reason
    assert Signal("good", 1.0) == present


def test_an_ask_is_for_one_reply() -> None:
    """A request for several would be paid for in vain: the graph has one node for it."""
    several = wants(Ask("a", "Paris", Request((), n=3)))
    graph = Graph(ITEM, [several])
    assert [candidate()] == finish(graph, graph.start())
    (absent,) = signals(graph, several)
    assert isinstance(absent, Absent)
    assert "an Ask is for one reply, its request for 3" in absent.reason


@pytest.mark.parametrize("needs", [None, 8, Answer(), "Paris"])
def test_needs_that_are_no_sequence_cost_only_their_signal(needs: object) -> None:
    bad = Toy(lambda _: needs, "bad")  # type: ignore[arg-type,return-value]
    graph = Graph(ITEM, [bad])
    finish(graph, graph.start())
    what = f"`needs` must give a sequence of needs, [Answer()] say, not {type(needs).__name__}"
    assert [Absent("bad", f"the strategy failed: {what}")] == signals(graph, bad)


def test_needs_may_be_generated() -> None:
    """What a generator gives is looked at once."""
    lazy = Toy(lambda _: (need for need in (Answer(), Samples(2))))  # type: ignore[arg-type,return-value]
    graph = Graph(ITEM, [lazy])
    assert [candidate(), sample(0), sample(1)] == finish(graph, graph.start())


def test_a_failure_has_its_cause() -> None:
    """With its traceback, for whoever looks for the bug."""
    error = RuntimeError("Paris")
    graph = Graph(ITEM, [Toy(raising(error), "bad")])
    finish(graph, graph.start())
    (failed,) = graph.failures.values()
    assert failed.__cause__ is error
    assert "Paris" not in str(failed)


def test_what_is_made_once_is_made_once_for_an_item() -> None:
    """In all rounds, for all strategies and candidates, and for the assessment; not for others."""
    made: list[str] = []

    def needs(evidence: Evidence) -> Sequence[Need]:
        evidence.once(made.append, "a reading")
        return (Answer(),) if evidence.answer is None else (Answer(), Samples(2))

    toys = [Toy(needs, "one"), Toy(needs, "other")]
    for items in (1, 2):
        graph = Graph(evolve(ITEM, candidates=2), toys)
        finish(graph, graph.start())
        for candidate in (0, 1):
            graph.evidence(candidate).once(made.append, "a reading")
        assert ["a reading"] * items == made
