# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TokenLogprobs
from trustcore_strategies.reflection.choices import Choice, Unread
from trustcore_strategies.reflection.framings import (
    FALSE_TRUE,
    FRAMINGS,
    TRUE_FALSE,
    VERDICT,
    Framing,
    clustered,
)
from trustcore_strategies.reflection.parse import choose
from trustcore_strategies.reflection.tokens import Said, certainty, expectation, mean

FULL_WIDTH = {0xFF21 + index: chr(0x41 + index) for index in range(26)}
COMPARED = clustered("clustered", "KLM", ("Oslo", "Bergen"), own=0)
FRAMING = st.sampled_from([*FRAMINGS.values(), COMPARED])


def chosen(reply: str, framing: Framing = VERDICT, *, reasoning: bool = False) -> str | Unread:
    choice = choose(reply, framing, reasoning=reasoning)
    return choice if isinstance(choice, Unread) else choice.option.letter or choice.option.text


LETTERS = (
    "B", " B\n", "b", "B.", "B)", "(B)", "(b)", "( B )", "[B]", "{B}", '"B"', "'B'",
    "`B`", "*B*", "**B**", "__B__", "**(B)**", "**B.**", "$B$", "\\boxed{B}", "- B",
    "# B", "\u00a0B\u200b", "\uff08B\uff09", "\u201cB\u201d", "B,", "B;", "B!",
    "Answer: B", "answer: b", "**Answer:** B", "**Answer: B**", "Answer - B",
    "Answer = B", "Answer B", "ANSWER: (B)", "The answer is B", "The answer is (B).",
    "The answer is: B.", "the answer is **B**", "My choice is B.", "Option B",
    "option (B)", "Choice: B", "Verdict: B", "I choose B.", "I would pick (B).",
    "I select B", "I'd go with B.", "Final choice: (B)", "final choice: b",
    "\u7b54\u6848\uff1aB", "<answer>B</answer>", "<answer>\nB\n</answer>",
    '{"choice": "B"}', '{"answer":"B"}', '["B"]', "{'choice': 'B'}",
    '{"choice": "B", "confidence": 0.9}', '```json\n{"choice": "B"}\n```',
    '{"final_choice": "B"}', '{"answer": "b"}',
    "B. Because it is Canberra.", "B, because it is Canberra", "(B) - it is Canberra",
    "B\n\nIt is Canberra; option (A) would need Sydney.",
    "Sydney is no capital, as (A) has it.\n\nB",
    "<think>Is it (A)?</think>B", "Is it (A)?</think>\n\n(B)",
)  # fmt: skip
WORDS_WRONG = (
    "incorrect", "Incorrect", "INCORRECT.", "(B) incorrect", "B) Incorrect",
    "B. incorrect", "B: Incorrect", "B - incorrect", "B incorrect", "(B) wrong",
    "Not correct.", "Wrong!", "False", "It is incorrect.", "It's wrong.",
    "The proposed answer is incorrect.", "I think the answer is not correct.",
    "**Incorrect**", "Incorrect. The capital is Canberra.", '"incorrect"',
)  # fmt: skip
WORDS_UNSURE = (
    "Not sure", "I am not sure", "I'm not sure.", "I\u2019m not sure", "Unsure.",
    "(C) not sure", "I don't know.", "I am not sure, the question is vague.",
)  # fmt: skip
WORDS_RIGHT = ("Correct", "correct.", "(A) correct", "True", "It is right.")
SEVERAL = (
    "(A) or (B)", "A, B", "A/B: (A) (B)", "(A) correct\n(B) incorrect\n(C) not sure",
    "A. Incorrect", "(B) correct", "A\nB", "Correct. Then again, incorrect.",
    "A. Though (B) is close.", '{"choice": "A", "other": "B"}', "Final choice: (A) or (B)",
)  # fmt: skip
RUBBISH = (
    "D", "X", "(X)", "AB", "AAA", "1", "0.5", "ok", "none", "n/a", "{}", "()", "()[]!?", "NaN",
    "A capital is a city.", "A proposed answer", "A or B", "Vitamin C helps.", "vitamin c",
    "The correct answer is Paris.", "The capital of a country", "Incorrectly asked",
    "Not sure whether it is (A), (B)", "The answer is not (A).", "It isn't (B)", "Neither: correctness is moot",
    "Final choice:", "Final choice: (X)", "(A)\nFinal choice: none",
    "I'm sorry, I can't help with that.", "\u7b54\u6848", "\U0001f600", "\x00",
)  # fmt: skip
UNITS = (
    " ", "A", "A.", "\n", "A\n", "(", "final choice", "the answer is A ", "is ", "x \n", " - ",
    "<think>", "not ", "I think it is ",
)  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "reply"),
    [
        *(("B", form) for form in (*LETTERS, *WORDS_WRONG)),
        *(("A", form) for form in WORDS_RIGHT),
        *(("C", form) for form in WORDS_UNSURE),
    ],
)
def test_every_way_to_name_one_option_is_read(letter: str, reply: str) -> None:
    """A reply that names one option chose it, whatever it wraps it in."""
    assert letter == chosen(reply)


@pytest.mark.parametrize("reply", SEVERAL)
def test_a_reply_that_names_several_options_chose_none(reply: str) -> None:
    """Two options, or a letter and words that disagree, are no choice."""
    assert Unread.SEVERAL == chosen(reply)


@pytest.mark.parametrize("reply", RUBBISH)
def test_rubbish_chose_nothing(reply: str) -> None:
    """A reply that names no option is not read as one, nor as the middle."""
    assert Unread.NOTHING == chosen(reply)


REMARKS = (
    "Right, let me check: the product is 12 and not 14.", "Right. The total is 9, so 8 fails.",
    "True: 7. Proposed: 9.", "Correct: 30", "Correct - 5; proposed - 6", "correct = 0",
    "Right! So the river is the Nile, which it is not.", "Correct answer: B", "The right choice is A.",
    "The correct option is (C).", "Not option B", "I can't choose B", "Do not pick A",
    "I would never select A", "I reject option B", "It depends on option A", "Anything rather than A",
    "Paris is correct.", "If the answer is correct", "Whether it is right",
)  # fmt: skip
"""Words that begin a remark, options of the question, and choices that are denied."""

SENTENCES = (
    ("B", "It isn't correct."), ("B", "That's wrong."), ("A", "This is right."), ("B", "Oslo is incorrect."),
    ("B", "The answer, Oslo, is wrong."), ("A", "The proposed answer is not wrong."),
    ("A", "The answer given is correct."), ("B", "Therefore, the answer is false."),
    ("B", "Incorrect. The correct answer is C."), ("B", "B. The right answer is A (Oslo)."),
    ("A", "Correct. The answer is B, nitrogen."), ("A", "A because Oslo is the capital."),
    ("B", "B is the right option."), ("A", "It's A"), ("B", "Definitely B"), ("A", "\u2705 A"),
    ("B", "\u274c Incorrect"), ("B", "\u00abB\u00bb"), ("B", "\uff22"), ("B", "\u7b54\u6848\u662fB"),
    ("A", "La respuesta correcta es A"), ("B", "Je choisis B"), ("B", "\u9009B"),
    ("A", "[THINK]B?[/THINK]A"), ("A", "<thinking>B</thinking>A"), ("A", "<seed:think>B</seed:think>A"),
    ("B", "<|channel|>analysis<|message|>A?<|end|><|start|>assistant<|channel|>final<|message|>B"),
    ("B", "correct: no"), ("B", '{"correct": false}'), ("A", '{"incorrect": false}'), ("A", '{"wrong": 0}'),
    ("B", '{"verdict": {"correct": false, "why": "6 is not 5"}}'), ("A", '{"result": "correct"}'),
)  # fmt: skip


@pytest.mark.parametrize("reply", REMARKS)
def test_a_remark_is_no_verdict(reply: str) -> None:
    """Neither is an option of the question, nor a choice that is denied."""
    assert Unread.NOTHING == chosen(reply)


@pytest.mark.parametrize(("letter", "reply"), SENTENCES)
def test_a_verdict_in_a_sentence_is_read(letter: str, reply: str) -> None:
    """Whatever stands around it: other options, thinking, fields of JSON, another language."""
    assert letter == chosen(reply)


@pytest.mark.parametrize("reply", ["", " ", "\n\n", "<think>It may be (A)", "<think>B</think> "])
def test_a_reply_without_text_is_empty(reply: str) -> None:
    """Nothing, or nothing after the thinking, is told apart from rubbish."""
    assert Unread.EMPTY == chosen(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "B\n<think>A would need a leap year</think>",
        "<answer>B</answer>\n<reason>Not A.</reason>",
        "B <thinking>first</thinking>\n<thinking>and more of it</thinking> ",
    ],
)
def test_a_reply_may_stand_in_front_of_its_thinking(reply: str) -> None:
    """Where nothing follows that; thinking without anything around it is no reply."""
    assert "B" == chosen(reply)
    assert Unread.EMPTY == chosen("A?</think>\n<think>B</think>")


@pytest.mark.parametrize(
    ("expected", "reply"),
    [
        ("B", "It may be (A), or (C).\nFinal choice: (B)"),
        ("B", "Final choice: (A)\nNo, that was hasty.\n**Final choice:** (B)\n"),
        ("B", "(A)\n\nFinal choice:\n\n(B)\n"),
        ("B", "Final Choice: **B**. Done"),
        ("B", "My final choice is (B)."),
        ("B", "Final choice: incorrect"),
        ("B", "Final choice: (B) incorrect"),
        ("B", "The text says (A).\n\n(B)"),
        ("B", "The text says (A).\n**Answer: B**\n---"),
        ("B", "<think>Final choice: (A)</think>Final choice: (B)"),
        ("B", "B"),
        ("B", "So\n\\boxed{B}"),
        ("B", "It is 5.\nTherefore, the proposed answer is incorrect."),
        ("B", "It is 5.\nFinal decision: (B)"),
        ("B", "It is 5.\nFinal-choice: (B) \u2014 not (A)"),
        ("B", "Final choice: (B)\n\nNote: the final choice assumes that A is not meant."),
        (Unread.SEVERAL, "Final choice: (A)\nFinal choice: (A) or (B)"),
        (Unread.SEVERAL, "Final choice: (A) incorrect"),
        (Unread.NOTHING, "Final choice: (A)\nOn second thought, my final choice:"),
        (Unread.NOTHING, "First, what of option (A)? It would need"),
        (Unread.NOTHING, "(A)\nbut then the sum"),
        (Unread.EMPTY, "<think>Final choice: (A)"),
    ],
)
def test_reasoning_is_read_at_its_last_final_line(expected: str | Unread, reply: str) -> None:
    """What a reasoning judge mentions on its way, or when cut short, is no choice."""
    assert expected == chosen(reply, reasoning=True)


@pytest.mark.parametrize("framing", [*FRAMINGS.values(), COMPARED], ids=lambda one: one.name)
def test_every_option_is_read_as_it_was_offered(framing: Framing) -> None:
    """Letter, text, line and synonyms of each option lead back to it."""
    for option in framing.options:
        said = [option.text, *option.synonyms]
        if option.letter:
            said += [option.letter, f"({option.letter}) {option.text}"]
        name = option.letter or option.text
        assert {name} == {chosen(reply, framing) for reply in said}


def test_without_letters_a_letter_is_an_option_of_the_question() -> None:
    """A judge that is to say true or false and says "B" has answered the question itself."""
    assert Unread.NOTHING == chosen("B", TRUE_FALSE)
    assert "true" == chosen("True. The capital is Oslo.", FALSE_TRUE)
    assert "false" == chosen("It is not true.", TRUE_FALSE)


@pytest.mark.parametrize(
    ("expected", "reply"),
    [
        ("K", "The correct answer is K"),
        ("L", "L. Bergen"),
        ("M", "None of these"),
        ("K", "oslo"),
        (Unread.NOTHING, "Not option K"),
        (Unread.NOTHING, "A"),
        (Unread.SEVERAL, "K, L"),
    ],
)
def test_a_comparison_chooses_an_answer(expected: str | Unread, reply: str) -> None:
    """Its options are answers, so the right answer is what it is asked for."""
    assert expected == chosen(reply, COMPARED)


PHRASES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["A", "(B)", "final choice", "\n", " - ", "not", "answer is", "</think>"]),
    )
).map(" ".join)


@given(PHRASES, FRAMING, st.booleans())
def test_any_text_is_read_without_an_error(reply: str, framing: Framing, reasoning: bool) -> None:
    """A choice is an option of the framing, and its position is that of its letter."""
    choice = choose(reply, framing, reasoning=reasoning)
    if isinstance(choice, Choice):
        assert choice.option in framing.options
        assert 0 <= choice.option.value <= 1
        named = choice.option.letter
        assert choice.at is None or 0 <= choice.at < len(reply)
        read = reply.translate(FULL_WIDTH)
        assert choice.at is None or not named or named == read[choice.at].upper()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("reasoning", [False, True])
def test_reading_a_hostile_megabyte_comes_to_an_end(unit: str, reasoning: bool) -> None:
    """The time grows with the length only: growing with its square this would take hours."""
    choice = choose(unit * (2**20 // len(unit)), VERDICT, reasoning=reasoning)
    assert isinstance(choice, Choice | Unread)


@pytest.mark.parametrize("length", [10, 2**16, 2**20])
def test_however_long_a_reply_is_its_last_line_decides(length: int) -> None:
    """And the position is that in all of it."""
    reply = f"{'word ' * (length // 5)}\nFinal choice: (B)"
    choice = choose(reply, VERDICT)
    assert isinstance(choice, Choice)
    assert ("B", reply.rindex("B")) == (choice.option.letter, choice.at)


def said(*tokens: str, top: dict[str, float], at: int = 0) -> TokenLogprobs:
    """Log-probabilities of a reply whose token `at` had these alternatives, as probabilities."""
    alternatives = tuple((text, math.log(p) if p > 0 else -math.inf) for text, p in top.items())
    others = tuple(((token, 0.0),) for token in tokens)
    chosen_logprobs = [0.0] * len(tokens)
    chosen_logprobs[at] = dict(alternatives).get(tokens[at], 0.0)
    return TokenLogprobs(
        tuple(chosen_logprobs), tokens, (*others[:at], alternatives, *others[at + 1 :])
    )


def expected_of(
    logprobs: TokenLogprobs, framing: Framing = VERDICT, *, reasoning: bool = False
) -> Said | None:
    reply = "".join(logprobs.tokens)
    choice = choose(reply, framing, reasoning=reasoning)
    assert isinstance(choice, Choice)
    return expectation(logprobs, reply, choice, framing)


def value_of(found: Said | None) -> float | None:
    return None if found is None else found.value


def test_the_expectation_weighs_the_options() -> None:
    """0.6 correct, 0.3 incorrect and 0.1 not sure make 0.65."""
    assert 0.65 == pytest.approx(
        value_of(expected_of(said("A", top={"A": 0.6, "B": 0.3, "C": 0.1})))
    )


def test_the_variants_of_a_letter_are_added_up() -> None:
    """Blanks, brackets and case make no difference; other tokens are left out of the shares."""
    top = {
        "A": 0.2,
        " A": 0.1,
        "(A": 0.1,
        "a": 0.1,
        "\u0120A": 0.1,
        "B": 0.1,
        " B.": 0.1,
        "The": 0.2,
    }
    assert 0.75 == pytest.approx(value_of(expected_of(said("A", top=top))))


@given(
    st.sampled_from([TRUE_FALSE, FALSE_TRUE]),
    st.sampled_from(["t", "tr", "true", "trues", "f", "n", "no", "not", "i", "in", "un", "r", ""])
    | st.text(max_size=4),
)
def test_a_token_chooses_the_option_whose_words_alone_begin_with_it(
    framing: Framing, token: str
) -> None:
    """What words of both begin with chooses none, nor does a token that is nothing."""
    beginning = [
        place
        for place, option in enumerate(framing.options)
        if token and any(words.startswith(token) for words in (option.text, *option.synonyms))
    ]
    expected = beginning[0] if len(beginning) == 1 else None
    assert expected == framing.beginnings.get(token)


def test_a_token_seen_twice_counts_once() -> None:
    """The chosen token is among its alternatives and is not added to itself."""
    logprobs = TokenLogprobs(
        (math.log(0.5),), ("A",), ((("A", math.log(0.5)), ("B", math.log(0.5))),)
    )
    assert 0.5 == pytest.approx(value_of(expected_of(logprobs)))


def test_a_chosen_token_missing_among_its_alternatives_counts() -> None:
    """Some APIs list the other tokens only."""
    logprobs = TokenLogprobs((math.log(0.75),), ("A",), ((("B", math.log(0.25)),),))
    assert 0.75 == pytest.approx(value_of(expected_of(logprobs)))


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_the_expectation_is_a_number_in_range_or_nothing(parts: list[float]) -> None:
    """Whatever the probabilities, both numbers are in [0, 1]; no mass at all gives nothing."""
    top = dict(zip("ABC", parts, strict=True))
    expected = expected_of(said("A", top=top))
    assert (expected is None) == (math.fsum(math.exp(math.log(p)) for p in parts if p > 0) == 0)
    assert expected is None or (0 <= expected.value <= 1 and 0 <= expected.certainty <= 1)


@given(st.floats(0.01, 1), st.floats(0, 1))
def test_a_reply_is_as_certain_as_it_was_to_choose_any_option(mass: float, share: float) -> None:
    """However little mass the options have, their shares are the value and the mass is told."""
    top = {"A": mass * share, "B": mass * (1 - share), "The": 1 - mass}
    expected = expected_of(said("A", top=top))
    assert expected is not None
    assert share == pytest.approx(expected.value, abs=1e-9)
    assert (mass, mass) == pytest.approx((expected.mass, expected.certainty))


@pytest.mark.parametrize(
    ("shares", "apart"),
    [
        ((1 / 3, 1 / 3, 1 / 3), 0.0),
        ((1.0, 0.0, 0.0), 1.0),
        ((0.0, 0.0, 1.0), 1.0),
        ((0.5, 0.5, 0.0), 0.25),
        ((0.8, 0.1, 0.1), 0.7),
    ],
)
def test_a_judge_that_does_not_tell_answers_apart_says_nothing(
    shares: tuple[float, float, float], apart: float
) -> None:
    """By how far the greatest share is above equal ones, whatever the answer's own share is."""
    framing = clustered("clustered", "DEF", ["one", "other"], own=0)
    chosen = "DEF"[shares.index(max(shares))]
    top = dict(zip("DEF", (0.9 * share for share in shares), strict=True))
    found = expected_of(said(chosen, top=top), framing)
    assert found is not None
    assert (shares[0], 0.9) == pytest.approx((found.value, found.mass))
    assert 0.9 * apart == pytest.approx(found.certainty)


def test_probable_replies_count_more_and_lost_ones_for_nothing() -> None:
    """A value is the mean by mass; who is half certain counts a quarter, a lost reply nothing."""
    replies = [Said(1.0, 0.9, 0.9), Said(0.0, 0.1, 0.1)]
    assert 0.9 == pytest.approx(mean(replies))
    assert 0.25 == pytest.approx(certainty(replies, 0))
    assert 0.125 == pytest.approx(certainty(replies, 2))


@pytest.mark.parametrize("odd", [-math.inf, 1e308, 1e-9])
def test_odd_log_probabilities_do_no_harm(odd: float) -> None:
    """Whatever a server sends as a logarithm, nothing exceeds a probability of 1."""
    logprobs = TokenLogprobs((0.0,), ("A",), ((("A", 0.0), ("B", odd)),))
    expected = expected_of(logprobs)
    assert expected is not None
    assert 0.5 <= expected.value <= 1.0


def test_a_reply_that_was_stripped_is_found_among_its_tokens() -> None:
    """Blank tokens before the text move its letter, and are not mistaken for it."""
    logprobs = said("\n", "A", top={"A": 0.8, "B": 0.2}, at=1)
    assert 0.8 == pytest.approx(
        value_of(expectation(logprobs, "A", Choice(VERDICT.options[0], 0), VERDICT))
    )


@pytest.mark.parametrize(
    ("tokens", "at"),
    [
        (("A",), 0),
        ((" ", "A"), 1),
        (("(", "A", ")"), 1),
        (("(A", ")"), 0),
        (("**", "A", "**"), 1),
        (("Answer", ":", " A"), 2),
        (("A", ".", " A", " capital", " is", " one", " city"), 0),
        (("A", "<|im_end|>"), 0),
    ],
)
def test_the_expectation_is_taken_at_the_token_that_chose(tokens: tuple[str, ...], at: int) -> None:
    """Tokens before and after the letter have no say."""
    logprobs = said(*tokens, top={tokens[at]: 0.8, "B": 0.2}, at=at)
    choice = choose("".join(tokens).removesuffix("<|im_end|>"), VERDICT)
    assert isinstance(choice, Choice)
    reply = "".join(tokens).removesuffix("<|im_end|>")
    assert 0.8 == pytest.approx(value_of(expectation(logprobs, reply, choice, VERDICT)))


@pytest.mark.parametrize(
    ("tokens", "reply", "at"),
    [
        (("<think>", " or", " B", "</think>", "B"), "B", 4),
        (("Maybe", " A", "?", "</think>", "A", "<|im_end|>"), "A", 4),
        (("Try", " (", "B", ")", "</think>", "(", "B", ")"), "(B)", 6),
    ],
)
def test_the_letter_is_not_looked_for_in_thinking(
    tokens: tuple[str, ...], reply: str, at: int
) -> None:
    """Tokens are counted from the last one: those of thinking are not in the text."""
    logprobs = said(
        *tokens, top={"A": 0.1, "B": 0.9} if "B" in reply else {"A": 0.9, "B": 0.1}, at=at
    )
    choice = choose(reply, VERDICT)
    assert isinstance(choice, Choice)
    expected = expectation(logprobs, reply, choice, VERDICT)
    assert (0.1 if "B" in reply else 0.9) == pytest.approx(value_of(expected))


def test_reasoning_is_weighed_at_its_final_line() -> None:
    """Of several letters, the one after the last "Final choice" is weighed."""
    tokens = ("(", "B", ")?", " No", ".\n", "Final", " choice", ":", " (", "A", ")")
    logprobs = said(*tokens, top={"A": 0.9, "B": 0.1}, at=9)
    assert 0.9 == pytest.approx(value_of(expected_of(logprobs, reasoning=True)))


@pytest.mark.parametrize(
    "logprobs",
    [
        TokenLogprobs((0.0,)),
        TokenLogprobs((0.0,), ("A",)),
        TokenLogprobs(()),
        TokenLogprobs((0.0,), ("B",), ((("B", 0.0),),)),
        TokenLogprobs((0.0,), ("BA",), ((("A", 0.0),),)),
    ],
    ids=["numbers alone", "no alternatives", "none", "another text", "wide token"],
)
def test_without_a_clear_token_there_is_no_expectation(logprobs: TokenLogprobs) -> None:
    """Log-probabilities that do not belong to the choice are not used."""
    assert None is expectation(logprobs, "A", Choice(VERDICT.options[0], 0), VERDICT)


def test_a_word_is_weighed_by_the_tokens_that_begin_it() -> None:
    """The token "f" can only become "false"; case and blanks make no difference."""
    top = {"True": 0.5, " true": 0.1, "f": 0.2, "False": 0.1, "Well": 0.1}
    expected = expected_of(said("True", top=top), TRUE_FALSE)
    assert 2 / 3 == pytest.approx(value_of(expected))


def test_other_words_for_an_option_are_weighed_too() -> None:
    """Many a judge says yes or no where it is asked for true or false."""
    expected = expected_of(said("No", top={"No": 0.5, "Yes": 0.1, "false": 0.1}), TRUE_FALSE)
    assert expected is not None
    assert (1 / 7, 0.7) == pytest.approx((expected.value, expected.mass))


def test_words_have_no_expectation() -> None:
    """A choice in words has no letter to look at."""
    logprobs = said("Correct", top={"Correct": 0.9, "B": 0.1})
    assert None is expected_of(logprobs)


@pytest.mark.parametrize(
    "reply",
    [
        "A. Wait, 17*3 is 51, so B.",
        "A\n\nActually, no: B",
        "(A). Hold on — the sum is 5. (B)",
        "A\nHmm, let me recheck: it is incorrect.",
        "A. Warte, die Summe ist 5, also B",
        "A\u3002\u7b49\u7b49\uff0c\u548c\u662f5\uff0c\u6240\u4ee5\u662fB",
        "Final choice: A\n\nWait, the sum is 5. So B it is.",
        "A \u2014 wait, no, B.",
        "Correct. No, wait: incorrect.",
        "A. Actually, I'd go with B here.",
        "A\n\nOn second thought, the answer is B because the sum is 5.",
        "Yes. Hold on, the sum is 5, so the proposed answer is wrong.",
    ],
)
def test_a_choice_that_is_taken_back_gives_way_to_the_next(reply: str) -> None:
    """Whoever chooses another option after "wait" has not chosen the first."""
    assert "B" == chosen(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "A. Actually, (B) is close too.",
        "A. Wait, is it B? Or C?",
        "A. Hold on, B would need a leap year.",
        "A. Wait: A or B.",
        "A\n\nActually, not (B) either",
        "(A). Wait, if the sum is 5, B.",
    ],
)
def test_second_thoughts_that_choose_nothing_leave_no_choice(reply: str) -> None:
    """Another option is only mentioned behind "wait": which one holds is not said."""
    assert Unread.SEVERAL is chosen(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "Hmm, A? Wait, the sum is 5.\n\nB",
        "B\n\nActually the sum is 5; wait for the proof below.",
        "Final choice: A\nWait, the sum is 5. Final choice: B",
    ],
)
def test_what_is_taken_back_before_a_choice_does_not_count(reply: str) -> None:
    """Nor does second thought that ends where it began."""
    assert "B" == chosen(reply)


@pytest.mark.parametrize("tag", ["b", "strong", "i", "a", "c", "p", "verdict", "code"])
def test_a_tag_is_no_letter(tag: str) -> None:
    """Places in the reply hold: the tokens are looked up by them."""
    choice = choose(f'<{tag} class="x">A</{tag}>', VERDICT)
    assert isinstance(choice, Choice)
    assert ("A", len(tag) + 12) == (choice.option.letter, choice.at)
    assert Unread.NOTHING is chosen(f"<{tag}>Hello</{tag}>")


@pytest.mark.parametrize("said", ["(A) correct\n(B) incorrect\n(C) not sure\n\nB", "A\nB\nC\n(B)"])
def test_options_that_are_said_again_are_not_chosen(said: str) -> None:
    """All options one after the other are the question; what follows is the choice."""
    assert "B" == chosen(said)


@pytest.mark.parametrize(
    "label",
    [
        "最终选择", "最終選択", "최종 선택", "Endgültige Wahl", "Choix final",
        "Elección final", "Escolha final", "Scelta finale", "Resposta final", "Окончательный выбор",
    ],
)  # fmt: skip
@pytest.mark.parametrize("colon", [":", "\uff1a", ": **"])
def test_the_final_choice_in_other_languages(label: str, colon: str) -> None:
    """A judge that reasons in another language ends in it too."""
    assert "B" == chosen(f"Is it A?\n\n{label}{colon}B\n\nSo much for (A).", reasoning=True)


@pytest.mark.parametrize(
    "reply",
    [
        "If the year is 1999, it is correct.",
        "Assuming metric units, A",
        "Unless it is a leap year, the answer is A",
        "Wenn 1999 gemeint ist, A",
    ],
)
def test_what_hangs_on_a_condition_is_no_choice(reply: str) -> None:
    """The judge did not say that it holds."""
    assert Unread.NOTHING is chosen(reply)
    assert "A" == chosen("If I had to choose, A")


@pytest.mark.parametrize("part", ["\n ", "</b>", "<b ", "- _(", "hm", "wait ", "if "])
def test_readers_of_what_stands_behind_a_choice_are_linear(part: str) -> None:
    """Were time quadratic, a reply as long as this would take minutes."""
    begun = time.process_time()
    choose("A" + part * 100_000, VERDICT)
    assert time.process_time() - begun < 60
