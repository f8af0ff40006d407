"""The words with which a text says where its answer stands, in the field's languages."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from functools import lru_cache

NOUNS = (
    *("answer", "guess", "result", "solution", "conclusion", "response", "verdict", "output", "finish", "total", "choice", "reply"),
    *("antwort", "ergebnis", "lösung", "réponse", "reponse", "résultat", "solution", "respuesta", "resultado", "solución"),
    *("resposta", "risposta", "risultato", "soluzione", "antwoord", "resultaat", "svar", "vastaus", "odpowiedź", "odpověď"),
    *("cevap", "sonuç", "válasz", "răspuns", "jawaban", "đáp án", "απάντηση"),
    *("ответ", "результат", "итого", "итог", "відповідь"),
    *("答案", "结果", "結果", "最終回答", "正解", "答え", "回答", "解答", "結論", "结论", "答", "결과", "정답", "답변", "대답", "답"),
    *("الجواب", "الإجابة", "جواب", "उत्तर", "जवाब", "תשובה", "คำตอบ"),
)  # fmt: skip


_OTHER_SCRIPT = re.compile("[^\x00-\u024f]")
_LATIN = tuple(dict.fromkeys(noun for noun in NOUNS if _OTHER_SCRIPT.search(noun) is None))
_ASCII = tuple(filter(str.isascii, _LATIN))


def nouns_in(text: str) -> re.Pattern[str] | None:
    """A pattern that finds the nouns of a text that may be labels; None where it has none."""
    lower = text.lower()
    known = _ASCII if text.isascii() else NOUNS if _OTHER_SCRIPT.search(lower) else _LATIN
    present = tuple([noun for noun in known if noun in lower])
    return _noun_pattern(present) if present else None


@lru_cache(maxsize=256)
def _noun_pattern(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """Finds nouns in lower case, capitalised or in capitals."""
    forms = {form for noun in nouns for form in (noun, noun.capitalize(), noun.upper())}
    return re.compile("|".join(sorted(forms, key=lambda form: (-len(form), form))))


ROLE = re.compile(r"\*{0,2}assistant\*{0,2}(?::\*{0,2}\s*|\s*\n\s*)(?=\S)", re.IGNORECASE)
"""The name of the role that speaks, at the beginning of a reply."""

BEFORE = re.compile(
    r"[ \t>*#_\-✅➡]{0,8}(?:\d{1,2}[.)][ \t*_]{1,4})?(?:(?:so|here(?:['’]s| is)?|this is|that['’]s|thus|therefore|hence|the|my|your|a|final|best|correct|right|short|exact|direct|most|likely|overall|in|grand"
    r"|die|das|endgültige|richtige|also|la|le|el|l|finale?|correcta?|correcte|bonne|respuesta|risposta|resposta|corretta|esatta|finaal|het|juiste"
    r"|slutligt|slutgiltigt|lopullinen|ostateczna|końcowa|konečná|son|nihai|végső|helyes|rätt|oikea|poprawna|prawidłowa|doğru|definitieve"
    r"|итак|правильный|окончательный|итоговый|верный|кінцева|правильна|最终|最終|正确|正解|最终的|최종|النهائية)[ ,'’]{0,2}){0,6}",
    re.IGNORECASE,
)
"""What may stand between the beginning of a line and the noun."""

AFTER = re.compile(
    r"(?:s| finale?| final| correcta| correcte| corretta| esatta| number)?(?: is| ist| est| es| è)?[ \t\u00a0*_]{0,4}(?:[:=：]|-{1,2}>|=>|→|(?<=[\*_])$|$|は[:：、]|[-–—](?=\s))[ \t*_]{0,8}",
    re.MULTILINE,
)
"""What ends a label: a colon, or the end of its line."""

STATES = re.compile(
    r"(?: to (?:the|this|your|that) (?:question|problem|riddle))?(?: to (?:this|that|it))?(?: finale?| final| correcta| corretta)?[ *_]{0,4}"
    r"(?: is| are| was| would be| should be| must be|'s| comes out as| comes to| lautet| ist| wäre| est| es| sería| sarë| sarebbe| è| é| seria| is het)"
    r"(?: therefore| thus| then| also| donc| pues| simply| clearly| definitely| likely| probably)?(?: option| choice)?[ *_]{0,4}:?[ \n*_]{1,4}"
    r"(?!(?:based|not|that|from|correct|wrong|as follows|given|in the)\b)"
    r"|(?:是|为|為|は|只能是|应为|应该是|은|는|هو|هي)[ 「：:*]{0,3}(?=\S)| है[:– ]+|[ \u00a0][—–-][ \u00a0]"
)
"""What follows the noun in a sentence that gives the answer."""

SHORT = re.compile(
    r"^[ \t>*#_\-]{0,6}(?:A|a|ans|Ans|ANS|Ans\.|R|Sum|Final|final|FINAL)[ \t*_]{0,3}[:=](?!(?<==)[^\n=]{1,60}=)[ \t*_]{0,4}(?=\S)",
    re.MULTILINE,
)
"""Labels too short to stand anywhere but at the beginning of a line."""
