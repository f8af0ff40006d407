"""What strategies found, in words for people who know nothing of how answers are checked."""

from __future__ import annotations

import pytest

from trustcore import Completion, Evidence, Signal, TokenLogprobs
from trustcore_strategies.consistency import Consistency
from trustcore_strategies.logprobs import Logprobs
from trustcore_strategies.plainly import verdicts
from trustcore_strategies.witness import Witness


def plain(found: object) -> str:
    assert isinstance(found, Signal)
    return found.plain


@pytest.mark.parametrize(
    ("answer", "samples", "said"),
    [
        ("96668596", ["96668596"] * 6 + ["96668586"] * 2,
         "6 of 8 other tries gave 96668596, 2 gave 96668586"),
        ("Paris", ["Paris", "Paris."], "2 of 2 other tries gave Paris"),
        ("Paris", ["Lyon", "Lyon", "Nice"], "none of 3 other tries gave Paris, 2 gave Lyon"),
        ("Paris", ["Paris"], "1 of 1 other try gave Paris"),
        ("The answer is New York.", ["New York"], '1 of 1 other try gave "New York"'),
    ],
)  # fmt: skip
def test_other_tries_are_counted_by_their_final_answers(
    answer: str, samples: list[str], said: str
) -> None:
    evidence = Evidence.of("Which?", answer, samples)
    assert said == plain(Consistency(len(samples)).assess(evidence))


def test_a_long_answer_is_not_repeated() -> None:
    """Nor is what the others say, where it is as long."""
    long = "The river rises in the hills and flows north " * 10
    said = plain(Consistency(1).assess(Evidence.of("Tell me of it.", long, [long])))
    assert "1 of 1 other try gave the same answer" == said


@pytest.mark.parametrize(
    ("values", "objected", "said"),
    [
        ([1.0], "", "asked whether it is right, a model said yes"),
        ([0.0], "", "asked whether it is right, a model said no"),
        ([0.5], "", "asked whether it is right, a model said not sure"),
        ([1.0, 0.9], "",
         "asked 2 times in different ways whether it is right, a model said yes each time"),
        ([0.1, 0.1], "off",
         "asked 2 times in different ways whether it is right, a model said no each time; off"),
    ],
)  # fmt: skip
def test_verdicts_are_yes_and_no(values: list[float], objected: str, said: str) -> None:
    assert said == verdicts(values, objected)


def test_sureness_is_of_the_pieces_of_the_answer() -> None:
    """With the piece that it was least sure of, where that is known."""
    sure = TokenLogprobs((0.0, -0.693147), ("Par", "is"))
    evidence = Evidence.of("Capital?", Completion("Paris", sure))
    assert (
        'the model was 71% sure of each piece of it on average, and least sure of "is", 50%'
        == plain(Logprobs().assess(evidence))
    )
    bare = Evidence.of("Capital?", Completion("Paris", TokenLogprobs((0.0, -0.693147))))
    assert "least sure, 50%" in plain(Logprobs().assess(bare))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("Paris", "another model gave the same answer"),
        ("Lyon", "another model gave Lyon"),
        ("It is New York", 'another model gave "'),
    ],
)
def test_another_model_is_no_witness(other: str, said: str) -> None:
    evidence = Evidence.of("Capital?", "Paris", witnesses={"witness": other})
    assert plain(Witness().assess(evidence)).startswith(said)
