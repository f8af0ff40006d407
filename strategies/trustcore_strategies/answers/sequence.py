"""Lists, tuples, intervals, ranges and ratios: what is in them and whether its order counts."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Hashable

from trustcore_strategies.answers.gates import may_join
from trustcore_strategies.answers.intervals import bounded
from trustcore_strategies.answers.listed import (
    CLAUSE,
    glosses,
    listed_only,
    unexplained,
    unglossed,
    without_kind,
)
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.ranges import ranged
from trustcore_strategies.answers.separators import (
    SET_TO,
    joins,
    of_both_signs,
    split,
    without_commas,
)
from trustcore_strategies.answers.things import MOST, Things, spread, thing, top_level
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
_SEPARATES = re.compile(r"[,;\n/|+>\u2228\u00b1\u2192]")
"""Without any of these, and without a word that joins, nothing parts one thing from the next."""

_SET_BUILDER = re.compile(r"\{ ?[a-z](?: in R| \u2208 \S)? ?[|:] ?(?P<rest>[^{}]{1,80}?) ?\}")
_UNION = re.compile(r" {0,2}(?:\bunion\b|\bU\b) {0,2}")

_WORDED = re.compile(r"\b(?!infinity\b|pi\b|sqrt\b)[^\W\d_]{2,}|\s[-+*/=^]\s|[-+*/=^]$")
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
    along = _along_axes(bare) if asked.vector else None
    if along is not None:
        return along
    parted = asked.ranked or _SEPARATES.search(bare) is not None or may_join(bare)
    for reader in _READERS if parted else _READERS_OF_THE_WHOLE:
        found = None if asked.ranked and reader is bounded else reader(bare, asked)
        if found is not None:
            return found
    return None


_AXES = re.compile(r"(?P<sign>[-+]?) ?(?P<number>[\d.]*) ?(?P<axis>[ijk])\b *")


def _along_axes(bare: str) -> Things | None:
    """A vector as the sum of its parts along the axes: 4i - j."""
    found = list(_AXES.finditer(bare))
    if "".join([one[0] for one in found]) != bare or len(found) < 2:
        return None
    parts = {one["axis"]: one["sign"] + (one["number"] or "1") for one in found}
    axes = "ijk" if "k" in parts else "ij"
    return Things(tuple(thing(parts.get(axis, "0")) for axis in axes), "()", ordered=True)


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
    if closing not in _CLOSING[opening] or (opening == "<" and not asked.vector):
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
            free = asked.several or asked.which_ones or asked.plural
            return _named(named, asked, ordered=(numbered and not free) or asked.ranked)
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
    free = asked.several or asked.which_ones or asked.plural
    whole = bare.startswith(numbers[0][0])
    return _named(named, asked, ordered=not free or asked.ranked) if whole else None


def _named(named: list[str], asked: Question, *, ordered: bool) -> Things:
    """The things that lines or marks part, without what stands in brackets behind them."""
    bare = unglossed(named, valued=asked.number or asked.date)
    items = tuple(map(thing, without_kind(bare, asked.known)))
    return Things(items, ordered=ordered, glosses=glosses(named))


def _set_to(bare: str, _: Question) -> Things | None:
    """X = 1, y = 2 is a tuple; x = 2 or x = 3 is a set."""
    if "=" not in bare:
        return None
    parts = split(bare)
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
    parts = split(stepped)
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
    parts = unexplained(parts)
    told = glosses(parts)
    parts = of_both_signs(unglossed(parts, valued=asked.number or asked.date))
    items = spread(tuple(_news(thing(SET_TO.sub("", part)), asked) for part in parts))
    lone = all(
        isinstance(item, tuple) and (item[0] != "w" or len(item[1]) == 1 == len(item[1][0]))
        for item in items
    )
    few = asked.which_ones and all(len(part.split()) <= _FEW for part in parts)
    joined = len(parts) > 2 and not asked.told and joins(bare)
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
        glosses=told,
    )


_READERS_OF_THE_WHOLE = (_bracketed, bounded, ranged, _lines)
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
