"""Rules that compare two answers with a structure: lists, formulas, JSON and code."""

# ruff: noqa: RUF001  (signs of logic)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from fractions import Fraction

from trustcore_strategies.answers.code import same_code, same_pattern
from trustcore_strategies.answers.elements import element
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formula import Formula, is_rounded, same_formula, variable
from trustcore_strategies.answers.json_value import same_json
from trustcore_strategies.answers.quantity import Quantity
from trustcore_strategies.answers.query_conditions import same_conditions
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.stance_rules import IN_PART, joined_otherwise
from trustcore_strategies.answers.text_rules import compare_words
from trustcore_strategies.answers.things import Things, as_quotient, same_things, thing
from trustcore_strategies.answers.words import stem


def compare_json(one: Reading, other: Reading) -> float | None:
    """Compares two JSON values key by key, or one with fields that stand in lines."""
    if one.json is not None and other.json is not None:
        return _same_values(one.json, other.json, ranked=one.asked.ranked)
    for told, plain in ((one.json, other), (other.json, one)):
        if isinstance(told, dict) and plain.fields is not None:
            return same_json(told, plain.fields)
    return None


def _same_values(one: object, other: object, *, ranked: bool) -> float:
    """How far two JSON values are the same, item by item where an order is asked for."""
    found = same_json(one, other)
    if found == 1 and ranked and isinstance(one, list) and isinstance(other, list):
        return float(all(map(same_json, one, other)))
    return found


def compare_code(one: Reading, other: Reading) -> float | None:
    """Compares two pieces of code token by token."""
    if one.asked.code and not _OF_PATTERNS.isdisjoint(one.asked.words):
        found = same_pattern(one.final, other.final)
        if found is not None:
            return float(found)
    if one.asked.code and (ordered := same_conditions(one.final, other.final)) is not None:
        return float(ordered)
    if one.code is not None and other.code is not None:
        return same_code(one.code, other.code)
    for code, plain in ((one.code, other), (other.code, one)):
        if code is not None and one.asked.code and _lacks_signs(plain.final, code):
            return 0.0
    return None


def _lacks_signs(text: str, code: Sequence[str]) -> bool:
    """Whether a text has the words of some code and none of its signs: ls beside ls -l."""
    said = text.strip(" .`").split()
    signs = [token for token in code if token[0] in _OPERATORS]
    named = {token for token in code if token[0].isalnum()}
    return bool(signs) and named.issuperset(said)


_OPERATORS = frozenset("-+*/%=<>|&!^~")
"""First characters of signs without which code is other code; brackets may be left out: print."""


_OF_PATTERNS = frozenset(("regex", "regexp", "regexes"))


def compare_lists(one: Reading, other: Reading) -> float | None:
    """Compares two lists, or a list with one thing, which is at most a part of it."""
    labelled = _same_labels(one, other) if "\n" in one.final else None
    if labelled is not None:
        return labelled
    mine, theirs = one.things, other.things
    if (mine is None) != (theirs is None):
        mine, theirs = mine or _also_listed(one, theirs), theirs or _also_listed(other, mine)
    if mine is not None and theirs is not None:
        return _both_lists(mine, theirs, one, other)
    if mine is not None:
        return _beside_list(mine, one, other)
    return None if theirs is None else _beside_list(theirs, other, one)


def _same_labels(one: Reading, other: Reading) -> float | None:
    """Compares what two answers give line by line for the same labels: First: Ann."""
    mine, theirs = one.fields, other.fields
    if mine is None or theirs is None or set(map(fold, mine)) != set(map(fold, theirs)):
        return None
    return same_json(mine, theirs)


def _also_listed(alone: Reading, listed: Things | None) -> Things | None:
    """The numbers that an answer can list where all are asked for or a set stands beside it."""
    beside_set = listed is not None and listed.brackets == "{}"
    return alone.also_listed if alone.asked.several or beside_set else None


def _both_lists(mine: Things, theirs: Things, one: Reading, other: Reading) -> float | None:
    asked = one.asked
    if not asked.interval and (
        _are_ends((mine, one), (theirs, other)) or _are_ends((theirs, other), (mine, one))
    ):
        return 0.0
    found = same_things(
        mine,
        theirs,
        ranked=asked.ranked or asked.output,
        exact=asked.interval,
        vector=asked.vector,
        several=asked.several,
    )
    if found > IN_PART and joined_otherwise(one, other) and not _only_values(mine.items):
        return IN_PART
    if found < 1 and len(mine.items) == len(theirs.items) == _TWO:
        shared = _share_all(one, other)
        if shared is not None:
            return shared
    if found < 1 and not asked.number and _same_otherwise(mine.items, theirs.items):
        return 1.0
    sure = mine.sure or theirs.sure or mine.brackets or theirs.brackets
    return found if found == 1.0 or sure else None


def _same_otherwise(one: Sequence[Hashable], other: Sequence[Hashable]) -> bool:
    """Whether two lists name the same things, one of them with amounts or by their symbols."""
    return _same_but_amounts(one, other) or _same_elements(one, other)


def _same_elements(one: Sequence[Hashable], other: Sequence[Hashable]) -> bool:
    """Whether two lists name the same chemical elements: Cu and Zn, copper and zinc."""
    mine, theirs = ([_element_of(item) for item in items] for items in (one, other))
    return None not in mine and Counter(mine) == Counter(theirs)


def _element_of(item: Hashable) -> int | None:
    if not isinstance(item, tuple) or item[0] != "w" or len(item[1]) != 1:
        return None
    word: str = item[1][0]
    return element(word.title() if len(word) <= _SYMBOL else word)


_SYMBOL = 2
"""Letters of a symbol at most."""


def _same_but_amounts(one: Sequence[Hashable], other: Sequence[Hashable]) -> bool:
    """Whether one list says of each thing of the other how much of it: 200 g flour, 2 eggs."""
    for amounts, named in ((one, other), (other, one)):
        bare = [_amount_of(item) for item in amounts]
        if all(bare):
            return Counter(bare) == Counter(named)
    return False


def _amount_of(item: Hashable) -> Hashable | None:
    """The thing of which an item is an amount."""
    if not isinstance(item, tuple) or item[0] != "n" or not item[3]:
        return None
    return ("w", tuple(map(stem, item[3])))


_TWO = 2


def _share_all(one: Reading, other: Reading) -> float | None:
    """Compares two things where what only the last one is called is what both are."""
    if one.of_both is None and other.of_both is None:
        return None
    mine, theirs = one.of_both or one.things, other.of_both or other.things
    if mine is None or theirs is None:
        return None
    if Counter(mine.items) == Counter(theirs.items):
        return 1.0
    full = all(map(_is_full_name, (*mine.items, *theirs.items)))
    return IN_PART if full and one.asked.person else None


def _is_full_name(item: Hashable) -> bool:
    return isinstance(item, tuple) and item[0] == "w" and len(item[1]) > 1


_BETWEEN = frozenset(["between", "from", "to", "zwischen", "von", "bis", "entre", "de"])


def _are_ends(between: tuple[Things, Reading], listed: tuple[Things, Reading]) -> bool:
    """Whether things are the ends of what lies between them, and others no more than listed."""
    (ends, said), (few, named) = between, listed
    if few.brackets or few.ordered or not _BETWEEN.isdisjoint(named.words):
        return False
    return ends.brackets == "-" or (ends.brackets != "" and "<" in said.final)


def _beside_list(lists: Things, several: Reading, alone: Reading) -> float | None:
    """Compares a list with one thing, or a ratio with the number that it is."""
    if several.asked.ratio and alone.quantity is not None:
        return float(as_quotient(lists) == alone.quantity.number.value)
    if not lists.sure and not lists.brackets:
        return None
    if lists.brackets == "{}" and len(lists.items) == 1:
        return float(lists.items[0] == thing(alone.final))
    if not several.known_as.isdisjoint(alone.known_as):
        return 1.0  # Trinidad and Tobago
    if alone.quantity is not None or lists.brackets or _only_values(lists.items):
        return 0.0
    asked = several.asked
    return (
        min(IN_PART, compare_words(several, alone)) if asked.several or asked.which_ones else None
    )


def _only_values(items: Sequence[Hashable]) -> bool:
    """Whether the things of a list are numbers, dates and letters rather than words."""
    return all(
        isinstance(item, tuple) and (item[0] != "w" or (len(item[1]) == 1 and len(item[1][0]) == 1))
        for item in items
    )


_ANGLE = (("angle", 1),)
_RADIAN = Fraction(180_000_000, 3_141_593)
"""In degrees; an expression beside an angle in degrees is one in radians: pi/4."""


def compare_formulas(one: Reading, other: Reading) -> float | None:
    """Compares two formulas, or one with a number: 25π and 78.54, 100 + 300 and 400.

    An expression that was not worked out says the same as its exact value.
    """
    if (one.digits and one.measured) or (other.digits and other.measured):
        return 1.0 if _same_formulas(one, other) else _measured_formulas(one, other)
    if one.formula is None and other.formula is None and "e" not in {one.final, other.final}:
        told = one.final.isascii() or not _other_logic(one.final, other.final)
        return None if told else 0.0
    mine, theirs = one.formula or variable(one.final), other.formula or variable(other.final)
    if mine is not None and theirs is not None:
        return float(same_formula(mine, theirs))
    if one.quantity is None and other.quantity is None:
        return None
    expression, number, text = mine, other.quantity, other.final
    if expression is None or number is None:
        expression, number, text = theirs, one.quantity, one.final
    return float(_is_worth(expression, number) or _is_cut(expression, text))


def _same_formulas(one: Reading, other: Reading) -> bool:
    """Whether both are the same expression, whatever of it can be a unit: sin 2 pi t."""
    mine, theirs = one.formula, other.formula
    return mine is not None and theirs is not None and same_formula(mine, theirs)


_CUT = re.compile(r"(?P<digits>\d{1,9}\.(?P<places>\d{2,12}))(?:\.\.\.|\u2026)")


def _is_cut(expression: Formula | None, text: str) -> bool:
    """Whether a text gives the first digits of a constant: 2.71828... of e."""
    found = _CUT.fullmatch(text.strip()) if expression is not None else None
    if expression is None or found is None:
        return False
    first, digits = Fraction(expression.values[0].real), Fraction(found["digits"])
    step = Fraction(1, 10 ** len(found["places"]))
    return is_rounded(expression, first, None) and 0 <= first - digits < step


def _is_worth(expression: Formula | None, number: Quantity | None) -> bool:
    """Whether a formula is a number, or the radians of an angle."""
    if expression is None or number is None or number.bound:
        return False
    unit = number.units[0]
    radians = number.number.value * unit.factor / _RADIAN
    if unit.dimensions == _ANGLE and is_rounded(expression, radians, 5):
        return True
    return is_rounded(expression, number.number.value, number.number.places)


def _measured_formulas(one: Reading, other: Reading) -> float | None:
    """Compares two expressions with a unit, or one with an expression or a number: 25π cm^2."""
    mine, theirs = one.measured, other.measured
    if mine is not None and theirs is not None:
        (first, unit), (second, other_unit) = mine, theirs
        if unit.dimensions != other_unit.dimensions or unit.nouns != other_unit.nouns:
            return 0.0
        return float(same_formula(first.times(unit.factor / other_unit.factor), second))
    found, bare = (mine, other) if mine is not None else (theirs, one)
    if found is None:
        return None
    expression, unit = found
    number = bare.quantity
    if number is None:
        return None if bare.formula is None else float(same_formula(expression, bare.formula))
    given = number.units[0]
    if given.dimensions and given.dimensions != unit.dimensions:
        return 0.0
    value = number.number.value * (given.factor / unit.factor if given.dimensions else 1)
    return float(not number.bound and is_rounded(expression, value, number.number.places))


_LOGICAL = re.compile("[∩⊂⊆∈∉∧∨¬→↔≡∀∃]")
"""Signs of sets and of logic, each of which says something else of the same letters."""


def _other_logic(one: str, other: str) -> bool:
    """Whether two short texts relate things by signs of logic or of sets that differ."""
    if max(len(one), len(other)) > _RELATED:
        return False
    mine, theirs = _LOGICAL.findall(one), _LOGICAL.findall(other)
    return bool(mine and theirs) and mine != theirs


_RELATED = 60
"""Characters; what is longer is no short statement in signs."""
