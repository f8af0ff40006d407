"""What judges say around their choice: names with values, contrasts, sentences, letters in any dress."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.framings import TRUE_FALSE, VERDICT, clustered
from trustcore_strategies.reflection.parse import choose

NONE = "none"


def chosen(reply: str, *, reasoning: bool = False) -> str:
    choice = choose(reply, VERDICT, reasoning=reasoning)
    return choice.option.letter if isinstance(choice, Choice) else NONE


FLAGS = (
    ("A", "wrong: no"), ("A", "Incorrect = false"), ("B", "Correct? No."), ("A", "Is the answer correct? Yes."), ("B", "Wrong: yes"), ("B", "**Correct:** no"), (NONE, "correct = 0"),
    ("A", '{"is_incorrect": false}'), ("A", '{"incorrect": "false"}'), ("B", '{"incorrect": "yes"}'), ("B", '{"isWrong": true}'), ("A", '{"answer_is_wrong": false}'),
    ("B", '{"is_not_correct": true}'), ("A", '{"notWrong": true}'), ("B", "{'correct': False}"), ("A", '{"correct": 1.0}'), ("B", '{"A": false, "B": true, "C": false}'),
    (NONE, '{"date_correct": false, "place_correct": true}'), ("A", '{"correct": true, "incorrect": false}'), (NONE, '{"correct": 0.7}'), (NONE, '{"correct": null}'),
)  # fmt: skip

CONTRASTS = (
    ("B", "Not A but B"), ("B", "Not A, but B"), ("B", "It is not A but rather B"), ("A", "A rather than B"), ("A", "A, not B"), ("B", "B over A"), ("A", "Not B. Rather A."),
    (NONE, "I'd hesitate to pick A"), (NONE, "I see no reason to pick B"), (NONE, "Hardly A"), (NONE, "One could pick A"), (NONE, "Some would choose A"), (NONE, "I am unable to choose B"),
    (NONE, "Option A or option B?"), (NONE, "Either A or B"), (NONE, "Between option B and option C"), ("A", "Without a doubt: A"), ("B", "Not surprisingly, B"),
)  # fmt: skip

SENTENCES = (
    ("B", "It is not Oslo, so the answer is wrong."), ("B", "The answer should be A, so the proposed answer is incorrect."), ("A", "The proposed answer B is correct."),
    ("A", "The proposed answer (B) is correct."), ("B", "The given answer, C, is incorrect."), ("B", "The answer cannot be right."), ("B", "The answer can't be correct."),
    ("B", "It does not seem right."), ("B", "That must be wrong."), ("A", "I thought it was wrong, but it is correct."), (NONE, "I assumed it was wrong."), (NONE, "Nobody says it is wrong."),
    ("A", "Absolutely correct."), ("B", "Completely wrong."), (NONE, "Partially correct"), (NONE, "Hardly right."), (NONE, "It is only technically correct."), ("B", "The answer is no longer correct."),
    (NONE, "Wrong: none. All steps hold."), ("B", "Incorrect: Oslo."), (NONE, "It would be wrong to choose A"), ("B", "Wrong. A is the right answer."), ("B", "Incorrect. A is the correct option."),
    (NONE, "It is not, in fact, correct."), (NONE, "It isn't, I think, right."), ("B", "It is not, in fact, Oslo; incorrect."),
    (NONE, "Correct (5) vs proposed (6)"), (NONE, "Right: the bank of the Danube, whereas it says Rhine."),
    ("B", "It is not Oslo. Incorrect."), ("B", "The right answer is 5. Incorrect."), ("B", "The student chose B, but the answer is C. Incorrect."), ("A", "The answer provided here is accurate."),
    ("B", "The answer is incorrect because the capital is Paris."), ("A", "Correct since 7+5 is 12."), ("B", "The answer is wrong since the year was 1912, and the river flows through Vienna and Budapest."),
    (NONE, "A? I don't think so."), ("B", "Is it A? It is B."), ("A", "Which one? A."), (NONE, "Right option: B. Proposed: C."), ("B", "Given answer: A. Verdict: B"), (NONE, "Yes. The answer is B."),
    ("B", "The correct answer is C. Wrong."), ("A", "Right, I choose A"), ("A", "The answer that was given is right."), (NONE, '{"correct_option": "A"}'), (NONE, "Not sure whether it is (A), (B)"),
    ("A", "The answer is undeniably correct."), (NONE, "Correct → 1912; answer → 1921"), (NONE, "I thought it was right."), (NONE, "It is not that the answer is right."),
)  # fmt: skip

LETTERS = (
    ("A", "Most likely A"), ("B", "Undoubtedly B"), ("B", "It must be B"), ("B", "That would be B"), ("A", "A it is"), ("B", "B is the answer"), ("B", "B is clearly the right one"),
    ("B", "I'd say B"), ("A", "I'm leaning towards A"), ("A", "A given the dates"), ("B", "B due to the wrong year"), ("B", "→ B"), ("B", "➡️ B"), ("B", "• B"), ("A", "⭐ A"), ("B", "👉 B"),
    ("A", "【A】"), ("B", "『B』"), ("A", "Ⓐ"), ("B", "🅱"), ("A", "𝐀"), ("A", "А"), ("B", "Ответ: В"), ("B", "B | incorrect"), ("B", "B → incorrect"), (NONE, "A → B"),
    ("B", "‘B’"), ("A", "‹A›"), ("A", "｢A｣"), ("B", "⟨B⟩"), ("A", "A…"), ("A", "‑ A"), ("B", "\u202aB\u202c"), ("A", "⟦A⟧"), ("B", "➤ B"), (NONE, "B-cell"), (NONE, "B‑cell"), ("B", "我认为是B"),
    ("A", "<seed:cot_budget_reflect>B</seed:cot_budget_reflect>A"), ("B", "<inner_thoughts>A</inner_thoughts>B"), ("A", "[REASONING]B[/REASONING]A"),
    ("A", "Of course A"), ("B", "No doubt B"), ("A", "A obviously"), ("B", "B of course"), (NONE, "A possibly"), ("A", "My vote is A"), ("A", "정답은 A번입니다"), ("B", "Die Antwort lautet B"), ("A", "La réponse est la A"), ("B", "La respuesta es la B"), ("A", "A resposta certa é a A"),
    ("A", "Going for A"), ("B", "A opção B"),
    ("A", "So A."), ("B", "Overall, B"), ("A", "ａ"), ("B", "我的选择是B"), ("A", "应选A"),
    ("B", "Bです"), ("B", "答えはBです。"), ("A", "정답은 A입니다."), ("B", "Bが正解です"), ("A", "选A项"), (NONE, "不是A"), (NONE, "A不正确"),
    ("A", "Mi elección es A"), ("B", "Le choix est B"), ("B", "Het antwoord is B"), ("A", "Svaret är A"), ("B", "Meine Wahl ist B"),
    ("A", "<|START_THINKING|>B<|END_THINKING|><|START_RESPONSE|>A<|END_RESPONSE|>"), ("B", "<|begin_of_thought|>A<|end_of_thought|><|begin_of_solution|>B<|end_of_solution|>"),
)  # fmt: skip

CONCLUSIONS = (
    ("B", "The first step is correct. The second step is wrong: 3*4 is 12. Therefore the answer is wrong."), ("A", "It is 12 + 1 = 13. So the proposed answer is correct."),
    ("B", "The year is off. Thus, the answer is incorrect."), (NONE, "The first step is correct. The second is wrong."), (NONE, "If so, the answer is correct."),
    (NONE, "The sum is 13. The answer is correct"), ("A", "It is 13. The proposed answer is therefore correct."), ("B", "So my final choice would be (B)."), ("A", "Well\nFinal-answer: A"), ("B", "Well\nFinal: (B)"), ("A", "Well\nConclusion: (A)"),
("A", "The river is the Nile; hence it is correct."),
)  # fmt: skip


@pytest.mark.parametrize(("letter", "reply"), [*FLAGS, *CONTRASTS, *SENTENCES, *LETTERS])
def test_a_wording_is_read_as_it_is_meant(letter: str, reply: str) -> None:
    """A choice is what the whole of a clause says, not the first word or letter in it."""
    assert letter == chosen(reply)


@pytest.mark.parametrize(("letter", "reply"), CONCLUSIONS)
def test_a_judge_that_reasons_may_end_in_a_conclusion(letter: str, reply: str) -> None:
    """On the same line as its reasons; a sentence that concludes nothing may be one of them."""
    assert letter == chosen(reply, reasoning=True)


def test_names_with_values_mean_what_each_framing_asks() -> None:
    """Options without letters are words; those that are answers are chosen or not at all."""
    wrong = choose("correct: no", TRUE_FALSE)
    assert isinstance(wrong, Choice)
    assert "false" == wrong.option.text
    among = clustered("clustered", "ABC", ("Oslo", "Bergen"), own=0)
    bergen = choose('{"Oslo": false, "Bergen": true}', among)
    assert isinstance(bergen, Choice)
    assert "B" == bergen.option.letter


@pytest.mark.parametrize(
    "unit", ["the answer is ", "not A but ", "B rather than ", '{"a": ', "A or ", "です"]
)
def test_long_replies_of_any_words_are_read(unit: str) -> None:
    """None is too long or too strange to be read, with or without a choice."""
    for reply in (unit * 20_000, f"{unit * 20_000}\nA"):
        assert chosen(reply) in {"A", "B", NONE}
        assert chosen(reply, reasoning=True) in {"A", "B", NONE}
