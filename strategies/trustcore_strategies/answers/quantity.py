"""Quantities: a number with its unit or currency, and whether it is a bound."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from trustcore_strategies.answers.around_numbers import goes_on, may_open
from trustcore_strategies.answers.bounds import (
    ABOUT,
    AFTER_BOUND,
    BELOW_ZERO,
    BOUND,
    CURRENCY,
    IDLE_AFTER,
    NUMBERED,
    ROUNDED,
    SIGN,
)
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.frequencies import repeated
from trustcore_strategies.answers.numbers import (
    CHANGING,
    Number,
    leading_number,
    roman,
    sole_number,
)
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.parted import parted
from trustcore_strategies.answers.unit_names import HOURS
from trustcore_strategies.answers.units import BARE, Unit, units

_LONGEST = 120
"""Characters; a longer text is not taken for a quantity."""

_KEPT = 100
"""Readings that are kept: forms of one answer, and answers to one question, share their numbers."""

_EDGES = " \t\n\"'.,;:!?"
_DIGITS = frozenset("0123456789")
"""Nothing stands in front of the number of a text that begins with one of these."""

_FRONT = _EDGES.replace(".", "")
_WHOLE = re.compile(r"(?P<digits>[0-9]{1,15})(?: (?P<unit>[a-zA-Z]+(?:/[a-zA-Z]+)?))?")
_FEET = frozenset(("foot", "feet", "ft"))
"""Units that may have parts of them behind, and are read with these."""

_FACTORIAL = re.compile(r"\d+!")
_NAMED_TWICE = re.compile(
    r"\s*[(\[](?:US |U\.S\. |in )?(?P<unit>[^\W\d_][^()\[\]\d]{0,30}|[$\u20ac\u00a3\u00a5\u20b9])[)\]]$"
)
_CODE_BEHIND = re.compile(
    r"(?:USD|EUR|GBP|JPY|CNY|INR|CHF|CAD|AUD|US dollars?|dollars?|euros?|pounds?|yen)$",
    re.IGNORECASE,
)
_SCALE_LETTER = re.compile(r"(?<=\d) ?([mb])$")
_SCALED = {"m ": 10**6, "b ": 10**9}
"""Letters between a number and the name of a currency: 3m euros."""

_ELAPSED = re.compile(
    r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>[0-5]?\d):(?P<seconds>[0-5]\d(?:\.\d{1,6})?)(?:(?<=:\d\d:\d\d)|(?<=\.\d)|(?<=\.\d\d)|(?<=\.\d\d\d)|(?<=\.\d{6}))"
    r"|(?P<whole>\d{1,3}) ?min(?:utes?)?\.? (?:and )?(?P<rest>[0-5]?\d(?:\.\d{1,3})?)"
)
"""Times as clocks show them, of minutes and seconds alone only with a fraction; 3 minutes 26."""
_CODED = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?"
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
_DIGIT = re.compile(r"\d")
_WORD_BEHIND = re.compile(r"[ ,]([^\W\d_]{3,12})(?= |-)")
_GLOSS = re.compile(
    r"\s*\((?![^()]*(?:(?<![a-z])[a-z] ?[-+*/^=]|[-+*/^=] ?[a-z](?![a-z])))([^()]{2,80}|\d)\)$"
)
_LEADING_GLOSS = re.compile(r"^([\d.,]{1,20}) \([a-z -]{1,60}\)(?= )")

_PLACE = re.compile(r"(?:st|nd|rd|th)? ?(?:place|position|rank)$", re.IGNORECASE)
_FROM_END = re.compile(
    r"(?:place )?(?:from|to)(?: the)? (?:last|end|bottom|back|rear|right)(?: place)?", re.IGNORECASE
)
_ISO_CODE = re.compile(r"[A-Z]{3}")
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
    if len(text) > _LONGEST:
        return None
    text = " ".join(text.split()).lstrip(_FRONT)
    if text[-2:] in _AGED:
        text = _AGE.sub(_in_years, text)
    if not text.endswith("...") and not (text[-1:] == "!" and _FACTORIAL.fullmatch(text)):
        text = text.rstrip(_EDGES)
    return _read(text)


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> Quantity | None:
    plain = _plain(text)
    if plain is not None:
        return plain
    often = repeated(text)
    if often is not None:
        return _repeated(*often)
    if not may_open(text) or goes_on(text):
        return None
    return (
        _spoken(text)
        or _quantity(_named_once(text) if text[-1:] in _CLOSED else text)
        or _without_gloss(text)
    )


def _plain(text: str) -> Quantity | None:
    """A whole number, alone or with a unit in one word; the other readers find the same in them."""
    found = _WHOLE.fullmatch(text)
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
        head, again = _signed(text[: twice.start()]), units(twice["unit"])
        if head is not None and again and _one_kind(head[1], again):
            return text[: twice.start()]
    return text


def _one_kind(one: tuple[Unit, ...], other: tuple[Unit, ...]) -> bool:
    """Whether both can mean a unit with the same dimensions, which is no mere number."""
    kinds = {unit.dimensions for unit in one if unit.dimensions}
    return any(unit.dimensions in kinds for unit in other)


def may_be_elapsed(text: str) -> bool:
    """Whether a text or a part of it can be a time that was taken."""
    return ":" in text or "P" in text or "min" in text


def elapsed_time(text: str) -> Quantity | None:
    """Read a time that was taken, as clocks show it or programs write it: 1:30:00, PT1H30M."""
    if not may_be_elapsed(text):
        return None
    bare = text.strip(_EDGES)
    coded = _CODED.fullmatch(bare)
    if coded is not None:
        lengths = (Fraction(coded[1] or 0) * 86_400, Fraction(coded[2] or 0) * 3600)
        rest = Fraction(coded[3] or 0) * 60 + Fraction(coded[4] or 0)
        return Quantity(Number(sum(lengths) + rest), units("s") or ())
    found = _ELAPSED.fullmatch(bare)
    if found is None:
        return None
    minutes = 60 * int(found["hours"] or 0) + int(found["minutes"] or found["whole"])
    seconds = 60 * minutes + Fraction(found["seconds"] or found["rest"])
    return Quantity(Number(seconds), units("s") or ())


def odds(text: str) -> Quantity | None:
    """Read a share of so many in so many: 1 in 4, two out of three."""
    bare = _stripped(text.strip(_EDGES))
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
        counted = _signed(ABOUT.sub("", halved["whole"], count=1))
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
    about = text[:1] not in _DIGITS and ROUNDED.match(text) is not None
    text = _stripped(text)
    if text.startswith(_HUNDREDTHS):
        text = f"{text[len(_HUNDREDTHS) :]}%"
    bound = None if text[:1] in _DIGITS else BOUND.match(text)
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
        bare = bare[: negative.start()] + (" degrees" if "degree" in negative[0] else "")
    found = _signed(bare)
    if found is None:
        spoken = _spoken(bare) if bound is not None else None
        return None if spoken is None else evolve(spoken, bound=kind)
    number, measured = found
    if number.places == 3 and number.other is not None and _is_money(measured[0]):
        number = Number(number.other, places=0)
    return Quantity(number.negated() if negative is not None else number, measured, kind, about)


def _is_money(unit: Unit) -> bool:
    """Whether a unit is a currency, of which there are no thousandths: 1.250 euros are not 1.25."""
    return len(unit.dimensions) == 1 and _ISO_CODE.fullmatch(unit.dimensions[0][0]) is not None


def _stripped(text: str) -> str:
    """A text without what says that a quantity follows or was meant."""
    for _ in range(3):
        front = None if text[:1] in _DIGITS else ABOUT.match(text)
        if front is None or front.end() == len(text):
            break
        text = text[front.end() :]
    after = IDLE_AFTER.search(text)
    return (text if after is None else text[: after.start()]).strip(_FRONT.replace("!", ""))


def _signed(text: str) -> tuple[Number, tuple[Unit, ...]] | None:
    with_parts = parted(text)
    if with_parts is not None:
        return with_parts
    sign = None if text[:1] in _DIGITS else SIGN.match(text)
    minus = sign is not None and sign["minus"] is not None
    rest = text if sign is None else text[sign.end() :]
    money = None if rest[:1] in _DIGITS else CURRENCY.match(rest)
    if money is not None:
        rest = _SCALE_LETTER.sub(_capital, rest[money.end() :].lstrip())
        if not minus and rest[:1] == "-":
            minus, rest = True, rest[1:]
    found = _counted(rest, money[0] if money is not None else "")
    if found is None:
        return _roman(text)
    number, measured = found
    return (number.negated() if minus else number), measured


def _capital(found: re.Match[str]) -> str:
    return found[1].upper()


def _counted(text: str, money: str) -> tuple[Number, tuple[Unit, ...]] | None:
    """A number and its unit, or several that add up as in 2 hours 30 minutes."""
    text = text if text[:1] in _DIGITS else NUMBERED.sub("", text)
    if (
        text[:1] == "("
        and (closing := text.find(")")) > 1
        and text[1:closing].replace("/", "").isdigit()
    ):
        text = text[1:closing] + text[closing + 1 :]
    found = leading_number(text)
    if found is None:
        return None
    number, end = found
    rest = text[end:].strip()
    if (
        not money
        and rest
        and text[end - 1].isascii()
        and text[end - 1].isdigit()
        and rest[0].isdigit()
    ):
        return None
    further = None if money else _further(rest)
    if further is not None:
        added = _added(number, rest, further)
        if added is not None:
            return added
    if number.ordinal and _FROM_END.fullmatch(rest):
        return number, (Unit(nouns=("~last",)),)
    if number.ordinal:
        rest = _PLACE.sub("", rest)
    return _of_unit(number, rest, money)


def _of_unit(number: Number, rest: str, money: str) -> tuple[Number, tuple[Unit, ...]] | None:
    """A number with the unit behind it, or with the currency in front or on both sides."""
    if money and _CODE_BEHIND.fullmatch(rest):
        again, sign = units(rest), units(money)
        if again and sign and _one_kind(again, sign):
            return number, again
    if rest[:2] in _SCALED and not money and rest[2:3].isalpha():
        sums = units(rest[2:]) or ()
        if any(map(_is_money, sums)):
            return number.times(_SCALED[rest[:2]]), sums
    measured = units(f"{money} {rest}".strip() if money and not rest.startswith(money) else rest)
    return None if measured is None else (number, measured)


def _further(rest: str) -> int | None:
    """Where a second number begins behind a unit, in digits or in words."""
    digit = _DIGIT.search(rest)
    if digit is not None:
        return digit.start()
    words = _WORD_BEHIND.finditer(rest) if " " in rest else ()
    return next((word.start(1) for word in words if _is_number_word(word[1])), None)


@lru_cache(maxsize=50_000)
def _is_number_word(word: str) -> bool:
    """Whether a word as it is written is a part of written numbers."""
    return is_number_word(fold(word))


def _added(number: Number, rest: str, start: int) -> tuple[Number, tuple[Unit, ...]] | None:
    """The sum of a quantity and a smaller one that follows it: 5 ft 3 in."""
    if "(" in rest[:start]:  # the same once more in another unit
        return None
    first = units(
        rest[:start].strip(" ,").removesuffix(" and").removesuffix(" et").removesuffix(" und")
    )
    clock = rest[start:].rstrip(" .")
    if clock.rstrip("m").rstrip().isdigit() and rest[:1] == "h":
        clock = clock.rstrip("m").rstrip() + "min"
    second = _counted(clock, "")
    if not first or second is None:
        return None
    for one in first:
        for other in second[1]:
            if one.dimensions and one.dimensions == other.dimensions and one.factor > other.factor:
                total = number.value + second[0].value * other.factor / one.factor
                return Number(total), (one,)
    return None


def _roman(text: str) -> tuple[Number, tuple[Unit, ...]] | None:
    if not text or not text.isascii() or not text.isalpha() or not text.isupper():
        return None
    value = roman(text) if set(text) <= set("IVXLCDM") else None
    return None if not value or text in {"C", "L"} else (Number(Fraction(value)), BARE)
