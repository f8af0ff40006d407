"""Lists, tuples, intervals, ranges and ratios: what is in them and whether its order counts."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from fractions import Fraction
from itertools import pairwise

from trustcore_strategies.answers.gates import may_join
from trustcore_strategies.answers.listed import (
    CLAUSE,
    listed_only,
    unexplained,
    unglossed,
    without_kind,
)
from trustcore_strategies.answers.numbers import roman
from trustcore_strategies.answers.other_separators import SET_TO, of_both_signs, without_commas
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.things import MOST, Things, measure, spread, thing, top_level
from trustcore_strategies.answers.units import Unit
from trustcore_strategies.answers.words import stem

_LONGEST = 2_000
"""Characters; a longer text is not taken for a list."""


_FEW = 3
"""Words of each of several things that a question asks for in the plural."""

_LONGEST_ITEM = 5
"""Words; where one is longer the commas part clauses and not things."""

_NUMBERED = re.compile(r"[ \t]*(?:\(?\d{1,3}[.)]|\d{1,3}(?:[:-]|\.\))|#\d{1,3}[.:]?)[ \t]+(\S.*)")
_BULLET = re.compile(r"[ \t]*(?:[-*\u2022\u2023\u25e6\u25aa+]|\(?[a-z][.)])[ \t]+(\S.*)")
_INLINE = re.compile(
    r"(?:^|(?<=[\s,;]))(?:\(?(?P<mark>\d{1,2}|[a-j]|i{1,3}|iv|v|vi{1,3})(?:[.)]|(?<=\d):)|#(?P<number>\d{1,2})[.:)]?)\s+(?=\S)"
)
_SECOND = ("2.", "2)", "2:", "#2", "b)", "ii)", "b.", "ii.")
"""Each list on one line has one of these, whose things are numbered or lettered."""

_MARKS = (
    tuple(map(str, range(1, 100))),
    tuple("abcdefghij"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"),
)
_SOMETHING = re.compile(r"[ \t]*(\S.*)")
_IN_FRONT = re.compile(
    r"(?:\([a-z](?: ?, ?[a-z]){1,4}\) ?= ?|[a-zA-Z]\w{0,10} ?(?:=|\bin\b|\u2208) ?|(?:the )?(?:interval|set|point|vector|list|tuple|pair|coordinates?|range)(?: is| are)? ?(?:of |from )?|[A-Z]'?(?=\())(?=[\[({])"
)
_AND_BETWEEN = r" (?:and|or|und|oder|et|ou|y|o|e|и|или|en|och|eller|og|oraz|ve) (?! ?[=<>^*/+])|& "
_AND = re.compile(
    rf"{_AND_BETWEEN}|\s*(?:和|与|と|및|以及|(?<![a-z])and) ?(?=[^\x00-\x7f])", re.IGNORECASE
)
_ASCII_AND = re.compile(_AND_BETWEEN, re.IGNORECASE)
_AND_IN_ENGLISH = re.compile(r" (?:and|or) (?! ?[=<>^*/+])|& ")
_TOGETHER = re.compile(
    r"^(?:both|either|only|just|ambos|beide|sowohl|sia|tanto) (?=\S)", re.IGNORECASE
)
_TOO = re.compile(r",? (?:as well as|along with|together with|and (?:then|also|finally)) (?=\S)")
_BESIDE = (
    " as well as ",
    " along with ",
    " together with ",
    " and then ",
    " and also ",
    " and finally ",
)
_PART_ENDS = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|[;\n]")
_SEPARATES = re.compile(r"[,;\n/|+>\u2228\u00b1\u2192]")
"""Without any of these, and without a word that joins, nothing parts one thing from the next."""

_SET_BUILDER = re.compile(r"\{ ?[a-z](?: in R| \u2208 \S)? ?[|:] ?(?P<rest>[^{}]{1,80}?) ?\}")
_UNION = re.compile(r" {0,2}(?:\bunion\b|\bU\b) {0,2}")
_RANGE = re.compile(
    r"(?:(?:from|between|range of|ranges? from|de|von|entre|zwischen|от|desde)\s+)?(?P<low>[-+]?[$\u20ac\u00a3]?[\w.,/%\u00b0$ ]{1,24}?)\s*(?P<sign>-|\.{2,3}|\bto\b|\band\b|\buntil\b|\bthrough\b|\bbis\b|\bund\b|\bà\b|\ba\b|\bet\b|\bdo\b|\bдо\b|~|至|到|から)(?<!, -)(?<!or -)\s*(?P<high>[-+]?[$\u20ac\u00a3]?[\w.,/%\u00b0$ ^]{1,40}?)(?:,? inclusive(?:ly)?)?",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"[^\d\n]{3,80}? (?:rang(?:es?|ed|ing)|var(?:y|ies|ied)|lies?|lasts?|lasted|runs?|ran|anywhere|spans?|is|are|was|were|takes?|costs?)"
    r"(?: (?:usually|typically|normally|generally|about|around|roughly|approximately|anywhere)){0,2} (?=(?:(?:from|between) )?[-+$\u20ac\u00a3]?\d)"
)
"""What a sentence says in front of a range: a normal rate ranges from 60 to 100."""

_WORDED = re.compile(r"\b(?!infinity\b|pi\b|sqrt\b)[^\W\d_]{2,}|\s[-+*/=^]\s|[-+*/=^]$")
_RATIO = re.compile(
    r"(?:the ratio is |a ratio of |ratio (?:of )?)?(\d{1,9}(?:\.\d{1,9})?)\s*(?::|\bto\b|\bis to\b)\s*(\d{1,9}(?:\.\d{1,9})?)(?:\s*(?::|\bto\b)\s*(\d{1,9}(?:\.\d{1,9})?))?"
)
_RATIO_OF = re.compile(
    r"(?:the )?(?:ratio )?(?:is |of )?(?P<one>\d[\d.]{0,8}|[a-z]{3,9})(?: [^\W\d_]{1,20}){0,3}? ?(?:/|:|\bto\b|\bfor (?:every|each)\b|\bper\b|\bagainst\b|\bzu\b|\bà\b|\ba\b|к|比) ?(?P<other>\d[\d.]{0,8}|[a-z]{3,9})(?: [^\W\d_]{1,20}){0,3}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?P<low>[-+\w./^√∞]{1,24}) ?(?P<from><=?) ?[^\W\d_] ?(?P<to><=?) ?(?P<high>[-+\w./^√∞]{1,24})"
)
_BEYOND = re.compile(
    r"(?:[^\W\d_]|[a-z]\([a-z]\)) ?(?P<sign>[<>]=?) ?(?P<bound>[-+]?[\d.]{1,24}(?:/\d{1,9})?)"
    r"|(?P<first>[-+]?[\d.]{1,24}(?:/\d{1,9})?) ?(?P<turned>[<>]=?) ?[^\W\d_]"
)
_CLOSING = {"(": ")]", "[": "])", "{": "}", "<": ">"}


def things(text: str, asked: Question) -> Things | None:
    """Read a text that is a list, a tuple, an interval, a range or a ratio, or None."""
    if len(text) > _LONGEST:
        return None
    bare = text.strip().strip("\"'").rstrip(".;")
    built = _SET_BUILDER.fullmatch(bare) if bare[:1] == "{" else None
    if built is not None:
        bare = built["rest"]
    front = _IN_FRONT.match(bare) if "(" in bare or "[" in bare or "{" in bare else None
    if front is not None:
        bare = bare[front.end() :]
    parted = asked.ranked or _SEPARATES.search(bare) is not None or may_join(bare)
    for reader in _READERS if parted else _READERS_OF_THE_WHOLE:
        found = None if asked.ranked and reader is _bounded else reader(bare, asked)
        if found is not None:
            return found
    return None


def _bracketed(bare: str, asked: Question) -> Things | None:
    opening, closing = bare[:1], bare[-1:]
    if opening not in _CLOSING:
        return None
    if bare[:2] in {'["', "['"} and closing == "]":
        quoted = top_level(bare[1:-1])
        return None if quoted is None else Things(tuple(map(thing, quoted)), ordered=asked.ranked)
    unions = _UNION.split(bare)
    if len(unions) > 1:
        parts = tuple(_bracketed(part, asked) for part in unions)
        return None if None in parts else Things(tuple(parts), "{}")
    if closing not in _CLOSING[opening] or opening == "<":
        return None
    parts_ = top_level(bare[1:-1])
    if (
        parts_ is not None
        and len(parts_) == 1
        and " " in parts_[0]
        and not _WORDED.search(parts_[0])
    ):
        parts_ = parts_[0].split()
    if parts_ is None or len(parts_) < (1 if opening == "{" else 2):
        return None
    items = tuple(thing(part) for part in parts_)
    return Things(
        spread(items) if opening == "{" else items, opening + closing, ordered=opening != "{"
    )


_IN_WORDS = re.compile(
    r"(?:(?:all )?x (?:is |must be |can be )?|(?:all |any |the )?(?:set of )?(?:all )?(?:real )?(?:numbers?|values?|reals?)(?: of x)?(?: that are)? )(?P<relation>greater than or equal to|at least|no less than|less than or equal to|at most|no more than|greater than|more than|larger than|less than|smaller than) (?P<bound>[-+]?[\d.]{1,24}(?:/\d{1,9})?)"
)


_OF_ONE_SIGN = re.compile(
    r"(?:all |any |the )?(?:set of )?(?:all )?(?:real )?(?P<not>non-?)?(?P<sign>posi|nega)tive (?:reals?(?: numbers?)?|numbers?)"
)


_ALL_BUT = re.compile(
    r"(?:(?:(?:all|any|every|the set of(?: all)?) )?(?:real (?:numbers?|values?)|reals?)(?: (?:of )?x)?,? (?:except|but|other than|excluding|apart from|not equal to|where|with|such that)(?: for)?(?: [a-z] ?(?:!?=|is not) ?)? ?"
    r"|(?:[a-z] (?:in|\u2208) (?:R|\u211d),? ?)?[a-z] ?!= ?|(?:[a-z] ?(?:in|\u2208) )?(?:R|\u211d) ?(?:\\|-|/) ?\{ ?)(?P<values>[^{}<>()]{1,40}?)\}?"
)
_EXCLUDING = ("!=", "real", "R", "\u211d")
"""Each match has one; hardly any other text has."""


def _all_but(bare: str) -> Things | None:
    """All numbers but a few, as the intervals between these: x is not 2."""
    if not any(map(bare.__contains__, _EXCLUDING)):
        return None
    found = _ALL_BUT.fullmatch(bare)
    if found is None:
        return None
    values = [quantity(re.sub(r"^[a-z] ?!?= ?", "", part)) for part in _split(found["values"])]
    if not values or None in values:
        return None
    spread_out = spread(tuple(measure(value) for value in values if value is not None))
    edges = sorted(spread_out, key=lambda edge: edge[1] if isinstance(edge, tuple) else 0)
    ends = (thing("-\u221e"), *edges, thing("\u221e"))
    return Things(tuple(Things(pair, "()", ordered=True) for pair in pairwise(ends)), "{}")


def _bounded(bare: str, asked: Question) -> Things | None:
    """An interval that is written as an inequality: 0 <= x < 5, x > 2, x is at least 1; or some."""
    excluded = _all_but(bare) if asked.interval else None
    if excluded is not None:
        return excluded
    if " or " in bare and ("<" in bare or ">" in bare):
        parts = tuple(_bounded(part.strip(), asked) for part in bare.split(" or "))
        return None if None in parts else Things(tuple(parts), "{}")
    worded = _IN_WORDS.fullmatch(bare)
    signed = _OF_ONE_SIGN.fullmatch(bare.lower())
    if signed is not None:
        bare = f"x {'>' if (signed['not'] is None) == (signed['sign'] == 'posi') else '<'}{'=' * (signed['not'] is not None)} 0"
    if worded is None and "<" not in bare and ">" not in bare:
        return None
    if worded is not None:
        said = worded["relation"]
        above = said.startswith(("gr", "mo", "la", "at l", "no l"))
        closed_end = "equal" in said or said.startswith(("at", "no"))
        bare = f"x {'>' if above else '<'}{'=' * closed_end} {worded['bound']}"
    found = _BETWEEN.fullmatch(bare)
    if found is not None:
        low, high = thing(found["low"]), thing(found["high"])
        closed = "[" * (found["from"] == "<=") or "(", "]" * (found["to"] == "<=") or ")"
    else:
        found = _BEYOND.fullmatch(bare)
        if found is None:
            return None
        sign = found["sign"] or found["turned"]
        bound, edge = thing(found["bound"] or found["first"]), "=" in sign
        above = sign[0] == (">" if found["sign"] else "<")
        low, high = (bound, thing("∞")) if above else (thing("-∞"), bound)
        closed = ("[" if above and edge else "(", "]" if edge and not above else ")")
    return Things((low, high), "".join(closed), ordered=True)


def _ranged(bare: str, asked: Question) -> Things | None:
    named = ":" in bare or "ratio" in bare or "is to" in bare
    ratio = _RATIO.fullmatch(bare) if named else None
    if ratio is not None:
        return _reduced([quantity(part) for part in ratio.groups() if part])
    if len(bare) > 120:
        return None
    told = _TELLS.match(bare) if bare[:1].isalpha() else None
    bare = bare if told is None else bare[told.end() :]
    found = _RANGE.fullmatch(bare)
    if found is None or (
        found["sign"] in {"and", "und", "et", "a", "\u00e0"} and found.start("low") == 0
    ):
        return None
    low, high = quantity(found["low"]), quantity(_full_end(found["low"], found["high"]))
    ends = [end for end in (low, high) if end is not None]
    if any(len(noun) == 1 for end in ends for noun in end.units[0].nouns):
        return None
    if (
        low is None
        or high is None
        or low.bound
        or high.bound
        or (re.fullmatch(r"[A-Za-z]+", found["low"]) and not _spelled(found["low"]))
    ):
        return None
    scaled = _SCALE.fullmatch(found["high"])
    if scaled is not None and found["low"].lstrip(_MONEY).isdecimal():
        low = _scaled(low, found["low"], scaled) or low
    if low.units[0] == Unit():
        low = Quantity(low.number, high.units)
    elif high.units[0] == Unit() and found["low"][0] in _MONEY:
        high = Quantity(high.number, low.units)
    given = (_without_asked_unit(end, asked) for end in (low, high))
    return Things(tuple(map(measure, given)), "-", ordered=True)


_MONEY = "$\u20ac\u00a3\u00a5\u20b9"
_SCALE = re.compile(
    r"(?P<number>[\d.,]{1,12})(?P<scale> ?(?:hundred|thousand|million|billion|trillion|bn|mn|k|[mM](?![a-z])|millionen|milliarden|millions?|milliards?|millones|milioni|miliardi|миллион\w*|миллиард\w*))\b.*",
    re.IGNORECASE,
)
"""The end of a range whose scale is that of both of its ends: 100 to 400 billion."""


def _scaled(low: Quantity, written: str, high: re.Match[str]) -> Quantity | None:
    """The lower end of a range in the scale of the upper one, unless it is the greater number then."""
    above = quantity(high["number"])
    if above is None or low.number.value >= above.number.value:
        return None
    return quantity(written + high["scale"])


_IN_PARTS = re.compile(
    r"(?<![\w.])(\d[\d.]{0,8}|one|two|three|four|five|six) parts? ", re.IGNORECASE
)


def ratio(text: str) -> Things | None:
    """A ratio in the forms that only a question for one tells: 3/4, three to four, 3 for every 4."""
    found = _RATIO_OF.fullmatch(text.strip(" .!"))
    parts = _IN_PARTS.findall(text) if found is None and " part" in text else ()
    if len(parts) > 1:
        return _reduced([quantity(part) for part in parts])
    return None if found is None else _reduced([quantity(found["one"]), quantity(found["other"])])


def _reduced(parts: Sequence[Quantity | None]) -> Things | None:
    """A ratio without what its numbers have in common: 6:8 is 3:4."""
    values = [part.number.value for part in parts if part is not None]
    if len(values) < len(parts):
        return None
    least = next((value for value in values if value), Fraction(1))
    return Things(tuple(value / least for value in values), ":", ordered=True)


def _without_asked_unit(end: Quantity, asked: Question) -> Quantity:
    """The end of a range as a mere number where its unit is the one that the question names."""
    unit = end.units[0]
    if asked.counted and not unit.dimensions and all(noun[0].isalpha() for noun in unit.nouns):
        return Quantity(end.number, bound=end.bound)
    named = not unit.nouns and (unit.factor, unit.dimensions) in asked.units
    return Quantity(end.number, bound=end.bound) if named else end


def _full_end(low: str, high: str) -> str:
    """The end of a range with the digits that it shares with the beginning: 18 in 1914-18."""
    if not (low.isdecimal() and high.isdecimal() and len(high) == 2 and len(low) in {3, 4}):
        return high
    whole = low[:-2] + high
    return whole if int(whole) > int(low) else high


def _spelled(text: str) -> bool:
    return not (text.isupper() and roman(text) if set(text) <= set("IVXLC") else False)


def _lines(bare: str, asked: Question) -> Things | None:
    lines = [line for line in bare.split("\n") if line.strip()]
    if len(lines) == 1:
        return _inline(bare, asked)
    if not 2 <= len(lines) <= MOST:
        return None
    for pattern, numbered in ((_NUMBERED, True), (_BULLET, False)):
        found = [pattern.match(line) for line in lines]
        if not numbered and found[0] is None and all(found[1:]) and lines[1].lstrip()[0] == "*":
            found[0] = _SOMETHING.match(lines[0])  # the mark in front was taken for emphasis
        if all(found) or (len(found) > 2 and all(found[1:]) and lines[0].rstrip().endswith(":")):
            named = unexplained([one[1] for one in found if one is not None])
            items = tuple(map(thing, without_kind(named, asked.known)))
            free = asked.several or asked.which_ones or asked.plural
            return Things(items, ordered=(numbered and not free) or asked.ranked)
    return None


def _inline(bare: str, asked: Question) -> Things | None:
    """A numbered list on one line: 1) Ajax 2) Celtic."""
    if not any(map(bare.__contains__, _SECOND)):
        return None
    numbers = list(_INLINE.finditer(bare))
    marks = tuple([one["mark"] or one["number"] for one in numbers])
    if len(marks) < 2 or not any(marks == known[: len(marks)] for known in _MARKS):
        return None
    ends = [*(one.start() for one in numbers[1:]), len(bare)]
    named = [bare[one.end() : end].strip(" ,;.") for one, end in zip(numbers, ends, strict=True)]
    items = tuple(map(thing, without_kind(named, asked.known)))
    free = asked.several or asked.which_ones or asked.plural
    return (
        Things(items, ordered=not free or asked.ranked) if bare.startswith(numbers[0][0]) else None
    )


def _set_to(bare: str, _: Question) -> Things | None:
    """X = 1, y = 2 is a tuple; x = 2 or x = 3 is a set."""
    if "=" not in bare:
        return None
    parts = _split(bare)
    names = [SET_TO.match(part) for part in parts]
    if len(parts) < 2 or not all(names):
        return None
    given = [name[1] for name in names if name is not None]
    items = tuple(
        thing(part[name.end() :])
        for part, name in zip(parts, names, strict=True)
        if name is not None
    )
    if len(set(given)) == len(given) and not any(mark.isdecimal() for mark in "".join(given)):
        order = sorted(range(len(given)), key=lambda place: given[place])
        return Things(tuple(items[place] for place in order), ordered=True)
    return Things(spread(items))


def _and(bare: str) -> re.Pattern[str]:
    """What joins the last two things; beside an English word no letter does: a, e and i."""
    if " and " in bare or " or " in bare:
        return _AND_IN_ENGLISH
    return _ASCII_AND if bare.isascii() else _AND


def _split(bare: str) -> list[str]:
    if any(map(bare.__contains__, _BESIDE)):
        bare = _TOO.sub(", ", bare)
    listed = _and(bare).sub(",", bare) if may_join(bare) else bare
    parts = [part.strip().strip(" .") for part in _PART_ENDS.split(listed)]
    if len(parts) > 1:
        parts[0] = _TOGETHER.sub("", parts[0])
        parts[-1] = parts[-1].removesuffix(" only")
    return [part for part in parts if part]


def _separated(bare: str, asked: Question) -> Things | None:
    whole = without_commas(bare, asked)
    if whole is not None:
        return whole
    if asked.ranked:
        bare = _PLACE_BEHIND.sub("", bare)
    stepped = _ARROW.sub(", ", bare) if ">" in bare or not bare.isascii() else bare
    arrows = stepped != bare
    if asked.ranked:
        stepped = _STEP_WORD.sub(", ", _STEP.sub(", ", stepped))
    parts = _split(stepped)
    if (asked.falling and " < " in bare) or (asked.rising and " > " in bare):
        parts.reverse()
    if len(parts) > 1:
        parts = without_kind(listed_only(parts, asked.known), asked.known)
    if not 2 <= len(parts) <= MOST:
        return None
    if any(len(part.split()) > _LONGEST_ITEM for part in parts):
        return None
    if sum(CLAUSE.search(part) is not None for part in parts) > 1:
        return None
    parts = of_both_signs(unglossed(unexplained(parts)))
    items = spread(tuple(_news(thing(SET_TO.sub("", part)), asked) for part in parts))
    lone = all(
        isinstance(item, tuple) and (item[0] != "w" or len(item[1]) == 1 == len(item[1][0]))
        for item in items
    )
    few = asked.which_ones and all(len(part.split()) <= _FEW for part in parts)
    joined = len(parts) > 2 and may_join(bare) and _AND.search(bare) is not None
    return Things(
        items,
        ordered=asked.ranked or arrows,
        sure=arrows
        or few
        or lone
        or asked.several
        or asked.ranked
        or joined
        or "\n" in bare
        or ";" in bare,
    )


_READERS_OF_THE_WHOLE = (_bracketed, _bounded, _ranged, _lines)
_READERS = (*_READERS_OF_THE_WHOLE, _set_to, _separated)
"""The last two look for things that something parts or joins."""

_ARROW = re.compile(r" ?(?:-{1,2}>|=>|\u2192) ?")
_STEP = re.compile(r" ?(?: > | < ) ?")
_PLACE_BEHIND = re.compile(
    r" (?:first|second|third|fourth|fifth|last)(?=\s*(?:[,;.]|$))", re.IGNORECASE
)
_STEP_WORD = re.compile(
    r"(?:^|[,;])? ?\b(?:and )?(?:(?:gold|silver|bronze|\d{1,2}(?:st|nd|rd|th)(?: place)?|\d{1,2}\.|winner|runner-up)(?=:)|\d{1,2}(?:st|nd|rd|th)(?= [^\W\d_])|first(?:ly)?(?: place)?|second(?:ly)?(?: place)?|third(?:ly)?(?: place)?|fourth(?:ly)?|fifth|then|next|after that|finally|last(?:ly)?|followed by|comes?|puis|dann|danach|luego|poi|потом|затем)\b[:, ]",
    re.IGNORECASE,
)


def _news(item: Hashable, asked: Question) -> Hashable:
    """A thing without the words that the question has already, if others are left."""
    if not isinstance(item, tuple) or item[0] != "w":
        return item
    news = tuple(
        word for word in item[1] if word not in asked.known and stem(word) not in asked.known
    )
    return ("w", news or item[1])


ALL_REALS = Things((thing("-∞"), thing("∞")), "()", ordered=True)
"""The interval of all real numbers, which is also said in words."""
