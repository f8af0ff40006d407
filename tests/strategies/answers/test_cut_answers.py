"""Answers that a limit cut: what they say on the way is not what they would have said last."""

from __future__ import annotations

import pytest

from trustcore import Absent, Completion, Evidence, Signal
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.consistency import Consistency
from trustcore_strategies.witness import Witness

CANS = "A carton has 20 cans. Of 50 cartons 40 are on a truck. How many cans are left to be loaded?"
RIVER = "Which river is the longest?\nA. Nile\nB. Rhine\nC. Elbe\nD. Danube"
BEGAN = "When did the war begin?"

ON_THE_WAY = [
    (
        CANS,
        "There are 50 x 20 = 1000 cans in total. Next, we subtract those that are loaded. Since",
        "In total there are 50 x 20 = 1000 cans.\n\nThe loaded cartons are 40. Therefore the",
    ),
    (
        CANS,
        "To find how many cans are left, we go step by step. First, 50 - 40 = 10 cartons are left.",
        "Step 1: 50 - 40 = 10 cartons. Step 2: multiply",
    ),
    (
        RIVER,
        "Let's look at each option:\nA. Nile: it flows through Africa. It is known for its length,",
        "A. Nile",
    ),
    (
        RIVER,
        "To answer which of Nile and Rhine is longer, we look at maps. The Rhine rises in the Alps",
        "B",
    ),
    (
        BEGAN,
        "It was a time of great tension. In 1911 the fleet was built. The following years were",
        "1911",
    ),
]
ON_THE_WAY += [
    (
        CANS,
        "50 - 40 = 10 cartons are left.\nEach has 20 cans.\n\nSo the answer is \\boxed{20",
        "20",
    ),
    (
        "Solve for x: 2x + 6 = 14.",
        "We isolate x. First, 2x = 14 - 6. Then we divide both sides by",
        "x = 4",
    ),
]
ON_THE_WAY += [
    (
        "Is 17 a prime number?",
        "To determine if 17 is a prime number, we look at its divisors. It is not divisible by 2",
        "Yes, 17 is a prime number.",
    ),
    (
        "Which is larger, 3/4 or 2/3?",
        "To determine which is larger, we compare 3/4 and 2/3. The common denominator of 3/4",
        "3/4",
    ),
]
PICKED = "A basket has 12 apples. Ann takes 5 of them. How many apples are left?"
ENDED = "When did the war end?"
ON_THE_WAY += [
    (PICKED, "There are 12 apples in the basket. Ann takes", "12"),
    (PICKED, "Ann takes 5 apples. Then there are", "5"),
    (ENDED, "The war began in 1914. It went on until", "1914"),
    (ENDED, "The first battles date from 1914. Peace was", "1914"),
    ("How many legs does a spider have?", "Insects have 6 legs. Spiders, on the other", "6"),
    ("Which is larger, 9.9 or 9.11?", "9.11 has two decimals. Of 9.9 we", "9.11"),
    (RIVER, "First, consider A: Nile. It flows", "A"),
]
GIVEN_FIRST = [
    ("Is 17 prime?", "Yes, it is prime. A prime number has no divisor but 1 and", "Yes"),
    ("Which is larger, 3/4 or 2/3?", "3/4 is larger. We compare them with", "3/4"),
    (CANS, "200 cans are left. We find this so: 50 - 40 = 10 cartons, and each of", "200"),
    (CANS, "The answer is 200. To see why, note that 50 - 40", "200 cans"),
    (RIVER, "A. Nile\n\nIt flows through Africa and is known for", "A"),
    (RIVER, "The correct answer is A. The Nile is longer than", "Nile"),
    (PICKED, "There are 7 apples left. This is because 12 - 5", "7"),
    ("How many legs does a spider have?", "A spider has 8 legs. Insects have 6 legs, and", "8"),
    ("When was the tower built?", "It was built in 1889. The architect", "1889"),
    ("Which is larger, 9.9 or 9.11?", "9.9 is larger. Of 9.11 we", "9.9"),
    (BEGAN, "The war began in 1914. It was caused by alliances between the", "1914"),
]
WHOLE = {
    "A",
    "12",
    "5",
    "1914",
    "6",
    "9.11",
    "A. Nile",
    "B",
    "1911",
    "20",
    "x = 4",
    "Yes, 17 is a prime number.",
    "3/4",
}
PROSE = "Why do leaves change colour?"


@pytest.mark.parametrize(("question", "one", "other"), ON_THE_WAY)
def test_what_is_said_on_the_way_is_no_answer(question: str, one: str, other: str) -> None:
    """It agrees with nothing, itself included."""
    comparison = Comparison(question, frozenset({one, other} - WHOLE))

    assert (0.0, 0.0) == (comparison.agreement(one, other), comparison.agreement(one, one))


@pytest.mark.parametrize(("question", "one", "other"), GIVEN_FIRST)
def test_an_answer_that_was_given_before_the_cut(question: str, one: str, other: str) -> None:
    """It is the answer, and what was cut explains it."""
    assert Comparison(question, frozenset({one})).agreement(one, other) >= 0.5


@pytest.mark.parametrize("text", ["42", "B", "Nile", "1914", "200 cans"])
@pytest.mark.parametrize("question", [CANS, RIVER, BEGAN])
def test_a_text_of_one_sentence_is_read_as_it_is(question: str, text: str) -> None:
    """A limit of as many tokens as an option's letter takes cuts nothing."""
    whole, cut = Comparison(question).reading(text), Comparison(question, frozenset({text}))

    assert whole.final == cut.reading(text).final


def test_prose_that_was_cut_is_compared_as_far_as_it_goes() -> None:
    """No one value was asked for that it would lack."""
    one = "The green pigment breaks down in autumn. Yellow ones remain, which were there all"
    whole, cut = Comparison(PROSE), Comparison(PROSE, frozenset({one}))
    other = "In autumn the green pigment breaks down, and yellow ones remain."

    assert 0 < whole.agreement(one, other) == cut.agreement(one, other)


def test_cut_samples_do_not_make_a_cut_answer_consistent() -> None:
    """All of them stop at the same step; the reason says what to do."""
    one, other = (Completion(text, finish_reason="length") for text in ON_THE_WAY[0][1:])
    evidence = Evidence.of(CANS, one, [other, other])

    found = Consistency(samples=2).assess(evidence)

    assert isinstance(found, Signal)
    assert 0.0 == found.value
    assert "max_tokens" in found.reason
    assert '""' not in found.reason


def test_whole_samples_agree_with_a_whole_answer() -> None:
    """The same texts, had they ended by themselves, would be compared as they are."""
    one, _ = ON_THE_WAY[0][1:]

    found = Consistency(samples=1).assess(Evidence.of(CANS, f"{one}.", [one]))

    assert isinstance(found, Signal)
    assert 1.0 == found.value


def test_cut_samples_speak_against_a_whole_answer() -> None:
    """A model that does not come to an end is not sure: samples like that are no agreement."""
    cut = Completion(ON_THE_WAY[0][1], finish_reason="length")

    some = Consistency(samples=4).assess(Evidence.of(CANS, "200", ["200", "200", "200", cut]))

    assert isinstance(some, Signal)
    assert 0.75 == some.value


def test_a_witness_that_was_cut_is_absent() -> None:
    """It gave no answer."""
    said = Completion(ON_THE_WAY[0][1], finish_reason="length")

    found = Witness().assess(Evidence.of(CANS, "200", witnesses={"witness": said}))

    assert isinstance(found, Absent)
    assert "cut" in found.reason
