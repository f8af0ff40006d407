"""Rules that compare two answers as texts: the same words, the same phrase or name, prose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from trustcore_strategies.answers.events import exchanged, same_active, same_event
from trustcore_strategies.answers.han import simplified
from trustcore_strategies.answers.listed import glosses
from trustcore_strategies.answers.name import Name, is_acronym
from trustcore_strategies.answers.numbers import roman
from trustcore_strategies.answers.prose import agreement as prose_agreement
from trustcore_strategies.answers.prose import opposites
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.same_name import same_name
from trustcore_strategies.answers.stance_rules import IN_PART
from trustcore_strategies.answers.things import told_apart
from trustcore_strategies.answers.word_forms import word_form

_KIND_OF_PLACE = re.compile(
    "(?<=..)(?:[市省县国州町県都府시]|連邦|联邦|聯邦|共和国|共和國|王国|王國|직할시|특별시|광역시)$"
)
"""What stands behind the name of a place to say of what kind it is."""

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
"""Each with the hiragana of the same sound."""

_RESPELLED = 0.8
"""What two answers agree that are one but for endings or spelling."""

_SHORT = 6
"""Words; a core that is no longer is one thing rather than a sentence."""

_SHORT_CODE = 60
"""Characters of code of which every mark counts."""

_FORMULA = 25
"""Words; what is no longer and set as a formula is no prose: most signs agree by chance."""


def compare_texts(one: Reading, other: Reading) -> float | None:
    """1 for the same words and signs, blanks and marks aside."""
    if one.final == other.final:
        return 1.0
    if not one.words and not other.words:
        return float(_squeezed(one.final) == _squeezed(other.final))
    if one.words != other.words or one.code is not None or other.code is not None:
        return None
    if any(word[0].isdecimal() for word in one.words) and one.quantity is not None:
        return None
    if one.json is not None and other.json is not None:
        return None
    return _same_marks(one, other)


def _same_marks(one: Reading, other: Reading) -> float | None:
    """Compares two texts of the same words by their signs, where these or their case count."""
    if one.asked.output and _other_output(one.final, other.final):
        return 0.0
    short = max(len(one.final), len(other.final)) <= _SHORT_CODE
    if short and one.asked.code and (_CODE_MARK.search(one.final + other.final) is not None):
        return float(_squeezed(one.final) == _squeezed(other.final))
    if (one.maths or other.maths) and (one.final[:1] == "-") != (other.final[:1] == "-"):
        return None
    return 1.0 if _marks(one.final) == _marks(other.final) else None


def _other_output(one: str, other: str) -> bool:
    """Whether two texts that programs print differ in case, or in brackets and commas."""
    return _other_case(one, other) or _NO_PARTS.sub("", one) != _NO_PARTS.sub("", other)


_NO_PARTS = re.compile(r"[^()\[\]{},]+")


def _other_case(one: str, other: str) -> bool:
    """Whether two texts that programs print differ in their case alone, and are no truth value."""
    mine, theirs = one.strip("\"'` "), other.strip("\"'` ")
    return mine != theirs and mine.lower() == theirs.lower() not in {
        "true",
        "false",
        "null",
        "none",
    }


_CODE_MARK = re.compile(r"[\\!=<>&|(){}\[\]+*/%]")


def _squeezed(code: str) -> str:
    return "".join(code.split()).strip("`;.").replace('"', "'")


_FACTORIAL = re.compile(r"[\w)]!(?:\W|$)")


def _marks(text: str) -> str:
    """The brackets and inner marks of a text, which can tell values apart that have equal words."""
    bare = text.strip(" .,;:!?\"'()\n")
    return (
        "-" * (text.strip()[:1] == "-" and "\u221e" in text)
        + "".join(mark for mark in text if mark in "[]{}<>")
        + "".join(mark for mark in bare if mark in "()!^_|")
        + "!" * bool(_FACTORIAL.search(text) and len(text) < 20)
    )


def compare_known_names(one: Reading, other: Reading) -> float | None:
    """1 for two names of one thing, which need have no letter in common, 0 for those of two."""
    mine, theirs = one.known_as, other.known_as
    if not mine.isdisjoint(theirs):
        return 1.0
    both = all(any(isinstance(group, int) for group in groups) for groups in (mine, theirs))
    return 0.0 if both else None


def compare_phrases(one: Reading, other: Reading) -> float | None:
    """1 for the same core in another spelling or with other endings."""
    mine, theirs = one.core_words, other.core_words
    if not mine or not theirs or max(len(mine), len(theirs)) > 2 * _SHORT:
        return None
    if mine == theirs:
        return _same_core(one, other)
    if any(word[0].isdecimal() for word in (*mine, *theirs)):
        return 1.0 if _same_but_numeral(mine, theirs) else None
    if mine[0] > "\u2fff" and theirs[0] > "\u2fff":
        return _same_signs(simplified("".join(mine)), simplified("".join(theirs)))
    if "".join(mine) == "".join(theirs) and one.formula is None and other.formula is None:
        return 1.0
    return _same_spelling(one, other)


def compare_events(one: Reading, other: Reading) -> float | None:
    """Compares who did what to whom: "A beat B" with "B was beaten by A" or "B lost to A"."""
    if one.digits != other.digits or min(len(one.words), len(other.words)) < 3:
        return None
    if one.event is not None and other.event is not None:
        return same_event(one.event, other.event)
    for mine, theirs in ((one, other), (other, one)):
        if mine.event is not None:
            return same_active(mine.event, theirs.words)
    return 0.0 if exchanged(one.words, other.words) else None


def _same_core(one: Reading, other: Reading) -> float | None:
    if one.words != other.words and _contrasted(one.words, other.words):
        return 0.0
    return 1.0 if _marks(one.core) == _marks(other.core) else None


def _contrasted(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sentences tell opposites of the question apart: the old one, the new one."""
    mine, theirs = set(one).difference(other), set(other).difference(one)
    return any(not opposites(word).isdisjoint(theirs) for word in mine)


def _same_but_numeral(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are one but for how their last number is written: Apollo 11, Apollo XI."""
    if len(one) < 2 or one[:-1] != other[:-1]:
        return False
    decimal = _decimal(one[-1], other[-1])
    return decimal is not None and decimal in (roman(one[-1].upper()), roman(other[-1].upper()))


def _decimal(*numbers: str) -> int | None:
    return next((int(number) for number in numbers if number.isdecimal()), None)


def _same_spelling(one: Reading, other: Reading) -> float | None:
    """Compares two cores without their endings; two lone words that differ there are different."""
    inflected = one.stemmed == other.stemmed and not (one.asked.person and one.lone and other.lone)
    if one.loosened != other.loosened and one.core.isupper() and other.core.isupper() and inflected:
        return 0.0  # HTTP is not HTTPS
    if one.loosened == other.loosened or inflected:  # Adam is not Adams
        return _RESPELLED
    if one.umlauts != other.umlauts and one.spelled_out == other.spelled_out:
        return _RESPELLED
    return 0.0 if one.lone and other.lone and not one.asked.person else None


def _same_signs(one: str, other: str) -> float | None:
    """How far one of two short texts of scripts without blanks holds the other."""
    one, other = (_KIND_OF_PLACE.sub("", text).translate(_KATAKANA) for text in (one, other))
    short, long = sorted((one, other), key=len)
    if short == long:
        return 1.0
    if len(long) > _SHORT:
        return None
    return (len(short) / len(long)) ** 2 if short in long else 0.0


def compare_names(one: Reading, other: Reading) -> float | None:
    """Compares two names, the better of the ways in which they can be read."""
    if is_acronym(one.core, other.core) or is_acronym(other.core, one.core):
        return 1.0
    doers = one.doer, other.doer
    long = max(len(one.core_words), len(other.core_words)) > _SHORT + 2
    if long and doers == (None, None):
        return None
    two = one.asked.person and _names_two(one) != _names_two(other)
    if two or ("(" in one.final and told_apart(_glosses(one), _glosses(other))):
        return min(IN_PART, compare_words(one, other))
    found = None
    if not long:
        found = _same_names(one.names[-4:], other.names[-4:], person=one.asked.person)
    if found is not None and found >= _NAMED:
        return found
    if doers == (None, None):
        return found
    mine, theirs = ((each.doer,) if each.doer else each.names[-4:] for each in (one, other))
    told = _same_names(mine, theirs, person=True)
    return told if told is not None and told >= _NAMED else found


_TWO_NAMES = re.compile(
    r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3} (?:and|&) [A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"
)


def _names_two(reading: Reading) -> bool:
    """Whether an answer names two people together."""
    said = reading.final
    return (" and " in said or " & " in said) and _TWO_NAMES.fullmatch(said) is not None


def compare_inverted_names(one: Reading, other: Reading) -> float | None:
    """Compares two full names of which one has its family name in front: Mozart, Wolfgang A."""
    if not one.asked.person or ("," in one.final) == ("," in other.final):
        return None
    if max(one.final.count(","), other.final.count(",")) > 1:
        return None
    full = [[found for found in each.names[:1] if len(found.parts) > 1] for each in (one, other)]
    found = _same_names(*full, person=True)
    return found if found is not None and found >= _RESPELLED else None


_NAMED = 0.5
"""What two names agree at least that can be of one person."""


def _same_names(one: Sequence[Name], other: Sequence[Name], *, person: bool) -> float | None:
    """The best that one of some names agrees with one of others; None where none tells."""
    told = (same_name(mine, theirs, person=person) for mine in one for theirs in other)
    return max((found for found in told if found is not None), default=None)


def _glosses(reading: Reading) -> Mapping[str, str]:
    """The names in brackets behind what an answer names, be it one thing or several."""
    return glosses([reading.core]) if reading.things is None else reading.things.glosses


def compare_words(one: Reading, other: Reading) -> float:
    """How far two texts agree as prose: the whole of them, or what they say beyond the question."""
    if (one.maths or other.maths) and max(len(one.words), len(other.words)) <= _FORMULA:
        return 0.0
    known = one.asked.known
    value = prose_agreement(one.prose, other.prose, known)
    if value == 0 or (one.core_words == one.words and other.core_words == other.words):
        return value
    cores = prose_agreement(one.core_prose, other.core_prose)
    return 0.0 if cores == 0 else max(value, cores)


def compare_word_forms(one: Reading, other: Reading) -> float | None:
    """Whether both give one form of a word, letter by letter: mice are no mouse."""
    if not (one.short and other.short):
        return None
    mine, theirs = word_form(one.final), word_form(other.final)
    return None if mine is None or theirs is None else float(mine == theirs)
