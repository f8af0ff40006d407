"""What one clause of a judge's reply says: an option's letter, its words, or what is no choice at all."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re

from trustcore_strategies.reflection.framings import Framing, Option
from trustcore_strategies.reflection.sentences import LONGEST_PHRASE, predicated

_LEAD_WINDOW = 64
"""Characters in front of a letter that are looked at."""

_LEAD = re.compile(
    r"(?:(?i:\b(?:answer|choice|option|verdict|letter|vote|guess|selection|judge?ment|ruling|rating|grade|choose|choosing|chose|pick|select|decision|conclusion|(?:go|going|stick|sticking) with|(?:opt|opting|vote|voting|go|going) for|settle on|lean(?:ing)? towards?)(?: (?:is|must be|has to be|would be))?"
    r"|\bi(?:['’]d| would| must| have to|['’]ll| will)? say(?: it(?: is|['’]s))?"
    r"|^(?:so |thus |hence |therefore )?(?:(?:it|that|this|which)(?: is|['’]s|['’]d be| must be| has to be| would be| can only be)(?: (?:definitely|clearly|probably|certainly|surely|obviously))?|(?:most |very |quite )?(?!(?:hard|bare|scarce|unlike|near|on|possib)\w{0,3}ly)[a-z]{2,12}ly|without (?:a |any )?doubt|^(?:no doubt|of course|just|indeed|in short|so|thus|hence|therefore|then|overall|finally|okay|ok))"
    r"|\b(?:je choisis|choisis|(?:r[ée]ponse|choix|option)(?: correcte?)?(?: est(?: l[ae])?)?|(?:respuesta|elecci[óo]n)(?: correcta)?(?: es(?: l[ao])?)?|elijo|la opci[óo]n|opci[óo]n|op[çc][ãa]o|(?:antwort|wahl)(?: ist| lautet)?|ich w[äa]hle|w[äa]hle|(?:risposta|scelta)(?: corretta)?(?: [èe](?: l[ao])?)?|scelgo|(?:resposta|escolha)(?: cert[ao]| corret[ao])?(?: [ée](?: [ao])?)?|escolho|(?:antwoord|keuze) is|(?:svaret|svar|valg|val) (?:er|är)|odpowied[źz] to|wyb[óo]r to|ответ|выбираю|выбор|вариант)) "
    r"|(?:(?:答案|答え|回答|选择|選擇|選択|选项|選項|選択肢|结论|結論|判断|判定|选|選)(?:是|为|為|は)?|(?:认为|認為|觉得|应该|應該|应|應)是|정답은?|답은?) ?)([A-Z])$"
)
_COPULA = re.compile(
    r"(?:が(?:正解|正しい)|[가이] ?(?:정답|맞)|번|项|項|选项|選項|是正确的|是正確的)?(?:です|だ|である|だと思います|と思います|입니다|이다|예요|이에요|습니다)?$"
)
"""What follows a letter in languages that put the verb last."""

_LONGEST_COPULA = 16

_OTHERS = re.compile(
    r"\b(?:correct|right|true|actual|real|proper)[ _]?(?:answer|option|choice|letter|one)\b|\bshould (?:be|have been)\b"
    r"|\b(?:student|user|response|respondent|author|solver|he|she|they) (?:chose|chooses|picks?|picked|selects?|selected|says?|said|answers?|answered|gives?|gave)\b",
    re.IGNORECASE,
)
"""Speaks of the right answer to the question, not of a judgement."""

_DENIES = re.compile(
    r"\b(?:not(?! surprisingly)|never|cannot|neither|nor|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|dismiss\w*|hesitat\w*|reluctan\w*|un(?:able|willing|likely)|hardly|far from|(?:wrong|incorrect|false|mistake) to|no (?:reason|way|longer)|(?<!no )doubt(?:s|ed|ful)|nobody|no one|none|exclud\w+|eliminat\w+|rul\w+ out|discard\w*|avoid\w*|depends? on|instead of|rather than|other than|except|against|without(?! (?:a |any )?(?:doubt|question|hesitation))|unlike"
    r"|(?:could|might|may) (?:also )?(?:pick|choose|select|go|say)|(?:some|others|many|people|one|someone|they) would|was going to|nicht|kein\w*|pas|non|не|no es)\b|n['’]t\b|不",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\s*(?:(?:if|unless|assuming|supposing|suppose|provided|in case)\b(?! (?:i|you|we|asked|forced|pressed)\b)|(?:wenn|falls|sofern|si|se|если)\b|如果|假如|もし)",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"([A-Z]) (?:because|since|due to|given|for the (?:simple )?reason|as(?! (?:in|such|well|if|a)\b)|(?:it|that) (?:is|must be)$|(?!(?:hard|bare|scarce|near|possib|on)\w{0,3}ly)[a-z]{2,12}ly$|of course$|for sure$|indeed$"
    r"|(?:is|must be|has to be|would be|seems|looks|appears)(?: to be)?(?: [a-z]{1,12}ly)? (?:the |my )?(?:(?:right|correct|best)(?: (?:one|answer|verdict))?$|(?:right|correct|best) (?:option|choice)|(?:final )?(?:choice|answer|verdict|option|pick|decision)$)|seems (?:right|best)|fits)(?!\w)"
)
_PREFERRED = re.compile(
    r"([A-Z]) (?:rather than|instead of|over|(?:and |but )?not) (?:option )?[A-Z]$"
)
_CORRECTED = re.compile(
    r"\bnot (?:option )?[A-Z] but (?:rather )?(?:option )?([A-Z])$", re.IGNORECASE
)
_AND = re.compile(
    r"(?:^|\b(?i:between|either|both|option|choice|letter|is|or) )\(?([A-Z])\)? (?:or|and|oder|und|ou|et|nor|vs|versus|/) (?i:with |option |choice |letter )?\(?([A-Z])\)?$"
)

_BECAUSE = re.compile(
    r" (?:because|since|due to|given that|in that|as (?:the|it))\b", re.IGNORECASE
)
"""Begins the reason of a verdict."""

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
    )
)
"""Words that may stand in front of a choice without saying anything else."""


def lettered(piece: str, framing: Framing) -> tuple[Option, int] | None:
    """The option that a clause names by its letter, and where in the clause that stands."""
    letters = framing.letters
    if piece[-1:] in letters and (place := _last_letter(piece, framing)) is not None:
        return letters[piece[place]], place
    if piece[:1] in letters and (_EXPLAINED.match(piece) or _PREFERRED.match(piece)):
        return letters[piece[0]], 0
    return None


def _last_letter(piece: str, framing: Framing) -> int | None:
    """Where the letter stands that ends a clause, if that letter is chosen."""
    window, place = piece[-_LEAD_WINDOW:], len(piece) - 1
    if _CORRECTED.search(window):
        return place
    if (pair := _AND.search(window)) and pair[1] in framing.letters:
        return None
    chosen = _LEAD.search(window) and _reads_lead(window, framing)
    return place if chosen and not denies(piece[:place]) else None


def without_copula(piece: str) -> str:
    """A clause without the verb that ends it in East Asian languages: "Bです" is "B"."""
    found = _COPULA.search(piece, len(piece) - _LONGEST_COPULA)
    return piece if found is None else piece[: found.start()]


def denies(text: str) -> bool:
    """Whether what stands in front of an option keeps it from being chosen."""
    return _DENIES.search(text[-_LEAD_WINDOW:]) is not None


def conditional(text: str) -> bool:
    """Whether what stands in front of an option is what its choice hangs on."""
    return _CONDITION.match(text) is not None


def worded(piece: str, framing: Framing) -> tuple[Option, int | None] | None:
    """The option whose words a clause is, and where its letter stands if it has one."""
    if framing.judges and (reason := _BECAUSE.search(piece, 0, LONGEST_PHRASE)):
        piece = piece[: reason.start()]
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
    found = predicated(said, framing) if framing.judges else None
    return (
        None
        if found is None
        else (found, None if found.letter else len(piece) - len(_last_word(said)))
    )


def _reads_lead(window: str, framing: Framing) -> bool:
    """A judge that speaks of the right answer speaks of an option of the question."""
    return not framing.judges or not of_the_question(window)


def of_the_question(text: str) -> bool:
    """Whether a text speaks of the right answer to the question rather than of a judgement."""
    return _OTHERS.search(text[-_LEAD_WINDOW:]) is not None


def _last_word(said: str) -> str:
    return said.rpartition(" ")[2]


def is_label(piece: str) -> bool:
    """Whether a clause is nothing but what stands in front of a choice."""
    short = len(piece) <= LONGEST_PHRASE // 2
    last = piece.replace("-", " ").replace("_", " ").split()[-1:] if short else [piece]
    return LABELS.issuperset(map(str.casefold, last))
