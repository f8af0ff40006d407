"""Where the final answer stands in a reply: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "What is 17 + 25?": (
        ("Answer: 42", "42"), ("The answer is 42.", "42"), ("17 + 25 = 42", "42"), ("First, 17 + 20 = 37. Then 37 + 5 = 42.", "42"), ("#### 42", "42"),
        ("Step 1: 7 + 5 = 12\nStep 2: 10 + 20 + 10 = 40\nTotal: 42", "42"), ("<answer>42</answer>", "42"), ("<think>17+25... 43? no, 42</think>42", "42"),
        ("[THINK]41?[/THINK]\n42", "42"), ("<|channel|>analysis<|message|>41<|end|><|start|>assistant<|channel|>final<|message|>42", "42"),
        ("**Final Answer:** 42", "42"), ("Final answer: $\\boxed{42}$", "42"), ("\\[ 17 + 25 = 42 \\]", "42"), ("Antwort: 42", "42"), ("Réponse : 42", "42"),
        ("Respuesta final: 42", "42"), ("答案是42", "42"), ("答え：42", "42"), ("Ответ: 42", "42"), ("정답: 42", "42"), ("الجواب: 42", "42"), ("उत्तर: 42", "42"),
        ("Risposta: 42", "42"), ("Odpowiedź: 42", "42"), ("Resposta: 42", "42"), ("Svar: 42", "42"), ("42\n\nExplanation: 17 and 25 make 42.", "42"),
        ("42. Let me know if you have other questions!", "42"), ("42\n\nQ: What is 3 + 4?\nA: 7", "42"), ("42\nQuestion: What is 9 + 1?\nAnswer: 10", "42"),
        ("| a | b | sum |\n|---|---|---|\n| 17 | 25 | 42 |", "42"), ("So, the result is 42, which is even.", "42"), ("Result = 42", "42"), ("ans = 42", "42"),
        ("It equals 42", "42"), ("Sum: 42", "42"), ("The sum of 17 and 25 is 42.", "42"), ("I first thought 41, but the answer is 42.", "42"),
        ("41. Wait, no: 42.", "42"), ("Therefore 42", "42"), ("∴ 42", "42"), ("> 42", "42"), ("# 42", "42"), ("`42`", "42"), ("```\n42\n```", "42"),
        ('{"result": 42}', "42"), ('{"reasoning": "17+25", "answer": 42}', "42"), ("<final>42</final>", "42"),
        ("Check: 42 - 25 = 17. So the answer is 42.", "42"),
    ),
    "Compute 6 × 14.": (
        ("84", "The product is 84."), ("6 × 14 = 84", "84"), ("6 x 10 = 60\n6 x 4 = 24\n60 + 24 = 84", "84"), ("Let's see: 6·14 = 84.", "84"),
        ("Step 1: 6*10=60.\nStep 2: 6*4=24.\nStep 3: 60+24=84.\nTherefore, the answer is 84.", "84"), ("\\boxed{84}", "84"), ("$$6 \\times 14 = \\boxed{84}$$", "84"),
        ("**84**", "84"), ("Final Answer: 84", "84"), ("Ergebnis: 84", "84"), ("Résultat : 84", "84"), ("Resultado: 84", "84"), ("Risultato: 84", "84"), ("结果：84", "84"),
        ("答えは84です。", "84"), ("Итог: 84", "84"), ("답: 84", "84"), ("الإجابة: 84", "84"), ("Cevap: 84", "84"), ("Wynik: 84", "84"), ("Vastaus: 84", "84"),
        ("<final_answer>84</final_answer>", "84"), ("<think>\n6*14 is 82? no 84\n</think>\n84", "84"), ("<thought>83</thought>84", "84"), ("[ANSWER]84[/ANSWER]", "84"),
        ("84\n\n6 times 14 is 84 because 6*10=60 and 6*4=24.", "84"), ("84 is the answer.", "84"), ("It is 84, I am sure.", "84"), ("So we get 84.", "84"),
        ("= 84", "84"), ("84.", "84"), ('"84"', "84"), ('{"answer": 84}', "84"), ('{"steps": [60, 24], "result": 84}', "84"),
        ("| step | value |\n|---|---|\n| 6*10 | 60 |\n| total | 84 |", "84"), ("Q: Compute 6 × 14.\nA: 84", "84"), ("84\n\nQuestion: Compute 2 × 3.\nAnswer: 6", "84"),
        ("Sure! The result is 84. Anything else?", "84"), ("82 – no, wait, 84", "84"), ("Oops, I mean 84, not 82.", "84"), ("#### 84", "84"),
        ("The correct result: 84", "84"), ("Answer\n84", "84"), ("Antwort\n\n84", "84"), ("ANSWER: **84**", "84"), ("The final answer is $84$.", "84"),
    ),
    "What is 9 × 8?": (
        ("72", "9 × 8 = 72"), ("Answer: 72", "The answer is 72."), ("Respuesta: 72", "72"), ("答案：72", "72"), ("<answer>72</answer>", "72"), ("\\boxed{72}", "72"),
        ("First 9 × 4 = 36, then doubled: 72.", "72"), ("71... wait, 72", "72"), ("72\n\nBecause 9 × 8 is 72.", "72"), ("| n | value |\n|---|---|\n| total | 72 |", "72"),
        ('{"answer": "72"}', "72"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "What is 17 + 25?": (
        ("Answer: 42", "Answer: 43"), ("17 + 25 = 42", "17 + 25 = 41"), ("<think>42</think>43", "42"), ("I first thought 42, but the answer is 41.", "42"),
        ("42. Wait, no: 43.", "42"), ("Step 1: 42\nStep 2: 43\nTotal: 43", "42"), ("答案是42", "答案是24"), ("\\boxed{42}", "\\boxed{-42}"),
        ("43\n\nQ: What is 40+2?\nA: 42", "42"), ("42 - just kidding, it's 43", "42"), ("I think 42, but it could be 43", "42"), ("Answer: 42 or 43", "42"),
        ("| a | b | sum |\n|---|---|---|\n| 17 | 25 | 42 |", "25"), ("Let x = 42. Then the result is x + 1 = 43.", "42"), ("Not 42.", "42"),
        ('{"reasoning": "42?", "answer": 43}', "42"), ("The sum of 17 and 25 is 42.", "25"), ("Answer: 42\nCorrection: 43", "42"), ("17", "42"),
        ("Draft: 42\nFinal: 44", "42"),
    ),
    "Compute 6 × 14.": (
        ("84", "48"), ("6 × 14 = 84", "6 × 14 = 94"), ("<think>84</think>82", "84"), ("82. Sorry, I meant 86.", "82"), ("84? No, 82.", "84"), ("Either 84 or 82", "84"),
        ("84, but I might be wrong; it could be 82", "84"), ("6 x 10 = 60\n6 x 4 = 24\n60 + 24 = 84", "24"), ("The answer is not 84.", "84"),
        ("It is 82 (not 84).", "84"), ("\\boxed{82}", "84"), ('{"steps": [84], "result": 82}', "84"), ("84 was my first guess, but the answer is 82.", "84"),
        ("Answer: 82\n\nQuestion: Compute 6 × 14.\nAnswer: 84", "84"), ("82 - haha, kidding: 80", "82"), ("84 (or 82)", "84"), ("6", "84"), ("84%", "84 m"),
    ),
    "What is 9 × 8?": (
        ("72", "27"), ("<think>72</think>71", "72"), ("71, not 72", "72"), ("72? No, 71.", "72"), ('{"work": 72, "answer": 71}', "72"), ("72 or 71", "72"),
        ("72 - just kidding, 71", "72"),
    ),
}  # fmt: skip
