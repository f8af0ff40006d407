"""What holds of whole kinds of answers, whatever the values in them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.strategies.answers.pairs import agreement
from trustcore_strategies.answers.compare import REFUSALS, Comparison

NAMES = st.sampled_from(["Oslo", "Bergen", "Lima", "Kyoto", "Turin", "Accra", "Quito", "Perth"])
PEOPLE = st.sampled_from(["Ann", "Bob", "Cleo", "Dan", "Eve", "Finn"])
NUMBERS = st.integers(2, 5000)
PIECES = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            [
                "5",
                "km",
                "or",
                "not",
                "Oslo",
                "(",
                ")",
                ",",
                "yes",
                "=",
                "x",
                "1/2",
                "and",
                "the",
                "$",
            ]
        ),
    ),
    max_size=12,
).map(" ".join)
MANY = settings(deadline=None, max_examples=40)
"""For what compares many texts at once."""

QUESTIONS = st.sampled_from(
    [
        "What is it?",
        "How many are there?",
        "Is it so?",
        "When was it?",
        "Who is it?",
        "Which towns lie there?",
    ]
)
COMPARED = st.sampled_from(
    [
        ("taller", "shorter"),
        ("older", "younger"),
        ("bigger", "smaller"),
        ("heavier", "lighter"),
        ("faster", "slower"),
    ]
)
PASSIVE = st.sampled_from(
    [("beat", "beaten"), ("praised", "praised"), ("taught", "taught"), ("chased", "chased")]
)


@given(QUESTIONS, PIECES, PIECES)
def test_agreement_is_a_symmetric_number_in_range(question: str, one: str, other: str) -> None:
    """The pair is compared alike from both sides, whatever is in it."""
    assert 0.0 <= agreement(question, one, other) <= 1.0


@given(QUESTIONS, PIECES)
def test_a_text_that_says_something_agrees_with_itself(question: str, text: str) -> None:
    """Fully, unless it says nothing or that it is not known."""
    comparison = Comparison(question)
    expected = 1.0
    if comparison.reading(text).empty:
        expected = 0.0
    elif comparison.reading(text).refusal:
        expected = REFUSALS
    assert expected == comparison.agreement(text, text)


@MANY
@given(NAMES, NAMES)
def test_one_of_two_is_no_full_answer(one: str, other: str) -> None:
    """Whatever word leaves it open which of the two it is."""
    assume(one != other)
    question = "What is the town called?"
    for text in (
        f"{one} or {other}",
        f"{one}, but it could be {other}",
        f"{one}/{other}",
        f"{one}, maybe {other}",
        f"{one} (others say {other})",
        f"{one}, though some say {other}",
    ):
        assert agreement(question, text, one) <= 0.4
        assert agreement(question, text, other) <= 0.4


@MANY
@given(NUMBERS, NUMBERS)
def test_one_of_two_numbers_is_no_full_answer(one: int, other: int) -> None:
    """Nor is a number in brackets behind another."""
    assume(abs(one - other) > max(one, other) / 10 and not 999 < other < 2100)
    question = "How many legs are there?"
    for text in (
        f"{one} or {other}",
        f"I think {one}, but it could be {other}",
        f"{one} legs ({other})",
        f"{one} ({other})",
        f"{one}; other sources say {other}",
    ):
        assert agreement(question, text, str(one)) <= 0.4


@MANY
@given(NAMES, NAMES)
def test_what_is_taken_back_is_not_the_answer(one: str, other: str) -> None:
    """A joke, a doubt, a denial and a correction are none for what they name first."""
    assume(one != other)
    question = "What is the town called?"
    for text in (
        f"{one}. Just kidding, {other}.",
        f"{one} - no wait, {other}",
        f"Not {one}, {other}.",
        f"{one} is wrong; it is {other}.",
    ):
        assert agreement(question, text, one) == 0.0
        assert agreement(question, text, other) >= 0.5
    for text in (
        f"I doubt it is {one}.",
        f"Anything but {one}",
        f"{one}? I doubt it.",
        f"I don't think it's {one}",
    ):
        assert agreement(question, text, one) == 0.0


@MANY
@given(st.integers(2, 400))
def test_a_length_in_two_units_agrees_with_each(miles: int) -> None:
    """And with neither number in the other unit."""
    kilometres = round(miles * 1.609344)
    question = "How far is it?"
    for text in (
        f"{miles} miles ({kilometres} km)",
        f"{kilometres} km ({miles} miles)",
        f"{miles} miles or {kilometres} km",
        f"{miles} mi / {kilometres} km",
    ):
        assert agreement(question, text, f"{miles} miles") == 1.0
        assert agreement(question, text, f"{kilometres} km") == 1.0
        assert agreement(question, text, f"{kilometres} miles") == 0.0
        assert agreement(question, text, f"{miles} km") == 0.0


@given(st.integers(1, 60), st.integers(1, 60), st.integers(2, 9))
def test_a_ratio_is_its_multiple_and_not_its_swap(one: int, other: int, times: int) -> None:
    """3:4 is 6:8 and 3 to 4, and not 4:3."""
    assume(one != other)
    question = "What is the ratio of sand to gravel?"
    assert agreement(question, f"{one}:{other}", f"{one * times}:{other * times}") == 1.0
    assert agreement(question, f"{one} to {other}", f"{one}:{other}") == 1.0
    assert agreement(question, f"{one}:{other}", f"{other}:{one}") == 0.0


@MANY
@given(st.lists(NAMES, min_size=2, max_size=5, unique=True))
def test_order_counts_where_it_is_asked_for(names: list[str]) -> None:
    """A ranking is no other order of its things, a set is any."""
    turned = names[::-1]
    ranked, free = "Rank the towns by size, largest first.", "Which towns lie on the coast?"
    forms = (
        ", ".join(names),
        " > ".join(names),
        " → ".join(names),
        "\n".join(f"{at}. {name}" for at, name in enumerate(names, 1)),
    )
    for form in forms:
        assert agreement(ranked, form, ", ".join(names)) == 1.0
        assert agreement(ranked, form, ", ".join(turned)) < 0.5
    assert agreement(free, ", ".join(names), " and ".join(turned)) == 1.0
    assert agreement(free, ", ".join(names), ", ".join(names[:-1])) < 0.5


@given(PEOPLE, PEOPLE, PASSIVE)
def test_the_passive_says_the_same_and_its_swap_does_not(
    one: str, other: str, verb: tuple[str, str]
) -> None:
    """A praised B; B was praised by A; B praised A."""
    assume(one != other)
    said, done = verb
    assert (
        agreement("What happened?", f"{one} {said} {other}.", f"{other} was {done} by {one}.")
        == 1.0
    )
    assert (
        agreement("What happened?", f"{other} {said} {one}.", f"{other} was {done} by {one}.")
        == 0.0
    )


@given(PEOPLE, PEOPLE, COMPARED)
def test_a_comparison_says_the_same_the_other_way_round(
    one: str, other: str, words: tuple[str, str]
) -> None:
    """A is taller than B; B is shorter than A; B is taller than A."""
    assume(one != other)
    more, less = words
    assert (
        agreement("Who is it?", f"{one} is {more} than {other}", f"{other} is {less} than {one}")
        == 1.0
    )
    assert (
        agreement("Who is it?", f"{one} is {more} than {other}", f"{other} is {more} than {one}")
        == 0.0
    )


@given(
    st.sampled_from(
        [
            "it is forbidden",
            "that's against the law",
            "it is not allowed",
            "you can't",
            "it's illegal",
        ]
    )
)
def test_a_verdict_that_its_clause_denies_is_none(clause: str) -> None:
    """It agrees neither with yes nor with a yes that is meant."""
    question = "Is it legal to park here?"
    assert agreement(question, f"Yes, {clause}.", "Yes") == 0.0
    assert agreement(question, f"No, {clause}.", "No") >= 0.5


@given(st.integers(1, 12), st.integers(0, 59), st.sampled_from(["EST", "PST", "CET", "UTC"]))
def test_times_in_two_zones_are_two_times(hour: int, minute: int, zone: str) -> None:
    """Unless one is the other, moved."""
    question = "What time does it begin?"
    assert agreement(question, f"{hour}:{minute:02} pm {zone}", f"{hour}:{minute:02} pm JST") == 0.0
    assert (
        agreement(question, f"{hour}:{minute:02} pm {zone}", f"{hour}:{minute:02} pm {zone}") == 1.0
    )


@given(st.integers(1, 99))
def test_a_part_of_a_million_is_its_number(number: int) -> None:
    """Half a million is 500,000, and not half a billion."""
    part = Fraction(number, 4)
    assert (
        agreement("How many live there?", f"{float(part)} million", f"{int(part * 10**6):,}") == 1.0
    )
    assert (
        agreement("How many live there?", f"{float(part)} million", f"{float(part)} billion") == 0.0
    )
