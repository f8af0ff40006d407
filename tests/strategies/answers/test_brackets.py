"""Brackets behind an answer: another value, a denial, or the same value once more."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from tests.strategies.answers.pairs import agreement, rows

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "Which city hosted the summit?": [
        ("Sydney", "Sydney (Nairobi)"), ("Rome", "Rome (Milan)"), ("Oslo", "Helsinki (Oslo)"), ("Lagos", "Lagos (Tripoli)"),
    ],
    "What is the capital of Australia?": [
        ("Canberra", "Sydney (Canberra)"), ("Canberra", "Canberra (Sydney)"), ("Canberra", "Canberra (incorrect)"), ("Canberra", "Sydney (not Canberra)"),
    ],
    "What is the capital of France?": [
        ("Paris", "Lyon (Paris)"), ("Paris", "Paris (incorrect)"), ("Paris", "Paris (wrong)"), ("Paris", "Paris (false)"), ("Paris", "Paris (Lyon)"),
        ("Paris", "Paris (falsch)"), ("Paris", "Paris (faux)"), ("Paris", "Paris (not correct)"), ("Paris", "Paris (that is wrong)"),
    ],
    "What is 20 times 20?": [
        ("400", "400 (500)"), ("400", "400 (wrong)"), ("400", "400 (not correct)"), ("400", "500 (400)"), ("400", "400 (incorrect!)"),
        ("400", "400 (five hundred)"),
    ],
    "How far is it?": [
        ("12 km", "12 km (15 km)"), ("12 km", "12 km (wrong)"),
    ],
    "Who painted the Mona Lisa?": [
        ("Leonardo da Vinci", "Michelangelo (Leonardo da Vinci)"), ("Leonardo da Vinci", "Leonardo da Vinci (Michelangelo)"),
    ],
    "When did it end?": [
        ("1918", "1918 (1919)"),
    ],
    "Какой город столица Италии?": [
        ("Рим", "Милан (Рим)"), ("Рим", "Рим (неверно)"),
    ],
    "Which moon has a thick atmosphere?": [
        ("Titan", "Titan (Rhea)"), ("Titan", "Rhea [Titan]"), ("Titan", "It is Rhea (Titan)."), ("Titan", "Rhea (Titan)"),
    ],
}  # fmt: skip
SAME: dict[str, list[tuple[str, str]]] = {
    "Which element is Hg?": [
        ("Mercury", "Mercury (Hg)"), ("Mercury", "Mercury (Quicksilver)"), ("Sodium", "Sodium (Natrium)"),
    ],
    "What animal is it?": [
        ("Lion", "Lion (Panthera leo)"), ("Orca", "Orca (Killer Whale)"),
    ],
    "What is the smallest country?": [
        ("Vatican City", "Vatican City (Holy See)"),
    ],
    "What is 20 times 20?": [
        ("400", "400 (four hundred)"), ("400", "400 (20 x 20)"), ("400", "400 (20 squared)"), ("400", "400 (CD)"), ("400", "four hundred (400)"),
        ("400", "400 (correct)"), ("400", "400 (not 500)"), ("400", "400 (20*20)"), ("400", "400 (exact)"),
    ],
    "How far is it?": [
        ("12 km", "12 km (7.5 miles)"), ("12 km", "12 km (12000 m)"), ("12 km", "12 km (12,000 metres)"),
    ],
    "How many people live there?": [
        ("400", "400 (2020)"), ("400", "400 (as of 2020)"), ("400", "400 (2020 census)"),
    ],
    "What is the capital of France?": [
        ("Paris", "Paris (France)"), ("Paris", "Paris (Île-de-France)"), ("Paris", "Paris (correct)"),
    ],
    "Who founded Microsoft?": [
        ("William Henry Gates III", "William Henry Gates III (Bill Gates)"), ("Bill Gates", "William Henry Gates III (Bill Gates)"),
    ],
    "Which moon of Saturn has a thick atmosphere?": [
        ("Titan", "Titan (a moon of Saturn)"), ("Titan", "Titan (Saturn VI)"),
    ],
    "Who painted the Mona Lisa?": [
        ("Leonardo da Vinci", "Leonardo da Vinci (1452-1519)"), ("Leonardo da Vinci", "Leonardo da Vinci (Italy)"),
        ("Leonardo da Vinci", "Leonardo da Vinci (Italian)"),
    ],
    "Which element has the symbol Au?": [
        ("gold", "Gold (Au)"), ("gold", "Gold (Latin: aurum)"),
    ],
    "Which agency?": [
        ("NASA", "NASA (National Aeronautics and Space Administration)"),
        ("National Aeronautics and Space Administration", "National Aeronautics and Space Administration (NASA)"),
        ("World Health Organization", "World Health Organization (WHO)"),
    ],
    "What is the capital of Germany?": [
        ("Munich", "Munich (München)"), ("Vienna", "Vienna (Wien)"), ("Warsaw", "Warsaw (Warszawa)"), ("Kyiv", "Kyiv (Kiev)"), ("Mumbai", "Mumbai (Bombay)"),
        ("Myanmar", "Myanmar (Burma)"), ("Beijing", "Beijing (Peking)"),
    ],
    "Who wrote Huckleberry Finn?": [
        ("Mark Twain", "Mark Twain (Samuel Clemens)"), ("Mark Twain", "Mark Twain (born Samuel Langhorne Clemens)"),
    ],
    "What is pi?": [
        ("3.14", "3.14 (3.14159)"), ("3.14", "3.14 (approximately)"),
    ],
    "What is the boiling point?": [
        ("100 °C", "100 °C (212 °F)"),
    ],
    "What share passed?": [
        ("25%", "25% (0.25)"), ("25%", "25% (1/4)"),
    ],
    "How many were there?": [
        ("1500", "1500 (2019)"), ("8", "8 (4 pairs)"), ("3", "3 (2 red and 1 blue)"),
    ],
    "What is the largest planet?": [
        ("Jupiter", "Jupiter (Zeus)"), ("Jupiter", "Jupiter (Latin: Iuppiter)"), ("Jupiter", "Jupiter (a gas giant)"),
    ],
    "Which play has Ophelia in it?": [
        ("Hamlet", "Hamlet (Shakespeare)"),
    ],
    "Who was the first man on the moon?": [
        ("Neil Armstrong", "Neil Armstrong (Apollo 11)"), ("Neil Armstrong", "Neil Armstrong (USA)"), ("Neil Armstrong", "Neil Armstrong (American)"),
        ("Neil Armstrong", "Neil Armstrong (1930-2012)"), ("Neil Armstrong", "Neil Armstrong (astronaut)"),
    ],
    "What is the currency of Japan?": [
        ("Yen", "Yen (JPY)"), ("Yen", "Yen (¥)"),
    ],
    "What gas do plants absorb?": [
        ("Carbon dioxide", "Carbon dioxide (CO2)"), ("CO2", "CO2 (carbon dioxide)"),
    ],
    "When was it signed?": [
        ("1848", "1848 (February)"), ("1848", "1848 (MDCCCXLVIII)"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), rows(DIFFERENT))
def test_a_rival_or_a_denial_in_brackets(question: str, one: str, other: str) -> None:
    """Another value in brackets leaves the answer open, and a denial takes it back."""
    assert agreement(question, one, other) <= 0.4


@pytest.mark.parametrize(("question", "one", "other"), rows(SAME))
def test_harmless_brackets(question: str, one: str, other: str) -> None:
    """The same value in another form, and what says more of it, changes nothing."""
    assert agreement(question, one, other) >= 0.5


def test_the_head_is_the_answer() -> None:
    """A name in brackets that says more of the one in front is given in part only."""
    question = "Who wrote Out of Africa?"
    assert agreement(question, "Karen Blixen (Isak Dinesen)", "Karen Blixen") == 1.0
    assert agreement(question, "Karen Blixen (Isak Dinesen)", "Isak Dinesen") == 0.4
    assert agreement(question, "Karen Blixen (Isak Dinesen)", "Albert Camus") == 0.0


def test_names_that_are_known_to_be_of_one_agree() -> None:
    """What stands in brackets is then as good as what stands in front."""
    question = "Who wrote Huckleberry Finn?"
    assert agreement(question, "Mark Twain (Samuel Clemens)", "Mark Twain") == 1.0
    assert agreement(question, "Mark Twain (Samuel Clemens)", "Samuel Clemens") == 1.0
    assert agreement(question, "Mark Twain (Samuel Clemens)", "Herman Melville") == 0.0


@pytest.mark.parametrize(
    "denial", ["wrong", "incorrect", "not correct", "falsch", "faux", "that is false"]
)
def test_a_denial_in_brackets_takes_the_answer_back(denial: str) -> None:
    """An answer that brackets deny does not agree with itself without them."""
    assert agreement("What is the capital of France?", f"Paris ({denial})", "Paris") == 0.0
    assert agreement("What is 20 times 20?", f"400 ({denial})", "400") == 0.0
