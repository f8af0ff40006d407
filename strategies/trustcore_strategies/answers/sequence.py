"""Lists, tuples, intervals, ranges and ratios: what is in them and whether its order counts."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formula import formula
from trustcore_strategies.answers.gates import may_join
from trustcore_strategies.answers.numbers import roman
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.words import stem, words

_LONGEST = 2_000
"""Characters; a longer text is not taken for a list."""

_MOST = 200
"""Things in a list; what has more is no list."""

_FEW = 3
"""Words of each of several things that a question asks for in the plural."""

_LONGEST_ITEM = 5
"""Words; where one is longer the commas part clauses and not things."""

_NUMBERED = re.compile(r"[ \t]*(?:\(?\d{1,3}[.)]|#\d{1,3}[.:]?)[ \t]+(\S.*)")
_BULLET = re.compile(r"[ \t]*(?:[-*\u2022\u2023\u25e6\u25aa+]|\(?[a-z][.)])[ \t]+(\S.*)")
_INLINE = re.compile(r"(?:^|(?<=[\s,;]))\(?(\d{1,2})[.)]\s+(?=\S)")
_SOMETHING = re.compile(r"[ \t]*(\S.*)")
_SET_TO = re.compile(r"([a-z\u03b1-\u03c9](?:_?\d)?) ?= ?(?=\S)", re.IGNORECASE)
_IN_FRONT = re.compile(
    r"(?:\([a-z](?: ?, ?[a-z]){1,4}\) ?= ?|[a-zA-Z]\w{0,10} ?(?:=|\bin\b|\u2208) ?|(?:the )?(?:interval|set|point|vector|list|tuple|pair|coordinates?|range)(?: is| are)? ?(?:of |from )?)(?=[\[({])"
)
_AND = re.compile(
    r" (?:and|or|und|oder|et|ou|y|o|e|и|или|en|och|eller|og|oraz|ve) (?! ?[=<>^*/+])|& |\s*(?:和|与|と|및|以及|(?<![a-z])and) ?(?=[^\x00-\x7f])",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"^(?:both|either|ambos|beide|sowohl|sia|tanto) (?=\S)", re.IGNORECASE)
_PART_ENDS = re.compile(r"[,;\n]")
_SEPARATES = re.compile(r"[,;\n/>\u00b1\u2192]")
"""Without any of these, and without a word that joins, nothing parts one thing from the next."""

_UNION = re.compile(r" ?(?:\bunion\b|\u222a|\bU\b) ?")
_RANGE = re.compile(
    r"(?:(?:from|between|range of|ranges? from|de|von|entre|zwischen|от|desde)\s+)?(?P<low>[-+]?[$\u20ac\u00a3]?[\w.,/%\u00b0$ ]{1,24}?)\s*(?P<sign>-|\.{2,3}|\bto\b|\band\b|\buntil\b|\bthrough\b|\bbis\b|\bund\b|\bà\b|\ba\b|\bet\b|\bdo\b|\bдо\b|~|至|到|から)\s*(?P<high>[-+]?[$\u20ac\u00a3]?[\w.,/%\u00b0$ ^]{1,40})(?: inclusive)?"
)
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
    r"[^\W\d_] ?(?P<sign>[<>]=?) ?(?P<bound>[-+]?[\d.]{1,24}(?:/\d{1,9})?)"
    r"|(?P<first>[-+]?[\d.]{1,24}(?:/\d{1,9})?) ?(?P<turned>[<>]=?) ?[^\W\d_]"
)
_SLASHED = re.compile(
    r"[^\W\d_]{2,24}(?: [^\W\d_]{2,24})?(?: ?/ ?[^\W\d_]{2,24}(?: [^\W\d_]{2,24})?){1,20}"
)
_CLOSING = {"(": ")]", "[": "])", "{": "}", "<": ">"}


@frozen
class Things:
    """Several things in one answer.

    Attributes:
        items: What each says, in a form that is equal for equal things.
        brackets: The opening and the closing one; "" where there are none, "-" for a range,
            ":" for a ratio.
        ordered: Whether their order counts.
        sure: Whether this is a list for certain: "Paris, France" need not be one.
    """

    items: tuple[Hashable, ...]
    brackets: str = ""
    ordered: bool = False
    sure: bool = True


def things(text: str, asked: Question) -> Things | None:
    """Read a text that is a list, a tuple, an interval, a range or a ratio, or None."""
    if len(text) > _LONGEST:
        return None
    bare = text.strip().strip("\"'").rstrip(".;")
    front = _IN_FRONT.match(bare) if "(" in bare or "[" in bare or "{" in bare else None
    if front is not None:
        bare = bare[front.end() :]
    parted = asked.ranked or _SEPARATES.search(bare) is not None or may_join(bare)
    for reader in _READERS if parted else _READERS_OF_THE_WHOLE:
        found = None if asked.ranked and reader is _bounded else reader(bare, asked)
        if found is not None:
            return found
    return None


def same_things(one: Things, other: Things, *, ranked: bool, exact: bool = False) -> float:
    """How far two lists have the same things, in [0, 1]; below a half for a part of them.

    Args:
        one: A list.
        other: Another.
        ranked: Whether the question asks for an order.
        exact: Whether it asks for an interval, which is no set of its ends.
    """
    if not _can_be_one(one.brackets, other.brackets):
        return 0.0
    if exact and {one.brackets, other.brackets} == {"{}", "[]"}:
        return 0.0
    free = "{" in one.brackets + other.brackets
    if (one.ordered or other.ordered or ranked) and not free:
        return float(one.items == other.items)
    first, second = Counter(one.items), Counter(other.items)
    if first == second or (free and first.keys() == second.keys()):
        return 1.0
    shared = sum((first & second).values())
    return 0.45 * shared / max(len(one.items), len(other.items))


_ALIKE = ({"-", "[]"}, {"-", ":"}, {"{}", "[]"}, {"{}", "-"})
"""Brackets of which one can stand for the other: a range is closed, a ratio a range of two."""


def _can_be_one(one: str, other: str) -> bool:
    """Whether the same things can stand in these brackets; those that are not written are free."""
    return not one or not other or one == other or {one, other} in _ALIKE


def _bracketed(bare: str, asked: Question) -> Things | None:
    opening, closing = bare[:1], bare[-1:]
    if opening not in _CLOSING:
        return None
    if bare[:2] in {'["', "['"} and closing == "]":
        quoted = _top_level(bare[1:-1])
        return None if quoted is None else Things(tuple(map(thing, quoted)), ordered=asked.ranked)
    unions = _UNION.split(bare)
    if len(unions) > 1:
        parts = tuple(_bracketed(part, asked) for part in unions)
        return None if None in parts else Things(tuple(parts), "{}")
    if closing not in _CLOSING[opening] or opening == "<":
        return None
    parts_ = _top_level(bare[1:-1])
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
        _spread(items) if opening == "{" else items, opening + closing, ordered=opening != "{"
    )


def _bounded(bare: str, _: Question) -> Things | None:
    """An interval that is written as an inequality: 0 <= x < 5, x > 2."""
    if "<" not in bare and ">" not in bare:
        return None
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


def _top_level(text: str) -> list[str] | None:
    """The parts between commas that stand in no bracket; None where the brackets do not match."""
    parts, depth, start = [], 0, 0
    for at, mark in enumerate(text):
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
            if depth < 0:
                return None
        elif mark in ",;" and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    parts.append(text[start:].strip())
    return parts if depth == 0 and len(parts) <= _MOST and all(parts) else None


def _ranged(bare: str, asked: Question) -> Things | None:
    named = ":" in bare or "ratio" in bare or "is to" in bare
    ratio = _RATIO.fullmatch(bare) if named else None
    if ratio is not None:
        return _reduced([quantity(part) for part in ratio.groups() if part])
    if len(bare) > 80:
        return None
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
    if high.units[0].dimensions and not low.units[0].dimensions:
        low = Quantity(low.number, high.units)
    given = (_without_asked_unit(end, asked) for end in (low, high))
    return Things(tuple(map(_measure, given)), "-", ordered=True)


def ratio(text: str) -> Things | None:
    """A ratio in the forms that only a question for one tells: 3/4, three to four, 3 for every 4."""
    found = _RATIO_OF.fullmatch(text.strip(" .!"))
    return None if found is None else _reduced([quantity(found["one"]), quantity(found["other"])])


def as_quotient(things: Things) -> Fraction | None:
    """The number that a ratio of two is: .75 for 3:4; None for any other list."""
    if things.brackets != ":" or len(things.items) != 2:
        return None
    one, other = things.items
    return (
        one / other if isinstance(one, Fraction) and isinstance(other, Fraction) and other else None
    )


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
    if not 2 <= len(lines) <= _MOST:
        return None
    for pattern, numbered in ((_NUMBERED, True), (_BULLET, False)):
        found = [pattern.match(line) for line in lines]
        if not numbered and found[0] is None and all(found[1:]) and lines[1].lstrip()[0] == "*":
            found[0] = _SOMETHING.match(lines[0])  # the mark in front was taken for emphasis
        if all(found) or (len(found) > 2 and all(found[1:]) and lines[0].rstrip().endswith(":")):
            items = tuple(thing(one[1]) for one in found if one is not None)
            free = asked.several or asked.which_ones or asked.plural
            return Things(items, ordered=(numbered and not free) or asked.ranked)
    return None


def _inline(bare: str, asked: Question) -> Things | None:
    """A numbered list on one line: 1) Ajax 2) Celtic."""
    if "2." not in bare and "2)" not in bare:
        return None
    numbers = list(_INLINE.finditer(bare))
    if len(numbers) < 2 or [int(one[1]) for one in numbers] != list(range(1, len(numbers) + 1)):
        return None
    ends = [*(one.start() for one in numbers[1:]), len(bare)]
    items = tuple(
        thing(bare[one.end() : end].strip(" ,;.")) for one, end in zip(numbers, ends, strict=True)
    )
    free = asked.several or asked.which_ones or asked.plural
    return (
        Things(items, ordered=not free or asked.ranked) if bare.startswith(numbers[0][0]) else None
    )


def _set_to(bare: str, _: Question) -> Things | None:
    """X = 1, y = 2 is a tuple; x = 2 or x = 3 is a set."""
    if "=" not in bare:
        return None
    parts = _split(bare)
    names = [_SET_TO.match(part) for part in parts]
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
    return Things(_spread(items))


def _split(bare: str) -> list[str]:
    listed = _AND.sub(",", bare) if may_join(bare) else bare
    parts = [part.strip().strip(" .") for part in _PART_ENDS.split(listed)]
    if len(parts) > 1:
        parts[0] = _TOGETHER.sub("", parts[0])
    return [part for part in parts if part]


def _separated(bare: str, asked: Question) -> Things | None:
    if _SLASHED.fullmatch(bare) and "/" in bare and (bare.count("/") > 1 or asked.several):
        return Things(tuple(thing(part) for part in bare.split("/")), ordered=asked.ranked)
    signed = _SET_TO.sub("", bare, count=1)
    if signed.startswith("\u00b1"):
        only = quantity(signed)
        if only is not None and only.bound == "pm":
            return Things(_spread((_measure(only),)))
    if asked.ranked:
        bare = _PLACE_BEHIND.sub("", bare)
    stepped = _ARROW.sub(", ", bare)
    arrows = stepped != bare
    if asked.ranked:
        stepped = _STEP_WORD.sub(", ", _STEP.sub(", ", stepped))
    parts = _split(stepped)
    if (asked.falling and " < " in bare) or (asked.rising and " > " in bare):
        parts.reverse()
    if not 2 <= len(parts) <= _MOST:
        return None
    if any(len(part.split()) > _LONGEST_ITEM for part in parts):
        return None
    if sum(_CLAUSE.search(part) is not None for part in parts) > 1:
        return None
    items = _spread(tuple(_news(thing(_SET_TO.sub("", part)), asked) for part in parts))
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
    r"(?:^|,)? ?\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth|(?:and )?then|(?:and )?next|after that|finally|last(?:ly)?|followed by|comes?|puis|dann|danach|luego|poi|потом|затем)\b[:, ]",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\w \b(?:is|are|was|were|has|have|had|does|do|did|can|will)\b \w")


def _news(item: Hashable, asked: Question) -> Hashable:
    """A thing without the words that the question has already, if others are left."""
    if not isinstance(item, tuple) or item[0] != "w":
        return item
    news = tuple(
        word for word in item[1] if word not in asked.known and stem(word) not in asked.known
    )
    return ("w", news or item[1])


@lru_cache(maxsize=2_000)
def thing(text: str) -> Hashable:
    """One thing of a list, in a form that is equal for equal things."""
    text = text.strip().strip("\"'").strip()
    read = quantity(text)
    if read is not None:
        return _measure(read)
    days = dates(text)
    if days:
        return ("d", days[0])
    nested = _top_level(text[1:-1]) if text[:1] in {"(", "["} and text[-1:] in {")", "]"} else None
    if nested is not None and len(nested) > 1:
        return ("t", text[0] + text[-1], *(thing(part) for part in nested))
    expression = formula(text)
    if expression is not None:
        return (
            "f",
            expression.relation,
            *(complex(round(v.real, 9), round(v.imag, 9)) for v in expression.values),
        )
    return ("w", tuple(map(stem, words(text))) or (fold(text),))


def _measure(read: Quantity) -> Hashable:
    unit = read.units[0]
    return ("n", read.number.value * unit.factor, unit.dimensions, unit.nouns, read.bound)


def _spread(items: Sequence[Hashable]) -> tuple[Hashable, ...]:
    """Things with both signs as two."""
    spread: list[Hashable] = []
    for item in items:
        if isinstance(item, tuple) and item[0] == "n" and item[-1] == "pm":
            spread.extend((*item[:1], sign * item[1], *item[2:-1], "") for sign in (1, -1))
        else:
            spread.append(item)
    return tuple(spread)


ALL_REALS = Things((thing("-∞"), thing("∞")), "()", ordered=True)
"""The interval of all real numbers, which is also said in words."""
