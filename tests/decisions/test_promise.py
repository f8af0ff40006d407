"""Thresholds: the promise holds over draws of labels, where the naive threshold breaks it."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.decisions.calibration import Labelled
from trustcore.decisions.promise import binomial_tail, fewest, promised
from trustcore.errors import ConfigurationError, InputError

DRAWS = 1000


def numbers(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (a test repeats itself)


def right(score: float) -> float:
    """The true chance of being right at a score: never above .97."""
    return 0.97 * math.pow(score, 0.3)


def labels(count: int, drawn: random.Random) -> list[Labelled]:
    scores = [round(drawn.random(), 2) for _ in range(count)]  # with equal ones among them
    return [(one, drawn.random() < right(one)) for one in scores]


def true_error(threshold: float) -> float:
    accepted = [one / 100 for one in range(101) if one / 100 >= threshold]
    ends = {0.0: 0.5, 1.0: 0.5}  # rounding leaves them half as often
    weights = [ends.get(one, 1.0) for one in accepted]
    wrong = [weight * (1 - right(one)) for weight, one in zip(weights, accepted, strict=True)]
    return math.fsum(wrong) / math.fsum(weights)


def naive(labelled: list[Labelled], max_error: float) -> float | None:
    """The lowest threshold whose accepted labels are wrong at most so often."""
    wrong, best = 0, None
    ordered = sorted(labelled, reverse=True)
    for place, (score, correct) in enumerate(ordered, start=1):
        wrong += not correct
        if wrong <= max_error * place and place >= 20:
            best = score
    return best


@pytest.mark.parametrize(("count", "max_error"), [(200, 0.1), (1000, 0.1), (200, 0.05)])
def test_promises_hold_and_naive_thresholds_do_not(count: int, max_error: float) -> None:
    """With a confidence of .95, 933 of 1,000 are three standard errors below what is promised."""
    drawn = numbers(count)
    held = naive_held = made = 0
    for _ in range(DRAWS):
        labelled = labels(count, drawn)
        found = promised(labelled, max_error=max_error)
        held += found.threshold is None or true_error(found.threshold) <= max_error
        made += found.threshold is not None
        simple = naive(labelled, max_error)
        naive_held += simple is None or true_error(simple) <= max_error
    assert held >= 933
    assert naive_held < 933
    assert made > 0


def test_a_promise_is_kept_where_nothing_can_be_accepted() -> None:
    """No answer is right more than half the time, so that nothing may be promised."""
    drawn = numbers(3)
    broken = 0
    for _ in range(DRAWS):
        labelled = [(drawn.random(), drawn.random() < 0.9) for _ in range(150)]
        broken += promised(labelled, max_error=0.0999).threshold is not None
    assert broken <= 67


def test_a_promise_tells_what_it_accepts() -> None:
    labelled = [(0.9, True)] * 200 + [(0.1, False)] * 100
    found = promised(labelled, max_error=0.05, confidence=0.95)
    assert found.threshold is not None
    assert 0.1 < found.threshold <= 0.9
    assert (300, 2 / 3, 0.0, None) == (found.labels, found.coverage, found.error, found.needed)


@given(
    st.lists(
        st.tuples(st.sampled_from((0.0, 1e-12, 0.2, 0.5, 1.0)) | st.floats(0, 1), st.booleans()),
        min_size=1,
        max_size=300,
    ),
    st.sampled_from((0.2, 0.5, 0.9)),
)
def test_coverage_and_error_are_those_of_the_threshold(
    labelled: list[Labelled], max_error: float
) -> None:
    """Scores of 0 and 1 among them: what is at or above it counts, and nothing else."""
    found = promised(labelled, max_error=max_error, confidence=0.6)
    if found.threshold is not None:
        kept = [correct for score, correct in labelled if score >= found.threshold]
        assert 0 < found.threshold < 1
        assert (len(kept) / len(labelled), kept.count(False) / len(kept)) == (
            found.coverage,
            found.error,
        )


def test_equal_scores_are_accepted_together_or_not_at_all() -> None:
    labelled = [(0.9, True)] * 70 + [(0.9, False)] * 30
    assert promised(labelled).threshold is None


def test_too_few_labels_cannot_promise_anything_and_it_says_how_many_would() -> None:
    assert fewest(0.05, 0.95) == 59
    assert fewest(0.1, 0.95) == 29
    found = promised([(0.9, True)] * 58)
    assert (None, 59) == (found.threshold, found.needed)
    assert promised([(0.9, True)] * 59).threshold is not None


def test_labels_of_which_no_part_is_right_often_enough_never_would() -> None:
    found = promised([(one / 400, one % 2 == 0) for one in range(400)])
    assert (None, None) == (found.threshold, found.needed)


def test_more_labels_would_do_where_the_best_part_is_right_often_enough() -> None:
    labelled = [(1 - one / 400, one % 25 > 0) for one in range(400)]  # 4% wrong everywhere
    found = promised(labelled)
    assert found.threshold is None
    assert found.needed is not None
    assert found.needed > 400


def test_labels_play_no_part_in_which_thresholds_are_tried() -> None:
    """Wrong answers below the first failure do not matter: the rule was fixed before."""
    good = [(1 - one / 1000, True) for one in range(100)]
    rest = [(0.5 - one / 1000, False) for one in range(100)]
    lucky = [(0.3 - one / 1000, True) for one in range(100)]
    one, other = promised([*good, *rest]), promised([*good, *rest, *lucky])
    assert one.threshold is not None
    assert other.threshold is not None
    assert other.threshold > 0.45


def test_one_early_wrong_answer_does_not_end_the_search() -> None:
    """Of the highest 50 two are wrong, of all 500 no more: a promise of 5% stands for many."""
    labelled = [(1 - one / 1000, one not in {3, 30}) for one in range(500)]
    found = promised(labelled)
    assert found.coverage == 1


def test_a_few_labels_that_are_all_right_are_enough() -> None:
    """As many as the exact test takes, where no part of the risk is spent in vain."""
    for count in (59, 80, 150, 200, 250):
        found = promised([(1 - one / 1000, True) for one in range(count)])
        assert found.coverage == 1, count


@pytest.mark.parametrize("size", [1, 29, 300])
def test_the_binomial_tail_is_exact(size: int) -> None:
    for wrong in {0, size // 10, size}:
        exact = math.fsum(math.comb(size, k) * 0.1**k * 0.9 ** (size - k) for k in range(wrong + 1))
        assert binomial_tail(wrong, size, 0.1) == pytest.approx(exact)


@pytest.mark.parametrize("share", [0, 1, -1, 2, float("nan"), True])
def test_shares_are_between_0_and_1(share: float) -> None:
    for name in ("max_error", "confidence"):
        with pytest.raises(ConfigurationError, match=f"{name} must be a number above 0 and below"):
            promised([(0.5, True)], **{name: share})


def test_no_label_is_refused() -> None:
    with pytest.raises(InputError, match="no label"):
        promised([])
