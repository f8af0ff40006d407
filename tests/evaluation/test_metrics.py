from __future__ import annotations

from itertools import permutations
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.evaluation.metrics import Ranking

COARSE = st.sampled_from([0.0, 0.25, 0.5, 1.0])
ANSWERS = st.lists(st.tuples(COARSE, st.booleans()), min_size=1, max_size=6)


def ranking(scores: list[float], correct: list[bool]) -> Ranking:
    return Ranking.of(np.array(scores), np.array(correct))


def of_pairs(answers: list[tuple[float, bool]]) -> Ranking:
    return ranking([score for score, _ in answers], [correct for _, correct in answers])


@pytest.mark.parametrize(
    ("scores", "correct", "auroc"),
    [
        ([0.1, 0.2, 0.8, 0.9], [False, False, True, True], 1.0),
        ([0.1, 0.2, 0.8, 0.9], [True, True, False, False], 0.0),
        ([0.5, 0.5, 0.5, 0.5], [True, False, True, False], 0.5),
        ([0.1, 0.4, 0.35, 0.8], [False, False, True, True], 0.75),
        ([0.5, 0.5, 0.9], [True, False, True], 0.75),
    ],
)
def test_auroc_by_hand(scores: list[float], correct: list[bool], auroc: float) -> None:
    """The share of (right, wrong) pairs in the right order, ties counting half."""
    assert auroc == ranking(scores, correct).auroc()


@pytest.mark.parametrize("correct", [True, False])
def test_one_class_has_no_auroc(correct: bool) -> None:
    """Without both right and wrong answers nothing can be ranked."""
    assert ranking([0.1, 0.9], [correct, correct]).auroc() is None


@given(ANSWERS)
def test_auroc_counts_pairs(answers: list[tuple[float, bool]]) -> None:
    """The area is the count over all pairs."""
    pairs = [(r, w) for r, right in answers for w, wrong in answers if right and not wrong]
    won = sum(1.0 if r > w else 0.5 if r == w else 0.0 for r, w in pairs)

    assert of_pairs(answers).auroc() == (pytest.approx(won / len(pairs)) if pairs else None)


@given(st.lists(st.tuples(COARSE, st.booleans(), st.integers(0, 3)), min_size=1, max_size=8))
def test_a_weight_repeats(answers: list[tuple[float, bool, int]]) -> None:
    """A question that weighs two counts like two questions, and one that weighs none like none."""
    scored = of_pairs([(score, correct) for score, correct, _ in answers])
    weights = np.array([[answers[row][2]] for row in scored.rows], dtype=np.float64)
    repeated = [(score, correct) for score, correct, times in answers for _ in range(times)]
    expected = of_pairs(repeated).auroc() if repeated else None

    (area,) = scored.weighted_auroc(weights)

    assert area == pytest.approx(nan if expected is None else expected, nan_ok=True)


@pytest.mark.parametrize(
    ("scores", "correct", "aurc"),
    [
        ([0.9, 0.8, 0.1], [True, True, True], 0.0),
        ([0.9, 0.8, 0.1], [False, False, False], 1.0),
        ([0.9, 0.8, 0.1], [True, True, False], 1 / 9),
        ([0.9, 0.8, 0.1], [False, True, True], (1 + 1 / 2 + 1 / 3) / 3),
        ([0.5, 0.5], [True, False], 0.5),
    ],
)
def test_aurc_by_hand(scores: list[float], correct: list[bool], aurc: float) -> None:
    """The mean error rate over every number of answers kept, the most trusted first."""
    assert pytest.approx(aurc) == ranking(scores, correct).aurc()


@given(ANSWERS)
def test_aurc_expects_over_orders(answers: list[tuple[float, bool]]) -> None:
    """Ties are worth the mean over all orders of the answers."""

    def in_order(ordered: tuple[tuple[float, bool], ...]) -> float:
        kept = sorted(ordered, key=lambda answer: -answer[0])
        risks = [
            sum(not correct for _, correct in kept[:size]) / size
            for size in range(1, len(kept) + 1)
        ]
        return sum(risks) / len(risks)

    every = [in_order(order) for order in permutations(answers)]

    assert pytest.approx(sum(every) / len(every)) == of_pairs(answers).aurc()


@given(ANSWERS)
def test_the_order_of_questions_does_not_matter(answers: list[tuple[float, bool]]) -> None:
    """Questions in another order have the same figures, ties or not."""
    first, second = of_pairs(answers), of_pairs(answers[::-1])

    assert (first.auroc(), first.aurc()) == (second.auroc(), second.aurc())


def test_questions_without_the_score_do_not_count() -> None:
    """A score is measured over the answers that have it."""
    some = ranking([nan, 0.2, 0.9, nan], [True, False, True, False])

    assert (2, 1.0, 0.25) == (some.n, some.auroc(), some.aurc())
