"""Sentences in which judges choose: by a letter or a word, of the answer or not, and what they deny."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import time

import pytest

from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.framings import TRUE_FALSE, VERDICT, Framing, clustered
from trustcore_strategies.reflection.parse import choose

NONE = "none"
AMONG = clustered("clustered", "KLM", ("Oslo", "Bergen"), own=0)


def chosen(reply: str, framing: Framing = VERDICT, *, reasoning: bool = False) -> str:
    choice = choose(reply, framing, reasoning=reasoning)
    return choice.option.letter or choice.option.text if isinstance(choice, Choice) else NONE


LETTERS = (
    ("B", "I'd pick B here."), ("A", "It is A then."), ("B", "So B then."), ("A", "I would rate this as A"), ("B", "I'm inclined to say B"), ("A", "Let me go with A."),
    ("B", "Which leaves only B."), ("A", "That leaves us with A"), ("B", "This points to B"), ("A", "The best option is therefore A."), ("B", "The most fitting verdict is B"),
    ("A", "A is the appropriate choice."), ("B", "B is the only sensible option"), ("A", "A is what I would choose"), ("B", "B seems like the best choice"), ("A", "Only A fits."),
    ("B", "B alone applies"), ("A", "A I think"), ("B", "I believe it's B"), ("A", "I have to say A"), ("B", "I pick B since the river is the Rhine"), ("A", "The choice is A as the sum is 9"),
    ("B", "I choose B over A"), ("A", "I prefer A to B."), ("B", "Rather than A, I choose B."), ("A", "B is out, and so is C, which leaves A."), ("B", "I was tempted to pick A, but the sign is off, so B."),
    ("A", "I don't think B is right, so I choose A."), ("B", "Ich wähle Option B, weil die Summe nicht stimmt."), ("A", "A を選びます。"), ("B", "因为和是9，所以B"),
    (NONE, "B is out"), (NONE, "I nearly chose A"), (NONE, "I was tempted to say B"), (NONE, "At first I leaned towards B"), (NONE, "Who would pick A?"), (NONE, "Should I choose B?"),
    (NONE, "You asked me to choose A"), (NONE, "The instructions say to choose B"), (NONE, "The first option is A"), (NONE, "The wrong choice is B"), (NONE, "The proposed answer is A"),
    (NONE, "The response is B"), (NONE, "A is what I would not choose"), (NONE, "B fits half of the facts"), (NONE, "That leaves A and B"), (NONE, "This leaves A or B"), (NONE, "No A"),
    (NONE, "A would be right if the year was 1912"), (NONE, "If the sum is 9, so A"), (NONE, "The answer to the question is A"), (NONE, "The family A"), (NONE, "We supply B"), (NONE, "Mostly A"),
    (NONE, "I don't think A is right"), (NONE, "Unlike A, it is older"), (NONE, "Without A"), (NONE, "Anything except option B"), (NONE, "Instead of choosing A"), ("B", "Without further context I'd go with B."),
    ("B", "Instead of A, B."), ("A", "Unlike the student, I choose A"), ("B", "저는 B를 선택합니다."), ("A", "私はAを選びます"), ("B", "- [ ] A\n- [x] B\n- [ ] C"), ("A", "| A | x |\n| B | |"), ("B", "✅ The units hold.\n\nB"),
    ("A", "By elimination, A."), ("B", "(B) Incorrect, since (A) would need a sum of 9."), ("C", "I can't tell, C"), ("C", "I'd say A. Actually, I don't know."), (NONE, "This is a B"), ("C", "Impossible to say: C"), (NONE, "Reply with A, B or C only."), (NONE, "I can't decide: A"),
    ("B", "I'd have to go for option B on this one."), ("A", "I would respond with A."), ("B", "B for incorrect."), ("C", "C, for not sure"), (NONE, "A for incorrect"), (NONE, "A means correct"), (NONE, "I would start with A"),
    ("B", "I've decided on B."), ("A", "I'd rather pick A"), ("A", "Let's say A."), ("B", "Surely not A, B instead."), ("B", "Ответ В"), (NONE, "A is wrong"), (NONE, "A cannot be right"), (NONE, "I'd rather not pick A"),
    ("A", "The better option is A."), (NONE, "There is also A"), ("B", "It has got to be B."), ("B", "It's got to be B."), ("A", "Answering A."), (NONE, "I have no doubts about either, A or B"), (NONE, "There is doubt that it is A"),
    ("A", "option a"), ("B", "Final answer b."), (NONE, "The answer is a city"),
    ("B", "It isn't A, it's B."), ("A", "It is not (B), I choose (A)."), (NONE, "It isn't (A), (B)"), (NONE, "Option A? No."), ("A", "Option A? Yes."), (NONE, "B? No."), ("B", "Is it A? No. It is B."),
    ("A", "Its option (C) is right, so the proposed answer is correct."), ("A", "Correct, C is indeed the answer."), ("B", "Wrong. Hence my choice is B."),
    ("B", "I reject A and choose B."), ("B", "B rather than A or C"), ("B", "Ответ 9, поэтому B."), (NONE, "Choose: A, B or C"), (NONE, "I choose A and pick B"),
    (NONE, "Option (B) in the question is correct"), (NONE, "The proposed answer chose (B)"),
)  # fmt: skip

ABOUT_THE_ANSWER = (
    ("B", "I'm certain that the answer provided is wrong."), ("A", "I believe the proposed answer to be true."), ("B", "I find this answer incorrect"), ("A", "I would mark it as right."),
    ("B", "That would be false."), ("B", "which makes the proposed answer wrong"), ("A", "This makes it correct."), ("B", "The solution drops a sign in step 3 and is therefore not right."),
    ("A", "The answer agrees with the table and is thus correct."), ("B", "The answer 12 is wrong."), ("A", "The answer of 9_000 km is right."), ("A", "The proposed answer of 9,000 km is true."),
    ("B", "The claim that 91 is prime is false."), ("A", "The answer is correct as far as I can tell."), (NONE, "Not necessarily true."), ("B", "This doesn't look right: 0.1 km is 100 m."), ("A", "Yes. Fleming found it in 1928."), (NONE, "Right. It is by Hugo."), (NONE, "Right. Let me see."), (NONE, "Yes. However, the year is off."), (NONE, "True. It's not that simple."), ("B", "(B) incorrect. Among A, B, C and D, only A is a gas."), ("B", "The answer is missing the sign and thus wrong."), ("A", "The answer is not long but right."), (NONE, "The answer is not complete and right."), ("B", "That is why the answer is wrong."), (NONE, "The answer is only half done and right."), ("B", "The answer is wrong by a factor of two."), ("A", "The answer 3.14 is correct to two decimal places."), ("B", "The claim that the Rhine flows through Prague is false."), ("A", "The statement that Bergen lies by the sea is true"), ("B", "It is clear that the answer is wrong."), ("A", "We can conclude that the answer is right."),
    ("B", "This means the proposed answer is false."), ("A", "The answer should be considered correct."), ("B", "My verdict is that the answer is wrong."), ("A", "It is the right answer."),
    ("B", "This is not the correct answer"), ("B", "The proposed answer is a false statement."), ("A", "The proposed answer is the correct one."), ("B", "The answer is clearly and entirely wrong."),
    ("A", "The answer is right and the steps are well explained."), ("B", "The answer is wrong in every respect."), ("A", "I have checked the sum and the proposed answer is correct."),
    ("B", "I do not think that the answer is right."), ("B", "It is not the case that the answer is correct"), ("B", "The answer is far from correct."), ("B", "The answer is not entirely correct"),
    ("B", "The proposed answer contains an error: 7 + 5 = 12."), ("A", "The answer has no mistakes."), ("A", "I agree with the proposed answer."), ("B", "I disagree."), ("B", "Wrong answer."), (NONE, "Wrong answer: A"), ("A", "I have checked the answer and found it to be right."), ("B", "The answer can't be considered right."), ("A", "There is no doubt that the answer is right."), ("B", "I have no doubt it is wrong."), ("A", "The answer is now right."), ("A", "The answer turned out to be right."), ("B", "I have to disagree with this answer."), ("A", "The proposed answer can be accepted as correct."), (NONE, "I would agree if it was 1912"), (NONE, "Should I agree"),
    ("A", "The proposed answer correctly names the river."), ("B", "The answer incorrectly gives the year as 1912."), ("A", "Yes, because the sum is 9"), ("A", "Yes, it is."), ("B", "No it isn't."),
    ("A", "Not wrong."), ("B", "The user's answer is incorrect."), ("B", "I choose incorrect"), ("A", "I'd go with 'correct'."), ("B", "The verdict is incorrect"), ("A", "Most likely correct."), ("A", "Looks right to me."), ("B", "Seems wrong."), ("A", "The student is right."), ("B", "The answer is definitely, 100% wrong."), ("B", "Incorrect is my verdict."), ("A", "The claim made in the proposed answer is correct."),
    ("B", "It's false rather than true"), ("B", "I'm 95% sure that the answer is wrong."), ("A", "The proposed answer 'A) 12' is correct."), ("B", "The answer 'Oslo, Norway' is wrong."), ("B", "Based on the table, the answer is wrong as the sum is 9"), ("B", "The answer is erroneous."),
    (NONE, "I thought the answer was wrong"), (NONE, "The student finds it correct"), (NONE, "I doubt the answer is wrong"), (NONE, "It is possible that the answer is wrong"), (NONE, "The answer would be wrong if it was 1912"),
    (NONE, "Let's say it is correct"), (NONE, "The student checked the answer and found it wrong"), (NONE, "There is some doubt that the answer is right"), (NONE, "I wonder whether the answer is wrong"), (NONE, "The answer is not entirely wrong"), (NONE, "Not necessarily wrong"), (NONE, "I don't think it's wrong"),
    (NONE, "The answer claims to be correct"), (NONE, "The answer that is right is 5"), (NONE, "The statement that it is true"), (NONE, "The answer is correct but incomplete"), (NONE, "The answer is correct or incorrect"),
    (NONE, "The answer is correct only if x is 5"), (NONE, "If it is 1912, the answer is correct; otherwise it is incorrect."), (NONE, "This is the right approach"), (NONE, "That is a true story"),
    (NONE, "The question is wrong"), (NONE, "Nothing is wrong"), (NONE, "The answer has a mistake-free style"), (NONE, "I agree with the first part"), (NONE, "The answer correctly names the river, but the year is off."),
    (NONE, "I wouldn't say correct"), (NONE, "Yes but no"), (NONE, "No doubt"), (NONE, "Yes, since then it has grown; but"), (NONE, "The answer is mostly correct"), (NONE, "All options are incorrect"),
    (NONE, "The answer correctly names the river but not the year."), (NONE, "The answer correctly states the sum. The unit is missing."), (NONE, "It rightly belongs elsewhere"), (NONE, "The answer contains an error bar"),
    (NONE, "Looks like the right approach"), (NONE, "The answer is 50% right"), (NONE, "Correct as far as it goes"), (NONE, "I am not sure that the answer is wrong"), (NONE, "The teachers' answer isn't known"),
)  # fmt: skip

TRUTHS = (
    ("false", "I wouldn't call it true, so false."), ("true", "True - the river is the longest one there is."), ("true", "The claim holds, so I answer true."), ("false", "I hold it to be false."), ("false", "I'd have to conclude that it's false."), ("false", "True? No."), ("false", "I believe the answer to be false."),
    ("true", "Nope, wait. Yes, it is true."), (NONE, "I can't call it true."), (NONE, "Correct - 9; proposed - 8"), (NONE, "Correct (9) against proposed (8)"), (NONE, "True – 9. Given – 8."),
)  # fmt: skip

OTHER_LANGUAGES = (
    ("B", "Falso."), ("B", "La réponse est fausse."), ("A", "Wahr"), ("B", "错误"), ("B", "Die Antwort ist falsch."), ("B", "Die vorgeschlagene Antwort ist nicht richtig."), ("A", "La réponse est correcte."), ("B", "La réponse n'est pas correcte"),
    ("B", "La respuesta propuesta es incorrecta."), ("A", "La risposta è corretta"), ("B", "答案是错误的"), ("B", "答案不正确"), ("A", "该答案正确"), ("A", "👍"),
    (NONE, "Possible."), (NONE, "Probably"), (NONE, "La respuesta es Bergen"), (NONE, "Die Antwort ist Oslo"), (NONE, "Falso o verdadero"), (NONE, "答案是水"),
)  # fmt: skip

CONCLUSIONS = (
    ("B", "1. The capital is Oslo.\n2. The answer says Bergen.\n3. Hence, B is the appropriate choice."), ("B", "The sum is 9, so the answer of 8 is wrong, hence I choose B."),
    ("B", "I thought it was right. But the sum is 9. Hence, incorrect."), ("A", "Since Oslo is the capital of Norway, the proposed answer is correct."),
    ("B", "The sum is 9 and the answer says 8, therefore incorrect."), (NONE, "The sum is 9, so correct the answer"), (NONE, "Since the first step is wrong, let us redo it"), (NONE, "Oslo is the capital, which is option D. Thus, given the options, the answer is B."), (NONE, "The first claim is false. So let us look at A"), (NONE, "It is 9. So who would choose B?"),
)  # fmt: skip


@pytest.mark.parametrize(("letter", "reply"), [*LETTERS, *ABOUT_THE_ANSWER, *OTHER_LANGUAGES])
def test_a_sentence_is_read_as_it_is_meant(letter: str, reply: str) -> None:
    """Who chooses, what is said of what, and what is denied, decide together."""
    assert letter == chosen(reply)


@pytest.mark.parametrize(("option", "reply"), TRUTHS)
def test_a_word_is_chosen_as_a_letter_is(option: str, reply: str) -> None:
    """Where the options have no letters."""
    assert option == chosen(reply, TRUE_FALSE)


@pytest.mark.parametrize(("letter", "reply"), CONCLUSIONS)
def test_a_conclusion_may_choose_a_letter(letter: str, reply: str) -> None:
    """But for an answer's letter, which may be one of the question's."""
    assert letter == chosen(reply, reasoning=True)


@pytest.mark.parametrize(
    ("letter", "reply"),
    [
        ("L", "Oslo is smaller.\nThe best option is therefore L."),
        ("K", "So the right answer to the question is K."),
        (NONE, "So K and L are both right."),
    ],
)
def test_letters_of_answers_are_right_or_not(letter: str, reply: str) -> None:
    """Among answers, "the right answer" is what the judge was asked for."""
    assert letter == chosen(reply, AMONG, reasoning=True)


@pytest.mark.parametrize(
    ("reply", "word"),
    [("The claim holds, so I answer true.", "true"), ("That would be false.", "false"), ("I'd say false, since it is 9", "false")],
)  # fmt: skip
def test_the_word_that_chose_is_known_by_its_place(reply: str, word: str) -> None:
    """Its token is weighed, wherever in the sentence it stands."""
    choice = choose(reply, TRUE_FALSE)
    assert isinstance(choice, Choice)
    assert reply.index(word) == choice.at


@pytest.mark.parametrize("token", ["e", "m", "v", "inv", "yep"])
def test_a_rare_word_is_read_and_no_token_begins_it(token: str) -> None:
    """Tokens of other words begin with the same letters."""
    assert token not in TRUE_FALSE.beginnings
    assert ("false", "true") == (chosen("Erroneous.", TRUE_FALSE), chosen("Yep", TRUE_FALSE))


@pytest.mark.parametrize("adverb", ["clearly", "most likely", "very", "indeed", "in my view", "I think", "without a doubt"])  # fmt: skip
@pytest.mark.parametrize(
    ("letter", "before", "behind"),
    [
        ("A", "", "A"), ("B", "The answer is", "wrong"), ("A", "It is", "the right answer"), ("B", "The verdict is", "B"),
        ("B", "I", "choose B"), ("A", "This", "means that the answer is right"), ("A", "", "correct"),
    ],
)  # fmt: skip
def test_what_says_that_something_is_meant_changes_nothing(
    adverb: str, letter: str, before: str, behind: str
) -> None:
    """Wherever in a sentence it stands."""
    assert letter == chosen(f"{before} {adverb} {behind}")


@pytest.mark.parametrize("adverb", ["partly", "mostly", "hardly", "possibly", "technically", "allegedly"])  # fmt: skip
def test_what_limits_a_choice_is_not_left_out(adverb: str) -> None:
    """What is partly right is neither, whether a letter or a word says so."""
    assert {NONE} == {chosen(f"{adverb} {one}") for one in ("A", "correct")}
    assert {NONE} == {chosen(f"the answer is {adverb} {one}") for one in ("A", "right")}


@pytest.mark.parametrize(
    "unit",
    [
        "it is clear that ", "so and ", "clearly ", "the answer is and ", "I choose B over A. ", "yes it is ", "wait, A. ",
        "the claim that a b c d e is true. ", "the answer contains an error ", "答案是", "die antwort ist ", "so not A so ",
    ],
)  # fmt: skip
def test_sentences_are_read_in_linear_time(unit: str) -> None:
    """Were time quadratic, a reply as long as this would take minutes."""
    begun = time.process_time()
    for framing in (VERDICT, TRUE_FALSE):
        assert choose(unit * 20_000, framing) is not None
    assert time.process_time() - begun < 60
