"""A clause of a judge's reply that chooses an option by its letter, in whatever sentence."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Sequence

from trustcore_strategies.reflection.clauses import denies_within, of_the_question
from trustcore_strategies.reflection.framings import Framing, Option
from trustcore_strategies.reflection.phrases import (
    BECAUSE,
    CHOOSES,
    CHOSEN,
    CHOSEN_BY,
    CLOSING,
    NOUN,
    OPENING,
    OTHER,
    PICKS,
    Sentence,
    plain,
)

_WINDOW = 64
"""Characters on each side of a letter that are looked at."""

_MOST_LETTERS = 6
"""Of a clause that chooses one."""

_BE = r"(?:is|are|remains|must be|(?:has|has got|is got) to be|have to be|would be|would have to be|can only be|seems(?: to be)?)"
_NAMED = rf"(?:(?:the )?(?:{NOUN} ){{1,2}})?"
_KIND = r"(?:final|right|correct|best|better|only|own|overall|preferable|obvious|selected|chosen|preferred|(?:most )?(?:appropriate|suitable|fitting|accurate|plausible|reasonable|logical|likely|sensible))"
_BEFORE = Sentence(
    rf"(?:^{OPENING}(?:(?:it|that|this|which)(?: {_BE}| would be| is) (?:an? clear )?)?(?:only |just )?{_NAMED}"
    rf"|(?:^{OPENING}(?:the |my |our )?|\b(?:the|my|our) )(?:{_KIND} ){{0,2}}{NOUN} (?:(?:here |now |on this |for (?:this|me) |to (?:the|this) question )?(?:{_BE}|goes to) (?:an? (?:clear )?)?)?{_NAMED}"
    rf"|{CHOOSES} (?:just |only )?{_NAMED}"
    rf"|\b(?:leaves|leaving|makes|making|points? to|pointing to|leads? to) (?:us with |me with |it )?(?:only |just )?{_NAMED}"
    rf"){CHOSEN}$"
)
"""What may stand in front of a letter that is chosen."""

_FITS = rf"(?:{_KIND}(?: {_KIND})?(?: (?:one|{NOUN}))?|{NOUN})"
_AFTER = Sentence(
    rf"(?: it is| is left| {CHOSEN_BY}| alone)?(?: (?:{_BE}|seems like|looks(?: like)?|sounds|appears)(?: to be)? (?:the |my |our )?{_FITS}| (?:would )?(?:fits?|appl(?:y|ies)|holds|stands|wins)(?: best)?| seems right| the {_FITS})?{CLOSING}(?:$| {BECAUSE}|(?: it| that) (?:is|must be)$)"
)
"""What may stand behind it."""

_PREDICATED = re.compile(
    r"(?: it is| is| alone| (?:must|has|would|seems|looks|sounds|appears|fits?|appl(?:y|ies)|holds|stands|wins)\b)",
    re.IGNORECASE,
)
"""Begins what a sentence says of its letter, which then is its subject."""

_ASKED = re.compile(
    rf"\b{NOUN} to (?:the|this) question\b|\b(?:proposed|given|suggested|question(?:'s| is)) {NOUN}\b",
    re.IGNORECASE,
)
"""What is no choice of a judge's, but of the question or of the answer under judgement."""

_PAIRED = re.compile(
    rf"{OTHER} (?:or|and|nor|vs|versus) (?:\w+ )?{CHOSEN}$|^no {CHOSEN}$", re.IGNORECASE
)
"""Two letters side by side, of which neither is chosen, or none."""

_AND_CHOOSES = re.compile(
    rf".*{OTHER} (?:and|but|so|then) (?=(?:(?:i|we) (?:\w+ ){{0,2}})?{PICKS} )", re.IGNORECASE
)
"""Denies a letter and goes on to another: "I reject A and choose B"."""

_ENUMERATED = re.compile(r"(?:and |or )?[A-Z](?:,? (?:and|or|nor|&) [A-Z])+(?![^\s'])")

_SUBJECT = Sentence(rf"^{OPENING}(?:only |just )?{_NAMED}{CHOSEN}$")
_CORRECTS = re.compile(
    rf"\bnot (?:{NOUN} )?{OTHER} but (?:rather |instead )?(?={CHOSEN}|{NOUN} {CHOSEN})",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\b(?:je choisis|choisis|(?:r[ée]ponse|choix)(?: correcte?)?(?: est(?: l[ae])?)?|option (?:correcte )?est(?: la)?|(?:respuesta|elecci[óo]n)(?: correcta)?(?: es(?: l[ao])?)?|elijo|la opci[óo]n|(?:opci[óo]n|op[çc][ãa]o|opzione)(?: corr?e(?:c?ta|tta))?(?: (?:es|é|è)(?: l?a)?)?|(?:antwort|wahl)(?: ist| lautet)?|ich w[äa]hle|w[äa]hle|(?:risposta|scelta)(?: corretta)?(?: [èe](?: l[ao])?)?|scelgo|(?:resposta|escolha)(?: cert[ao]| corret[ao])?(?: [ée](?: [ao])?)?|escolho|(?:antwoord|keuze) is|(?:svaret|svar|valg|val) (?:er|är)|odpowied[źz] to|wyb[óo]r to|ответ|выбираю|выбор|вариант|поэтому|daher|deshalb|donc|por (?:lo )?tanto|quindi|portanto|dus|därför|dlatego) (?:option |opción |opção |opzione |lettre |letra |lettera |antwort |вариант |ответ )?"
    r"|(?:(?:答案|答え|回答|所以|因此|选择|選擇|選択|选项|選項|選択肢|结论|結論|判断|判定|选|選)(?:是|为|為|は)?|(?:认为|認為|觉得|应该|應該|应|應)是|私は|저는|나는|정답은?|답은?) ?)[A-Z]$",
    re.IGNORECASE,
)
"""What stands in front of a letter that is chosen, in other languages."""


def lettered(piece: str, framing: Framing) -> tuple[Option, int] | None:
    """The option that a clause chooses by its letter, and where in the clause that stands."""
    letters = framing.letters
    if piece[-1:] in letters and _LEAD.search(piece[-_WINDOW:]):
        place = len(piece) - 1
        return None if _kept_from(piece[:place], framing) else (letters[piece[place]], place)
    places = _mentions(piece, framing)
    if not 0 < len(places) <= _MOST_LETTERS:
        return None
    chosen = [place for place in places if _is_chosen(piece, place, places, framing)]
    return (letters[piece[chosen[0]]], chosen[0]) if len(chosen) == 1 else None


def in_capitals(piece: str) -> str:
    """A clause such as "option b" with its letter as options have it."""
    small = _SMALL.fullmatch(piece, 0, _WINDOW) is not None
    return piece[:-1] + piece[-1].upper() if small else piece


def enumerated(piece: str) -> str:
    """The letters that a clause begins with, such as the end of "A, B or C"."""
    found = _ENUMERATED.match(piece, 0, _WINDOW)
    return "" if found is None else "".join(_ALONE.findall(found[0]))


def _mentions(piece: str, framing: Framing) -> Sequence[int]:
    """Where letters of options stand in a clause, each a word of its own."""
    letters = framing.letters
    return [found.start() for found in _ALONE.finditer(piece) if found[0] in letters]


_SMALL = re.compile(rf"(?:final )?{NOUN} [a-z]", re.IGNORECASE)
_ALONE = re.compile(r"(?<![^\s'\u2019_$\\])[A-Z](?![^\s'\u2019_$]|['\u2019]\w)")


def _is_chosen(piece: str, place: int, places: Sequence[int], framing: Framing) -> bool:
    """Whether what stands around a letter chooses it."""
    before = _shown(piece, max(0, place - _WINDOW), place, places)
    after = _shown(piece, place + 1, min(len(piece), place + 1 + _WINDOW), places)
    if place > _WINDOW:
        before = f"{OTHER}{OTHER} {before}"  # nothing begins here
    if len(piece) - place - 1 > _WINDOW:
        after = f"{after} {OTHER}{OTHER}"
    before = _CORRECTS.sub("", f"{before} {CHOSEN}".lstrip())
    if (denied := _AND_CHOOSES.match(before)) and denies_within(denied[0]):
        before = before[denied.end() :]
    after = f" {after}" if after else ""
    if not (_PREDICATED.match(after) and _AFTER.match(after)):
        chosen = _BEFORE.search(before) and _AFTER.match(after)
    else:
        chosen = _SUBJECT.match(before)
    return bool(chosen) and not _PAIRED.search(before) and not _kept_from(before, framing)


def _shown(piece: str, start: int, end: int, places: Sequence[int]) -> str:
    """A part of a clause, in which other letters are signs."""
    part = list(piece[start:end])
    for place in places:
        if start <= place < end:
            part[place - start] = OTHER
    return plain("".join(part).strip("'\u2019_$\\ "))


def _kept_from(before: str, framing: Framing) -> bool:
    """Whether what stands in front of a letter denies it, or speaks of the question's options."""
    return denies_within(before) or (
        framing.judges
        and not framing.sole
        and (of_the_question(before) or _ASKED.search(before) is not None)
    )
