"""Quantities: a number with its unit or currency, and whether it is a bound."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from trustcore_strategies.answers.amounts import DIGITS, amount, is_money, one_kind
from trustcore_strategies.answers.around_numbers import goes_on, may_open
from trustcore_strategies.answers.bounds import (
    ABOUT,
    AFTER_BOUND,
    BELOW_ZERO,
    BOUND,
    IDLE_AFTER,
    ROUNDED,
)
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.folding import fold, fold_word
from trustcore_strategies.answers.frequencies import repeated
from trustcore_strategies.answers.numbers import CHANGING, Number, leading_number, sole_number
from trustcore_strategies.answers.numerals import CARDINALS
from trustcore_strategies.answers.unit_names import HOURS
from trustcore_strategies.answers.units import BARE, Unit, units

_LONGEST = 120
"""Characters; a longer text is not taken for a quantity."""

_KEPT = 100
"""Readings that are kept: forms of one answer, and answers to one question, share their numbers."""

EDGES = " \t\n\"'.,;:!?"
_FRONT = EDGES.replace(".", "")
_WHOLE = re.compile(r"(?P<digits>[0-9]{1,15})(?: (?P<unit>[a-zA-Z]+(?:/[a-zA-Z]+)?))?")
_FEET = frozenset(("foot", "feet", "ft"))
"""Units that may have parts of them behind, and are read with these."""

_FACTORIAL = re.compile(r"\d+!")
_NAMED_TWICE = re.compile(
    r"\s*[(\[](?:US |U\.S\. |in )?(?P<unit>[^\W\d_][^()\[\]\d]{0,30}|[$\u20ac\u00a3\u00a5\u20b9])[)\]]$"
)

_ODDS = re.compile(
    r"([\w,]{1,12}) (?:in|out of)(?: an?| every)? ([\w,]{1,12})(?: [^\W\d_]{3,20})?", re.IGNORECASE
)

_EVEN = re.compile(r"(?:50 ?[-/:] ?50|fifty[- ]fifty)(?: chance| odds| split)?", re.IGNORECASE)
"""A share of one half."""

_AGED = frozenset(("ya", "yr", "Ma", "Ga"))
_AGE = re.compile(r"(?<=\d) ?(?P<scale>[kKmMbBgG])(?P<unit>y[ar]|(?<=[MG])a)$")
_SCALES_OF_AGES = {"k": "thousand", "m": "million", "b": "billion", "g": "billion"}


def _in_years(found: re.Match[str]) -> str:
    """Ages of the Earth and of life in words: 66 mya, 4.5 Gyr."""
    ago = " ago" if found["unit"] == "ya" else ""
    return f" {_SCALES_OF_AGES[found['scale'].lower()]} years{ago}"


_CLOSED = frozenset(")]")
_AND_A_HALF = Cued(
    re.compile(
        r"(?P<whole>[^()]{3,40}) (?:y media|y medio|et demie?|e mezz[ao]|e mei[ao])\Z",
        re.IGNORECASE,
    ),
    endings=("y media", "y medio", "et demi", "et demie", "mezza", "mezzo", "meia", "meio"),
)
_HUNDREDTHS = "百分之"
_GLOSS = re.compile(
    r"\s*\((?![^()]*(?:(?<![a-z])[a-z] ?[-+*/^=]|[-+*/^=] ?[a-z](?![a-z])))([^()]{2,80}|\d)\)$"
)
_LEADING_GLOSS = re.compile(r"^([\d.,]{1,20}) \([a-z -]{1,60}\)(?= )")

_ARTICLE = re.compile(r"^(?:une?|eine?|una?|uma?|about|etwa|environ) ")
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "three quarters": Fraction(3, 4)}
_SPOKEN = re.compile(
    r"(?:(?P<whole>an?|one|[\w.-]{1,12}) (?P<unit>[^\W\d_]{2,20}) and (?:an? |one )?(?P<more>half|quarter|three[ -]quarters)"
    r"|(?:an? )?(?P<part>half|quarter|three[ -]quarters)(?: of)?(?: an?)? (?P<of>[^\W\d_]{2,20})|an? (?P<only>[^\W\d_]{2,20}))",
    re.IGNORECASE,
)
"""Parts of units in words: an hour and a half, half an hour, three quarters of an hour, an hour."""


@frozen
class Quantity:
    """A number of something.

    Attributes:
        number: How many.
        units: All that its unit can mean; a unit without dimensions is a mere number.
        bound: "" for the number itself, or one of "ge", "gt", "le", "lt" and "pm".
        about: Whether it is said to be rounded.
    """

    number: Number
    units: tuple[Unit, ...] = BARE
    bound: str = ""
    about: bool = False


def quantity(text: str) -> Quantity | None:
    """Read a text that is one quantity and nothing else, or None."""
    return None if len(text) > _LONGEST else _read(text)


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> Quantity | None:
    if not may_open(text):
        return None
    plain = None if text[-2:] in _AGED else _plain(text)
    return _bare(_trimmed(text)) if plain is None else plain


def _trimmed(text: str) -> str:
    """A text without the marks around it, in which ages are written in words."""
    text = " ".join(text.split()).lstrip(_FRONT)
    if text[-2:] in _AGED:
        text = _AGE.sub(_in_years, text)
    if not text.endswith("...") and not (text[-1:] == "!" and _FACTORIAL.fullmatch(text)):
        text = text.rstrip(EDGES)
    return text


def _bare(text: str) -> Quantity | None:
    """The quantity that a text without marks around it is."""
    plain = _plain(text)
    if plain is not None:
        return plain
    often = repeated(text)
    if often is not None:
        return _repeated(*often)
    if goes_on(text):
        return None
    return (
        _spoken(text)
        or _quantity(_named_once(text) if text[-1:] in _CLOSED else text)
        or _without_gloss(text)
    )


def _plain(text: str) -> Quantity | None:
    """A whole number, alone or with a unit in one word; the other readers find the same in them."""
    found = _WHOLE.fullmatch(text) if text[:1] in DIGITS else None
    if found is None:
        return None
    unit = found["unit"] or ""
    measured = units(unit)
    if measured is None or unit.lower() in _FEET:
        return None
    if unit and (unit.lower() in CHANGING or not all(one.dimensions for one in measured)):
        return None
    return Quantity(Number(Fraction(int(found["digits"])), places=0), measured)


def _repeated(text: str, often: str) -> Quantity | None:
    """A quantity with how often it is taken or paid, which is a part of its unit."""
    if often.startswith("per "):
        return _quantity(f"{text} {often}")
    found = _quantity(text)
    if found is None:
        return None
    rates = (evolve(unit, nouns=(*unit.nouns, f"/{often} a year")) for unit in found.units)
    return evolve(found, units=tuple(rates))


def _named_once(text: str) -> str:
    """A text without a unit in brackets that it has in front already: $5 (USD), 5 km (kilometres)."""
    twice = _NAMED_TWICE.search(text)
    if twice is not None and twice.start():
        head, again = amount(text[: twice.start()]), units(twice["unit"])
        if head is not None and again and one_kind(head[1], again):
            return text[: twice.start()]
    return text


def odds(text: str) -> Quantity | None:
    """Read a share of so many in so many: 1 in 4, two out of three."""
    bare = _stripped(text.strip(EDGES))
    if _EVEN.fullmatch(bare) is not None:
        return Quantity(Number(Fraction(1, 2)))
    found = _ODDS.fullmatch(bare)
    if found is None:
        return None
    above, below = map(sole_number, found.groups())
    if above is None or below is None:
        return None
    return Quantity(Number(above / below)) if 0 <= above <= below and below else None


def _spoken(text: str) -> Quantity | None:
    """A whole unit or a part of one, or both, in words; None where no unit of measure is named."""
    worded = text[:1].isalpha() and text[-1:].isalpha() and (" " in text or not text.isascii())
    hours = HOURS.get(_ARTICLE.sub("", fold(text))) if worded else None
    if hours is not None:
        return Quantity(Number(hours), units("h") or ())
    halved = _AND_A_HALF.fullmatch(text)
    if halved is not None:
        counted = amount(ABOUT.sub("", halved["whole"], count=1))
        if counted is not None and counted[1][0].dimensions:
            return Quantity(Number(counted[0].value + Fraction(1, 2)), counted[1])
    found = (
        _SPOKEN.fullmatch(_stripped(text))
        if text[-1:].isalpha() and not (text.isascii() and text.isalpha())
        else None
    )
    if found is None:
        return None
    measured = units(found["unit"] or found["of"] or found["only"]) or ()
    if not any(unit.dimensions for unit in measured):
        return None
    part = found["more"] or found["part"]
    value = Fraction(0) if part is None else _PARTS[part.lower().replace("-", " ")]
    if found["of"] is None:
        whole = leading_number(found["whole"]) if found["whole"] else None
        if whole is None and (found["whole"] or "a").lower() not in {"a", "an", "one"}:
            return None
        value += 1 if whole is None else whole[0].value
    return Quantity(Number(value), measured)


def _without_gloss(text: str) -> Quantity | None:
    """A quantity that says itself once more in brackets: 42 (forty-two), 5 (five) km."""
    gloss = _GLOSS.search(text) if text[-1:] == ")" else None
    if gloss is not None and gloss.start():
        return _quantity(text[: gloss.start()])
    inner = _LEADING_GLOSS.match(text)
    return None if inner is None else _quantity(inner[1] + text[inner.end() :])


def _quantity(text: str) -> Quantity | None:
    about = text[:1] not in DIGITS and ROUNDED.match(text) is not None
    text = _stripped(text)
    if text.startswith(_HUNDREDTHS):
        text = f"{text[len(_HUNDREDTHS) :]}%"
    bound = None if text[:1] in DIGITS else BOUND.match(text)
    kind = "" if bound is None else str(bound.lastgroup)
    if bound is not None:
        text = _stripped(text[bound.end() :])
    else:
        after = AFTER_BOUND.search(text)
        if after is not None and after.start():
            kind, text = str(after.lastgroup), text[: after.start()]
    bare = text
    if len(text) > 2 and text[0] == "(" and text[-1] == ")" and "," not in text:
        bare = text[1:-1].strip()
    negative = BELOW_ZERO.search(bare)
    if negative is not None:
        unit = negative["unit"]
        degrees = unit or "degree" in negative[0] or bare[: negative.start()].endswith("degrees")
        bare = bare[: negative.start()].removesuffix(" degrees")
        bare += f" degrees{unit or ''}" if degrees else ""
    found = amount(bare)
    if found is None:
        spoken = _spoken(bare) if bound is not None else None
        return None if spoken is None else evolve(spoken, bound=kind)
    number, measured = found
    if number.places == 3 and number.other is not None and is_money(measured[0]):
        number = Number(number.other, places=0)
    return Quantity(number.negated() if negative is not None else number, measured, kind, about)


_BY = ("um ", "Um ", "un ", "Un ")
"""German for by or at and a Spanish article, which are a number elsewhere."""


def _stripped(text: str) -> str:
    """A text without what says that a quantity follows or was meant."""
    if text[:3] in _BY and fold_word(text[3:].partition(" ")[0]) in CARDINALS:
        text = text[3:]  # um fünf, un cinco
    for _ in range(3):
        front = None if text[:1] in DIGITS else ABOUT.match(text)
        if front is None or front.end() == len(text):
            break
        text = text[front.end() :]
    after = IDLE_AFTER.search(text)
    return (text if after is None else text[: after.start()]).strip(_FRONT.replace("!", ""))
