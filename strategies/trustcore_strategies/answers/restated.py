"""Answers that say one thing twice: in two units, or by another name of it."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Sequence

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.known_names import same_known_name
from trustcore_strategies.answers.name import name
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.same_quantity import roughly_converted

_LONGEST = 160
"""Characters; a longer text does not say a quantity twice and nothing else."""

_BEHIND = 4
"""Words behind a quantity that was said twice: long, in total."""

_TWO_NUMBERS = re.compile(r"\d\D+\d")
_AMOUNT = r"[-+]?(?:US|CA|AU)?[$\u20ac\u00a3]?\d[\d.,]{0,14}(?: ?[xX*] ?10\^-?\d{1,2}| (?:hundred|thousand|million|billion))?(?:'(?: ?\d{1,2}(?:\"|'')?)?|\"|[ -]?[^\W\d_(\[/=]{1,14}\.?(?: \d{1,2} ?(?:in|inches|oz|ounces|min|minutes|lbs?)\b)?|[ -]?[\u00b0%][ ]?[CFK]?)(?: ?/ ?[a-z]{1,4}| per [a-z]{1,7}|\^[23]| [a-z]{2,9})?"
_TWICE = re.compile(
    rf"(?P<head>{_AMOUNT})(?: [a-z]{{2,6}})?\s{{0,2}}(?:[(\[]|,? or |,? that is,? |,? i\.e\.,? |,? equivalent to |,? equal to |[/=~\u2248]|, )\s{{0,2}}(?:or |about |around |approximately |approx\.? |roughly |nearly |almost |some |circa |equivalent to |equal to |i\.e\. |[=~\u2248] ?){{0,2}}(?P<inner>{_AMOUNT})[)\]]?(?P<behind>[^\d\n]{{0,40}})$"
)


def restated(text: str) -> tuple[str, str] | None:
    """A quantity and the same in another unit: "7.5 miles (12 km)", "70 kg / 154 lb"; else None."""
    if len(text) > _LONGEST:
        return None
    found = _TWICE.search(text.strip(" .!\"'")) if _TWO_NUMBERS.search(text) else None
    if found is None or len(found["behind"].split()) > _BEHIND:
        return None
    one, other = quantity(found["head"]), quantity(found["inner"])
    if one is None or other is None or not _in_two_units(one, other):
        return None
    return found["head"], found["inner"]


def _in_two_units(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities have units of one kind, and values that are the same, roughly rounded."""
    return any(
        mine.dimensions != theirs.dimensions or mine.factor != theirs.factor
        for mine in one.units[:1]
        for theirs in other.units[:1]
    ) and roughly_converted(one, other)


_PLANETS = frozenset("mercury venus earth terra mars jupiter saturn uranus neptune pluto".split())
_CATALOGUE = re.compile(
    r"(?:(?:Messier|NGC|IC|HD|HIP|HR|PSR|Gliese|GJ|Kepler|TRAPPIST|SN|UGC|Mrk|Abell|Caldwell|Sol|E|INS|vitamin|element|hormone|Factor) ?-?[A-Z]?\d{1,6}[a-z]?|M ?\d{1,3}|\d{1,6} [A-Z][a-z]{3,12})"
)
_NUMERAL = re.compile(r"[IVX]{1,6}")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_LATIN_SYMBOLS = {
    "Na": "sodium", "K": "potassium", "Fe": "iron", "Cu": "copper", "Ag": "silver", "Sn": "tin",
    "Sb": "antimony", "W": "tungsten", "Au": "gold", "Hg": "mercury", "Pb": "lead",
}  # fmt: skip


def same_thing(values: Sequence[str], *, person: bool) -> bool:
    """Whether names that stand beside one another in an answer are all names of one thing.

    "Titan or Saturn VI", "Mumbai or Bombay", "iron or Fe" and "WHO or World Health Organization"
    are; "Titan or Rhea" and "Henry IV or Henry V" are not.

    Args:
        values: The names.
        person: Whether a person is asked for, of whom "Saturn VI" would be another.
    """
    first, *rest = values
    return bool(rest) and all(
        same_known_name(first, other)
        or _is_acronym(first, other)
        or _is_acronym(other, first)
        or has_symbol(first, other)
        or has_symbol(other, first)
        or (not person and _is_designated(first) != _is_designated(other))
        for other in rest
    )


def _is_acronym(short: str, long: str) -> bool:
    mine, theirs = name(short), name(long)
    if mine is None or theirs is None or not mine.acronym or len(theirs.parts) < 2:
        return False
    return mine.acronym in theirs.initials


def has_symbol(element: str, symbol: str) -> bool:
    """Whether one is the chemical symbol of the other."""
    if not _SYMBOL.fullmatch(symbol) or len(element) < 3:
        return False
    plain = fold(element)
    if symbol in _LATIN_SYMBOLS:
        return _LATIN_SYMBOLS[symbol] == plain
    return plain[0] == symbol[0].lower() and symbol[1:] in plain[1:]


def _is_designated(value: str) -> bool:
    """Whether a name is an entry of a catalogue: Saturn VI, M31, NGC 224."""
    head, _, numeral = value.rpartition(" ")
    if fold(head) in _PLANETS and _NUMERAL.fullmatch(numeral):
        return True
    return _CATALOGUE.fullmatch(value) is not None
