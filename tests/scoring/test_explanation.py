"""An explanation of signals alone, in words for people."""

from __future__ import annotations

import pytest
from attrs import evolve

from trustcore import Absent, Completion, Evidence, Result, Signal, Usage
from trustcore.records.result import Candidate
from trustcore.records.signals import Contribution
from trustcore.scoring.explanation import MORE, explanation, in_plain_words
from trustcore.scoring.review import as_review, held_reason, seen_from

SIGNALS = (
    Signal("first", 0.2, "2 of 8", plain="two of eight agree"),
    Signal("second", 0.9, "9 of 10"),
    Signal("polite", 0.25, "2 on a scale from 1 to 5: It is rude."),
)
SHARES = (Contribution("first", 0.2, 0.5), Contribution("second", 0.9, 0.5))


def result(
    signals: tuple[Signal | Absent, ...] = SIGNALS,
    shares: tuple[Contribution, ...] = SHARES,
    score: float | None = 0.55,
) -> Result:
    best = Candidate("Paris", truncated=False, score=score, signals=signals, contributions=shares)
    return Result(
        candidates=(best,),
        chosen=0,
        usage=Usage(),
        failovers=(),
        preset="x",
        fingerprint="y",
        reason="",
    )


def test_what_speaks_against_comes_before_what_speaks_for() -> None:
    """In plain words where there are any, else as the reason has it."""
    said = (
        "The answer's score is 0.55, on a scale from 0 to 1. Against it: two of eight agree. "
        "For it: 9 of 10."
    )
    assert said == explanation(result())
    assert f"{said} A closer look says: It holds." == explanation(result(), "It holds.")
    assert f"{said} {MORE}" == explanation(result(), recorded=False)


def test_what_counts_most_comes_first() -> None:
    signals = (Signal("a", 0.5, "less"), Signal("b", 0.1, "more"))
    shares = (Contribution("a", 0.5, 0.5), Contribution("b", 0.1, 0.5))
    assert "Against it: more; less." in explanation(result(signals, shares, 0.3))


def test_what_a_signal_quotes_already_is_not_told_again() -> None:
    review = "The capital of France has been another city since the last reform."
    signal = Signal("a", 0.1, "x", plain=f'a model said no; it objected: "{review}"')
    text = explanation(result((signal,), (Contribution("a", 0.1, 1.0),), 0.1), review)
    assert 1 == text.count("another city")


def test_low_ratings_are_told_with_their_reasons() -> None:
    """High ones are not: they explain nothing."""
    rated = evolve(result(), eval_names=("polite",))
    assert explanation(rated).endswith(
        "Rated low for polite: 2 on a scale from 1 to 5: It is rude."
    )
    good = evolve(result((*SIGNALS[:2], Signal("polite", 0.75))), eval_names=("polite",))
    assert "polite" not in explanation(good)


def test_what_could_not_be_looked_at_is_counted() -> None:
    """Without its reason, which is for those who run the models."""
    gap = Absent("second", "ServerError: 503")
    shares = (SHARES[0], Contribution("second", 0.5, 0.5))
    text = explanation(result((SIGNALS[0], gap), shares, 0.35))
    assert "One thing that should have been looked at could not be" in text
    assert "503" not in text


def test_without_a_score_it_says_why() -> None:
    nothing = result((Absent("first", "no"),), (), None)
    assert "The answer has no score: nothing could be checked." == explanation(nothing)
    uncounted = result((SIGNALS[0],), (), None)
    assert "The answer has no score: what was looked at is not counted." == explanation(uncounted)


def test_the_best_of_several_answers_is_told_as_such() -> None:
    one = result()
    several = evolve(one, candidates=(*one.candidates, evolve(one.candidates[0], score=0.4)))
    assert "It is the best of 2 answers that were written; the next scores 0.40." in explanation(
        several
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("6 of 8 alternatives agree", "6 of 8 other tries agree"),
        ("the judge called it correct in 2 of 3 framings.",
         "a model called it correct in 2 of 3 ways of asking"),
        ("the witness/b disagrees", "another model disagrees"),
        ("two samples and other candidates", "two other tries and other answers"),
        ("", "toy is 0.50"),
    ],
)  # fmt: skip
def test_words_of_ours_are_replaced_where_a_strategy_has_no_plain_ones(
    reason: str, said: str
) -> None:
    assert said == in_plain_words(Signal("toy", 0.5, reason))


def test_plain_words_are_no_part_of_a_signal_s_written_form() -> None:
    """Nor of what makes two signals equal: they say what the reason says."""
    plain = Signal("toy", 1.0, "8 of 8", plain="all of them")
    assert Signal("toy", 1.0, "8 of 8") == plain
    assert {"name": "toy", "value": 1.0, "reason": "8 of 8"} == plain.to_dict()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("It is so in every step.\nFinal choice: (A)", "It is so in every step."),
        ("<think>Hm, is it?</think>It is so in every step.", "It is so in every step."),
        ("Hm, is it so now?</think>It is so in every step.", "It is so in every step."),
        ("<think>Hm, is it so", ""),
        ("A", ""),
        ("4\nIt is so in\nevery step.", "It is so in"),
    ],
)
def test_what_a_reply_says_in_sentences(reply: str, said: str) -> None:
    """Without thinking, and without the lines that are choices."""
    assert said == as_review(reply)


def test_a_long_reply_is_cut() -> None:
    assert 600 == len(as_review("word " * 1000))


def test_reasons_are_those_about_the_answer_and_no_ratings() -> None:
    """A letter is no reason, nor is what was said of another answer."""
    why = "The river is in the north, and the city in the south."
    held = {"reflection/verdict": f"{why}\nFinal choice: (A)", "rating/1": f"2\n{why} No."}
    assert why == held_reason(Evidence.of("q", "a", replies=held), "a")
    for replies in (
        {"reflection/verdict": "A"},
        {"rating/1": f"2\n{why}"},
        {"reflection/verdict": {"b": why}},
    ):
        assert "" == held_reason(Evidence.of("q", "a", replies=replies), "a")


def test_evidence_is_seen_from_the_answer_that_is_explained() -> None:
    """Then the other candidates are other tries."""
    evidence = Evidence.of("q", "a", candidates=["b", "c"])
    seen = seen_from(evidence, "b")
    assert Completion("b") == seen.answer
    assert ["a", "c"] == [one.text for one in seen.alternatives]
