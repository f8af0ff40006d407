"""Names of people and places: initials, titles, numerals, particles and acronyms."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from attrs import field, frozen

from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.cyrillic import in_latin
from trustcore_strategies.answers.folding import fold, fold_word
from trustcore_strategies.answers.given_names import is_given
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.known_names import groups_of
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.numerals import ORDINALS
from trustcore_strategies.answers.words import stem

_MOST = 7
"""Words; what is longer is no name."""

_TITLES = frozenset(
    "mr mrs ms miss dr prof professor president pope king queen prince princess sir lord lady dame saint st emperor empress"
    " gen sen rep capt lt col sgt maj adm gov hon pres cmdr captain colonel general admiral senator governor judge justice rev reverend father sister chancellor minister"
    " herr frau monsieur madame mme m senor senora don donna doctor actor actress author singer director physicist"
    " mathematician tsar czar sultan count duke baron us american former vice".split()
) - {"st", "m"}
_ROLES = frozenset(
    "founder cofounder painter poet composer novelist writer scientist chemist philosopher astronaut politician inventor explorer host coach"
    " god goddess engineer architect sculptor musician guitarist drummer singer rapper comedian journalist lawyer economist biologist"
    " player footballer champion chairman chairwoman secretary premier leader head commander officer sergeant lieutenant bishop"
    " archbishop cardinal son daughter wife husband brother mother protagonist author artist".split()
)
_AFTER = frozenset(
    "phd md msc ba ma mba esq dds obe cbe mbe frs fc afc cf inc ltd llc plc corp gmbh incorporated".split()
)
_PARTICLES = frozenset(
    "de da di do dos das del della des du van von v der den ter la le el al bin ibn ben of the and y e zu af av".split()
)
_YOUNGER = frozenset("jr sr junior senior".split())
_BESIDE_NAMES = _YOUNGER | _PARTICLES | _AFTER | _TITLES | _ROLES
"""Words that need not be a part of a name in which they stand."""

_NUMERAL = re.compile(r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})")
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u0300-\u036f-](?=\w))*\.?")
_ROMAN = dict(
    enumerate(
        "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split(), start=1
    )
)
_ORDINAL = re.compile(r"(?<=\w )[Tt]he (?:(\d{1,2})(?:st|nd|rd|th)|([A-Z][a-z]{4,10}))$")
_NO_NAME = re.compile(r"[\d=<>{}\[\]|/\n+#]")
_ONE_CHARACTER = re.compile(r"\W*\w\W*")
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
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)")
_POINT = re.compile(r"\.(?=[A-Z])")
_CLUB = re.compile(r" F\. ?C\.?$")
_LOWER = _PARTICLES | _SMALL
"""Words of a name that need no capital."""


@frozen(slots=False)
class Name:
    """A name in its parts, folded.

    Attributes:
        parts: The given names and the family name, initials as one letter.
        numeral: "ii", "jr" and the like; "" where there is none.
        acronym: The capitals, where the whole name is an acronym.
        title: Whether every word begins with a capital.
        sex: "m" or "f" where a title tells; else "".
        realm: What a sovereign with a numeral rules: "france"; else "".
        written: The name as it is written.
    """

    parts: tuple[str, ...]
    numeral: str
    acronym: str
    title: bool
    sex: str = ""
    realm: str = ""
    written: str = field(default="", eq=False)

    @lazily
    def initials(self) -> frozenset[str]:
        """The first letters of its words, with the small ones and without."""
        said = [fold_word(word) for word in _WORD.findall(self.written)]
        said = [word for word in said if word not in _YOUNGER]
        firsts = "".join([word[:1] for word in said])
        return frozenset({firsts, "".join([word[:1] for word in said if word not in _SMALL])})


def name(text: str) -> Name | None:
    """Read a short text as a name; None where it has digits, is too long or has small words."""
    bare = (_IN_BRACKETS.sub("", text) if "(" in text else text).strip(" .,;:!?\"'\n")
    bare = _ORDINAL.sub(_as_numeral, bare) if "he " in bare else bare
    if not bare or len(bare) > 80 or _NO_NAME.search(bare):
        return None
    if bare[0] == "-" or bare[-1] == "-" or _ONE_CHARACTER.fullmatch(bare):
        return None
    if "." in bare:
        bare = _POINT.sub(". ", _CLUB.sub(" FC", bare))
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
    folded = [fold_word(token) for token in tokens]
    capitals = [
        token[0].isupper()
        for token, plain in zip(tokens, folded, strict=True)
        if plain.rstrip(".") not in _LOWER
    ]
    title = bool(capitals) and all(capitals)
    if _is_plain(tokens, folded, bare):
        return Name(tuple(folded), "", "", title, _sex(folded[:-1]), "", bare)
    numeral = ""
    parts: list[str] = []
    tokens, realm = _without_realm(tokens, folded)
    for place, token in enumerate(tokens):
        plain = folded[place].replace(".", "")
        if place > 1 and place == len(tokens) - 1 and _is_honour(token, tokens):
            continue
        if (
            place
            and token[0] in "IVX"
            and _NUMERAL.fullmatch(token)
            and (len(token) > 1 or token == tokens[-1])
        ):
            numeral = plain
        elif plain not in _BESIDE_NAMES or (place == 0 and token[0].isupper() and is_given(plain)):
            parts.extend([in_latin(plain)] if plain else ())
        elif plain in _YOUNGER:
            numeral = plain[:2].replace("ju", "jr").replace("se", "sr")
        elif (
            (plain in _PARTICLES and (len(plain) > 1 or token.islower()))
            or plain in _AFTER
            or (plain in _TITLES and not parts and len(tokens) > 1)
            or (plain in _ROLES and not parts and place + 2 < len(tokens) and token[0].isupper())
        ):
            continue
        elif plain:
            parts.append(in_latin(plain))
    if not parts:
        return None
    squeezed = bare.replace(".", "").replace(" ", "")
    acronym = (
        fold(squeezed)
        if 2 <= len(squeezed) <= 7
        and squeezed.isupper()
        and _ACRONYM.fullmatch(bare.replace(" ", ""))
        else ""
    )
    return Name(tuple(parts), numeral, acronym, title, _sex(folded[:-1]), realm, bare)


def _is_plain(tokens: Sequence[str], folded: Sequence[str], bare: str) -> bool:
    """Whether every word of a name is a part of it as it is written: no title, point or numeral."""
    if "." in bare or not bare.isascii() or not _BESIDE_NAMES.isdisjoint(folded):
        return False
    return not any(map(str.isupper, tokens))


def _is_honour(token: str, tokens: Sequence[str]) -> bool:
    """Whether the last word of a name is letters that an order or society gives: PRS, OBE."""
    if not (_LETTERS_BEHIND.fullmatch(token) and _NUMERAL.fullmatch(token) is None):
        return False
    return not any(len(one) > 1 and one.isupper() for one in tokens[:-1])


_LETTERS_BEHIND = re.compile(r"[A-Z]{3,5}")


def _without_realm(tokens: list[str], folded: Sequence[str]) -> tuple[list[str], str]:
    """The words of a name without where its bearer is from, and what he rules: Louis XIV of France."""
    if "of" not in folded[2:-1]:
        return tokens, ""
    at = folded.index("of", 2)
    realm = " ".join(folded[at + 1 :])
    if _NUMERAL.fullmatch(tokens[at - 1]):
        return tokens[:at], realm
    return (tokens[:at], "") if groups_of(realm) else (tokens, "")


def subject(text: str, known: Collection[str]) -> str:
    """The name in front of a verb of the question: "Jane Austen" of "Jane Austen wrote it in 1813".

    Args:
        text: A sentence.
        known: Words of the question, and their stems.
    """
    found: list[str] = []
    tokens = text.split()
    for place, token in enumerate(tokens[: _MOST + 1]):
        word = fold(token.strip(".,;"))
        asked = word in known or stem(word) in known
        particle = bool(found) and word in _PARTICLES
        if word == "of" and len(found) > 1 and _TITLES.isdisjoint(map(fold, found)):
            return " ".join(found)  # where the bearer is from: Usain Bolt of Jamaica
        if not found and asked:
            return ""  # what was asked about did nothing of what was asked
        if asked and not particle and word not in IDLE:
            return " ".join(found)
        if word in _COPULAS and found and _is_asked(tokens[place + 1 :], known):
            return " ".join(found)
        if not particle and (word in IDLE or not token[0].isupper()):
            return ""
        found.append(token)
    return ""


_COPULAS = frozenset(("was", "is"))


def _is_asked(behind: Sequence[str], known: Collection[str]) -> bool:
    """Whether what a sentence says that somebody was begins as the question asks: the 35th."""
    first = next((fold(token) for token in behind[:3] if fold(token) not in _SMALL), "")
    return first in known and first not in IDLE


_OF_ANOTHER = (
    "about|after|against|at|before|between|by|for|from|in|like|near|of|on|than|to|under|with"
)
"""Words behind which a name is that of somebody else: the author is a friend of Jane Austen."""

_BEARER = r"(?P<name>[A-Z][\w.'-]{0,20}(?: (?:(?:de|da|di|van|von|der|of|the) ){0,2}[A-Z][\w.'-]{0,20}){0,4})"
"""The name of a person, or of another bearer, in a sentence."""

_PREDICATE = re.compile(
    rf"(?:[Tt]he|[Tt]his|[Ii]ts?|[Hh]is|[Hh]er) [^,;:\n]{{0,80}}? (?:was|is) (?:(?:the |an? )(?:[A-Z]?[a-z]+ ){{0,2}}?(?!(?:{_OF_ANOTHER}) )[a-z]+ )?{_BEARER}(?=[.,;(]|$)"
)


def predicate(text: str) -> str:
    """The name that a sentence gives behind what it says of its bearer: the author was Jane Austen."""
    found = _PREDICATE.match(text) if " was " in text or " is " in text else None
    return "" if found is None else found["name"]


_AGENT = re.compile(
    rf"\b(?:was|were|is|are|been|being) [^,.;:\n]{{0,60}}?(?<!followed )(?<!accompanied )(?<!joined )\bby (?:(?:(?!and )[a-z-]{{2,20}}|[A-Z][a-z]{{2,20}}(?= [a-z])) ){{0,6}}{_BEARER}(?=[.,;(]|$| \(| (?:in|on|at|and|between|around|during|for|with|from)\b)"
)


_CREDITED = re.compile(
    rf"\b(?:(?:is|was|are|were|been) (?:(?!(?:not|never|falsely|wrongly|incorrectly|mistakenly|erroneously|formerly) )[a-z]{{2,14}} ){{0,2}}(?:credited|attributed) to|credit (?:for [^.;\n]{{1,60}}? )?(?:goes|belongs) to) (?:(?!and )[a-z-]{{2,20}} ){{0,4}}{_BEARER}(?=[.,;(]|$| )"
)
"""Whom a thing is said to be by, unless a sentence says that it is not."""

_LONGEST_SENTENCE = 600


def agent(text: str) -> str:
    """The name behind "by" in a sentence in the passive, without what describes its bearer."""
    found = _AGENT.search(text[:_LONGEST_SENTENCE]) if " by " in text else None
    if found is None and ("credit" in text or "attribut" in text):
        found = _CREDITED.search(text[:_LONGEST_SENTENCE])
    found = found or _AGENT_ABROAD.search(text[:_LONGEST_SENTENCE])
    if found is None:
        return ""
    denied = _DENIES.search(text, max(0, found.start() - _AUXILIARY), found.end())
    return "" if denied is not None else found["name"]


_AUXILIARY = 16
"""Characters in front of a verb in which it may be denied: n'a pas été peint."""

_DENIES = re.compile(r"\b(?:not|never|nicht|nie|pas|jamais|non|no|n\u00e3o|niet|inte|ikke)\b|n't\b")
_AGENT_ABROAD = Cued(
    r"\b(?:est|fut|\u00e9t\u00e9|\u00e9t\u00e9e|fue|es|ha sido|foi|\u00e8|stat[oa]|era|wurde|werd|is|ble|blev)\b (?:[^,.;:\n]{1,40}? )?(?:par|por|pela|pelo|da|dal|dalla|von|vom|door|av|af) (?P<name>[A-Z\u00c0-\u00de][\w.'-]{0,20}(?: (?:(?:de|da|di|van|von|der|of|the) ){0,2}[A-Z\u00c0-\u00de][\w.'-]{0,20}){0,4})(?=[.,;(]|$| )",
    cues=(" par ", " por ", " pela ", " pelo ", " da ", " dal ", " dalla ", " von ", " vom ", " door ", " av ", " af "),
)  # fmt: skip


def _sex(titles: list[str]) -> str:
    """What the titles in front of a name tell."""
    said = [title.rstrip(".") for title in titles]
    if _SEXES.keys().isdisjoint(said):
        return ""
    return next(_SEXES[word] for word in said if word in _SEXES)
