"""Answers that deny a value, take one back, or leave open which of several they mean."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import time

import pytest

from tests.strategies.answers.pairs import agreement, rows

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "What is 20 times 20?": [
        ("400", "400%"), ("400", "400 (maybe 500)"), ("400", "400 or 500"), ("400", "400 is wrong"), ("400", "400 is incorrect"), ("400", "not 400"), ("400", "Not 400."),
        ("400", "It is not 400."), ("400", "anything but 400"), ("400", "400. No wait, 500."), ("400", "400... actually, 500"), ("400", "400, no, 500"),
        ("400", "400? No, 500."), ("400", "400, I mean 500"), ("400", "400 (or 500)"), ("400", "either 400 or 500"), ("400", "400/500"), ("400", "400, 500"),
        ("400", "400 (not 500) is wrong"), ("400", "400 - scratch that, 500"), ("400", "400, possibly 500"), ("400", "Maybe 400, maybe 500"),
        ("400", "400 unless you count twice"), ("400", "definitely not 400"), ("400", "400 is not correct"), ("400", "400? No."), ("400", "400 isn't right"),
    ],
    "How many apples are there?": [
        ("3", "3 or 4 depending"), ("3", "3 or 4"), ("3", "3-4"), ("3", "three or four"), ("3", "3 (or 4 with the green one)"),
        ("3", "3, or 4 if you count the green one"), ("3", "less than 3"), ("3", "all but 3"), ("3", "all except 3"), ("3", "other than 3"), ("400", "400 km"),
    ],
    "Which moon of Saturn has a thick atmosphere?": [
        ("Titan", "Titan (no: Rhea)"), ("Titan", "Titan, Rhea"), ("Titan", "Titan/Rhea"), ("Titan", "anything but Titan"), ("Titan", "not Titan"),
        ("Titan", "Titan or Rhea"), ("Titan", "either Titan or Rhea"), ("Titan", "Titan / Rhea"), ("Titan", "Titan (or Rhea)"), ("Titan", "Titan (maybe Rhea)"),
        ("Titan", "Titan? No, Rhea."), ("Titan", "Titan. No wait, Rhea."), ("Titan", "Titan. Actually, Rhea."), ("Titan", "Titan - no, Rhea"),
        ("Titan", "Titan, I mean Rhea"), ("Titan", "Titan... sorry, Rhea"), ("Titan", "Everything except Titan"), ("Titan", "any moon but Titan"),
        ("Titan", "any moon other than Titan"), ("Titan", "Titan is wrong"), ("Titan", "It isn't Titan"), ("Titan", "It is not Titan."),
        ("Titan", "Definitely not Titan"), ("Titan", "Titan or Rhea or Dione"), ("Titan", "Titan oder Rhea"), ("Titan", "nicht Titan"), ("Titan", "pas Titan"),
        ("Titan", "no Titan"), ("Titan", "не Титан"), ("Titan", "Titan ou Rhea"), ("Titan", "Titan o Rhea"), ("Titan", "alles außer Titan"), ("Titan", "tout sauf Titan"),
        ("Titan", "todo menos Titan"), ("Titan", "Titan, maybe Rhea"), ("Titan", "Titan and Rhea"), ("Titan", "neither Titan nor Rhea"), ("Titan", "Titan?? or Rhea"),
        ("Titan", "Possibly Titan, possibly Rhea"), ("Titan", "Titan or perhaps Rhea"), ("Titan", "Titan, Rhea or Dione"), ("Titan", "Titan; Rhea"),
        ("Titan", "Titan & Rhea"), ("Titan", "rather not Titan"), ("Titan", "Titan is false"), ("Titan", "Titan cannot be the answer"),
        ("Titan", "The answer is not Titan"), ("Titan", "The answer is either Titan or Rhea."), ("Titan", "Titan, or Rhea"), ("Titan", "~~Titan~~ Rhea"),
        ("Titan", "Titan vs. Rhea"), ("Titan", "Titan|Rhea"), ("Titan", "Titan\nRhea"),
    ],
    "Who wrote it?": [
        ("Jane Austen", "Jane Austen or Emily Bronte"), ("Jane Austen", "not Jane Austen"), ("Jane Austen", "Jane Austen (maybe Emily Bronte)"),
        ("Jane Austen", "Jane Austen/Emily Bronte"), ("Jane Austen", "Jane Austen, Emily Bronte"), ("Jane Austen", "anyone but Jane Austen"),
        ("Jane Austen", "Jane Austen. Wait, no: Emily Bronte."),
    ],
    "What is the capital of France?": [
        ("Paris", "Paris or Lyon"), ("Paris", "Paris, Lyon"), ("Paris", "Paris/Lyon"), ("Paris", "The capital of France is Paris or Lyon."),
        ("Paris", "The capital of France is not Paris."), ("Paris", "Paris is not the capital of France."), ("Paris", "巴黎或里昂"),
    ],
    "What is 7 times 8?": [
        ("56", "The answer is 56. No wait, 57."), ("56", "Answer: 56\nWait, no: 57"), ("56", "The answer is 56. Actually, 57."), ("56", "56. Correction: 57"),
        ("56", "56 -- oops, 57"), ("56", "56; make that 57"), ("56", "56 (sorry, 57)"), ("56", "56, or rather 57"), ("56", "56? Hmm, no. 57."), ("56", "56 or maybe 57"),
        ("56", "perhaps 56 or 57"), ("56", "56 vs 57"), ("56", "56, alternatively 57"), ("56", "56 or 57, I think"), ("56", "It could be 56 or 57"),
        ("56", "between 55 and 57"), ("56", "It's not 56"), ("56", "It isn't 56."), ("56", "56 is the wrong answer"), ("56", "56 is definitely wrong"),
        ("56", "56 would be wrong"), ("56", "not equal to 56"), ("56", "any number but 56"), ("56", "everything but 56"), ("56", "a number other than 56"),
        ("56", "≠ 56"), ("56", "!= 56"), ("56", "56 percent"), ("56", "56 (or possibly 57)"), ("56", "56/57"), ("56", "56, 57"), ("56", "56 and 57"),
        ("56", "56 or fifty-seven"), ("56", "Not fifty-six"), ("56", "nicht 56"), ("56", "pas 56"), ("56", "no es 56"), ("56", "не 56"), ("56", "56 oder 57"),
        ("56", "56 ou 57"), ("56", "56 o 57"), ("56", "56 или 57"), ("56", "56或57"), ("56", "56。不对,57"), ("56", "56. Nein, 57."), ("56", "56. Non, 57."),
        ("56", "56 ist falsch"), ("56", "56 est faux"), ("56", "56 – nein, Moment, 57"),
    ],
    "How many legs does a spider have?": [
        ("8", "8 or 10"), ("8", "eight or ten"), ("8", "8 kg"), ("8", "8 metres"), ("8", "8 if you skip the palps, otherwise 10"), ("8", "8 unless it lost one"),
        ("8", "not 8"), ("8", "6 to 8"), ("8", "8%"),
    ],
    "Which element has the symbol Au?": [
        ("Gold", "Gold or silver"), ("gold", "gold/silver"), ("Gold", "Gold, Silver"), ("gold", "not gold"), ("Gold", "Gold (or silver)"), ("gold", "gold, no, silver"),
        ("gold", "gold... no, silver"), ("gold", "anything except gold"), ("gold", "gold is incorrect"), ("gold", "either gold or silver"),
        ("gold", "gold or perhaps silver"), ("gold", "gold (possibly silver)"), ("gold", "gold; alternatively silver"), ("gold", "any metal but gold"),
        ("gold", "gold? No."),
    ],
    "Who painted the Mona Lisa?": [
        ("Leonardo da Vinci", "Leonardo da Vinci or Michelangelo"), ("Leonardo da Vinci", "Leonardo da Vinci, Michelangelo"),
        ("Leonardo da Vinci", "not Leonardo da Vinci"), ("Leonardo da Vinci", "Leonardo da Vinci? No, Michelangelo"),
        ("Leonardo da Vinci", "Leonardo da Vinci/Michelangelo"), ("Leonardo da Vinci", "everyone but Leonardo da Vinci"),
        ("Leonardo da Vinci", "someone other than Leonardo da Vinci"), ("Leonardo da Vinci", "It was not Leonardo da Vinci who painted it"),
        ("Leonardo da Vinci", "Leonardo da Vinci did not paint the Mona Lisa."), ("Leonardo da Vinci", "Leonardo da Vinci; no, Michelangelo"),
        ("Leonardo da Vinci", "The Mona Lisa was painted by Leonardo da Vinci or Michelangelo."), ("Leonardo da Vinci", "Leonardo da Vinci (sorry, Michelangelo)"),
    ],
    "What is the capital of Australia?": [
        ("Canberra", "Canberra or Sydney"), ("Canberra", "Canberra, Sydney"), ("Canberra", "Canberra/Sydney"), ("Canberra", "Canberra (maybe Sydney)"),
        ("Canberra", "The capital is Canberra. No, it's Sydney."), ("Canberra", "Canberra; actually Sydney"), ("Canberra", "Canberra, I mean Sydney"),
        ("Canberra", "not Canberra, Sydney"), ("Canberra", "Sydney, not Canberra"), ("Canberra", "anywhere but Canberra"), ("Canberra", "any city except Canberra"),
        ("Canberra", "Canberra isn't the capital"),
    ],
    "Wer malte die Mona Lisa?": [
        ("Leonardo", "Leonardo oder Raffael"), ("Leonardo", "nicht Leonardo"), ("Leonardo", "Leonardo, nein, Raffael"), ("Leonardo", "alle außer Leonardo"),
        ("Leonardo", "Leonardo (vielleicht Raffael)"),
    ],
    "Quelle est la capitale de l'Italie ?": [
        ("Rome", "Rome ou Milan"), ("Rome", "pas Rome"), ("Rome", "Rome, non, Milan"), ("Rome", "tout sauf Rome"), ("Rome", "Rome (peut-être Milan)"),
        ("Rome", "Ce n'est pas Rome"),
    ],
    "¿Cuál es la capital de Italia?": [
        ("Roma", "Roma o Milán"), ("Roma", "no es Roma"), ("Roma", "Roma, no, Milán"), ("Roma", "todas menos Roma"), ("Roma", "Roma (quizás Milán)"),
    ],
    "Какой город столица Италии?": [
        ("Рим", "Рим или Милан"), ("Рим", "не Рим"), ("Рим", "Рим (возможно, Милан)"),
    ],
    "意大利的首都是哪里?": [
        ("罗马", "罗马或米兰"), ("罗马", "不是罗马"),
    ],
    "What colour is the flag?": [
        ("red", "red or blue"), ("red", "red/blue"), ("red", "not red"), ("red", "anything but red"), ("red", "red, maybe blue"), ("red", "red (or is it blue?)"),
        ("red", "red, no wait, blue"),
    ],
    "Which band sang it?": [
        ("Blur", "Blur or Oasis"), ("Blur", "Blur/Oasis"), ("Blur", "Blur, Oasis"),
    ],
}  # fmt: skip
SAME: dict[str, list[tuple[str, str]]] = {
    "What is 20 times 20?": [
        ("400", "100 + 300"), ("400", "sqrt(160000)"), ("400", "400 (four hundred)"), ("400", "400, not 500"), ("400", "400 (not 500)"), ("400", "Not 500 but 400"),
        ("400", "400, which is 20 squared"), ("400", "400 or four hundred"), ("400", "20*20 = 400"), ("400", "400, i.e. four hundred"), ("400", "400.0"),
        ("400", "No, it is 400"), ("400", "500. No wait, 400."), ("400", "500... actually, 400"), ("400", "500? No, 400."), ("400", "500, I mean 400"),
        ("400", "500 is wrong; it is 400"), ("400", "400, of course"), ("400", "Exactly 400"), ("400", "It's 400, no doubt"), ("400", "400, without question"),
        ("400", "20 x 20 equals 400, no more and no less"),
    ],
    "Which moon of Saturn has a thick atmosphere?": [
        ("Titan", "Titan (a moon of Saturn)"), ("Titan", "Titan, Saturn's largest moon"), ("Titan", "Titan (Saturn VI)"), ("Titan", "Titan, not Rhea"),
        ("Titan", "Titan (not Rhea)"), ("Titan", "not Rhea but Titan"), ("Titan", "not only Titan"), ("Titan", "Rhea? No, Titan."), ("Titan", "Rhea. No wait, Titan."),
        ("Titan", "none other than Titan"), ("Titan", "nothing but Titan"), ("Titan", "Titan, no doubt"), ("Titan", "Titan, and no other"),
        ("Titan", "no other than Titan"), ("Titan", "Titan, also known as Saturn VI"), ("Titan", "It's Titan, isn't it?"),
    ],
    "What is the capital of France?": [
        ("Paris", "Paris, France"), ("Paris", "Paris (France)"), ("Paris", "Paris, the capital of France"),
    ],
    "Which city is the largest in the US?": [
        ("New York", "New York, NY"),
    ],
    "Who founded Microsoft?": [
        ("William Henry Gates III", "William Henry Gates III (Bill Gates)"),
    ],
    "What is the ratio?": [
        ("3/4", "3/4"), ("3/4", "0.75"),
    ],
    "Which band wrote it?": [
        ("AC/DC", "AC/DC"),
    ],
    "What is the unit of speed?": [
        ("km/h", "km/h"),
    ],
    "Who is it?": [
        ("Jean-Luc Picard", "Jean-Luc Picard, captain"),
    ],
    "Which band?": [
        ("Earth, Wind & Fire", "Earth, Wind and Fire"),
    ],
    "Which law?": [
        ("Trial by jury and/or fine", "trial by jury and/or fine"),
    ],
    "What is 7 times 8?": [
        ("56", "56 (fifty-six)"), ("56", "56, I think"), ("56", "56, right?"), ("56", "56. Sorry for the delay."), ("56", "57. Wait, no, 56."),
        ("56", "57 - scratch that, 56"), ("56", "It is 56, not 54"), ("56", "not 54 but 56"), ("56", "56, not 54."), ("56", "7 x 8 = 56"), ("56", "7*8"),
        ("56", "50 + 6"), ("56", "56 or 5.6e1"), ("56", "56, actually"), ("56", "Actually, 56"), ("56", "Well, 56"), ("56", "Exactly 56, no more, no less."),
        ("56", "56, if I am not mistaken"), ("56", "56, no calculator needed"), ("56", "No doubt: 56"), ("56", "The answer is 57. No wait, 56."),
        ("56", "Answer: 57\nWait, no: 56"), ("56", "56 is right"), ("56", "56 is the correct answer"), ("56", "54 is wrong, it is 56"), ("56", "nicht 54, sondern 56"),
    ],
    "How many legs does a spider have?": [
        ("8", "8 legs"), ("8", "eight (8)"), ("8", "8, two on each of four segments"), ("8", "8 legs, not 6"),
    ],
    "Which element has the symbol Au?": [
        ("gold", "Gold (Au)"), ("gold", "gold, a metal"), ("gold", "gold, not silver"), ("gold", "nothing but gold"), ("gold", "gold or Au"),
        ("gold", "It's gold, of course."),
    ],
    "Who painted the Mona Lisa?": [
        ("Leonardo da Vinci", "Leonardo da Vinci, Italian painter"), ("Leonardo da Vinci", "Leonardo da Vinci (1452-1519)"), ("Leonardo da Vinci", "da Vinci, Leonardo"),
        ("Leonardo da Vinci", "Leonardo da Vinci, the Italian polymath"), ("Leonardo da Vinci", "none other than Leonardo da Vinci"),
        ("Leonardo da Vinci", "Michelangelo? No, Leonardo da Vinci."), ("Leonardo da Vinci", "No one but Leonardo da Vinci"),
        ("Leonardo da Vinci", "It was Leonardo da Vinci, not Michelangelo."),
    ],
    "What is the capital of Australia?": [
        ("Canberra", "Canberra, Australia"), ("Canberra", "Canberra (not Sydney)"), ("Canberra", "Canberra, not Sydney or Melbourne"), ("Canberra", "Canberra, ACT"),
        ("Canberra", "Not Sydney but Canberra"), ("Canberra", "Contrary to what many believe, Canberra"), ("Canberra", "Canberra, not Sydney."),
    ],
    "What is the capital of Bavaria?": [
        ("Munich", "Munich, Germany"),
    ],
    "What is the largest city in Texas?": [
        ("Houston", "Houston, TX"), ("Houston", "Houston, Texas"),
    ],
    "Where was he born?": [
        ("London", "London, England"), ("Chelsea", "Chelsea, London"),
    ],
    "Who is the CEO?": [
        ("Tim Cook", "Tim Cook, CEO of Apple"),
    ],
    "Who was president?": [
        ("John F. Kennedy", "President John F. Kennedy"),
    ],
    "Who was it?": [
        ("Martin Luther King", "Martin Luther King, Jr."),
    ],
    "Which film won?": [
        ("Face/Off", "Face/Off"),
    ],
    "Which network standard?": [
        ("TCP/IP", "TCP/IP"),
    ],
    "Which novel?": [
        ("Pride and Prejudice", "Pride and Prejudice"), ("Crime and Punishment", '"Crime and Punishment"'),
    ],
    "Which play?": [
        ("Twelfth Night", "Twelfth Night, or What You Will"),
    ],
    "Which law firm?": [
        ("Johnson & Johnson", "Johnson and Johnson"),
    ],
    "Which country?": [
        ("Trinidad and Tobago", "Trinidad & Tobago"),
    ],
    "Who sang it?": [
        ("Simon & Garfunkel", "Simon and Garfunkel"),
    ],
    "Explain the rule.": [
        ("You may use tea and/or coffee.", "You may use tea and/or coffee."),
    ],
    "What colour is the flag?": [
        ("red and blue", "blue and red"), ("red, white and blue", "red, blue, and white"),
    ],
    "Name the colours.": [
        ("red, blue", "blue, red"),
    ],
    "What percent passed?": [
        ("40", "40%"),
    ],
    "What is the interest rate?": [
        ("5%", "5"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), rows(DIFFERENT))
def test_a_value_that_is_not_given(question: str, one: str, other: str) -> None:
    """An answer that denies, takes back or leaves open a value does not agree with it."""
    assert agreement(question, one, other) < 0.5


@pytest.mark.parametrize(("question", "one", "other"), rows(SAME))
def test_harmless(question: str, one: str, other: str) -> None:
    """What is said around a value, and what is corrected to it, changes nothing."""
    assert agreement(question, one, other) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("Titan or Rhea", "Rhea or Titan"), ("Titan/Rhea", "Titan or Rhea"), ("not Titan", "Not Titan."), ("400 or 500", "500 or 400")],
)  # fmt: skip
def test_the_same_doubt(one: str, other: str) -> None:
    """Answers that leave the same open, or deny the same, agree."""
    assert agreement("Which is it?", one, other) >= 0.8


def test_one_of_two_is_given_in_part() -> None:
    """A value beside a rival agrees in part with itself, and not at all with a third."""
    assert agreement("Which moon is it?", "Titan or Rhea", "Rhea") == 0.4
    assert agreement("Which moon is it?", "Titan or Rhea", "Dione") == 0.0


@pytest.mark.parametrize(
    "unit",
    ["400. No wait, ", "not ", "Titan or ", "Titan (maybe ", "Titan, ", "anything but ", "a is wrong; ", "no other than ", "Titan/", "if unless ", "the answer is 4. No, ", "Answer: 4\nno, "],
)  # fmt: skip
@pytest.mark.parametrize("size", [190, 290, 300_000])
def test_repetition_is_read_in_linear_time(unit: str, size: int) -> None:
    """No pattern for denials, corrections or rivals runs for long on what nearly matches it."""
    text = unit * (size // len(unit))
    began = time.process_time()
    agreement("Which moon is it?", text, "Titan")
    agreement("Is it Titan?", f"Yes, {text}", "yes")
    assert time.process_time() - began < 60
