"""What one clause of a judge's reply says in words, and what keeps an option from being chosen."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

from trustcore_strategies.reflection.framings import Framing, Option
from trustcore_strategies.reflection.other_languages import in_a_sentence
from trustcore_strategies.reflection.phrases import BECAUSE, infers
from trustcore_strategies.reflection.sentences import LONGEST, predicated

_WINDOW = 64
"""Characters in front of an option that are looked at."""

_COPULA = re.compile(
    r"(?:を(?:選(?:び|択し)ます|選ぶ|選択)|[을를] ?(?:선택|고르|고릅)\w{0,4}|が(?:正解|正しい)|[가이] ?(?:정답|맞)|번|项|項|选项|選項|是正确的|是正確的)?(?:です|だ|である|だと思います|と思います|입니다|이다|예요|이에요|습니다)?$"
)
"""What follows a letter in languages that put the verb last."""

_LONGEST_COPULA = 16

_OTHERS = re.compile(
    r"\b(?:correct|right|true|actual|real|proper)[ _]?(?:answer|option|choice|letter|one)\b|\bshould (?:be|have been)\b"
    r"|\b(?:student|user|response|respondent|author|solver|(?:proposed |given )?answer|he|she|they) (?:chose|chooses|picks?|picked|selects?|selected|says?|said|answers?|answered|gives?|gave)\b",
    re.IGNORECASE,
)
"""Speaks of the right answer to the question, not of a judgement."""

_DENIES = re.compile(
    r"\b(?:not(?! surprisingly)|never|cannot|neither|nor|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|dismiss\w*|hesitat\w*|reluctan\w*|un(?:able|willing|likely)|hardly|far from|(?:wrong|incorrect|false|mistake) to|no (?:reason|way|longer)|(?<!no )doubt(?:s|ed|ful)|nobody|no one|none|exclud\w+|eliminat(?:e|es|ed|ing)|rul\w+ out|discard\w*|avoid\w*|depends? on"
    r"|(?:could|might|may) (?:also )?(?:pick|choose|select|go|say)|almost (?:pick|choo?se|select|went)\w*|nearly|tempted|initially|originally|at first|(?:was|were) (?:\w+ )?(?:leaning|inclined|about)|would have (?:picked|chosen|selected|gone|said)|who|(?:some|others|many|people|one|someone|they) would|was going to|nicht|kein\w*|pas|non|не|no es)\b|n['’]t\b|不",
    re.IGNORECASE,
)
_SETS_ASIDE = re.compile(
    r"\b(?:instead of|rather than|other than|except(?: for)?|against|without(?! (?:a |any )?(?:doubt|question|hesitation))|unlike)(?: \S+){0,4}$",
    re.IGNORECASE,
)
"""Denies the few words that follow it, which are its object."""

_CONDITION = re.compile(
    r"\s*(?:(?:if|unless|otherwise|assuming|supposing|suppose|provided|in case)\b(?! (?:i|you|we|asked|forced|pressed)\b)|(?:wenn|falls|sofern|si|se|если)\b|如果|假如|もし)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:^|\s)[A-Z]$")
_SENTENCE = re.compile(r"(?:it|that|this|i|we)(?:['\u2019]\w{1,2})? ", re.IGNORECASE)
_REASON = re.compile(rf" {BECAUSE}\b", re.IGNORECASE)
"""Begins the reason of a verdict."""

_MEANING = re.compile(r"(?:for|as in|meaning|that is|which (?:is|means)) ")
"""Stands between a letter and what it says: "B for incorrect"."""

_ANSWER_IS = re.compile(
    r"(?:(?:so|thus|therefore|hence|yes) )?(?:the|my) (?:(?:right|correct|best|final|only) ){0,2}(?:answer|choice|option|one)(?: to (?:the|this) question)?(?: is| would be| must be| should be)(?: (?:clearly|therefore|thus|indeed|option|the option))? (?P<text>.+)"
)
"""Stands in front of an answer that is chosen by what it says."""

_LONGEST_LABEL = 40

LABELS = frozenset(
    (
        "answer",
        "choice",
        "option",
        "verdict",
        "letter",
        "is",
        "final",
        "conclusion",
        "overall",
        "grade",
        "rating",
        "vote",
        "selection",
        "assessment",
        "decision",
        "result",
        "judgement",
        "judgment",
        "therefore",
        "thus",
        "so",
        "hence",
        "yes",
        "no",
        *"wahl auswahl urteil antwort fazit ergebnis entscheidung choix réponse décision finale elección respuesta opción veredicto conclusión".split(),
        *"scelta risposta conclusione verdetto escolha resposta conclusão veredito keuze antwoord conclusie svar val valg wybór odpowiedź".split(),
        *"ответ выбор вывод итог вердикт pilihan jawaban kesimpulan seçim cevap sonuç 选择 答案 结论 回答 判断 選択 答え 結論 선택 답 결론 الاختيار الإجابة الجواب الخلاصة".split(),
    )
)
"""Words that may stand in front of a choice without saying anything else."""


def without_copula(piece: str) -> str:
    """A clause without the verb that ends it in East Asian languages: "Bです" is "B"."""
    found = _COPULA.search(piece, len(piece) - _LONGEST_COPULA)
    return piece if found is None else piece[: found.start()]


def denies(text: str) -> bool:
    """Whether what stands in front of a clause keeps it from being chosen."""
    return _DENIES.search(text[-_WINDOW:]) is not None


def denies_within(text: str) -> bool:
    """Whether what stands in front of an option in its own clause keeps it from being chosen."""
    return denies(text) or _SETS_ASIDE.search(text[-_WINDOW:]) is not None


def goes_beyond(text: str, before: str) -> bool:
    """Whether a clause is free of what the one in front of it denies, or says of the question.

    It draws a conclusion from it ("not A, so B"), or is a sentence of its own behind a denial that
    has named its option ("it isn't A, it's B").
    """
    if conditional(before):
        return False
    if not denies(before):
        return of_the_question(before) and infers(text)
    draws = infers(text) or text.endswith(" instead")
    return draws or (_NAMED.search(before) is not None and _SENTENCE.match(text) is not None)


def conditional(text: str) -> bool:
    """Whether what stands in front of an option is what its choice hangs on."""
    return _CONDITION.match(text) is not None


def worded(piece: str, framing: Framing) -> tuple[Option, int | None] | None:
    """The option whose words a clause is, and where its letter stands if it has one."""
    if framing.judges and (reason := _REASON.search(piece, 0, LONGEST)):
        piece = piece[: reason.start()]
    if len(piece) > LONGEST:
        return None
    said = " ".join(piece.split()).casefold().replace("\u2019", "'")
    words = framing.words
    if (option := words.get(said)) is not None:
        return option, None if option.letter else 0
    letter, _, rest = said.partition(" ")
    option = words.get(_MEANING.sub("", rest))
    if option is not None and option.letter and option.letter.lower() == letter:
        return option, 0
    if not framing.judges:
        named = _ANSWER_IS.fullmatch(said)
        option = words.get(named["text"]) if named else None
        return None if option is None else (option, None)
    if (found := predicated(piece, framing)) is not None:
        return found.option, None if found.option.letter else found.at
    abroad = in_a_sentence(piece, framing)
    return None if abroad is None else (abroad, None)


def of_the_question(text: str) -> bool:
    """Whether a text speaks of the right answer to the question rather than of a judgement."""
    return _OTHERS.search(text[-_WINDOW:]) is not None


def is_label(piece: str) -> bool:
    """Whether a clause is nothing but what stands in front of a choice."""
    short = len(piece) <= _LONGEST_LABEL
    last = piece.replace("-", " ").replace("_", " ").split()[-1:] if short else [piece]
    return LABELS.issuperset(map(str.casefold, last))
