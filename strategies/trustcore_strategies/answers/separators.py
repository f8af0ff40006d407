"""What parts things: commas and words that join, slashes, strokes, blanks, or both signs of one."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.formula import formula
from trustcore_strategies.answers.gates import may_join
from trustcore_strategies.answers.quantity import quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.things import Things, measure, spread, thing

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
_HEADING = re.compile(r"^[^\n\-*\u2022]{1,60}\n(?=[-*\u2022] )")
"""The line in front of a list whose other lines have bullets."""

_BULLET = re.compile(r"^[-*\u2022] +(?=\S)", re.MULTILINE)
_PART_ENDS = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|[;\n]")

SET_TO = re.compile(r"([a-z\u03b1-\u03c9](?:_?\d)?) ?= ?(?=\S)", re.IGNORECASE)
_SLASHED = re.compile(
    r"[^\W\d_]{2,24}(?: [^\W\d_]{2,24})?(?: ?(?P<sign>[/+]) ?[^\W\d_]{2,24}(?: [^\W\d_]{2,24})?){1,20}"
)
_CELLS = re.compile(r"\|?(?P<row>[^|\n]{1,60}(?:\|[^|\n]{1,60}){1,40})\|?")
"""Things between upright strokes, as in the one row of a table."""

_SPACED = re.compile(r"-?\d+(?: -?\d+){1,40}")


def _joiner(bare: str) -> re.Pattern[str]:
    """What joins the last two things; beside an English word no letter does: a, e and i."""
    if " and " in bare or " or " in bare:
        return _AND_IN_ENGLISH
    return _ASCII_AND if bare.isascii() else _AND


def split(bare: str) -> list[str]:
    """The parts of a list: between commas, semicolons and lines, and beside the word that joins."""
    if any(map(bare.__contains__, _BESIDE)):
        bare = _TOO.sub(", ", bare)
    listed = _joiner(bare).sub(",", bare) if may_join(bare) else bare
    if "\n" in listed:
        listed = _HEADING.sub("", listed)
        listed = _BULLET.sub("", listed) if _BULLET.match(listed) else listed
    parts = [part.strip().strip(" .") for part in _PART_ENDS.split(listed)]
    if len(parts) > 1:
        parts[0] = _TOGETHER.sub("", parts[0])
        parts[-1] = parts[-1].removesuffix(" only")
    return [part for part in parts if part]


def joins(bare: str) -> bool:
    """Whether a word joins two things of a list."""
    return may_join(bare) and _AND.search(bare) is not None


def without_commas(bare: str, asked: Question) -> Things | None:
    """Numbers between blanks where an order is asked for, things between slashes, or ±3."""
    parts = _parts(bare, asked)
    if parts:
        return Things(tuple(map(thing, parts)), ordered=asked.ranked)
    signed = SET_TO.sub("", bare, count=1) if "=" in bare else bare
    return _of_a_margin(signed) if "\u00b1" in signed else None


def _parts(bare: str, asked: Question) -> list[str]:
    if asked.ranked and _SPACED.fullmatch(bare):
        return bare.split()
    slashed = _SLASHED.fullmatch(bare) if "/" in bare or "+" in bare else None
    if slashed is not None and _lists(slashed["sign"], bare, asked):
        return bare.split(slashed["sign"])
    cells = _CELLS.fullmatch(bare) if "|" in bare and (asked.several or asked.ranked) else None
    if cells is not None:
        return [SET_TO.sub("", cell.strip()) for cell in cells["row"].split("|")]
    set_to = re.split(" ?\u2228 ?", bare) if "\u2228" in bare else []
    return [SET_TO.sub("", one) for one in set_to] if all(map(SET_TO.match, set_to)) else []


def _lists(sign: str, bare: str, asked: Question) -> bool:
    """Whether a sign parts things: more than once, or where several are asked for; AC/DC is one."""
    return bare.count(sign) > 1 or asked.several or (sign == "+" and asked.which_ones)


def _of_a_margin(signed: str) -> Things | None:
    """The two ends of what has both signs, unless that is a measure with its tolerance."""
    only = quantity(signed) if signed.startswith("\u00b1") else None
    if only is not None and only.bound == "pm":
        return Things(spread((measure(only),)))
    margin = quantity(signed.partition("\u00b1")[2])
    if margin is not None and margin.units[0].dimensions:
        return None
    signs = of_both_signs([signed])
    return None if len(signs) < 2 else Things(tuple(map(thing, signs)))


def of_both_signs(parts: list[str]) -> list[str]:
    """Things, and an expression with both signs as two: 1 \u00b1 \u221a2."""
    if not any("\u00b1" in part for part in parts):
        return parts
    spread_out: list[str] = []
    for part in parts:
        both = [part.replace("\u00b1", sign).strip().removeprefix("+") for sign in "+-"]
        is_expression = part.count("\u00b1") == 1 and formula(both[1]) is not None
        spread_out.extend(both if is_expression and quantity(part) is None else [part])
    return spread_out
