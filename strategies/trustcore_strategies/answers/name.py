"""Names of people and places: initials, titles, numerals, particles and acronyms."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import field, frozen

from trustcore_strategies.answers.abbreviations import ABBREVIATIONS
from trustcore_strategies.answers.cyrillic import in_latin
from trustcore_strategies.answers.folding import fold, fold_word
from trustcore_strategies.answers.given_names import is_given
from trustcore_strategies.answers.known_names import groups_of
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.name_words import (
    BESIDE_NAMES,
    LOWER,
    PARTICLES,
    ROLES,
    SMALL_WORDS,
    SUFFIXES,
    TITLES,
    YOUNGER,
    sex_of,
)
from trustcore_strategies.answers.numerals import ORDINALS
from trustcore_strategies.answers.words import LETTERS

MOST_WORDS = 7
"""Words; what is longer is no name."""

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
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)")
_POINT = re.compile(r"\.(?=[A-Z])")
_CLUB = re.compile(r" F\. ?C\.?$")


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
        said = [fold_word(word) for word in LETTERS.findall(self.written)]
        said = [word for word in said if word not in YOUNGER and word not in TITLES]
        firsts = "".join([word[:1] for word in said])
        return frozenset({firsts, "".join([word[:1] for word in said if word not in SMALL_WORDS])})


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
    if not 1 <= len(tokens) <= MOST_WORDS or inverted.rstrip(".") in ABBREVIATIONS:
        return None
    return _name(tokens, bare)


def is_acronym(short: str, long: str) -> bool:
    """Whether a text is the first letters of another's words, small ones in it or not."""
    if not 2 < len(short) <= _LONGEST_ACRONYM or not short.isupper() or " " not in long:
        return False
    said = LETTERS.findall(long[:_LONGEST_WRITTEN_OUT])
    large = [word for word in said if fold(word) not in SMALL_WORDS]
    letters = short.replace(".", "")
    return letters.isalpha() and any(
        "".join(word[0] for word in some).upper() == letters for some in (said, large)
    )


_LONGEST_ACRONYM = 10
_LONGEST_WRITTEN_OUT = 200


def describes(text: str) -> bool:
    """Whether a text behind a name has a title or degree: Captain of the Enterprise, PhD."""
    said = {fold(word).strip(".") for word in text.split()}
    return _is_suffix(text) or not said.isdisjoint(TITLES | ROLES)


def _as_numeral(found: re.Match[str]) -> str:
    """The numeral that an ordinal behind a name stands for: the Eighth, the 2nd."""
    place = int(found[1]) if found[1] else ORDINALS.get(fold(found[2]), 0)
    return _ROMAN.get(place, found[0])


def _is_suffix(text: str) -> bool:
    tail = [fold(word).replace(".", "") for word in text.split()]
    return bool(tail) and all(
        word in SUFFIXES or word in YOUNGER or _NUMERAL.fullmatch(word.upper()) for word in tail
    )


def _name(tokens: list[str], bare: str) -> Name | None:
    folded = [fold_word(token) for token in tokens]
    capitals = [
        token[0].isupper()
        for token, plain in zip(tokens, folded, strict=True)
        if plain.rstrip(".") not in LOWER
    ]
    title = bool(capitals) and all(capitals)
    if _is_plain(tokens, folded, bare):
        return Name(tuple(folded), "", "", title, sex_of(folded[:-1]), "", bare)
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
        elif plain not in BESIDE_NAMES or (place == 0 and token[0].isupper() and is_given(plain)):
            parts.extend([in_latin(plain)] if plain else ())
        elif plain in YOUNGER:
            numeral = plain[:2].replace("ju", "jr").replace("se", "sr")
        elif (
            (plain in PARTICLES and (len(plain) > 1 or token.islower()))
            or plain in SUFFIXES
            or (plain in TITLES and not parts and len(tokens) > 1)
            or (plain in ROLES and not parts and place + 2 < len(tokens) and token[0].isupper())
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
    return Name(tuple(parts), numeral, acronym, title, sex_of(folded[:-1]), realm, bare)


def _is_plain(tokens: Sequence[str], folded: Sequence[str], bare: str) -> bool:
    """Whether every word of a name is a part of it as it is written: no title, point or numeral."""
    if "." in bare or not bare.isascii() or not BESIDE_NAMES.isdisjoint(folded):
        return False
    return not any(map(str.isupper, tokens))


def _is_honour(token: str, tokens: Sequence[str]) -> bool:
    """Whether the last word of a name is letters that an order or society gives: PRS, OBE."""
    if not (_LETTERS_BEHIND.fullmatch(token) and _NUMERAL.fullmatch(token) is None):
        return False
    if not tokens[-2][0].isupper():
        return False  # "it is NASA" is no name with a degree
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
