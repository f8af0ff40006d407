"""Names of people and places: initials, titles, numerals, particles and acronyms."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from difflib import SequenceMatcher

from attrs import frozen

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.numerals import ORDINALS

_MOST = 7
"""Words; what is longer is no name."""

_TITLES = frozenset(
    "mr mrs ms miss dr prof professor president pope king queen prince princess sir lord lady dame saint st emperor empress"
    " captain colonel general admiral senator governor judge justice rev reverend father sister chancellor minister"
    " herr frau monsieur madame mme m senor senora don donna doctor actor actress author singer director physicist"
    " mathematician tsar czar sultan count duke baron us american former vice".split()
) - {"st", "m"}
_ROLES = frozenset(
    "founder cofounder painter poet composer novelist writer scientist chemist philosopher astronaut politician inventor explorer host coach"
    " god goddess engineer architect sculptor musician guitarist drummer singer rapper comedian journalist lawyer economist biologist"
    " player footballer champion chairman chairwoman secretary premier leader head commander officer sergeant lieutenant bishop"
    " archbishop cardinal son daughter wife husband brother mother protagonist author artist".split()
)
_AFTER = frozenset("phd md msc ba ma mba esq dds obe cbe mbe frs".split())
_PARTICLES = frozenset(
    "de da di do dos das del della des du van von der den ter la le el al bin ibn ben of the and y e zu af av".split()
)
_YOUNGER = frozenset("jr sr junior senior".split())
_NUMERAL = re.compile(r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})")
_QUALIFIERS = frozenset(
    "new north south east west northern southern eastern western central equatorial papua great greater upper lower old little"
    " inner outer saint san santa los las fort mount lake port cape mid non anti vice deputy former step grand great".split()
)
_SHORT_FORMS = {
    short: long
    for line in (
        "robert bob bobby rob",
        "william bill billy will",
        "richard dick rick",
        "james jim jimmy",
        "michael mike mick",
        "david dave",
        "thomas tom tommy",
        "joseph joe",
        "katherine kate kathy",
        "elizabeth liz beth",
        "anthony tony",
        "christopher chris",
        "daniel dan danny",
        "samuel sam",
        "benjamin ben",
        "nicholas nick",
        "steven steve stephen",
        "alexander alex",
        "john jack johnny",
        "edward ed ted",
        "frederick fred",
        "gregory greg",
        "jeffrey jeff",
        "kenneth ken",
        "matthew matt",
        "peter pete",
        "philip phil",
        "ronald ron",
        "timothy tim",
        "charles charlie chuck",
        "andrew andy",
        "lawrence larry",
        "margaret maggie meg",
        "jonathan jon",
        "abraham abe",
        "franklin frank",
    )
    for long, *shorts in (line.split(),)
    for short in shorts
}
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u0300-\u036f-](?=\w))*\.?")
_ROMAN = dict(
    enumerate(
        "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split(), start=1
    )
)
_ORDINAL = re.compile(r"(?<=\w )[Tt]he (?:(\d{1,2})(?:st|nd|rd|th)|([A-Z][a-z]{4,10}))$")
_NO_NAME = re.compile(r"[\d=<>{}\[\]|/\n+#]|-$")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")
_SMALL = frozenset("of the and de la du des da do der und et y e für for in on".split())
_SEXES = {
    word: sex
    for sex, words in (
        ("m", "mr king prince sir lord emperor duke count tsar czar sultan herr monsieur senor father brother saint-father"),
        ("f", "mrs ms miss queen princess lady dame empress duchess countess tsarina frau madame senora mother sister"),
    )
    for word in words.split()
}  # fmt: skip
_LETTERS_ALIKE = 0.9
"""Share of letters of a long family name that is one in two ways to write it in Latin letters."""

_ENDING = re.compile(r"o(?:ff?|w)$")
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)")
_POINT = re.compile(r"\.(?=[A-Z])")
_LOWER = _PARTICLES | _SMALL
"""Words of a name that need no capital."""

_LONG_NAME = 8
_ALIKE = 0.8
_MIDDLE = 0.6
_PART = 0.45


@frozen
class Name:
    """A name in its parts, folded.

    Attributes:
        parts: The given names and the family name, initials as one letter.
        numeral: "ii", "jr" and the like; "" where there is none.
        acronym: The capitals, where the whole name is an acronym.
        initials: The first letters of its words, the small ones left out; with them after a "/".
        title: Whether every word begins with a capital.
        sex: "m" or "f" where a title tells; else "".
    """

    parts: tuple[str, ...]
    numeral: str
    acronym: str
    initials: frozenset[str]
    title: bool
    sex: str = ""


def name(text: str) -> Name | None:
    """Read a short text as a name; None where it has digits, is too long or has small words."""
    bare = (_IN_BRACKETS.sub("", text) if "(" in text else text).strip(" .,;:!?\"'\n")
    bare = _ORDINAL.sub(_as_numeral, bare)
    if not bare or len(bare) > 80 or _NO_NAME.search(bare):
        return None
    bare = _POINT.sub(". ", bare) if "." in bare else bare
    before, comma, after = bare.partition(",")
    if (
        comma
        and after.strip()
        and not _is_suffix(after)
        and len(before.split()) <= 3
        and "," not in after
    ):
        if not all(word[:1].isupper() for word in after.split()):
            return None
        inverted = f"{after.strip()} {before}"
    else:
        inverted = bare.replace(",", " ")
    tokens = _TOKEN.findall(inverted)
    if not 1 <= len(tokens) <= _MOST:
        return None
    return _name(tokens, bare)


def is_acronym(short: str, long: str) -> bool:
    """Whether a text is the first letters of another's words, small ones in it or not."""
    if not 2 < len(short) <= _LONGEST_ACRONYM or not short.isupper() or " " not in long:
        return False
    said = _WORD.findall(long[:_LONGEST_WRITTEN_OUT])
    large = [word for word in said if fold(word) not in _SMALL]
    letters = short.replace(".", "")
    return letters.isalpha() and any(
        "".join(word[0] for word in some).upper() == letters for some in (said, large)
    )


_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_ACRONYM = 10
_LONGEST_WRITTEN_OUT = 200


def describes(text: str) -> bool:
    """Whether a text behind a name has a title or degree: Captain of the Enterprise, PhD."""
    said = {fold(word).strip(".") for word in text.split()}
    return _is_suffix(text) or not said.isdisjoint(_TITLES | _ROLES)


def _as_numeral(found: re.Match[str]) -> str:
    """The numeral that an ordinal behind a name stands for: the Eighth, the 2nd."""
    place = int(found[1]) if found[1] else ORDINALS.get(fold(found[2]), 0)
    return _ROMAN.get(place, found[0])


def _is_suffix(text: str) -> bool:
    tail = [fold(word).replace(".", "") for word in text.split()]
    return bool(tail) and all(
        word in _AFTER or word in _YOUNGER or _NUMERAL.fullmatch(word.upper()) for word in tail
    )


def _name(tokens: list[str], bare: str) -> Name | None:
    folded = [fold(token) for token in tokens]
    capitals = [
        token
        for token, plain in zip(tokens, folded, strict=True)
        if plain.rstrip(".") not in _LOWER
    ]
    title = bool(capitals) and all(token[0].isupper() for token in capitals)
    numeral = ""
    parts: list[str] = []
    for place, token in enumerate(tokens):
        plain = folded[place].replace(".", "")
        if place and _NUMERAL.fullmatch(token) and (len(token) > 1 or token == tokens[-1]):
            numeral = plain
        elif plain in _YOUNGER:
            numeral = plain[:2].replace("ju", "jr").replace("se", "sr")
        elif (
            plain in _PARTICLES
            or plain in _AFTER
            or (plain in _TITLES and not parts and len(tokens) > 1)
        ):
            continue
        elif plain:
            parts.append(plain)
    if not parts:
        return None
    squeezed = bare.replace(".", "").replace(" ", "")
    acronym = (
        fold(squeezed)
        if _ACRONYM.fullmatch(bare.replace(" ", ""))
        and 2 <= len(squeezed) <= 7
        and squeezed.isupper()
        else ""
    )
    said = [fold(word) for word in _WORD.findall(bare)]
    firsts = "".join([word[:1] for word in said])
    large = "".join([word[:1] for word in said if word not in _SMALL])
    initials = frozenset({firsts, large})
    return Name(tuple(parts), numeral, acronym, initials, title, _sex(folded[:-1]))


def _sex(titles: list[str]) -> str:
    """What the titles in front of a name tell."""
    return next((_SEXES[word] for title in titles if (word := title.rstrip(".")) in _SEXES), "")


def same_name(one: Name, other: Name, *, person: bool) -> float | None:
    """How far two names are the same; None where only their words can tell.

    Args:
        one: A name.
        other: Another.
        person: Whether a person is asked for.
    """
    for short, long in ((one, other), (other, one)):
        if short.acronym and len(long.parts) > 1 and short.acronym in long.initials:
            return 1.0
    if one.parts == other.parts:
        return _same_bearer(one, other)
    if not (one.title and other.title):
        return None
    if one.numeral and other.numeral and one.numeral != other.numeral:
        return 0.0
    short, long = sorted((one, other), key=lambda each: len(each.parts))
    if len(short.parts) == 1:
        return _lone(short.parts[0], long.parts, person=person)
    return _full(short.parts, long.parts, person=person)


def _same_bearer(one: Name, other: Name) -> float:
    """How far two bearers of one name are the same: Mr and Mrs Dalloway are not."""
    if one.sex and other.sex and one.sex != other.sex:
        return 0.0
    return _same_numeral(one.numeral, other.numeral)


def _same_numeral(one: str, other: str) -> float:
    """How far two bearers of one name are the same: Henry and Henry IV need not be."""
    if one == other:
        return 1.0
    if one and other:
        return 0.0
    return _ALIKE if {one, other} & {"jr", "sr"} else _PART


def _lone(part: str, parts: tuple[str, ...], *, person: bool) -> float | None:
    """A single name beside a full one."""
    if len(parts) == 1:
        if person and _transcribed(part, parts[0]):
            return _ALIKE
        return 0.0 if not person and part in parts[0].split("-") else None
    last = parts[-1]
    if part == last or part in last.split("-"):
        if set(parts[:-1]) & _QUALIFIERS:
            return 0.0
        return _ALIKE if person else None
    if part in parts:
        return _PART if person else None
    return 0.0 if person else None


def _full(short: tuple[str, ...], long: tuple[str, ...], *, person: bool) -> float | None:
    """Two names of several parts: family name, given name and what stands between."""
    if not _fits_last(short[-1], long[-1]):
        return 0.0 if person or not set(short) & set(long) else None
    if not _fits(short[0], long[0]):
        if person and short[0] in long[1:-1] and len(short) == 2:
            return _MIDDLE
        return 0.0 if person or len(short) == len(long) == 2 else None
    mine, theirs = short[1:-1], long[1:-1]
    if not mine:
        initials = all(len(part) == 1 for part in theirs)
        return 1.0 if initials else (_PART if person else None)
    if len(mine) == len(theirs):
        return float(all(_fits(a, b) for a, b in zip(mine, theirs, strict=True)))
    return 0.0 if person else None


def _fits(one: str, other: str) -> bool:
    """Whether two given names are the same, a short form or the initial of one another."""
    return (
        one == other
        or _SHORT_FORMS.get(one, one) == _SHORT_FORMS.get(other, other)
        or (min(len(one), len(other)) == 1 and one[0] == other[0])
    )


def _fits_last(one: str, other: str) -> bool:
    if one == other or one in other.split("-") or other in one.split("-"):
        return True
    return _transcribed(one, other)


def _transcribed(one: str, other: str) -> bool:
    """Whether two family names are one, written in two ways: Dostoevsky, Dostoyevsky."""
    if min(len(one), len(other)) < _LONG_NAME or one[0] != other[0]:
        return False
    one, other = (_ENDING.sub("ov", name).replace("sky", "ski") for name in (one, other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LETTERS_ALIKE
