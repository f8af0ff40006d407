"""What a judge chooses among labels, and how probable the answer's label was."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

import pytest

from trustcore import (
    Absent,
    Answer,
    Ask,
    Completion,
    Evidence,
    Missing,
    Question,
    Samples,
    Signal,
    Strategy,
    TokenLogprobs,
)
from trustcore.plugins.protocols import Bounded
from trustcore_strategies.classification import LabelChoice, LabelProbability

LABELS = ("negative", "positive", "neutral")
ASKED = Question("How does the review sound?", constrain_outputs=LABELS)


def replied(
    label: str | Callable[[str], str | Missing],
    answer: str = "positive",
    samples: Sequence[str] = ("positive",) * 8,
    strategy: LabelChoice | None = None,
    asked: Question = ASKED,
) -> Evidence:
    """Evidence in which a judge replied to all that a strategy asks, again and again."""
    strategy = strategy or LabelChoice()
    replies: dict[str, dict[str, str | Missing]] = {}
    for _ in range(3):
        evidence = Evidence.of(asked, answer, samples, replies=replies)
        for need in strategy.needs(evidence):
            if isinstance(need, Ask) and need.about not in replies.get(need.kind, {}):
                text = need.request.messages[-1].text
                said = letter_of(label, text) if isinstance(label, str) else label(text)
                replies.setdefault(need.kind, {})[need.about] = said
    return Evidence.of(asked, answer, samples, replies=replies)


def letter_of(label: str, text: str) -> str:
    """The letter that a label has in a request."""
    found = re.search(rf"\(([A-Z])\) {label}\n", text)
    assert found is not None
    return found[1]


def asks(strategy: LabelChoice, evidence: Evidence) -> list[Ask]:
    return [one for one in strategy.needs(evidence) if isinstance(one, Ask)]


def value(strategy: LabelChoice, evidence: Evidence) -> float:
    found = strategy.assess(evidence)
    assert isinstance(found, Signal), found
    return found.value


def test_they_are_strategies() -> None:
    """One of them tells the least and the most that it asks for."""
    assert isinstance(LabelChoice(), Strategy)
    assert isinstance(LabelChoice(), Bounded)
    assert isinstance(LabelProbability(), Strategy)


@pytest.mark.parametrize("ratings", [1, 2, 3])
def test_the_label_that_the_judge_chooses_counts(ratings: int) -> None:
    strategy = LabelChoice(ratings)
    assert 1.0 == value(strategy, replied("positive", strategy=strategy))
    assert 0.0 == value(strategy, replied("negative", strategy=strategy))


def test_both_orders_cancel_a_liking_for_a_letter() -> None:
    """A judge that always says A has chosen two labels."""
    strategy = LabelChoice(2)
    assert 0.5 == value(strategy, replied(lambda _: "A", "negative", strategy=strategy))
    found = strategy.assess(replied(lambda _: "A", "negative", strategy=strategy))
    assert 'the judge chose "neutral", and "negative" in the other order' == (found.reason)


def test_in_one_order_a_liking_for_the_first_letter_never_helps() -> None:
    """The label under judgement stands in the further half."""
    strategy = LabelChoice(1)
    for label in LABELS:
        assert 0.0 == value(strategy, replied(lambda _: "A", label, strategy=strategy))


@pytest.mark.parametrize(
    ("ratings", "samples", "count"),
    [
        (0, ["positive"] * 8, 0),
        (1, ["negative"] * 8, 1),
        (2, ["positive"] * 8, 2),
        (3, ["positive"] * 8, 1),
        (3, ["It is positive."] * 8, 1),
        (3, ["positive"] * 7 + ["neutral"], 2),
    ],
)
def test_it_asks_no_more_than_reflection_does(
    ratings: int, samples: Sequence[str], count: int
) -> None:
    """The other order is asked for where it is wanted, or samples have another label."""
    strategy = LabelChoice(ratings)
    assert count == len(asks(strategy, Evidence.of(ASKED, "positive", samples)))


def test_a_reply_that_names_none_is_asked_for_in_the_other_order() -> None:
    """Within the most, and a reply that was read then counts alone."""
    strategy, said = LabelChoice(3), iter(("I cannot say.", "B"))
    evidence = replied(lambda _: next(said, "B"), strategy=strategy)
    assert 2 == len(asks(strategy, evidence))
    assert 1.0 == value(strategy, evidence)


def test_without_a_choice_it_is_absent_with_the_reason() -> None:
    strategy = LabelChoice(2)
    lost = strategy.assess(replied(lambda _: Missing("no room"), strategy=strategy))
    assert Absent("label_choice", "the judge chose no label: no room; no room") == lost
    none = strategy.assess(Evidence.of(ASKED, "positive"))
    assert "the judge chose no label: none asked" == none.reason


def test_one_reply_serves_all_candidates() -> None:
    """What is asked hangs on the question and the order, not on the answer."""
    strategy = LabelChoice(2)
    found = [asks(strategy, Evidence.of(ASKED, label)) for label in LABELS]
    assert 2 == len({(one.kind, one.about) for row in found for one in row})
    assert all("<<answer" not in one.request.messages[-1].text for row in found for one in row)


def test_the_letters_log_probabilities_are_read() -> None:
    reply = Completion(
        "B",
        TokenLogprobs((math.log(0.7),), ("B",), ((("B", math.log(0.7)), ("A", math.log(0.3))),)),
    )
    strategy = LabelChoice(1)
    [ask] = asks(strategy, Evidence.of(ASKED, "positive"))
    evidence = Evidence.of(ASKED, "positive", replies={ask.kind: {ask.about: reply}})
    assert 0.7 == pytest.approx(value(strategy, evidence))


def test_labels_that_are_letters_get_other_letters() -> None:
    asked = Question("Which?", constrain_outputs=["A", "B", "C"])
    strategy = LabelChoice(2)
    found = asks(strategy, Evidence.of(asked, "B"))
    texts = [one.request.messages[-1].text for one in found]
    assert all("(D) " in text and "(A) " not in text for text in texts)
    assert 1.0 == value(strategy, replied("B", "B", ["B"], strategy, asked))


def test_of_many_labels_some_are_shown_among_them_the_answers() -> None:
    many = [f"intent {number}" for number in range(77)]
    asked = Question("Which?", constrain_outputs=many)
    strategy = LabelChoice(2)
    assert 1.0 == value(strategy, replied("intent 50", "intent 50", ["x"], strategy, asked))
    [text, *_] = [
        one.request.messages[-1].text for one in asks(strategy, Evidence.of(asked, "intent 50"))
    ]
    assert 20 == text.count(") intent ")


def test_a_question_without_labels_asks_nothing() -> None:
    evidence = Evidence.of("Capital of France?", "Paris", ["Paris"])
    assert () == LabelChoice().needs(evidence)
    assert LabelChoice().assess(evidence) == Absent("label_choice", "the question has no labels")
    found = LabelProbability().assess(evidence)
    assert found == Absent("label_probability", "the question has no labels")


def test_with_the_answers_log_probabilities_it_may_be_spared() -> None:
    answer = Completion("positive", TokenLogprobs((-0.1,), ("positive",)))
    strategy = LabelChoice(1, only_without_logprobs=True)
    assert [Answer(0)] == list(
        strategy.needs(Evidence(ASKED.prompt, {}, complete=False, asked=ASKED))
    )
    assert [] == asks(strategy, Evidence.of(ASKED, answer))
    assert "log-probabilities were used" in strategy.assess(Evidence.of(ASKED, answer)).reason


def test_samples_are_the_ones_that_others_draw() -> None:
    strategy = LabelChoice(3, alternatives=4)
    assert Samples(4) in strategy.needs(Evidence.of(ASKED, "positive"))
    assert Samples(2) in strategy.tuned(samples=2).needs(Evidence.of(ASKED, "positive"))
    assert 0 == len(asks(strategy.tuned(ratings=0), Evidence.of(ASKED, "positive")))


def test_the_probability_of_the_label_is_that_of_the_result() -> None:
    row = tuple((one, math.log(p)) for one, p in (("positive", 0.6), ("negative", 0.2), ("I", 0.2)))
    answer = Completion("positive", TokenLogprobs((math.log(0.6),), ("positive",), (row,)))
    found = LabelProbability().assess(Evidence.of(ASKED, answer))
    assert isinstance(found, Signal)
    assert 0.75 == pytest.approx(found.value)
    assert 'the model found its label 75% probable; next comes "negative" with 25%' == found.reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Completion("maybe"), "no label could be read from the answer"),
        (Completion("positive"), "the answer has no log-probabilities: the API gave none"),
        (
            Completion("positive", TokenLogprobs((-0.1,), ("positive",))),
            "the label's tokens have no alternatives that tell",
        ),
    ],
)
def test_a_probability_that_is_not_known_is_absent(answer: Completion, reason: str) -> None:
    assert Absent("label_probability", reason) == LabelProbability().assess(
        Evidence.of(ASKED, answer)
    )
