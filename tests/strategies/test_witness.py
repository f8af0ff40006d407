"""The strategy `witness`: the answer beside that of another model."""

from __future__ import annotations

import pytest
from attrs import evolve

from trustcore import (
    Absent,
    Answer,
    Completion,
    Embeddings,
    Evidence,
    Missing,
    Signal,
)
from trustcore.errors import ArgumentError
from trustcore.records.decision import PendingDecision
from trustcore.records.needs import WitnessAnswer
from trustcore_strategies.witness import Witness


def evidence(answer: str, said: str | Missing | None, question: str = "Capital?") -> Evidence:
    return Evidence.of(question, answer, witnesses={} if said is None else {"witness": said})


@pytest.mark.parametrize(
    ("answer", "said", "low", "high"),
    [
        ("Paris", "Paris", 1.0, 1.0),
        ("Paris", "The answer is Paris.", 0.9, 1.0),
        ("42", "6 x 7 = 42, so the answer is 42.", 0.9, 1.0),
        ("42", "41", 0.0, 0.1),
        ("Paris", "Lyon", 0.0, 0.1),
        ("I do not know.", "Paris", 0.0, 0.0),
    ],
)
def test_the_signal_is_agreement_as_answers_are_read(
    answer: str, said: str, low: float, high: float
) -> None:
    found = Witness().assess(evidence(answer, said))
    assert isinstance(found, Signal)
    assert low <= found.value <= high


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Missing("HTTP 500"), "the witness gave no answer: HTTP 500"),
        ("", "the witness gave no answer: its reply was empty"),
        (" \n", "the witness gave no answer: its reply was empty"),
        ("I do not know.", 'the witness gave no answer: it says "I do not know."'),
        (
            "I'm sorry, but I can't help with that.",
            "the witness gave no answer: it says \"I'm sorry, but I can't help with that.\"",
        ),
    ],
)
def test_a_witness_without_an_answer_is_absent_with_the_reason(
    said: str | Missing, reason: str
) -> None:
    found = Witness().assess(evidence("Paris", said))
    assert Absent("witness", reason) == found
    assert isinstance(found, Absent)
    assert not found.by_design


def test_a_witness_that_nobody_asked_counts_for_nothing() -> None:
    found = Witness().assess(evidence("Paris", None))
    assert isinstance(found, Absent)
    assert found.by_design


def test_the_reason_says_what_the_witness_answered() -> None:
    found = Witness().assess(evidence("Paris", "I think the final answer is: Lyon"))
    assert 'the witness disagrees: it says "Lyon"' == found.reason


def test_both_are_asked_at_once() -> None:
    started = evolve(Evidence.of("?", "Paris"), complete=False)
    assert (Answer(), WitnessAnswer()) == Witness().needs(started)


@pytest.mark.parametrize("depends", [False, True])
def test_with_a_threshold_it_is_asked_where_the_decision_depends_on_it(depends: bool) -> None:
    pending = PendingDecision(0.7, depends)
    known = evolve(Evidence.of("?", "Paris"), complete=False, decision=pending)
    assert depends == (WitnessAnswer() in Witness().needs(known))


def test_embeddings_of_both_are_wanted_once_both_are_there() -> None:
    strategy = Witness(similarity="embedding")
    vectors = {"Paris": [1.0, 0.0], "Lyon": [0.6, 0.8]}
    known = Evidence.of("?", "Paris", witnesses={"witness": "Lyon"}, embeddings=vectors)
    assert Embeddings(("Paris", "Lyon")) in strategy.needs(known)
    found = strategy.assess(known)
    assert isinstance(found, Signal)
    assert 0.6 == pytest.approx(found.value)


def test_each_witness_has_a_name() -> None:
    known = Evidence.of("?", "4", witnesses={"witness/a": "4", "witness/b": Completion("5")})
    values = {
        one.name: one.value
        for one in (Witness("witness/a").assess(known), Witness("witness/b").assess(known))
    }
    assert {"witness/a": 1.0, "witness/b": 0.0} == values


@pytest.mark.parametrize("role", ["judge", "", "witness/", "second", 1, None])
def test_a_role_is_that_of_a_witness(role: object) -> None:
    with pytest.raises(ArgumentError, match="role must be"):
        Witness(role)  # type: ignore[arg-type]


def test_evidence_with_a_witness_can_be_written_and_read() -> None:
    known = Evidence.of("?", "4", witnesses={"witness": "5", "witness/b": Missing("HTTP 500")})
    again = Evidence.from_dict(known.to_dict())
    assert known.findings == again.findings
    assert Witness().assess(known) == Witness().assess(again)
