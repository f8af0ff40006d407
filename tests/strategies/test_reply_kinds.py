"""Kinds of replies that a judge's reader once got wrong: each with the reply, and others like it."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import math

import pytest

from trustcore import Completion, Evidence, Signal, TokenLogprobs
from trustcore_strategies.logprobs import Logprobs
from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.framings import VERDICT
from trustcore_strategies.reflection.parse import choose
from trustcore_strategies.reflection.tokens import expectation

NONE = "none"


def chosen(reply: str, *, reasoning: bool = False) -> str:
    choice = choose(reply, VERDICT, reasoning=reasoning)
    return choice.option.letter or "" if isinstance(choice, Choice) else NONE


REMARKS = (
    "Right, let me check: the sum is 9 and not 8.", "Right. The sum is 9, so the answer 8 fails.", "Correct: 9. Proposed: 8.",
    "Correct - 9; proposed - 8", "correct: no", "correct = 0", "Right! Now, the melting point is 40, which it is not.", "True: 11. Given: 14.",
    "Right, so first the units: metres, not feet.", "OK, right. Let me see what the question wants.", "Correct value: 9. The answer says 8.", "Right: 9. Given: 8.",
    "True value 11, stated 14.", "correct: false", "correct = no", "Correct? No.", "Right? Not at all.", "Correct would be 9.", "Correct is 9, not 8.", "True is only the first half.",
    "Right, here is the thing: the river is the Nile.", "Correct me if I am mistaken, but it is 9.",
)  # fmt: skip
"""Replies that begin with a word of praise which is no verdict: they may be read as B or not at all."""

DENIED = (
    "Not option A", "I can't pick A", "Do not select A", "Never choose A", "Reject option A", "It depends on option A", "I will not pick A",
    "Don't choose A", "I cannot select A", "I won't go with A", "I refuse to pick A", "Not A", "Avoid option A", "I would not choose (A)",
    "Nobody should pick A", "I shouldn't select A", "Rule out A", "Discard option A", "Anything but A", "It is not A",
)  # fmt: skip
"""Replies that deny an option, which is then not picked."""

FLAGS = (
    ("B", '{"correct": false}'), ("A", '{"incorrect": false}'), ("B", '```json\n{"correct": false, "why": "8 is not 9"}\n```'),
    ("B", '{"verdict": {"correct": false}}'), ("A", '{"wrong": false}'), ("A", '{"correct": true}'), ("B", '{"incorrect": true}'), ("B", '{"wrong": true}'),
    ("A", '{"is_correct": true}'), ("B", '{"is_correct": false, "reason": "it is 9"}'), ("B", '{"correct": 0}'), ("A", '{"correct": 1}'),
    ("B", '{"correct": "no"}'), ("A", '{"correct": "yes"}'), ("A", '```\n{"correct": true}\n```'), ("B", '{"result": {"correct": false, "score": 0}}'),
)  # fmt: skip

OPTIONS_OF_THE_QUESTION = (
    (NONE, "The correct answer is A."), (NONE, "Correct answer: B"), ("B", "Incorrect. The correct answer is A."), ("B", "B. The correct answer is A (Helium)."),
    (NONE, "The right option is A."), ("A", "Correct. The answer is B, helium."), (NONE, "The right answer is B."), (NONE, "The correct choice is (A)."),
    (NONE, "Right answer: A"), ("B", "Wrong. It should be A."), ("B", "Incorrect, the right option is A."), ("A", "Correct, since the answer is B."),
    ("A", "A. The correct answer is indeed B."), ("B", "False. The correct option is A."), (NONE, "Correct option: A"),
)  # fmt: skip

SENTENCES = (
    ("B", "It isn't correct."), ("A", "The answer given is correct."), ("B", "Oslo is incorrect."), ("B", "The answer, Oslo, is incorrect."),
    ("A", "That's right."), ("B", "That is wrong"), ("A", "The answer is not incorrect."), ("B", "This is not right."), ("A", "The proposed answer is right."),
    ("B", "The given answer is false."), ("B", "It's not correct."), ("A", "It is correct."), ("B", "That answer isn't right."), ("A", "This answer is true."),
    ("A", "The answer is not wrong."), ("B", "The answer was wrong."),
)  # fmt: skip

LETTERS = (
    ("A", "A because the capital is Oslo."), ("A", "A is the right option."), ("A", "It's A"), ("B", "It is B"), ("A", "Definitely A"), ("A", "✅ A"), ("A", "«A»"), ("A", "Ａ"),
    ("A", "✅ Correct"), ("B", "❌ Incorrect"), ("B", "答案是B"), ("A", "La respuesta correcta es A"), ("A", "选A"), ("A", "Je choisis A"),
    ("B", "B because the sum is 9."), ("B", "B is right."), ("B", "It's B."), ("B", "Clearly B"), ("B", "❌ B"), ("B", "„B“"), ("B", "（Ｂ）"), ("A", "✔ Correct"), ("B", "✘ Wrong"),
    ("A", "答案：A"), ("B", "La réponse est B"), ("A", "选择A"), ("B", "Ich wähle B"), ("B", "Ответ: B"), ("A", "Elijo A"), ("B", "答えはB"), ("A", "La risposta è A"), ("A", "A resposta é A"),
)  # fmt: skip

THINKING = (
    ("A", "[THINK]B?[/THINK]A"), ("A", "<|channel|>analysis<|message|>Look: B?<|end|><|start|>assistant<|channel|>final<|message|>A"),
    ("A", "<seed:think>B</seed:think>A"), ("A", "<thinking>B</thinking>A"), ("B", "[THINK]A, surely[/THINK]\nB"), ("B", "<think>A</think>\n\nB"),
    ("B", "<reasoning>A</reasoning>B"), ("B", "<thought>A</thought>B"), ("B", "<|channel|>analysis<|message|>A.<|end|><|start|>assistant<|channel|>final<|message|>B"),
)  # fmt: skip

FINAL = (
    ("A", "So\n\\boxed{A}"), ("B", "So\nTherefore, the proposed answer is incorrect."), ("A", "So\nFinal-choice: (A)"), ("A", "So\nFinal decision: (A)"),
    ("A", "So\nFinal choice: (A) — not (B)"), ("A", "Final choice: (A)\n\nNote: the final choice assumes that B is not asked for."),
    ("B", "Well\n$\\boxed{B}$"), ("A", "Well\nHence the proposed answer is correct."), ("B", "Well\nFinal verdict: (B)"), ("B", "Well\nFinal answer: B"),
    ("B", "Well\n**Final choice: (B)**"), ("B", "Well\nFinal choice: (B), not (A)"), ("B", "Final choice: (B)\n\nRemark: A would need another sum."), ("B", "Well\nFINAL CHOICE: B"),
)  # fmt: skip


WEIGHED = (
    ("Oslo", ("<think>", " the", " capital", " is", " maybe", " Bergen", " or", " Oslo", "</think>", "\n\n", "Oslo"), (-0.1, *(7 * (-3.0,)), -0.1, -0.1, -0.01), 0.99),
    ("The capital is Oslo.", ("<think>", " maybe", " Bergen", "</think>", "\n\n", "The", " capital", " is", " Oslo", "."), (-0.1, -3.0, -3.0, -0.1, -0.1, *(5 * (-0.01,))), 0.98),
    (" ".join(10 * ("The capital is Oslo.",)), ("<think>", " maybe", " Bergen", "</think>", "\n\n", "The", *(50 * (" capital", " is", " Oslo", ".", " The"))[:49]), (-0.1, -3.0, -3.0, -0.1, -0.1, *(50 * (-0.01,))), 0.93),
    ("Oslo", ("Oslo", "<|im_end|>"), (-0.01, -3.0), 0.99), ("B", ("B", "<|eot_id|>"), (-0.01, -3.0), 0.99), ("B", ("<s>", "B"), (-3.0, -0.01), 0.99),
    ("Yes", ("<|channel|>", "analysis", "<|message|>", "Well", "<|end|>", "Yes"), (-1.0, -1.0, -0.1, -3.0, -0.1, -0.01), 0.99),
    ("No", ("<think>", " the", " capital", " is", " maybe", "</think>", "No"), (-0.1, *(4 * (-3.0,)), -0.1, -0.02), 0.98),
    ("42", ("42", "</s>"), (-0.01, -2.0), 0.99), ("42", ("<bos>", "42", "<end_of_turn>"), (-4.0, -0.01, -2.0), 0.99), ("C", ("[THINK]", " A", "?", "[/THINK]", "C"), (-1.0, -2.0, -2.0, -0.1, -0.01), 0.99),
    ("Bern", ("<think>", "Bern", " or", " Basel", "</think>", "Bern", "<|im_end|>"), (-0.1, -2.0, -2.0, -2.0, -0.1, -0.02, -3.0), 0.98),
    ("True", ("<|start|>", "assistant", "<|message|>", "True", "<|return|>"), (-1.0, -1.0, -1.0, -0.02, -1.0), 0.98),
)  # fmt: skip
"""Texts, the tokens that were sent for them, and the likelihood that the text's own tokens have."""

JUDGED = (
    ("B", ("<think>", " or", " B", "</think>", "B"), {2: {" B": -1.0, " A": -0.6}, 4: {"B": -0.02, "A": -4.0}}, 0.018),
    ("A", ("Maybe", " A", "?", "</think>", "A"), {1: {" A": -0.7, " B": -0.7}, 4: {"A": -0.01, "B": -5.0}}, 0.99),
    ("(B)", ("Try", " (", "B", ")", "</think>", "(", "B", ")"), {2: {"B": -0.8, "A": -0.7}, 6: {"B": -0.01, "A": -5.0}}, 0.01),
    ("B", ("Plan", " B", " fits", "</think>", "B"), {1: {" B": -0.9, " A": -0.55}, 4: {"B": -0.01, "A": -5.0}}, 0.01),
    ("A", ("<think>", "B", "?", "</think>", "\n", "A"), {1: {"B": -0.3, "A": -1.5}, 5: {"A": -0.02, "B": -4.0}}, 0.982),
    ("B", ("Option", " A", " is", " out", "</think>", "B"), {1: {" A": -0.1, " B": -3.0}, 5: {"B": -0.02, "A": -4.0}}, 0.018),
    ("(A)", ("Vitamin", " B", "12", "</think>", "(", "A", ")"), {1: {" B": -0.2, " A": -2.0}, 5: {"A": -0.01, "B": -5.0}}, 0.993),
    ("A", ("A", " or", " B", "</think>", "A", "<|im_end|>"), {0: {"A": -0.7, "B": -0.7}, 4: {"A": -0.01, "B": -5.0}}, 0.993),
)  # fmt: skip
"""Replies of judges, their tokens, the alternatives at some of them, and what may be expected."""


@pytest.mark.parametrize("reply", REMARKS)
def test_praise_that_begins_a_remark_is_no_verdict(reply: str) -> None:
    """It may be read as a denial or not at all, never as "correct"."""
    assert chosen(reply) in {NONE, "B"}


@pytest.mark.parametrize("reply", DENIED)
def test_an_option_that_is_denied_is_not_chosen(reply: str) -> None:
    """Neither is any other."""
    assert NONE == chosen(reply)


@pytest.mark.parametrize(
    ("letter", "reply"), [*FLAGS, *OPTIONS_OF_THE_QUESTION, *SENTENCES, *LETTERS, *THINKING]
)
def test_a_reply_is_read_as_it_is_meant(letter: str, reply: str) -> None:
    """Flags of JSON, options of the question, sentences, letters in any dress, and thinking."""
    assert letter == chosen(reply)


@pytest.mark.parametrize(("letter", "reply"), FINAL)
def test_a_judge_that_reasons_is_read_at_its_end(letter: str, reply: str) -> None:
    """Whatever it calls its final choice, and whatever remark follows."""
    assert letter == chosen(reply, reasoning=True)


@pytest.mark.parametrize(("text", "tokens", "logprobs", "expected"), WEIGHED)
def test_tokens_outside_of_the_text_do_not_count(
    text: str, tokens: tuple[str, ...], logprobs: tuple[float, ...], expected: float
) -> None:
    """Thinking, channels and end marks are no part of the answer whose tokens are weighed."""
    answer = Completion(text, TokenLogprobs(logprobs, tokens, ()))
    found = Logprobs().assess(Evidence.of("Which is it?", answer))
    assert isinstance(found, Signal)
    assert expected == pytest.approx(found.value, abs=0.025)


@pytest.mark.parametrize(("reply", "tokens", "top", "expected"), JUDGED)
def test_the_letter_is_weighed_at_the_end_of_the_tokens(
    reply: str, tokens: tuple[str, ...], top: dict[int, dict[str, float]], expected: float
) -> None:
    """A letter that the judge only thought of says nothing."""
    logprobs = TokenLogprobs(
        tuple(top[at].get(token, 0.0) if at in top else -0.1 for at, token in enumerate(tokens)),
        tokens,
        tuple(tuple(top[at].items()) if at in top else (("x", -0.1),) for at in range(len(tokens))),
    )
    choice = choose(reply, VERDICT)
    assert isinstance(choice, Choice)
    found = expectation(logprobs, reply, choice, VERDICT)
    assert found is not None
    assert expected == pytest.approx(found.value, abs=0.01)
    assert math.isfinite(found.value)
