"""Verdicts of judges in other languages than English, in a word and in a sentence."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.framings import VERDICT
from trustcore_strategies.reflection.parse import choose

NONE = "none"


def chosen(reply: str, *, reasoning: bool = False) -> str:
    choice = choose(reply, VERDICT, reasoning=reasoning)
    return choice.option.letter if isinstance(choice, Choice) else NONE


SENTENCES = (
    ("B", "Die vorgeschlagene Antwort ist 17 und damit falsch."), ("A", "Damit ist die Antwort richtig."), ("B", "Das bedeutet, dass die Antwort nicht korrekt ist."), ("B", "Falsch. Die Antwort lautet 12."),
    ("B", "La réponse proposée, Lyon, est donc incorrecte."), ("B", "C'est faux."), ("A", "La réponse donnée est bien exacte"), ("B", "Cette réponse n'est pas juste"),
    ("B", "Por lo tanto, la respuesta propuesta es incorrecta."), ("A", "La solución es correcta porque 5 es primo."), ("B", "La respuesta no es correcta"),
    ("B", "A resposta proposta está incorreta."), ("A", "Portanto, está correta."), ("B", "La risposta è sbagliata."), ("A", "La risposta è giusta"),
    ("B", "Het antwoord is onjuist."), ("B", "Svaret är fel."), ("B", "Odpowiedź jest błędna."), ("B", "Önerilen cevap yanlış."), ("B", "Jawaban yang diusulkan salah."),
    ("B", "Предложенный ответ неверен."), ("A", "Это верно."), ("B", "Ответ не является правильным."), ("B", "الإجابة المقترحة خاطئة."), ("B", "الإجابة غير صحيحة"), ("A", "لذلك فإن الإجابة صحيحة."),
    ("B", "因此，提出的答案是错误的。"), ("A", "这个回答是对的。"), ("B", "这一说法并不正确"), ("B", "提案された答えは間違っています。"), ("A", "この回答は正しいです。"), ("B", "答えは正しくありません。"), ("B", "偽"),
    ("B", "제안된 답은 틀렸습니다."), ("A", "답변이 정확합니다."), ("B", "이 답변은 올바르지 않습니다."),
    ("B", "Die Antwort stimmt nicht."), ("A", "Das stimmt."), ("B", "Het antwoord klopt niet."), ("A", "Да, это правильный ответ."), ("B", "Das ist nicht die richtige Antwort."), ("A", "C'est la réponse correcte."), ("B", "So ist die Antwort falsch."),
    (NONE, "Madrid es la respuesta correcta."), (NONE, "Bonn ist die richtige Antwort."), (NONE, "Париж - правильный ответ"), (NONE, "Die richtige Antwort ist Bonn."), (NONE, "Ist die Antwort richtig?"), (NONE, "Die Antwort ist teilweise richtig."), (NONE, "Wenn die Antwort richtig ist"), (NONE, "Der erste Teil der Antwort ist falsch."),
    (NONE, "La réponse correcte est Madrid."), (NONE, "la bonne réponse"), (NONE, "La respuesta correcta"), (NONE, "La respuesta podría ser correcta"), (NONE, "Правильный ответ: 5"), (NONE, "الإجابة الصحيحة هي الرباط"),
    (NONE, "正确答案是北京"), (NONE, "答案部分正确"), (NONE, "正しい答えは1989年です"), (NONE, "정답은 서울입니다"), (NONE, "Certain"), (NONE, "Santa"), (NONE, "La réponse est-elle correcte ?"),
)  # fmt: skip

CONCLUSIONS = (
    ("B", "Deutschland hat 16 Länder. Daher ist die Antwort falsch."), ("B", "首都是北京。因此，提出的答案是错误的。"), ("A", "Столица - Рим. Следовательно, ответ верен."),
    ("B", "La capital es Quito. Por lo tanto, la respuesta propuesta es incorrecta."), ("B", "综上所述，提出的答案是错误的。"), ("B", "إذن، الإجابة غير صحيحة."),
    ("A", "1666年なので、回答は正しいです。"), ("A", "因此，提出的答案是正确的。"), ("A", "よって、この回答は正しいです。"), ("A", "Die Antwort ist richtig, weil 3 · 4 = 12."), (NONE, "Si la respuesta es correcta"),
)  # fmt: skip


@pytest.mark.parametrize(("letter", "reply"), SENTENCES)
def test_a_sentence_of_another_language_is_read_as_it_is_meant(letter: str, reply: str) -> None:
    """What the right answer is, and what is said of a part, is no verdict."""
    assert letter == chosen(reply)


@pytest.mark.parametrize(("letter", "reply"), CONCLUSIONS)
def test_a_conclusion_of_another_language_is_read(letter: str, reply: str) -> None:
    """Of a judge that was to reason, and ends without the line that was asked for."""
    assert letter == chosen(reply, reasoning=True)
