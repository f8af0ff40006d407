"""The clauses of a text, the quantities that it names, and which of them it gives as its answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore_strategies.answers.clauses import clauses, first_clause
from trustcore_strategies.answers.named_call import call_of, named_call
from trustcore_strategies.answers.named_quantities import named_quantities
from trustcore_strategies.answers.question import question
from trustcore_strategies.answers.reading import read

NONE: frozenset[str] = frozenset()
SAID = st.lists(
    st.sampled_from(
        [
            *(
                "Rome",
                "Paris",
                "5",
                "1,200",
                "3",
                "km",
                "half",
                "a",
                "million",
                "1990",
                "of",
                "the",
            ),
            *("and", "but", "although", "not", "so", "which", "is", "between", "out"),
            *(",", ".", ";", "(", ")", "\u2014", "\u3002", "\u9e21", "\u9e21,", "=", "\u2192"),
        ]
    ),
    max_size=30,
).map(" ".join)


def texts(text: str) -> list[str]:
    """The texts of its clauses."""
    return [clause.text for clause in clauses(text, NONE, NONE)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Canberra is the capital.", ["Canberra is the capital."]),
        ("Although Sydney is larger, it is Bern", ["Although Sydney is larger", "it is Bern"]),
        ("It cost 1,200 euros but 900 is enough", ["It cost 1,200 euros", "but 900 is enough"]),
        ("Dr. Ruiz wrote it. Ana drew it.", ["Dr. Ruiz wrote it.", "Ana drew it."]),
        ("The answer: Rome", ["The answer: Rome"]),
    ],
)
def test_a_text_parts_at_its_marks_and_joining_words(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


@given(SAID)
def test_clauses_lose_no_word(text: str) -> None:
    kept = "".join("".join(texts(text)).split())
    assert [sign for sign in text if sign.isalnum()] == [sign for sign in kept if sign.isalnum()]


@pytest.mark.parametrize(
    "text", ["Although it is Rome", "Not Rome", "If it had rained", "Unlike Rome", "\u867d\u7136"]
)
def test_what_denies_or_concedes_gives_nothing(text: str) -> None:
    (clause,) = clauses(text, NONE, NONE)
    assert clause.conceded
    assert not clause.may_give(0)


def test_a_clause_weighs_as_many_words_of_the_question_as_it_repeats() -> None:
    asked = question("What is the capital of Peru?").asking
    light, heavy = clauses("Cusco is high up, but the capital of Peru is Lima", asked, NONE)
    assert light.weight < heavy.weight


def test_the_first_clause_counts_only_where_nothing_takes_it_back() -> None:
    asked = question("Who won?").asking
    plain = first_clause("Ana won, in 2019", ("ana", "won", "in", "2019"), asked, NONE)
    assert plain is not None
    assert plain.text == "Ana won"
    assert first_clause("Ana, but not by much", ("ana", "but", "not"), asked, NONE) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It takes 3 hours and 35 minutes by bus.", ["3 hours and 35 minutes"]),
        ("between two lakes and half a dozen towns", ["two", "half a dozen"]),
        ("Paris has 2.1 million people, Rome 2.8.", ["2.1 million", "2.8"]),
        ("See section 4 [12].", []),
        ("It was on 5 December 1791.", []),
        ("3 of them (The Hobbit, The Two Towers)", ["3"]),
        ("no number at all", []),
    ],
)
def test_a_sentence_names_each_of_its_quantities_once(text: str, named: list[str]) -> None:
    assert [text[begin:end] for begin, end, _ in named_quantities(text)] == named


@given(SAID)
def test_named_quantities_stand_in_their_order_and_do_not_overlap(text: str) -> None:
    places = [place for begin, end, _ in named_quantities(text) for place in (begin, end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@pytest.mark.parametrize(
    ("asked", "text", "phrase"),
    [
        (
            "Which metal is so hard to melt?",
            "Tungsten is so hard to melt, with its 3422 degrees",
            "Tungsten",
        ),
        ("Which city is older?", "So it is Cadiz, since Lisbon came centuries later.", "Cadiz"),
        ("Who wrote it?", "While Ana edited it, the author was Luis Prat.", "Luis Prat"),
    ],
)
def test_a_sentence_names_its_answer_in_a_few_words(asked: str, text: str, phrase: str) -> None:
    found = read(text, question(asked)).phrase
    assert found is not None
    assert found.final == phrase


def test_a_call_is_one_in_code_and_as_json() -> None:
    code = named_call("`find(city='Rome', days=2)`")
    assert code is not None
    assert code == call_of({"name": "find", "arguments": {"days": 2, "city": "Rome"}})


@pytest.mark.parametrize(
    "text", ["find", "find()", "find(1)", "find(x=y)", "find(x=1", "f(x=1); g"]
)
def test_what_is_no_call_with_named_values_is_none(text: str) -> None:
    assert named_call(text) is None
