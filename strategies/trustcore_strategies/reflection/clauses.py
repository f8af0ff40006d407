"""What one clause of a judge's reply says: an option's letter, its words, or what is no choice at all."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Mapping

from trustcore_strategies.reflection.framings import Framing, Option

LEAD_WINDOW = 64
"""Characters in front of a letter that are looked at."""

LONGEST_PHRASE = 80
"""Characters of a clause that can be a verdict in words."""

_LEAD = re.compile(
    r"(?:(?i:\b(?:answer|choice|option|verdict|letter|choose|choosing|chose|pick|select|decision|conclusion|go with|going with)(?: is)?|^(?:so |thus |hence |therefore )?(?:it is|it's|definitely|clearly|probably|certainly|surely)"
    r"|\b(?:je choisis|choisis|r[ée]ponse(?: correcte)?(?: est)?|respuesta(?: correcta)?(?: es)?|elijo|la opci[óo]n|opci[óo]n|antwort(?: ist)?|ich w[äa]hle|w[äa]hle|risposta(?: corretta)?(?: [èe])?|scelgo|resposta(?: correta)?(?: [ée])?|escolho|ответ|выбираю|вариант)) "
    r"|(?:答案(?:是|为)?|选项?|選(?:択肢)?|选择|答え(?:は)?|정답은?|답은?) ?)([A-Z])$"
)
_OTHERS = re.compile(
    r"\b(?:correct|right|true|actual|real|proper) (?:answer|option|choice|letter|one)\b|\bshould (?:be|have been)\b",
    re.IGNORECASE,
)
"""Speaks of the right answer to the question, not of a judgement."""

_DENIES = re.compile(
    r"\b(?:not|never|cannot|neither|nor|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|nobody|no one|none|exclud\w+|eliminat\w+|rul\w+ out|discard\w*|avoid\w*|depends? on|instead of|rather than|other than|except|against|without|unlike|nicht|kein\w*|pas|non|не|no es)\b|n['’]t\b|不",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\s*(?:(?:if|unless|assuming|supposing|suppose|provided|in case)\b(?! (?:i|you|we|asked|forced|pressed)\b)|(?:wenn|falls|sofern|si|se|если)\b|如果|假如|もし)",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"([A-Z]) (?:because|since|as (?:the|it)|is (?:the |my )?(?:right|correct|best)(?: (?:option|choice|one|answer))?$|is (?:the |my )?(?:right|correct|best) (?:option|choice)|is my (?:choice|answer|verdict)|seems (?:right|best)|fits)\b"
)
_AND = re.compile(r"^\(?([A-Z])\)? (?:or|and|/) \(?([A-Z])\)?$")
_SUBJECT = (
    r"(?:so |thus |therefore |hence |yes |no |i (?:think|believe|would say|say)(?: that)? |in my (?:view|opinion) )?"
    r"(?:(?:the |this |that |its |their |your )?(?:proposed |given |suggested |stated |candidate )?(?:answer|response|reply|statement|claim|solution|proposal|result)(?: given| proposed| above| to the question)?|it|this|that)"
)
_VERB = r"(?:'s| is| was| seems| looks| appears| must be)(?: to be)?"
_ADVERB = r"(?: (?:clearly|definitely|indeed|certainly|actually|simply|just|also|therefore|in fact|probably|likely|factually|completely|entirely|absolutely))?"
_NEGATED = r"(?P<denied>n't| not)?"
_PREDICATE = re.compile(
    rf"^(?P<subject>.*?){_VERB}{_ADVERB}{_NEGATED}{_ADVERB} (?P<words>[a-z ]+)$"
)
_DOUBT = re.compile(
    r"\b(?:if|whether|when|unless|suppose|assuming|were|would|could|might|may|who|what|which|how|because|since|that)\b"
)
_ABOUT_ANSWER = re.compile(_SUBJECT)
_MOST_WORDS = 6
"""Words of something that is said to be wrong."""

LABELS = frozenset(
    (
        "answer",
        "choice",
        "option",
        "verdict",
        "letter",
        "is",
        "final_choice",
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
    )
)
"""Words that may stand in front of a choice without saying anything else."""


def lettered(piece: str, framing: Framing) -> tuple[Option, int] | None:
    """The option that a clause names by its letter, and where in the clause that stands."""
    letters = framing.letters
    if piece[-1:] in letters:
        window = piece[-LEAD_WINDOW:]
        if _LEAD.search(window) and _reads_lead(window, framing):
            return letters[piece[-1]], len(piece) - 1
    if piece[:1] in letters and _EXPLAINED.match(piece):
        return letters[piece[0]], 0
    return None


def several(piece: str, framing: Framing) -> bool:
    """Whether a clause is two letters side by side, of which none is chosen."""
    letters = framing.letters
    found = _AND.match(piece[:20]) if letters else None
    return found is not None and found[1] in letters


def denies(text: str) -> bool:
    """Whether what stands in front of an option keeps it from being chosen."""
    return _DENIES.search(text[-LEAD_WINDOW:]) is not None


def conditional(text: str) -> bool:
    """Whether what stands in front of an option is what its choice hangs on."""
    return _CONDITION.match(text) is not None


def worded(piece: str, framing: Framing) -> tuple[Option, int | None] | None:
    """The option whose words a clause is, and where its letter stands if it has one."""
    if len(piece) > LONGEST_PHRASE:
        return None
    said = " ".join(piece.split()).casefold().replace("\u2019", "'")
    words = framing.words
    if (option := words.get(said)) is not None:
        return option, None if option.letter else 0
    letter, _, rest = said.partition(" ")
    option = words.get(rest)
    if option is not None and option.letter and option.letter.lower() == letter:
        return option, 0
    found = _predicated(said, words, framing)
    return (
        None
        if found is None
        else (found, None if found.letter else len(piece) - len(_last_word(said)))
    )


def _predicated(said: str, words: Mapping[str, Option], framing: Framing) -> Option | None:
    """What a sentence such as "the answer is not correct" says of the answer."""
    said = said.replace("n't ", " not ")
    said = f"it {said}" if said.startswith(("is ", "was ")) else said
    found = _PREDICATE.match(said) if framing.judges else None
    if found is None:
        return None
    option = words.get(found["words"])
    if option is None:
        return None
    if found["denied"] is not None:
        option = opposite(option, framing)
    subject = found["subject"].strip()
    about = _ABOUT_ANSWER.fullmatch(subject) is not None
    wrong = option is not None and option.value == 0
    short = len(subject.split()) <= _MOST_WORDS and _DOUBT.search(subject) is None
    return option if about or (wrong and short) else None


def _reads_lead(window: str, framing: Framing) -> bool:
    """A judge that speaks of the right answer speaks of an option of the question."""
    return not framing.judges or not of_the_question(window)


def of_the_question(text: str) -> bool:
    """Whether a text speaks of the right answer to the question rather than of a judgement."""
    return _OTHERS.search(text[-LEAD_WINDOW:]) is not None


def _last_word(said: str) -> str:
    return said.rpartition(" ")[2]


def opposite(option: Option, framing: Framing) -> Option | None:
    """The option that says the contrary, where there is one."""
    return next((one for one in framing.options if one.value == 1 - option.value), None)


def is_label(piece: str) -> bool:
    """Whether a clause is nothing but what stands in front of a choice."""
    last = piece.split()[-1:] if len(piece) <= LONGEST_PHRASE // 2 else [piece]
    return LABELS.issuperset(map(str.casefold, last))
