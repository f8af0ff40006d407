"""Where the answer stands: tags, thinking, labels in other languages, first and last lines."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

SAME = [
    ("<answer>56</answer>", "56"), ("<thinking>7 times 8 now</thinking>\n56", "56"), ("<think>50 + 6</think>56", "56"), ("[THINK]7*8 is 56[/THINK]56", "56"), ("<reasoning>hm 55?</reasoning>56", "56"),
    ("<|channel|>analysis<|message|>7*8=56<|end|><|start|>assistant<|channel|>final<|message|>56", "56"), ("<seed:think>54</seed:think>56", "56"), ("56</s>", "56"), ("56<|im_end|>", "56"), ("56<|eot_id|>", "56"), ("<b>56</b>", "56"),
    ("<final>56</final>", "56"), ("<output>56</output>", "56"), ("| answer |\n|---|\n| 56 |", "56"), ("## Answer\n56", "56"), ("```\n56\n```", "56"), ("> 56", "56"), ("A: 56", "56"), ("~~54~~ 56", "56"), ("\ufeff56", "56"), ("&quot;56&quot;", "56"),
    ("Final Answer: The final answer is $56$. I hope it is correct.", "56"), ("Answer: 56\nConfidence: 90%", "56"), ("ans = 56", "56"), ("Total: 56", "56"), ("#### 56", "56"), ("The result of 7 × 8 is 56.", "56"), ("56, I think", "56"), ("It's 56, not 54.", "56"),
    ("56.\n\nBecause seven eights are fifty-six, as the table shows.", "56"), ("56\n\nTo get this, add 8 seven times: 8, 16, 24, 32, 40, 48, 56.", "56"), ("**56**\n\nThat is the product.", "56"), ("La respuesta es 56.", "56"), ("Die Antwort ist 56.", "56"),
    ("La réponse est 56.", "56"), ("La risposta è 56.", "56"), ("A resposta é 56.", "56"), ("Ответ: 56", "56"), ("答案是56", "56"), ("答えは56です。", "56"), ("정답은 56입니다.", "56"), ("Resposta: 56", "56"), ("Risposta: 56", "56"), ("Antwoord: 56", "56"),
    ("Svar: 56", "56"), ("Odpowiedź: 56", "56"), ("Cevap: 56", "56"), ("56\n\nQuestion: What is 3 times 3?\nAnswer: 9", "56"), ("56\nQ: What is 2 + 2?\nA: 4", "56"), ("First 7 × 8. So we get 56.", "56"), ("Step 1: 7*8. Step 2: 56.", "56"), ("\\boxed{56}", "The answer is 56"),
    ('{"answer": 56}', "56"), ("The answer to this is 56.", "56"), ("We compute 7*8 = 56.\n\nTherefore, the answer is 56.", "56"), ("Let me think.\n7 times 8 is 7 times 4 doubled.\nThat is 28 doubled, which gives 56.", "56"), ("<div>56</div>", "56"), ("Thus the final answer: 56", "56"),
]  # fmt: skip
DIFFERENT = [
    ("<think>56</think>54", "56"), ("<thinking>56</thinking>\n54", "56"), ("[THINK]56[/THINK]54", "56"), ("Confidence: 56%\nAnswer: 54", "56"), ("~~56~~ 54", "56"), ("<answer>54</answer>", "<answer>56</answer>"), ("Answer: 56", "Answer: 65"),
    ("Step 1: 7*8. Step 2: 56.", "Step 1: 7*8. Step 2: 54."), ("<think>56?</think>", "<think>56?</think>\n"), ("<think>56", "<think>57"), ("<think>a</think>", "<think>a</think>"), ("", ""), ("...", "???"), ("  ", "\n"), ("Die Antwort ist 56.", "Die Antwort ist 65."),
    ("答えは56です。", "答えは65です。"), ("54\n\nQuestion: What is 7 times 8?\nAnswer: 56", "56"), ("#### 56", "#### 65"), ("It's 54, not 56.", "56"), ("Let me compute 7*8=56, minus 2 gives 54.\nAnswer: 54", "56"), ("", "56"), ("<think>56</think>", "56"),
]  # fmt: skip


def agreement(one: str, other: str) -> float:
    return Comparison("What is 7 times 8?").agreement(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_answer_is_found(one: str, other: str) -> None:
    """The final answer is found in whatever stands around it."""
    assert agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_not_the_answer(one: str, other: str) -> None:
    """Thinking, what is struck through, confidences and next questions are not the answer; nothing is none."""
    assert agreement(one, other) < 0.5
